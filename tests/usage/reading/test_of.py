"""One response of an SDK: what it is read into, and what it costs."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from subprocess import run
from types import SimpleNamespace
from typing import Any

import attrs
import polars as pl
import pydantic
import pytest

from aiproviders import Usage, market, usage
from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import OtherPrice, PriceTier, TokenPrice
from aiproviders._values.quantity import Quantity
from aiproviders.errors import NotStatedError
from aiproviders.usage import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._pricing.cost import cost_of_usage
from aiproviders.usage._reading import of as of_module
from aiproviders.usage._reading.plain_response import plain
from aiproviders.usage._reading.request_rows import RequestRows


class Tier(Enum):
    """How a request was served."""

    BATCH = "batch"


class _Pydantic(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")

    llm: str
    usage: dict[str, Any]


@dataclass
class _Dataclass:
    llm: str
    usage: object


@dataclass(slots=True)
class _Slotted:
    llm: str
    usage: object
    _raw: str = "hidden"


@attrs.define
class _Attrs:
    llm: str
    usage: object


class _Plain:
    def __init__(self, llm: str, usage: object) -> None:
        self.llm, self.usage, self._raw = llm, usage, self


class _Mapped(dict[str, Any]):
    """A dict of an SDK."""


USAGE = {"in": 3, "tier": "batch", "parts": [{"n": 1}, {"n": 2}]}
OBJECT = SimpleNamespace(**{"in": 3}, tier=Tier.BATCH, parts=(SimpleNamespace(n=1), {"n": 2}))


@pytest.mark.parametrize(
    "response",
    [
        {"llm": "m", "usage": USAGE},
        {"llm": "m", "usage": OBJECT},
        _Mapped(llm="m", usage=_Mapped(USAGE)),
        _Pydantic(llm="m", usage=USAGE),
        _Dataclass("m", OBJECT),
        _Slotted("m", OBJECT),
        _Attrs("m", OBJECT),
        _Plain("m", OBJECT),
    ],
)
def test_objects_of_any_kind_become_records(response: object) -> None:
    """Pydantic, dataclasses, attrs, plain classes and dicts say the same."""
    assert {"llm": "m", "usage": USAGE} == plain(response)


def test_fields_that_pydantic_does_not_know_are_kept() -> None:
    """SDKs keep new fields of their API apart, such as hits of a cache."""
    made: Any = _Pydantic
    assert 5 == plain(made(llm="m", usage={}, prompt_cache_hit_tokens=5))["prompt_cache_hit_tokens"]


def test_values_are_kept_as_they_are() -> None:
    """Numbers, times and texts stay; bytes, classes and what has no end say nothing."""
    loop = SimpleNamespace(at=datetime(2026, 9, 1, tzinfo=UTC), cost=Decimal("0.5"), raw=b"x")
    loop.loop, loop.kind, loop.nothing = loop, int, object()
    found = plain(loop)
    assert (loop.at, loop.cost, None) == (found["at"], found["cost"], found["raw"])
    assert (None, None) == (found["kind"], found["nothing"])
    depth = 0
    while found is not None:
        found, depth = found["loop"], depth + 1
    assert depth < 20


@pytest.mark.parametrize("response", [5, "text", None, object(), ["a"], b"x", int])
def test_what_has_no_fields_is_refused(response: object) -> None:
    """A number, a text and a class are no responses."""
    with pytest.raises(
        TypeError, match=r"expected a response of an SDK, as an object or a dict, g"
    ):
        usage.of(response)


def _read(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    for number in record["acme"]:
        if number is None:
            yield LeftOut("nothing was asked")
        else:
            counted = Usage(input_tokens=number, output_tokens=0)
            yield LoggedRequest(model="m", usage=counted)


def _recognizes(record: Record) -> bool:
    return "acme" in record


ACME = RecordFormat(
    name="acme",
    title="Acme's answer",
    recognizes=_recognizes,
    reader=lambda: _read,
    told_by=("acme", "input", "output"),
)


@pytest.fixture
def _with_acme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_module, "RECORD_FORMATS", (ACME,))


@pytest.mark.usefixtures("_with_acme")
def test_a_response_becomes_a_request() -> None:
    """The format that recognizes a response reads it."""
    request = LoggedRequest(model="m", usage=Usage(input_tokens=3, output_tokens=0))
    assert request == usage.of({"acme": [3]})
    assert request == usage.of(SimpleNamespace(acme=[None, 3]))


@pytest.mark.usefixtures("_with_acme")
@pytest.mark.parametrize(
    ("response", "said"),
    [
        ({"a": 1, "b": 2}, r"^no response of a known format: it has a, b$"),
        (
            {"a": [{"input": 1}], "output": 2},
            'it has a, output; the nearest format is "Acme\'s answer"',
        ),
        ({"a": {"b": {"c": {"input": 1}}}, "output": 1}, "it has a, output$"),
        ({"acme": []}, "Acme's answer: nothing is said of what was used"),
        ({"acme": [None]}, "Acme's answer: nothing was asked"),
        ({"acme": [1, 2]}, r"Acme's answer: 2 requests; usage.read\(\[…\]\) reads all of them"),
        ({"acme": [-1]}, "a number of tokens cannot be negative"),
    ],
)
def test_what_is_no_response_is_said(response: object, said: str) -> None:
    """The error says what was found, and the nearest format."""
    with pytest.raises(ValueError, match=said):
        usage.of(response)


PRICES = {
    "tiered": TokenPrice(
        currency="USD",
        input="2",
        output="8",
        cache_read="0.5",
        tiers=(PriceTier(threshold=1_000, input="4", output="16", cache_read="1"),),
    ),
    "plain": TokenPrice(currency="USD", input="1", output="3"),
    "free": TokenPrice(currency="USD", input="0", output="3"),
    "open": TokenPrice(currency="USD", input="1", output="2", reasoning="5"),
    "apart": TokenPrice(currency="USD", input="1", output="2", unstated=("reasoning",)),
    "embedding": TokenPrice(currency="USD", input="0.1"),
    "audio": TokenPrice(currency="EUR", input="1", output="3", input_audio="5"),
    "output": TokenPrice(currency="USD", output="3"),
    "fee": TokenPrice(
        currency="USD",
        input="1",
        output="3",
        other=(OtherPrice(kind="requests", unit="request", price="0.01"),),
    ),
}
MODELS = Catalog(
    [
        *(
            Model(id=name, provider="acme", name=name, prices=(price,))
            for name, price in PRICES.items()
        ),
        Model(
            id="dated",
            provider="acme",
            name="dated",
            as_of="2026-11-27",
            prices=(
                TokenPrice(
                    currency="USD", input="1", output="2", effective="2026-01-01/2026-08-31"
                ),
                TokenPrice(
                    currency="USD", input="3", output="6", effective="2026-09-01/2026-09-30"
                ),
                TokenPrice(
                    currency="USD", input="2", output="4", effective="2026-09-01", service="batch"
                ),
                TokenPrice(
                    currency="USD", input="5", output="6", effective="2026-09-01", host="cloud"
                ),
                TokenPrice(
                    currency="USD",
                    input="7",
                    output="6",
                    effective="2026-09-01",
                    host="cloud",
                    region="eu",
                ),
            ),
        ),
        Model(
            id="hourly",
            provider="acme",
            name="hourly",
            prices=(
                TokenPrice(currency="USD", input="4", output="4"),
                TokenPrice(currency="USD", input="1", output="1", hours="16:00-22:00"),
            ),
        ),
        Model(id="bare", provider="acme", name="bare"),
    ]
)
NAMES = [*PRICES, "dated", "hourly", "bare", "acme/plain", "nope"]
USED = [
    Usage(input_tokens=1_000, output_tokens=10),
    Usage(input_tokens=1_001, output_tokens=10, reasoning_tokens=4, cache_read_tokens=400),
    Usage(input_tokens=5_000, output_tokens=0),
    Usage(input_tokens=0, output_tokens=0),
    Usage(input_tokens=900, output_tokens=7, cache_read_tokens=900, reasoning_tokens=0),
    Usage(input_tokens=900, output_tokens=7, cache_write_tokens=800, searches=2),
    Usage(
        input_tokens=900,
        output_tokens=7,
        cache_read_tokens=300,
        input_audio_tokens=200,
        cache_read_audio_tokens=100,
    ),
]
TERMS: list[dict[str, Any]] = [
    {},
    {"time": datetime(2026, 8, 31, 23, 59, tzinfo=UTC)},
    {"time": datetime(2026, 9, 1, tzinfo=UTC)},
    {"time": datetime(2026, 9, 30, 17, 30, tzinfo=UTC)},
    {"time": datetime(2026, 10, 1, 17, 30, tzinfo=UTC)},
    {"time": datetime(2025, 10, 1, 12, 30, tzinfo=UTC), "service": "batch"},
    {"time": datetime(2026, 9, 2, 12, tzinfo=UTC), "service": "default"},
    {"time": datetime(2026, 9, 2, 12, tzinfo=UTC), "service": "batch"},
    {"time": datetime(2026, 9, 2, 12, tzinfo=UTC), "host": "cloud"},
    {"time": datetime(2026, 9, 2, 12, tzinfo=UTC), "host": "cloud", "region": "eu"},
    {"provider": "azure"},
    {"service": "no-such"},
    {"requests": 10},
    {"requests": 0},
    {"requests": 10, "request_input_tokens": 1_001},
    {"request_input_tokens": 10},
]


def cost_or_reason(request: LoggedRequest) -> Quantity | str:
    """Return what a request costs, or why it has no cost."""
    try:
        return request.cost(MODELS)
    except NotStatedError as error:
        return str(error)


@pytest.mark.parametrize("terms", TERMS, ids=repr)
def test_a_request_costs_what_its_row_costs(terms: dict[str, Any]) -> None:
    """`LoggedRequest.cost` and `cost_of_usage` agree: cost, bounds, currency and reasons."""
    for used in USED:
        requests = [LoggedRequest(model=model, usage=used, **terms) for model in NAMES]
        rows = RequestRows()
        for request in requests:
            rows.add(request, "acme", None)
        # A number of reasoning that is not known is no column; that counts as not known.
        frame = rows.frame().collect()
        priced = cost_of_usage(frame, MODELS, bounds=True).to_dicts()
        for request, row in zip(requests, priced, strict=True):
            assert request.model == row["model"]
            agree(request, row)


def agree(request: LoggedRequest, row: dict[str, Any]) -> None:
    """Compare what a request costs with what its row does."""
    found = cost_or_reason(request)
    if isinstance(found, str):
        assert (None, None) == (row["cost"], row["cost_at_most"])
        assert found == f"'{request.model}' has no cost: {row['reason']}"
        return
    assert row["currency"] == found.unit
    low, high = found.bounds
    assert float(low or 0) == pytest.approx(row["cost_at_least"], abs=1e-15)
    expected = None if high is None else float(high)
    assert (expected is None) == (row["cost_at_most"] is None), (request, found, row)
    if expected is not None:
        assert expected == pytest.approx(row["cost_at_most"], abs=1e-15)
    # Nothing for what is free with and without a cache is a cost, though no price states it.
    is_one = low == high and row["cost_at_least"] != row["cost_at_most"]
    assert is_one <= (row["cost"] is not None)
    assert (row["cost"] is not None) <= (low == high)


def test_a_request_costs_tokens_by_price() -> None:
    """1,500 of 2,001 tokens in, at the price of long requests, and 10 out."""
    used = Usage(input_tokens=2_001, output_tokens=10, cache_read_tokens=501)
    cost = LoggedRequest(model="tiered", usage=used).cost(MODELS)
    right = Decimal(1_500 * 4 + 501 * 1 + 10 * 16) / 10**6
    assert (right, "USD") == (cost.value, cost.unit)


def test_a_request_without_a_model_has_no_cost() -> None:
    """The error says so."""
    request = LoggedRequest(model=None, usage=Usage(input_tokens=1, output_tokens=1))
    with pytest.raises(NotStatedError, match="None has no cost: no model is named"):
        request.cost(MODELS)


def test_the_market_prices_a_request() -> None:
    """Without models, those of the market count."""
    used = Usage(input_tokens=1_000, output_tokens=10, reasoning_tokens=0)
    request = LoggedRequest(
        model="openai/gpt-4o", usage=used, time=datetime(2026, 9, 1, 12, tzinfo=UTC)
    )
    assert request.cost() == request.cost(market.models)


def test_a_request_is_priced_without_libraries_of_frames() -> None:
    """Neither Polars nor Narwhals is needed for a response and its cost."""
    code = (
        "import sys\n"
        "sys.modules['polars'] = sys.modules['narwhals'] = None\n"
        "from aiproviders import Usage, alibaba, usage\n"
        "used = Usage(input_tokens=1, output_tokens=1)\n"
        "print(usage.LoggedRequest(model='qwen3.6', usage=used).cost(alibaba.models))\n"
        "try:\n    usage.of({'a': 1})\nexcept ValueError as error:\n    print(error)\n"
    )
    printed = run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "no response of a known format: it has a" in printed


def test_requests_show_what_they_state() -> None:
    """A frame of one request has what it states."""
    rows = RequestRows()
    rows.add(LoggedRequest(model="m", usage=USED[1]), "acme", None)
    assert pl.Int64 == rows.frame().collect_schema()["reasoning_tokens"]
