"""The `aiproviders` command, which `python -m aiproviders` runs too."""

import sys
from collections.abc import Sequence
from importlib.util import find_spec

from aiproviders._cli.streams import (
    BROKEN_PIPE,
    INTERRUPTED,
    MISUSE,
    discard_output,
    sentence,
    settle,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, those of the command line unless told, and give its exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    settle()
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
        print(f"Error: {sentence(error)}", file=sys.stderr)  # noqa: T201 - a command speaks
        return MISUSE


def _run(arguments: Sequence[str]) -> int:
    missing = next((name for name in ("click", "rich") if find_spec(name) is None), None)
    if missing is not None:
        from aiproviders._cli.fallback import run_without  # noqa: PLC0415 - one or the other

        return run_without(missing, arguments)
    from aiproviders._cli.main import run  # noqa: PLC0415 - imports click

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
