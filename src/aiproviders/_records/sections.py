"""The catalogs of a provider, each of a class of its own, which says what it holds."""

# A catalog of models is asked for fields of models alone, where any other takes any field.
# mypy: disable-error-code="override"

from collections.abc import Callable
from typing import TYPE_CHECKING, Self, Unpack

from aiproviders._records.catalog import Catalog
from aiproviders._records.company import BusinessUnit, Person, Product
from aiproviders._records.models.model import Model
from aiproviders._records.record import Benchmark, Claim, Entity, Measure, RetiredId, Source
from aiproviders._values.late_types import late

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import (
        BenchmarkFields,
        BusinessUnitFields,
        ClaimFields,
        EntityFields,
        MeasureFields,
        ModelFields,
        PersonFields,
        ProductFields,
        RetiredIdFields,
        SourceFields,
    )
else:
    _FIELDS = "aiproviders._records.lookup.record_fields"
    BenchmarkFields = late(_FIELDS, "BenchmarkFields")
    BusinessUnitFields = late(_FIELDS, "BusinessUnitFields")
    ClaimFields = late(_FIELDS, "ClaimFields")
    EntityFields = late(_FIELDS, "EntityFields")
    MeasureFields = late(_FIELDS, "MeasureFields")
    ModelFields = late(_FIELDS, "ModelFields")
    PersonFields = late(_FIELDS, "PersonFields")
    ProductFields = late(_FIELDS, "ProductFields")
    RetiredIdFields = late(_FIELDS, "RetiredIdFields")
    SourceFields = late(_FIELDS, "SourceFields")


class BusinessUnits(Catalog[BusinessUnit]):
    """A catalog of parts of a company."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[BusinessUnit], object] | None" = None,
        /,
        **fields: "Unpack[BusinessUnitFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class People(Catalog[Person]):
    """A catalog of people."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Person], object] | None" = None,
        /,
        **fields: "Unpack[PersonFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Models(Catalog[Model]):
    """A catalog of models and families of models."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Model], object] | None" = None,
        /,
        **fields: "Unpack[ModelFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Products(Catalog[Product]):
    """A catalog of apps, platforms, devices and services."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Product], object] | None" = None,
        /,
        **fields: "Unpack[ProductFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Claims(Catalog[Claim]):
    """A catalog of judgements that sources make or pass on."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Claim], object] | None" = None,
        /,
        **fields: "Unpack[ClaimFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Entities(Catalog[Entity]):
    """A catalog of what is named and is not the provider's own."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Entity], object] | None" = None,
        /,
        **fields: "Unpack[EntityFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Measures(Catalog[Measure]):
    """A catalog of what metrics measure."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Measure], object] | None" = None,
        /,
        **fields: "Unpack[MeasureFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Benchmarks(Catalog[Benchmark]):
    """A catalog of tests that models are scored on."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Benchmark], object] | None" = None,
        /,
        **fields: "Unpack[BenchmarkFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class Sources(Catalog[Source]):
    """A catalog of documents that facts are taken from."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[Source], object] | None" = None,
        /,
        **fields: "Unpack[SourceFields]",
    ) -> Self:
        return super().where(predicate, **fields)


class RetiredIds(Catalog[RetiredId]):
    """A catalog of ids that no record has any more."""

    __slots__ = ()

    def where(
        self,
        predicate: "Callable[[RetiredId], object] | None" = None,
        /,
        **fields: "Unpack[RetiredIdFields]",
    ) -> Self:
        return super().where(predicate, **fields)
