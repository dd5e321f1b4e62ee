"""Rules of the audit about dates, plans and claims to be first."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import combinations, pairwise

from aiproviders._analysis.audit.conflict import Conflict, severity_of_dates, sides_of
from aiproviders._records.company import BusinessUnit, Company, Product
from aiproviders._records.models.model import Model
from aiproviders._records.models.models import Models
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record
from aiproviders._records.sections.claims import Claim
from aiproviders._records.sections.event import Event
from aiproviders._values.period import Period

_RELEASE_KINDS = ("launch", "milestone", "model-release")
_FOUNDING_KINDS = ("founding", "reorganization")


def model_dates(provider: Provider) -> Iterator[Conflict]:
    """Find models that were released before they were announced, or retired before that."""
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
                yield Conflict(severity_of_dates(date, later), text, sides_of(model))
            elif later.overlaps(date) and later < date:
                yield Conflict("note", f"{text}; which came first is open", sides_of(model))
        seen, cutoff = model.first_seen, model.knowledge_cutoff
        if seen is not None and cutoff is not None and cutoff.after(seen):
            text = f"{model}: first seen {seen}, trained on data until {cutoff}"
            yield Conflict(severity_of_dates(seen, cutoff), text, sides_of(model))


def role_dates(provider: Provider) -> Iterator[Conflict]:
    """Find roles that end before they begin."""
    for person in provider.people:
        for role in person.roles:
            if role.since is not None and role.until is not None and role.until.before(role.since):
                text = f"{person}, {role.title}: since {role.since}, until {role.until}"
                yield Conflict(severity_of_dates(role.since, role.until), text, sides_of(person))


def dates_of_events(provider: Provider) -> Iterator[Conflict]:
    """Find records with another date than the events about them; the first id in `about` counts."""
    events: dict[tuple[str, str], list[tuple[Event, Period]]] = defaultdict(list)
    for event in provider.events:
        if event.status == "happened" and event.date is not None and event.about:
            events[event.about[0], event.kind].append((event, event.date))
    for record in provider.records():
        kind, date = _beginning(record)
        about_it = events[record.id, kind] if date is not None else []
        if date is not None and about_it and not any(date.overlaps(when) for _, when in about_it):
            event, when = min(about_it, key=lambda each: (each[1], each[0].title))
            text = f"{record}: {date}; {event.title}: {when}"
            yield Conflict(severity_of_dates(date, when), text, sides_of(record, event))


def order_of_events(provider: Provider) -> Iterator[Conflict]:
    """Find events that are dated before one that they follow, and events that follow each other."""
    events = {event.id: event for event in provider.events}
    for event in provider.events:
        for cause in (events[id] for id in event.follows if id in events):
            if event.date is not None and cause.date is not None and event.date.before(cause.date):
                text = f"{event.title}: {event.date}; it follows {cause.title}: {cause.date}"
                severity = severity_of_dates(event.date, cause.date)
                yield Conflict(severity, text, sides_of(event, cause))
    try:
        TopologicalSorter({id: event.follows for id, event in events.items()}).prepare()
    except CycleError as error:
        circle = [events[id] for id in error.args[1]]
        text = "; ".join(
            f"{one.title} comes before {other.title}" for one, other in pairwise(circle)
        )
        yield Conflict("contradiction", text, sides_of(*circle[1:]))


def _beginning(record: Record) -> tuple[str, Period | None]:
    """Return the kind of event that begins a model, product, company or unit, and its date."""
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
    """Find facts that are dated after their source was published."""
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
                yield Conflict(severity_of_dates(date, limit), text, sides_of(record))
                break


def before_founding(provider: Provider) -> Iterator[Conflict]:
    """Find releases that are dated before the company or unit that made them was founded."""
    company = provider.company
    founded = company.founded if company is not None else None
    if company is not None and founded is not None:
        for model in provider.models:
            seen = model.first_seen
            if model.provider == company.id and seen is not None and seen.before(founded):
                text = f"{model}: {seen}; {company} founded {founded}"
                yield Conflict(severity_of_dates(seen, founded), text, sides_of(model, company))
    past = _past_events_about(provider)
    for unit in provider.business_units:
        formed = [each for each in past[unit.id] if each[0].kind in _FOUNDING_KINDS]
        released = [each for each in past[unit.id] if each[0].kind in _RELEASE_KINDS]
        for event, date in released:
            if unit.founded is not None and date.before(unit.founded):
                text = f"{event.title}: {date}; {unit} founded {unit.founded}"
                yield Conflict(severity_of_dates(date, unit.founded), text, sides_of(event, unit))
            elif unit.founded is None and formed and date.before(formed[0][1]):
                forming, when = formed[0]
                text = f"{event.title}: {date}; {forming.title}: {when}"
                yield Conflict("note", text, sides_of(event, forming))


def _past_events_about(provider: Provider) -> dict[str, list[tuple[Event, Period]]]:
    """Return the dated past events by each id that they are about.

    The earliest come first, those of a day by title.
    """
    events = [
        (event, event.date)
        for event in provider.events
        if event.status == "happened" and event.date is not None
    ]
    found: dict[str, list[tuple[Event, Period]]] = defaultdict(list)
    for event, date in sorted(events, key=lambda each: (each[1], each[0].title)):
        for id in dict.fromkeys(event.about):
            found[id].append((event, date))
    return found


def plans(provider: Provider) -> Iterator[Conflict]:
    """Find planned events that seem to have happened, and those whose date has passed."""
    newest = provider.newest_fact
    happened = defaultdict[tuple[str, str], dict[int, tuple[Event, Period]]](dict)
    for position, event in enumerate(provider.events):
        if event.status == "happened" and event.date is not None:
            for id in event.about:
                happened[event.kind, id][position] = event, event.date
    for plan in provider.events:
        if plan.status != "planned" or plan.date is None:
            continue
        if newest is not None and plan.date.before(newest):
            text = f"{plan.title}: planned for {plan.date}, and the newest fact is of {newest}"
            yield Conflict("note", text, sides_of(plan))
        like_it = [each for id in plan.about for each in happened[plan.kind, id].items()]
        for _, (event, date) in sorted(dict(like_it).items()):
            if date.overlaps(plan.date):
                text = f"{plan.title}: planned, {plan.date}; {event.title}: {date}"
                yield Conflict("note", text, sides_of(plan, event))


def firsts(provider: Provider) -> Iterator[Conflict]:
    """Find claims that two different records are the first of the same thing."""
    claimed: dict[str, list[Claim]] = defaultdict(list)
    for claim in provider.claims:
        if claim.first is not None:
            claimed[" ".join(claim.first.casefold().split())].append(claim)
    places = {model.id: place for place, model in enumerate(provider.models)}
    for claims in claimed.values():
        for one, other in combinations(claims, 2):
            if not set(one.about) & set(other.about):
                titles = "; ".join(
                    _dated_title(claim, provider.models, places) for claim in (one, other)
                )
                yield Conflict("tension", f"first of the same: {titles}", sides_of(one, other))


def _dated_title(claim: Claim, models: Models, places: Mapping[str, int]) -> str:
    about = sorted({places[id] for id in claim.about if id in places})
    dates = [models[place].first_seen for place in about]
    known = [str(date) for date in dates if date is not None]
    return f"{claim.title} ({', '.join(known)})" if known else claim.title
