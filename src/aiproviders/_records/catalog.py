"""Ordered, immutable collections of records that are found by id or name."""

import warnings
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator
from itertools import chain, starmap
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Protocol,
    Self,
    SupportsIndex,
    TypeVar,
    get_args,
    overload,
)

from attrs import field, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import as_tuple, sealed
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.lookup.dated_alias import Holder, changed
from aiproviders._records.lookup.names import Index, Named, index_of, near_words, normalized
from aiproviders._records.on_touch import OnTouch
from aiproviders._values.arguments import check_type
from aiproviders._values.pickling import Versioned
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.wording import MOST_KEPT, OneLine, angled, counted, listed, quoted, shorten
from aiproviders.errors import AmbiguousIdError, NotStatedError, UnknownIdError

if TYPE_CHECKING:
    from aiproviders._records.lookup.conditions import Asked


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


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Origin(OnTouch, OneLine):
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
        names: What it and its records are called: the id, other names, and the section.
    """

    provider: str
    data_version: str | None = None
    sources: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    company: Any = None
    benchmarks: tuple[Any, ...] = ()
    sections: tuple[str, ...] = ()
    names: tuple[tuple[str, tuple[str, ...], str], ...] = ()


T_co = TypeVar("T_co", bound=Identified, covariant=True)
Held = TypeVar("Held", bound=Identified)
D = TypeVar("D")
C = TypeVar("C", bound="Catalog[Any]")  # for jedi, which takes Self for the class that says it


@frozen(init=False, eq=False, repr=False)
class Catalog(Shown, Tabular, Versioned, Guided, Generic[T_co]):
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
        >>> alibaba.models.where(license="Apache-2.0", released="2026").ids
        ('qwen3.5', 'qwen3.6')

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
    name: str
    namespaces: tuple[str, ...]
    successors: tuple[tuple[str, str], ...]
    origins: tuple[Origin, ...]
    holders: tuple[tuple[Identified, str], ...]
    record_types: tuple[type, ...]
    _own_types: ClassVar[tuple[Any, ...]] = ()
    _called: ClassVar[str] = "the catalog"
    _index: Index | None = field(default=None, init=False)

    def __init__(
        self,
        records: Iterable[T_co] = (),
        *,
        name: str = "",
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
            tuple(self._in_order(held)),
            name or self._called,
            as_tuple(namespaces),
            _pairs(successors, "a retired id and its successor", _is_text),
            of,
            _pairs(holders, "a record and the id of its provider", _is_record),
            kinds or tuple(dict.fromkeys(as_tuple(record_types))) or self._own_types,
        )

    def __init_subclass__(cls) -> None:
        """Note which records a catalog of its own class holds, as `Catalog[Model]` says."""
        bases: tuple[Any, ...] = cls.__orig_bases__  # type: ignore[attr-defined]
        cls._own_types = get_args(bases[0]) or cls._own_types

    @staticmethod
    def _in_order(records: tuple[Any, ...]) -> Iterable[Any]:
        """Return the records in the order that a class of catalogs gives them."""
        return records

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
        if len(self) or origin is None or self.name.rpartition(".")[2] in origin.sections:
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
    def __getitem__(self, key: str | int | SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self: C, key: slice) -> C: ...
    def __getitem__(self: C, key: str | int | SupportsIndex | slice) -> Any | C:  # noqa: PYI019
        """Find a record by id, alias or name, or by its position; a slice gives a catalog.

        Raises:
            UnknownIdError: Nothing is called so; the error carries suggestions.
            AmbiguousIdError: Several records are called so.
            IndexError: No record has this position.
            TypeError: The key is something else.

        Warns:
            ChangedNameWarning: The name has stood for several models, or stands for none now.
        """
        if isinstance(key, str):
            index = self._index  # there since the first lookup
            known = self._get_by_id(key) if index is None else index.certain.get(key)
            if known is not None:
                return known
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
            raise UnknownIdError(
                key, self.name, lambda: self._suggestions(key), self._stated_instead
            )
        if (warning := changed(key, self._holders(key))) is not None:
            warnings.warn(warning, stacklevel=2)
        else:
            self._remember(key, found[0])
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
        asked: Any = key
        index = self._index if isinstance(asked, str) else None
        certain: T_co | None = index and index.certain.get(key)
        if certain is not None:
            return certain
        if (warning := changed(key, self._holders(key))) is not None:
            warnings.warn(warning, stacklevel=2)
        found = self._only(key)
        if found and warning is None:
            self._remember(key, found[0])
        return next(iter(found), default)

    def _get_by_id(self, id: str) -> T_co | None:
        """Find a record by its id or a retired id, and by no other name."""
        found: T_co | None = self._lookup.ids.get(id)
        return found

    def search(self: C, text: str) -> C:  # noqa: PYI019
        """Find the records that mention every word of a text, the best match first.

        A match in the id or a name ranks above one elsewhere. A figure is also called by the
        names of its measure. The result may be empty.

        Args:
            text: One word or several.

        Raises:
            ValueError: There is no word in the text.
            TypeError: It is no text.
        """
        from aiproviders._records.lookup.search import rank

        check_type(text, str)
        words, key = text.casefold().split(), normalized(text)
        if not key:
            msg = f"search for at least one word, got {quoted(text)}"
            raise ValueError(msg)
        called = defaultdict[str, tuple[str, ...]](tuple)
        if self.origin is not None:
            for id, label in self.origin.labels:
                called[id] += (label,)
            for id, names, _ in self.origin.names:
                called[id] += names
        ranked = [(rank(record, key, words, called), record) for record in self.records]
        hits = [(found, record) for found, record in ranked if found is not None]
        return self._with(record for _, record in sorted(hits, key=lambda hit: hit[0]))

    def where(self, predicate: Callable[[T_co], object] | None = None, /, **fields: Any) -> Self:
        """Return the records that meet every condition given.

        Each field, or property, is given the value that it has, or several in a list, of which it
        has one. None is not stated. Of a field with several values, one of them counts.

        - A text is found in any spelling, as names are: `license="apache 2.0"`. A word that is not
          in the closed list of its field is an error.
        - A date lies certainly in the one asked for, a `Period`, a date, a text or a year:
          `released="2026"`. What is called so counts too, such as `period="FY2026"`.
        - Where a field holds the id of another record, that is given by its id, another name, or
          as the record itself: `measure="revenue"`, `leads="Tongyi Laboratory"`.

        Args:
            predicate: A function that is true for the records to keep.
            **fields: Fields or properties of the records, such as `open_weights=True`.

        Raises:
            ValueError: The records have no such field, a word is not in the closed list, or a
                text is no date.
            UnknownIdError: Nothing in the data of the providers is called so.
            TypeError: A value is of another kind than the field, or the predicate no function.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.models.where(access=["open-weights", "mixed"], released="2026").ids
            ('qwen3.5', 'qwen3.6')
            >>> alibaba.models.where(lambda model: model.scores, open_weights=False).ids
            ('qwen3.7-max',)
        """
        if predicate is not None and not callable(predicate):
            got = quoted(predicate)
            msg = f"expected a function of a record, or fields as in where(id='x'), got {got}"
            raise TypeError(msg)
        kept: Iterable[T_co] = self.records
        for name, values in fields.items():
            kept = filter(self._condition(name, values), kept)
        return self._with(kept if predicate is None else _that_meet(predicate, kept))

    def sort_by(self: C, field: str, *, descending: bool = False) -> C:  # noqa: PYI019
        """Return the records in the order of a field; those that do not state it come last.

        Args:
            field: Name of a field or property of the records, or a path such as `price.input`.
            descending: Whether the highest comes first.

        Raises:
            ValueError: The records have no such field, its values have no order, or they are in
                several units.
            TypeError: The name of the field is no text.
        """
        check_type(field, str)
        values = [_value(record, field) for record in self.records]
        known = [pair for pair in zip(values, self.records, strict=True) if pair[0] is not None]
        unknown = [
            record for value, record in zip(values, self.records, strict=True) if value is None
        ]
        if whole := field.rpartition(".")[0]:
            held = (_value(record, whole) for _, record in known)
            units = {getattr(each, "unit", None) for each in held}
            if len(units) > 1:
                named = listed(sorted(map(str, units)))
                msg = f"the values of {quoted(field)} are in several units, {named}"
                raise ValueError(msg)
        try:
            known.sort(key=lambda pair: pair[0], reverse=descending)
        except TypeError:
            msg = f"the values of {quoted(field)} have no order; sort with sorted(…, key=…)"
            raise ValueError(msg) from None
        return self._with([*(record for _, record in known), *unknown])

    def _condition(self, name: str, values: object) -> Callable[[Identified], bool]:
        """Return what tells whether a field of a record holds one of some values."""
        from aiproviders._records.lookup.conditions import Asked, condition, kind_of

        kinds = {cls: kind for cls in self.record_types if (kind := kind_of(cls, name))}
        if self.record_types and not kinds:
            from aiproviders._values.signposts.table import SIGNPOSTS

            fields = {each for cls in self.record_types for each in dir(cls) if kind_of(cls, each)}
            signs = (SIGNPOSTS.get(cls.__name__, {}).get(name, "") for cls in self.record_types)
            meant = [sign.removeprefix("{}.") for sign in signs]
            close = [*fields.intersection(meant), *near_words(name, sorted(fields))]
            hint = f"; did you mean {quoted(close[0])}?" if close else ""
            msg = f"the records of {shorten(self.name, 60)} have no field {quoted(name)}{hint}"
            raise ValueError(msg)
        of_each = [getattr(each, name, None) for each in self.records if type(each) in kinds]
        several: list[tuple[Any, ...]] = [
            one if isinstance(one, tuple) else (one,) for one in of_each
        ]
        held = tuple(chain.from_iterable(several))
        tests: dict[type, Callable[[Any], bool]] = {}
        refused: list[ValueError] = []
        for cls, kind in kinds.items():
            try:
                tests[cls] = condition(Asked(name, kind, held, self._ids_called), values)
            except ValueError as error:  # a record of another class may have the word
                refused.append(error)
        if refused and not tests:
            raise refused[0]
        return lambda record: (
            (test := tests.get(type(record))) is not None and test(getattr(record, name, None))
        )

    def _ids_called(self, asked: "Asked", called: object) -> Container[str]:
        """Return the ids that a field may hold of what is called so in the data of the providers.

        Raises:
            UnknownIdError: Nothing is called so; where no provider is known, that is no error.
            TypeError: It is neither a name nor a record.
        """
        if not isinstance(called, str):
            id = getattr(called, "id", None)
            if not isinstance(id, str):
                msg = f"{asked.name} takes a record, its id or a name, got {quoted(called)}"
                raise TypeError(msg)
            return (id,)
        if called in asked.held:
            return (called,)
        whose = self._named(asked.kind.id_of)
        ids = {each.id for each in whose._found(called)}
        if ids or not asked.held:
            return ids
        if not self.origins:
            key = normalized(called)
            return {each for each in asked.held if each is not None and normalized(each) == key}
        raise UnknownIdError(called, whose.name, lambda: whose._suggestions(called))

    def _named(self, kind: str | None) -> "Catalog[Named]":
        """Return what the records of a kind are called that fields may hold the ids of."""
        section = "" if kind == "record" else f"{kind}s"
        names = (
            each
            for origin in self.origins
            for each in starmap(Named, origin.names)
            if each.section == section or (not section and each.section != "measures")
        )
        whose = listed(origin.provider for origin in self.origins)
        return Catalog(
            names,
            name=f"{whose}.{section}" if section else whose,
            successors=self.successors,
            record_types=(Named,),
        )

    def _only(self, key: Any) -> tuple[T_co, ...]:
        """Return the record that a key stands for, or none; several are an error."""
        found = self._found(key)
        if len(found) > 1:
            raise AmbiguousIdError(key, self.name, tuple(record.id for record in found))
        return found

    def _remember(self, name: str, record: Any) -> None:
        """Keep what a spelling finds, as programs ask for the same ones again and again."""
        index = self._index
        if index is not None and len(name) <= MOST_KEPT and index.has_room:
            index.certain[name] = record

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
        if not index.dated or not isinstance(key, str) or key in index.ids:
            return []
        if key in index.dated or key in index.names:
            return index.dated.get(key, [])
        return index.dated.get(self._key(key), [])

    @property
    def _holder_by_record(self) -> dict[int, str]:
        """Whose data each record is from, by the `id()` of the record; of one provider, empty."""
        return {id(record): provider for record, provider in reversed(self.holders)}

    @property
    def _lookup(self) -> Index:
        index = self._index
        if index is None:
            # Seen by other threads when it is complete.
            index = self._new_index()
            object.__setattr__(self, "_index", index)
        return index

    def _new_index(self) -> Index:
        return index_of(self.records, self.successors)

    def _ipython_key_completions_(self) -> list[str]:
        """Return what Tab completes: ids, then the names that only one record has.

        A name that differs from an id by upper case alone is left out: both complete in any case.
        """
        from aiproviders._records.lookup.keys import Key

        keys: dict[str, Key] = {}
        for key in map(Key, (*self.ids, *self._lookup.names)):
            keys.setdefault(key.casefold(), key)
        return [key for key in keys.values() if len(self._found(key)) == 1]

    def _key(self, name: str) -> str:
        path, slash, rest = name.partition("/")
        is_vendor = slash and normalized(path) in map(normalized, self.namespaces)
        return normalized(rest if is_vendor else name)

    def _suggestions(self, key: str) -> tuple[str, ...]:
        keys = self._lookup.keys
        close = near_words(self._key(key), keys)
        return tuple(dict.fromkeys(record.id for name in close for record in keys[name]))[:3]

    def _places(self) -> tuple[tuple[str, type], ...]:
        return tuple(("{}[…]", each) for each in self.record_types)

    def _instead(self, name: str) -> str | None:
        found = self._found(name)
        return f"{{}}[{found[0].id!r}]" if len(found) == 1 else None

    def _with(self, records: Iterable[Any]) -> Self:
        """Return a catalog of some of the records, in the order given."""
        return self._made(
            tuple(records),
            self.name,
            self.namespaces,
            self.successors,
            self.origins,
            self.holders,
            self.record_types,
        )

    def _of_provider(
        self,
        name: str,
        namespaces: tuple[str, ...],
        successors: tuple[tuple[str, str], ...],
        origin: Origin,
    ) -> Self:
        """Return the catalog as that of a provider, without another look at its records."""
        return self._made(
            self.records, name, namespaces, successors, (origin,), (), self.record_types
        )

    def _made(self, *values: object) -> Self:
        made: Any = object.__new__(type(self))
        made.__attrs_init__(*values)
        found: Self = made
        return found

    def __reduce__(self) -> tuple[Any, ...]:
        # Without the index, which is rebuilt on the first lookup.
        make, arguments, state = super().__reduce__()
        return make, arguments, state | {"_index": None}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Catalog):
            return NotImplemented
        return self.records == other.records  # pyright: ignore[reportUnknownMemberType]

    def __hash__(self) -> int:
        return hash(self.records)

    def __str__(self) -> str:
        """The records, one to a line."""
        return "\n".join(map(str, self.records))

    def __repr__(self) -> str:
        whose = self.name.rpartition(".")[0]
        number = f"of {whose} ({len(self)})" if whose else f"({len(self)})"
        ids = ", ".join(self.ids) or self._stated_instead
        return angled(type(self).__name__, f"{number}: {ids}")


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


def _that_meet(predicate: Callable[[Any], object], records: Iterable[Any]) -> Iterator[Any]:
    for record in records:
        try:
            is_met = predicate(record)
        except (AttributeError, TypeError) as error:
            if "NoneType" in str(error):
                error.add_note(
                    f"A field that {record.id} does not state is None: write "
                    "where(lambda record: record.field is not None and …)."
                )
            raise
        if is_met:
            yield record


def _value(record: object, path: str) -> Any:
    value: Any = record
    try:
        for name in path.split("."):
            value = None if value is None else getattr(value, name)
    except NotStatedError:
        return None
    except AttributeError:
        msg = f"{type(record).__name__} has no field {quoted(path)} to sort by"
        raise ValueError(msg) from None
    return value


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
    msg = f"expected {expected}, got {quoted(got)}"
    if isinstance(got, str):
        msg += "; find_model(name) and provider(id) find them"
    return TypeError(msg)
