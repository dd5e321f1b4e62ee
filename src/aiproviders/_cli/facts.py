"""Commands about one or two records: `show`, `compare` and `price`."""

import click

import aiproviders
from aiproviders._cli.options import (
    csv_option,
    id_completer,
    json_option,
    provider_option,
)
from aiproviders._cli.output import write_collections, write_json, write_views
from aiproviders._records.catalog import Catalog
from aiproviders._records.price import Usage
from aiproviders._records.provider import SECTIONS, Provider, merged_records
from aiproviders._records.record import Benchmark, Measure, Record, Source


@click.command()
@click.argument("name", required=False, shell_complete=id_completer(*SECTIONS))
@provider_option
@json_option
def show(chosen: Catalog[Provider], name: str | None, form: str | None) -> None:
    """Show a record or provider by its id or name.

    NAME is that of a model, figure, person, event or anything else, or of a provider; without it,
    each provider is shown.
    """
    found = [*chosen] if name is None else [_find(chosen, name)]
    if form is None:
        write_views(*found)
        return
    documents = [{"type": type(each).__name__, "record": each.to_dict()} for each in found]
    write_json(documents if name is None else documents[0])


def _find(providers: Catalog[Provider], name: str) -> Provider | Record:
    """Find a provider or record by name; a fact comes before a measure, benchmark or source."""
    records = merged_records(providers)
    facts = records.where(lambda record: not isinstance(record, Benchmark | Measure | Source))
    return providers.get(name) or facts.get(name) or records[name]


@click.command()
@click.argument("first", metavar="A", shell_complete=id_completer("models"))
@click.argument("second", metavar="B", shell_complete=id_completer("models"))
@provider_option
@csv_option
@json_option
def compare(chosen: Catalog[Provider], first: str, second: str, form: str | None) -> None:
    """Put two models side by side, field by field."""
    found = [aiproviders.find_model(name, chosen) for name in (first, second)]
    write_collections(form, aiproviders.compare(*found))


@click.command()
@click.argument("model", shell_complete=id_completer("models"))
@click.option(
    "--input",
    "input_tokens",
    type=click.IntRange(min=0),
    metavar="TOKENS",
    required=True,
    help="All input tokens, those of the cache included.",
)
@click.option(
    "--output",
    "output_tokens",
    type=click.IntRange(min=0),
    metavar="TOKENS",
    required=True,
    help="All output tokens.",
)
@click.option(
    "--cache-read",
    "cache_read_tokens",
    type=click.IntRange(min=0),
    metavar="TOKENS",
    default=0,
    help="Input tokens that are read from a cache.",
)
@click.option(
    "--cache-write",
    "cache_write_tokens",
    type=click.IntRange(min=0),
    metavar="TOKENS",
    default=0,
    help="Input tokens that are written to a cache.",
)
@click.option(
    "--on",
    metavar="DAY",
    help="The day of the price, such as 2026-11-27; by default, that on which it was read.",
)
@provider_option
@json_option
def price(
    chosen: Catalog[Provider], model: str, on: str | None, form: str | None, **tokens: int
) -> None:
    """Say what a request to a model costs, at its list price in force."""
    from aiproviders._usage.request_bill import RequestBill

    bill = RequestBill.of(aiproviders.find_model(model, chosen), Usage(**tokens), on)
    if form == "json":
        write_json(bill.to_dict())
    else:
        write_views(bill.view())


COMMANDS = (show, compare, price)
