"""A finding of the audit as HTML, with the places of both sides."""

from aiproviders._analysis.audit.findings import Finding
from aiproviders._display.html import cell_html, text_html
from aiproviders._report.links import Links


def finding_html(finding: Finding, links: Links) -> str:
    """Write a finding, the places that it cites, and links to its records."""
    rule = text_html(finding.rule.replace("-", " "))
    lines = "<br>".join(map(text_html, finding.arithmetic.replace("; ", ";\n").split("\n")))
    places = "".join(
        f"<li>{cell_html(links.place_cell(place), unfolded=True)}" for place in finding.citations
    )
    records = "; ".join(cell_html(links.link_cell(id), unfolded=True) for id in finding.records)
    of = "Between" if len(finding.records) > 1 else "About"
    return (
        f'<article class="{finding.severity}"><p><b>{rule}</b> {lines}</p>'
        f"<ul>{places}</ul><p><small>{of}: {records}</small></p></article>"
    )
