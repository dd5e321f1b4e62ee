"""Cells of the fields of records: the text of one field, or of several fields in one cell."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, cast

from aiproviders._analysis.audit.finding import Finding, Severity
from aiproviders._display.cells import (
    UNKNOWN,
    Cell,
    Names,
    Tone,
    citations_text,
    period_cell,
    quantity_cell,
    short_months,
    signed_cell,
    words_cell,
)
from aiproviders._records.company import Company, Person, Role
from aiproviders._records.fields import fields_with_ids
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score, with_error
from aiproviders._records.prices.price import (
    PriceTier,
    Rates,
    TokenPrice,
    amount_text,
    short_text,
)
from aiproviders._records.prices.price_in_force import PriceInForce, find_price
from aiproviders._records.prices.use_kinds import KINDS, RATES, KindOfUse
from aiproviders._records.sections.event import Event
from aiproviders._records.sections.metric import Metric, is_growth
from aiproviders._values.dates.date_words import duration_words, month_and_day
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import counted

_HEADINGS = {
    "api_names": "API names",
    "prices": "Prices per million tokens",
    "quantity": "Value",
    "url": "Address",
}
USUAL_KINDS, _FURTHER_KINDS = RATES[:4], RATES[4:]
"""Kinds of use that prices show in columns, stated or not, as every use may have them."""

_MOST_WORDS = 120  # characters, of which a narrow column would be a page long

_TONES: dict[Severity, Tone] = {"contradiction": "alarm", "tension": "caution", "note": ""}
_WORDINGS: dict[str, Callable[[str], str]] = {
    "duration": duration_words,
    "fiscal_year_end": month_and_day,
}
_CLOSED_LISTS = {"access", "billing", "kind", "plan", "rule", "status"}


def fiscal_names(company: Company | None, records: Iterable[object]) -> dict[str, str]:
    """Return what a company calls the periods of some records, by EDTF text: `Q4 FY2026`."""
    if company is None:
        return {}
    dates = {
        date
        for record in records
        for field in ("date", "period", "stated")
        if isinstance(date := getattr(record, field, None), Period)
    }
    return {date.edtf: name for date in dates if (name := company.fiscal_name(date)) is not None}


def value_cell(value: object, names: Names) -> Cell:
    """Return the cell of the value of a field, with names in place of ids."""
    match value:
        case None | ():
            return UNKNOWN
        case Quantity():
            return quantity_cell(value)
        case Period():
            return period_cell(value, names)
        case tuple():
            items = cast("tuple[object, ...]", value)
            return Cell(", ".join(_words(item, names) for item in items))
        case _:
            return Cell(_words(value, names))


def _words(value: object, names: Names) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case _:
            text = str(value)
            return names.get(text, text)


def field_cell(record: object, name: str, names: Names) -> Cell:
    """Return the cell of a field of a record; hyphens of closed lists become spaces."""
    value = getattr(record, name)
    if name in _CLOSED_LISTS and value is not None:
        return signed_cell(Cell(value.replace("-", " ")), record, name)
    if name in _WORDINGS and value is not None:
        return signed_cell(Cell(_WORDINGS[name](value)), record, name)
    if name == "quantity" and isinstance(record, Metric):
        return signed_cell(quantity_cell(value, is_change=is_growth(record)), record, name)
    id_fields, _ = fields_with_ids(cast("Any", type(record)))
    # Other texts are no ids, even where they read like one.
    cell = value_cell(value, names if isinstance(value, Period) or name in dict(id_fields) else {})
    cell = cell._replace(address=value) if name == "url" and value else cell
    return signed_cell(cell, record, name)


def heading_of(field: str) -> str:
    """Return the heading of a field, such as `Context window` of `context_window`."""
    return _HEADINGS.get(field, field.replace("_", " ").capitalize())


def title_cell(event: Event, _: Names) -> Cell:
    """Return the cell of the title of an event, which says so if it is planned."""
    title = f"{event.title} (planned)" if event.status == "planned" else event.title
    return signed_cell(Cell(title), event, "title", "status")


def amount_cell(amount: Decimal | None, currency: str) -> Cell:
    """Return the cell of an amount of money, without what it is per."""
    return UNKNOWN if amount is None else Cell(amount_text(amount, currency))


def rate_cell(rate: Decimal | None, kind: KindOfUse, price: TokenPrice) -> Cell:
    """Return the cell of what a kind of use costs by a price; per million unless it says so."""
    cell = amount_cell(rate, price.currency)
    if rate and KINDS[kind].unit != "Mtok":
        cell = cell._replace(text=f"{cell.text} per thousand")
    return signed_cell(cell, price, kind, "currency", "unit")


def terms_cell(price: TokenPrice, _: Names) -> Cell:
    """Return the cell of the terms of a price: its plan, and what is not usual of it."""
    words = (
        price.plan,
        None if price.service == "standard" else price.service,
        None if price.preference == "normal" else price.preference,
        "converted" if price.converted else None,
    )
    cell = words_cell(", ".join(filter(None, words)))
    return signed_cell(cell, price, "plan", "service", "preference", "converted")


def offer_cell(price: TokenPrice, names: Names) -> Cell:
    """Return the cell of the terms of a price, with its host and region where they are stated."""
    cell = terms_cell(price, names)
    if price.host is not None:
        cell = cell._replace(text=f"{cell.text}, by {names.get(price.host, price.host)}")
        cell = signed_cell(cell, price, "host")
    if price.region is not None:
        cell = cell._replace(text=f"{cell.text}, in {price.region}")
        cell = signed_cell(cell, price, "region")
    return cell


def price_cell(model: Model, _: Names) -> Cell:
    """Return the cell of the list prices of input and output in force, and of their change."""
    return _in_force_cell(find_price(model))


def contract_cell(model: Model, _: Names) -> Cell:
    """Return the same cell of the prices of a contract."""
    if all(price.plan != "contract" for price in model.prices):
        return UNKNOWN
    return _in_force_cell(find_price(model, plans=("contract",)))


def _in_force_cell(found: PriceInForce) -> Cell:
    if found.price is None:
        return UNKNOWN
    words = found.change or short_text(found.price)
    cell = Cell(words, details=citations_text(found.price.citations))
    return signed_cell(cell, found.price, "input", "output", "currency", "unit")


def access_cell(model: Model, names: Names) -> Cell:
    """Return the cell of how a model is offered, where "weights" goes unsaid."""
    cell = field_cell(model, "access", names)
    return cell._replace(text=cell.text.removesuffix(" weights"))


def context_cell(model: Model, names: Names) -> Cell:
    """Return the cell of the context window of a model, without its unit, tokens."""
    cell = field_cell(model, "context_window", names)
    return cell._replace(text=cell.text.removesuffix(" tokens"))


def first_seen_cell(model: Model, names: Names) -> Cell:
    """Return the cell of when a model was released, or else announced."""
    field = "released" if model.released else "announced"
    cell = period_cell(model.first_seen, names)
    return signed_cell(cell._replace(text=short_months(cell.text)), model, field)


def figure_cell(metric: Metric, _: Names) -> Cell:
    """Return the cell of a figure, with the conversion of its source and its status."""
    cell = quantity_cell(metric.quantity, is_change=is_growth(metric))
    converted = f" ({metric.converted})" if metric.converted else ""
    status = "" if metric.status == "reported" else f", {metric.status}"
    rank = ", deprecated" if metric.preference == "deprecated" else ""
    cell = cell._replace(text=f"{cell.text}{converted}{status}{rank}")
    return signed_cell(cell, metric, "quantity", "converted", "status", "preference")


def result_cell(score: Score, _: Names) -> Cell:
    """Return the cell of a result on a benchmark, with its standard error."""
    cell = quantity_cell(score.quantity)
    cell = cell._replace(text=with_error(score.quantity, score.standard_error))
    return signed_cell(cell, score, "quantity", "standard_error")


def measure_cell(metric: Metric, names: Names) -> Cell:
    """Return the cell of what a figure measures, with its scope and what it leaves out."""
    cell = field_cell(metric, "measure", names)
    scope = f", {field_cell(metric, 'scope', names).text}" if metric.scope else ""
    without = f", without {field_cell(metric, 'excludes', names).text}" if metric.excludes else ""
    cell = cell._replace(text=f"{cell.text}{scope}{without}")
    return signed_cell(cell, metric, "measure", "scope", "excludes")


def when_cell(metric: Metric, names: Names) -> Cell:
    """Return the cell of the period of a figure and its duration, or of when it was stated."""
    return signed_cell(_when_cell(metric, names), metric, "period", "stated", "duration")


def _when_cell(metric: Metric, names: Names) -> Cell:
    if metric.period is None and metric.stated is None:
        return UNKNOWN if metric.duration is None else Cell(duration_words(metric.duration))
    cell = period_cell(metric.period or metric.stated, names)
    said = "" if metric.period else "stated "
    if metric.duration is None:
        return cell._replace(text=f"{said}{cell.text}")
    joint = " within " if metric.period else ", "
    return cell._replace(text=f"{duration_words(metric.duration)}{joint}{said}{cell.text}")


def role_words(role: Role, names: Names) -> str:
    """Word a role: title, organization, since when, until when, and whether it is over."""
    parts = (
        role.title,
        role.organization and names.get(role.organization, role.organization),
        role.since and f"since {role.since}",
        role.until and f"until {role.until}",
        "no longer" if role.current is False and role.until is None else None,
    )
    return ", ".join(part for part in parts if part)


def severity_cell(finding: Finding, _: Names) -> Cell:
    """Return the cell of how severe a finding is."""
    return Cell(finding.severity, tone=_TONES[finding.severity])


def roles_cell(person: Person, names: Names) -> Cell:
    """Return the cell of the roles of a person."""
    held = "; ".join(role_words(role, names) for role in person.roles)
    return signed_cell(words_cell(held), person, "roles")


def further_prices_cell(price: TokenPrice, _: Names) -> Cell:
    """Return the cell of all prices without a column, in words, longer requests at the end.

    Where these are many, it says how many, and the words are folded below.
    """
    kinds = further_kinds_cell(price, price)
    others = ", ".join(
        f"{each.kind} {amount_text(each.price, price.currency)} per {each.unit}"
        for each in price.other
    )
    longer = (
        f"{tier_words(tier)}: {', '.join(rate_words(tier, RATES, price))}" for tier in price.tiers
    )
    parts = [part for part in (kinds.text, others, *longer) if part]
    cell = kinds._replace(text="; ".join(parts))
    if len(cell.text) > _MOST_WORDS:
        further = kinds.text.count(", ") + 1 if kinds.text else 0
        numbers = {"kind": further + len(price.other), "input length": len(price.tiers)}
        text = ", ".join(
            counted(number, f"further {noun}") for noun, number in numbers.items() if number
        )
        cell = cell._replace(text=text, details="\n".join(parts))
    return signed_cell(cell, price, "other", "tiers")


def tier_words(tier: PriceTier) -> str:
    """Return which requests a tier bills, such as `above 200,000 input tokens`."""
    return f"{'from' if tier.inclusive else 'above'} {tier.threshold:,} input tokens"


def further_kinds_cell(rates: Rates, price: TokenPrice) -> Cell:
    """Return the cell of what unusual kinds of use cost by a price or one of its tiers, in words.

    What has a price of its own without an amount stands after the kinds that have one.
    """
    kinds: list[KindOfUse] = [kind for kind in _FURTHER_KINDS if getattr(rates, kind) is not None]
    unstated = (f"{KINDS[kind].words} not stated" for kind in price.unstated if kind not in kinds)
    words = ", ".join((*rate_words(rates, kinds, price), *unstated))
    return signed_cell(Cell(words), price, *kinds, "unstated", "currency", "unit")


def rate_words(rates: Rates, kinds: Iterable[KindOfUse], price: TokenPrice) -> Iterator[str]:
    """Yield what each kind of use costs by a price or one of its tiers, where it is stated."""
    for kind in kinds:
        if (rate := getattr(rates, kind)) is not None:
            yield f"{KINDS[kind].words} {rate_cell(rate, kind, price).text}"


def holds_cell(price: TokenPrice, _: Names) -> Cell:
    """Return the cell of when a price holds, or else was seen, and of its hours."""
    when = price.effective or price.observed
    cell = period_cell(when)
    if price.effective is None and price.observed is not None:
        cell = cell._replace(text=f"seen {cell.text}")
    if price.hours is not None:
        cell = (
            Cell(str(price.hours))
            if when is None
            else cell._replace(text=f"{cell.text}, {price.hours}")
        )
    return signed_cell(cell, price, "effective" if price.effective else "observed", "hours")
