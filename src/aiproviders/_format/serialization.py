"""The format: files, texts and plain values to providers, and providers to canonical JSON."""

import json
import os
import warnings
from itertools import islice
from typing import Any

from attrs import evolve

from aiproviders._format import files
from aiproviders._format.bundled import with_shared_vocabulary
from aiproviders._format.converter import converter
from aiproviders._format.files import Document
from aiproviders._format.validation import OWN_SCHEMA, Validation
from aiproviders._records.provider import Provider
from aiproviders.errors import DataError

_REPORTED = 1_000


def load(path: str | os.PathLike[str]) -> Provider:
    """Read a folder of TOML files or one file; `Provider.load` documents how."""
    return _provider(files.read(path))


def validate(path: str | os.PathLike[str]) -> tuple[DataError, ...]:
    """Say all that is wrong with a folder or file; `Provider.validate` documents how."""
    try:
        document = files.read(path)
    except DataError as error:
        return (error,)
    return tuple(islice(Validation(document).errors(), _REPORTED))


def from_json(text: bytes | str) -> Provider:
    """Read canonical JSON; `Provider.from_json` documents how."""
    return _provider(files.read_json(text))


def from_dict(document: object) -> Provider:
    """Read what `to_dict` gave; `Provider.from_dict` documents how."""
    return _provider(files.read_values(document))


def _provider(document: Document) -> Provider:
    validation = Validation(document)
    for error in validation.errors():
        raise error
    provider = converter(trusted=True).structure(validation.contents, Provider)
    if validation.is_newer:
        provider = evolve(provider, schema=OWN_SCHEMA)
    if left_out := validation.left_out:
        msg = (
            f"the document is of schema {validation.contents['schema']}, newer than this package "
            f"reads; left out: {', '.join(left_out)}"
        )
        warnings.warn(msg, stacklevel=4)
    return with_shared_vocabulary(provider)


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
    return canonical(to_dict(provider))


def canonical(document: dict[str, Any]) -> bytes:
    """Write plain values as canonical JSON."""
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def dump(provider: Provider, path: str | os.PathLike[str]) -> None:
    """Write canonical JSON to a file; `Provider.dump` documents how."""
    from aiproviders._format.atomic_write import replacing  # noqa: PLC0415 - imports tempfile

    with replacing(path) as unfinished:
        unfinished.write_bytes(to_json(provider))
