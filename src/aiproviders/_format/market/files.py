"""The files of a market: a folder of labs, or one JSON file."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiproviders._format import serialization
from aiproviders._format.strict_reading import (
    existing_path,
    is_list,
    is_table,
    parse_json,
    read_bytes,
)
from aiproviders._format.validation import OWN_SCHEMA, SCHEMA, schema_version, version_error
from aiproviders._format.value_errors import escaped
from aiproviders._records.market import Market
from aiproviders._records.provider import Provider
from aiproviders._values.wording import quoted
from aiproviders.errors import DataError

_LIMIT = 64 * 2**20
_WITHIN_LIMIT = f"at most {_LIMIT // 2**20} MiB for a market"


def load(path: str | os.PathLike[str]) -> Market:
    """Implement `Market.load`."""
    given = existing_path(path)
    return _load_folder(given) if given.is_dir() else _load_file(given)


def _load_folder(folder: Path) -> Market:
    labs: list[Provider] = []
    for each in sorted(path for path in folder.iterdir() if path.is_dir()):
        with _placed(f"{escaped(each.name)}/"):
            labs.append(Provider.load(each))
    versions = sorted(lab.data_version for lab in labs if lab.data_version)
    if not versions:
        msg = f"there is no lab with a data_version in the folder {quoted(folder.name)}"
        raise DataError(msg, expected="a folder of TOML files for each lab")
    return Market(labs, edition=versions[-1].rpartition(".")[0])


def _load_file(path: Path) -> Market:
    name = escaped(path.name)
    contents = parse_json(read_bytes(path, _LIMIT, _WITHIN_LIMIT), name)
    rows, edition = _checked(contents, name)
    labs: dict[str, Provider] = {}
    for number, row in enumerate(rows, 1):
        id = escaped(str(row.get("id"))) if is_table(row) else "no table"
        with _placed(name, f"providers row {number} ({id})"):
            lab = serialization.from_dict(row)
            if lab.id in labs:
                msg = f"the id {quoted(lab.id)} is taken already"
                raise DataError(msg, path="id", expected="an id that no other lab has")
        labs[lab.id] = lab
    return Market(labs.values(), edition=edition)


def _checked(contents: object, file: str) -> tuple[list[Any], str]:
    """Return the labs and the edition that a file has.

    Raises:
        DataError: It is no market, or not of a version that this package reads.
    """
    expected = "an object with schema, edition and providers"
    if not is_table(contents):
        raise _mismatch(contents, file, None, expected)
    version = schema_version(contents)
    if version is None or version[0] != SCHEMA[0]:
        raise version_error(contents, file)
    rows, edition = contents.get("providers"), contents.get("edition")
    if edition is None:
        msg = "edition is missing"
        raise DataError(msg, file, path="edition", expected="a month such as '2026.11'")
    if not isinstance(edition, str):
        raise _mismatch(edition, file, "edition", "a text")
    if not is_list(rows):
        raise _mismatch(rows, file, "providers", "a list")
    unknown = sorted(contents.keys() - {"schema", "edition", "providers"})
    if unknown and version <= SCHEMA:
        msg = f"there is no field {quoted(unknown[0])}"
        raise DataError(msg, file, path=escaped(unknown[0]), expected=expected)
    return rows, edition


def _mismatch(value: object, file: str, path: str | None, expected: str) -> DataError:
    found = quoted(value)
    return DataError(f"found {found}", file, path=path, expected=expected, found=found)


@contextmanager
def _placed(file: str, lab: str | None = None) -> Generator[None]:
    """Say in an error about one lab which folder or file, and which row of it, the lab is in."""
    try:
        yield
    except DataError as error:
        row = ", ".join(filter(None, (lab, error.row))) or None
        rest = error.id, error.path, error.expected, error.found, error.line
        raise DataError(error.message, file + (error.file or ""), row, *rest) from None


def to_json(market: Market) -> bytes:
    """Return a market as canonical JSON in UTF-8."""
    labs = [serialization.to_dict(lab) for lab in market]
    document = {"schema": OWN_SCHEMA, "edition": market.edition, "providers": labs}
    return serialization.canonical(document)


def digest(market: Market) -> str:
    """Implement `Market.digest`."""
    return sha256(to_json(market)).hexdigest()


def dump(market: Market, path: str | os.PathLike[str]) -> None:
    """Implement `Market.dump`."""
    from aiproviders._format.atomic_write import replacing

    with replacing(path) as unfinished:
        unfinished.write_bytes(to_json(market))
