"""The command `aiproviders` with the extra `cli`: its subcommands, errors and exit codes."""

import warnings
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import click

from aiproviders._cli.commands.names import COMMANDS
from aiproviders._cli.streams import BROKEN_PIPE, INTERRUPTED, MISUSE, discard_output, sentence
from aiproviders._values.version import __version__
from aiproviders.errors import AIProvidersError, AmbiguousFactError, DataError, NotStatedError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Misuse(click.ClickException):
    """An error of the user, as a sentence."""

    exit_code = MISUSE

    def __init__(self, error: Exception) -> None:
        super().__init__(sentence(error))


class DataProblem(Misuse):
    """Data that is missing, ambiguous or invalid, as a sentence."""

    exit_code = 1


class _Commands(Mapping[str, click.Command]):
    """The commands by name, each of which is loaded when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        module, _ = COMMANDS[name]
        command: click.Command = getattr(import_module(f"aiproviders._cli.commands.{module}"), name)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class CommandGroup(click.Group):
    """A group of commands whose errors are printed as a sentence and give an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as in click
        """Return the names of the commands, in the order of the help."""
        return [*COMMANDS]

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002
        """Return the help of the command as a whole."""
        from aiproviders._cli.help import help_text

        return help_text()

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Complete names of commands, and options."""
        from click import shell_completion

        names = [
            shell_completion.CompletionItem(name, help=does)
            for name, (_, does) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

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
                click.echo(f"Warning: {sentence(warning.message)}", err=True)


@click.group(
    cls=CommandGroup,
    commands=cast("dict[str, click.Command]", _Commands()),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="aiproviders", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        from aiproviders._cli.output import write_views
        from aiproviders._format.registry import providers

        write_views(*providers())


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
