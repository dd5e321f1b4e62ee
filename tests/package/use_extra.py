"""Uses all that extras bring where one of them is installed; `nox -s extras` runs this.

What the extra brings has to work, and all else has to say in one sentence what to install.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from aiproviders import (
    Provider,
    alibaba,
    audit,
    compare,
    export,
    gaps,
    price_performance,
    report,
)
from aiproviders._format.bundled.files import DATA
from aiproviders.errors import MissingExtraError

FOLDER = Path(tempfile.mkdtemp())
COUNT = len(alibaba.metrics)
CLICK = ("click", "cli")
POLARS = ("polars", "polars")
PAIR = compare(alibaba.models["qwen3.6"], alibaba.models["qwen3.7-max"])


def expect(expected: object, actual: object) -> None:
    """Stop where something else is found."""
    if expected != actual:
        sys.exit(f"expected {expected!r}, found {actual!r}")


def expect_in(part: str, text: str) -> None:
    """Stop where a text lacks a part."""
    if part not in text:
        sys.exit(f"expected {part!r} in {text[:300]!r}")


def use_core() -> None:
    """The data is as it was edited, shows itself, and is written as JSON and CSV."""
    data = Path(DATA)
    expect(alibaba, Provider.load(data / "alibaba.json"))
    results = (price_performance(alibaba.models), audit(alibaba), gaps(alibaba), PAIR)
    for each in (alibaba, *alibaba.records(), alibaba.events, *results):
        bundle = each._repr_mimebundle_()
        expect({"text/plain", "text/html"}, {kind for kind, text in bundle.items() if text})
    export(alibaba, FOLDER / "all.json")
    expect(alibaba, Provider.load(FOLDER / "all.json"))
    export(alibaba, FOLDER / "metrics.csv")
    expect(COUNT + 1, len((FOLDER / "metrics.csv").read_text(encoding="utf-8").splitlines()))


def use_pandas() -> None:
    """Catalogs and results are data frames, and so are all tables of a provider."""
    expect(COUNT, len(alibaba.metrics.to_pandas()))
    expect(len(PAIR), len(PAIR.to_frame("pandas", exact=True)))
    expect(COUNT, len(alibaba.tables()["metrics"]))


def use_polars() -> None:
    """Catalogs are data frames, by method and by the Arrow interface."""
    expect(COUNT, alibaba.metrics.to_polars().height)
    import polars as pl

    expect(COUNT, pl.DataFrame(alibaba.metrics).height)
    expect(len(PAIR), PAIR.to_frame("polars", exact=True).height)


def use_pyarrow() -> None:
    """Catalogs are Arrow tables, by method and by the Arrow interface."""
    expect(COUNT, alibaba.metrics.to_frame("pyarrow").num_rows)
    import pyarrow as pa

    expect(COUNT, pa.table(alibaba.metrics).num_rows)


def use_parquet() -> None:
    """A table is written as Parquet."""
    export(alibaba, FOLDER / "metrics.parquet")
    expect(b"PAR1", (FOLDER / "metrics.parquet").read_bytes()[:4])


def use_duckdb() -> None:
    """A database holds all tables, and a query takes a catalog as it is."""
    export(alibaba, FOLDER / "all.duckdb")
    import duckdb

    with duckdb.connect(str(FOLDER / "all.duckdb")) as database:
        expect([(COUNT,)], database.execute("select count(*) from metrics").fetchall())
    metrics = alibaba.metrics
    expect([(len(metrics),)], duckdb.execute("select count(*) from metrics").fetchall())


def use_excel() -> None:
    """A workbook, which is an archive, is written."""
    export(alibaba, FOLDER / "all.xlsx")
    expect(b"PK", (FOLDER / "all.xlsx").read_bytes()[:2])


def use_charts() -> None:
    """A chart is drawn."""
    from aiproviders import charts

    expect("Axes", type(charts.price_performance(alibaba.models)).__name__)


def use_report() -> None:
    """A report has its charts in it."""
    report(alibaba, FOLDER / "report.html")
    expect_in("<svg", (FOLDER / "report.html").read_text(encoding="utf-8"))


def use_price_catalogs() -> None:
    """What price catalogs publish is read."""
    from aiproviders.adapters import genai_prices, model_prices, models_dev

    for catalog in (models_dev.read(), genai_prices.read(), model_prices.read()):
        expect("openai", catalog["openai"].id)


def command(*arguments: str) -> str:
    """What the command prints; without an extra it says so on the standard error."""
    program = str(Path(sys.executable).with_name("aiproviders"))
    result = subprocess.run(
        [program, *arguments], capture_output=True, check=False, encoding="utf-8"
    )
    for missing in (CLICK, POLARS):
        if f"aiproviders[{missing[1]}]" in result.stderr:
            expect((2, "", 1), (result.returncode, result.stdout, result.stderr.count("\n")))
            raise MissingExtraError(*missing)
    expect((0, ""), (result.returncode, result.stderr))
    return result.stdout


def use_command() -> None:
    """The command lists models."""
    expect_in('"qwen3.7-max"', command("models", "--json"))


def use_cost_command() -> None:
    """The command prices a log, for which it needs two extras."""
    log = FOLDER / "usage.csv"
    log.write_text("model,input_tokens,output_tokens\nqwen3.6,1000000,0\n", encoding="utf-8")
    expect_in("$0.60", command("cost", str(log)))


BROUGHT_BY: dict[Callable[[], None], set[str]] = {
    use_pandas: {"pandas"},
    use_polars: {"polars"},
    use_pyarrow: {"pyarrow", "duckdb"},
    use_parquet: {"pyarrow", "duckdb", "polars"},
    use_duckdb: {"duckdb"},
    use_excel: {"excel"},
    use_charts: {"charts", "report"},
    use_report: {"report"},
    use_price_catalogs: {"price-catalogs"},
    use_command: {"cli"},
    use_cost_command: set(),
}
"""The extras that bring each, none of them alone if two are needed; `all` brings everything."""


def use(extra: str) -> None:
    """Use what an extra brings, and see that the rest says what is missing."""
    use_core()
    for try_it, extras in BROUGHT_BY.items():
        if extra == "all" or extra in extras:
            try_it()
            continue
        try:
            try_it()
        except MissingExtraError as error:
            expect_in(f'pip install "aiproviders[{error.extra}]"', str(error))
            expect(1, len(str(error).splitlines()))
        else:
            sys.exit(f"{try_it.__name__} works, though {extra} does not bring it")


if __name__ == "__main__":
    use(sys.argv[1])
