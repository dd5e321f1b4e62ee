"""The format: TOML and JSON to records, and records to canonical JSON."""

import json
import os
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from attrs import evolve, fields
from cattrs import BaseValidationError
from cattrs.errors import ForbiddenExtraKeysError

from aiproviders._catalog import Catalog
from aiproviders._conversion import (
    MismatchError,
    Steps,
    brief,
    converter,
    is_list,
    is_table,
    problems,
)
from aiproviders._provider import SECTIONS, Provider
from aiproviders._records import Measure
from aiproviders._references import references
from aiproviders.errors import DataError

DATA = Path(__file__).parent / "data"
"""Where the bundled data is."""

SCHEMA = (1, 0)
"""Major and minor version of the format that this package reads and writes."""
_OWN_SCHEMA = ".".join(map(str, SCHEMA))

_OWN_EVENTS_AND_MODELS = ("events", "models")


class Place(NamedTuple):
    """Where a row stands: the name of its file, and its number among its like there."""

    file: str | None = None
    row: str | None = None


Locate: TypeAlias = Callable[[str, int], Place]
"""Finds the place of a row by its section and its number, counted from 0."""


def load(path: str | os.PathLike[str]) -> Provider:
    """Read a folder of TOML files or one file; `Provider.load` documents how."""
    path = Path(path)
    if path.is_dir():
        return _load_toml(sorted(path.glob("*.toml")), path)
    if path.suffix == ".toml":
        return _load_toml([path.resolve()], path.resolve().parent)
    return from_json(path.read_bytes(), file=path.name)


def load_bundled(id: str) -> Provider:
    """Read a provider that comes with the package.

    A built package carries each provider as canonical JSON too, which is faster to read than
    the TOML files that it was made of and checked with; a source tree has these alone.
    """
    built = DATA / f"{id}.json"
    if not built.exists():
        return load(DATA / id)
    document = _with_own_id(json.loads(built.read_bytes()))
    return converter(trusted=True).structure(document, Provider)


def from_json(text: bytes | str, *, file: str | None = None) -> Provider:
    """Read canonical JSON; `Provider.from_json` documents how."""
    try:
        document = json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_distinct
        )
    except (ValueError, RecursionError) as error:
        msg = f"this is not JSON: {error}"
        raise DataError(msg, file) from None
    return from_dict(document, file=file)


def from_dict(document: object, *, file: str | None = None) -> Provider:
    """Read what `to_dict` gave; `Provider.from_dict` documents how."""
    return _provider(document, lambda section, row: Place(file, f"{section} row {row + 1}"), file)


def _no_number(text: str) -> None:
    msg = f"{text} is no number that a fact can have"
    raise ValueError(msg)


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    distinct = dict(pairs)
    if len(distinct) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        msg = f"the key {twice!r} stands twice in one object"
        raise ValueError(msg)
    return distinct


def _load_toml(files: Iterable[Path], folder: Path) -> Provider:
    document: dict[str, Any] = {}
    places: dict[tuple[str, int], Place] = {}
    header = None
    for file in files:
        contents = _read_toml(file, folder)
        for section in [each for each in SECTIONS if each in contents]:
            rows = _rows(contents.pop(section), section, file.name)
            collected = document.setdefault(section, [])
            for number, row in enumerate(rows, 1):
                places[section, len(collected)] = Place(file.name, f"row {number}")
                collected.append(row)
        for key, value in contents.items():
            if key in document:
                msg = f"{key} stands in another file too"
                raise DataError(msg, file.name, expected="it in one file of the folder")
            document[key] = value
            header = file.name
    if not document:
        msg = f"there is nothing to read in the folder {folder.name!r}"
        raise DataError(msg, expected="TOML files, one of them with schema, id and company")
    return _provider(document, lambda section, row: places[section, row], header)


def _rows(value: object, section: str, file: str | None) -> list[Any]:
    if not is_list(value):
        msg = f"{section} is {brief(value)}"
        raise DataError(msg, file, expected=f"rows that begin with [[{section}]]")
    return value


def _read_toml(file: Path, folder: Path) -> dict[str, Any]:
    if not file.resolve().is_relative_to(folder.resolve()):
        msg = "this file is a link that leads out of its folder; put its contents there"
        raise DataError(msg, file.name)
    import tomllib  # noqa: PLC0415 - the bundled data is read from JSON

    try:
        return tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        msg = f"this is not TOML: {error}"
        raise DataError(msg, file.name) from None


def _provider(document: object, locate: Locate, header: str | None) -> Provider:
    if not is_table(document):
        msg = f"found {brief(document)}"
        raise DataError(msg, header, expected="an object with schema, id and company")
    document = _with_own_id(document)
    provider = _structured(document, locate, header)
    provider = _with_shared_vocabulary(provider)
    _check_ids(provider, document, locate, header)
    return provider


