"""`python -m aiproviders`: a brief on each provider, and help for whoever publishes one."""

import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from pathlib import Path

from aiproviders._display import brief
from aiproviders._provider import Provider
from aiproviders._registry import providers
from aiproviders._text import counted

_NEW = """\
# Who the provider is. Further rows may stand here, or in other files of this folder.

schema = "1.0"
id = "{id}"

# Where every fact of this file stands that names no source of its own.
default_source = "website"

[company]
legal_name = "Full legal name of {id}"

[[sources]]
id = "website"
title = "Website of {id}"
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code: 0 if all is well, 1 for faulty data, 2 for misuse."""
    parser = ArgumentParser(
        prog="python -m aiproviders",
        description="Without a command, print a brief on each provider.",
    )
    parser.set_defaults(run=_brief)
    commands = parser.add_subparsers(metavar="COMMAND")
    validate = commands.add_parser("validate", help="list all that is wrong with a provider's data")
    validate.add_argument(
        "path", type=Path, metavar="PATH", help="a folder of TOML files, or a file"
    )
    validate.set_defaults(run=_validate)
    new = commands.add_parser("new", help="write the smallest provider, to be filled in")
    new.add_argument("id", type=_id, metavar="ID", help="the provider's id, such as acme")
    new.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="where to; a new folder ID otherwise"
    )
    new.set_defaults(run=_new)
    options = parser.parse_args(arguments)
    try:
        code, text = options.run(options)
    except OSError as error:
        parser.error(str(error))
    print(text)  # noqa: T201 - what the command is for
    return int(code)


def _brief(_: Namespace) -> tuple[int, str]:
    return 0, "\n\n\n".join(map(brief, providers()))


def _validate(options: Namespace) -> tuple[int, str]:
    path: Path = options.path
    errors = Provider.validate(path)
    if not errors:
        return 0, f"{path} is valid"
    folder = path if path.is_dir() else path.parent
    lines = [str(folder / str(error) if error.file else error) for error in errors]
    return 1, "\n".join([*lines, f"{path}: {counted(len(errors), 'error')}"])


def _new(options: Namespace) -> tuple[int, str]:
    folder: Path = options.folder or Path(options.id)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "provider.toml"
    with file.open("x", encoding="utf-8") as opened:
        opened.write(_NEW.format(id=options.id))
    return 0, f"{file} is written; fill it in, then run: python -m aiproviders validate {folder}"


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", text):
        msg = f"{text!r} is no id; write small letters, digits and hyphens, such as acme-labs"
        raise ArgumentTypeError(msg)
    return text


if __name__ == "__main__":
    sys.exit(main())
