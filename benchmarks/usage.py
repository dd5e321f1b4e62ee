"""What pricing a log takes, against queries written by hand and against a loop.

Prints medians of paired ratios of interleaved runs on generated rows, then how time and memory
grow with the rows of a Parquet file; an absolute time on a shared machine proves nothing.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import genai_prices
import polars as pl

from aiproviders import Catalog, Citation, Model, TokenPrice, Usage, cost_of_usage
from aiproviders.types import PriceTier

MODELS = 300
NAMES: dict[str, Any] = {"cache_read_tokens": "cache_read_tokens", "at": "at"}
SIZES = (100_000, 1_000_000, 10_000_000, 30_000_000)

PRICE_LIST = """
select * from (values {rows}) as prices
(name, since, before, at_least, below, input, output, cache_read, currency, price_source,
price_observed)
"""
BY_HAND = """
select log.*, (
  (input_tokens - cache_read_tokens) * input
  + cache_read_tokens * cache_read
  + output_tokens * output
) / 1e6 as cost, currency, price_source, price_observed,
cost is not null as priced
from log left join prices on log.model = prices.name
where name is null or (
  (since is null or log."at" >= since) and (before is null or log."at" < before)
  and input_tokens >= at_least and (below is null or input_tokens < below)
)
"""


def models() -> Catalog[Model]:
    """Models of which every tenth has a tier, and the next ones a price that changed."""

    def price(input: str, output: str, cache_read: str, **more: Any) -> TokenPrice:
        return TokenPrice(
            currency="USD",
            input=input,
            output=output,
            cache_read=cache_read,
            observed="2026-01",
            citations=(Citation(source="list", section="Prices"),),
            **more,
        )

    def prices(number: int) -> tuple[TokenPrice, ...]:
        first = f"{100 + number}e-2"
        if number % 10 == 0:
            tier = PriceTier(threshold=128_000, input="3", output="8", cache_read="0.2")
            return (price(first, "4", "0.1", tiers=(tier,)),)
        if number % 10 == 1:
            return (
                price(first, "4", "0.1", effective="2026-01-01"),
                price("0.5", "2", "0.05", effective="2026-03-01"),
            )
        return (price(first, "4", "0.1"),)

    return Catalog(
        Model(id=f"model-{number}", provider="acme", name=f"Model {number}", prices=prices(number))
        for number in range(MODELS)
    )


def price_list() -> str:
    """The same prices as rows of SQL."""
    rows, placed = list[str](), "'list, Prices', '2026-01'"
    for number in range(MODELS):
        name, first = f"'model-{number}'", f"{(100 + number) / 100}::double"
        if number % 10 == 0:
            rows.append(f"({name}, null, null, 0, 128001, {first}, 4.0, 0.1, 'USD', {placed})")
            rows.append(f"({name}, null, null, 128001, null, 3.0, 8.0, 0.2, 'USD', {placed})")
        elif number % 10 == 1:
            change = "timestamp '2026-03-01'"
            start = "timestamp '2026-01-01'"
            rows.append(f"({name}, {start}, {change}, 0, null, {first}, 4.0, 0.1, 'USD', {placed})")
            rows.append(f"({name}, {change}, null, 0, null, 0.5, 2.0, 0.05, 'USD', {placed})")
        else:
            rows.append(f"({name}, null, null, 0, null, {first}, 4.0, 0.1, 'USD', {placed})")
    return PRICE_LIST.format(rows=", ".join(rows))


def write_log(path: Path, rows: int) -> None:
    """Generate a log; one name in thirty-one is of no model."""
    duckdb.execute(
        f"""
        copy (
          select
            'model-' || (hash(range) % 310)::varchar as model,
            (hash(range + 1) % 200000)::bigint as input_tokens,
            (hash(range + 2) % 4000)::bigint as output_tokens,
            (input_tokens // 3)::bigint as cache_read_tokens,
            (timestamp '2026-01-01' + to_seconds((hash(range + 3) % 17280000)::bigint)) as "at"
          from range({rows})
        ) to '{path}' (format parquet)
        """  # noqa: S608 - of numbers and a path of our own
    )


def ratios(ours: Callable[[], object], by_hand: Callable[[], object], runs: int) -> list[float]:
    """Interleave the runs, the first of each to warm up, and pair their times."""

    def seconds(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return time.perf_counter() - start

    return [seconds(ours) / seconds(by_hand) for _ in range(runs + 1)][1:]


def told(name: str, found: list[float]) -> None:
    """Print a ratio with its quartiles."""
    low, middle, high = statistics.quantiles(found, n=4)
    print(f"  {middle:.2f} ({low:.2f} to {high:.2f}) of {name}")


def compare_engines(path: Path, runs: int) -> None:
    """Price a log in memory with Polars and in a table of DuckDB, and both by hand."""
    listed = models()
    log = pl.read_parquet(path)
    listing: Any = duckdb.sql(price_list())
    prices = pl.DataFrame(listing.to_arrow_table())

    def polars_by_hand() -> pl.DataFrame:
        moment, tokens = pl.col("at"), pl.col("input_tokens")
        cached = pl.col("cache_read_tokens")
        amount = (
            (tokens - cached) * pl.col("input")
            + cached * pl.col("cache_read")
            + pl.col("output_tokens") * pl.col("output")
        )
        return (
            log.lazy()
            .join(
                prices.lazy(), left_on="model", right_on="name", how="left", maintain_order="left"
            )
            .filter(
                pl.col("at_least").is_null()
                | (
                    (pl.col("since").is_null() | (moment >= pl.col("since")))
                    & (pl.col("before").is_null() | (moment < pl.col("before")))
                    & (tokens >= pl.col("at_least"))
                    & (pl.col("below").is_null() | (tokens < pl.col("below")))
                )
            )
            .select(
                *log.columns,
                "currency",
                "price_source",
                "price_observed",
                cost=amount / 1e6,
            )
            .with_columns(priced=pl.col("cost").is_not_null())
            .collect()
        )

    def eager() -> pl.DataFrame:
        return cost_of_usage(log, listed, **NAMES)

    def lazy() -> pl.DataFrame:
        return cost_of_usage(log.lazy(), listed, **NAMES).collect()

    total = float(polars_by_hand()["cost"].sum())
    ours_total = float(eager()["cost"].sum())
    assert abs(ours_total - total) < 1e-6 * total, "the two do not price alike"  # noqa: S101
    told("a query of Polars by hand, eager", ratios(eager, polars_by_hand, runs))
    told("a query of Polars by hand, lazy", ratios(lazy, polars_by_hand, runs))

    connection = duckdb.connect()
    connection.execute(f"create table log as from '{path}'")
    connection.execute(f"create table prices as {price_list()}")

    def duckdb_by_hand() -> None:
        connection.execute(f"create or replace table by_hand as {BY_HAND}")

    def ours() -> None:
        connection.execute("drop table if exists ours")
        cost_of_usage(connection.table("log"), listed, **NAMES).create("ours")

    told("a query of DuckDB by hand", ratios(ours, duckdb_by_hand, runs))


def compare_loop(path: Path, runs: int) -> None:
    """Price a sample with one model of genai-prices in a loop, and with ours as a frame."""
    sample = pl.read_parquet(path, n_rows=20_000).with_columns(model=pl.lit("gpt-4o"))
    price = TokenPrice(currency="USD", input="2.5", output="10", cache_read="1.25")
    gpt = [Model(id="gpt-4o", provider="openai", name="GPT-4o", prices=(price,))]
    when = datetime(2026, 5, 1, tzinfo=UTC)

    def loop() -> list[object]:
        return [
            genai_prices.calc_price(
                genai_prices.Usage(
                    input_tokens=row["input_tokens"],
                    output_tokens=row["output_tokens"],
                    cache_read_tokens=row["cache_read_tokens"],
                ),
                "gpt-4o",
                provider_id="openai",
                genai_request_timestamp=when,
            ).total_price
            for row in sample.to_dicts()
        ]

    def one_by_one() -> list[object]:
        return [
            price.cost(
                Usage(
                    input_tokens=row["input_tokens"],
                    output_tokens=row["output_tokens"],
                    cache_read_tokens=row["cache_read_tokens"],
                )
            )
            for row in sample.to_dicts()
        ]

    def ours() -> pl.DataFrame:
        return cost_of_usage(sample, gpt, cache_read_tokens="cache_read_tokens")

    told("a loop over calc_price of genai-prices, 20,000 rows", ratios(ours, loop, runs))
    told("a loop over TokenPrice.cost, 20,000 rows", ratios(ours, one_by_one, runs))


def stream(path: Path, engine: str) -> None:
    """Price a Parquet file into another, out of core, and print seconds and peak megabytes."""
    start = time.perf_counter()
    into = path.with_suffix(".priced")
    if engine == "polars":
        cost_of_usage(pl.scan_parquet(path), models(), **NAMES).sink_parquet(into)
    else:
        cost_of_usage(duckdb.read_parquet(str(path)), models(), **NAMES).write_parquet(str(into))
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    print(f"{time.perf_counter() - start} {int(peak) // 1024}")


def growth(folder: Path, sizes: tuple[int, ...]) -> None:
    """Price files of rising length, each in a process of its own."""
    print("growth from Parquet to Parquet, out of core; peak memory of the whole process")
    for engine in ("polars", "duckdb"):
        for rows in sizes:
            path = folder / f"{rows}.parquet"
            if not path.exists():
                write_log(path, rows)
            done = subprocess.run(
                [sys.executable, __file__, "stream", str(path), engine],
                check=True,
                capture_output=True,
                encoding="utf-8",
            )
            seconds, peak = done.stdout.split()
            each = float(seconds) / rows * 1e9
            print(f"  {engine}: {rows:>11,} rows, {each:8.0f} ns a row here, {peak} MB")


def main(rows: int, runs: int) -> None:
    """Print every comparison."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        log = folder / f"{rows}.parquet"
        write_log(log, rows)
        print(f"cost of usage, {rows:,} rows, {MODELS} models, {runs} interleaved runs")
        compare_engines(log, runs)
        compare_loop(log, runs)
        growth(folder, tuple(size for size in SIZES if size <= 3 * rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["stream"]:
        stream(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 10_000_000, 7)
