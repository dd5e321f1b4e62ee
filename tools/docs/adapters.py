"""Writes the table of fields that adapters leave out into adapters.md, from `LEFT_OUT`."""

from aiproviders.adapters._reading.fields_left_out import LEFT_OUT, LeftOut
from tools.docs import DOCS

PAGE = DOCS / "adapters.md"
BEGIN, END = "<!-- fields begin -->", "<!-- fields end -->"


def page(text: str) -> str:
    """Return the text of the page with the present table."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    header = "| Price catalog | Field | Why |\n|---|---|---|"
    rows = "\n".join(map(_row, LEFT_OUT))
    return f"{before}{BEGIN}\n\n{header}\n{rows}\n\n{END}{after}"


def _row(left_out: LeftOut) -> str:
    name, comma, where = left_out.field.partition(", ")
    field = f"`{name}`{comma}{where}" if " " not in name else left_out.field
    return f"| {left_out.price_catalog} | {field} | {left_out.reason} |"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
