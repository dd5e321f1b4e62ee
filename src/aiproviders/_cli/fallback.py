"""The command without the extra `cli`: the brief, `validate` and `new`, read by argparse."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from aiproviders._cli import new_provider
from aiproviders._cli.streams import MISUSE, sentence
from aiproviders._display.plain_text import plain_text
from aiproviders._display.views import view
from aiproviders._format.registry import providers
from aiproviders._values.version import __version__
from aiproviders.errors import MissingExtraError

_WIDTH = 80


def run_without(missing: str, arguments: Sequence[str]) -> int:
    """Run a command and return its exit code.

    Args:
        missing: Name of the library of the extra that is not installed.
        arguments: Arguments of the command.
    """
    error = MissingExtraError(missing, "cli")
    if arguments and arguments[0] not in ("new", "validate", "--help", "-h", "--version"):
        print(f"Error: {error}", file=sys.stderr)  # noqa: T201 - a command prints
        return MISUSE
    parser = ArgumentParser(
        prog="python -m aiproviders",
        description="Without a command, print a brief on each provider.",
        epilog=f"There are more commands, but {error}",
    )
    parser.add_argument("--version", action="version", version=f"aiproviders {__version__}")
    parser.set_defaults(run=_brief)
    commands = parser.add_subparsers(metavar="COMMAND")
    validate = commands.add_parser("validate", help="list all that is wrong with a provider's data")
    validate.add_argument(
        "paths", nargs="+", metavar="PATH", help="a folder of TOML files, or a file"
    )
    validate.add_argument(
        "--publish", action="store_true", help="list what should not be published, too"
    )
    validate.set_defaults(run=_validate)
    new = commands.add_parser("new", help="write the smallest provider, to be filled in")
    new.add_argument("id", metavar="ID", help="the provider's id, such as acme")
    new.add_argument(
        "folder", nargs="?", metavar="FOLDER", help="where to; a new folder ID otherwise"
    )
    new.set_defaults(run=_new)
    options = parser.parse_args(arguments)
    try:
        code, text = options.run(options)
    except (OSError, ValueError) as fault:
        parser.error(sentence(fault))
    print(text)  # noqa: T201 - a command prints
    return int(code)


def _brief(_: Namespace) -> tuple[int, str]:
    return 0, "\n\n\n".join(plain_text(view(provider), width=_WIDTH) for provider in providers())


def _validate(options: Namespace) -> tuple[int, str]:
    found = [
        (path, new_provider.find_errors(path, publish=options.publish)) for path in options.paths
    ]
    text = "\n".join(new_provider.validation_message(path, errors) for path, errors in found)
    return int(any(errors for _, errors in found)), text


def _new(options: Namespace) -> tuple[int, str]:
    return 0, new_provider.created_message(new_provider.create(options.id, options.folder))
