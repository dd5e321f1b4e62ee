"""Rules of the audit about dates and claims."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from aiproviders._analysis.audit.conflict import Conflict, sides, weighed_dates
from aiproviders._records.company import BusinessUnit, Company, Product
from aiproviders._records.model import Model
from aiproviders._records.provider import Provider
from aiproviders._records.record import Claim, Event, Record
from aiproviders._values.period import Period

_RELEASES = ("launch", "model-release")
_BEGINNINGS = ("founding", "reorganization")


def model_dates(provider: Provider) -> Iterator[Conflict]:
    """Models that are released before they are announced, or retired before they are released."""
    for model in provider.models:
        dated = [
            ("announced", model.announced),
            ("released", model.released),
            ("retired", model.retires),
        ]
        known = [(word, date) for word, date in dated if date is not None]
        for (word, date), (later_word, later) in combinations(known, 2):
            text = f"{model}: {word} {date}, {later_word} {later}"
            if later.before(date):
                yield Conflict(weighed_dates(date, later), text, sides(model))
            elif later.overlaps(date) and later < date:
                yield Conflict("note", f"{text}; which came first is open", sides(model))
        seen, cutoff = model.first_seen, model.knowledge_cutoff
        if seen is not None and cutoff is not None and cutoff.after(seen):
            text = f"{model}: first seen {seen}, trained on data until {cutoff}"
            yield Conflict(weighed_dates(seen, cutoff), text, sides(model))


def role_dates(provider: Provider) -> Iterator[Conflict]:
    """Roles that end before they begin."""
    for person in provider.people:
        for role in person.roles:
            if role.since is not None and role.until is not None and role.until.before(role.since):
                text = f"{person}, {role.title}: since {role.since}, until {role.until}"
                yield Conflict(weighed_dates(role.since, role.until), text, sides(person))


def dates_of_events(provider: Provider) -> Iterator[Conflict]:
    """Dates of records against the events that are first of all about them."""
    events: dict[tuple[str, str], list[tuple[Event, Period]]] = defaultdict(list)
    for event in provider.events:
        if event.status == "happened" and event.date is not None and event.about:
            events[event.about[0], event.kind].append((event, event.date))
    for record in provider.records():
        kind, date = _beginning(record)
        told = events[record.id, kind] if date is not None else []
        if date is not None and told and not any(date.overlaps(when) for _, when in told):
            event, when = min(told, key=lambda each: (each[1], each[0].title))
            text = f"{record}: {date}; {event.title}: {when}"
            yield Conflict(weighed_dates(date, when), text, sides(record, event))


def _beginning(record: Record) -> tuple[str, Period | None]:
    """When a record says that what it is of began, and the kind of event that tells of it."""
    match record:
        case Model():
            return "model-release", record.released
        case Product():
            return "launch", record.launched
        case Company() | BusinessUnit():
            return "founding", record.founded
        case _:
            return "", None


def newer_than_source(provider: Provider) -> Iterator[Conflict]:
    """Facts of a time after their source was published."""
    published = {source.id: source.published for source in provider.sources}
    facts: list[tuple[Record, Period | None]] = [
        (metric, metric.period or metric.stated)
        for metric in provider.metrics
        if metric.status == "reported"
    ]
    facts += [(event, event.date) for event in provider.events if event.status == "happened"]
    for record, date in facts:
        for citation in record.citations:
            limit = published.get(citation.source)
            if date is not None and limit is not None and date.after(limit):
                text = f"a fact of {date} in a source published {limit}"
                yield Conflict(weighed_dates(date, limit), text, sides(record))
                break


def before_founding(provider: Provider) -> Iterator[Conflict]:
    """Releases before the body that made them existed."""
    company = provider.company
    founded = company.founded if company is not None else None
    if company is not None and founded is not None:
        for model in provider.models:
            seen = model.first_seen
            if model.provider == company.id and seen is not None and seen.before(founded):
                text = f"{model}: {seen}; {company} founded {founded}"
                yield Conflict(weighed_dates(seen, founded), text, sides(model, company))
    for unit in provider.business_units:
        formed = _events_of(provider, unit, _BEGINNINGS)
        for event, date in _events_of(provider, unit, _RELEASES):
            if unit.founded is not None and date.before(unit.founded):
                text = f"{event.title}: {date}; {unit} founded {unit.founded}"
                yield Conflict(weighed_dates(date, unit.founded), text, sides(event, unit))
            elif unit.founded is None and formed and date.before(formed[0][1]):
                forming, when = formed[0]
                text = f"{event.title}: {date}; {forming.title}: {when}"
                yield Conflict("note", text, sides(event, forming))


def _events_of(
    provider: Provider, unit: BusinessUnit, kinds: tuple[str, ...]
) -> list[tuple[Event, Period]]:
    """What happened to a unit, the earliest first; ids have no part in the order."""
    events = [
        (event, event.date)
        for event in provider.events
        if event.kind in kinds
        and event.status == "happened"
        and unit.id in event.about
        and event.date is not None
    ]
    return sorted(events, key=lambda each: (each[1], each[0].title))


def plans(provider: Provider) -> Iterator[Conflict]:
    """Planned events of a kind that has happened already, and plans whose time is over."""
    newest = provider.newest_fact
    for plan in provider.events:
        if plan.status != "planned" or plan.date is None:
            continue
        if newest is not None and plan.date.before(newest):
            text = f"{plan.title}: planned for {plan.date}, and the newest fact is of {newest}"
            yield Conflict("note", text, sides(plan))
        for event in provider.events:
            if (
                event.status == "happened"
                and event.kind == plan.kind
                and event.date is not None
                and event.date.overlaps(plan.date)
                and set(event.about) & set(plan.about)
            ):
                text = f"{plan.title}: planned, {plan.date}; {event.title}: {event.date}"
                yield Conflict("note", text, sides(plan, event))


def firsts(provider: Provider) -> Iterator[Conflict]:
    """Claims to be the first of the same thing."""
    claimed: dict[str, list[Claim]] = defaultdict(list)
    for claim in provider.claims:
        if claim.first is not None:
            claimed[" ".join(claim.first.casefold().split())].append(claim)
    for claims in claimed.values():
        for one, other in combinations(claims, 2):
            if not set(one.about) & set(other.about):
                yield Conflict(
                    "tension",
                    f"first of the same: {_dated(one, provider)}; {_dated(other, provider)}",
                    sides(one, other),
                )


def _dated(claim: Claim, provider: Provider) -> str:
    dates = [model.first_seen for model in provider.models if model.id in claim.about]
    known = [str(date) for date in dates if date is not None]
    return f"{claim.title} ({', '.join(known)})" if known else claim.title
