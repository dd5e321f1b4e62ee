"""Records of facts: figures, events, claims, entities, sources, and what all have in common."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

from attrs import field, frozen

from aiproviders._records.display_methods import Plain, Shown
from aiproviders._records.fields import (
    SOURCE_ID,
    as_texts,
    as_tuple,
    sealed,
)
from aiproviders._records.on_touch import OnTouch
from aiproviders._values.number import Comparator
from aiproviders._values.wording import OneLine, angled, printable

Preference: TypeAlias = Literal["preferred", "normal", "deprecated"]
"""Which of several statements on one question to use, in Wikidata's ranks."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Citation(OneLine):
    """Where a statement stands.

    Attributes:
        source: Id of the source.
        section: Heading of the section in it.
        locator: Place within the section, such as a page or a row of a table.
        text: The figure as printed there.
        comparator: How the figure is stated there, where that differs from the record.
    """

    source: str = field(metadata=SOURCE_ID)
    section: str | None = None
    locator: str | None = None
    text: str | None = None
    comparator: Comparator | None = None

    def __str__(self) -> str:
        parts = (self.source, self.section, self.locator)
        return printable(", ".join(part for part in parts if part))


def as_citations(values: Iterable[Citation]) -> tuple[Citation, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Record(Plain, Shown, OnTouch, OneLine):
    """What all kinds of facts have in common.

    Attributes:
        id: Name of the record, unique within its provider.
        note: What a reader should know of it.
        citations: Where it stands.
        inferred: Names of the fields that the source leaves to convention.
    """

    id: str
    note: str | None = None
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    inferred: tuple[str, ...] = field(default=(), converter=as_texts)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        """Other names that a catalog finds the record by."""
        return ()

    def __str__(self) -> str:
        return printable(self.lookup_names[0] if self.lookup_names else self.id)

    def __repr__(self) -> str:
        return angled(type(self).__name__, f"{self.id}: {self}")
