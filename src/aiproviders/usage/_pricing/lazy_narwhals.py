"""Narwhals, imported when something of it is used: what needs it is there on the plain install."""

from typing import TYPE_CHECKING

from aiproviders._frames.data_frame import import_library

if TYPE_CHECKING:
    import narwhals as nw
else:

    class _Narwhals:
        def __getattr__(self, name: str) -> object:
            return getattr(import_library("narwhals", "frames"), name)

    nw = _Narwhals()

__all__ = ["nw"]
