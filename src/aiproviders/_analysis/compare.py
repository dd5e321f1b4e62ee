"""Two models, or two statements about one, side by side."""

from collections.abc import Container, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast

from attrs import evolve, fields, frozen

from aiproviders._analysis.audit.conflict import printing
from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import sealed
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.model import Model, Score, list_price
from aiproviders._records.price import RATES, TokenPrice
from aiproviders._records.record import Citation, Record
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.text import OneLine, angled, shorten, stated_fields

C = TypeVar("C", bound=Record | Score | TokenPrice)
Part: TypeAlias = tuple[str, Any, tuple[Citation, ...]]

_OF_THE_RECORD = ("id", "note", "citations")
_OF_THE_SCORE = ("benchmark", "version", "quantity", *_OF_THE_RECORD)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class ComparisonRow(OneLine):
    """What two records say in one field.

    Attributes:
        field: Path of the field, such as `context_window`, `price.input` (of the list price) or
            `scores.swe-bench-verified`.
        first: What the first says, as the record holds it; a price is a `Quantity` per million
            tokens. None where it says nothing.
        second: What the second says.
        differs: Whether the two are not the same; None where one of them says nothing. Numbers
            are the same if value, unit and comparator are, dates if their EDTF texts are, and
            several values in whatever order.
        consistent: Whether both can be so: the bounds of numbers or the days of dates overlap.
            None of anything else, and where the units differ.
        first_citations: Where the first says so; the places that print the figure, if any do.
        second_citations: Where the second says so.
    """

    field: str
    first: Any
    second: Any
    differs: bool | None
    consistent: bool | None
    first_citations: tuple[Citation, ...] = ()
    second_citations: tuple[Citation, ...] = ()

    @property
    def texts(self) -> tuple[str, str]:
        """What either says, in words; `not stated` where it says nothing."""
        return _worded(self.first), _worded(self.second)

    @property
    def verdict(self) -> str:
        """Whether the two differ: `same`, `may be the same`, `differs` or `unknown`."""
        if self.differs is None:
            return "unknown"
        if not self.differs:
            return "same"
        return "may be the same" if self.consistent else "differs"

    def __str__(self) -> str:
        first, second = self.texts
        return f"{self.field}: {first}, {second} ({self.verdict})"


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Comparison(Shown, Tabular, OneLine, Generic[C]):
    """Two records side by side, field by field; printing it shows a table.

    Iterating gives each `ComparisonRow`.

    Attributes:
        first: The first.
        second: The second.
        rows: The fields that either of them states, in the order of their class.
    """

    first: C
    second: C
    rows: tuple[ComparisonRow, ...]

    @property
    def differences(self) -> tuple[ComparisonRow, ...]:
        """The rows in which the two state something different."""
        return tuple(row for row in self.rows if row.differs)

    @property
    def headings(self) -> tuple[str, str]:
        """What the two are called: their ids, or else what they say."""
        return _heading(self.first), _heading(self.second)

    def __iter__(self) -> Iterator[ComparisonRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def places(self) -> tuple[str, str]:
        """Where either stands: its sources, each with the sections."""
        first, second = self.headings
        return (
            _places(first, (each for row in self.rows for each in row.first_citations)),
            _places(second, (each for row in self.rows for each in row.second_citations)),
        )

    def __str__(self) -> str:
        from aiproviders._display.plain_text import plain  # noqa: PLC0415 - for show only
        from aiproviders._display.views import view  # noqa: PLC0415 - for show only

        return plain(view(self), width=80)

    def __repr__(self) -> str:
        first, second = self.headings
        counts = f"{len(self.differences)} of {len(self.rows)} fields differ"
        return angled("Comparison", f"{shorten(first, 30)} and {shorten(second, 30)}: {counts}")


def compare(first: C, second: C) -> Comparison[C]:
    """Put two models, or two statements of one kind, side by side.

    Every field that either states is a row; of a model its list price and its scores by benchmark
    too. `id`, `note` and `citations` say something of a record, not of what it is about, and are
    left out.

    Args:
        first: A record, a score or a price.
        second: Another of the same kind.

    Raises:
        TypeError: The two are of different kinds, or not records, scores or prices.

    Examples:
        >>> from aiproviders import alibaba, compare
        >>> compared = compare(alibaba.models["qwen3.6"], alibaba.models["qwen3.7-max"])
        >>> compared
        <Comparison qwen3.6 and qwen3.7-max: 8 of 17 fields differ>
        >>> print(compared.differences[1])
        released: April 2026, May 2026 (differs)
    """
    for each in (first, second):
        if not isinstance(each, Record | Score | TokenPrice):
            msg = f"two records, scores or prices can be compared, got {each!r}"
            raise TypeError(msg)
    if type(first) is not type(second):
        kinds = f"a {type(first).__name__} and a {type(second).__name__}"
        msg = f"{kinds} are no two statements of one kind; compare two of either"
        raise TypeError(msg)
    ours, theirs = _statements(first), _statements(second)
    rows = [
        (statement.position, _row(path, ours.get(path), theirs.get(path)))
        for path, statement in (ours | theirs).items()
        if any(path in side and side[path].tells for side in (ours, theirs))
    ]
    ordered = sorted(rows, key=lambda row: row[0])
    return Comparison(first=first, second=second, rows=tuple(row for _, row in ordered))


class _Statement(NamedTuple):
    position: int
    """Which field of its class it belongs to."""
    tells: bool
    """Whether it says more than the default."""
    value: Any
    citations: tuple[Citation, ...]


def _statements(told: Record | Score | TokenPrice) -> dict[str, _Statement]:
    """What each field says, by path, left out those that say nothing."""
    telling = stated_fields(told)
    return {
        path: _Statement(position, each.name in telling, value, citations)
        for position, each in enumerate(fields(cast("Any", type(told))))
        if each.name not in _OF_THE_RECORD
        for path, value, citations in _parts(told, each.name, told.citations)
    }


def _parts(told: Any, name: str, citations: tuple[Citation, ...]) -> Iterator[Part]:
    """The values of a field by path, each with where it stands."""
    value = getattr(told, name)
    if value in (None, ()):
        return
    if isinstance(told, Model) and name == "prices":
        yield from _price_parts(told)
    elif isinstance(told, Model) and name == "scores":
        yield from _score_parts(told)
    elif isinstance(told, TokenPrice) and name in RATES:
        yield name, Quantity(value=value, unit=told.unit), citations
    elif isinstance(value, OneLine):
        yield from _nested_parts(name, value, citations)
    else:
        yield (
            name,
            value,
            (printing(citations, value) if isinstance(value, Quantity) else citations),
        )


def _nested_parts(
    path: str, value: OneLine, citations: tuple[Citation, ...], left_out: Container[str] = ()
) -> Iterator[Part]:
    for name in stated_fields(value):
        if name not in left_out:
            for inner, part, where in _parts(value, name, citations):
                yield f"{path}.{inner}", part, where


def _price_parts(model: Model) -> Iterator[Part]:
    """The fields of the list price, then the prices that are not it."""
    listed = list_price(model)
    if listed is not None:
        where = listed.citations or model.citations
        yield from _nested_parts("price", listed, where, _OF_THE_RECORD)
    others = tuple(price for price in model.prices if price != listed)
    if others:
        yield "prices", others, _cited(others) or model.citations


def _score_parts(model: Model) -> Iterator[Part]:
    """The scores by benchmark and version; several on one stay together."""
    by_test: dict[str, tuple[Score, ...]] = {}
    for score in model.scores:
        test = " ".join(filter(None, ("scores." + score.benchmark, score.version)))
        by_test[test] = (*by_test.get(test, ()), score)
    for path, scores in by_test.items():
        where = _cited(scores) or model.citations
        match scores:
            case (score,):
                yield path, score.quantity, where
                yield from _nested_parts(path, score, where, _OF_THE_SCORE)
            case _:
                yield path, scores, where


def _cited(stated: Iterable[Score | TokenPrice]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for each in stated for citation in each.citations))


