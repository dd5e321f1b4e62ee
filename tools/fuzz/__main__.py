"""Fuzzes every target, each in a process of its own."""

import subprocess
import sys

from tools.fuzz.targets import TARGETS

_SECONDS = 50


def main() -> int:
    """Fuzz all targets; return 1 if an input was found that breaks a law of one of them."""
    broken = [
        name
        for name in TARGETS
        if subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-m", "tools.fuzz.search", name, str(_SECONDS)], check=False
        ).returncode
    ]
    print(f"findings: {', '.join(broken) or 'none'}")
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
