"""The types that users see; checked, never run."""

from datetime import date
from decimal import Decimal
from random import choice
from typing import Any, assert_type

import pandas as pd
import polars as pl
from duckdb import DuckDBPyRelation
from matplotlib.axes import Axes

from aiproviders import (
    Catalog,
    Company,
    Event,
    Market,
    Metric,
    Model,
    Period,
    Provider,
    Quantity,
    TokenPrice,
    Usage,
    alibaba,
    audit,
    best,
    blended_price,
    charts,
    compare,
    cost_of_usage,
    cost_per_solved,
    diff,
    export,
    find_model,
    json_schema,
    market,
    openai,
    pareto_frontier,
    price_performance,
    price_table,
    provider,
    providers,
    report,
    timeline,
)
from aiproviders.results import (
    Change,
    Changes,
    Comparison,
    Findings,
    Metrics,
    Models,
    People,
    Providers,
    Timeline,
)
from aiproviders.types import OwnKind
from aiproviders.errors import DataError

assert_type(alibaba, Provider)
assert_type(alibaba.company, Company | None)
assert_type(Provider.validate("acme"), tuple[DataError, ...])
assert_type(json_schema(), dict[str, Any])
assert_type(alibaba.models, Models)
assert_type(alibaba.models["qwen 3.6"], Model)
assert_type(alibaba.models[0], Model)
assert_type(alibaba.models[1:3], Models)
assert_type(next(reversed(alibaba.models)), Model)
assert_type(choice(alibaba.models), Model)
assert_type(alibaba.models.where(kind="family"), Models)
wanted = alibaba.models.where(
    lambda model: model.scores,
    access=["open-weights", None],
    developer=alibaba.business_units[0],
    license="Apache-2.0",
    modalities="image",
    open_weights=True,
    released=["2026", 2025, date(2024, 1, 1), Period("2023")],
)
assert_type(wanted, Models)
assert_type(alibaba.people.where(leads="tongyi-laboratory"), People)
assert_type(alibaba.metrics.where(measure="revenue", period="FY2026"), Metrics)
assert_type(alibaba.metrics.search("cloud growth").preferred, Metrics)
assert_type(alibaba.events.sort_by("title").group_by("year"), dict[Period | None, Timeline])
assert_type(audit(alibaba).where(severity=["tension", "note"]), Findings)
assert_type(Catalog(alibaba.models).where(lambda model: model.price, kind="model"), Catalog[Model])
assert_type(alibaba.models.get("x"), Model | None)
assert_type(alibaba.models.get("x", 0), Model | int)
assert_type(alibaba.models.where(lambda model: model.open_weights), Models)
assert_type(alibaba.models.search("coder"), Models)
assert_type(alibaba.models.sort_by("released", descending=True), Models)
assert_type([model.name for model in alibaba.models], list[str])
assert_type(alibaba.events, Timeline)
assert_type(alibaba.events.where(kind="launch", since="2026"), Timeline)
assert_type(alibaba.events.where(status="planned"), Timeline)
assert_type(alibaba.events[:2], Timeline)
assert_type(alibaba.events.where(kind=["launch", OwnKind("acme:recall")]), Timeline)
assert_type(alibaba.events["x"], Event)
assert_type(alibaba.events.group_by("year"), dict[Period | None, Timeline])
assert_type(timeline(alibaba, since=date(2026, 1, 1), until=Period("2026")), Timeline)
assert_type(providers(), Providers)
assert_type(providers().where(company=None), Providers)
assert_type(diff(alibaba, alibaba), Changes)
assert_type(diff(alibaba, alibaba).corrected, tuple[Change, ...])
assert_type([change.path for change in diff(alibaba, alibaba)], list[str])
assert_type(provider("alibaba", prefer="plugin"), Provider)

model = find_model("Qwen3.7 Max")
assert_type(model, Model)
assert_type(model.price, TokenPrice)
assert_type(model.list_price, TokenPrice | None)
assert_type(model.price.input, Decimal | None)
assert_type(model.to_dict(), dict[str, Any])
assert_type(model.to_json(), bytes)
assert_type(model.price_for(on="2026-11-27", host=None, region=None), TokenPrice)
assert_type(model.as_of, Period | None)
assert_type(model.fits(1000), bool | None)
assert_type(model.price.cost(Usage(input_tokens=1, output_tokens=1)), Quantity)
assert_type(blended_price(model.price, "3:1"), Quantity)
assert_type(blended_price(model), Quantity)
assert_type(cost_per_solved(model.price, Usage(input_tokens=1, output_tokens=1)), Quantity)
assert_type(pareto_frontier(alibaba.models), tuple[Model, ...])
assert_type(price_performance(alibaba.models).rows[0].score_per_price, Quantity)
assert_type(price_performance(alibaba.models).rows[0].standard_error, Decimal | None)
spent = Usage(input_tokens=1, output_tokens=1)
price_performance(alibaba.models, tokens={"qwen3.6": spent})
price_performance(alibaba.models, tokens={alibaba.models[0]: spent})
by_task = price_performance(
    alibaba.models,
    harness="not stated",
    variants="all",
    tokens={("qwen3.6", "high"): spent, ("qwen3.7-max", "high"): spent},
)
assert_type(by_task.rows[0].task_cost, Quantity | None)
assert_type(by_task.close[0][0].date, Period | None)
assert_type(by_task.newer, tuple[Model, ...])
assert_type(
    cost_per_solved(model, Usage(input_tokens=1, output_tokens=1), scores={"x": "80.4"}), Quantity
)

