"""A finding of the audit for people: what is wrong in a sentence, and the places of both sides."""

from aiproviders._analysis.audit.finding import Finding, Rule
from aiproviders._report.blocks import Disagreement
from aiproviders._report.links import Links

_LEADS: dict[Rule, str] = {
    "share": "A share is not what its parts make.",
    "same-figure": "One figure is stated of different times.",
    "first": "Two are said to be the first.",
    "rivals": "One thing is stated in two ways.",
    "membership": "A whole and its parts may not fit together.",
    "exchange-rate": "Two conversions imply different rates.",
    "growth": "A growth or a sum is not what its figures make.",
    "order": "Dates are in the wrong order, or their order is open.",
    "vocabulary": "A unit or a result does not fit what is measured.",
    "twins": "Two have the same figures.",
    "access": "Statements on access do not fit together.",
    "plan": "A plan seems to be done, or is overdue.",
    "wording": "One figure is worded in two ways.",
    "name": "A name says another size than the facts.",
    "price": "Prices of one offer differ.",
}


def disagreement(finding: Finding, links: Links) -> Disagreement:
    """Return a finding with the places that it cites, and links to its records."""
    return Disagreement(
        finding.severity,
        lead(finding),
        finding.arithmetic.replace("; ", ";\n"),
        tuple(map(links.place_cell, finding.citations)),
        tuple(map(links.link_cell, finding.records)),
    )


def lead(finding: Finding) -> str:
    """Return a sentence on what kind of disagreement a finding is."""
    return _LEADS[finding.rule]
