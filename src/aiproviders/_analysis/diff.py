"""List the differences between two versions of a provider."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from functools import partial
from itertools import zip_longest
from typing import Any, Literal, TypeAlias, cast

from attrs import evolve, fields, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import references, sealed
from aiproviders._records.frame_methods import Rows, Tabular
from aiproviders._records.market import Market
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import TokenPrice, amount_text, unusual_terms
from aiproviders._records.provider import Provider
from aiproviders._records.record import Record
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._records.sections.metric import Metric
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, angled, pages_counted, printable
from aiproviders.errors import IncomparableError

ChangeKind: TypeAlias = Literal["corrected", "added", "withdrawn"]
"""Whether a record says something else than before, is new, or is gone."""

_HEADINGS: dict[ChangeKind, str] = {
    "corrected": "Corrected",
    "added": "Added",
    "withdrawn": "Withdrawn",
}
_MARKDOWN = re.compile(r"([\\`*_\[\]<&~|$])")
_PART = re.compile(r"(prices|scores)\[([0-9]+)\]")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Change(OneLine):
    """One difference between two versions of a provider.

    Attributes:
        kind: Whether a record was corrected, added or withdrawn.
        section: The catalog that the record is in; `company` for the company, and `provider` for
            what the provider says of itself, such as its data version.
        id: Id of the record.
        provider: Id of the lab that the record is of, in two markets; None in one provider.
        path: Path of the field that was corrected, such as `prices[0].input`; empty for a record
            that was added or withdrawn.
        before: The old value; None if there was none.
        after: The new value; None if there is none.
        sources: Ids of the sources that the record cites; where a price or score of it changed,
            those that this one cites.
        part: The price or score that changed, as it is now, or as it was if it is gone; None where
            the change is about the record itself.
    """

    kind: ChangeKind
    section: str
    id: str
    provider: str | None = None
    path: str = ""
    before: object = None
    after: object = None
    sources: tuple[str, ...] = ()
    part: TokenPrice | Score | None = None

    @property
    def field_text(self) -> str:
        """What was corrected: a field, or one of a price or score, which its terms name."""
        if self.part is None:
            return self.path
        field = self.path.partition(".")[2]
        return ", ".join(filter(None, (_part_text(self.part), field)))

    @property
    def texts(self) -> tuple[str, str]:
        """Both values as text, amounts of a price with its currency."""
        return self._value_text(self.before), self._value_text(self.after)

    @property
    def source_names(self) -> tuple[str, ...]:
        """The sources, of which web pages are counted."""
        return pages_counted(self.sources)

    def to_markdown(self) -> str:
        """Return the change as an item of a Markdown list; pages among its sources are counted."""
        named = (_code(each) if each in self.sources else each for each in self.source_names)
        field = _code(self.path) if self.path and self.part is None else _markdown(self.field_text)
        return self._line(_code(self.id), field, _markdown(self._values_text), named)

    def __str__(self) -> str:
        """The change in a line, such as `models a-1: price (list), input was $1, now $2 (report)`.

        Pages among its sources are counted.
        """
        line = self._line(self.id, self.field_text, self._values_text, self.source_names)
        return printable(line.removeprefix("- "))

    def _line(self, id: str, field: str, values: str, sources: Iterable[str]) -> str:
        words = " ".join(filter(None, (field, values)))
        named = ", ".join(sources)
        return f"- {self._place(id)}: {words}{named and f' ({named})'}"

    def _place(self, id: str) -> str:
        words = (self.provider, self.section.replace("_", " "), id)
        return " ".join(word for word in words if word)

    @property
    def _values_text(self) -> str:
        before, after = self.texts
        if self.part is not None and self.before is None and "." not in self.path:
            return f"is new: {after}"
        if self.part is not None and self.after is None and "." not in self.path:
            return f"is gone: {before}"
        if self.kind == "corrected":
            return f"was {before}, now {after}"
        return after if self.kind == "added" else before

    def _value_text(self, value: object) -> str:
        if isinstance(self.part, TokenPrice) and isinstance(value, Decimal):
            return amount_text(value, self.part.currency)
        # The id of a figure, which stands before it, says what it is of.
        return value._statement if isinstance(value, Metric) else exact_text(value)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Changes(Rows[Change], Shown, Tabular, OneLine):
    """The differences between two versions of a provider or market; false if there are none.

    Iterating gives each `Change`: those of the provider's own fields, then section by section; of a
    market, lab by lab.

    Attributes:
        provider: Id of the provider; None of two markets.
        changes: The changes.
    """

    _rows_in = "changes"
    provider: str | None
    changes: tuple[Change, ...] = ()

    @property
    def corrected(self) -> tuple[Change, ...]:
        """The fields that have another value than before."""
        return self._of("corrected")

    @property
    def added(self) -> tuple[Change, ...]:
        """The records that are new, each of them as `after`."""
        return self._of("added")

    @property
    def withdrawn(self) -> tuple[Change, ...]:
        """The records that are gone, each of them as `before`."""
        return self._of("withdrawn")

    def to_markdown(self) -> str:
        """Return the changes under the headings of a changelog, each with its id and sources."""
        parts = [
            "\n".join([f"### {heading}\n", *(each.to_markdown() for each in self._of(kind))])
            for kind, heading in _HEADINGS.items()
            if self._of(kind)
        ]
        return "\n\n".join(parts or ["No changes."]) + "\n"

    def _of(self, kind: ChangeKind) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)

    def __str__(self) -> str:
        """The changes, one to a line."""
        lines = [
            f"{heading} {each}" for kind, heading in _HEADINGS.items() for each in self._of(kind)
        ]
        return "\n".join(lines) or printable(f"no changes in {self._whose}")

    def __repr__(self) -> str:
        counts = [f"{len(self._of(kind))} {kind}" for kind in _HEADINGS if self._of(kind)]
        return angled("Changes", f"{self._whose}: {', '.join(counts) or 'none'}")

    @property
    def _whose(self) -> str:
        return self.provider or "the market"


def diff(old: Provider | Market, new: Provider | Market) -> Changes:
    """Compare two versions of a provider or a market, record by record and field by field.

    Two records are versions of the same record if their section and id are equal. Equal numbers in
    another form, and another order of the records, are no changes; another label of a date is one.

    Args:
        old: The old version.
        new: The new version.

    Raises:
        IncomparableError: The two are different providers, or a provider and a market.
        TypeError: Something else than a provider or a market is given.

    Examples:
        >>> from aiproviders import alibaba, diff
        >>> print(diff(alibaba, alibaba))
        no changes in alibaba
    """
    for each in (old, new):
        check_type(each, Provider, Market)
    if isinstance(old, Market) and isinstance(new, Market):
        return Changes(provider=None, changes=tuple(_market_changes(old, new)))
    if isinstance(old, Market) or isinstance(new, Market):
        msg = "a provider and a market are not two versions of one"
        raise IncomparableError(msg)
    if old.id != new.id:
        msg = f"{old.id} and {new.id} are two providers, not two versions of one"
        raise IncomparableError(msg)
    return Changes(provider=new.id, changes=tuple(_changes(old, new)))


def _market_changes(old: Market, new: Market) -> Iterator[Change]:
    for path, was, now in _differences(old.edition, new.edition, "edition"):
        yield Change(kind="corrected", section=path, id=now, before=was, after=now)
    before, after = ({lab.id: lab for lab in each} for each in (old, new))
    for id in dict.fromkeys([*after, *before]):
        was, now = before.get(id), after.get(id)
        if was is None:
            yield Change(kind="added", section="labs", id=id, after=now)
        elif now is None:
            yield Change(kind="withdrawn", section="labs", id=id, before=was)
        else:
            for each in _changes(was, now):
                yield evolve(each, provider=id)


def _changes(old: Provider, new: Provider) -> Iterator[Change]:
    for each in fields(Provider):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if each.name == "company" or each.name in SECTIONS:
            yield from _record_changes(each.name, _by_id(before), _by_id(after))
            continue
        for path, was, now in _differences(before, after, each.name):
            yield Change(
                kind="corrected", section="provider", id=new.id, path=path, before=was, after=now
            )


def _by_id(records: Any) -> dict[str, Record]:
    if isinstance(records, Record):
        return {records.id: records}
    return {record.id: record for record in records or ()}


def _record_changes(
    section: str, old: dict[str, Record], new: dict[str, Record]
) -> Iterator[Change]:
    for id in dict.fromkeys([*new, *old]):
        before, after = old.get(id), new.get(id)
        sources = _sources(old[id] if after is None else after)
        change = partial(Change, section=section, id=id, sources=sources)
        if before is None:
            yield change(kind="added", after=after)
        elif after is None:
            yield change(kind="withdrawn", before=before)
        else:
            for path, was, now in _differences(before, after, ""):
                part = _part(before if now is None else after, path)
                cited = _sources(part) if part is not None and part.citations else sources
                yield change(
                    kind="corrected", path=path, before=was, after=now, part=part, sources=cited
                )


def _part(record: Record, path: str) -> TokenPrice | Score | None:
    """Return the price or score that a path leads to or into."""
    found = _PART.match(path)
    part: TokenPrice | Score | None = found and getattr(record, found[1])[int(found[2])]
    return part


def _part_text(part: TokenPrice | Score) -> str:
    """Name a price or score by its terms, such as `price (batch, by azure)`."""
    if isinstance(part, Score):
        terms = (part.benchmark, part.version, part.harness, part.variant)
        return f"score ({', '.join(filter(None, terms))})"
    hours = "" if part.hours is None else f" at {part.hours}"
    return f"price ({', '.join(unusual_terms(part)) or part.plan}){hours}"


def _sources(cited: Record | TokenPrice | Score) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.id for each in references(cited) if each.of == "source"))


def _differences(before: Any, after: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield the path of each place where two values differ, with the old and the new value."""
    if _have_fields(before, after):
        for each in fields(cast("Any", type(before))):
            yield from _differences(
                getattr(before, each.name),
                getattr(after, each.name),
                f"{path}.{each.name}".removeprefix("."),
            )
    elif _have_items(before) or _have_items(after):
        yield from _item_differences(before, after, path)
    elif before != after or _label(before) != _label(after):
        yield path, before, after


