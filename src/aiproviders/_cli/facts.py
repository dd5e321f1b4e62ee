"""Commands about one or two records: `show`, `compare` and `price`."""

from collections.abc import Callable
from typing import get_args

import click
from attrs import NOTHING, fields

import aiproviders
from aiproviders._cli.options import (
    csv_option,
    id_completer,
    json_option,
    provider_option,
)
from aiproviders._cli.output import write_collections, write_json, write_views
from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import field_descriptions
from aiproviders._records.price import Service, Usage
from aiproviders._records.provider import SECTIONS, Provider, merged_records
from aiproviders._records.record import Benchmark, Measure, Record, Source


@click.command(
    help="""Show a record or provider by its id or name.

    NAME is that of a model, figure, person, event or anything else, or of a provider; without it,
    each provider is shown.
    """
)
@click.argument("name", required=False, shell_complete=id_completer(*SECTIONS))
@provider_option
@json_option
def show(chosen: Catalog[Provider], name: str | None, form: str | None) -> None:
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


@click.command(help="Put two models side by side, field by field.")
@click.argument("first", metavar="A", shell_complete=id_completer("models"))
@click.argument("second", metavar="B", shell_complete=id_completer("models"))
@provider_option
@csv_option
@json_option
def compare(chosen: Catalog[Provider], first: str, second: str, form: str | None) -> None:
    found = [aiproviders.find_model(name, chosen) for name in (first, second)]
    write_collections(form, aiproviders.compare(*found))


def _counts(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each kind of use."""
    meanings = field_descriptions(Usage)
    for each in reversed(fields(Usage)):
        is_total = each.default is NOTHING
        command = click.option(
            f"--{each.name.removesuffix('_tokens').replace('_', '-')}",
            each.name,
            type=click.IntRange(min=0),
            metavar="TOKENS" if each.name.endswith("tokens") else "NUMBER",
            required=is_total,
            default=None if is_total else each.default,
            help=meanings[each.name],
        )(command)
    return command


@click.command(help="Say what a request to a model costs, at its list price in force.")
@click.argument("model", shell_complete=id_completer("models"))
@_counts
@click.option(
    "--on",
    metavar="DAY",
    help="The day of the price, such as 2026-11-27; by default, that on which it was read.",
)
@click.option(
    "--service",
    type=click.Choice(get_args(Service)),
    default="standard",
    help="How soon or how fast it is served.",
)
@provider_option
@json_option
def price(
    chosen: Catalog[Provider],
    model: str,
    on: str | None,
    service: Service,
    form: str | None,
    **counts: int,
) -> None:
    from aiproviders._usage.request_bill import RequestBill

    bill = RequestBill.of(aiproviders.find_model(model, chosen), Usage(**counts), on, service)
    if form == "json":
        write_json(bill.to_dict())
    else:
        write_views(bill.view())


COMMANDS = (show, compare, price)
