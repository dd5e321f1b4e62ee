"""How the command answers: tables, JSON, CSV, progress, and errors with their exit codes."""

import csv
import json
import os
import re
import sys
import warnings
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from io import StringIO
from threading import Timer
from typing import TYPE_CHECKING, Any

import click

from aiproviders._cli.streams import BROKEN_PIPE, INTERRUPTED, MISUSE, discard_output, sentence
from aiproviders._display.cells import View, printable
from aiproviders.errors import AIProvidersError, AmbiguousFactError, DataError, NotStatedError

if TYPE_CHECKING:
    from aiproviders._records.frame_methods import Tabular

_WIDE = 100_000

# What JSON lets through as it is, and a terminal or an encoder does not take as text.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class Misuse(click.ClickException):
    """What a command cannot do, in a sentence."""

    exit_code = MISUSE

    def __init__(self, error: Exception) -> None:
        super().__init__(sentence(error))


class Shortcoming(Misuse):
    """What the data lacks or has wrong, in a sentence."""

    exit_code = 1


class Commands(click.Group):
    """Commands whose errors are one sentence and an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, of which some print help or the version."""
        with _explained(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, exit with the code that it gives, and say what went wrong."""
        with _explained(ctx), _told_warnings():
            code = super().invoke(ctx)
        ctx.exit(code or 0)


@contextmanager
def _explained(context: click.Context) -> Generator[None]:
    """Turn errors into sentences and exit codes."""
    try:
        yield
    except BrokenPipeError:
        discard_output()
        context.exit(BROKEN_PIPE)
    except KeyboardInterrupt:
        context.exit(INTERRUPTED)
    except (AmbiguousFactError, DataError, NotStatedError) as error:
        raise Shortcoming(error) from error
    except (AIProvidersError, OSError, ValueError) as error:
        raise Misuse(error) from error


@contextmanager
def _told_warnings() -> Generator[None]:
    """Say in a line each what was warned of, as of a package whose provider is left out."""
    with warnings.catch_warnings(record=True) as caught:
        try:
            yield
        finally:
            for warning in caught:
                click.echo(f"Warning: {printable(str(warning.message))}", err=True)


def write(form: str | None, *collections: "Tabular") -> None:
    """Print collections as tables, or the rows of all of them as JSON or CSV."""
    if form is None:
        write_views(*collections)
        return
    from aiproviders._frames.tables import table  # noqa: PLC0415 - not for tables

    tables = [table(collection) for collection in collections]
    rows = [row for each in tables for row in each.rows]
    if form == "json":
        write_json(rows)
    else:
        write_csv([column.name for column in tables[0].columns], rows)


def write_views(*shown: object) -> None:
    """Print views as tables that fit the terminal, or at full width where there is none."""
    from rich.console import Console  # noqa: PLC0415 - only for tables

    from aiproviders._display.terminal import renderables  # noqa: PLC0415 - likewise
    from aiproviders._display.views import view  # noqa: PLC0415 - likewise

    is_narrow = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if is_narrow else _WIDE)
    with console.capture() as captured:
        for number, each in enumerate(shown):
            if number:
                console.print()
            laid_out = each if isinstance(each, View) else view(each)
            console.print(*renderables(laid_out), sep="\n")
    text = "\n".join(line.rstrip() for line in captured.get().split("\n"))
    click.echo(text.rstrip("\n"), color=True)


def write_json(value: object) -> None:
    """Print JSON in UTF-8, whatever the terminal's encoding."""
    from aiproviders._frames.columns import written  # noqa: PLC0415 - not for --help

    text = json.dumps(value, ensure_ascii=False, indent=2, default=written)
    text = _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    click.echo(f"{text}\n".encode(), nl=False)


def write_csv(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print rows under a header, nothing where nothing is stated."""
    from aiproviders._frames.columns import written  # noqa: PLC0415 - not for --help

    text = StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: written(value) for name, value in row.items()} for row in rows)
    click.echo(_UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.getvalue()).encode(), nl=False)


def _stand_still(_: int = 1) -> None:
    """Move nothing on."""


@contextmanager
def progress(what: str, steps: int | None = None) -> Generator[Callable[..., None]]:
    """Show a bar, on a terminal alone and not before a second is over.

    Gives what moves it on, by a step or by a number of steps.
    """
    if not sys.stderr.isatty():
        yield _stand_still
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import Progress  # noqa: PLC0415 - likewise

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=steps)
    timer = Timer(1, bar.start)
    timer.start()
    try:
        yield partial(bar.advance, task)
    finally:
        timer.cancel()
        timer.join()
        if bar.live.is_started:
            bar.stop()
