"""What a terminal shows: tables of models, figures and events."""

from collections import Counter
from textwrap import fill

from aiproviders._catalog import Catalog
from aiproviders._models import Model
from aiproviders._pricing import amount_text
from aiproviders._provider import Provider
from aiproviders._quantity import Quantity
from aiproviders._ratios import PricePerformance, price_performance
from aiproviders._records import Source
from aiproviders._text import shorten, table
from aiproviders._vocabulary import vocabulary
from aiproviders.errors import IncomparableError, NotStatedError

_BRIEF_FIGURES = 16
_BRIEF_EVENTS = 8
_WIDTH = 80
_SHOWN_TURNS = 3


def price_performance_text(result: PricePerformance) -> str:
    """Word a comparison: a table, whether its order holds, who is left out."""
    header = ("Model", "Score", "Price", "Score/price", "Price/point", "Frontier", "Reported by")
    rows = [
        (
            row.model.name,
            str(row.score),
            amount_cell(row.blended_price),
            _number_cell(row.score_per_price, ".2f"),
            _number_cell(row.price_per_point, ".4f"),
            "yes" if row.on_frontier else "no",
            row.reported_by or "not stated",
        )
        for row in result.rows
    ]
    known = vocabulary().benchmarks.get(result.benchmark)
    benchmark = result.benchmark if known is None else known.name
    lines = [
        f"Price-performance on {benchmark}, per million tokens, {result.mix}",
        "",
        table(header, rows, numbers=(1, 2, 3, 4)) if rows else "No model has a price and a score.",
        "",
        *_order_lines(result),
    ]
    if result.excluded:
        reasons = Counter(each.reason for each in result.excluded).most_common()
        worded = "; ".join(f"{reason} ({number})" for reason, number in reasons)
        lines.append(fill(f"Left out: {worded}.", _WIDTH))
    if result.unmatched:
        lines.append(fill(f"Scores for no model here: {', '.join(result.unmatched)}.", _WIDTH))
    return "\n".join(lines)


def amount_cell(price: Quantity) -> str:
    """Word a price per million tokens where the heading says what it is per."""
    return str(price).removesuffix(" per million tokens")


def _number_cell(quantity: Quantity, spec: str) -> str:
    return format(quantity, spec).partition(" ")[0]


def _order_lines(result: PricePerformance) -> list[str]:
    if len(result.rows) <= 1:
        return []
    if result.order_holds is None:
        return ["Whether the order holds at every mix of input and output cannot be said."]
    turns = result.turns
    if not turns:
        return ["The order holds at every mix of input and output."]
    lines = [f"The order turns: {turn}." for turn in turns[:_SHOWN_TURNS]]
    more = len(turns) - _SHOWN_TURNS
    return [*lines, f"There are {more} further turns."] if more > 0 else lines


def brief(provider: Provider) -> str:
    """What to know of a provider on one screen: who, models, value for money, figures, events."""
    parts = [
        _company_card(provider),
        _section("Models", _model_table(provider.models)),
        _section("Value for money", _value_for_money(provider)),
        _section("Figures", _figure_table(provider)),
        _section("Latest events", _event_table(provider)),
        _source_lines(provider),
    ]
    return "\n\n".join(part for part in parts if part)


def _section(heading: str, body: str) -> str:
    return f"{heading}\n{'-' * len(heading)}\n{body}" if body else ""


def _company_card(provider: Provider) -> str:
    company = provider.company
    if company is None:
        return provider.id
    flagship = company.flagship and provider.record(company.flagship)
    founders = "" if company.founder_count is None else f" by {company.founder_count} founders"
    where = "" if company.founded_in is None else f" in {company.founded_in}"
    listings = ", ".join(f"{each.exchange}: {each.ticker}" for each in company.listings)
    leaders = ", ".join(person.name for person in provider.leaders(company.id))
    rows = [
        ("Founded", company.founded and f"{company.founded}{where}{founders}"),
        ("Headquarters", company.headquarters),
        ("Listed", listings),
        ("Led by", leaders),
        ("Flagship", flagship and str(flagship)),
    ]
    title = f"{company.name or company.legal_name} ({company.legal_name})"
    facts = [f"{label:<13} {value}" for label, value in rows if value]
    return "\n".join([title, "=" * len(title), *facts])


def _model_table(models: Catalog[Model]) -> str:
    rows = [
        (
            model.name,
            str(model.first_seen or "not stated"),
            (model.access or "not stated").replace("-", " "),
            str(model.context_window or "not stated").removesuffix(" tokens"),
            _price_cell(model),
        )
        for model in models.sort_by("first_seen", descending=True)
    ]
    header = ("Model", "Out since", "Access", "Context", "In / out")
    return table(header, rows, numbers=(3, 4)) if rows else ""


def _price_cell(model: Model) -> str:
    try:
        price = model.price
    except NotStatedError:
        return "not stated"
    amounts = (amount_text(each, price.currency) for each in (price.input, price.output))
    return " / ".join(amounts)


def _value_for_money(provider: Provider) -> str:
    try:
        result = price_performance(provider.models)
    except IncomparableError as error:
        return f"{error}."
    return str(result) if result.rows else ""


def _figure_table(provider: Provider) -> str:
    """The newest figures by the day that their period begins, the company's own first."""
    current = provider.metrics.where(
        lambda metric: metric.preference != "deprecated" and metric.status == "reported"
    )
    dated = [
        metric for metric in current.sort_by("period", descending=True) if metric.period is not None
    ]
    shown = sorted(dated, key=lambda metric: metric.subject != provider.id)[:_BRIEF_FIGURES]
    lines: list[str] = []
    for subject in dict.fromkeys(metric.subject for metric in shown):
        lines.append(str(provider.record(subject)) if subject != provider.id else provider.name)
        lines += [
            f"  {shorten(provider.measures[metric.measure].label, 26):<26}  "
            f"{shorten(str(metric.quantity), 21):<21}  {shorten(str(metric.period), 27)}"
            for metric in shown
            if metric.subject == subject
        ]
    return "\n".join(lines)


def _event_table(provider: Provider) -> str:
    happened = [event for event in provider.events if event.status == "happened" and event.date]
    rows = [
        (str(event.date), shorten(event.title, _WIDTH - 16))
        for event in reversed(happened[-_BRIEF_EVENTS:])
    ]
    return table(("Date", "Event"), rows) if rows else ""


def _source_lines(provider: Provider) -> str:
    version = f"Data version {provider.data_version}. " if provider.data_version else ""
    sources = [_source_line(source) for source in provider.sources]
    return fill(version + " ".join(sources), _WIDTH)


def _source_line(source: Source) -> str:
    kind = f"{source.kind} source" if source.kind else "source"
    stated = [str(each) for each in (source.publisher, source.published, source.url) if each]
    details = ", ".join(stated) or "no publisher, date or address stated"
    return f"Source {source.id}: “{source.title}”, a {kind} ({details})."