def _row(path: str, ours: _Statement | None, theirs: _Statement | None) -> ComparisonRow:
    return ComparisonRow(
        field=path,
        first=ours and ours.value,
        second=theirs and theirs.value,
        differs=_differs(ours.value, theirs.value) if ours and theirs else None,
        consistent=_consistent(ours.value, theirs.value) if ours and theirs else None,
        first_citations=ours.citations if ours else (),
        second_citations=theirs.citations if theirs else (),
    )


def _differs(first: Any, second: Any) -> bool:
    return bool(_comparable(first) != _comparable(second))


def _comparable(value: Any) -> Any:
    if isinstance(value, Quantity):
        return evolve(value, decimals=None, interval=None)
    return frozenset(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value


def _consistent(first: Any, second: Any) -> bool | None:
    """Whether both can be so; None where that means nothing."""
    match first, second:
        case Quantity(), Quantity():
            return first.consistent_with(second) if first.unit == second.unit else None
        case Period(), Period():
            return first.overlaps(second)
        case _:
            return None


def _worded(value: object) -> str:
    match value:
        case None:
            return "not stated"
        case tuple():
            return ", ".join(map(_worded, cast("tuple[object, ...]", value)))
        case Quantity(value=number, unit=unit) if not number and unit.endswith("/Mtok"):
            return "free"
        case _:
            return str(value)


def _heading(told: Record | Score | TokenPrice) -> str:
    return told.id if isinstance(told, Record) else str(told)


def _places(heading: str, citations: Iterable[Citation]) -> str:
    sections: dict[str, dict[str | None, None]] = {}
    for each in citations:
        sections.setdefault(each.source, {})[each.section] = None
    places = [
        ": ".join(filter(None, (source, "; ".join(filter(None, found)))))
        for source, found in sections.items()
    ]
    return f"{heading} stands in {' / '.join(places) or 'no source'}."
