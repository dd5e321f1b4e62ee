"""Plain values that were checked when they were written, read into records.

This is how the data of a built package are read. It needs no cattrs, which takes longer to import
than the data take to read, and which the documents of users are read with: those are checked, with
an error for each fault. Here a fault is whatever the class of a record refuses.
"""

from collections.abc import Callable
from functools import cache, lru_cache, partial
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeAlias, Union, get_args, get_origin

from attrs import fields, has

from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model, as_prices
from aiproviders._records.models.score import Score, as_scores
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.sections.catalogs import SECTIONS, catalog_type
from aiproviders._values.period import Period

if TYPE_CHECKING:
    from aiproviders._records.company import Company

Read: TypeAlias = Callable[[Any], Any]
"""Makes an object of a plain value."""


def read_provider(document: dict[str, Any]) -> Provider:
    """Make a provider of its canonical JSON, whose rows leave out the provider's own id.

    Its company and its sections are read when they are touched, and so are the prices and scores
    of a model, of which some have dozens.

    Args:
        document: The object of the JSON, which is used up.
    """
    own = document["id"]
    successors = tuple((row["id"], row["successor"]) for row in document.get("retired", ()))
    reads: dict[str, Callable[[], Any]] = {}
    made = Provider._of(
        reads,
        id=own,
        schema=document.get("schema", fields(Provider).schema.default),
        data_version=document.get("data_version"),
        namespaces=tuple(document.get("namespaces", ())),
    )

    def read_company(row: dict[str, Any] | None) -> "Company | None":
        from aiproviders._records.company import Company

        return None if row is None else reader(Company)({"id": own, **row})

    def read_section(section: str, rows: list[dict[str, Any]]) -> Catalog[Any]:
        kind = catalog_type(section)
        read = partial(_read_model, own) if section == "models" else reader(*kind._own_types)
        return made._own(section, kind(tuple(map(read, rows))), successors)

    reads["company"] = partial(read_company, document.get("company"))
    for section in SECTIONS:
        reads[section] = partial(read_section, section, document.get(section, []))
    return made


def _read_model(provider: str, row: dict[str, Any]) -> Model:
    values = {"provider": provider, **row}
    reads = {
        name: partial(read, rows)
        for name, read in _PARTS.items()
        if (rows := values.pop(name, None)) is not None
    }
    model: Model = reader(Model)(values)
    model._later(**reads)
    return model


@cache
def reader(kind: Any) -> Read:
    """Return what makes an object of a class out of a table, by the types of its fields.

    Texts, numbers, lists of texts and whatever else the class converts itself are left to it.
    """
    reads = [(each.name, read) for each in fields(kind) if (read := _reader_of_field(each.type))]

    def read_table(table: dict[str, Any]) -> Any:
        values = {**table}  # whoever is interrupted may read the table again
        for name, read in reads:
            if name in values:
                values[name] = read(values[name])
        return kind(**values)

    return read_table


_PARTS: dict[str, Read] = {
    "prices": lambda rows: as_prices(map(reader(TokenPrice), rows)),
    "scores": lambda rows: as_scores(map(reader(Score), rows)),
}
"""What reads the parts of a model that hold most of what is stated."""


def _reader_of_field(kind: Any) -> Read | None:
    """Return what makes the values of a field; None where the class takes them as they are."""
    options = get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)
    return next(filter(None, map(_reader_of, options)), None)


def _reader_of(kind: Any) -> Read | None:
    if kind is Period:
        return _read_period
    if get_origin(kind) is tuple:
        item, *rest = get_args(kind)
        if rest != [...]:
            return tuple
        return _reader_of_several(item) if has(item) else None
    return reader(kind) if has(kind) else None


def _reader_of_several(kind: Any) -> Read:
    read = reader(kind)
    return lambda rows: tuple(map(read, rows))


def _read_period(value: str | dict[str, str]) -> Period:
    return _read_date(value) if isinstance(value, str) else Period(**value)


@lru_cache(maxsize=1024)  # most prices of a lab were seen on one day
def _read_date(edtf: str) -> Period:
    return Period(edtf)
