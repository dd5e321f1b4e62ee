"""Answers of APIs that are made up, the requests in them, and their bills at prices of a test."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import evolve

from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import TokenPrice
from aiproviders.usage import LoggedRequest, UsageLog, read
from aiproviders.usage._formats.every import RECORD_FORMATS
from aiproviders.usage._formats.record_format import LeftOut

SAMPLES = Path(__file__).parents[1] / "usage" / "samples"


def read_each(*records: Any) -> list[LoggedRequest | str]:
    """Return the requests of the records of a file, and why others are left out."""
    found = list[LoggedRequest | str]()
    readers = dict[str, Any]()
    for record in records:
        format = next(each for each in RECORD_FORMATS if each.recognizes(record))
        reader = readers.setdefault(format.name, format.reader())
        for each in reader(record):
            found.append(each.reason if isinstance(each, LeftOut) else each)
    return found


def request_of(record: Any) -> LoggedRequest:
    """Return the one request of a record."""
    (request,) = read_each(record)
    assert isinstance(request, LoggedRequest)
    return request


def sample(name: str) -> UsageLog:
    """Read a sample."""
    return read(SAMPLES / name)


def rows(log: UsageLog) -> list[dict[str, Any]]:
    """Return the requests of a log."""
    return log.frame.collect().to_dicts()


def bill(request: LoggedRequest, service: Any = "standard", **rates: Any) -> Decimal:
    """Return what a request costs at prices of its model in dollars per million."""
    price = TokenPrice(currency="USD", service=service, **rates)
    model = Model(id="priced", provider="acme", name="Priced", prices=(price,))
    cost = evolve(request, model="priced", provider=None).cost(Catalog([model]))
    assert cost.comparator == "="
    return cost.value
