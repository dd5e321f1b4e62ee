"""Tests that models are scored on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, Self, TypeAlias, Unpack

from attrs import field, frozen

from aiproviders._records.catalog import Catalog
from aiproviders._records.fields import as_texts, sealed
from aiproviders._records.record import Record
from aiproviders._values.late_types import late

if TYPE_CHECKING:
    from aiproviders._records.lookup.record_fields import BenchmarkFields
else:
    BenchmarkFields = late("aiproviders._records.lookup.record_fields", "BenchmarkFields")

Scale: TypeAlias = Literal["share", "points", "elo", "rank", "unknown"]
"""What the numbers of a benchmark mean; only shares and points can be divided by a price."""


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Benchmark(Record):
    """A test that models are scored on.

    Attributes:
        name: Its name.
        unit: Unit of its scores.
        scale: What the numbers mean.
        higher_is_better: Whether more is better.
        aliases: Other names.
        default_because: Why rankings are on it unless told otherwise; None where they are not.
    """

    name: str
    unit: str
    scale: Scale
    higher_is_better: bool = True
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    default_because: str | None = None

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Benchmarks(Catalog[Benchmark]):
    """A catalog of tests that models are scored on."""

    __slots__ = ()

    def where(  # type: ignore[override]
        self,
        predicate: "Callable[[Benchmark], object] | None" = None,
        /,
        **fields: "Unpack[BenchmarkFields]",
    ) -> Self:
        return super().where(predicate, **fields)
