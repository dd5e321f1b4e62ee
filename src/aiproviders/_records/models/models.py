"""The catalog of models."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Self, Unpack

from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._values.late_types import late

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import ModelFields
else:
    ModelFields = late("aiproviders._records.lookup.record_fields", "ModelFields")


class Models(Catalog[Model]):
    """A catalog of models and families of models."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Model], object] | None" = None,
        /,
        **fields: "Unpack[ModelFields]",
    ) -> Self:
        return super().where(predicate, **fields)
