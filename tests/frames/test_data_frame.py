"""Data frames in each library, and the values in them."""

import gc
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, cast, get_args

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from test_columns import METRICS
from test_package import modules_after

from aiproviders import (
    Catalog,
    Citation,
    Metric,
    Model,
    Provider,
    Quantity,
    TokenPrice,
    alibaba,
    audit,
    gaps,
    price_performance,
)
from aiproviders._frames.provider_tables import provider_tables
from aiproviders._frames.tables import data_table
from aiproviders._records.frame_methods import Backend, Tabular
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders.errors import MissingExtraError
from aiproviders.results import Metrics
from aiproviders.types import OtherPrice, PriceTier

pa: Any = import_module("pyarrow")  # which has no types

BACKENDS: tuple[Backend, ...] = get_args(Backend)
ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}
PANDAS_TYPES = {
    "text": "string",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[s]",
    "boolean": "boolean",
}


def read(frame: Any) -> list[dict[str, Any]]:
    """The rows of a frame of any library as Python values."""
    match frame:
        case pd.DataFrame():
            return [
                {str(name): read_pandas(value) for name, value in row.items()}
                for row in frame.to_dict("records")
            ]
        case pl.DataFrame():
            return frame.to_dicts()
        case duckdb.DuckDBPyRelation():
            return [dict(zip(frame.columns, row, strict=True)) for row in frame.fetchall()]
        case _:
            return cast("list[dict[str, Any]]", frame.to_pylist())


def read_pandas(value: Any) -> Any:
    """A value of pandas as a Python value."""
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value


def as_floats(row: dict[str, Any]) -> dict[str, Any]:
    """A row with floats in place of decimals."""
    return {
        name: float(value) if isinstance(value, Decimal) else value for name, value in row.items()
    }


def figure(value: Any, **stated: Any) -> Metrics:
    """A catalog of one figure of which only the number matters."""
    quantity = Quantity(value=value, unit="1", **stated)
    return Metrics([Metric(id="a", subject="acme", measure="revenue", quantity=quantity)])


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("section", SECTIONS)
def test_frames_hold_every_row(acme: Provider, section: str, backend: Backend) -> None:
    """Each section reads back from each library as its rows are, nulls included."""
    catalog: Tabular = getattr(acme, section)

    assert list(map(as_floats, data_table(catalog).rows)) == read(catalog.to_frame(backend))


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_bundled_figures_read_back(backend: Backend) -> None:
    """Each bundled figure has its number, unit, comparator and days in each library."""
    expected = [
        (
            each.id,
            None if each.quantity.comparator == "range" else float(each.quantity.value),
            each.quantity.unit,
            each.quantity.comparator,
            each.period and each.period.start,
            each.period and each.period.end,
            each.reported_by,
        )
        for each in alibaba.metrics
    ]
    names = ("id", "value", "unit", "comparator", "period_start", "period_end", "reported_by")

    assert expected == [
        tuple(row[name] for name in names) for row in read(alibaba.metrics.to_frame(backend))
    ]


