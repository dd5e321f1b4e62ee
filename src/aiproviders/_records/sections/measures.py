"""What the figures measure."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, Unpack

from attrs import field, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import MEASURE_ID, as_texts, sealed
from aiproviders._records.record import Record
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.units import is_listed

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import MeasureFields
else:
    MeasureFields = late("aiproviders._records.lookup.record_fields", "MeasureFields")

MeasureKind: TypeAlias = Literal["instant", "duration"]
"""Whether a measure holds at an instant or over a duration."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Measure(Record):
    """What metrics measure.

    Attributes:
        label: What people call it.
        aliases: Other names in use, such as `MAU`.
        kind: Whether it holds at an instant or over a duration.
        units: Units that its figures may have; `currency` stands for every ISO 4217 code.
        growth_of: Id of the measure whose growth this is.
    """

    label: str
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    kind: MeasureKind
    units: tuple[str, ...] = field(converter=as_texts)
    growth_of: str | None = field(default=None, metadata=MEASURE_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)

    def allows(self, unit: str) -> bool:
        """Return whether a figure of this measure may have a unit.

        Args:
            unit: A unit, such as `user`, `%` or `USD`.
        """
        check_type(unit, str)
        return is_listed(unit, self.units)


class Measures(Catalog[Measure]):
    """A catalog of what metrics measure."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Measure], object] | None" = None,
        /,
        **fields: "Unpack[MeasureFields]",
    ) -> Self:
        return super().where(predicate, **fields)
