"""Odd values of a price catalog: left out one by one with one warning, or an error each."""

import warnings
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import TypeVar

from aiproviders._format.strict_reading import JsonObject
from aiproviders.adapters._reading.values import UnexpectedError
from aiproviders.adapters._reading.warning_level import callers_level
from aiproviders.errors import DataError, LeftOutWarning

_T = TypeVar("_T")
_MOST = 20
"""The most odd values of an entry that is still read, so that a made-up one takes linear time."""


class OddValues:
    """The odd values that were found in a price catalog.

    Attributes:
        errors: The error for each of them, by its text.
        fault: Makes the error for an unexpected value, whose path is complete.
    """

    def __init__(self, fault: Callable[[UnexpectedError], DataError], *, strict: bool) -> None:
        self.errors: dict[str, DataError] = {}
        self.fault = fault
        self._is_strict = strict
        self._changed: list[tuple[JsonObject, JsonObject]] = []  # with what they were

    def note(self, error: UnexpectedError | DataError) -> None:
        """Note an odd value, or raise its error where reading is strict."""
        found = self.fault(error) if isinstance(error, UnexpectedError) else error
        if self._is_strict:
            raise found from None
        self.errors.setdefault(str(found), found)

    def read(
        self,
        make: Callable[[Sequence[str]], _T],
        leave_out: Callable[[JsonObject, tuple[str, ...]], str],
        entry: JsonObject,
        *steps: str,
    ) -> _T | None:
        """Make something of an entry, without its odd values; None where that cannot be.

        Args:
            make: Makes it, told the names of the fields that were left out.
            leave_out: Takes an odd value out of the entry, with all that would mean something else
                without it, and returns the name of its field.
            entry: The entry, from which odd values are taken out.
            steps: The path to it.
        """
        left_out: list[str] = []
        while True:
            try:
                return make(left_out)
            except UnexpectedError as error:
                path = error.steps
                error.steps = (*steps, *path)
                if not path:
                    self.note(error)
                    return None
                if not left_out:
                    self._changed.append((entry, deepcopy(entry)))
                if (name := leave_out(entry, path)) in left_out:
                    return None  # It has to be there, and was noted.
                self.note(error)
                left_out.append(name)
                if len(left_out) > _MOST:
                    self.note(UnexpectedError(left_out, f"at most {_MOST} odd values", *steps))
                    return None
            except DataError:
                raise  # An error of a part, where reading is strict.
            except ValueError as error:
                # What a record refuses, such as a price beside another of the same length.
                at = self.fault(UnexpectedError(entry, "an entry", *steps))
                self.note(DataError(str(error), at.file, path=at.path))
                return None

    def put_back(self) -> None:
        """Put back what was left out since the last warning, where reading was interrupted."""
        while self._changed:
            entry, before = self._changed[-1]
            entry.clear()
            entry.update(before)
            self._changed.pop()

    def warn(self, source: str, *, is_empty: bool = False) -> None:
        """Warn once of all that was left out since the last warning.

        Args:
            source: What was read.
            is_empty: Whether nothing of it could be read.

        Raises:
            DataError: There is nothing but odd values.
        """
        self._changed.clear()
        if not self.errors:
            return
        errors, self.errors = self.errors, {}
        if is_empty:
            raise next(iter(errors.values()))
        warnings.warn(LeftOutWarning(source, tuple(errors)), stacklevel=callers_level())


def note_on(left_out: Sequence[str]) -> str | None:
    """Return the note of a record on the fields that were left out."""
    return f"Left out, as it cannot be read: {', '.join(left_out)}." if left_out else None
