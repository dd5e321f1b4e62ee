"""Writes the tables of columns into frames.md; run it after every change of a field."""

import re

from aiproviders import Provider
from aiproviders._frames.columns import Column
from aiproviders._frames.provider_tables import provider_tables
from aiproviders.usage._price_tables.price_table import PRICE_TABLES
from tools.docs import DOCS

PAGE = DOCS / "frames.md"
_MARKED = re.compile(r"<!-- columns of (\w+) begin -->.*?<!-- columns end -->", re.DOTALL)


def page(text: str) -> str:
    """Return the text of the page with the columns of the present fields."""
    held = {name: table.columns for name, table in provider_tables(Provider(id="empty")).items()}
    held |= {f"price_table_{form}": columns for form, columns in PRICE_TABLES.items()}

    def marked(match: re.Match[str]) -> str:
        rows = "\n".join(map(_row, held[match[1]]))
        header = "| Column | Holds | |\n|---|---|---|"
        begin = f"<!-- columns of {match[1]} begin -->"
        return f"{begin}\n\n{header}\n{rows}\n\n<!-- columns end -->"

    return _MARKED.sub(marked, text)


def _row(column: Column) -> str:
    return f"| `{column.name}` | {column.kind} | {column.meaning} |"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
