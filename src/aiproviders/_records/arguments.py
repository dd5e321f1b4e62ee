"""What functions are given: a wrong type is refused at once, with what was expected."""

from collections.abc import Iterable
from typing import TypeVar

from aiproviders._records.catalog import Catalog
from aiproviders._records.record import Record
from aiproviders._values.wording import shorten

T = TypeVar("T", bound=Record)


def check_type(given: object, *kinds: type) -> None:
    """Refuse an argument that is of none of some classes.

    Raises:
        TypeError: It is of none of them.
    """
    if not isinstance(given, kinds):
        expected = " or ".join("a text" if kind is str else f"a {kind.__name__}" for kind in kinds)
        msg = f"expected {expected}, got {shorten(repr(given), 60)}"
        raise TypeError(msg)


def checked_records(kind: type[T], given: Iterable[T]) -> Catalog[T] | tuple[T, ...]:
    """Return records: a catalog as it is, because it knows its sources, else a tuple.

    Raises:
        TypeError: Something else than records of this kind is given.
    """
    collection: object = given
    if not isinstance(collection, Iterable) or isinstance(collection, str):
        raise _wrong_kind(kind, collection)
    records = given if isinstance(given, Catalog) else tuple(given)
    for record in records:
        if not isinstance(record, kind):
            raise _wrong_kind(kind, record)
    return records


def _wrong_kind(kind: type[Record], got: object) -> TypeError:
    name = f"{kind.__name__.lower()}s"
    return TypeError(
        f"expected {name}, which a provider has as its `{name}`, got {shorten(repr(got), 60)}"
    )
