"""The examination of a document: every fault in it, as an error that says where it stands."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import fields
from cattrs import BaseValidationError, ClassValidationError, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError

from aiproviders._format.converter import converter
from aiproviders._format.defaults import with_own_id
from aiproviders._format.documents import Document, RowPlace
from aiproviders._format.id_checks import (
    RowFault,
    dangling_ids,
    known_ids,
    suggestion,
    unprefixed_ids,
    wrong_ids,
    wrong_units,
)
from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._format.value_errors import REPORTED, MismatchError, Steps, escaped
from aiproviders._records.provider import Provider
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders._values.wording import quoted
from aiproviders.errors import DataError

SCHEMA = (1, 1)
"""Major and minor version of the format that this package reads and writes."""
OWN_SCHEMA = ".".join(map(str, SCHEMA))
"""The version as documents write it."""

Fault: TypeAlias = tuple[Steps, BaseException]
"""The path to a single value, and what is wrong with it."""

_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")


class Validation:
    """The examination of a document.

    Attributes:
        contents: The document, with the provider's id filled in.
        is_newer: Whether it is of a later minor version, which may have further fields.
        left_out: Fields of a later minor version, which this package does not know.
        provider: The provider, if no single value is at fault.
        faults: The faults of single values, each with the path to it.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        contents: dict[str, Any] = {}
        if document.faults:
            # Schema and id may stand in a file that cannot be read.
            contents = {"schema": OWN_SCHEMA, "id": ""}
        if is_table(document.contents):
            contents |= document.contents
        self.contents = with_own_id(contents)
        self._version = schema_version(contents)
        self.is_newer = (
            self._version is not None
            and self._version[0] == SCHEMA[0]
            and self._version[1] > SCHEMA[1]
        )
        self.left_out: list[str] = []
        self.provider, self.faults = structured(self.contents, Provider)
        if self.is_newer:
            unknown = [
                path for path, cause in self.faults if isinstance(cause, ForbiddenExtraKeysError)
            ]
            self.left_out = sorted(map(_dotted, unknown))
            self.provider, self.faults = structured(self.contents, Provider, strict=False)

    def errors(self) -> Iterator[DataError]:
        """Yield an error for each fault: of files, of the version, of values, of ids."""
        document = self._document
        yield from document.faults
        if not is_table(document.contents):
            found, expected = quoted(document.contents), "an object with schema, id and company"
            yield DataError(f"found {found}", document.header, expected=expected, found=found)
            return
        if self._version is None or self._version[0] != SCHEMA[0]:
            yield version_error(self.contents, document.header)
            if self._version is not None:
                return
        for path, cause in self.faults:
            if path != ("schema",):
                yield self._value_error(path, cause)
        yield from map(self._row_error, wrong_ids(self.contents))
        if not self.is_newer:
            yield from map(self._row_error, unprefixed_ids(self.contents))
            yield from map(self._row_error, wrong_units(self.contents))
        # The record of an id may stand in a file that cannot be read, or in a section that is no
        # list of rows.
        if not document.faults and all(
            is_list(self.contents.get(section, [])) for section in SECTIONS
        ):
            known = known_ids(self.contents)
            yield from self._default_source_errors(known["source"])
            names = [each for _, each in document.default_sources if isinstance(each, str)]
            known["source"] |= dict.fromkeys(["", *names])
            yield from map(self._row_error, dangling_ids(self.contents, known))

    def _default_source_errors(self, known: Collection[str]) -> Iterator[DataError]:
        for file, source in self._document.default_sources:
            found = quoted(source)
            message, expected = f"found {found}", "a text"
            if isinstance(source, str):
                if source in known:
                    continue
                message = f"nothing has the id {found}{suggestion(source, known)}"
                expected = "the id of a source"
            yield DataError(message, file, path="default_source", expected=expected, found=found)

    def _value_error(self, path: Steps, cause: BaseException) -> DataError:
        match path:
            case (str(section), int(number), *rest) if section in SECTIONS:
                place, row = self._document.locate(section, number), self.contents[section][number]
                return value_error(place, _id(row), row, tuple(rest), cause)
            case _:
                place = RowPlace(self._document.header)
                return value_error(place, None, self.contents, path, cause)

    def _row_error(self, fault: RowFault) -> DataError:
        found = quoted(fault.found)
        message = fault.message or f"found {found}"
        for rival in fault.rivals:
            taken_by = self._document.locate(*rival)[:2] if rival else ["the provider"]
            message += f", by {', '.join(filter(None, taken_by))}"
        place, row_id = RowPlace(self._document.header), None
        if fault.where is not None:
            section, number = fault.where
            place = self._document.locate(section, number)
            row_id = _id(self.contents[section][number])
        file, row, line = place
        return DataError(message, file, row, row_id, fault.path, fault.expected, found, line)


