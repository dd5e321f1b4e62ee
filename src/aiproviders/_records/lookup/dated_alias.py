"""Names that stand for one model until a day and for another one after it."""

from collections.abc import Iterable
from typing import Any, NamedTuple, cast

from attrs import field, frozen

from aiproviders._records.fields import as_period, sealed
from aiproviders._values.period import Period
from aiproviders._values.wording import OneLine, printable
from aiproviders.errors import ChangedNameWarning

_UNKNOWN_DAYS = Period("0001-01-01/9999-12-31")


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class DatedAlias(OneLine):
    """A name that stands for a model for some time, and for another one before or after.

    Attributes:
        name: The name, such as `deepseek-chat`.
        period: When it stands for the model, such as `2025-12-01/..`; None where that is not
            stated. An open beginning is the release of the model at the earliest.
    """

    name: str
    period: Period | None = field(default=None, converter=as_period)

    @property
    def days(self) -> Period:
        """The days on which it may stand for the model."""
        return self.period or _UNKNOWN_DAYS

    def __str__(self) -> str:
        """The name and its days, such as `deepseek-chat since 1 December 2025`."""
        return printable(" ".join(map(str, filter(None, (self.name, self.period)))))


class Holder(NamedTuple):
    """A record that a dated alias stands for.

    Attributes:
        alias: The alias, with its days.
        record: The record.
    """

    alias: DatedAlias
    record: Any

    @property
    def days(self) -> Period:
        """The days on which it may stand for the record, none of them before its release."""
        days, released = self.alias.days, self.record.released
        if released is None or released._first is None or released.after(days):
            return days
        first = max(filter(None, (days._first, released._first)))
        return Period(f"{first}/{days._last or '..'}")

    def __str__(self) -> str:
        """The id of the record and the days, such as `deepseek-v3.2 since 1 December 2025`."""
        return " ".join(map(str, filter(None, (self.record.id, self.alias.period))))


def dated_holders(records: Iterable[Any]) -> dict[str, list[Holder]]:
    """Return the records that each dated alias stands for, in order of the last day."""
    found: dict[str, list[Holder]] = {}
    for record in records:
        has_some = hasattr(cast("Any", type(record)), "dated_aliases")  # as models alone have
        for alias in record.dated_aliases if has_some else ():
            found.setdefault(alias.name, []).append(Holder(alias, record))
    for held in found.values():
        held.sort(key=lambda each: each.days._sort_key[2:4])
    return found


def changed(name: str, held: list[Holder]) -> ChangedNameWarning | None:
    """Return the warning that a name has stood for several models, or stands for none now.

    Args:
        name: The name, as it was asked for.
        held: What it stands for; empty if it is no dated alias.
    """
    is_steady = len(held) == 1 and (held[0].alias.period is None or held[0].days._last is None)
    if not held or is_steady:
        return None
    return ChangedNameWarning(name, tuple(map(str, held)))
