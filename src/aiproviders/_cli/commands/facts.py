"""Commands about models and their prices: `compare`, `price` and `prices`."""

from collections.abc import Callable
from datetime import datetime
from typing import get_args

import click
from attrs import fields

import aiproviders
from aiproviders._cli.counts import count_of
from aiproviders._cli.options import (
    Searched,
    csv_option,
    examples,
    id_completer,
    json_option,
    prices_option,
    searched_options,
    with_own_prices,
)
from aiproviders._cli.output import (
    progress,
    write_answer,
    write_collections,
    write_csv,
    write_json,
    write_views,
)
from aiproviders._records.fields import field_descriptions
from aiproviders._records.prices.price import Service
from aiproviders._records.prices.usage import Usage
from aiproviders._records.providers import merged_records
from aiproviders._values.period import Moment


@click.command(
    help="Put two models or more side by side, field by field.",
    epilog=examples("aiproviders compare qwen3.7-max claude-opus-4-5 gpt-5.5"),
)
@click.argument(
    "names", metavar="MODEL...", nargs=-1, required=True, shell_complete=id_completer("models")
)
@searched_options
@csv_option
@json_option
def compare(chosen: Searched, names: tuple[str, ...], form: str | None) -> None:
    if len(names) == 1:
        msg = f"name another model to compare {names[0]} with"
        raise ValueError(msg)
    found = [aiproviders.find_model(name, chosen) for name in names]
    write_collections(form, aiproviders.compare(*found))


def _counts(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each kind of use."""
    meanings = field_descriptions(Usage)
    for each in reversed(fields(Usage)):
        name = each.name.removesuffix("_tokens").replace("_", "-")
        also = ("--input-tokens",) if name == "input" else ()
        command = click.option(
            f"--{name}",
            *also,
            each.name,
            callback=count_of("tokens" if each.name.endswith("tokens") else name),
            metavar="TOKENS" if each.name.endswith("tokens") else "NUMBER",
            help=meanings[each.name],
        )(command)
    return command


@click.command(
    help="""Say what a model costs, or what a request to it does.

    With the numbers of --input and --output, one request is billed at the list price in force, or
    at a price of --prices where that is. Numbers of several requests need --requests where the
    price depends on how long each is.
    Without --output, the price itself is shown, for requests of --input tokens if that is given.
    """,
    epilog=examples(
        "aiproviders price claude-opus-4-5",
        "aiproviders price gpt-5.5 --input 50k --output 2k",
        "aiproviders price gpt-5.5 --input 50M --output 10M --requests 1000",
    ),
)
@click.argument("model", shell_complete=id_completer("models"))
@_counts
@click.option(
    "--on",
    metavar="DAY|TIME",
    help="The day of the price, such as 2026-11-27, or a time with its zone, such as "
    "2026-11-27T02:00Z; by default, the day on which it was read.",
)
@click.option("--host", metavar="ID", help="Who serves the model; by default, its maker.")
@click.option(
    "--region",
    metavar="NAME",
    help="Where the price holds; by default, prices that name no region count.",
)
@click.option(
    "--service",
    type=click.Choice(get_args(Service)),
    default="standard",
    help="How soon or how fast it is served.",
)
@click.option(
    "--requests",
    metavar="NUMBER",
    callback=count_of("requests"),
    help="How many requests the numbers are of; each is taken to have the mean input.",
)
@prices_option
@searched_options
@json_option
def price(
    chosen: Searched,
    model: str,
    prices: str | None,
    on: str | None,
    form: str | None,
    host: str | None,
    region: str | None,
    service: Service,
    requests: int | None,
    **counts: int | None,
) -> None:
    from aiproviders.usage._pricing.request_bill import PriceAsked, RequestBill

    moment = _moment(on)
    found = aiproviders.find_model(model, with_own_prices(chosen, prices), on=moment)
    terms = {"on": moment, "host": host, "region": region, "service": service}
    given = {name: count for name, count in counts.items() if count is not None}
    asked: PriceAsked | RequestBill
    if requests == 0:
        msg = "a bill is of one request or more"
        raise ValueError(msg)
    if given.keys() <= {"input_tokens"}:
        asked = PriceAsked.of(found, counts["input_tokens"], requests or 1, **terms)
    elif given.keys() >= {"input_tokens", "output_tokens"}:
        asked = RequestBill.of(found, Usage(**given), requests or 1, **terms)
    else:
        msg = "a bill needs --input and --output; without numbers, the price is shown"
        raise ValueError(msg)
    if form == "json":
        write_json(asked.to_dict())
    else:
        write_views(asked.view())


def _moment(text: str | None) -> Moment | None:
    """Return a day as it is, and a time as such.

    Raises:
        ValueError: The time has no zone.
    """
    if text is None or "T" not in text:
        return text
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        msg = f"{text} has no zone; write {text}Z for UTC, or {text}+02:00"
        raise ValueError(msg)
    return moment


@click.command(
    help="""List the prices of a model over time, or write a table of prices.

    The prices of MODEL are listed with the days and terms that they hold on. With --out, they are
    written to a file, with a row for each kind of use; without MODEL, those of all models.
    """,
    epilog=examples(
        "aiproviders prices claude-opus-4-5",
        "aiproviders prices --out prices.csv",
    ),
)
@click.argument("model", required=False, shell_complete=id_completer("models"))
@click.option(
    "--out",
    type=click.Path(),
    metavar="FILE",
    help="Where to write the table: a .parquet, .csv or .json file.",
)
@searched_options
@csv_option
@json_option
def prices(chosen: Searched, model: str | None, out: str | None, form: str | None) -> None:
    from aiproviders.usage._price_tables.price_history import PriceHistory, write_prices
    from aiproviders.usage._pricing.given import Given

    if out is not None and form == "csv":
        msg = "--csv prints a table; to write one, name a file as in --out prices.csv"
        raise ValueError(msg)
    found = None if model is None else aiproviders.find_model(model, chosen)
    if out is not None:
        every = merged_records(chosen, "models")
        with progress(f"Writing {out}"):
            write_prices(every.where(lambda each: found is None or each is found), out)
        write_answer(form, out, [each.id for each in chosen])
        return
    if found is None:
        msg = "name a model, or a file to write the prices of all models to, as --out prices.csv"
        raise ValueError(msg)
    history = PriceHistory.of(found, Given(chosen).data_version(found))
    if form == "json":
        write_json(history.table.rows)
    elif form == "csv":
        write_csv([column.name for column in history.table.columns], history.table.rows)
    else:
        write_views(history.view())