@pytest.mark.parametrize("backend", BACKENDS)
@given(st.lists(METRICS, max_size=3))
@settings(max_examples=settings().max_examples // 5)
def test_frames_lose_nothing(backend: Backend, metrics: list[Metric]) -> None:
    """A frame of any library has all that the rows of figures have."""
    catalog = Metrics(metrics)

    assert list(map(as_floats, data_table(catalog).rows)) == read(catalog.to_frame(backend))


@pytest.mark.parametrize("backend", BACKENDS)
def test_exact_frames_hold_every_digit(acme: Provider, backend: Backend) -> None:
    """Decimals read back equal to those of the records."""
    for table in (acme.metrics, acme.models):
        assert data_table(table).rows == read(table.to_frame(backend, exact=True))


@pytest.mark.parametrize("backend", BACKENDS)
def test_results_are_frames_too(acme: Provider, backend: Backend) -> None:
    """Findings, gaps and models by value for money read back as their rows are."""
    for result in (audit(acme), gaps(acme), price_performance(acme.models)):
        assert list(map(as_floats, data_table(result).rows)) == read(result.to_frame(backend))


@pytest.mark.parametrize("backend", BACKENDS)
def test_bounds_of_what_is_approximate(acme: Provider, backend: Backend) -> None:
    """The bounds of "about" are null unless asked for."""
    about = acme.metrics[:1]
    bounded = about.to_frame(backend, approximate_bounds=True)

    assert [(None, None)] == [(row["lower"], row["upper"]) for row in read(about.to_frame(backend))]
    assert [(1150, 1250)] == [(row["lower"], row["upper"]) for row in read(bounded)]


def test_methods_of_their_own(acme: Provider) -> None:
    """Polars and pandas have methods that give what `to_frame` gives."""
    exactly = {"exact": True, "approximate_bounds": True}
    frame: Any = acme.metrics.to_pandas(**exactly)

    assert frame.equals(acme.metrics.to_frame("pandas", **exactly))
    assert acme.metrics.to_polars(**exactly).equals(acme.metrics.to_frame("polars", **exactly))


@pytest.mark.parametrize("exact", [False, True])
def test_types_are_the_same_when_empty(acme: Provider, exact: bool) -> None:
    """A column has one type in a library, whatever is in it."""
    for section in SECTIONS:
        full: Catalog[Any] = getattr(acme, section)
        empty: Catalog[Any] = getattr(Provider(id="empty"), section)
        for backend, types in TYPES_OF.items():
            assert types(full.to_frame(backend, exact=exact)) == types(
                empty.to_frame(backend, exact=exact)
            )


TYPES_OF: dict[Backend, Callable[[Any], Any]] = {
    "duckdb": lambda frame: (frame.columns, frame.types),
    "pandas": lambda frame: dict(frame.dtypes),
    "polars": lambda frame: frame.schema,
    "pyarrow": lambda frame: frame.schema,
}


def test_types(acme: Provider) -> None:
    """Columns have the types that their kinds are documented to have."""
    for tabular in (acme.models, acme.people, price_performance(acme.models)):
        kinds = {each.name: each.kind for each in data_table(tabular).columns}
        arrow, pandas = tabular.to_frame("pyarrow"), tabular.to_pandas()

        assert {name: ARROW_TYPES[kind] for name, kind in kinds.items()} == {
            each.name: each.type for each in arrow.schema
        }
        assert {name: PANDAS_TYPES[kind] for name, kind in kinds.items()} == {
            name: str(kind) for name, kind in pandas.dtypes.items()
        }


def test_exact_types(acme: Provider) -> None:
    """Exact numbers have 18 places in Arrow, Polars and DuckDB, and are objects in pandas."""
    models = acme.models

    assert pa.decimal128(38, 18) == models.to_frame("pyarrow", exact=True)["languages"].type
    assert pl.Decimal(38, 18) == models.to_polars(exact=True)["languages"].dtype
    relation = models.to_frame("duckdb", exact=True)
    assert "DECIMAL(38,18)" == str(relation.types[relation.columns.index("languages")])
    assert object == models.to_pandas(exact=True)["languages"].dtype


@pytest.mark.parametrize("value", [10**20, "1E-19", "0.1234567890123456789012345678901234"])
def test_numbers_that_do_not_fit_are_refused(value: Any) -> None:
    """Digits are not dropped: an exact column that cannot hold a number is an error."""
    with pytest.raises(ValueError, match=r"value of 'a' is .*ask for floats, or for pandas"):
        figure(value).to_polars(exact=True)
    assert Decimal(value) == figure(value).to_pandas(exact=True)["value"][0]
    assert float(value) == figure(value).to_polars()["value"][0]


@pytest.mark.parametrize("value", [10**20 - 1, -(10**20) + 1, "1E-18", 0])
def test_the_largest_and_smallest_numbers_fit(value: Any) -> None:
    """Twenty digits before the point and eighteen after it are held exactly."""
    assert [Decimal(value)] == figure(value).to_polars(exact=True)["value"].to_list()


def test_integers_that_do_not_fit_are_refused(acme: Provider) -> None:
    """A count beyond 64 bits is an error, not another number."""
    model = acme.models["rocket-1"]
    price = model.price
    tiered = evolve(price, tiers=(evolve(price.tiers[0], threshold=2**63),))
    dear = evolve(acme, models=Catalog([evolve(model, prices=(tiered,))]))

    with pytest.raises(ValueError, match=r"threshold of 'rocket-1' is 9223372036854775808"):
        dear.tables()


def test_polars_takes_a_catalog(acme: Provider) -> None:
    """`pl.DataFrame(catalog)` is the catalog's frame."""
    assert pl.DataFrame(cast("Any", acme.metrics)).equals(acme.metrics.to_polars())


def test_arrow_takes_a_catalog(acme: Provider) -> None:
    """`pa.table(catalog)` is the catalog's table, with types that every reader knows."""
    table = pa.table(acme.metrics)

    assert table.equals(acme.metrics.to_frame("pyarrow"))
    assert set(ARROW_TYPES.values()) >= set(table.schema.types)


def test_arrow_may_ask_for_other_types(acme: Provider) -> None:
    """A reader that asks for other types gets them."""
    present = pa.table(acme.metrics).schema
    wanted = pa.schema(
        [
            (each.name, {pa.string(): pa.large_string()}.get(each.type, each.type))
            for each in present
        ]
    )

    assert present != wanted == pa.table(acme.metrics, schema=wanted).schema


def test_duckdb_queries_a_variable(acme: Provider) -> None:
    """A DuckDB query can name a variable that holds a catalog."""
    metrics = acme.metrics
    found: Any = duckdb.sql("select id from metrics where unit = 'GBP' and lower < value")

    assert [("acme.revenue.fy2025",)] == found.fetchall()
    assert 4 == len(metrics)


def test_duckdb_relations_last(acme: Provider) -> None:
    """A relation can be queried repeatedly after its provider is garbage-collected."""
    relation = Provider.from_json(acme.to_json()).metrics.to_frame("duckdb")
    gc.collect()

    assert 4 == len(relation.fetchall()) == len(relation.filter("value > 0").fetchall())


def test_narwhals_takes_a_catalog(acme: Provider) -> None:
    """Narwhals reads the stream into any library."""
    frame: Any = cast("Any", nw).from_arrow(acme.metrics, backend="polars")

    assert acme.metrics.to_polars().equals(frame.to_native())


def test_pandas_takes_a_catalog_for_objects(acme: Provider) -> None:
    """`pd.DataFrame(catalog)` has one column of records, as the documentation warns."""
    frame = pd.DataFrame(cast("Any", acme.metrics))

    assert (4, 1) == frame.shape
    assert list(acme.metrics) == frame[0].to_list()


def test_unknown_backends_are_refused(acme: Provider) -> None:
    """An unknown backend is an error that lists the known ones."""
    with pytest.raises(ValueError, match="duckdb, pandas, polars, pyarrow, not with 'excel'"):
        acme.metrics.to_frame(cast("Any", "excel"))
    with pytest.raises(ValueError, match="not with 'excel'"):
        acme.tables(cast("Any", "excel"))


@pytest.mark.parametrize(
    ("missing", "backend", "extra"),
    [
        ("pandas", "pandas", "pandas"),
        ("polars", "polars", "polars"),
        ("pyarrow", "pyarrow", "pyarrow"),
        ("duckdb", "duckdb", "duckdb"),
        ("pyarrow", "duckdb", "pyarrow"),
        ("narwhals", "polars", "frames"),
    ],
)
def test_missing_libraries(
    acme: Provider, monkeypatch: pytest.MonkeyPatch, missing: str, backend: Backend, extra: str
) -> None:
    """The error for a missing library names it and the extra to install."""
    monkeypatch.setitem(sys.modules, missing, None)

    with pytest.raises(MissingExtraError, match=rf"needs {missing}: .*aiproviders\[{extra}\]"):
        acme.metrics.to_frame(backend)


def test_arrow_streams_without_pyarrow(acme: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Polars alone can hand a catalog over; without it too, an error says what to install."""
    expected = acme.metrics.to_polars()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert expected.equals(pl.DataFrame(cast("Any", acme.metrics)))

    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtraError, match="needs pyarrow or polars"):
        acme.metrics.__arrow_c_stream__()


@pytest.mark.parametrize("backend", BACKENDS)
def test_tables_hold_all_of_a_provider(acme: Provider, backend: Backend) -> None:
    """Every section and list inside a record is a frame with every row."""
    frames = acme.tables(backend)

    assert {
        name: list(map(as_floats, held.rows)) for name, held in provider_tables(acme).items()
    } == {name: read(frame) for name, frame in frames.items()}
    assert {"providers", "companies", "prices", "citations", *SECTIONS} <= frames.keys()


def test_tables_can_be_exact(acme: Provider) -> None:
    """The options of frames hold for all tables."""
    frames = acme.tables("polars", exact=True, approximate_bounds=True)

    assert Decimal("0.2") == frames["price_tiers"]["cache_read"][0]
    assert 1150 == frames["metrics"]["lower"][0]


def test_what_is_inside_records_has_rows(acme: Provider) -> None:
    """Listings, roles, prices, tiers and former names each have a row and a position."""
    frames = acme.tables("polars")

    assert [("acme", 0, "LSE")] == frames["listings"].select("id", "position", "exchange").rows()
    assert [("ada", 0), ("ada", 1), ("bob", 0)] == frames["roles"].select("id", "position").rows()
    assert [("rocket-1", 0, 0, 100_000, True, 2.0)] == (
        frames["price_tiers"]
        .select("id", "position", "number", "threshold", "inclusive", "input")
        .rows()
    )
    assert [("acme-cloud", "Anvil", date(2024, 12, 31))] == (
        frames["former_names"].select("id", "name", "until_end").rows()
    )


def test_prices_inside_prices_have_two_places() -> None:
    """A tier or other price has the position of its price, and its own position in that."""
    audio, image = (
        OtherPrice(kind=kind, unit=kind, price=Decimal(1)) for kind in ("audio", "image")
    )
    dear = TokenPrice(
        currency="USD", tiers=(PriceTier(threshold=1, input=Decimal(2)),), other=(audio, image)
    )
    model = Model(id="m", name="M", provider="p", prices=(TokenPrice(currency="USD"), dear))
    frames = Provider(id="p", models=Catalog([model])).tables("polars")

    assert [("m", 1, 0)] == frames["price_tiers"].select("id", "position", "number").rows()
    assert [("m", 1, 0, "audio"), ("m", 1, 1, "image")] == (
        frames["other_prices"].select("id", "position", "number", "kind").rows()
    )
    assert [0, 2] == frames["prices"]["other"].to_list()


def test_citations_have_two_places() -> None:
    """A citation has the position of its price or score, if any, and its own position there."""
    one, other = Citation(source="one"), Citation(source="other")
    prices = (TokenPrice(currency="USD"), TokenPrice(currency="USD", citations=(one, other)))
    model = Model(id="m", name="M", provider="p", prices=prices, citations=(other,))
    frames = Provider(id="p", models=Catalog([model])).tables("polars")

    assert [
        ("models", "m", None, 0, "other"),
        ("prices", "m", 1, 0, "one"),
        ("prices", "m", 1, 1, "other"),
    ] == frames["citations"].select("table_name", "id", "position", "number", "source").rows()


def test_bundled_tables_join(alibaba_tables: dict[str, pl.DataFrame]) -> None:
    """No row of the bundled tables belongs to a record, a price or a source that is not there."""
    frames = alibaba_tables
    keys = ["provider", "id"]
    of = {"listings": "companies", "roles": "people", "former_names": "products"}
    of |= {"dated_aliases": "models", "prices": "models", "scores": "models"}
    for inner, outer in of.items():
        assert 0 == frames[inner].join(frames[outer], on=keys, how="anti").height
    for inner in ("price_tiers", "other_prices"):
        assert 0 == frames[inner].join(frames["prices"], on=[*keys, "position"], how="anti").height

    citations = frames["citations"]
    sources = citations.join(
        frames["sources"], left_on=["provider", "source"], right_on=keys, how="anti"
    )
    assert 0 == sources.height
    assert citations.height == citations.unique([*keys, "table_name", "position", "number"]).height
    for (table,), cited in citations.group_by("table_name"):
        on = [*keys, "position"] if table in ("prices", "scores") else keys
        assert 0 == cited.join(frames[str(table)], on=on, how="anti").height


def test_bundled_relations_lead_somewhere(alibaba_tables: dict[str, pl.DataFrame]) -> None:
    """Every id that a bundled record holds is that of a row of the same provider."""
    sections = [frame for name, frame in alibaba_tables.items() if name in (*SECTIONS, "companies")]
    known = pl.concat([frame.select("provider", "id") for frame in sections])
    relations = alibaba_tables["relations"]

    assert relations.height > 100
    assert [] == (
        relations.join(
            known, left_on=["provider", "target"], right_on=["provider", "id"], how="anti"
        )
        .get_column("target")
        .to_list()
    )


def test_bundled_ids_are_those_of_one_row(alibaba_tables: dict[str, pl.DataFrame]) -> None:
    """`provider` and `id` name one row of each section."""
    for section in SECTIONS:
        frame = alibaba_tables[section]

        assert frame.height == frame.unique(["provider", "id"]).height


@pytest.fixture(scope="module")
def alibaba_tables() -> dict[str, pl.DataFrame]:
    """The tables of a bundled provider."""
    return alibaba.tables("polars")


def test_names_need_no_quotes(acme: Provider) -> None:
    """Every table and column can be named in SQL as it is."""
    with duckdb.connect() as database:
        for name, held in provider_tables(acme).items():
            names = ", ".join(f"{each.name} text" for each in held.columns)
            database.execute(f"create table {name} ({names})")
            database.execute(f"select {', '.join(each.name for each in held.columns)} from {name}")  # noqa: S608 - names of our own


def test_importing_loads_no_library() -> None:
    """Neither the package nor its first fact loads a library of frames."""
    loaded = modules_after("from aiproviders import alibaba, price_performance; alibaba.metrics")

    assert set() == loaded & {
        "narwhals",
        "pandas",
        "polars",
        "pyarrow",
        "duckdb",
        "aiproviders._frames.data_frame",
        "aiproviders._frames.tables",
    }