metric: Metric = alibaba.metrics["market-cap"]
assert_type(alibaba.metrics, Metrics)
assert_type(alibaba.metrics.preferred.where(lambda each: each.period), Metrics)
assert_type(alibaba.metrics.preferred["market-cap"], Metric)
assert_type(best(alibaba.metrics[:1]), Metric)
assert_type(Provider(id="x", metrics=[metric]), Provider)
assert_type(alibaba.cite(metric, "bibtex"), str)
assert_type(alibaba.with_price(model, input="0.6", output=None, source="x"), Provider)
assert_type(alibaba.with_prices({"qwen3.6": model.price}, source="x"), Provider)
assert_type(alibaba.with_prices({model: model.price}, source="x"), Provider)
assert_type(alibaba.with_prices({"qwen3.6": "90 %"}, source="x"), Provider)
assert_type(alibaba.with_prices("contract.toml"), Provider)
assert_type(alibaba.with_records(model, metric), Provider)
assert_type(int(metric.quantity), int)
assert_type(metric.quantity.bounds, tuple[Decimal | None, Decimal | None])
assert_type(metric.quantity * 2 + metric.quantity, Quantity)
assert_type(sum([metric.quantity], metric.quantity), Quantity)
assert_type(metric.quantity < metric.quantity, bool)
assert_type(TokenPrice(currency="USD", input="0.6", output=Decimal("3.6")), TokenPrice)
assert_type(Quantity(value="80.4", unit="%"), Quantity)

compared = compare(model, alibaba.models["qwen3.6"])
assert_type(compared, Comparison[Model])
assert_type(compare(model, "qwen3.6", "gpt-5.5"), Comparison[Model])
assert_type(compared.compared[0].price, TokenPrice)
assert_type(compared.rows[0].differs, bool | None)
assert_type(compared[0].values, tuple[object, ...])
assert_type(diff(alibaba, alibaba).corrected[0].before, object)
assert_type([row.field for row in compared], list[str])
assert_type(compare(metric, metric), Comparison[Metric])
assert_type(alibaba.metrics.to_pandas(), pd.DataFrame)
assert_type(price_performance(alibaba.models).to_polars(exact=True), pl.DataFrame)
assert_type(alibaba.metrics.to_frame("pandas"), pd.DataFrame)
assert_type(alibaba.metrics.to_frame("polars", exact=True), pl.DataFrame)
assert_type(alibaba.metrics.to_frame("duckdb"), DuckDBPyRelation)
assert_type(diff(alibaba, alibaba).to_frame("polars"), pl.DataFrame)
assert_type(alibaba.tables(), dict[str, pd.DataFrame])
assert_type(alibaba.tables("polars"), dict[str, pl.DataFrame])
assert_type(price_table(alibaba.models), pd.DataFrame)
assert_type(price_table(alibaba.models, backend="polars"), pl.DataFrame)
assert_type(price_table(alibaba.models, form="long"), pd.DataFrame)
assert_type(pl.DataFrame(alibaba.metrics), pl.DataFrame)
assert_type(charts.price_performance(alibaba.models), Axes)
assert_type(charts.price_history(alibaba.models, kinds=("input",)), Axes)
export([alibaba], "all.parquet", table="models")
assert_type(market, Market)
assert_type(openai, Provider)
assert_type(market["anthropic"], Provider)
assert_type(market.models, Models)
assert_type(market.providers, Providers)
assert_type([lab.id for lab in market], list[str])
assert_type(market.joined(market), Market)
assert_type(market.with_prices({"qwen3.6": model.price}, source="x"), Market)
assert_type(market.tables("polars"), dict[str, pl.DataFrame])
assert_type(market.cite("qwen3.6", "bibtex"), str)
assert_type(diff(market, market), Changes)
assert_type(timeline(market, since="2026-06"), Timeline)
assert_type(find_model("qwen3.6", market, on="2026-06"), Model)
report(alibaba, "alibaba.html")

# What a checker has to refuse; an ignore that is not needed is an error.
alibaba.modles  # type: ignore[attr-defined] # pyright: ignore[reportAttributeAccessIssue]
alibaba.id = "x"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
alibaba.models["x"] = model  # type: ignore[index] # pyright: ignore[reportIndexIssue]
alibaba.models.where(licence="MIT")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
alibaba.models.where(access="open")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
alibaba.models.where(access=["open"])  # type: ignore[list-item] # pyright: ignore[reportArgumentType]
alibaba.models.where(open_weights="yes")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
audit(alibaba).where(rules="first")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
alibaba.events.where(kind="lunch")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
alibaba.cite(metric, "apa")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
compare(metric, "revenue")  # type: ignore[call-overload] # pyright: ignore[reportCallIssue, reportArgumentType]
alibaba.metrics.to_frame("excel")  # type: ignore[call-overload] # pyright: ignore[reportArgumentType, reportCallIssue]
Quantity(value=0.5, unit="%")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Quantity(value=1, unit="%", comparator="≈")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

assert_type(cost_of_usage(pd.DataFrame(), alibaba.models), pd.DataFrame)
