"""A user's code that needs the extras; checked by mypy and pyright against the installed wheel."""

from typing import assert_type

import matplotlib.pyplot as plt
import pandas as pd
import polars as pl
from duckdb import DuckDBPyRelation
from matplotlib.axes import Axes

from aiproviders import alibaba, audit, charts, compare, gaps, price_performance, price_table

assert_type(alibaba.metrics.to_pandas(), pd.DataFrame)
assert_type(alibaba.models.to_polars(exact=True), pl.DataFrame)
assert_type(alibaba.events.to_frame("pandas"), pd.DataFrame)
assert_type(alibaba.events.to_frame("duckdb"), DuckDBPyRelation)
assert_type(alibaba.tables("polars")["models"], pl.DataFrame)
assert_type(price_table(alibaba.models), pd.DataFrame)
assert_type(price_performance(alibaba.models).to_polars(), pl.DataFrame)
assert_type(
    compare(alibaba.models["qwen3.6"], alibaba.models["qwen3.7-max"]).to_pandas(), pd.DataFrame
)
assert_type(audit(alibaba).to_pandas(), pd.DataFrame)
assert_type(gaps(alibaba).to_pandas(), pd.DataFrame)
priced = pl.DataFrame(alibaba.models)

figure, axes = plt.subplots()
assert_type(charts.price_performance(alibaba.models, ax=axes), Axes)
assert_type(charts.timeline(alibaba.events), Axes)
