"""A response of an SDK as plain values, without the SDK."""

from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from typing import Any

from attrs import asdict as attrs_dict
from attrs import has

from aiproviders._values.wording import quoted
from aiproviders.usage._formats.record_format import Record


def plain(response: Any) -> Record:
    """Return a response as a record.

    Raises:
        TypeError: It is neither a mapping nor an object that tells its fields.
    """
    if isinstance(response, Mapping):
        return response
    for method in ("model_dump", "to_dict", "dict"):
        dump = getattr(response, method, None)
        if callable(dump) and not isinstance(response, type):
            dumped: Any = dump()
            if isinstance(dumped, Mapping):
                return dumped
    if is_dataclass(response) and not isinstance(response, type):
        return asdict(response)
    if has(type(response)):
        return attrs_dict(response)
    msg = f"expected a response of an SDK or a dict, got {quoted(response)}"
    raise TypeError(msg)
