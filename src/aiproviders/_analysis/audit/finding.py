"""A finding of the audit: which statements disagree, by which rule, and how much is wrong.

It loads no rule, so that a finding is known to whatever shows one.
"""

from typing import Literal, TypeAlias, get_args

from attrs import field, frozen

from aiproviders._records.fields import RECORD_ID, sealed
from aiproviders._records.record import Record
from aiproviders._values.wording import angled, printable

Rule: TypeAlias = Literal[
    "share", "same-figure", "first", "rivals", "membership", "exchange-rate", "growth", "order",
    "vocabulary", "twins", "access", "plan", "wording", "name",
    "price",
]  # fmt: skip
"""What kind of disagreement a finding is."""

Severity: TypeAlias = Literal["contradiction", "tension", "note"]
"""How much is wrong: both cannot be so, one is in doubt, or something is worth knowing."""

SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Finding(Record):
    """Statements that disagree, and why; printing it shows where each is printed.

    Attributes:
        rule: What kind of disagreement it is.
        severity: `contradiction` where both cannot be right, `tension` where one of them is in
            doubt, such as "about", and `note` where it is only worth knowing.
        records: Ids of the records that disagree.
        arithmetic: The calculation, or the dates, in words.
    """

    rule: Rule
    severity: Severity
    records: tuple[str, ...] = field(metadata=RECORD_ID)
    arithmetic: str

    def __str__(self) -> str:
        """Severity and rule, the arithmetic, and a line for each citation."""
        places = [
            f"- “{place.text}”: {place}" if place.text else f"- {place}" for place in self.citations
        ]
        lines = [*self.arithmetic.replace("; ", ";\n").split("\n"), *places]
        shown = (f"  {printable(line)}" for line in lines)
        return "\n".join([f"{self.severity}: {self.rule}", *shown])

    def __repr__(self) -> str:
        return angled("Finding", f"{self.severity}: {self.rule}: {self.arithmetic}")
