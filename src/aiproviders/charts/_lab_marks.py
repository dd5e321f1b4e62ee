"""Marks that tell labs apart, the legend of them, and the models that stand out."""

# Matplotlib leaves keyword arguments without a type.
# pyright: reportUnknownMemberType=false

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import chain, cycle, islice, repeat
from math import ceil, lcm
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from attrs import frozen
from matplotlib.lines import Line2D

from aiproviders._analysis.ranking import PricePerformance
from aiproviders._format.registry import market
from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._records.provider import Provider
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import quoted
from aiproviders.charts._axes import Colors, colors_for, points_to_pixels
from aiproviders.charts._captions import drawable_text, without_math
from aiproviders.errors import NotStatedError, UnknownIdError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import ColorType

Highlight: TypeAlias = Model | Provider | str | Iterable[Model | Provider | str]
"""Models and labs that stand out, or one: the record, or its id or another name."""

# Their number has no divisor in common with that of the colors: neighbors differ in both.
_SHAPES = ("o", "s", "^", "D", "v", "P", "X")
_NAME = 22  # characters
_ROW = 15  # points, the height of an entry of the legend


class Mark(NamedTuple):
    """How the models of a lab are drawn."""

    color: "ColorType"
    shape: str


@frozen
class Lab:
    """What finds a lab.

    Attributes:
        id: Its id.
        lookup_names: Its other names, that of the company first; none where the market lacks it.
    """

    id: str
    lookup_names: tuple[str, ...]

    def __str__(self) -> str:
        return next(iter(self.lookup_names), self.id)


def labs_of(models: Iterable[Model]) -> list[Lab]:
    """Return the labs of models, those with the most models first."""
    names = {lab.id: lab.lookup_names for lab in market()._labs.names}
    ids = Counter(model.provider for model in models)
    return [Lab(id, names.get(id, ())) for id, _ in ids.most_common()]


def lab_marks(labs: Iterable[Lab], colors: Colors) -> dict[Lab, Mark]:
    """Return a mark for each lab; where there are too many labs, the last of them share one."""
    different = lcm(len(colors.marks), len(_SHAPES))
    own = islice(zip(cycle(colors.marks), cycle(_SHAPES), strict=False), different)
    marks = chain((Mark(*pair) for pair in own), repeat(Mark(colors.muted, ".")))
    return dict(zip(labs, marks, strict=False))


def add_legend(axes: "Axes", marks: Mapping[Lab, Mark], lines: Iterable[Line2D]) -> None:
    """Put a legend of labs, and of lines with a label, to the right of axes."""
    entries = [
        Line2D(
            [],
            [],
            label=without_math(drawable_text(str(lab), lab.id, width=_NAME)),
            linestyle="none",
            marker=mark.shape,
            markersize=6,
            color=mark.color,
        )
        for lab, mark in marks.items()
    ]
    entries += lines
    rows = max(1, int(axes.bbox.height / points_to_pixels(axes, _ROW)))
    axes.legend(
        handles=entries,
        loc="upper left",
        bbox_to_anchor=(1, 1),
        borderaxespad=0,
        frameon=False,
        fontsize="small",
        labelspacing=0.35,
        labelcolor=colors_for(axes).text,
        ncols=ceil(len(entries) / rows),
    )


def standing_out(
    highlight: Highlight, records: Catalog[Model], result: PricePerformance
) -> set[int]:
    """Return the positions of the rows of a ranking whose models are to stand out.

    Args:
        highlight: The models and labs, by id, name or record.
        records: The models that were ranked.
        result: The ranking.

    Raises:
        UnknownIdError: No lab and no model is called so; the error carries suggestions.
        AmbiguousIdError: Several are called so.
        NotStatedError: A model or a lab has no row; the error says why.
        TypeError: Something else is given.
    """
    is_one = isinstance(highlight, str) or not isinstance(highlight, Iterable)
    given: Any = (highlight,) if is_one else highlight
    known: Catalog[Lab | Model] = Catalog(
        (*labs_of(records), *records),
        name="the labs and the models given",
        namespaces=records.namespaces,
        successors=records.successors,
    )
    rows = [row.model for row in result.rows]
    found = set[int]()
    for each in given:
        check_type(each, str, Model, Provider)
        record = known[each] if isinstance(each, str) else each
        matching = _matching(record)
        own = [position for position, model in enumerate(rows) if matching(model)]
        if not own:
            reasons = Counter(every.reason for every in result.excluded if matching(every.model))
            if not reasons:
                raise UnknownIdError(record.id, known.name, known._suggestions(record.id))
            worded = "; ".join(reason for reason, _ in reasons.most_common())
            msg = f"nothing to highlight for {quoted(str(record))}: {worded}"
            raise NotStatedError(msg)
        found.update(own)
    return found


def _matching(record: Lab | Model | Provider) -> Callable[[Model], bool]:
    """Return what tells whether a model is the one of a record, or by the lab of it."""
    if isinstance(record, Model):
        return lambda model: (model.provider, model.id) == (record.provider, record.id)
    return lambda model: model.provider == record.id
