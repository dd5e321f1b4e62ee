"""Documents that facts are taken from."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, Unpack

from attrs import field, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import SOURCE_ID, as_period, as_texts, sealed
from aiproviders._records.record import Record
from aiproviders._values.late_types import late
from aiproviders._values.period import Period

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import SourceFields
else:
    SourceFields = late("aiproviders._records.lookup.record_fields", "SourceFields")

SourceKind: TypeAlias = Literal["primary", "secondary"]
"""Whether a source reports at first hand."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Source(Record):
    """A document that facts are taken from.

    Attributes:
        title: Its title.
        publisher: Who published it.
        url: Where it can be read.
        published: When it was published.
        accessed: When it was read.
        kind: Whether it reports at first hand.
        derived_from: Ids of the sources that it was made from; that it agrees with one of them, or
            with another one that was made from the same, confirms nothing.
    """

    title: str
    publisher: str | None = None
    url: str | None = None
    published: Period | None = field(default=None, converter=as_period)
    accessed: Period | None = field(default=None, converter=as_period)
    kind: SourceKind | None = None
    derived_from: tuple[str, ...] = field(default=(), converter=as_texts, metadata=SOURCE_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.title,)


class Sources(Catalog[Source]):
    """A catalog of documents that facts are taken from."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Source], object] | None" = None,
        /,
        **fields: "Unpack[SourceFields]",
    ) -> Self:
        return super().where(predicate, **fields)
