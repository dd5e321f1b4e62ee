"""What pricing a log takes, against queries written by hand and against a loop.

Each side of a pair runs in a process of its own, interleaved with the other, and prints the
processor time of the work (that of its imports and of reading the log left out), so that other work
on the machine counts little. The queries by hand give what somebody would write for the same log,
in the order of its rows: with every column that ours adds, which has the goal, and with a few.
On a short log both sides have to give the same values in every column, and on the long one the
same sum.

`python -m benchmarks.usage 15` prints the ratios, and `python -m benchmarks.usage growth 1e6 1e7`
how time and memory grow from Parquet to Parquet.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import duckdb
import pandas as pd
import polars as pl
from polars.testing import assert_frame_equal

from aiproviders import Catalog, Citation, Model, TokenPrice, cost_of_usage
from aiproviders.types import Hours, PriceTier
from benchmarks.measured import Ratio, show

Kind: TypeAlias = Literal["plain", "full"]
Side: TypeAlias = Literal["ours", "by-hand", "by-hand-few"]
"""Who prices a log: we, a query with the same columns, or one with fewer columns of text."""

NAMES: dict[str, Any] = {"cache_read_tokens": "cache_read_tokens", "at": "at"}
ROWS, FEW_ROWS = 3_000_000, 20_000
"""Rows of the logs that are priced in pairs, and of those whose values are compared."""

SIZES = (100_000, 1_000_000, 10_000_000, 30_000_000)
GOALS = {
    "polars": 0.6,
    "polars-lazy": 0.6,
    "pandas": 0.5,
    "pyarrow": None,
    "duckdb": 1.1,
}
"""The most that ours may take of a query by hand; that for PyArrow is the one of pandas."""
MOST_MEGABYTES = {"polars": 600, "duckdb": 400}

MODELS: dict[Kind, int] = {"plain": 300, "full": 40}
CHANGE, START = date(2026, 3, 1), date(2026, 1, 1)
LONG = 128_001
PEAK = Hours(windows="09:00-17:00")
RATES = ("input", "output", "cache_read", "cache_write", "reasoning")
AS_OF = ", as of 2026-01-31"
"""What the basis of the cost says from `LATE` on, as the prices are of January."""

LATE = datetime(2026, 2, 1)  # noqa: DTZ001 - as the times in the logs


class Row(NamedTuple):
    """A row of the price list by hand: for which requests it is, and its rates."""

    name: str
    rates: tuple[str, ...]
    host: str = "acme"
    region: str = ""
    service: str = "standard"
    is_peak: bool | None = None
    since: date | None = None
    before: date | None = None
    at_least: int = 0
    below: int | None = None


def rows(kind: Kind, number: int) -> Iterator[Row]:
    """The prices of a model: every tenth has a tier, the next a change, and the next hours.

    In the full list there are two hosts, regions and services too.
    """
    name, first = f"model-{number}", f"{100 + number}e-2"
    if kind == "plain":
        yield from _in_time(Row(name, (first, "4", "0.1", "", "")), number, hours=False)
        return
    for at, host in enumerate(("acme", "cloud")):
        for where, region in enumerate(("", "eu")):
            for how, service in enumerate(("standard", "batch")):
                dearer = f"{100 + number + 10 * at + 20 * where - 50 * how}e-2"
                rates = (dearer, "4", "0.1", "2.5", "6")
                yield from _in_time(Row(name, rates, host, region, service), number, hours=True)


def _in_time(row: Row, number: int, *, hours: bool) -> Iterator[Row]:
    later = ("0.5", "2", "0.05", "1", "3") if hours else ("0.5", "2", "0.05", "", "")
    longer = ("3", "8", "0.2", "5", "12") if hours else ("3", "8", "0.2", "", "")
    if number % 10 == 0:
        yield row._replace(below=LONG)
        yield row._replace(at_least=LONG, rates=longer)
    elif number % 10 == 1:
        yield row._replace(since=START, before=CHANGE)
        yield row._replace(since=CHANGE, rates=later)
    elif number % 10 == 2 and hours:  # noqa: PLR2004 - as the others
        yield row._replace(is_peak=True)
        yield row._replace(is_peak=False, rates=later)
    else:
        yield row


def models(kind: Kind = "plain") -> Catalog[Model]:
    """The models, with the same prices as the rows by hand."""

    def price(row: Row, longer: Row | None) -> TokenPrice:
        rates = dict(zip(RATES, row.rates, strict=True))
        tier: dict[str, Any] = dict(zip(RATES, longer.rates, strict=True)) if longer else {}
        tiers = [PriceTier(threshold=LONG - 1, **{k: v for k, v in tier.items() if v})]
        return TokenPrice(
            currency="USD",
            **{rate: amount for rate, amount in rates.items() if amount},  # type: ignore[arg-type]
            host=None if row.host == "acme" else row.host,
            region=row.region or None,
            service=row.service,  # type: ignore[arg-type]
            hours=None if row.is_peak is None else PEAK if row.is_peak else ~PEAK,
            effective=row.since,
            observed="2026-01",
            tiers=tiers if longer else (),
            citations=(Citation(source="list", section="Prices"),),
        )

    def prices(number: int) -> Iterator[TokenPrice]:
        listed = [*rows(kind, number)]
        longer = {row[2:5]: row for row in listed if row.at_least}
        return (price(row, longer.get(row[2:5])) for row in listed if not row.at_least)

    return Catalog(
        Model(id=f"model-{each}", provider="acme", name=f"Model {each}", prices=prices(each))
        for each in range(MODELS[kind])
    )


def spelled(kind: Kind, name: str) -> dict[str, str]:
    """How a model is called in a log, and by which rules it is found."""
    if kind == "plain":
        return {name: "exact"}
    return {f"acme/{name}": "provider_prefix + exact", name.replace("-", " ").title(): "alias"}


def price_list(kind: Kind, models: Catalog[Model]) -> pl.DataFrame:
    """The prices by hand, with a row for each name in the log."""
    digits = {each.id: sha256(each.to_json()).hexdigest()[:8] for each in models}
    listed = [
        {
            **each._asdict(),
            **{
                rate: float(text) if text else None
                for rate, text in zip(RATES, each.rates, strict=True)
            },
            "name": name,
            "name_rule": rule,
            "price_model": each.name,
            "price_list": digits[each.name],
            "basis": "list price" + (", at its hour of UTC" if each.is_peak is not None else ""),
        }
        for number in range(MODELS[kind])
        for each in rows(kind, number)
        for name, rule in spelled(kind, each.name).items()
    ]
    return pl.DataFrame(listed, infer_schema_length=None).select(
        *("name", "host", "region", "service", "is_peak", "at_least", "below"),
        *(pl.col(day).cast(pl.Datetime("us")) for day in ("since", "before")),
        *RATES,
        *("price_model", "name_rule", "price_list", "basis"),
        late_basis=pl.col("basis") + AS_OF,
        currency=pl.lit("USD"),
        price_source=pl.lit("list, Prices"),
        price_observed=pl.lit("2026-01"),
    )


def write_log(path: Path, rows: int, kind: Kind = "plain") -> None:
    """Generate a log; one name in some thirty is of no model."""
    most = MODELS[kind] * 31 // 30
    name = f"model-' || (hash(range) % {most})::varchar"
    terms = ""
    if kind == "full":
        name = f"""' || case hash(range + 9) % 2 when 0 then 'acme/model-' else 'Model ' end
            || (hash(range) % {most})::varchar"""
        terms = """,
            (input_tokens // 9)::bigint as cache_write_tokens,
            (output_tokens // 2)::bigint as reasoning_tokens,
            case hash(range + 4) % 3 when 0 then 'cloud' else 'acme' end as host,
            case hash(range + 5) % 3 when 0 then 'eu' else '' end as region,
            case hash(range + 6) % 5 when 0 then 'batch' else 'standard' end as service"""
    duckdb.execute(
        f"""
        copy (
          select
            '{name} as model,
            (hash(range + 1) % 200000)::bigint as input_tokens,
            (hash(range + 2) % 4000)::bigint as output_tokens,
            (input_tokens // 3)::bigint as cache_read_tokens,
            (timestamp '2026-01-01' + to_microseconds(
              (hash(range + 3) % 17280000)::bigint * 1000000 + 1)) as "at"{terms}
          from range({rows})
        ) to '{path}' (format parquet)
        """  # noqa: S608 - of numbers and a path of our own
    )


FEW = ("currency", "price_source", "price_observed")
ALL = ("currency", "price_model", "name_rule", "price_source", "price_observed", "price_list")
"""Columns of text that a query by hand adds as they are in the price list."""

BASES = ("basis", "late_basis")
UNKNOWN, UNKNOWN_OF_ACME = "no model is called so", "no model of acme is called so"
KEYS: dict[Kind, tuple[str, ...]] = {
    "plain": ("model",),
    "full": ("model", "host", "region", "service"),
}


def _columns(kind: Kind, *, few: bool) -> tuple[list[str], tuple[str, ...]]:
    """The columns of the price list that a query by hand needs, and those that it adds."""
    edges = ["at_least", "below", "since", "before", *(() if few else BASES)]
    if kind == "plain":
        return [*edges, *RATES[:3]], FEW if few else ALL
    return [*edges, "is_peak", *RATES], (*FEW, "price_model") if few else ALL


def polars_by_hand(
    log: pl.LazyFrame, prices: pl.DataFrame, kind: Kind, *, few: bool
) -> pl.LazyFrame:
    """A query of Polars that keeps the order of rows."""
    moment, tokens = pl.col("at"), pl.col("input_tokens")
    cached, output = pl.col("cache_read_tokens"), pl.col("output_tokens")
    used, added = _columns(kind, few=few)
    keys = KEYS[kind]
    listed = prices.rename({"name": "model"}).select(*keys, *used, *added).lazy()
    applies = (
        (pl.col("since").is_null() | (moment >= pl.col("since")))
        & (pl.col("before").is_null() | (moment < pl.col("before")))
        & (tokens >= pl.col("at_least"))
        & (pl.col("below").is_null() | (tokens < pl.col("below")))
    )
    if kind == "plain":
        amount = (tokens - cached) * pl.col("input") + output * pl.col("output")
    else:
        written, reasoning = pl.col("cache_write_tokens"), pl.col("reasoning_tokens")
        is_peak = moment.dt.hour().is_between(9, 16)
        applies &= pl.col("is_peak").is_null() | (pl.col("is_peak") == is_peak)
        amount = (
            (tokens - cached - written) * pl.col("input")
            + written * pl.col("cache_write")
            + (output - reasoning) * pl.col("output")
            + reasoning * pl.col("reasoning")
        )
    amount += cached * pl.col("cache_read")
    names = log.collect_schema().names()
    texts = {} if few else _texts_of_polars(kind)
    return (
        log.join(listed, on=keys, how="left", maintain_order="left")
        .filter(pl.col("at_least").is_null() | applies)
        .select(*names, *added, cost=amount / 1e6, **texts)
        .with_columns(priced=pl.col("cost").is_not_null())
    )


def _texts_of_polars(kind: Kind) -> dict[str, pl.Expr]:
    is_late, none = pl.col("at") >= LATE, pl.lit(UNKNOWN)
    if kind == "full":
        of_acme = pl.col("model").str.starts_with("acme/")
        none = pl.when(of_acme).then(pl.lit(UNKNOWN_OF_ACME)).otherwise(none)
    return {
        "cost_basis": pl.when(is_late).then(pl.col("late_basis")).otherwise(pl.col("basis")),
        "reason": pl.when(pl.col("price_model").is_null()).then(none),
    }


def pandas_by_hand(
    log: pd.DataFrame, prices: pd.DataFrame, kind: Kind, *, few: bool
) -> pd.DataFrame:
    """The same as a merge of pandas."""
    used, added = _columns(kind, few=few)
    keys = [*KEYS[kind]]
    listed = prices.rename(columns={"name": "model"})[[*keys, *used, *added]]
    found = log.merge(listed, on=keys, how="left")
    moment, tokens = found["at"], found["input_tokens"]
    cached, output = found["cache_read_tokens"], found["output_tokens"]
    applies = (
        (found["since"].isna() | (moment >= found["since"]))
        & (found["before"].isna() | (moment < found["before"]))
        & (tokens >= found["at_least"])
        & (found["below"].isna() | (tokens < found["below"]))
    )
    if kind == "plain":
        amount = (tokens - cached) * found["input"] + output * found["output"]
    else:
        written, reasoning = found["cache_write_tokens"], found["reasoning_tokens"]
        is_peak = moment.dt.hour.between(9, 16)
        applies &= found["is_peak"].isna() | (found["is_peak"] == is_peak)
        amount = (
            (tokens - cached - written) * found["input"]
            + written * found["cache_write"]
            + (output - reasoning) * found["output"]
            + reasoning * found["reasoning"]
        )
    cost = (amount + cached * found["cache_read"]) / 1e6
    priced = found[[*log.columns, *added]].assign(cost=cost, priced=cost.notna())
    if not few:
        is_late, is_none = found["at"] >= LATE, found["price_model"].isna()
        none = pd.Series(None, found.index, found["model"].dtype).mask(is_none, UNKNOWN)
        if kind == "full":
            none = none.mask(is_none & found["model"].str.startswith("acme/"), UNKNOWN_OF_ACME)
        basis = found["basis"].mask(is_late, found["late_basis"])
        priced = priced.assign(cost_basis=basis, reason=none)
    return priced[found["at_least"].isna() | applies]


def sql_by_hand(kind: Kind, *, few: bool) -> str:
    """The same as a query of DuckDB, whose tables are `log` and `prices`."""
    _, added = _columns(kind, few=few)
    amount = "(input_tokens - cache_read_tokens) * input + output_tokens * output"
    applies = ""
    if kind == "full":
        amount = """(input_tokens - cache_read_tokens - cache_write_tokens) * input
          + cache_write_tokens * cache_write
          + (output_tokens - reasoning_tokens) * output + reasoning_tokens * reasoning"""
        applies = """and (is_peak is null or is_peak = (hour(log."at") between 9 and 16))"""
    same = " and ".join(
        f"log.{key} = prices.{'name' if key == 'model' else key}" for key in KEYS[kind]
    )
    texts = ""
    if not few:
        none = f"'{UNKNOWN}'"
        if kind == "full":
            none = f"if(starts_with(log.model, 'acme/'), '{UNKNOWN_OF_ACME}', {none})"
        texts = f""", if(log."at" >= timestamp '{LATE}', late_basis, basis) as cost_basis,
          if(price_model is null, {none}, null) as reason"""
    return f"""
        select log.*, ({amount} + cache_read_tokens * cache_read) / 1e6 as cost,
          {", ".join(added)}, cost is not null as priced{texts}
        from log left join prices on {same}
        where name is null or (
          (since is null or log."at" >= since) and (before is null or log."at" < before)
          and input_tokens >= at_least and (below is null or input_tokens < below) {applies}
        )
    """  # noqa: S608 - of texts of our own


def work(path: Path, kind: Kind, engine: str, side: Side) -> Callable[[int | None], Any]:
    """What is measured: to price a log that is in memory, or its first rows."""
    listed, few = models(kind), side == "by-hand-few"
    prices = price_list(kind, listed)
    if engine == "duckdb":
        query = None if side == "ours" else sql_by_hand(kind, few=few)
        return _work_of_duckdb(path, listed, prices, query)
    if side != "ours" and engine == "pandas":
        frame, merged = pd.read_parquet(path), prices.to_pandas()
        return lambda most: pandas_by_hand(frame[:most], merged, kind, few=few)
    if side != "ours":
        log = pl.read_parquet(path)
        return lambda most: polars_by_hand(log[:most].lazy(), prices, kind, few=few).collect()
    if engine == "polars-lazy":
        log = pl.read_parquet(path)
        return lambda most: cost_of_usage(log[:most].lazy(), listed, **NAMES).collect()
    read: dict[str, Callable[[Path], Any]] = {
        "pandas": pd.read_parquet,
        "pyarrow": import_module("pyarrow.parquet").read_table,
        "polars": pl.read_parquet,
    }
    held = read[engine](path)
    return lambda most: cost_of_usage(held[:most], listed, **NAMES)


def _work_of_duckdb(
    path: Path, listed: Catalog[Model], prices: pl.DataFrame, query: str | None
) -> Callable[[int | None], Any]:
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"create table log as from '{path}'")
    connection.register("given", prices.to_pandas())
    connection.execute("create table prices as from given")

    def priced(_: int | None) -> Any:
        connection.execute("drop table if exists priced")
        if query is None:
            cost_of_usage(connection.table("log"), listed, **NAMES).create("priced")
        else:
            connection.execute(f"create table priced as {query}")
        return connection.table("priced")

    return priced


def check_values(path: Path, kind: Kind) -> None:
    """Compare every column of a log priced on each engine, by us and by hand.

    Raises:
        AssertionError: A value differs.
    """
    for engine in GOALS:
        ours = _sorted(work(path, kind, engine, "ours")(None))
        for side in get_args(Side)[1:]:
            theirs = _sorted(work(path, kind, _by_hand(engine), side)(None))
            assert_frame_equal(ours.select(theirs.columns), theirs, rel_tol=1e-12, abs_tol=0)


def _sorted(priced: Any) -> pl.DataFrame:
    """The rows of a priced log by their values, as a database has none in order."""
    frame = priced.pl() if isinstance(priced, duckdb.DuckDBPyRelation) else pl.DataFrame(priced)
    return frame.sort("model", "input_tokens", "output_tokens", "at")


def total(priced: Any) -> float:
    """The sum of costs."""
    if isinstance(priced, duckdb.DuckDBPyRelation):
        [(cost,)] = priced.aggregate("sum(cost)").fetchall()
        return float(cost)
    if isinstance(priced, pl.DataFrame | pd.DataFrame):
        return float(priced["cost"].sum())
    return float(pl.Series(priced["cost"]).sum())


def measure(path: Path, kind: Kind, engine: str, side: Side) -> None:
    """Price a log, and print processor seconds, peak megabytes and the sum of costs."""
    priced = work(path, kind, engine, side)
    priced(1000)
    start = time.process_time()
    found = priced(None)
    seconds = time.process_time() - start
    print(seconds, peak(), total(found))


def peak() -> int:
    """The most megabytes that this process has had resident."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(found) // 1024


def told(*arguments: object) -> list[float]:
    """The numbers that this script prints in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.usage", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return [float(number) for number in done.stdout.split()]


def ratios(runs: int) -> Iterator[Ratio]:
    """Price a plain and a full log on each engine, and by hand, in turn in processes."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in MODELS:
            few, path = Path(folder, f"{kind}-few.parquet"), Path(folder, f"{kind}.parquet")
            write_log(few, FEW_ROWS, kind)
            check_values(few, kind)
            write_log(path, ROWS, kind)
            for engine in GOALS:
                yield from compared(path, kind, engine, runs)


def _by_hand(engine: str) -> str:
    """The library in which the query by hand is written that an engine is compared with."""
    return {"polars-lazy": "polars", "pyarrow": "pandas"}.get(engine, engine)


def compared(path: Path, kind: Kind, engine: str, runs: int) -> Iterator[Ratio]:
    """Give the ratios of an engine in time and in memory, to each query by hand."""
    theirs = _by_hand(engine)
    against: dict[Side, str] = {
        "by-hand": f"{theirs} by hand, all columns",
        "by-hand-few": f"{theirs} by hand, few texts",
    }
    times: dict[Side, list[float]] = {side: [] for side in against}
    peaks: dict[Side, list[float]] = {side: [] for side in against}
    for _ in range(runs):
        ours, our_peak, our_sum = told("side", path, kind, engine, "ours")
        for side in against:
            hand, peak_by_hand, sum_by_hand = told("side", path, kind, theirs, side)
            if abs(our_sum - sum_by_hand) > 1e-9 * sum_by_hand:
                msg = f"{engine} comes to {our_sum}, and by hand to {sum_by_hand}"
                raise ValueError(msg)
            times[side].append(ours / hand)
            peaks[side].append(our_peak / peak_by_hand)
    what = f"a {kind} log of {ROWS:,} rows on {engine}"
    for side, by_hand in against.items():
        yield Ratio(what, by_hand, times[side], GOALS[engine] if side == "by-hand" else None)
        yield Ratio(f"{what}, peak memory", by_hand, peaks[side])


def stream(path: Path, engine: str) -> None:
    """Price a Parquet file into another, out of core; print processor seconds and megabytes."""
    start = time.process_time()
    into = path.with_suffix(".priced")
    if engine == "polars":
        cost_of_usage(pl.scan_parquet(path), models(), **NAMES).sink_parquet(into)
    else:
        duckdb.execute("set enable_progress_bar = false")
        cost_of_usage(duckdb.read_parquet(str(path)), models(), **NAMES).write_parquet(str(into))
    print(time.process_time() - start, peak())


def growth(folder: Path, sizes: Iterable[int]) -> None:
    """Price files of rising length, each in a process of its own."""
    print("growth from Parquet to Parquet, out of core; peak memory of the whole process")
    for engine, most in MOST_MEGABYTES.items():
        for rows in sizes:
            path = folder / f"{rows}.parquet"
            if not path.exists():
                write_log(path, rows)
            seconds, megabytes = told("stream", path, engine)
            each = seconds / rows * 1e9
            reached = f"goal {most} {'missed' if megabytes > most else 'reached'}"
            print(
                f"  {engine}: {rows:>11,} rows, {each:6.0f} ns a row, {megabytes:.0f} MB, {reached}"
            )


if __name__ == "__main__":
    match sys.argv[1:]:
        case [
            "side",
            path,
            "plain" | "full" as kind,
            engine,
            "ours" | "by-hand" | "by-hand-few" as side,
        ]:
            measure(Path(path), kind, engine, side)
        case ["stream", path, engine]:
            stream(Path(path), engine)
        case ["growth", *sizes]:
            with tempfile.TemporaryDirectory() as name:
                growth(Path(name), [int(float(size)) for size in sizes] or SIZES)
        case given:
            show(ratios(int(given[0]) if given else 15))
