"""Views of results: price-performance, changes, gaps, comparisons and joined price catalogs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from attrs import evolve

from aiproviders._display.cells import (
    Cell,
    Table,
    Tone,
    View,
    citations_text,
    period_cell,
    quantity_cell,
    total_of,
    words_cell,
)
from aiproviders._display.field_cells import value_cell
from aiproviders._display.market_view import market_view
from aiproviders._format.bundled.vocabulary import shared_labels
from aiproviders._records.models.score import Score, with_error
from aiproviders._records.record import Citation
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import counted, in_words, listed

if TYPE_CHECKING:
    from aiproviders._analysis.compare import Comparison, ComparisonRow
    from aiproviders._analysis.diff import Change, ChangeKind, Changes
    from aiproviders._analysis.gaps import Gaps
    from aiproviders._analysis.join import Joined
    from aiproviders._analysis.ranking import PricePerformance, PricePerformanceRow

_SHOWN_TURNS = 3
_TONES: "dict[ChangeKind, Tone]" = {"added": "good", "withdrawn": "alarm", "corrected": "caution"}
_SHARED_PRICE = (
    "Variants of a model share its price per token, whatever number of tokens they use, so that "
    "no frontier is drawn; tokens={…} ranks them by cost per task."
)


def price_performance_view(result: "PricePerformance", limit: int | None) -> View:
    """Lay out models by value for money: a table, whether its order holds, what is left out.

    Args:
        result: The models.
        limit: The most of them that have a row; None for all.
    """
    several_providers = len({row.model.provider for row in result.rows}) > 1
    reporters = {row.reported_by for row in result.rows}
    (only_reporter,) = reporters if len(reporters) == 1 else (None,)
    with_frontier = all(row.on_frontier is not None for row in result.rows)
    price = "Cost" if result.per_task else "Price"
    header = (
        "Model",
        *(["Provider"] if several_providers else []),
        "Score",
        price,
        f"Score/{price.lower()}",
        f"{price}/point",
        *(["Frontier"] if with_frontier else []),
        *([] if only_reporter else ["Reported by"]),
    )
    rows = [
        (
            Cell(_row_name(row)),
            *([Cell(row.model.provider)] if several_providers else []),
            quantity_cell(row.score)._replace(
                text=with_error(row.score, row.standard_error),
                details=_score_citations(row, result.benchmark),
                inferred=_inferred(row, "score."),
            ),
            _price_cell(row.price, row.list_price.citations)._replace(
                inferred=_inferred(row, "price.")
            ),
            _number_cell(row.score_per_price),
            _number_cell(row.price_per_point),
            *([_frontier_cell(row)] if with_frontier else []),
            *([] if only_reporter else [words_cell(row.reported_by)]),
        )
        for row in result.rows[:limit]
    ]
    numbers = tuple(range(header.index("Score"), header.index("Score") + 4))
    table = Table(header, tuple(rows), numbers, total=total_of(result.rows, limit))
    benchmark = shared_labels().get(result.benchmark, result.benchmark)
    notes = _order_lines(result) if rows else ["No model has a price and a score."]
    reporter = f"reported by {only_reporter}" if only_reporter else ""
    if how := ", ".join(filter(None, (result.conditions, reporter))):
        notes.append(f"Scores: {how}.")
    notes += _precision_lines(result)
    if result.on:
        notes.append(f"Prices as of {result.on}.")
        if early := _perhaps_not_out(result, result.on):
            notes.append(f"Perhaps not out yet, as no release date is stated: {listed(early)}.")
    if retired := [row.model.name for row in result.rows if row.retired]:
        notes.append(f"No longer on sale: {listed(retired)}.")
    if result.newer:
        names = listed(model.name for model in result.newer)
        notes.append(f"On sale, and newer than the last run: {names}.")
    if result.undated:
        names = listed(model.name for model in result.undated)
        notes.append(f"On sale, and perhaps newer, as no release date is stated: {names}.")
    notes += [f"{row.model.name}: {row.price_change}." for row in result.rows if row.price_change]
    if result.excluded:
        worded = "; ".join(f"{reason} ({number})" for reason, number in result.reasons)
        notes.append(f"Left out: {worded}.")
    if result.unmatched:
        given = "Scores or tokens" if result.per_task else "Scores"
        notes.append(f"{given} for no model here: {', '.join(result.unmatched)}.")
    return View(
        title=", ".join(
            filter(
                None,
                (
                    f"Price-performance on {benchmark}",
                    "per task" if result.per_task else f"per million tokens, {result.mix}",
                    result.runs,
                ),
            )
        ),
        tables=(table,) if rows else (),
        notes=tuple(notes),
    )


def _perhaps_not_out(result: "PricePerformance", on: Period) -> list[str]:
    """Name the models in the table of which no release date says that they were out on a day."""
    models = [row.model for row in result.rows if row.model.first_seen is None]
    return [*{each.name: None for each in models if each.as_of and on.before(each.as_of)}]


def _precision_lines(result: "PricePerformance") -> Iterator[str]:
    """Word what dates and standard errors say of the scores."""
    undated = sum(row.date is None for row in result.rows)
    if result.runs and undated:
        yield f"{counted(undated, 'score')} without a date."
    if any(row.standard_error is not None for row in result.rows):
        yield "±: standard error."
    if result.close:
        pairs = listed(" and ".join(map(_row_name, pair)) for pair in result.close)
        yield f"Within 1.96 standard errors of the difference of their score/price: {pairs}."


def _frontier_cell(row: "PricePerformanceRow") -> Cell:
    return Cell("yes", tone="good") if row.on_frontier else Cell("no")


def _row_name(row: "PricePerformanceRow") -> str:
    return f"{row.model.name} ({row.variant})" if row.variant else row.model.name


def _inferred(row: "PricePerformanceRow", of: str) -> tuple[str, ...]:
    return tuple(name for name in row.inferred if name.startswith(of))


def _score_citations(row: "PricePerformanceRow", benchmark: str) -> str:
    """Return the citations of a score; none if the caller passed it in."""
    from aiproviders._analysis.comparability import CALLER

    return citations_text(
        citation
        for score in row.model.scores
        if row.reported_by != CALLER
        and score.benchmark == benchmark
        and score.quantity == row.score
        for citation in score.citations
    )


def _price_cell(price: Quantity, citations: Iterable[Citation]) -> Cell:
    """Return the cell of a price, without what it is per, which the title says."""
    cell = quantity_cell(price)
    text = cell.text.removesuffix(" per million tokens").removesuffix(" per task")
    return cell._replace(text=text, details=citations_text(citations))


def _number_cell(quantity: Quantity) -> Cell:
    """Return the cell of a number without its unit, which the headings say."""
    return quantity_cell(evolve(quantity, unit="1"))


def _order_lines(result: "PricePerformance") -> list[str]:
    from aiproviders._analysis.ranking import count_turns, turns_of

    if any(row.on_frontier is None for row in result.rows):
        return [_SHARED_PRICE]
    if len(result.rows) <= 1 or result.per_task:
        return []
    if result.order_holds is None:
        return ["Whether the order holds at every mix of input and output cannot be said."]
    if result.order_holds:
        return ["The order holds at every mix of input and output."]
    shown = islice(turns_of(result.rows), _SHOWN_TURNS)
    lines = [f"The order turns: {turn}." for turn in shown]
    more = count_turns(result.rows) - _SHOWN_TURNS
    return [*lines, f"There are {more:,} further turns."] if more > 0 else lines


def changes_view(changes: "Changes", limit: int | None) -> View:
    """Lay out changes: a row to each of the first, with the values before and after it."""
    header = ("Kind", "Section", "Id", "Field", "Before", "After", "Sources")
    of_labs = changes.provider is None
    rows = [
        (
            *((Cell(change.provider or ""),) if of_labs else ()),
            Cell(change.kind, tone=_TONES[change.kind]),
            Cell(change.section.replace("_", " ")),
            Cell(change.id),
            Cell(change.field_text),
            *(
                _side_cell(change, value, text)
                for value, text in zip((change.before, change.after), change.texts, strict=True)
            ),
            Cell(", ".join(change.source_names), details="\n".join(change.sources)),
        )
        for change in islice(changes, limit)
    ]
    table = Table(
        ("Lab", *header) if of_labs else header, tuple(rows), total=total_of(changes, limit)
    )
    return View(
        title=f"Changes in {changes.provider or 'the market'}",
        kind=counted(len(changes), "change"),
        tables=(table,) if rows else (),
    )


def _side_cell(change: "Change", value: object, text: str) -> Cell:
    """Return the cell of the value in one version, empty if that has no such record."""
    if value is None and change.kind != "corrected":
        return Cell("")
    return value_cell(value, {})._replace(text=text)


def gaps_view(gaps: "Gaps", limit: int | None) -> View:
    """Lay out gaps: fields not stated, the oldest facts, ids without a date or a reporter.

    Args:
        gaps: The gaps.
        limit: The most rows of each table; None for all.
    """
    unknown = [
        (each.provider, each.record_type, each.field, f"{each.unknown} of {each.total}")
        for each in gaps.unknown
    ]
    oldest = [(each.provider, each.section, each.date, each.id) for each in gaps.oldest]
    undated, unattributed = (
        [(provider, record.id) for record, provider in lacking.holders]
        for lacking in (gaps.undated, gaps.unattributed)
    )
    laid_out: tuple[tuple[tuple[str, ...], Sequence[tuple[str | Period, ...]]], ...] = (
        (("Record", "Field", "Not stated"), unknown),
        (("Section", "Oldest", "Record"), oldest),
        ((f"{counted(len(undated), 'record')} without a date",), undated),
        ((f"{counted(len(unattributed), 'record')} without a reporter",), unattributed),
    )
    several = len(gaps.providers) > 1
    tables = (_gaps_table(header, rows, limit, several=several) for header, rows in laid_out)
    shown = tuple(table for table in tables if table.rows)
    return View(
        title=f"What the sources of {listed(gaps.providers)} leave open",
        tables=shown,
        notes=() if shown else ("Nothing.",),
    )


def _gaps_table(
    header: tuple[str, ...],
    rows: Sequence[tuple[str | Period, ...]],
    limit: int | None,
    *,
    several: bool,
) -> Table:
    """Return a table of rows that begin with the id of a provider, which is shown of several."""
    header = ("Provider", *header)[not several :]
    return Table(
        header,
        tuple(
            tuple(
                period_cell(each) if isinstance(each, Period) else Cell(each)
                for each in row[not several :]
            )
            for row in rows[:limit]
        ),
        tuple(position for position, name in enumerate(header) if name == "Not stated"),
        total=total_of(rows, limit),
    )


def comparison_view(comparison: "Comparison[Any]", limit: int | None) -> View:
    """Lay out a comparison: a row to each field, with its values and whether they differ.

    Rows that compare nothing come last. The sources of a whole record stand in its first cell, and
    those of its price in the first cell of the price.
    """
    ordered = sorted(comparison, key=lambda row: row.differs is None)
    firsts: dict[str, ComparisonRow] = {}
    for row in ordered:
        firsts.setdefault(row.field.rpartition(".")[0], row)
    rows = [
        (
            Cell(row.field.replace("_", " ")),
            *(
                value_cell(value.quantity if isinstance(value, Score) else value, {})._replace(
                    text=text,
                    details=citations_text(
                        () if row is not first and citations == first.citations[side] else citations
                    ),
                )
                for first in [firsts[row.field.rpartition(".")[0]]]
                for side, (value, text, citations) in enumerate(
                    zip(row.values, row.texts, row.citations, strict=True)
                )
            ),
            Cell(row.verdict, tone="caution" if row.verdict == "differs" else ""),
        )
        for row in ordered[:limit]
    ]
    headings = comparison.headings
    table = Table(("Field", *headings, "Verdict"), tuple(rows), total=total_of(ordered, limit))
    return View(
        title=in_words(headings),
        kind=f"{len(comparison.differences)} of {len(comparison)} fields differ",
        tables=(table,) if rows else (),
        notes=comparison.places,
    )


def joined_view(joined: "Joined", limit: int | None) -> View:
    """Lay out a join: a row to each of the first pairs, then the models of one side alone."""
    rows = [
        (
            Cell(pair.model.id),
            Cell(pair.other.id),
            Cell(pair.ground),
            Cell(", ".join(name.replace("_", " ") for name in pair.filled)),
            Cell("; ".join(f"{row.field}: {' / '.join(row.texts)}" for row in pair.differences)),
        )
        for pair in joined.pairs[:limit]
    ]
    header = ("Here", "There", "On the ground that", "Taken over", "Differs")
    table = Table(header, tuple(rows), total=total_of(joined.pairs, limit))
    left = ", ".join(joined.only_here.ids) or "no model"
    return View(
        title=f"{joined.provider.id} and {joined.price_catalog}",
        kind=f"{counted(len(joined.pairs), 'model')} joined",
        tables=(table,) if rows else (),
        notes=(
            f"Here alone: {left}.",
            f"There alone: {counted(len(joined.only_there), 'model')}.",
        ),
    )


RESULT_VIEWS: dict[str, Callable[[Any, int | None], View]] = {
    "aiproviders._analysis.compare.Comparison": comparison_view,
    "aiproviders._analysis.diff.Changes": changes_view,
    "aiproviders._analysis.gaps.Gaps": gaps_view,
    "aiproviders._analysis.join.Joined": joined_view,
    "aiproviders._analysis.ranking.PricePerformance": price_performance_view,
    "aiproviders._records.market.Market": market_view,
}
"""The views by the full names of the classes, none of which is loaded to show another."""
