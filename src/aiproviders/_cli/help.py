"""The help of the command as a whole; click writes that of each of its commands.

It loads neither click, which takes longer than to print it, nor a command.
"""

from collections.abc import Iterator
from shutil import get_terminal_size
from textwrap import fill

from aiproviders._cli.commands.names import COMMANDS, GROUPS

_HELP = """\
Usage: aiproviders [OPTIONS] [COMMAND] [ARGS]...

  What is publicly known about AI providers.

  Without a command, print a brief on each provider. To begin: aiproviders find opus

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

{commands}
"""
_EXIT_CODES = """
  Exit codes:
    0    all is well
    1    findings, differences, invalid data, a fact that is not stated, a
         request without a price, or nothing found
    2    misuse: an unknown option, id or path, or a file that cannot be written
    130  interrupted
    141  the output was closed before it was read"""

_WIDEST, _NARROWEST, _MARGIN = 80, 50, 2
"""Columns of the text at most and at least, and those left free, as where click writes the help."""


def help_text() -> str:
    """Return the help, at the width of the terminal."""
    width = max(min(get_terminal_size().columns, _WIDEST) - _MARGIN, _NARROWEST)
    lines = _HELP.format(commands="\n\n".join(_groups())).split("\n")
    # What does not fit goes on below the text of its line, which stands behind two blanks.
    filled = (fill(line, width, subsequent_indent=" " * (line.rfind("  ") + 2)) for line in lines)
    return "\n".join(filled) + _EXIT_CODES


def _groups() -> Iterator[str]:
    widest = max(map(len, COMMANDS))
    for heading, commands in GROUPS.items():
        lines = (f"  {name:{widest}}  {does}" for name, (_, does) in commands.items())
        yield "\n".join((f"{heading}:", *lines))
