"""A price list and a log that meet every case, and what each request cost, reckoned one by one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from aiproviders import Catalog, Citation, Model, TokenPrice, Usage
from aiproviders.errors import AmbiguousIdError, NotStatedError
from aiproviders.types import PriceTier
from made_up.price_by_day import changes, price_on, prices_on, rates


def price(input: str | None, output: str | None, **fields: Any) -> TokenPrice:
    """A price in US dollars."""
    cited = (Citation(source="list", section="Prices"),)
    return TokenPrice(currency="USD", input=input, output=output, citations=cited, **fields)


def model(id: str, *prices: TokenPrice, **fields: Any) -> Model:
    """A model of the maker acme."""
    return Model(id=id, provider="acme", name=id.upper(), prices=prices, **fields)


MODELS = Catalog(
    [
        model("plain", price("1", "2", cache_read="0.1", cache_write="1.25", observed="2026-05")),
        model(
            "tiered",
            price(
                "1",
                "2",
                tiers=(
                    PriceTier(threshold=1000, input="3", output="4"),
                    PriceTier(threshold=2000, inclusive=True, input="5", output=None),
                ),
            ),
        ),
        model(
            "dated",
            price("8", "8", effective="2025-01-01"),
            price("4", "6", effective="2026-01-01/2026-01-31"),
            price(
                "2",
                "3",
                effective="2026-03-01",
                tiers=(PriceTier(threshold=100, input="9", output="9"),),
            ),
            as_of="2026-05-20",
        ),
        model(
            "regional",
            price("3", "3", effective="2025-01-01"),
            price("30", "30", effective="2025-06-01", region="eu"),
        ),
        model(
            "interrupted",
            price("3", "3", effective="2025-01-01/2026-12-31"),
            price("1", "1", effective="2026-01-01/2026-01-31"),
            as_of="2026-05-20",
        ),
        model("once", price("6", "6"), price("1", "1", effective="2026-01-01")),
        model("free", price("0", "0")),
        model("half", price("1", None)),
        model("unpriced"),
        model("hosted", price("7", "7", host="cloud"), price("9", "9", host="elsewhere")),
        model("twice", price("1", "1", observed="2026-01"), price("2", "2", observed="2026-01")),
        model("yuan", TokenPrice(currency="CNY", input="10", output="20")),
        model("twin-1", price("1", "1"), aliases=("twin",)),
        model("twin-2", price("2", "2"), aliases=("twin",)),
    ],
    namespaces=("acme",),
)


class Request(NamedTuple):
    """A row of the log."""

    model: str | None
    input: int | None
    output: int | None
    cached: int | None = 0
    written: int | None = 0
    at: datetime | None = datetime(2026, 5, 1, 12)  # noqa: DTZ001 - a naive time on purpose


def at(*moment: int) -> datetime:
    """A time without a zone."""
    return datetime(*moment)  # type: ignore[arg-type] # noqa: DTZ001 # pyright: ignore[reportArgumentType]


REQUESTS = (
    Request("plain", 1000, 100, 600, 200),
    Request("PLAIN", 1000, 100),
    Request("acme/Plain", 10, 1),
    Request(None, 10, 1),
    Request("nobody", 10, 1),
    Request("unpriced", 10, 1),
    Request("unpriced", 0, 0),
    Request("tiered", 1000, 10),
    Request("tiered", 1001, 10),
    Request("tiered", 1999, 10),
    Request("tiered", 2000, 0),
    Request("tiered", 2000, 10),
    Request("tiered", None, 10),
    Request("tiered", 0, 10),
    Request("dated", 50, 5, at=at(2024, 12, 31, 23, 59, 59)),
    Request("dated", 50, 5, at=at(2025, 1, 1)),
    Request("dated", 50, 5, at=at(2025, 12, 31, 23, 59, 59, 999999)),
    Request("dated", 50, 5, at=at(2026, 1, 1)),
    Request("dated", 50, 5, at=at(2026, 1, 31, 23)),
    Request("dated", 50, 5, at=at(2026, 2, 1)),
    Request("dated", 50, 5, at=at(2026, 3, 1)),
    Request("dated", 101, 5, at=at(2026, 3, 1)),
    Request("dated", None, 5, at=at(2026, 3, 1)),
    Request("dated", 50, 5, at=None),
    Request("dated", 50, 5, at=at(1850, 6, 1)),
    Request("regional", 50, 5, at=at(2024, 12, 31)),
    Request("regional", 50, 5, at=at(2026, 1, 1)),
    Request("interrupted", 50, 5, at=at(2025, 12, 31)),
    Request("interrupted", 50, 5, at=at(2026, 1, 31)),
    Request("interrupted", 50, 5, at=at(2026, 2, 1)),
    Request("interrupted", 50, 5, at=at(2027, 1, 1)),
    Request("interrupted", 50, 5, at=None),
    Request("plain", 50, 5, at=at(1850, 6, 1)),
    Request("plain", 50, 5, at=None),
    Request("once", 10, 1, at=at(2025, 12, 31)),
    Request("once", 10, 1, at=at(2026, 1, 1)),
    Request("free", 10**9, 10**9),
    Request("free", 10, None),
    Request("half", 10, 0),
    Request("half", 10, 1),
    Request("hosted", 10, 1),
    Request("twice", 10, 1),
    Request("yuan", 1_000_000, 0),
    Request("twin", 10, 1),
    Request("plain", 10, 1, 11, 0),
    Request("plain", 10, 1, 6, 5),
    Request("plain", 10, None),
    Request("plain", 10, 1, None, 0),
    Request("plain", -10, 1),
    Request("tiered", -10, 1),
    Request("plain", 10, -1),
)


def columns(requests: Sequence[Request] = REQUESTS) -> dict[str, list[Any]]:
    """The log by columns, with one that says nothing of costs."""
    names = ("model", "input_tokens", "output_tokens", "cached", "written", "at")
    held = {name: [row[place] for row in requests] for place, name in enumerate(names)}
    return held | {"request": list(range(len(requests)))}


def _reckoned(request: Request, *, by_day: bool) -> tuple[Decimal | None, str | None]:
    """What a request cost, and in which currency, by `TokenPrice.cost`."""
    found = _price(request, by_day=by_day)
    if found is None or (request.input is None and found.tiers):
        return None, None
    output = request.output
    if output is None and all(each.output is None for each in (found, *found.tiers)):
        output = 0
    if request.input is None or output is None:
        return None, found.currency
    try:
        usage = Usage(
            input_tokens=request.input,
            output_tokens=output,
            cache_read_tokens=request.cached or 0,
            cache_write_tokens=request.written or 0,
        )
        cost = found.cost(usage)
    except (NotStatedError, ValueError):
        return None, found.currency
    return (cost.value if cost.comparator == "=" else None), found.currency


def _price(request: Request, *, by_day: bool) -> TokenPrice | None:
    try:
        found = MODELS.get(request.model or "")
    except AmbiguousIdError:
        return None
    if found is None:
        return None
    today = found.as_of.start if found.as_of else None
    moment = request.at if by_day else today
    if by_day and moment is None:
        every_day = {
            each and rates(each) for each in (price_on(found, day) for day in changes(found))
        }
        return price_on(found, date.min) if len(every_day) == 1 else None
    if moment is not None:
        return price_on(found, date(moment.year, moment.month, moment.day))
    # Without a day, it is the price before and after all others, if that is one.
    stated = [day for day in changes(found) if prices_on(found, day)]
    ends = [price_on(found, day) for day in (stated[:1] + stated[-1:])]
    same = {each and rates(each) for each in ends}
    return ends[0] if len(same) == 1 else None


def expected(*, by_day: bool) -> Mapping[int, tuple[Decimal | None, str | None]]:
    """What each request of the log cost, by its number."""
    return {number: _reckoned(each, by_day=by_day) for number, each in enumerate(REQUESTS)}


def in_sao_paulo(moment: datetime | None) -> datetime | None:
    """The same moment on clocks three hours behind, if the time was of UTC."""
    from zoneinfo import ZoneInfo

    return moment and moment.replace(tzinfo=UTC).astimezone(ZoneInfo("America/Sao_Paulo"))
