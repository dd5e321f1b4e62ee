"""The `aiproviders` command with the extra `cli`: what commands there are."""

from collections.abc import Sequence

import click

from aiproviders._cli import cost, facts, files, lists
from aiproviders._cli.output import Commands, write_views
from aiproviders._format.registry import providers
from aiproviders._values.pickling import __version__

_EXIT_CODES = """\b
Exit codes:
  0    all is well
  1    findings, differences, invalid data, a fact that is not stated, or a
       request without a price
  2    misuse: an unknown option, id or path, or a file that cannot be written
  130  interrupted
  141  nobody reads what is printed
"""


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EXIT_CODES,
)
@click.version_option(__version__, prog_name="aiproviders", message="%(prog)s %(version)s")
@click.pass_context
def commands(context: click.Context) -> None:
    """What is publicly known about AI providers.

    Without a command, print a brief on each provider.
    """
    if context.invoked_subcommand is None:
        write_views(*providers())


for command in (
    *cost.COMMANDS,
    *facts.COMMANDS,
    *files.COMMANDS,
    *lists.COMMANDS,
):
    commands.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run a command and give its exit code."""
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
