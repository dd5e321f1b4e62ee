"""What a notebook and rich show of an object; the modules that lay it out load when asked."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from rich.console import Console, ConsoleOptions, RenderableType

_ROWS = 20


class Shown:
    """Shows an object as HTML in a notebook, and as a table in a terminal."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return self._repr_mimebundle_(include=["text/html"])["text/html"]

    def _repr_mimebundle_(
        self, include: "Container[str] | None" = None, exclude: "Container[str] | None" = None
    ) -> dict[str, str]:
        """HTML and its plain-text twin, as IPython asks for them; long tables are cut."""
        from aiproviders._display.html import html  # noqa: PLC0415 - for show only
        from aiproviders._display.plain_text import plain  # noqa: PLC0415 - for show only
        from aiproviders._display.views import view  # noqa: PLC0415 - for show only

        shown = view(self).shortened(_ROWS)
        writers = {"text/plain": plain, "text/html": html}
        return {
            kind: write(shown)
            for kind, write in writers.items()
            if (not include or kind in include) and (not exclude or kind not in exclude)
        }

    def __rich_console__(
        self, console: "Console", options: "ConsoleOptions"
    ) -> "Iterator[RenderableType]":
        from aiproviders._display.terminal import renderables  # noqa: PLC0415 - imports rich
        from aiproviders._display.views import view  # noqa: PLC0415 - for show only

        yield from renderables(view(self))
