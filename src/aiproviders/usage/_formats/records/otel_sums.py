"""Spans that have requests beneath them, and count the tokens of these again."""

from collections.abc import Iterable, Mapping
from typing import Any

from aiproviders.usage._formats.stated import text

SUMS = ("invoke_agent", "invoke_workflow", "create_agent", "execute_tool")
"""What has requests beneath it, whose tokens it may sum."""

_IDS = (("spanId",), ("span_id",), ("SpanId",), ("context", "span_id"))
_PARENTS = (("parentSpanId",), ("parent_span_id",), ("ParentSpanId",), ("parent_id",))


def id_of(span: Any) -> str | None:
    """Return the id of a span."""
    return next(filter(None, (text(span, *path) for path in _IDS)), None)


class TokensBeneath:
    """How many tokens of input are counted beneath spans, which end after what is beneath them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._beneath = dict[str, int]()

    def add(self, spans: Iterable[tuple[Any, int]]) -> None:
        """Take the spans of a record, each with its tokens of input, in any order."""
        own = {id: (_parent_of(span), tokens) for span, tokens in spans if (id := id_of(span))}
        depths = _depths({id: parent or "" for id, (parent, _) in own.items()})
        for id in sorted(own, key=lambda each: -depths[each]):
            parent, tokens = own[id]
            if parent is not None:
                most = max(tokens, self._beneath.get(id, 0))
                self._beneath[parent] = self._beneath.get(parent, 0) + most

    def has(self, span: Any, tokens: int) -> bool:
        """Return whether the tokens of a span are those of the requests beneath it."""
        return 0 < self._beneath.get(id_of(span) or "", 0) <= tokens


def _depths(parents: Mapping[str, str]) -> dict[str, int]:
    """Return how deep each span is: how many spans it and those above it are, in a loop too."""
    depths = dict[str, int]()
    for id in parents:
        above, path = id, dict[str, int]()
        while above in parents and above not in depths and above not in path:
            path[above] = len(path)
            above = parents[above]
        before = path.get(above, len(path))  # the others are a loop
        depth = len(path) - before or depths.get(above, 0)
        for each, place in reversed(path.items()):
            depth += int(place < before)
            depths[each] = depth
    return depths


def _parent_of(span: Any) -> str | None:
    return next(filter(None, (text(span, *path) for path in _PARENTS)), None)
