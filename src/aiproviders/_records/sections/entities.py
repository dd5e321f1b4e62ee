"""What is named and is not the provider's own."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, Unpack

from attrs import field, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import RECORD_ID, as_texts, country_codes, sealed
from aiproviders._records.record import Record
from aiproviders._values.late_types import late

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import EntityFields
else:
    EntityFields = late("aiproviders._records.lookup.record_fields", "EntityFields")

EntityKind: TypeAlias = Literal[
    "analyst", "commission", "company", "critic", "group", "lab", "law", "model", "model-family",
    "platform", "policy", "publisher", "regulator", "tool",
]  # fmt: skip
"""What a named thing outside the provider is."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Entity(Record):
    """Anything named that is not the provider's own.

    Attributes:
        name: Its name.
        kind: What it is.
        aliases: Other names.
        country: ISO 3166-1 alpha-2 code of its country.
        groups: Ids of the groups it belongs to.
        maker: Id of who makes it.
        license: SPDX license expression of what it publishes.
    """

    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    country: str | None = field(default=None, validator=country_codes)
    groups: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    maker: str | None = field(default=None, metadata=RECORD_ID)
    license: str | None = None

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Entities(Catalog[Entity]):
    """A catalog of what is named and is not the provider's own."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Entity], object] | None" = None,
        /,
        **fields: "Unpack[EntityFields]",
    ) -> Self:
        return super().where(predicate, **fields)
