"""A log of random requests for the full price list: every kind and term, and much that is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from functools import cache
from importlib import import_module
from random import Random
from typing import Any, NamedTuple

from made_up.full_bill import COUNTED_IN, Bill, Choice, Count, Request, bill
from made_up.full_prices import PEAK, ROWS

pa: Any = import_module("pyarrow")  # which has no types

TYPES = {"input": "float64", "cache_write": "uint32", "reasoning": "float64", "searches": "int8"}
"""How numbers are stored: those that are not named as `int64`, which holds no NaN."""

EDGES = (0, 1, 49, 50, 51, 99, 100, 101, 999, 1000, 1001, 1999, 2000, 2001, 10**6)
ODD: dict[str, tuple[Count, ...]] = {
    "float64": (None, -1, float("nan"), float("inf"), float("-inf"), 2.0**53, 2.0**60),
    "int64": (None, -1, 2**53, 2**53 + 2),
    "uint32": (None, 2**32 - 1),
    "int8": (None, -1, 127),
}
WHOLES = {
    "cache_read": ("input",),
    "cache_write": ("input",),
    "cache_write_1h": ("cache_write", "input"),
    "reasoning": ("output",),
    "input_audio": ("input",),
    "output_audio": ("output",),
    "cache_read_audio": ("cache_read", "input_audio", "input"),
    "input_image": ("input",),
    "output_image": ("output",),
}
"""What else a token of a kind is counted as."""

SPELLED: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    "acme/{}".format,
    lambda name: name.replace("-", " ").title(),
)
HOSTS = (None, "", "acme", "cloud", "elsewhere", "nowhere")
REGIONS = (None, "", "us", "eu", "mars")
SERVICES = (None, "", "standard", "default", "batch", "flex", "priority", "fast", "turbo")


def requests(size: int, kinds: Sequence[str] = tuple(COUNTED_IN), seed: int = 13) -> list[Request]:
    """Random requests that count some kinds of use."""
    random = Random(seed)  # noqa: S311 - nothing is secret
    return [_request(random, kinds) for _ in range(size)]


def _request(random: Random, kinds: Sequence[str]) -> Request:
    row = random.choice(ROWS)
    name, host, region = row.model, row.host, row.region
    service: str | None = row.service
    if random.random() < 0.06:
        name = random.choice(("nobody", "", "unpriced", "twin"))
    if random.random() < 0.2:
        host, region = random.choice(HOSTS), random.choice(REGIONS)
        service = random.choice(SERVICES)
    spelled = None if random.random() < 0.01 else random.choice(SPELLED)(name)
    return Request(spelled, host, region, service, _time(random), _counts(random, kinds))


def _time(random: Random) -> datetime | None:
    """A time of spring 2026, often at or beside the edge of a clock or a day."""
    if random.random() < 0.08:
        return None
    days = 40 if random.random() < 0.9 else 700
    day = datetime(2026, 5, 5) + timedelta(days=random.randrange(-days, days))  # noqa: DTZ001
    if random.random() < 0.1:
        day = random.choice([edge for span in (*PEAK.without, *PEAK.also) for edge in span])
    kind = random.randrange(4)
    if kind == 0:
        return day
    if kind == 1:
        return day + timedelta(microseconds=random.randrange(24 * 3600 * 10**6))
    edge = day.replace(hour=0, minute=0) + timedelta(minutes=30 * random.randrange(48))
    return edge + timedelta(microseconds=random.choice((-1, 0, 1, -60 * 10**6, 60 * 10**6)))


def _counts(random: Random, kinds: Sequence[str]) -> dict[str, Count]:
    """Numbers of which each total has its parts; seldom one that is odd, or without its parts."""
    below = random.choice((100, 3000, 10**6))
    usual = random.choice((0.02, 0.02, 0.3))
    counts: dict[str, Count] = dict.fromkeys(kinds, 0)
    for kind in kinds:
        if kind in ("input", "output") or random.random() < usual:
            number = random.randrange(100) if kind == "searches" else _number(random, below)
            for whole in (kind, *WHOLES.get(kind, ())):
                if whole in counts:
                    counts[whole] = (counts[whole] or 0) + number
    for kind in kinds:
        if random.random() < 0.005:
            counts[kind] = random.choice(ODD[TYPES.get(kind, "int64")])
        elif counts[kind] == 0 and random.random() < 0.2:
            counts[kind] = None
    return counts


def _number(random: Random, below: int) -> int:
    if random.random() < 0.1:
        return 0
    if random.random() < 0.3:
        return random.choice([edge for edge in EDGES if edge < below])
    return random.randrange(below)


class Way(NamedTuple):
    """A way to have a random log priced.

    Attributes:
        size: How many requests there are.
        kinds: The kinds of use that it counts.
        times: How its times are stored: `naive`, `zoned`, `dates`, or not at all.
        terms: The host, region and service of all requests; those that are not named are columns.
        choice: How prices are chosen, as the reckoning takes it.
        options: The same for `cost_of_usage`.
    """

    size: int
    kinds: tuple[str, ...] = tuple(COUNTED_IN)
    times: str | None = "naive"
    terms: Mapping[str, str | None] = {}
    choice: Choice = Choice()
    options: Mapping[str, Any] = {}

    def arguments(self) -> dict[str, Any]:
        """All arguments of `cost_of_usage`, with its columns as `table` calls them."""
        counted = {COUNTED_IN[kind]: COUNTED_IN[kind] for kind in self.kinds}
        terms = {"host": "who", "region": "where", "service": "how", **self.terms}
        at = {"at": "at"} if self.times else {}
        return {"output_tokens": None, "bounds": True, **counted, **terms, **at, **self.options}


WAYS = {
    "every kind and term": Way(10_000),
    "all that is asked for": Way(
        2_500,
        times="zoned",
        choice=Choice(plans=("promotion", "contract", "list"), by_maker=True, max_age=9),
        options={"plans": ["promotion", "contract", "list"], "hosts": "maker", "max_age": 9},
    ),
    "days": Way(2_500, ("input", "output", "cache_read"), "dates", {"service": None}),
    "no times": Way(
        2_500,
        tuple(kind for kind in COUNTED_IN if kind != "reasoning"),
        times=None,
        choice=Choice(by_time=False, plans=("list",)),
        options={"plans": ["list"]},
    ),
    "one host": Way(
        2_500,
        ("input", "output", "reasoning", "searches"),
        terms={"host": "cloud", "region": None, "service": "standard"},
        choice=Choice(by_maker=True),
        options={"hosts": "maker"},
    ),
    "no output": Way(2_500, ("input", "input_image"), terms={"region": "us"}),
}


@cache
def billed(way: str) -> tuple[Any, tuple[Request, ...], tuple[Bill, ...]]:
    """The log of a way to price it as an Arrow table, its requests, and their bills."""
    size, kinds, times, terms, choice, _ = WAYS[way]
    logged = requests(size, kinds)
    asked = tuple(
        each._replace(time=_as_stored(each.time, times), **terms)  # type: ignore[arg-type]
        for each in logged
    )
    return table(logged, kinds, times), asked, tuple(bill(each, choice) for each in asked)


def _as_stored(moment: datetime | None, times: str | None) -> datetime | None:
    return moment and datetime.combine(moment.date(), time()) if times == "dates" else moment


def table(
    asked: Sequence[Request],
    kinds: Iterable[str],
    times: str | None = "naive",
    stored: Mapping[str, str] = TYPES,
) -> Any:
    """The log in columns named as `Usage` has them, with the number of each request."""
    held: dict[str, Any] = {
        "model": pa.array([each.name for each in asked], pa.string()),
        "who": pa.array([each.host for each in asked], pa.string()),
        "where": pa.array([each.region for each in asked], pa.string()),
        "how": pa.array([each.service for each in asked], pa.string()),
    }
    if times is not None:
        held["at"] = _times([each.time for each in asked], times)
    for kind in kinds:
        counts = [each.counts[kind] for each in asked]
        held[COUNTED_IN[kind]] = pa.array(counts, stored.get(kind, "int64"))
    return pa.table(held | {"request": pa.array(range(len(asked)), pa.int64())})


def _times(moments: Sequence[datetime | None], kind: str) -> Any:
    if kind == "dates":
        return pa.array([moment and moment.date() for moment in moments], pa.date32())
    naive = pa.array(moments, pa.timestamp("us"))
    if kind == "naive":
        return naive
    return naive.cast(pa.timestamp("us", "UTC")).cast(pa.timestamp("us", "America/Sao_Paulo"))
