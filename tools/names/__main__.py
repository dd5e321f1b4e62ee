"""Measures how names are resolved, and writes the counts into docs/explanation-names.md."""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tools.docs import DOCS
from tools.edition.inputs import read_inputs
from tools.names.measure import REVIEWED, Named, Verdict, measure

PAGE = DOCS / "explanation-names.md"
_BEGIN, _END = "<!-- counts begin -->", "<!-- counts end -->"
_COUNTED: tuple[tuple[str, tuple[Verdict, ...]], ...] = (
    ("Found", ("found", "reviewed")),
    ("Not billed", ("not billed",)),
    ("Missed", ("missed",)),
    ("Of no model here", ("none",)),
    ("Wrong", ("wrong",)),
)


def main() -> int:
    """Write the counts; return 1 if a name finds another model, or one that nobody reviewed."""
    parser = argparse.ArgumentParser(prog="python -m tools.names")
    parser.add_argument("--models-dev", type=Path, required=True, help="a checkout of models.dev")
    parser.add_argument("--cache", type=Path, default=Path(".nox/edition"), help="where wheels are")
    parser.add_argument("--reviewed", action="store_true", help="all that is found was reviewed")
    options = parser.parse_args()
    named = [*measure(read_inputs(options.cache, options.models_dev).catalogs)]
    if options.reviewed:
        write_reviewed(named)
    before, rest = PAGE.read_text("utf-8").split(_BEGIN)
    _, after = rest.split(_END)
    PAGE.write_text(f"{before}{_BEGIN}\n\n{table(named)}\n\n{_END}{after}", "utf-8")
    faults = sorted({each for each in named if each.verdict in {"wrong", "open"}})
    for each in faults:
        print(f"{each.verdict}: {each.catalog}, {each.name}: {each.model}")
    return 1 if faults else 0


def table(named: Iterable[Named]) -> str:
    """Return the counts as a table, a row for each price catalog."""
    counted = Counter((each.catalog, each.verdict) for each in named)
    rows = [f"| Names of | {' | '.join(title for title, _ in _COUNTED)} |"]
    rows.append(f"|---|{'--:|' * len(_COUNTED)}")
    for catalog in dict.fromkeys(catalog for catalog, _ in counted):
        sums = (sum(counted[catalog, each] for each in verdicts) for _, verdicts in _COUNTED)
        rows.append(f"| {catalog} | {' | '.join(f'{number:,}' for number in sums)} |")
    return "\n".join(rows)


def write_reviewed(named: Iterable[Named]) -> None:
    """Write down the names that the tables do not decide, with the models that were found."""
    pairs = sorted(
        {(each.name, each.model) for each in named if each.verdict in {"open", "reviewed"}}
    )
    with REVIEWED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("name", "model"), *pairs])


if __name__ == "__main__":
    sys.exit(main())
