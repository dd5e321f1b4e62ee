"""Sees that importing the package loads nothing unexpected; `nox -s package extras` run this."""

import subprocess
import sys


def imported(name: str) -> set[str]:
    """Names of the modules that are imported with a module, every warning an error."""
    command = [sys.executable, "-I", "-W", "error", "-X", "importtime", "-c", f"import {name}"]
    result = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}


found = imported("aiproviders") - imported("sys")
unexpected = {name for name in found if name.partition(".")[0] != "aiproviders"}
if "aiproviders" not in found or unexpected:
    sys.exit(f"importing aiproviders loads {', '.join(sorted(unexpected)) or 'nothing'}")
