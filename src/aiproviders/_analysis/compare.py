"""Compare records, scores or prices field by field."""

import warnings
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar, cast, overload

from attrs import fields, frozen

from aiproviders._analysis.audit.conflict import citations_that_print
from aiproviders._format.registry import model_called
from aiproviders._records.display_methods import ShownAsText
from aiproviders._records.fields import sealed
from aiproviders._records.frame_methods import Rows, Tabular
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score, at_worst, with_error
from aiproviders._records.prices.price import PriceTier, TokenPrice, amount_text
from aiproviders._records.prices.price_in_force import find_price
from aiproviders._records.prices.use_kinds import KINDS, RATES
from aiproviders._records.record import Citation, Record
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.quantity_text import DENOMINATORS
from aiproviders._values.wording import (
    OneLine,
    angled,
    counted,
    in_words,
    listed,
    printable,
    quoted,
    shorten,
    stated_fields,
)

C = TypeVar("C", bound=Record | Score | TokenPrice)
FieldValue: TypeAlias = tuple[str, Any, tuple[Citation, ...]]
"""Path of a field, its value and its citations."""

_ABOUT_THE_RECORD = ("id", "note", "citations")
_MOST_PRICES = 2  # that are written out in one cell
_FEWEST = 2
_HEADINGS = 55  # characters of all names in a repr
_RATE_WORDS = {"input": "in", "output": "out", "cache_read": "cache read"}
_NAMED = 4  # of which so many have room


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class ComparisonRow(OneLine):
    """The values of one field in two records or more.

    Attributes:
        field: Path of the field, such as `context_window`, `price.input` (of the list price) or
            `scores.swe-bench-verified`.
        values: The value in each, as the record holds it; a price is a `Quantity` per million
            tokens, a score a `Score`, and tiers are texts. None where it is not stated.
        differs: Whether two of the values are not the same; None where all that are stated are, and
            one is not stated. Numbers are the same if value, unit and comparator are, and of ranges
            both ends and whether the upper one is excluded; scores if their results are, dates if
            their EDTF texts are, and several values in any order.
        consistent: Whether any two of the values can both be right: the bounds of numbers or the
            days of dates overlap. None for other values, and where the units differ.
        citations: The citations of each value; those that print the figure, if any do.
    """

    field: str
    values: tuple[object, ...]
    differs: bool | None
    consistent: bool | None
    citations: tuple[tuple[Citation, ...], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The values as text; `not stated` where there is none."""
        return tuple(map(comparison_text, self.values))

    @property
    def verdict(self) -> str:
        """The result in words: `same`, `may be the same`, `differs` or `unknown`."""
        if self.differs is None:
            return "unknown"
        if not self.differs:
            return "same"
        return "may be the same" if self.consistent else "differs"

    def __str__(self) -> str:
        return printable(f"{self.field}: {', '.join(self.texts)} ({self.verdict})")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Comparison(Rows[ComparisonRow], ShownAsText, Tabular, OneLine, Generic[C]):
    """Records side by side, field by field; printing it shows a table.

    Iterating gives each `ComparisonRow`.

    Attributes:
        compared: The records, scores or prices.
        rows: The fields that at least one of them states, in the order of their class.
    """

    compared: tuple[C, ...]
    rows: tuple[ComparisonRow, ...]

    @property
    def differences(self) -> tuple[ComparisonRow, ...]:
        """The rows in which several state a value, and the values differ."""
        return tuple(row for row in self.rows if row.differs)

    @property
    def headings(self) -> tuple[str, ...]:
        """Names of what is compared: the ids of records, and the texts of scores and prices."""
        return tuple(map(_heading, self.compared))

    @property
    def places(self) -> tuple[str, ...]:
        """The sources of each, with the sections, as a sentence."""
        return tuple(
            _places_text(heading, (each for row in self.rows for each in row.citations[side]))
            for side, heading in enumerate(self.headings)
        )

    def __repr__(self) -> str:
        named = self.headings
        if len(named) > _NAMED:
            named = (*named[: _NAMED - 1], f"{len(named) - _NAMED + 1} more")
        names = in_words(shorten(name, _HEADINGS // len(named)) for name in named)
        counts = f"{len(self.differences)} of {len(self.rows)} fields differ"
        return angled("Comparison", f"{shorten(names, _HEADINGS + 5)}: {counts}")


@overload
def compare(*records: Model | str) -> Comparison[Model]: ...
@overload
def compare(*records: C) -> Comparison[C]: ...
def compare(*records: Record | Score | TokenPrice | str) -> Comparison[Any]:
    """Compare two or more records, scores or prices of one class field by field.

    Every field that at least one of them states is a row; models also have rows for their list
    price and for their scores by benchmark. `id`, `note` and `citations` are about the record
    itself and are left out.

    Args:
        *records: Records, scores or prices of one class. A text is a model of the market, by id,
            alias or name, as `find_model` finds it.

    Raises:
        TypeError: They are of different classes, are not records, scores or prices, or are fewer
            than two.
        UnknownIdError: No model of the market is called so; the error carries suggestions.
        AmbiguousIdError: Several models of the market are called so.

    Warns:
        ChangedNameWarning: A name has stood for several models, or stands for none now.

    Examples:
        >>> from aiproviders import TokenPrice, compare
        >>> old = TokenPrice(currency="USD", input=2, output=8)
        >>> print(compare(old, TokenPrice(currency="USD", input=1, output=8)).differences[0])
        input: $2 per million tokens, $1 per million tokens (differs)
        >>> compare("gpt-5.5", "claude-opus-4-5", "qwen3.7-max").headings
        ('gpt-5.5', 'claude-opus-4-5', 'qwen3.7-max')
    """
    found = [*map(_record, records)]
    if len(found) < _FEWEST:
        msg = f"two or more records are compared, got {counted(len(found), 'record')}"
        raise TypeError(msg)
    first, *others = found
    for each in others:
        if type(each) is not type(first):
            kinds = f"a {type(first).__name__} and a {type(each).__name__}"
            msg = f"{kinds} are no statements of one kind; compare those of either"
            raise TypeError(msg)
    sides = [_statements(each) for each in found]
    positions = {path: each.position for side in sides for path, each in side.items()}
    rows = [
        _row(path, [side.get(path) for side in sides])
        for path in sorted(positions, key=positions.__getitem__)
        if any(path in side and side[path].is_stated for side in sides)
    ]
    return Comparison(compared=tuple(found), rows=tuple(rows))


def _record(given: object) -> Record | Score | TokenPrice:
    if isinstance(given, str):
        model, warning = model_called(given)
        if warning is not None:
            warnings.warn(warning, stacklevel=3)
        return model
    if not isinstance(given, Record | Score | TokenPrice):
        msg = (
            "records, scores, prices and names of models can be compared, one after another as in "
            f"compare(a, b, c), got {quoted(given)}"
        )
        raise TypeError(msg)
    return given


class _Statement(NamedTuple):
    """The value of a field.

    Attributes:
        position: Position of the field in its class.
        is_stated: Whether the value is another than the default.
        value: The value.
        citations: Its citations.
    """

    position: int
    is_stated: bool
    value: Any
    citations: tuple[Citation, ...]


def _statements(record: Record | Score | TokenPrice) -> dict[str, _Statement]:
    """Return the values of the fields by path, without those that are None or empty."""
    stated = stated_fields(record)
    return {
        path: _Statement(position, each.name in stated, value, citations)
        for position, each in enumerate(fields(cast("Any", type(record))))
        if each.name not in _ABOUT_THE_RECORD
        for path, value, citations in _field_values(record, each.name, record.citations)
    }


def _field_values(record: Any, name: str, citations: tuple[Citation, ...]) -> Iterator[FieldValue]:
    """Yield the values of a field; one that holds fields itself gives several."""
    value = getattr(record, name)
    if value in (None, ()):
        return
    if isinstance(record, Model) and name == "prices":
        yield from _price_values(record)
    elif isinstance(record, Model) and name == "scores":
        yield from _score_values(record)
    elif isinstance(record, TokenPrice) and name in KINDS:
        yield name, Quantity(value=value, unit=f"{record.currency}/{KINDS[name].unit}"), citations
    elif isinstance(record, TokenPrice) and name == "tiers":
        yield name, tuple(_tier_text(tier, record.currency) for tier in record.tiers), citations
    elif isinstance(record, Score) and name == "standard_error":
        yield name, Quantity(value=value, unit=record.quantity.unit), citations
    elif isinstance(value, OneLine):
        yield from _nested_values(name, value, citations)
    elif isinstance(value, Quantity):
        yield name, value, citations_that_print(value, citations)
    else:
        yield name, value, citations


def _tier_text(tier: PriceTier, currency: str) -> str:
    """Word a tier, such as `$10 in, $45 out above 272,000 input tokens`."""
    rates = [
        f"{amount_text(rate, currency)} {_RATE_WORDS.get(kind) or f'per {KINDS[kind].meaning}'}"
        for kind in RATES
        if (rate := getattr(tier, kind)) is not None
    ]
    begin = "from" if tier.inclusive else "above"
    return f"{', '.join(rates)} {begin} {tier.threshold:,} input tokens"


def _nested_values(
    path: str, value: OneLine, citations: tuple[Citation, ...], left_out: Container[str] = ()
) -> Iterator[FieldValue]:
    for name in stated_fields(value):
        if name not in left_out:
            for inner_path, inner_value, places in _field_values(value, name, citations):
                yield f"{path}.{inner_path}", inner_value, places


def _price_values(model: Model) -> Iterator[FieldValue]:
    """Yield the fields of the list price, then all other prices as one value."""
    listed = find_price(model).price
    if listed is not None:
        places = listed.citations or model.citations
        yield from _nested_values("price", listed, places, _ABOUT_THE_RECORD)
    others = tuple(price for price in model.prices if price != listed)
    if others:
        yield "prices", others, _all_citations(others) or model.citations


def _score_values(model: Model) -> Iterator[FieldValue]:
    """Yield the scores by benchmark, version and harness.

    Of several variants the best has the row, and the others are one value below it; several scores
    of one variant are one value, as nothing tells which counts.
    """
    by_path: dict[str, tuple[Score, ...]] = {}
    for score in model.scores:
        harness = score.harness and f"({score.harness})"
        path = " ".join(filter(None, ("scores." + score.benchmark, score.version, harness)))
        by_path[path] = (*by_path.get(path, ()), score)
    for path, scores in by_path.items():
        if len({(score.variant, score.quantity.unit) for score in scores}) < len(scores):
            yield path, scores, _all_citations(scores) or model.citations
            continue
        best, *others = sorted(scores, key=at_worst, reverse=True)
        places = best.citations or model.citations
        yield path, best, places
        if others:
            yield f"{path}.other variants", tuple(others), _all_citations(others) or places


def _all_citations(statements: Iterable[Score | TokenPrice]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for each in statements for citation in each.citations))


def _row(path: str, sides: Sequence[_Statement | None]) -> ComparisonRow:
    stated = [side.value for side in sides if side is not None]
    return ComparisonRow(
        field=path,
        values=tuple(side and side.value for side in sides),
        differs=_differ(stated, are_all=len(stated) == len(sides)),
        consistent=_all_consistent(stated),
        citations=tuple(side.citations if side else () for side in sides),
    )


def _differ(stated: Sequence[Any], *, are_all: bool) -> bool | None:
    """Whether values differ; None where those stated are the same, and not all are stated."""
    if any(_comparison_key(each) != _comparison_key(stated[0]) for each in stated):
        return True
    return False if are_all else None


def _all_consistent(stated: Sequence[Any]) -> bool | None:
    """Whether any two values can both be right; None of one alone, and where that is not known."""
    bounded = [each for each in stated if isinstance(each, Score | Quantity | Period)]
    is_known = len(bounded) == len(stated) > 1
    for one, other in combinations(dict.fromkeys(bounded), 2):
        consistent = _consistent(one, other)
        if consistent is False:
            return False
        is_known = is_known and consistent is True
    return True if is_known else None


def _comparison_key(value: Any) -> Any:
    if isinstance(value, Score):
        value = value.quantity
    if isinstance(value, Quantity):
        upper = value.bounds[1] if value.comparator == "range" else None
        return value.value, value.unit, value.comparator, upper, value.exclusive
    return frozenset(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value


def _consistent(first: Any, second: Any) -> bool | None:
    """Whether two values of a field can both be right; None of amounts in different units."""
    if isinstance(first, Score):
        first, second = first.quantity, second.quantity
    if isinstance(first, Quantity):
        return first.consistent_with(second) if first.unit == second.unit else None
    return bool(first.overlaps(second))


def comparison_text(value: object) -> str:
    """Return a value as a comparison shows it; `not stated` where there is none."""
    match value:
        case Score():
            return _score_text(value)
        case tuple():
            items = cast("tuple[object, ...]", value)
            of_prices = isinstance(items[0], TokenPrice)
            texts = map(_item_text, items)
            return listed(texts, _MOST_PRICES) if of_prices else ", ".join(texts)
        case Quantity(value=number, unit=unit) if (
            not number and unit.partition("/")[2] in DENOMINATORS
        ):
            return "free"
        case _:
            return "not stated" if value is None else str(value)


def _score_text(score: Score) -> str:
    """Word a score without its benchmark, such as `41.8 % ± 1.6 (32K), 9 May 2026, epoch-ai`."""
    result = with_error(score.quantity, score.standard_error)
    words = (
        f"{result} ({score.variant})" if score.variant else result,
        str(score.date or ""),
        score.reported_by,
        f"inferred: {', '.join(score.inferred)}" if score.inferred else "",
    )
    return ", ".join(filter(None, words))


def _item_text(item: object) -> str:
    if isinstance(item, Score):
        return f"{item.quantity} ({item.variant or 'not stated'})"
    return str(item)


def _heading(record: Record | Score | TokenPrice) -> str:
    return record.id if isinstance(record, Record) else str(record)


def _places_text(heading: str, citations: Iterable[Citation]) -> str:
    sections: dict[str, dict[str | None, None]] = {}
    for each in citations:
        sections.setdefault(each.source, {})[each.section] = None
    places = [
        ": ".join(filter(None, (source, "; ".join(filter(None, found)))))
        for source, found in sections.items()
        if "://" not in source
    ]
    if pages := len(sections) - len(places):
        places.append(counted(pages, "page"))
    return f"{heading} stands in {' / '.join(places) or 'no source'}."
