"""How an object shows itself in notebooks, terminals and as text, and becomes plain values.

The methods call `aiproviders._display` and `aiproviders._format`, rooms above this one, when asked,
and so stand in a module of their own.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from rich.console import Console, ConsoleOptions, RenderableType

_ROWS = 20
_WIDTH = 80


class Shown:
    """Shows an object as HTML in a notebook, and as a table in a terminal."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_(include=["text/html"])["text/html"]

    def _repr_mimebundle_(
        self, include: "Container[str] | None" = None, exclude: "Container[str] | None" = None
    ) -> dict[str, str]:
        """Return HTML and the same in plain text, as IPython asks for them; long tables are cut."""
        from aiproviders._display.html import html
        from aiproviders._display.plain_text import plain_text
        from aiproviders._display.views import short_view

        shown = short_view(self, _ROWS)
        writers = {"text/plain": plain_text, "text/html": html}
        return {
            kind: write(shown)
            for kind, write in writers.items()
            if (not include or kind in include) and (not exclude or kind not in exclude)
        }

    def __rich_console__(
        self, console: "Console", options: "ConsoleOptions"
    ) -> "Iterator[RenderableType]":
        from aiproviders._display.terminal import renderables
        from aiproviders._display.views import view

        yield from renderables(view(self))


class ShownAsText(Shown):
    """Shows an object likewise where it is printed: as the tables of its view, in plain text."""

    __slots__ = ()

    def __str__(self) -> str:
        from aiproviders._display.plain_text import plain_text
        from aiproviders._display.views import view

        return plain_text(view(self).brief, width=_WIDTH)


class Plain:
    """Becomes plain values, or JSON, in the format of files."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as dicts, lists and texts, without the fields that are not stated.

        It is the row that stands for it in a file, and `json.dumps` takes it; exact numbers and
        dates are texts.
        """
        from aiproviders._format.converter import converter

        plain: dict[str, Any] = converter().unstructure(self)
        return plain

    def to_json(self) -> bytes:
        """Return it as canonical JSON: UTF-8, keys sorted, exact numbers as texts."""
        from aiproviders._format.serialization import canonical

        return canonical(self.to_dict())


def records_text(records: "Iterable[Any]") -> str:
    """Return records as a table in plain text, a line to each."""
    from aiproviders._display.plain_text import plain_text_table
    from aiproviders._display.record_tables import records_table

    return plain_text_table(records_table(records, places=False))