def schema_version(contents: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the major and minor version of the format that a document is of; None if unknown."""
    schema: object = contents.get("schema")
    version = _VERSION.fullmatch(schema) if isinstance(schema, str) else None
    return None if version is None else (int(version[1]), int(version[2]))


def version_error(contents: Mapping[str, Any], file: str | None) -> DataError:
    """Return the error for a document of another major version, or without one."""
    schema, version = contents.get("schema"), schema_version(contents)
    if version is None:
        message = "schema is missing" if schema is None else f"schema is {quoted(schema)}"
        expected = "a version such as '1.0'"
    else:
        than = "newer" if version[0] > SCHEMA[0] else "older"
        message = f"the document is of schema {schema}, {than} than this package reads"
        expected = f"version {SCHEMA[0]}; “Versions” in docs/format.md says what to do"
    found = None if schema is None else quoted(schema)
    return DataError(message, file, path="schema", expected=expected, found=found)


def structured(
    contents: Mapping[str, Any], kind: type[Any], *, strict: bool = True
) -> tuple[Any, list[Fault]]:
    """Return plain values as an object of a class, or else None and each fault, with its path."""
    try:
        return converter(strict=strict).structure(contents, kind), []
    except BaseValidationError as error:
        return None, list(_single_faults(error))


def value_error(
    place: RowPlace, id: str | None, contents: Mapping[str, Any], path: Steps, cause: BaseException
) -> DataError:
    """Return the error of a fault that `structured` found.

    Args:
        place: Where the plain values stand.
        id: The id of what they are about, if they have one.
        contents: The plain values.
        path: The path to the fault in them.
        cause: The fault.
    """
    expected = cause.expected if isinstance(cause, MismatchError) else None
    found: str | None = quoted(_follow(contents, path))
    if isinstance(cause, ForbiddenExtraKeysError):
        known = [each.name for each in fields(cause.cl) if each.init]
        message = f"there is no field {quoted(path[-1])}{suggestion(str(path[-1]), known)}"
    elif isinstance(cause, KeyError):
        message, found = "this is missing", None
    else:
        message = str(cause)
    file, row, line = place
    return DataError(message, file, row, id, _dotted(path), expected, found, line)


def _single_faults(error: BaseException, steps: Steps = ()) -> Iterator[Fault]:
    """Yield every single fault in a validation error of cattrs, with the path to it."""
    if isinstance(error, IterableValidationError):
        for cause, item in error.group_exceptions()[0]:
            yield from _single_faults(cause, (*steps, item.index))
    elif isinstance(error, ClassValidationError):
        named, others = error.group_exceptions()
        for cause, attribute in named:
            yield from _single_faults(cause, (*steps, attribute.name))
        for cause in others:
            yield from _single_faults(cause, steps)
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields, key=str)[:REPORTED]:
            yield (*steps, key), error
    else:
        yield steps, error


def _id(row: object) -> str | None:
    id: object = row.get("id") if is_table(row) else None
    return escaped(id) if isinstance(id, str) else None


def _follow(value: Any, steps: Steps) -> Any:
    for step in steps:
        # The last step may be a key that is missing.
        value = value.get(step) if hasattr(value, "get") else value[step]
    return value


def _dotted(path: Steps) -> str:
    words = (f"[{part}]" if isinstance(part, int) else f".{escaped(part)}" for part in path)
    return "".join(words).removeprefix(".")
