"""Runs the counter-check and writes the result into docs/counter-check.md."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from tools.counter_check.calculators import calculators, read, versions
from tools.counter_check.check import across_price_catalogs, against_calculators
from tools.counter_check.report import page, report

PAGE = Path("docs/counter-check.md")


def main() -> int:
    """Print the report and write it into the page; return 1 if a difference is not explained."""
    price_catalogs = read()
    tallies = against_calculators(price_catalogs, calculators())
    text = report(
        datetime.now(UTC).date(), versions(), tallies, across_price_catalogs(price_catalogs)
    )
    print(text)
    PAGE.write_text(page(PAGE.read_text("utf-8"), text), "utf-8")
    unexplained = [each for tally in tallies.values() for each in tally.unexplained]
    for each in unexplained[:100]:
        print(
            f"not explained: {each.price_catalog}, {each.model.provider}, {each.model.id}, "
            f"{each.request}, {each.request.moment}: ours {each.ours}, theirs {each.theirs}"
        )
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
