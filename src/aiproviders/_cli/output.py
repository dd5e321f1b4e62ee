"""What the command writes to its streams: tables, JSON, CSV and progress.

rich, and what it does not need for an answer, are imported where they are needed.
"""

import os
import re
import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from io import StringIO
from typing import TYPE_CHECKING, Any

from click import echo

if TYPE_CHECKING:
    from aiproviders._display.cells import View
    from aiproviders._records.frame_methods import Tabular

_UNLIMITED = 100_000
_AS_A_TERMINAL = {"COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE"}
"""Variables that give a pipe the width or colors of a terminal; rich writes for these alone."""

# JSON and CSV leave these characters as they are; terminals and encodings do not take them as text.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write_collections(form: str | None, *collections: "Tabular") -> None:
    """Print collections as tables, or the rows of all of them as `json` or `csv`."""
    if form is None:
        write_views(*collections)
        return
    from aiproviders._frames.tables import data_table

    tables = [data_table(collection) for collection in collections]
    rows = [row for each in tables for row in each.rows]
    if form == "json":
        write_json(rows)
    else:
        write_csv([column.name for column in tables[0].columns], rows)


def write_views(*shown: object) -> None:
    """Print views, or objects that have one, at the width of the terminal; in full elsewhere."""
    views = [*map(_view_of, shown)]
    if sys.stdout.isatty() or os.environ.keys() & _AS_A_TERMINAL:
        text = _styled(views)
    else:
        from aiproviders._display.plain_text import unlimited_text

        text = "\n\n".join(map(unlimited_text, views))
    echo(text, color=True)


def _view_of(shown: object) -> "View":
    from aiproviders._display.cells import View

    if isinstance(shown, View):
        return shown
    from aiproviders._display.views import view

    return view(shown)


def _styled(views: "Iterable[View]") -> str:
    from rich.console import Console

    from aiproviders._display.terminal import renderables

    is_limited = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if is_limited else _UNLIMITED)
    with console.capture() as captured:
        for number, each in enumerate(views):
            if number:
                console.print()
            console.print(*renderables(each), sep="\n")
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    return text.rstrip("\n")


def write_answer(form: str | None, path: str, providers: Sequence[str]) -> None:
    """Print which file is written, and of which providers."""
    if form == "json":
        write_json({"path": path, "providers": providers})
    else:
        echo(f"{path} is written: {', '.join(providers)}")


def write_json(value: object) -> None:
    """Print JSON, in UTF-8 whatever the encoding of the terminal."""
    import json

    from aiproviders._frames.columns import value_text

    text = json.dumps(value, ensure_ascii=False, indent=2, default=value_text, allow_nan=False)
    text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    echo(f"{text}\n".encode(), nl=False)


def write_csv(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print a header and rows as CSV, in UTF-8; a value that is None is an empty field."""
    import csv

    from aiproviders._frames.columns import value_text

    text = StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: value_text(value) for name, value in row.items()} for row in rows)
    echo(_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.getvalue()).encode(), nl=False)


@contextmanager
def progress(task: str, steps: int | None = None) -> Generator[Callable[..., None]]:
    """Show a progress bar on a terminal, once the work has taken a second.

    Yields a function that moves the bar on by one step, or by the number of steps it is given.
    """
    if not sys.stderr.isatty():
        yield _ignore
        return
    from threading import Timer

    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task_id = bar.add_task(task, total=steps)
    timer = Timer(1, bar.start)
    timer.start()
    try:
        yield partial(bar.advance, task_id)
    finally:
        timer.cancel()
        timer.join()
        if bar.live.is_started:
            bar.stop()


def _ignore(_steps: int = 1) -> None:
    """Take the place of a bar where there is no terminal."""
