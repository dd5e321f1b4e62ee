"""The command `aiproviders`, which `python -m aiproviders` runs too."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec

from aiproviders._cli.streams import (
    BROKEN_PIPE,
    INTERRUPTED,
    MISUSE,
    discard_output,
    prepare_streams,
    sentence,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        arguments: Arguments of the command; those of the process by default.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    prepare_streams()
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        discard_output()
        return BROKEN_PIPE
    except OSError as error:
        discard_output()
        print(f"Error: {sentence(error)}", file=sys.stderr)  # noqa: T201 - a command prints
        return MISUSE


def _run(arguments: Sequence[str]) -> int:
    missing = next((name for name in ("click", "rich") if find_spec(name) is None), None)
    if missing is not None:
        from aiproviders._cli.fallback import run_without

        return run_without(missing, arguments)
    match [*arguments]:
        case ["--version"]:
            from aiproviders._values.version import __version__

            answer = f"aiproviders {__version__}"
        case ["-h" | "--help"]:
            from aiproviders._cli.help import help_text

            answer = help_text()
        case _:
            from aiproviders._cli.main import run

            return run(arguments)
    print(answer)  # noqa: T201 - a command prints
    return 0


if __name__ == "__main__":
    sys.exit(main())
