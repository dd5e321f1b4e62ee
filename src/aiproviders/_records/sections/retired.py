"""Ids that no record has any more."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Self, Unpack

from attrs import field, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import as_period, sealed
from aiproviders._records.record import Record
from aiproviders._values.late_types import late
from aiproviders._values.period import Period
from aiproviders._values.wording import printable

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import RetiredIdFields
else:
    RetiredIdFields = late("aiproviders._records.lookup.record_fields", "RetiredIdFields")


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class RetiredId(Record):
    """An id that no record has any more, and where to look instead.

    Attributes:
        successor: Id of the record that answers to it now; it may have been retired later.
        since: When it was retired.
    """

    successor: str
    since: Period | None = field(default=None, converter=as_period)

    def __str__(self) -> str:
        """Both ids, such as `rocket-one is now rocket-1`."""
        return printable(f"{self.id} is now {self.successor}")


class RetiredIds(Catalog[RetiredId]):
    """A catalog of ids that no record has any more."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[RetiredId], object] | None" = None,
        /,
        **fields: "Unpack[RetiredIdFields]",
    ) -> Self:
        return super().where(predicate, **fields)
