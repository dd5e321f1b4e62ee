"""A price list with every kind of use and every term, as plain rows, and as models of the library.

What a request costs by the plain rows is reckoned in `full_bill`, without the library.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from attrs import evolve, frozen

from aiproviders import Catalog, Citation, Model, TokenPrice
from aiproviders.types import Hours, OtherPrice, PriceTier

MAKER = "acme"
EVERY_DAY, WEEKDAYS = frozenset(range(7)), frozenset(range(5))


class Clock(NamedTuple):
    """Hours of UTC: from a minute of some weekdays until before another one, with exceptions.

    Or all other hours, if it is the rest.
    """

    weekdays: frozenset[int]
    windows: tuple[tuple[int, int], ...]
    without: tuple[tuple[datetime, datetime], ...] = ()
    also: tuple[tuple[datetime, datetime], ...] = ()
    is_rest: bool = False

    def shows(self, moment: datetime) -> bool:
        """Whether a moment is in them."""
        return self._is_named(moment) != self.is_rest

    def _is_named(self, moment: datetime) -> bool:
        if any(start <= moment < end for start, end in self.also):
            return True
        if any(start <= moment < end for start, end in self.without):
            return False
        midnights = [moment.replace(hour=0, minute=0, second=0, microsecond=0)]
        midnights.append(midnights[0] - timedelta(days=1))
        # A window that ends before it starts ends on the next day.
        return any(
            midnight + timedelta(minutes=start)
            <= moment
            < midnight + timedelta(minutes=end if start < end else end + 1440)
            for midnight in midnights
            for start, end in self.windows
            if midnight.weekday() in self.weekdays
        )

    def hours(self) -> Hours:
        """The same hours as texts that the library reads."""
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        days = ", ".join(names[day] for day in sorted(self.weekdays))
        windows = [
            f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}, {days}"
            for start, end in self.windows
        ]
        named = Hours(windows=windows, without=_texts(self.without), also=_texts(self.also))
        return ~named if self.is_rest else named


def _texts(spans: tuple[tuple[datetime, datetime], ...]) -> list[str]:
    return [f"{start:%Y-%m-%dT%H:%MZ}/{end:%Y-%m-%dT%H:%MZ}" for start, end in spans]


@frozen(eq=False)
class Row:
    """A price as a source states it; rates are per million tokens, and per thousand searches."""

    model: str
    rates: Mapping[str, str]
    tiers: tuple[tuple[int, bool, Mapping[str, str]], ...] = ()
    unstated: tuple[str, ...] = ()
    currency: str = "USD"
    host: str | None = None
    region: str | None = None
    plan: str = "list"
    service: str = "standard"
    begins: date | None = None
    ends: date | None = None
    seen: date | None = None
    clock: Clock | None = None
    per_request: str | None = None
    preference: str = "normal"
    converted: bool = False
    place: str = ""

    def price(self) -> TokenPrice:
        """The same price of the library."""
        effective = None
        if self.ends:
            effective = f"{self.begins or '..'}/{self.ends}"
        elif self.begins:
            effective = f"{self.begins}"
        stated: dict[str, Any] = {
            **self.rates,
            "tiers": [
                PriceTier(threshold=threshold, inclusive=inclusive, **rates)
                for threshold, inclusive, rates in self.tiers
            ],
            "effective": effective,
            "observed": self.seen and f"{self.seen}",
            "hours": self.clock and self.clock.hours(),
            "other": [
                OtherPrice(kind="requests", unit="thousand", price=price)
                for price in [self.per_request]
                if price
            ],
            "citations": [Citation(source="list", section=self.place)],
        }
        names = (
            *("unstated", "currency", "host", "region", "plan", "service"),
            *("preference", "converted"),
        )
        return TokenPrice(**stated, **{name: getattr(self, name) for name in names})


class Facts(NamedTuple):
    """What else is known of a model."""

    as_of: date | None = date(2026, 5, 31)
    released: date | None = None
    aliases: tuple[str, ...] = ()


def _at(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type] # noqa: DTZ001 # pyright: ignore[reportArgumentType]


PEAK = Clock(
    WEEKDAYS,
    ((60, 240), (360, 600)),
    without=((_at(2026, 5, 1), _at(2026, 5, 2)), (_at(2026, 5, 4, 2), _at(2026, 5, 5, 7, 30))),
    also=((_at(2026, 5, 9, 1), _at(2026, 5, 9, 3)),),
)
OFF_PEAK = PEAK._replace(is_rest=True)
NIGHT = Clock(frozenset({4, 5, 6}), ((1320, 360),))
MORNING, MIDDAY = Clock(EVERY_DAY, ((0, 720),)), Clock(EVERY_DAY, ((660, 840),))
AFTERNOON = Clock(EVERY_DAY, ((720, 1440),))

IN, OUT, READ = "input", "output", "cache_read"
FULL = {
    IN: "2",
    OUT: "8",
    READ: "0.2",
    "cache_write": "2.5",
    "cache_write_1h": "4",
    "reasoning": "40",
    "input_audio": "7",
    "output_audio": "70",
    "cache_read_audio": "0.7",
    "input_image": "3",
    "output_image": "30.25",
    "searches": "10",
}
PART = {IN: "4", OUT: "16", READ: "0.4", "cache_write": "5", "input_audio": "14", "searches": "10"}


def both(amount: str, other: str | None = None) -> dict[str, str]:
    """Rates of input and output."""
    return {IN: amount, OUT: other or amount}


_PLACES = count()
ROWS = [
    evolve(row, place=f"row {next(_PLACES)}")
    for row in (
        # every kind, lengths of both kinds, every service, contract and promotion
        Row(
            "full",
            FULL,
            ((1000, False, PART), (2000, True, {**FULL, IN: "6"})),
            seen=date(2026, 5, 1),
        ),
        Row("full", both("1", "4"), service="batch"),
        Row("full", both("1.5"), service="flex", unstated=("reasoning", READ)),
        Row("full", both("5", "25"), service="priority", begins=date(2026, 1, 1)),
        Row("full", both("12", "60"), service="fast", ends=date(2026, 5, 5)),
        Row("full", {**FULL, IN: "2.2"}, region="us"),
        Row("full", {**FULL, IN: "3"}, host="cloud"),
        Row("full", {**FULL, IN: "3.3"}, host="cloud", region="us"),
        Row("full", both("9"), plan="contract", begins=date(2026, 6, 1), ends=date(2026, 6, 30)),
        Row("full", both("0.5", "1"), plan="promotion", begins=date(2026, 5, 1)),
        # what is not stated, or billed as what it is part of
        Row("plain", {**both("1", "2"), READ: "0.1"}, seen=date(2026, 5, 1)),
        Row("uncached", both("1", "3"), converted=True),
        Row("thinking", {**both("1", "2"), "reasoning": "8"}, ((1000, False, both("3", "4")),)),
        Row("late-thinking", both("1", "2"), ((1000, True, {**both("3", "4"), "reasoning": "5"}),)),
        Row("silent", both("1", "2"), unstated=("reasoning", "input_audio", "cache_write")),
        Row("alike", {**both("1", "2"), "reasoning": "2", "input_image": "1"}),
        Row("heard", {**both("1", "2"), READ: "0.5", "input_audio": "10"}),
        Row("embeds", {IN: "3"}),
        Row("embeds-long", {IN: "3"}, ((100, False, {IN: "6"}),)),
        Row("half", {IN: "1"}, unstated=(OUT,)),
        Row("answers", {OUT: "5"}),
        Row("finds", {**both("1"), "searches": "25"}, ((50, True, both("2")),)),
        Row("free", both("0")),
        Row("fee", both("1", "2"), per_request="12"),
        Row("fee", both("2", "3"), host="cloud", per_request="0"),
        Row("fee-at-night", both("1")),
        Row("fee-at-night", both("1"), clock=NIGHT, per_request="3"),
        # days
        Row("dated", both("8"), begins=date(2025, 1, 1)),
        Row("dated", both("4", "6"), begins=date(2026, 1, 1), ends=date(2026, 1, 31)),
        Row("dated", both("2", "3"), ((100, False, both("9")),), begins=date(2026, 5, 1)),
        Row("gap", both("2"), begins=date(2025, 1, 1), ends=date(2025, 6, 30)),
        Row("gap", both("3"), begins=date(2026, 5, 5)),
        Row("once", both("6")),
        Row("once", both("1"), begins=date(2026, 5, 1)),
        Row("until", both("6"), ends=date(2026, 5, 3)),
        Row("announced", both("1"), begins=date(2026, 6, 10)),
        Row("seen", both("5"), seen=date(2026, 5, 2)),
        Row("seen", both("4"), seen=date(2026, 5, 9)),
        Row("begun", both("5"), begins=date(2026, 5, 2)),
        Row("begun", both("4"), seen=date(2026, 5, 9)),
        Row("steady", both("7"), begins=date(2026, 1, 1)),
        Row("steady", both("7"), begins=date(2026, 5, 5)),
        Row("steady", both("7"), seen=date(2025, 1, 1)),
        Row("restated", both("7"), begins=date(2026, 5, 5)),
        Row("restated", both("7")),
        # preference, currencies
        Row("rivals", both("1"), seen=date(2026, 5, 1)),
        Row("rivals", both("2"), seen=date(2026, 5, 1)),
        Row("preferred", both("1"), seen=date(2026, 5, 1)),
        Row("preferred", both("2"), seen=date(2026, 5, 1), preference="preferred"),
        Row("preferred", both("3"), begins=date(2026, 5, 9)),
        Row("withdrawn", both("1")),
        Row("withdrawn", both("2"), begins=date(2026, 5, 1), preference="deprecated"),
        Row("yuan", both("10", "20"), currency="CNY"),
        Row("two-currencies", both("10", "20"), currency="CNY", begins=date(2026, 5, 3)),
        Row("two-currencies", both("1", "2"), ends=date(2026, 5, 7)),
        # hours
        Row("peaks", both("3"), begins=date(2026, 1, 1)),
        Row("peaks", both("1"), clock=OFF_PEAK, begins=date(2026, 4, 20)),
        Row("peaks", both("2"), ((1000, False, both("6")),), clock=PEAK, begins=date(2026, 4, 20)),
        Row("peaks", both("5"), host="cloud"),
        Row("one-peak", both("1")),
        Row("one-peak", both("2"), clock=PEAK),
        Row("nights", both("4"), clock=NIGHT),
        Row("clash", both("1"), clock=MORNING),
        Row("clash", both("2"), clock=MIDDAY),
        Row("halves", both("5"), clock=MORNING),
        Row("halves", both("5"), clock=AFTERNOON),
        Row("later-peak", both("4")),
        Row("later-peak", both("1"), clock=NIGHT, begins=date(2026, 5, 1)),
        Row("later-peak", both("2"), clock=PEAK, begins=date(2026, 5, 6), ends=date(2026, 5, 20)),
        Row("chosen-peak", both("1"), clock=AFTERNOON),
        Row("chosen-peak", both("2"), clock=MORNING, preference="preferred"),
        Row("chosen-clash", both("1"), clock=MORNING),
        Row("chosen-clash", both("2"), clock=MIDDAY, preference="preferred"),
        # plans
        Row("agreed", both("2"), seen=date(2026, 5, 9)),
        Row("agreed", both("1"), plan="contract", ends=date(2026, 5, 4)),
        Row("agreed-nights", both("2"), begins=date(2026, 1, 1)),
        Row("agreed-nights", both("1"), plan="contract", clock=NIGHT, begins=date(2026, 5, 3)),
        Row("agreed-alone", both("1"), plan="contract"),
        Row("agreed-alike", both("3"), begins=date(2026, 1, 1)),
        Row("agreed-alike", both("3"), plan="contract", begins=date(2026, 5, 3)),
        Row("flat", both("0"), plan="subscription"),
        # hosts, regions, services
        Row("hosted", both("7"), host="cloud"),
        Row("hosted", both("9"), host="elsewhere"),
        Row("named-maker", both("7"), host=MAKER, begins=date(2026, 5, 5)),
        Row("named-maker", both("8")),
        Row("regional", both("3"), region="eu"),
        Row("regional", both("4"), region="us"),
        Row("batched", both("3"), service="batch"),
        Row("twin-1", both("1")),
        Row("twin-2", both("2")),
        Row("twin-2", both("3"), host="cloud"),
    )
]
FACTS = {
    "plain": Facts(released=date(2026, 4, 20)),
    "seen": Facts(released=date(2026, 4, 28)),
    "begun": Facts(released=date(2026, 4, 28)),
    "agreed": Facts(released=date(2026, 4, 28)),
    "rivals": Facts(released=date(2026, 4, 28)),
    "once": Facts(as_of=None),
    "yuan": Facts(as_of=None),
    "preferred": Facts(as_of=None),
    "gap": Facts(as_of=date(2026, 5, 6)),
    "peaks": Facts(as_of=date(2026, 5, 9)),
    "later-peak": Facts(as_of=date(2026, 5, 5)),
    "twin-1": Facts(aliases=("twin",)),
    "twin-2": Facts(aliases=("twin",)),
    "unpriced": Facts(),
}
IDS = list(dict.fromkeys([*(row.model for row in ROWS), *FACTS]))


def _model(id: str) -> Model:
    facts = FACTS.get(id, Facts())
    return Model(
        id=id,
        provider=MAKER,
        name=id.upper(),
        aliases=facts.aliases,
        released=facts.released and f"{facts.released}",
        as_of=facts.as_of and f"{facts.as_of}",
        prices=[row.price() for row in ROWS if row.model == id],
    )


MODELS = Catalog(map(_model, IDS), namespaces=(MAKER,))
