"""Searches for an input that breaks a law of one target.

What reaches new lines is kept in `.hypothesis/fuzz`, where the next search starts; an input that
breaks a law or takes ten seconds is put there too, and ends the process with an error.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_KEPT = Path(".hypothesis", "fuzz")


def search(name: str, seconds: str) -> None:
    """Fuzz a target for some seconds, and end the process."""
    atheris: Any = import_module("atheris")  # which only the session of nox has
    corpus = _KEPT / name
    corpus.mkdir(parents=True, exist_ok=True)
    # Only modules that are imported here tell which lines are reached, inside functions too.
    with atheris.instrument_imports(include=["aiproviders"]):
        from tools.fuzz.targets import TARGETS, changed_json

        target = TARGETS[name]
        for number, seed in enumerate(target.seeds):
            (corpus / f"seed-{number}").write_bytes(seed)

        def change(content: bytes, longest: int, seed: int) -> bytes:
            """Change a value of a JSON document three times in four, and else any bytes."""
            changed = changed_json(content, seed) if target.is_json and seed % 4 else None
            return changed[:longest] if changed else bytes(atheris.Mutate(content, longest))

        def check(content: bytes) -> None:
            """Raise an error if the law does not hold."""
            if not target.holds(content):
                raise AssertionError(target.holds.__doc__)

        options = [
            f"-max_total_time={seconds}",
            "-timeout=10",
            "-max_len=65536",
            f"-artifact_prefix={_KEPT}/{name}-",
        ]
        atheris.Setup([sys.argv[0], *options, str(corpus)], check, custom_mutator=change)
        atheris.Fuzz()


if __name__ == "__main__":
    search(*sys.argv[1:])
