"""Writes the findings into contradictions.md; run it after a change of data or of a rule."""

from aiproviders import alibaba, audit
from aiproviders.results import Finding
from tools.docs import DOCS

PAGE = DOCS / "contradictions.md"
BEGIN, END = "<!-- findings begin -->", "<!-- findings end -->"


def page(text: str) -> str:
    """Return the text of the page with the findings of the present data."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    header = "| Finding | Arithmetic | Records |\n|---|---|---|"
    rows = "\n".join(map(_row, audit(alibaba)))
    return f"{before}{BEGIN}\n\n{header}\n{rows}\n\n{END}{after}"


def _row(finding: Finding) -> str:
    records = ", ".join(f"`{id}`" for id in finding.records)
    places = dict.fromkeys(
        f"“{each.text}” ({each})" if each.text else str(each) for each in finding.citations
    )
    folded = f"<details><summary>where</summary>{'<br>'.join(places)}</details>"
    cells = (f"{finding.severity}: {finding.rule}", finding.arithmetic + folded, records)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
