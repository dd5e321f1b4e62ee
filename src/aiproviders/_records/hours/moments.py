"""Moments: in UTC, as minutes since Monday, 1 January of the year 1, and the zones of clocks."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from aiproviders._values.wording import quoted

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_MONDAY = datetime(1, 1, 1)  # noqa: DTZ001 - minutes are counted from here, in UTC
_MINUTE = timedelta(minutes=1)


def minute_of(moment: datetime) -> int:
    """Return how many minutes a moment in UTC, given without a zone, is after that Monday."""
    return (moment - _MONDAY) // _MINUTE


def moment_of(minute: int) -> datetime:
    """Return the moment in UTC, without a zone, that is some minutes after that Monday."""
    return _MONDAY + minute * _MINUTE


def in_utc(moment: datetime) -> datetime:
    """Return a moment in UTC.

    Raises:
        TypeError: It has no zone.
    """
    if moment.utcoffset() is None:
        msg = f"{moment} has no zone; say which, as in moment.replace(tzinfo=UTC)"
        raise TypeError(msg)
    return moment.astimezone(UTC)


def zone_called(name: str) -> "ZoneInfo":
    """Return the time zone of a name such as `Asia/Shanghai`.

    Raises:
        ValueError: There is none of this name.
    """
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        msg = f"there is no time zone {quoted(name)}; a name is such as 'America/New_York'"
        raise ValueError(msg) from None
