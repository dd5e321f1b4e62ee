"""What was left out of a log that was read: counted by reason, with the first places."""

from typing import NamedTuple

from aiproviders._values.wording import counted, listed, shorten

_PLACES = 3


class Skipped(NamedTuple):
    """Rows, lines, records or files that were left out for one reason.

    Attributes:
        reason: Why, in words.
        number: How many there are.
        places: Where the first of them are, such as `log.jsonl, line 3`.
    """

    reason: str
    number: int
    places: tuple[str, ...]

    def __str__(self) -> str:
        places = f" ({listed(self.places, _PLACES)})" if self.places else ""
        return f"{shorten(self.reason, 200)}: {counted(self.number, 'time')}{places}"


class Skipping:
    """Counts what is left out while a log is read."""

    def __init__(self, *, strict: bool = False) -> None:
        """Take whether the first thing that is left out for a fault is an error."""
        self.is_strict = strict
        self.faults = 0
        self._found = dict[str, tuple[int, tuple[str, ...]]]()

    def add(self, reason: str, place: str, count: int = 1, *, is_fault: bool = False) -> None:
        """Count something that is left out.

        Raises:
            ValueError: It is a fault of the log, and these are refused.
        """
        if is_fault and self.is_strict:
            msg = f"{place}: {reason}"
            raise ValueError(msg)
        self.faults += count if is_fault else 0
        before, places = self._found.get(reason, (0, ()))
        if len(places) < _PLACES:
            places = (*places, place)
        self._found[reason] = (before + count, places)

    def result(self) -> tuple[Skipped, ...]:
        """Return what was left out, the most first."""
        each = (Skipped(reason, *found) for reason, found in self._found.items())
        return tuple(sorted(each, key=lambda skipped: -skipped.number))
