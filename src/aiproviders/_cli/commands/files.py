"""Commands that check facts, compare versions of them, and read or write files."""

from typing import get_args

import click

import aiproviders
from aiproviders._analysis.audit.finding import Rule, Severity
from aiproviders._cli import new_provider
from aiproviders._cli.options import (
    Searched,
    complete_providers,
    csv_option,
    examples,
    find_provider,
    json_option,
    provider_option,
    searched_options,
)
from aiproviders._cli.output import progress, write_answer, write_collections, write_json
from aiproviders._records.catalog import Catalog
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._values.wording import listed
from aiproviders.errors import DataError

_PATH = click.Path()


@click.command(
    help="""List contradictions in the facts.

    Exits with 1 if a contradiction or a tension is listed.
    """,
    epilog=examples("aiproviders audit --severity tension"),
)
@click.option(
    "--severity",
    "severities",
    type=click.Choice(get_args(Severity)),
    multiple=True,
    help="With this severity; may be repeated.",
)
@click.option(
    "--rule",
    "rules",
    type=click.Choice(get_args(Rule)),
    multiple=True,
    help="Found by this rule; may be repeated.",
)
@provider_option
@csv_option
@json_option
def audit(
    chosen: Catalog[Provider],
    severities: tuple[str, ...],
    rules: tuple[str, ...],
    form: str | None,
) -> int:
    found = [
        aiproviders.audit(provider).where(
            lambda finding: (
                (not severities or finding.severity in severities)
                and (not rules or finding.rule in rules)
            )
        )
        for provider in chosen
    ]
    write_collections(form, *found)
    return int(any(each.severity != "note" for findings in found for each in findings))


@click.command(
    help="""List all that is wrong with folders or files of providers.

    Exits with 1 if there is an error.
    """,
    epilog=examples("aiproviders validate acme"),
)
@click.argument("paths", metavar="PATH...", type=_PATH, nargs=-1, required=True)
@click.option("--publish", is_flag=True, help="List what should not be published, too.")
@json_option
def validate(paths: tuple[str, ...], form: str | None, *, publish: bool) -> int:
    found: list[tuple[str, tuple[DataError, ...]]] = []
    with progress("Validating", len(paths)) as advance:
        for path in paths:
            found.append((path, new_provider.find_errors(path, publish=publish)))
            advance()
    if form == "json":
        write_json([_validation_document(path, errors) for path, errors in found])
    else:
        click.echo(
            "\n".join(new_provider.validation_message(path, errors) for path, errors in found)
        )
    return int(any(errors for _, errors in found))


def _validation_document(path: str, errors: tuple[DataError, ...]) -> dict[str, object]:
    names = ("file", "line", "row", "id", "path", "message", "expected", "found")
    return {
        "path": path,
        "valid": not errors,
        "errors": [{name: getattr(error, name) for name in names} for error in errors],
    }


@click.command(
    help="Count what the sources do not state.",
    epilog=examples("aiproviders gaps"),
)
@provider_option
@csv_option
@json_option
def gaps(chosen: Catalog[Provider], form: str | None) -> None:
    write_collections(form, *map(aiproviders.gaps, chosen))


@click.command(
    help="""List what differs between two versions of a provider.

    OLD and NEW are each an id, a folder or a file. Exits with 1 if anything differs.
    """,
    epilog=examples("aiproviders diff acme-old acme-new"),
)
@click.argument("old", metavar="OLD", shell_complete=complete_providers)
@click.argument("new", metavar="NEW", shell_complete=complete_providers)
@csv_option
@json_option
def diff(old: str, new: str, form: str | None) -> int:
    changes = aiproviders.diff(find_provider(old), find_provider(new))
    write_collections(form, changes)
    return int(bool(changes))


@click.command(
    help="""Write a minimal provider to fill in.

    It goes into FOLDER, or else into a new folder that is called ID.
    """,
    epilog=examples("aiproviders new acme"),
)
@click.argument("id", metavar="ID")
@click.argument("folder", metavar="[FOLDER]", type=_PATH, required=False)
@json_option
def new(id: str, folder: str | None, form: str | None) -> None:
    file = new_provider.create(id, folder)
    if form == "json":
        write_json({"id": id, "path": file})
    else:
        click.echo(new_provider.created_message(file))


@click.command(
    help="""Write facts to a file that other programs read.

    The suffix of PATH says in which format: .duckdb, .xlsx, .json, .parquet or .csv. Facts of the
    market are those of all its labs.
    """,
    epilog=examples(
        "aiproviders export facts.xlsx --provider alibaba",
        "aiproviders export prices.csv --table prices",
    ),
)
@click.argument("path", type=_PATH)
@click.option(
    "--table",
    default="metrics",
    show_default=True,
    metavar="NAME",
    help="The table that a .csv or .parquet file holds.",
)
@searched_options
@json_option
def export(chosen: Searched, path: str, table: str, form: str | None) -> None:
    with progress(f"Writing {path}"):
        written = aiproviders.export(chosen, path, table=table)
    if form == "json":
        tables = dict(written.tables)
        write_json({"path": path, "providers": written.providers, "tables": tables})
    else:
        click.echo(f"{path} is written: {written.contents}, of {listed(written.providers)}")


@click.command(
    help="""Write the market, or all that is known of a provider, as one HTML page.

    Of several providers, the first one is written.
    """,
    epilog=examples(
        "aiproviders report market.html", "aiproviders report alibaba.html --provider alibaba"
    ),
)
@click.argument("path", type=_PATH)
@searched_options
@json_option
def report(chosen: Searched, path: str, form: str | None) -> None:
    if path in aiproviders.market:
        msg = (
            f"{path} is a provider, no file; write aiproviders report {path}.html --provider {path}"
        )
        raise ValueError(msg)
    subject = chosen if isinstance(chosen, Market) else chosen[0]
    with progress(f"Writing {path}"):
        written = aiproviders.report(subject, path)
    write_answer(form, path, written.providers)


@click.command(
    help="Print the format as JSON Schema.",
    epilog=examples("aiproviders schema"),
)
@click.option("--json", is_flag=True, expose_value=False, help="Print JSON; this is the default.")
def schema() -> None:
    write_json(aiproviders.json_schema())
