"""Ordered, immutable collections of records that are found by id or name."""

import re
import unicodedata
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import (
    Any,
    ClassVar,
    Generic,
    NamedTuple,
    Protocol,
    Self,
    SupportsIndex,
    TypeVar,
    cast,
    overload,
)

from attrs import evolve, field, frozen

from aiproviders._records.dated_alias import Holder, changed, dated_holders
from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import as_tuple, sealed
from aiproviders._records.frame_methods import Tabular
from aiproviders._values.arguments import check_type
from aiproviders._values.period import Period
from aiproviders._values.pickling import Versioned
from aiproviders._values.wording import (
    OneLine,
    angled,
    counted,
    listed,
    quoted,
    shorten,
    stated_fields,
)
from aiproviders.errors import AmbiguousIdError, NotStatedError, UnknownIdError


class Identified(Protocol):
    """Anything a catalog can hold."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def lookup_names(self) -> tuple[str, ...]:
        """Other names that it is found by."""
        ...


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Origin(OneLine):
    """A provider whose records a catalog holds.

    Attributes:
        provider: Its id.
        data_version: Version of its data.
        sources: Titles of its sources by id, as pairs.
        kinds: Whether a source is `primary` or `secondary`, by id, where that is known.
        labels: Names of its records by id, as pairs: of what figures, people, products and events
            name, and the labels of its measures.
        company: Its company.
        benchmarks: Its benchmarks.
        sections: Those of its sections that hold a record, such as `models`.
    """

    provider: str
    data_version: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    company: Any = None
    benchmarks: tuple[Any, ...] = ()
    sections: tuple[str, ...] = ()


T_co = TypeVar("T_co", bound=Identified, covariant=True)
R = TypeVar("R")
Held = TypeVar("Held", bound=Identified)
D = TypeVar("D")

# Spaces, `_`, dots, and the hyphens and dashes of Unicode.
_SEPARATOR = r"[\s_.\-\u2010-\u2015\u2212]+"
_SEPARATORS = re.compile(rf"(?P<between_digits>(?<=\d){_SEPARATOR}(?=\d))|{_SEPARATOR}")


def normalized(name: str) -> str:
    """Return the key that all spellings of a name share; empty if it has only separators.

    Case, spaces, `_`, hyphens and dots do not count; digits stay apart, and dots between digits
    stay: "Qwen 3.6", "qwen3.6" and "Qwen-3. 6" are one, "qwen3-6" and "qwen3..6" are others.
    """
    return _SEPARATORS.sub(_kept_part, unicodedata.normalize("NFKC", name).casefold())


def _kept_part(separators: re.Match[str]) -> str:
    between_digits = separators["between_digits"]
    return "" if between_digits is None else "." * between_digits.count(".") or "-"


class _Index(NamedTuple):
    ids: dict[str, Any]
    names: dict[str, tuple[Any, ...]]
    keys: dict[str, tuple[Any, ...]]
    dated: dict[str, list[Holder]]


def with_retired(records: dict[str, R], successors: Collection[tuple[str, str]]) -> dict[str, R]:
    """Return records by id, with each retired id for the record that took its place.

    A successor may be retired itself; the last of them counts.

    Args:
        records: Records by id; an id in use never stands for another record.
        successors: Pairs of a retired id and the id that took its place.
    """
    found = dict(records)
    next_id = dict(successors)
    for retired, _ in successors:
        id, chain = retired, list[str]()
        while id not in found and id in next_id:
            chain.append(id)
            id = next_id.pop(id)  # each id once, so that a circle ends
        if id in found:
            found.update(dict.fromkeys(chain, found[id]))
    return found


def _indexed(records: tuple[T_co, ...], successors: tuple[tuple[str, str], ...]) -> _Index:
    ids: dict[str, Any] = {}
    names: dict[str, tuple[Any, ...]] = {}
    keys: dict[str, tuple[Any, ...]] = {}
    dated: dict[str, list[Holder]] = {}
    for record in records:
        spellings = dict.fromkeys((record.id, *record.lookup_names))
        for spelling in spellings:
            names[spelling] = (*names.get(spelling, ()), record)
        for key in dict.fromkeys(map(normalized, spellings)):
            if key:
                keys[key] = (*keys.get(key, ()), record)
        ids[record.id] = record
    for name, held in dated_holders(records).items():
        for spelling, found in ((name, names), (normalized(name), keys)):
            if spelling and spelling not in found:
                found[spelling] = (held[-1].record,)
                dated[spelling] = held
    for record in records:
        if ids.get(record.id) is not record:
            # Two records with one id: neither is found by it alone.
            ids.pop(record.id, None)
    return _Index(with_retired(ids, successors), names, keys, dated)


@frozen(init=False, repr=False)
class Catalog(Shown, Tabular, Versioned, Generic[T_co]):
    """Records in order, found by id, alias or name; iterating gives the records.

    A name is looked up as an id exactly as written, in use or retired, then as an alias, then
    regardless of case, spaces, `_` and `-`; never by a part of it. A dated alias finds the model
    that it stands for at last. A number finds a record by its
    position, so that `reversed` and `random.choice` work.

    Examples:
        >>> from aiproviders import alibaba
        >>> alibaba.models["qwen 3.6"]
        <Model qwen3.6: Qwen 3.6>
        >>> alibaba.models.search("coder").ids
        ('qwen3-coder-480b',)
        >>> "qwen/Qwen3.7 Max" in alibaba.models
        True
        >>> alibaba.models.where(access="open-weights")[0]
        <Model qwen3: Qwen3>

    Attributes:
        records: The records.
        name: What error messages call the collection.
        namespaces: Vendor paths that may stand before a name, as `qwen` in `qwen/qwen3.6`.
        successors: Pairs of a retired id and the id that took its place.
        origins: The providers that the records were taken from; none where they were put together.
        holders: Records with the id of the provider whose data they are from, as pairs; of a
            catalog that is put together from several providers.
        record_types: The classes of the records; of an empty catalog, those it would hold.
    """

    records: tuple[T_co, ...]
    name: str = field(eq=False)
    namespaces: tuple[str, ...] = field(eq=False)
    successors: tuple[tuple[str, str], ...] = field(eq=False)
    origins: tuple[Origin, ...] = field(eq=False)
    holders: tuple[tuple[Identified, str], ...] = field(eq=False)
    record_types: tuple[type, ...] = field(eq=False)
    _own_types: ClassVar[tuple[type, ...]] = ()
    _index: _Index | None = field(default=None, init=False, eq=False)

    def __init__(
        self,
        records: Iterable[T_co] = (),
        *,
        name: str = "the catalog",
        namespaces: Iterable[str] = (),
        successors: Iterable[tuple[str, str]] = (),
        origins: Iterable[Origin] = (),
        holders: Iterable[tuple[Identified, str]] = (),
        record_types: Iterable[type] = (),
    ) -> None:
        this: Any = self  # attrs adds `__attrs_init__`, which type checkers do not know
        check_type(name, str)
        of = as_tuple(origins)
        for each in of:
            check_type(each, Origin)
        held = as_tuple(records)
        kinds = tuple(dict.fromkeys(map(type, held)))
        self._check_records(held, kinds)
        this.__attrs_init__(
            held,
            name,
            as_tuple(namespaces),
            _pairs(successors, "a retired id and its successor", _is_text),
            of,
            _pairs(holders, "a record and the id of its provider", _is_record),
            kinds or tuple(dict.fromkeys(as_tuple(record_types))) or self._own_types,
        )

    def _check_records(self, held: tuple[object, ...], kinds: tuple[type, ...]) -> None:
        """Refuse what is no record, or is not of the class that the catalog holds."""
        own = self._own_types
        for kind in kinds:
            if not (issubclass(kind, own) if own else hasattr(kind, "lookup_names")):
                got = next(each for each in held if type(each) is kind)
                if own:
                    check_type(got, *own)
                msg = f"expected records, got {quoted(got)}"
                raise TypeError(msg)

    @property
    def origin(self) -> Origin | None:
        """The provider that the records were taken from; None where there is none, or several."""
        return self.origins[0] if len(self.origins) == 1 else None

    @property
    def _stated_instead(self) -> str:
        """What its provider has, in words, where that has nothing of this section; else empty."""
        origin = self.origin
        if self.records or origin is None or self.name.rpartition(".")[2] in origin.sections:
            return ""
        sections = listed(section.replace("_", " ") for section in origin.sections)
        return (
            f"{origin.provider} has only {sections}" if sections else f"{origin.provider} is empty"
        )

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids, in order."""
        return tuple(record.id for record in self.records)

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __contains__(self, item: object) -> bool:
        """Whether the catalog holds a record, or one that an id or name stands for."""
        return bool(self._found(item)) if isinstance(item, str) else item in self.records

    @overload
    def __getitem__(self, key: str | SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: str | SupportsIndex | slice) -> T_co | Self:
        """Find a record by id, alias or name, or by its position; a slice gives a catalog.

        Raises:
            UnknownIdError: Nothing is called so; the error carries suggestions.
            AmbiguousIdError: Several records are called so.
            IndexError: No record has this position.
            TypeError: The key is something else.

        Warns:
            ChangedNameWarning: The name has stood for several models, or stands for none now.
        """
        if isinstance(key, slice):
            return self._with(self.records[key])
        if not isinstance(key, str) and isinstance(key, SupportsIndex):
            try:
                return self.records[key]
            except IndexError:
                name = shorten(self.name, 60)
                msg = f"{name} has {counted(len(self), 'record')}, and none at position {key}"
                raise IndexError(msg) from None
        found = self._only(key)
        if not found:
            raise UnknownIdError(key, self.name, self._suggestions(key), self._stated_instead)
        if (warning := changed(key, self._holders(key))) is not None:
            warnings.warn(warning, stacklevel=2)
        return found[0]

    @overload
    def get(self, key: str) -> T_co | None: ...
    @overload
    def get(self, key: str, default: D) -> T_co | D: ...
    def get(self, key: str, default: D | None = None) -> T_co | D | None:
        """Find a record as `[]` does, or return the default where nothing has the name.

        Args:
            key: An id, alias or name.
            default: What to return instead.

        Raises:
            AmbiguousIdError: Several records are called so.

        Warns:
            ChangedNameWarning: The name has stood for several models, or stands for none now.
        """
        if (warning := changed(key, self._holders(key))) is not None:
            warnings.warn(warning, stacklevel=2)
        return next(iter(self._only(key)), default)

    def _get_by_id(self, id: str) -> T_co | None:
        """Find a record by its id or a retired id, and by no other name."""
        found: T_co | None = self._lookup.ids.get(id)
        return found

    def search(self, text: str) -> "Catalog[T_co]":
        """Find the records that mention every word of a text, the best match first.

        A match in the id or a name ranks above one elsewhere. A figure is also called by the label
        of its measure, which tables print. The result may be empty.

        Args:
            text: One word or several.

        Raises:
            ValueError: There is no word in the text.
            TypeError: It is no text.
        """
        check_type(text, str)
        words, key = text.casefold().split(), normalized(text)
        if not key:
            msg = f"search for at least one word, got {quoted(text)}"
            raise ValueError(msg)
        labels = dict(self.origin.labels) if self.origin else {}
        ranked = [(_rank(record, key, words, labels), record) for record in self.records]
        hits = [(rank, record) for rank, record in ranked if rank is not None]
        return self._plain(record for _, record in sorted(hits, key=lambda hit: hit[0]))

    def where(self, predicate: Callable[[T_co], object] | None = None, /, **fields: Any) -> Self:
        """Return the records that meet every condition given.

        Args:
            predicate: A function that is true for the records to keep.
            **fields: Fields or properties of the records, each with the value that it has, as
                `measure="revenue"`; None is not stated. A field of several values has the value
                among them, and a date may be given as in `Period.of`.

        Raises:
            ValueError: The records have no such field, or a value is no date.
            TypeError: A date is a number, or has a time of day; or the predicate is no function.
        """
        if predicate is not None and not callable(predicate):
            got = quoted(predicate)
            msg = f"expected a function of a record, or fields as in where(id='x'), got {got}"
            raise TypeError(msg)
        for name in fields:
            self._check_field(name)
        return self._with(
            record
            for record in self.records
            if (predicate is None or predicate(record))
            and all(_holds(getattr(record, name, None), value) for name, value in fields.items())
        )

    def sort_by(self, field: str, *, descending: bool = False) -> "Catalog[T_co]":
        """Return the records in the order of a field; those that do not state it come last.

        Args:
            field: Name of a field or property of the records.
            descending: Whether the highest comes first.

        Raises:
            ValueError: The records have no such field, or its values have no order.
            TypeError: The name of the field is no text.
        """
        check_type(field, str)
        values = [_value(record, field) for record in self.records]
        known = [pair for pair in zip(values, self.records, strict=True) if pair[0] is not None]
        unknown = [
            record for value, record in zip(values, self.records, strict=True) if value is None
        ]
        try:
            known.sort(key=lambda pair: pair[0], reverse=descending)
        except TypeError:
            msg = f"the values of {quoted(field)} have no order; sort with sorted(…, key=…)"
            raise ValueError(msg) from None
        return self._plain([*(record for _, record in known), *unknown])

    def _check_field(self, name: str) -> None:
        """Refuse the name of a field that no record has, nor would have if there were any."""
        if self.record_types and not any(hasattr(cls, name) for cls in self.record_types):
            from difflib import get_close_matches

            known = {each for cls in self.record_types for each in dir(cls) if each[0] != "_"}
            close = get_close_matches(name, sorted(known), n=1)
            hint = f"; did you mean {quoted(close[0])}?" if close else ""
            msg = f"the records of {shorten(self.name, 60)} have no field {quoted(name)}{hint}"
            raise ValueError(msg)

    def _only(self, key: Any) -> tuple[T_co, ...]:
        """Return the record that a key stands for, or none; several are an error."""
        found = self._found(key)
        if len(found) > 1:
            raise AmbiguousIdError(key, self.name, tuple(record.id for record in found))
        return found

    def _found(self, key: Any) -> tuple[T_co, ...]:
        if not isinstance(key, str):
            got = quoted(key)
            msg = f"records are found by id, got {got}; write catalog[…] for one by its position"
            raise TypeError(msg)
        index = self._lookup
        if key in index.ids:
            return (index.ids[key],)
        return index.names.get(key) or index.keys.get(self._key(key), ())

    def _holders(self, key: Any) -> list[Holder]:
        """Return the models that a name stands for one after another, if it is such a name."""
        index = self._lookup
        if not isinstance(key, str):
            return []
        if key in index.ids:
            return []
        return index.dated.get(key) or index.dated.get(self._key(key), [])

    @property
    def _holder_by_record(self) -> dict[int, str]:
        """Whose data each record is from, by the `id()` of the record; of one provider, empty."""
        return {id(record): provider for record, provider in reversed(self.holders)}

    @property
    def _lookup(self) -> _Index:
        index = self._index
        if index is None:
            index = _indexed(self.records, self.successors)
            object.__setattr__(self, "_index", index)
        return index

    def _ipython_key_completions_(self) -> list[str]:
        """Return what Tab completes: ids, then the names that only one record has."""
        keys = dict.fromkeys((*self.ids, *self._lookup.names))
        return [key for key in keys if len(self._found(key)) == 1]

    def _key(self, name: str) -> str:
        path, slash, rest = name.partition("/")
        is_vendor = slash and normalized(path) in map(normalized, self.namespaces)
        return normalized(rest if is_vendor else name)

    def _suggestions(self, key: str) -> tuple[str, ...]:
        from difflib import get_close_matches

        keys = self._lookup.keys
        close = get_close_matches(self._key(key), keys, n=len(keys) or 1)
        return tuple(dict.fromkeys(record.id for name in close for record in keys[name]))[:3]

    def _with(self, records: Iterable[Any]) -> Self:
        return evolve(self, records=records)

    def _plain(self, records: Iterable[Any]) -> "Catalog[T_co]":
        return Catalog(
            records,
            name=self.name,
            namespaces=self.namespaces,
            successors=self.successors,
            origins=self.origins,
            holders=self.holders,
            record_types=self.record_types,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        # Without the index, which is rebuilt on the first lookup.
        make, arguments, state = super().__reduce__()
        return make, arguments, state | {"_index": None}

    def __str__(self) -> str:
        """The records, one to a line."""
        return "\n".join(map(str, self.records))

    def __repr__(self) -> str:
        noun = self.name.rpartition(".")[2].replace("_", " ")
        ids = ", ".join(self.ids)
        return angled(type(self).__name__, f"of {len(self)} {noun}: {ids or self._stated_instead}")


def _pairs(
    given: Iterable[tuple[D, str]], expected: str, fits: Callable[[object], bool]
) -> tuple[tuple[D, str], ...]:
    """Return pairs whose first value fits and whose second is an id; refuse anything else."""
    pairs = as_tuple(given)
    for each in pairs:
        match each:
            case (first, str()) if fits(first):
                pass
            case _:
                msg = f"expected pairs of {expected}, got {quoted(each)}"
                raise TypeError(msg)
    return pairs


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_record(value: object) -> bool:
    return hasattr(value, "lookup_names")


def _rank(record: Identified, key: str, words: list[str], labels: Mapping[str, str]) -> int | None:
    ids = (record.id, *record.lookup_names)
    names = (*ids, *(labels[id] for id in ids if id in labels))
    keys = [normalized(name) for name in names]
    if key in keys:
        return 0
    if any(each.startswith(key) for each in keys):
        return 1
    if any(key in each for each in keys):
        return 2
    text = " ".join((*names, *_texts(record))).casefold()
    return 3 if all(word in text for word in words) else None


def _texts(value: object) -> Iterator[str]:
    """Return every text in a record and in the values inside it, except places and fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from _texts(each)
    elif isinstance(value, OneLine):
        for name, each in stated_fields(value).items():
            if name not in ("citations", "inferred"):
                yield from _texts(each)


def _holds(held: object, value: Any) -> bool:
    """Whether a field has a value, alone or among others."""
    if isinstance(held, Period) and value is not None:
        return held == Period.of(value)
    return held == value or (isinstance(held, tuple) and value in held)


def _value(record: object, name: str) -> Any:
    try:
        return getattr(record, name)
    except NotStatedError:
        return None
    except AttributeError:
        msg = f"{type(record).__name__} has no field {quoted(name)} to sort by"
        raise ValueError(msg) from None


def checked_records(
    kinds: tuple[type[Held], ...], given: Iterable[Held], expected: str
) -> Catalog[Held] | tuple[Held, ...]:
    """Return records: a catalog as it is, because it knows its sources, else a tuple.

    Args:
        kinds: The classes that they may have.
        given: The records.
        expected: What is expected, in words.

    Raises:
        TypeError: Something else than such records is given.
    """
    collection: object = given
    if not isinstance(collection, Iterable) or isinstance(collection, str):
        raise _wrong_kind(expected, collection)
    records = given if isinstance(given, Catalog) else tuple(given)
    for record in records:
        if not isinstance(record, kinds):
            raise _wrong_kind(expected, record)
    return records


def _wrong_kind(expected: str, got: object) -> TypeError:
    return TypeError(f"expected {expected}, got {quoted(got)}")
