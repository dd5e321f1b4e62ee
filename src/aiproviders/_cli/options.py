"""Options that commands share, what completes their values, and how names become records."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click
from click.shell_completion import CompletionItem

import aiproviders
from aiproviders._records.catalog import Catalog
from aiproviders._records.provider import Provider
from aiproviders.errors import UnknownIdError

F = TypeVar("F", bound=Callable[..., Any])

Completer: TypeAlias = Callable[[click.Context, click.Parameter, str], list[str]]


def provider_option(command: F) -> F:
    """Add `--provider`, which gives the command a catalog of providers as `chosen`."""
    return click.option(
        "--provider",
        "chosen",
        multiple=True,
        metavar="ID|PATH",
        callback=_chosen,
        shell_complete=complete_providers,
        help="A provider by id, or a folder or file of one; may be repeated. "
        "All there are, unless told.",
    )(command)


def json_option(command: F) -> F:
    """Add `--json`."""
    return click.option("--json", "form", flag_value="json", help="Print JSON.")(command)


def csv_option(command: F) -> F:
    """Add `--csv`."""
    return click.option("--csv", "form", flag_value="csv", help="Print CSV.")(command)


def find_provider(name: str) -> Provider:
    """Find a provider by id or name, or read one from a folder or file.

    A name goes before a file of the same name; `./name` is always a file.
    """
    path = Path(name)
    if path.name != name or path.suffix in (".json", ".toml"):
        return Provider.load(path)
    try:
        return aiproviders.provider(name)
    except UnknownIdError:
        if name and path.exists():
            return Provider.load(path)
        raise


def find_providers(names: Iterable[str]) -> Catalog[Provider]:
    """Find providers by ids, names or paths; without any, all there are."""
    found = dict.fromkeys(map(find_provider, names))
    return Catalog(found, name="the providers asked for") if found else aiproviders.providers()


def _chosen(_: click.Context, __: click.Parameter, names: tuple[str, ...]) -> Catalog[Provider]:
    return find_providers(names)


def merged(providers: Iterable[Provider], section: str | None = None) -> Catalog[Any]:
    """The records of providers, of one section or all, as one catalog to find names in."""
    providers = tuple(providers)
    records = (
        record
        for provider in providers
        for record in (getattr(provider, section) if section else provider.records())
    )
    ids = "+".join(provider.id for provider in providers)
    return Catalog(
        dict.fromkeys(records),  # what providers share once
        name=f"{ids}.{section}" if section else ids,
        namespaces=(path for provider in providers for path in provider.namespaces),
        successors=(
            (each.id, each.successor) for provider in providers for each in provider.retired
        ),
        origin=providers[0].origin if len(providers) == 1 else None,
    )


def completes(*sections: str) -> Completer:
    """Complete ids of records in sections of the providers chosen so far, or of all."""

    def complete(context: click.Context, _: click.Parameter, beginning: str) -> list[str]:
        chosen = context.params.get("chosen") or aiproviders.providers()
        found = (record.id for section in sections for record in merged(chosen, section))
        return [id for id in found if id.startswith(beginning)]

    return complete


def complete_kinds(context: click.Context, _: click.Parameter, beginning: str) -> list[str]:
    """Complete kinds of events, those that providers add included."""
    chosen = context.params.get("chosen") or aiproviders.providers()
    kinds = aiproviders.timeline(*chosen).group_by("kind")
    return [kind for kind in kinds if kind.startswith(beginning)]


def complete_providers(
    _: click.Context, __: click.Parameter, beginning: str
) -> list[CompletionItem]:
    """Complete ids of providers, and paths."""
    ids = [CompletionItem(id) for id in aiproviders.providers().ids if id.startswith(beginning)]
    return ids or [CompletionItem(beginning, type="file")]
