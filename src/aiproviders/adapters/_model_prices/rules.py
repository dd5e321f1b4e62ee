"""Rules of `model-prices` by which prices depend on the hour."""

import re
from datetime import date, timedelta, timezone
from decimal import Decimal

from aiproviders._format.strict_reading import JsonObject, is_list
from aiproviders._records.hours.hours import Hours
from aiproviders.adapters._model_prices.timeline import Rule, moment
from aiproviders.adapters._reading.values import (
    UnexpectedError,
    ValueReader,
    Within,
    inner,
    text,
    texts,
)

READ = {
    "schedules": {"schedule", "holidays"},
    "schedules.schedule": {
        "provider", "source", "valid_from", "valid_until", "peak_hours_utc", "peak_multiplier",
        "off_peak_hours_utc", "off_peak_multiplier", "weekdays_only", "holidays",
    },
    "schedules.holidays.*": {"dates", "utc_offset_hours", "covers_through"},
}  # fmt: skip
"""The fields that are read of each table."""

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_MOST_HOURS = 14


def read_rule(table: JsonObject, calendars: JsonObject, values: ValueReader) -> list[Rule]:
    """Return a rule, once for each model that it names.

    Args:
        table: The rule.
        calendars: Calendars of holidays by name.
        values: Reads single values.
    """
    kind = "off_peak" if "off_peak_hours_utc" in table else "peak"
    hours, note = _hours(table, f"{kind}_hours_utc"), None
    if (weekdays_only := table.get("weekdays_only", False)) is True:
        hours &= Hours(windows="Monday to Friday")
    elif weekdays_only is not False:
        raise UnexpectedError(weekdays_only, "true or false", "weekdays_only")
    if "holidays" in table:
        name = text(table, "holidays")
        with Within("holidays"):
            working_days, note = _working_days(inner(calendars, name), values)
        hours &= working_days
    factors: dict[str | None, Decimal] = {}
    name = f"{kind}_multiplier"
    if kind == "peak":
        factors[None] = _factor(table, name, values)
    else:
        with Within(name):
            listed = inner(table, name)
            factors |= {id: _factor(listed, id, values) for id in listed}
    return [
        Rule(
            provider=text(table, "provider"),
            model=id,
            begin=moment(table, "valid_from"),
            end=moment(table, "valid_until") if "valid_until" in table else None,
            hours=hours,
            factor=factor,
            source=text(table, "source"),
            note=note,
        )
        for id, factor in factors.items()
    ]


def _hours(table: JsonObject, key: str) -> Hours:
    found = table.get(key)
    spans: list[str] = []
    for span in found if is_list(found) else ():
        match span:
            case [str() as start, str() as end] if _TIME.fullmatch(start) and _TIME.fullmatch(end):
                spans.append(f"{start}-{end}")
            case _:
                raise UnexpectedError(span, "hours such as ['00:00', '06:30']", key)
    if not spans:
        raise UnexpectedError(found, "hours such as [['00:00', '06:30']]", key)
    return Hours(windows=spans)


def _factor(table: JsonObject, key: str, values: ValueReader) -> Decimal:
    factor = values.price(table, key)
    if factor is None:
        raise UnexpectedError(factor, "a number to multiply prices by", key)
    return factor


def _working_days(calendar: JsonObject, values: ValueReader) -> tuple[Hours, str]:
    """All hours but those of holidays, and a note that says until when these are known."""
    offset = calendar.get("utc_offset_hours")
    if type(offset) is not int or abs(offset) > _MOST_HOURS:
        raise UnexpectedError(offset, "a number of hours", "utc_offset_hours")
    holidays: list[date] = []
    for each in texts(calendar, "dates"):
        try:
            holidays.append(date.fromisoformat(each))
        except ValueError:
            raise UnexpectedError(each, "a day such as '2026-10-01'", "dates") from None
    until = values.period(calendar, "covers_through")
    if until is None or not holidays:
        raise UnexpectedError(calendar, "holidays, and until when they are known")
    zone = timezone(timedelta(hours=offset))
    return Hours.local("00:00-24:00", zone, without=holidays), f"Holidays are known until {until}."
