"""What `where` takes of the fields and properties of records, for type checkers.

Written by tools/data/record_fields.py.
"""

from aiproviders._analysis.audit.finding import Rule, Severity
from aiproviders._records.catalog import Identified
from aiproviders._records.lookup.conditions import AnyOf
from aiproviders._records.lookup.record_fields import RecordFields


class FindingFields(RecordFields, total=False):
    """What `Findings.where` takes."""

    rule: AnyOf[Rule]
    severity: AnyOf[Severity]
    records: AnyOf[Identified | str]
    arithmetic: AnyOf[str]
