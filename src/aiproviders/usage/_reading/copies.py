"""Files with the same content, packed or not, whose rows would count twice in silence."""

from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Any

from aiproviders.usage._reading.files import CUT, opened


class Copies:
    """Remembers what files hold."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names = dict[bytes, str]()

    def first_like(self, path: Path, name: str) -> str:
        """Return the name of the first file with the content of this one, which may be itself.

        What is cut short is like no other.
        """
        with suppress(*CUT), opened(path) as file:
            unpacked: Any = file
            return self._names.setdefault(file_digest(unpacked, "sha256").digest(), name)
        return name
