"""List the differences between two versions of a provider."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import takewhile, zip_longest
from typing import Any, Literal, TypeAlias, cast

from attrs import evolve, fields, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import references, sealed
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.market import Market
from aiproviders._records.provider import SECTIONS, Provider
from aiproviders._records.record import Record
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, angled, printable
from aiproviders.errors import IncomparableError

ChangeKind: TypeAlias = Literal["corrected", "added", "withdrawn"]
"""Whether a record says something else than before, is new, or is gone."""

_HEADINGS: dict[ChangeKind, str] = {
    "corrected": "Corrected",
    "added": "Added",
    "withdrawn": "Withdrawn",
}
_MARKDOWN = re.compile(r"([\\`*_\[\]<&~|$])")


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
        sources: Ids of the sources that the record cites.
    """

    kind: ChangeKind
    section: str
    id: str
    provider: str | None = None
    path: str = ""
    before: object = None
    after: object = None
    sources: tuple[str, ...] = ()

    def to_markdown(self) -> str:
        """Return the change as an item of a Markdown list."""
        path = f"{_code(self.path)} " if self.path else ""
        words = _MARKDOWN.sub(r"\\\1", self._values_text)
        sources = f" ({', '.join(map(_code, self.sources))})" if self.sources else ""
        return f"- {self._place(_code(self.id))}: {path}{words}{sources}"

    def __str__(self) -> str:
        """The change in a line, such as `models a-1: prices[0].input was 1, now 2 (report)`."""
        path = f"{self.path} " if self.path else ""
        sources = f" ({', '.join(self.sources)})" if self.sources else ""
        return printable(f"{self._place(self.id)}: {path}{self._values_text}{sources}")

    def _place(self, id: str) -> str:
        words = (self.provider, self.section.replace("_", " "), id)
        return " ".join(word for word in words if word)

    @property
    def _values_text(self) -> str:
        if self.kind == "corrected":
            return f"was {exact_text(self.before)}, now {exact_text(self.after)}"
        return exact_text(self.after if self.kind == "added" else self.before)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Changes(Shown, Tabular, OneLine):
    """The differences between two versions of a provider or market; false if there are none.

    Iterating gives each `Change`: those of the provider's own fields, then section by section; of a
    market, lab by lab.

    Attributes:
        provider: Id of the provider; None of two markets.
        changes: The changes.
    """

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

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

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
                yield change(kind="corrected", path=path, before=was, after=now)


def _sources(record: Record) -> tuple[str, ...]:
    cited = (each.id for each in references(record) if each.of == "source")
    return tuple(dict.fromkeys(cited))


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
    """Yield the differences of items, without the equal items at the start and at the end."""
    head = _count_equal(before, after)
    before_rest, after_rest = before[head:], after[head:]
    tail = _count_equal(before_rest[::-1], after_rest[::-1])
    middle = zip_longest(
        before_rest[: len(before_rest) - tail], after_rest[: len(after_rest) - tail]
    )
    for position, (was, now) in enumerate(middle, head):
        yield from _differences(was, now, f"{path}[{position}]")


def _count_equal(before: tuple[Any, ...], after: tuple[Any, ...]) -> int:
    """Count the pairs of equal items before the first pair that differs."""
    pairs = zip(before, after, strict=False)
    return sum(1 for _ in takewhile(lambda pair: not any(_differences(*pair, "")), pairs))


def _label(value: object) -> str | None:
    return value.label if isinstance(value, Period) else None


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
