"""The command `aiproviders` with the extra `cli`: its subcommands, errors and exit codes."""

import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from aiproviders._cli import cost, facts, files, lists, lookup
from aiproviders._cli.output import (
    BROKEN_PIPE,
    INTERRUPTED,
    MISUSE,
    discard_output,
    sentence,
    write_views,
)
from aiproviders._format.registry import providers
from aiproviders._values.version import __version__
from aiproviders._values.wording import printable
from aiproviders.errors import AIProvidersError, AmbiguousFactError, DataError, NotStatedError

_EXIT_CODES = """\b
Exit codes:
  0    all is well
  1    findings, differences, invalid data, a fact that is not stated, a
       request without a price, or nothing found
  2    misuse: an unknown option, id or path, or a file that cannot be written
  130  interrupted
  141  the output was closed before it was read
"""


class Misuse(click.ClickException):
    """An error of the user, as a sentence."""

    exit_code = MISUSE

    def __init__(self, error: Exception) -> None:
        super().__init__(sentence(error))


class DataProblem(Misuse):
    """Data that is missing, ambiguous or invalid, as a sentence."""

    exit_code = 1


_GROUPS = {
    "Look something up": ("find", "show", "models", "timeline", "metrics", "market", "providers"),
    "Prices and costs": ("price", "compare", "prices", "cost"),
    "Check and cite": ("cite", "audit", "gaps", "diff"),
    "Files to hand over": ("report", "export"),
    "Data of your own": ("new", "validate", "schema"),
}
"""The commands in an order in which a newcomer needs them."""


class CommandGroup(click.Group):
    """A group of commands whose errors are printed as a sentence and give an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as in click
        """Return the names of the commands, in the order of the help."""
        return [name for names in _GROUPS.values() for name in names]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands into the help, group by group."""
        widest = max(map(len, self.commands))
        for heading, names in _GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [
                        (f"{name:{widest}}", self.commands[name].get_short_help_str(60))
                        for name in names
                    ]
                )

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, and print help or the version if they ask for it."""
        with _errors_explained(ctx):
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command, and exit with the code that it returns."""
        with _errors_explained(ctx), _warnings_printed():
            code = super().invoke(ctx)
        ctx.exit(code or 0)


@contextmanager
def _errors_explained(context: click.Context) -> Generator[None]:
    """Turn errors into sentences and exit codes."""
    try:
        yield
    except BrokenPipeError:
        discard_output()
        context.exit(BROKEN_PIPE)
    except KeyboardInterrupt:
        context.exit(INTERRUPTED)
    except (AmbiguousFactError, DataError, NotStatedError) as error:
        raise DataProblem(error) from error
    except (AIProvidersError, OSError, ValueError) as error:
        raise Misuse(error) from error
    except click.UsageError as error:
        if error.ctx is not None and "extra argument" in error.message:
            options = (option for each in error.ctx.command.params for option in each.opts)
            if "--provider" in options:
                msg = f"{error.message}; a provider is named by an option, as --provider alibaba"
                raise click.UsageError(msg, error.ctx) from None
        raise


@contextmanager
def _warnings_printed() -> Generator[None]:
    """Print each warning as one line, such as that of a package whose provider is left out."""
    with warnings.catch_warnings(record=True) as caught:
        try:
            yield
        finally:
            for warning in caught:
                click.echo(f"Warning: {printable(str(warning.message))}", err=True)


@click.group(
    help="""What is publicly known about AI providers.

    Without a command, print a brief on each provider. To begin: aiproviders find opus
    """,
    cls=CommandGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, prog_name="aiproviders", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        write_views(*providers())


for room in (lookup, facts, lists, cost, files):
    for command in room.COMMANDS:
        commands.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run a command, and return its exit code."""
    try:
        code = commands.main(
            list(arguments),
            prog_name="aiproviders",
            complete_var="_AIPROVIDERS_COMPLETE",
            standalone_mode=False,
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return code or 0
