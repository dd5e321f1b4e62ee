"""Writes the tables of columns and formats of logs into formats-of-logs.md."""

import re
from collections.abc import Iterable

from aiproviders.usage._formats.every import RECORD_FORMATS, TABLE_FORMATS
from aiproviders.usage._formats.log_columns import LOG_COLUMNS, LogColumn
from aiproviders.usage._formats.record_format import RecordFormat
from aiproviders.usage._formats.table_format import TableFormat
from tools.docs import DOCS

PAGE = DOCS / "formats-of-logs.md"
_MARKED = re.compile(r"<!-- ([a-z ]+) begin -->.*?<!-- \1 end -->", re.DOTALL)


def page(text: str) -> str:
    """Return the text of the page with the present columns and formats."""
    columns = ["| Column | Holds | | Attribute |\n|---|---|---|---|", *map(_column, LOG_COLUMNS)]
    formats = ["| Name | | Told by | Leaves out |\n|---|---|---|---|"]
    formats += [_format(each, "columns") for each in TABLE_FORMATS]
    formats += [_format(each, "fields") for each in RECORD_FORMATS]
    tables = {"log columns": columns, "formats": formats}

    def marked(match: re.Match[str]) -> str:
        rows = "\n".join(tables[match[1]])
        return f"<!-- {match[1]} begin -->\n\n{rows}\n\n<!-- {match[1]} end -->"

    return _MARKED.sub(marked, text)


def _column(column: LogColumn) -> str:
    attribute = "" if column.attribute is None else f"`{column.attribute}`"
    return f"| `{column.name}` | {column.kind} | {column.meaning} | {attribute} |"


def _format(each: TableFormat | RecordFormat, noun: str) -> str:
    told_by = _listed(sorted(each.told_by) if isinstance(each, TableFormat) else each.told_by)
    notes = " ".join(each.notes)
    if isinstance(each, TableFormat) and each.refusal is not None:
        notes = f"It is refused: {each.refusal}."
    return f"| `{each.name}` | {each.title} | {noun} {told_by} | {notes} |"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
