"""Reading and writing of providers: files, texts and plain values in, canonical JSON out."""

import json
import os
import warnings
from itertools import islice
from typing import Any

from attrs import evolve

from aiproviders._format.added_records import note_as_checked
from aiproviders._format.bundled.vocabulary import with_shared_vocabulary
from aiproviders._format.converter import converter
from aiproviders._format.documents import Document, read_json, read_path, read_values
from aiproviders._format.validation import OWN_SCHEMA, Validation
from aiproviders._records.provider import Provider
from aiproviders._values.wording import listed
from aiproviders.errors import DataError

_REPORTED = 1_000


def load(path: str | os.PathLike[str]) -> Provider:
    """Implement `Provider.load`."""
    return _provider(read_path(path))


def validate(path: str | os.PathLike[str]) -> tuple[DataError, ...]:
    """Implement `Provider.validate`."""
    try:
        document = read_path(path)
    except DataError as error:
        return (error,)
    return tuple(islice(Validation(document).errors(), _REPORTED))


def from_json(text: bytes | str) -> Provider:
    """Implement `Provider.from_json`."""
    return _provider(read_json(text))


def from_dict(document: object) -> Provider:
    """Implement `Provider.from_dict`."""
    return _provider(read_values(document))


def _provider(document: Document) -> Provider:
    validation = Validation(document)
    for error in validation.errors():
        raise error
    provider = with_shared_vocabulary(validation.provider)
    if validation.is_newer:
        provider = evolve(provider, schema=OWN_SCHEMA)
    else:
        note_as_checked(provider)
    if left_out := validation.left_out:
        msg = (
            f"the document is of schema {validation.contents['schema']}, newer than this package "
            f"reads; left out: {listed(left_out)}"
        )
        warnings.warn(msg, stacklevel=4)
    return provider


# Writing


def to_dict(provider: Provider) -> dict[str, Any]:
    """Implement `Provider.to_dict`."""
    stated: dict[str, Any] = converter().unstructure(provider)
    document = {key: value for key, value in stated.items() if value != []}
    document["schema"] = provider.schema
    for row in document.get("models", ()):
        if row["provider"] == provider.id:
            del row["provider"]
    document.get("company", {}).pop("id", None)
    return document


def to_json(provider: Provider) -> bytes:
    """Implement `Provider.to_json`."""
    return canonical(to_dict(provider))


def canonical(document: dict[str, Any]) -> bytes:
    """Return plain values as canonical JSON in UTF-8."""
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def dump(provider: Provider, path: str | os.PathLike[str]) -> None:
    """Implement `Provider.dump`."""
    from aiproviders._format.atomic_write import replacing

    with replacing(path) as unfinished:
        unfinished.write_bytes(to_json(provider))
