"""What each request of a session of Codex used, by counts that are cumulative and repeated."""

from collections.abc import Mapping
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.record_format import LeftOut, Record
from aiproviders.usage._formats.stated import at, count, text

_COUNTS = {
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
    "cache_read_tokens": "cached_input_tokens",
    "cache_write_tokens": "cache_write_input_tokens",
    "reasoning_tokens": "reasoning_output_tokens",
}


def counts_of(usage: Any) -> Mapping[str, int]:
    """Return what Codex counts, by our names: its input includes the cache."""
    return {ours: count(usage, theirs) for ours, theirs in _COUNTS.items()}


class SessionCounts:
    """Follows the counts of a session."""

    def __init__(self) -> None:
        """Begin with none."""
        self._total: Mapping[str, int] = {}
        self._asked = dict[str, Record]()
        self._ids = dict[tuple[int, ...], set[str]]()
        self._compacted = set[str]()

    def used(self, info: Any) -> Usage | LeftOut | None:
        """Return what the request used after which a count of tokens stands there.

        It is left out if it stands there again, and None if nothing was asked.
        """
        total, last = at(info, "total_token_usage"), at(info, "last_token_usage")
        before, now = self._total, counts_of(total)
        if total is not None:
            self._total = now
            if now == before:
                return LeftOut("the same count of tokens stands there again")
        used = now
        if last is not None:
            used = counts_of(last)
        elif before and all(now[name] >= before[name] for name in now):
            used = {name: now[name] - before[name] for name in now}
        for id in self._ids.pop(tuple(used.values()), ()):
            del self._asked[id]
        return Usage(**used) if any(used.values()) else None

    @property
    def so_far(self) -> str:
        """How much the session has used, in words."""
        return ", ".join(f"{number:,} {name}" for name, number in self._total.items() if number)

    def compaction(self, record: Record) -> Record | None:
        """Return the record of the request that summed the session up, when it is known for one.

        Such a request has no count of tokens, or one that says the same; then it is not returned.
        """
        payload = record["payload"]
        id = text(payload, "response_id") or text(payload, "compaction_response_id") or ""
        if record["type"] == "compacted":
            self._compacted.add(id)
        elif is_table(payload.get("usage")):
            counts = _asked_by(record)
            self._forget(id)
            self._asked[id] = record
            self._ids.setdefault(counts, set()).add(id)
        return self._forget(id) if id in self._compacted else None

    def _forget(self, id: str) -> Record | None:
        record = self._asked.pop(id, None)
        if record is not None:
            self._ids[_asked_by(record)].remove(id)
        return record


def _asked_by(record: Record) -> tuple[int, ...]:
    return tuple(counts_of(record["payload"]["usage"]).values())
