"""Read one response of an SDK."""

from collections.abc import Iterator
from typing import Any

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._values.wording import listed, quoted
from aiproviders.usage._formats.every import RECORD_FORMATS
from aiproviders.usage._formats.logged_request import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record
from aiproviders.usage._reading.plain_response import plain

_DEEPEST = 3


def of(response: Any) -> LoggedRequest:
    """Read one response of an SDK: what was used, of which model, when, and at what service.

    Nothing of the SDK is imported.

    Args:
        response: The response, as an object or a dict; of a streamed one, the last chunk.

    Raises:
        ValueError: It is in no known format, says nothing of what was used, or holds several
            requests.
        TypeError: It is no object with fields.
    """
    record = plain(response)
    found = next((each for each in RECORD_FORMATS if each.recognizes(record)), None)
    if found is None:
        msg = f"no response of a known format: it has {listed(record, 12)}{_nearest(record)}"
        raise ValueError(msg)
    read = list(found.reader()(record))
    requests = [each for each in read if not isinstance(each, LeftOut)]
    if len(requests) == 1:
        return requests[0]
    if requests:
        msg = f"{found.title}: {len(requests)} requests; usage.read([…]) reads all of them"
        raise ValueError(msg)
    reasons = [each.reason for each in read if isinstance(each, LeftOut)]
    msg = f"{found.title}: {listed(reasons) or 'nothing is said of what was used'}"
    raise ValueError(msg)


def _nearest(record: Record) -> str:
    """Name the format that has most of the fields of a record, if any has two."""
    names = set(_names(record, 0))
    near = {each.title: len(names.intersection(each.told_by)) for each in RECORD_FORMATS}
    title = max(near, key=lambda each: near[each], default="")
    return f"; the nearest format is {quoted(title)}" if title and near[title] > 1 else ""


def _names(value: Any, depth: int) -> Iterator[str]:
    """Give the names of the fields of a record, and of what it holds."""
    if depth < _DEEPEST and is_table(value):
        yield from value
        for each in value.values():
            yield from _names(each, depth + 1)
    elif depth < _DEEPEST and is_list(value):
        for each in value:
            yield from _names(each, depth + 1)
