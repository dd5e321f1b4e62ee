"""Checks of a provider's data, for the tests of packages that publish one."""

import re
from collections.abc import Iterator
from itertools import pairwise

from aiproviders._format.bundled.vocabulary import shared_vocabulary
from aiproviders._records.fields import references
from aiproviders._records.lookup.names import normalized
from aiproviders._records.models.model import Model
from aiproviders._records.prices.day_intervals import offers
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, Record
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._records.sections.measures import Measure
from aiproviders._records.sections.metric import Metric
from aiproviders._records.sections.sources import Source
from aiproviders._values.arguments import check_type
from aiproviders._values.dates.fiscal import read_fiscal_period
from aiproviders._values.number import Comparator
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.quantity_text import numbers_in

__all__ = ["check_provider"]

_DATA_VERSION = re.compile(r"([0-9]{4})\.(0[1-9]|1[0-2])\.[0-9]+")
_SPLIT = re.compile(r" [(/|] ?")


def check_provider(provider: Provider) -> None:
    """Check published data for faults that a loader cannot refuse.

    Every id resolves, a retired one to its successor, and every fact has a citation. Figures
    printed in citations read as the records state them, in the unit of the measure or benchmark;
    of a longer quotation one number is that of the record. `decimals` may say more of a figure
    than its digits, such as that 40 % is to the unit, but names no place that was not printed.
    Of the list prices of a model on the same terms, at most one is in force at each hour. No two
    records of a section share a name. Models stand in order of time, all other sections in order of
    their ids. Fiscal labels agree with the end of the fiscal year. The id of a metric begins with
    its subject, measure and scope; of a measure of the provider's own, with the word after the
    prefix, which no shared measure has. An event in which the provider or a part of it acts names
    it as its `provider`, and one in which another acts, an entity, names none; who acts is first in
    `about`. The month of the data version is not before the newest fact.

    Args:
        provider: The provider that is published.

    Raises:
        AssertionError: There are faults; the message lists all of them, a line each.
        TypeError: Something else than a provider is given.
    """
    if problems := publication_problems(provider):
        raise AssertionError("\n".join(problems))


def publication_problems(provider: Provider) -> list[str]:
    """Return the faults that `check_provider` raises, which `validate --publish` lists."""
    check_type(provider, Provider)
    return [
        *_unresolved_ids(provider),
        *_wrong_retired_ids(provider),
        *_uncited_records(provider),
        *_misread_texts(provider),
        *_wrong_units(provider),
        *_rival_prices(provider),
        *_shared_names(provider),
        *_repeated_ids(provider),
        *_disorder(provider),
        *_wrong_fiscal_labels(provider),
        *_wrong_own_words(provider),
        *_wrong_actors(provider),
        *_wrong_metric_ids(provider),
        *_wrong_data_version(provider),
    ]


def _unresolved_ids(provider: Provider) -> Iterator[str]:
    everything = {provider.id, *(record.id for record in provider.records())}
    known = {
        "record": everything.difference(provider.measures.ids),
        "model": set(provider.models.ids),
        "measure": set(provider.measures.ids),
        "benchmark": set(provider.benchmarks.ids),
        "source": set(provider.sources.ids),
    }
    for record in provider.records():
        for path, of, id in references(record):
            if id not in known[of]:
                yield f"{record.id}: {path} names the {of} {id!r}, which does not exist"


def _wrong_retired_ids(provider: Provider) -> Iterator[str]:
    in_use = {record.id for record in provider.records()}
    answering = provider._by_id()
    for row in provider.retired:
        if row.id in in_use:
            yield f"{row.id}: is retired and in use"
        elif row.id not in answering:
            yield f"{row.id}: its successor {row.successor!r} leads to no record"


def _uncited_records(provider: Provider) -> Iterator[str]:
    for record in provider.records():
        is_fact = not isinstance(record, Measure | Source) and record not in provider.benchmarks
        if is_fact and not record.citations:
            yield f"{record.id}: has no citation"


def _misread_texts(provider: Provider) -> Iterator[str]:
    for metric in provider.metrics:
        for citation in metric.citations:
            yield from _misread(metric.id, citation, metric.quantity, metric.converted)
    for model in provider.models:
        yield from _misread_model_texts(model)


def _misread_model_texts(model: Model) -> Iterator[str]:
    for score in model.scores:
        for citation in score.citations:
            yield from _misread(f"{model.id} {score.benchmark}", citation, score.quantity)
    for price in model.prices:
        for citation in price.citations:
            yield from _misread(f"{model.id} price", citation, *_amounts(price))
    figures = [
        model.parameters,
        model.context_window,
        model.max_input_tokens,
        model.max_output_tokens,
        model.languages,
    ]
    for citation in model.citations:
        misread = [list(_misread(model.id, citation, each)) for each in figures if each]
        if citation.text and all(misread):
            yield f"{model.id}: {citation.text!r} reads as none of its figures"


def _amounts(price: TokenPrice) -> Iterator[Quantity]:
    for amount in (price.input, price.output):
        if amount is not None:
            yield Quantity(value=amount, unit=price.currency)


def _misread(id: str, citation: Citation, *stated: Quantity | None) -> Iterator[str]:
    figures = [quantity for quantity in stated if quantity is not None]
    quotation = " ".join((citation.text or "").split()).removesuffix(")")
    for text, quantity in zip(_SPLIT.split(quotation, len(figures) - 1), figures, strict=False):
        comparator = citation.comparator or quantity.comparator
        if text and (reason := _why_misread(text, quantity, comparator)):
            yield f"{id}: {reason}"


