"""What commands take in: shared options, completion of their values, and lookup of names."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import click
from click.shell_completion import CompletionItem

import aiproviders
from aiproviders._records.catalog import Catalog
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider, merged_records
from aiproviders.errors import UnknownIdError

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

Searched: TypeAlias = Catalog[Provider] | Market
"""Where commands look for models."""

_PATH_OF_MARKET = "aiproviders.market"

Completer: TypeAlias = Callable[[click.Context, click.Parameter, str], list[str]]


def provider_option(command: CommandT) -> CommandT:
    """Add `--provider`, which passes a catalog of providers as `chosen`."""
    return click.option(
        "--provider",
        "chosen",
        multiple=True,
        metavar="ID|PATH",
        callback=_find_chosen,
        shell_complete=complete_providers,
        help="A provider or a lab of the market by id, or a folder or file of a provider; may be "
        "repeated. "
        "By default, all providers.",
    )(command)


def searched_options(command: CommandT) -> CommandT:
    """Add `--market` and `--provider`, which pass a market or providers as `chosen`."""
    command = click.option(
        "--provider",
        "chosen",
        multiple=True,
        metavar="ID|PATH",
        callback=_find_searched,
        shell_complete=complete_providers,
        help="A provider or a lab of the market by id, or a folder or file of a provider; may be "
        "repeated. By default, the market.",
    )(command)
    return click.option(
        "--market",
        type=click.Path(),
        metavar="PATH",
        is_eager=True,
        expose_value=False,
        callback=_keep_path,
        help="An edition of the market, as a file or folder. By default, that of this package.",
    )(command)


def market_option(command: CommandT) -> CommandT:
    """Add `--market`, which passes an edition of the market as `market`."""
    return click.option(
        "--market",
        type=click.Path(),
        metavar="PATH",
        callback=_find_market,
        help="An edition of the market: a file that `Market.dump` wrote, or a folder. By default, "
        "that of this package.",
    )(command)


def prices_option(command: CommandT) -> CommandT:
    """Add `--prices`, which passes the path of a file of prices as `prices`."""
    return click.option(
        "--prices",
        type=click.Path(),
        metavar="FILE",
        help="Prices of your own in a TOML file, which come before list prices.",
    )(command)


def with_own_prices(chosen: Searched, prices: str | None) -> Searched:
    """Return a market or providers with the prices of a file, if one is given."""
    if prices is None:
        return chosen
    if isinstance(chosen, Market):
        return chosen.with_prices(prices)
    from aiproviders._analysis.overlays import with_price_file

    return Catalog(with_price_file(chosen, prices), name=chosen.name)


def json_option(command: CommandT) -> CommandT:
    """Add `--json`."""
    return click.option("--json", "form", flag_value="json", help="Print JSON.")(command)


def csv_option(command: CommandT) -> CommandT:
    """Add `--csv`."""
    return click.option("--csv", "form", flag_value="csv", help="Print CSV.")(command)


def find_provider(name: str) -> Provider:
    """Find a provider or a lab of the market by id or name, or read one from a folder or file.

    A provider goes before a lab, and both before a file of that name; `./name` is always a file.
    """
    path = Path(name)
    if path.name != name or path.suffix in (".json", ".toml"):
        return Provider.load(name)
    try:
        return aiproviders.provider(name)
    except UnknownIdError as unknown:
        if name in aiproviders.market:
            return aiproviders.market[name]
        if name and path.exists():
            return Provider.load(path)
        if unknown.suggestions:
            raise
        return aiproviders.market[name]  # which raises, with suggestions of labs


def find_providers(names: Iterable[str]) -> Catalog[Provider]:
    """Find providers by ids, names or paths; without any, return all providers."""
    found = dict.fromkeys(map(find_provider, names))
    return Catalog(found, name="the providers asked for") if found else aiproviders.providers()


def _find_chosen(
    _: click.Context, __: click.Parameter, names: tuple[str, ...]
) -> Catalog[Provider]:
    return find_providers(names)


def _keep_path(context: click.Context, _: click.Parameter, path: str | None) -> None:
    context.meta[_PATH_OF_MARKET] = path


def _find_searched(context: click.Context, _: click.Parameter, names: tuple[str, ...]) -> Searched:
    return find_searched(names, context.meta[_PATH_OF_MARKET])


def find_searched(names: Iterable[str], path: str | None) -> Searched:
    """Return providers or labs by ids, names or paths; without any, the market, or that of a path.

    Labs are those of the market of the path, if there is one.
    """
    if path is None:
        return find_providers(names) if names else aiproviders.market
    market = Market.load(path)
    if not names:
        return market
    return Catalog(dict.fromkeys(market[name] for name in names), name="the labs asked for")


def _find_market(_: click.Context, __: click.Parameter, path: str | None) -> Market:
    return aiproviders.market if path is None else Market.load(path)


def id_completer(*sections: str) -> Completer:
    """Return a completer of ids in sections, of the providers chosen so far or else of all."""

    def complete(context: click.Context, _: click.Parameter, beginning: str) -> list[str]:
        chosen = context.params.get("chosen") or aiproviders.providers()
        found = (record.id for section in sections for record in merged_records(chosen, section))
        return [id for id in found if id.startswith(beginning)]

    return complete


def complete_kinds(context: click.Context, _: click.Parameter, beginning: str) -> list[str]:
    """Complete kinds of events, including those that providers add."""
    chosen = context.params.get("chosen") or aiproviders.providers()
    kinds = aiproviders.timeline(chosen).group_by("kind")
    return [kind for kind in kinds if kind.startswith(beginning)]


def complete_providers(
    _: click.Context, __: click.Parameter, beginning: str
) -> list[CompletionItem]:
    """Complete ids of providers and labs, and paths."""
    known = dict.fromkeys((*aiproviders.providers().ids, *aiproviders.market.providers.ids))
    ids = [CompletionItem(id) for id in known if id.startswith(beginning)]
    return ids or [CompletionItem(beginning, type="file")]