def _with_own_id(document: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in the provider's id where the format leaves it out."""
    completed = dict(document)
    if "id" in document and is_table(document.get("company")):
        completed["company"] = {"id": document["id"], **document["company"]}
    for section in _OWN_EVENTS_AND_MODELS:
        rows: object = document.get(section)
        if is_list(rows) and "id" in document:
            completed[section] = [
                {"provider": document["id"], **row} if is_table(row) else row for row in rows
            ]
    return completed


def _structured(document: Mapping[str, Any], locate: Locate, header: str | None) -> Provider:
    is_newer = _is_newer(document.get("schema"), header)
    try:
        return converter().structure(document, Provider)
    except BaseValidationError as error:
        faults = list(problems(error))
    if is_newer and all(isinstance(cause, ForbiddenExtraKeysError) for _, cause in faults):
        names = sorted({_dotted(path) for path, _ in faults})
        msg = (
            f"the document is of schema {document['schema']}, newer than this package reads; "
            f"left out: {', '.join(names)}"
        )
        warnings.warn(msg, stacklevel=5)
        return evolve(converter(strict=False).structure(document, Provider), schema=_OWN_SCHEMA)
    raise _data_error(*faults[0], document, locate, header)


def _is_newer(schema: object, file: str | None) -> bool:
    try:
        major, minor = map(int, str(schema).split("."))
    except ValueError:
        msg = "schema is missing" if schema is None else f"schema is {brief(schema)}"
        raise DataError(msg, file, path="schema", expected="a version such as '1.0'") from None
    if major != SCHEMA[0]:
        msg = f"the document is of schema {schema}"
        raise DataError(msg, file, path="schema", expected=f"version {SCHEMA[0]}")
    return minor > SCHEMA[1]


def _data_error(
    path: Steps, cause: BaseException, document: Mapping[str, Any], locate: Locate, file: str | None
) -> DataError:
    expected = cause.expected if isinstance(cause, MismatchError) else None
    if isinstance(cause, ForbiddenExtraKeysError):
        known = [each.name for each in fields(cause.cl) if each.init]
        message = f"there is no field {path[-1]!r}{_suggestion(str(path[-1]), known)}"
    elif isinstance(cause, KeyError):
        message = "this is missing"
    else:
        message = str(cause)
    place, row_id = Place(file), None
    match path:
        case (str(section), int(number), *_) if section in SECTIONS:
            place = locate(section, number)
            row: object = document[section][number]
            row_id = row.get("id") if is_table(row) else None
            path = path[2:]
        case _:
            pass
    row_id = row_id if isinstance(row_id, str) else None
    return DataError(message, place.file, place.row, row_id, _dotted(path), expected)


def _dotted(path: Steps) -> str:
    words = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(words).removeprefix(".")


def _suggestion(word: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    close = get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _with_shared_vocabulary(provider: Provider) -> Provider:
    """Add the shared measures and benchmarks that the records name and the document does not."""
    named = {(each.of, each.id) for record in provider.records() for each in references(record)}
    own = {record.id for record in provider.records()}
    measures = {id for of, id in named if of == "measure"}
    benchmarks = {id for of, id in named if of in ("benchmark", "record")} - own
    shared = vocabulary()
    measures |= {
        each.growth_of for each in shared.measures if each.id in measures and each.growth_of
    }
    return evolve(
        provider,
        measures=Catalog(
            [
                *provider.measures,
                *shared.measures.where(
                    lambda each: each.id in measures and each.id not in provider.measures.ids
                ),
            ]
        ),
        benchmarks=Catalog(
            [*provider.benchmarks, *shared.benchmarks.where(lambda each: each.id in benchmarks)]
        ),
    )


@cache
def vocabulary() -> Provider:
    """The measures and benchmarks that all providers share."""
    document: dict[str, Any] = {"schema": "1.0", "id": "shared"}
    for section in ("measures", "benchmarks"):
        document |= _read_toml(DATA / f"{section}.toml", DATA)
    return converter().structure(document, Provider)


def _check_ids(
    provider: Provider, document: Mapping[str, Any], locate: Locate, header: str | None
) -> None:
    """Refuse an id that two records have, and an id of nothing."""
    if provider.company is not None and provider.company.id != provider.id:
        msg = f"found {provider.company.id!r}"
        raise DataError(
            msg, header, path="company.id", expected=f"the provider's id, {provider.id!r}"
        )
    places = {("record", provider.id): Place(header)}
    for section in SECTIONS:
        for number, row in enumerate(document.get(section, ())):
            key = _namespace(section), row["id"]
            place = locate(section, number)
            if key in places:
                taken = ", ".join(filter(None, places[key])) or "the provider"
                msg = f"the id is taken already, by {taken}"
                raise DataError(msg, *place, row["id"], "id", "an id of its own")
            places[key] = place
    known = {
        "record": {id for namespace, id in places if namespace == "record"}
        | set(provider.benchmarks.ids),
        "measure": set(provider.measures.ids),
        "benchmark": set(provider.benchmarks.ids),
        "source": set(provider.sources.ids),
    }
    for record in provider.records():
        namespace = "measure" if isinstance(record, Measure) else "record"
        for path, of, id in references(record):
            if id not in known[of]:
                place = places.get((namespace, record.id), Place(header))
                msg = f"nothing has the id {id!r}{_suggestion(id, known[of])}"
                raise DataError(msg, *place, record.id, path, f"the id of a {of}")


def _namespace(section: str) -> str:
    return "measure" if section == "measures" else "record"


# Writing


def to_dict(provider: Provider) -> dict[str, Any]:
    """Give plain dicts, lists and texts; `Provider.to_dict` documents how."""
    document: dict[str, Any] = converter().unstructure(provider)
    document["schema"] = provider.schema
    for row in [*document.get("models", ()), *document.get("events", ())]:
        if row["provider"] == provider.id:
            del row["provider"]
    document.get("company", {}).pop("id", None)
    return document


def to_json(provider: Provider) -> bytes:
    """Give canonical JSON; `Provider.to_json` documents how."""
    text = json.dumps(to_dict(provider), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def dump(provider: Provider, path: str | os.PathLike[str]) -> None:
    """Write canonical JSON to a file; `Provider.dump` documents how."""
    path = Path(path)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.write_bytes(to_json(provider))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
