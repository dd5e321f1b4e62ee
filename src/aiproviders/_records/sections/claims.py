"""Judgements that sources make or pass on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, Unpack

from attrs import field, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import RECORD_ID, as_period, as_texts, sealed
from aiproviders._records.record import Record
from aiproviders._values.late_types import late
from aiproviders._values.period import Period

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import ClaimFields
else:
    ClaimFields = late("aiproviders._records.lookup.record_fields", "ClaimFields")

ClaimKind: TypeAlias = Literal[
    "advice", "comparison", "controversy", "finance", "first", "market-position", "organization",
    "outlook", "strategy", "strength", "weakness",
]  # fmt: skip
"""What kind of judgement a claim is."""

ClaimDirection: TypeAlias = Literal["ahead", "behind", "close", "mixed"]
"""How what a claim is about stands to what it is compared with; mixed is ahead and behind."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Claim(Record):
    """A judgement that a source makes or passes on; not a figure.

    Attributes:
        kind: What kind of judgement it is.
        title: The claim in a few words.
        description: More of it.
        date: When it holds, or since or until when; None where that is not stated.
        about: Ids of what it is about.
        direction: How what it is about stands to what it is compared with.
        compared_with: Ids of what it is compared with.
        said_by: Id of who makes it; None where nobody is named.
        first: What it claims to be the first of.
    """

    kind: ClaimKind
    title: str
    description: str | None = None
    date: Period | None = field(default=None, converter=as_period)
    about: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    direction: ClaimDirection | None = None
    compared_with: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    said_by: str | None = field(default=None, metadata=RECORD_ID)
    first: str | None = None

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.title,)


class Claims(Catalog[Claim]):
    """A catalog of judgements that sources make or pass on."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Claim], object] | None" = None,
        /,
        **fields: "Unpack[ClaimFields]",
    ) -> Self:
        return super().where(predicate, **fields)