def _why_misread(text: str, quantity: Quantity, comparator: Comparator) -> str | None:
    """Say why a text does not state a figure; None where it does."""
    places = numbers_in(text)
    try:
        printed = Quantity.parse(text, unit=quantity.unit)
    except ValueError as error:
        if quantity.value not in places or _is_quantity(text):
            return str(error)
    else:
        stated = comparator, quantity.value, quantity.upper, quantity.exclusive, quantity.nominal
        read = printed.comparator, printed.value, printed.upper, printed.exclusive, printed.nominal
        if stated != read:
            return f"{text!r} reads as {printed}, recorded is {quantity}"
    place = places.get(quantity.value)
    if place is not None and quantity.decimals is not None and quantity.decimals > place:
        return f"{text!r} has decimals {place} at most, not {quantity.decimals}"
    return None


def _is_quantity(text: str) -> bool:
    try:
        Quantity.parse(text)
    except ValueError:
        return False
    return True


def _wrong_units(provider: Provider) -> Iterator[str]:
    for metric in provider.metrics:
        measure = provider.measures.get(metric.measure)
        if measure is not None and not measure.allows(metric.quantity.unit):
            yield f"{metric.id}: {measure.id} is not measured in {metric.quantity.unit}"
    for model in provider.models:
        for score in model.scores:
            benchmark = provider.benchmarks.get(score.benchmark)
            if benchmark is not None and score.quantity.unit != benchmark.unit:
                yield f"{model.id}: {benchmark.id} is not scored in {score.quantity.unit}"


def _rival_prices(provider: Provider) -> Iterator[str]:
    for model in provider.models:
        for days in offers(model):
            rivals = days.rivals
            if rivals and rivals[0].plan == "list":
                names = " and ".join(map(str, rivals))
                yield f"{model.id}: {names} are in force on the same days"


def _shared_names(provider: Provider) -> Iterator[str]:
    holders: dict[tuple[str, str], Record] = {}
    for section in SECTIONS:
        for record in getattr(provider, section):
            for key in {normalized(name) for name in (record.id, *_own_names(record))}:
                holder = holders.setdefault((section, key), record)
                if holder is not record:
                    yield f"{record.id}: {holder.id} in {section} has the name {key!r} too"


def _repeated_ids(provider: Provider) -> Iterator[str]:
    sections: dict[str, str] = {provider.id: "the provider"}
    for section in SECTIONS:
        if section == "measures":
            continue
        for record in getattr(provider, section):
            other = sections.setdefault(record.id, section)
            if other != section:
                yield f"{record.id}: is an id in {other} and in {section}"


def _own_names(record: Record) -> tuple[str, ...]:
    # A metric answers to the name of its measure too, which several metrics may share.
    return () if isinstance(record, Metric) else record.lookup_names


def _disorder(provider: Provider) -> Iterator[str]:
    for section in SECTIONS:
        if section == "events":
            continue
        records: list[Record] = list(getattr(provider, section))
        for before, after in pairwise(records):
            if _place(before) > _place(after):
                later = (each for each in records if _place(each) > _place(after))
                yield f"{after.id}: belongs before {min(later, key=_place).id} in {section}"


def _place(record: Record) -> tuple[bool, Period, str]:
    date = record.first_seen if isinstance(record, Model) else None
    return date is None, date or Period("0001"), record.id


def _wrong_fiscal_labels(provider: Provider) -> Iterator[str]:
    for metric in provider.metrics:
        for period in filter(None, (metric.period, metric.stated)):
            label = period.label or ""
            if provider.company is None or read_fiscal_period(label) is None:
                continue
            stated = provider.company.fiscal_period(label)
            if stated != period:
                yield f"{metric.id}: {period.label} is {stated.edtf}, not {period.edtf}"


def _wrong_own_words(provider: Provider) -> Iterator[str]:
    for measure in provider.measures:
        word = measure.id.removeprefix(f"{provider.id}:")
        if word != measure.id and word in shared_vocabulary().measures.ids:
            yield f"{measure.id}: {word} is a shared measure, and ids of metrics have no prefix"


def _wrong_actors(provider: Provider) -> Iterator[str]:
    for event in provider.events:
        if event.about:
            is_own = provider.entities._get_by_id(event.about[0]) is None
            if event.provider != (provider.id if is_own else None):
                taken = f"provider = {provider.id!r}" if is_own else "no provider"
                actor = f"{event.about[0]} acts, as the first in about"
                yield f"{event.id}: {actor}, so the event takes {taken}"


def _wrong_metric_ids(provider: Provider) -> Iterator[str]:
    for metric in provider.metrics:
        measure = metric.measure.removeprefix(f"{provider.id}:")
        start = ".".join(filter(None, (metric.subject, measure, metric.scope)))
        if metric.id != start and not metric.id.startswith(f"{start}."):
            yield f"{metric.id}: the id of this metric begins with {start}"


def _wrong_data_version(provider: Provider) -> Iterator[str]:
    newest = provider.newest_fact
    if provider.data_version is None or newest is None:
        return
    match = _DATA_VERSION.fullmatch(provider.data_version)
    if match is None:
        version = provider.data_version
        yield f"data_version {version} is not a year, month and counter like 2026.05.1"
        return
    month = Period(f"{match[1]}-{match[2]}")
    if newest.after(month):
        yield f"data_version {provider.data_version} is older than a fact, of {newest.edtf}"


def __dir__() -> list[str]:
    return __all__