def _have_fields(before: object, after: object) -> bool:
    """Whether two values are compared field by field; quantities only if their texts are equal."""
    return type(before) is type(after) and (
        isinstance(before, OneLine) or (isinstance(before, Quantity) and str(before) == str(after))
    )


def _have_items(values: Any) -> bool:
    """Whether values are compared item by item; a tuple of texts is compared as a whole."""
    match values:
        case (OneLine(), *_):
            return True
        case _:
            return False


def _item_differences(
    before: tuple[Any, ...], after: tuple[Any, ...], path: str
) -> Iterator[tuple[str, Any, Any]]:
    """Yield the differences of items, without those that stand in both.

    Of the others, those of the same terms are one item that was corrected. The position in a path
    is that in the new version; of an item that is gone, that in the old one.
    """
    pool: list[Any] = []
    old, new = ([_number(item, pool) for item in items] for items in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        groups: dict[Any, tuple[list[int], list[int]]] = {}
        for place in range(new_start, new_end):
            groups.setdefault(_terms(after[place]), ([], []))[1].append(place)
        for place in range(start, end):
            groups.setdefault(_terms(before[place]), ([], []))[0].append(place)
        for gone, come in groups.values():
            for was, now in zip_longest(gone, come):
                yield from _differences(
                    None if was is None else before[was],
                    None if now is None else after[now],
                    f"{path}[{was if now is None else now}]",
                )


def _number(item: Any, pool: list[Any]) -> int:
    """Return the position of an item in a pool, to which it is added if it is not there."""
    for position, each in enumerate(pool):
        if item == each and not any(_differences(item, each, "")):
            return position
    pool.append(item)
    return len(pool) - 1


def _terms(item: object) -> object:
    """Return what tells a price or score from others beside it; None of other items."""
    if isinstance(item, TokenPrice):
        return item.currency, item.hours, *unusual_terms(item)
    if isinstance(item, Score):
        return item.benchmark, item.version, item.harness, item.variant
    return None


def _label(value: object) -> str | None:
    return value.label if isinstance(value, Period) else None


def _markdown(text: str) -> str:
    """Return a text in Markdown, without a sign that Markdown would take."""
    return _MARKDOWN.sub(r"\\\1", text)


def _code(text: str) -> str:
    """Return a text as code in Markdown, between more backticks than it has in a row."""
    line = printable(text)
    fence = "`" * (max(map(len, re.findall("`+", line)), default=0) + 1)
    blank = " " if len(fence) > 1 else ""
    return f"{fence}{blank}{line}{blank}{fence}"


def exact_text(value: object) -> str:
    """Write the value of a field so that values that differ read differently: a date as EDTF."""
    match value:
        case None:
            return "not stated"
        case Decimal():
            return f"{value:f}"
        case Period(label=str(label)):
            return printable(f"{value.edtf} ({label})")
        case Period():
            return value.edtf
        case tuple():
            return ", ".join(map(exact_text, cast("tuple[object, ...]", value))) or "none"
        case _:
            return printable(str(value))
