"""Commands that list: `models`, `timeline`, `metrics`, `providers` and `market`."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from operator import eq, itemgetter
from typing import TYPE_CHECKING, Any, get_args

import click
from attrs import evolve

import aiproviders
from aiproviders._cli.counts import count_of
from aiproviders._cli.options import (
    Searched,
    complete_kinds,
    complete_providers,
    csv_option,
    examples,
    id_completer,
    json_option,
    market_option,
    prices_option,
    provider_option,
    searched_options,
    with_own_prices,
)
from aiproviders._cli.output import write_collections, write_json, write_views
from aiproviders._records.catalog import Catalog
from aiproviders._records.lookup.names import normalized
from aiproviders._records.market import Market
from aiproviders._records.models.model import Access, Modality, Model, ModelStatus, blended_price
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.provider import Provider
from aiproviders._records.providers import merged_records
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import listed, quoted
from aiproviders.errors import AmbiguousIdError

if TYPE_CHECKING:
    from aiproviders._display.cells import View
    from aiproviders._records.sections.metric import Metric
    from aiproviders._records.sections.metrics import Metrics


def _list_rate(kind: str, model: Model) -> Quantity | None:
    price = find_price(model).price
    amount = None if price is None else getattr(price, kind)
    return None if price is None or amount is None else Quantity(value=amount, unit=price.unit)


def _blended(model: Model) -> Quantity | None:
    """Return the list price of three parts of input and one of output, if both are stated."""
    price = find_price(model).price
    return None if price is None or None in (price.input, price.output) else blended_price(price)


def _by_currency(rate: Quantity | None) -> tuple[str, Quantity] | None:
    """Return a key by which rates of one currency stand together."""
    return None if rate is None else (rate.unit, rate)


_ORDERS: dict[str, Callable[[Model], Any]] = {
    "name": lambda model: model.name,
    "released": lambda model: model.first_seen,
    "context": lambda model: model.context_window,
    "parameters": lambda model: model.parameters,
    "price": lambda model: _by_currency(_blended(model)),
    "input": lambda model: _by_currency(_list_rate("input", model)),
    "output": lambda model: _by_currency(_list_rate("output", model)),
}
"""What models are sorted by, for each value of `--sort`."""

_FILTERS: dict[str, Callable[[Any, Model], object]] = {
    "family": lambda members, model: model.id in members,
    "status": lambda status, model: model.status == status,
    "access": lambda access, model: model.access == access,
    "license": lambda spdx, model: model.license == spdx,
    "labs": lambda labs, model: model.provider in labs,
    "modality": lambda modality, model: model.modalities and modality in model.modalities,
    "context_at_least": lambda tokens, model: (
        model.context_window and model.fits(tokens) is not False
    ),
    "released_since": lambda since, model: model.first_seen and not model.first_seen.before(since),
    "priced": lambda _, model: (
        (price := find_price(model).price) is not None
        and (price.input, price.output) != (None, None)
    ),
}


@click.command(
    help="""List models; each filter narrows the list.

    TEXT is a lab, or words of which each must stand in what is known of a model.
    """,
    epilog=examples(
        "aiproviders models qwen coder",
        "aiproviders models --lab anthropic --lab openai --sort price",
        "aiproviders models --access open-weights --context-at-least 200K",
    ),
)
@click.argument("words", metavar="[TEXT]...", nargs=-1)
@click.option(
    "--family",
    metavar="ID",
    shell_complete=id_completer("models"),
    help="Of this family and those in it.",
)
@click.option("--status", type=click.Choice(get_args(ModelStatus)), help="With this status.")
@click.option(
    "--lab",
    "labs",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_providers,
    help="Made by this lab; may be repeated.",
)
@click.option("--access", type=click.Choice(get_args(Access)), help="With this kind of access.")
@click.option("--license", metavar="SPDX", help="With this license, such as Apache-2.0.")
@click.option("--modality", type=click.Choice(get_args(Modality)), help="With this modality.")
@click.option(
    "--context-at-least",
    callback=count_of("tokens"),
    metavar="TOKENS",
    help="With a stated context window of at least this many tokens, such as 200K.",
)
@click.option(
    "--released-since", metavar="DATE", help="Released on or after this date, such as 2026-04."
)
@click.option("--priced", is_flag=True, help="With a list price.")
@click.option(
    "--sort",
    type=click.Choice([*_ORDERS]),
    help="Sort by this; unknown values come last. The price is that of three tokens of input to "
    "one of output.",
)
@click.option("--descending", is_flag=True, help="Sort from the highest to the lowest.")
@prices_option
@searched_options
@csv_option
@json_option
def models(
    chosen: Searched,
    words: tuple[str, ...],
    form: str | None,
    sort: str | None,
    prices: str | None,
    *,
    descending: bool,
    **filters: Any,
) -> None:
    text = " ".join(words)
    is_all = not text and all(
        each in (None, False, ()) for each in (form, sort, prices, *filters.values())
    )
    if is_all and (built := _built_view(chosen)) is not None:
        write_views(built)
        return
    given = with_own_prices(chosen, prices)
    found = given.models if isinstance(given, Market) else merged_records(given, "models")
    family: str | None = filters["family"]
    if family is not None:
        filters["family"] = _members(found[family].id, found)
    if filters["license"] is not None:
        filters["license"] = _license(filters["license"], found)
    labs: list[Provider] = [given[str(name)] for name in filters["labs"]]
    filters["labs"] = {lab.id for lab in labs} or None
    if filters["released_since"] is not None:
        filters["released_since"] = Period(filters["released_since"])
    for name, value in filters.items():
        if value not in (None, False):
            found = found.where(partial(_FILTERS[name], value))
    if text:
        lab = given[text].id if text in given else None
        mentioning = found.search(text)
        found = found.where(lambda model: model.provider == lab or model in mentioning)
    if sort is not None:
        found = _in_order(found, _ORDERS[sort], descending=descending)
    write_collections(form, found)


def _built_view(chosen: Searched) -> "View | None":
    from aiproviders._display.built_view import built_models_view

    return built_models_view(chosen) if isinstance(chosen, Market) else None


def _license(name: str, models: Iterable[Model]) -> str:
    """Return a license as models state it.

    Raises:
        ValueError: No model states it.
    """
    stated = Counter(model.license for model in models if model.license)
    for spdx in stated:
        if normalized(spdx) == normalized(name):
            return spdx
    words = listed([f"{spdx} ({number})" for spdx, number in stated.most_common()], 9)
    msg = f"no model has the license {quoted(name)}; stated are {words or 'none'}"
    raise ValueError(msg)


def _members(family: str, models: Iterable[Model]) -> set[str]:
    """Return the ids of the models of a family, and of the families in it."""
    members: set[str] = set()
    found = {family}
    while found:
        found = {each.id for each in models if each.family in found} - members
        members |= found
    return members


def _in_order(
    models: Catalog[Model], key: Callable[[Model], Any], *, descending: bool
) -> Catalog[Model]:
    keys = [(key(model), model) for model in models]
    known = sorted(
        (pair for pair in keys if pair[0] is not None), key=itemgetter(0), reverse=descending
    )
    unknown = (model for value, model in keys if value is None)
    return evolve(models, records=(*(model for _, model in known), *unknown))


@click.command(
    help="List events in order of time.",
    epilog=examples("aiproviders timeline --since 2026-10"),
)
@click.option("--since", metavar="DATE", help="First day that counts; of a year, its first.")
@click.option("--until", metavar="DATE", help="Last day that counts; of a year, its last.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    shell_complete=complete_kinds,
    help="Of this kind; may be repeated.",
)
@click.option(
    "--about",
    metavar="NAME",
    shell_complete=id_completer(*SECTIONS),
    help="About this record or provider.",
)
@click.option("--certain", is_flag=True, help="Certainly between the two days, not only possibly.")
@searched_options
@csv_option
@json_option
def timeline(
    chosen: Searched,
    since: str | None,
    until: str | None,
    kinds: tuple[str, ...],
    about: str | None,
    form: str | None,
    *,
    certain: bool,
) -> None:
    from aiproviders._records.sections.event import OwnKind

    found = aiproviders.timeline(
        chosen,
        since=since,
        until=until,
        kind=[*map(OwnKind, kinds)] or None,
        about=about and _id(chosen, about),
        certain=certain,
    )
    if not isinstance(chosen, Market):
        found = evolve(found, name="timeline")
    write_collections(form, found)


def _id(searched: Searched, name: str) -> str:
    """Return the id of what a name means, which records of several kinds or providers may share."""
    try:
        found: str = merged_records(searched)[name].id
    except AmbiguousIdError as error:
        found, *others = set(error.ids)
        if others:
            raise
    return found


@click.command(
    help="List reported figures; each filter narrows the list.",
    epilog=examples("aiproviders metrics --measure revenue --sort period"),
)
@click.option(
    "--subject",
    metavar="NAME",
    shell_complete=id_completer(*SECTIONS),
    help="Of this company, model, product …",
)
@click.option(
    "--measure",
    metavar="NAME",
    shell_complete=id_completer("measures"),
    help="Of this measure, such as revenue.",
)
@click.option(
    "--period",
    metavar="DATE",
    help="Certainly within a date such as 2026 or 2026-06, or of FY2026.",
)
@click.option("--search", metavar="WORDS", help="With all of these words.")
@click.option("--preferred", is_flag=True, help="Without figures that a preferred one replaces.")
@click.option(
    "--sort",
    type=click.Choice(["id", "measure", "period", "subject"]),
    help="Sort by this; unknown values come last.",
)
@click.option("--descending", is_flag=True, help="Sort from the last to the first.")
@provider_option
@csv_option
@json_option
def metrics(
    chosen: Catalog[Provider],
    subject: str | None,
    measure: str | None,
    period: str | None,
    search: str | None,
    sort: str | None,
    form: str | None,
    *,
    preferred: bool,
    descending: bool,
) -> None:
    subject_id = None if subject is None else merged_records(chosen)[subject].id
    measure_id = None if measure is None else merged_records(chosen, "measures")[measure].id
    is_asked_for = (
        None if period is None else _period_filter(merged_records(chosen, "metrics"), period)
    )

    def wanted(found: "Metrics") -> "Catalog[Metric]":
        kept: Catalog[Metric] = (found.preferred if preferred else found).where(
            lambda metric: (
                subject_id in (None, metric.subject)
                and measure_id in (None, metric.measure)
                and (is_asked_for is None or is_asked_for(metric.period))
            )
        )
        kept = kept if search is None else kept.search(search)
        return kept if sort is None else kept.sort_by(sort, descending=descending)

    write_collections(form, *(wanted(provider.metrics) for provider in chosen))


def _period_filter(metrics: "Iterable[Metric]", text: str) -> Callable[[Period | None], bool]:
    """Return a test for periods: of the label given, or certainly within the date given."""
    for metric in metrics:
        if str(metric.period).casefold() == text.casefold():
            return partial(eq, metric.period)
    asked = Period(text)
    return lambda period: period is not None and period in asked


@click.command(
    help="List all providers: those of this package and of other installed packages.",
    epilog=examples("aiproviders providers"),
)
@csv_option
@json_option
def providers(form: str | None) -> None:
    write_collections(form, aiproviders.providers())


@click.command(
    help="""Show the market: the models of many labs, as one edition.

    For each lab: how many models there are, how many of them are on sale, and how many of these
    are priced and scored, and have a list price that two or three price catalogs state.
    """,
    epilog=examples("aiproviders market"),
)
@market_option
@json_option
def market(market: Market, form: str | None) -> None:
    if form is None:
        write_views(market)
        return
    from aiproviders._analysis.market.counts import lab_counts

    labs = [{"id": lab.id, "name": lab.name, **lab_counts(lab)._asdict()} for lab in market]
    read = market.prices_read
    write_json(
        {
            "edition": market.edition,
            "digest": market.digest,
            "prices_read": None if read is None else read.edtf,
            "labs": labs,
        }
    )
