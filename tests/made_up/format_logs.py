"""Logs of formats as files, and what they cost at prices that are easy to reckon with."""

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from aiproviders import Catalog, Model, TokenPrice, usage
from aiproviders.usage import UsageLog
from made_up.usage_log import price

SAMPLES = Path(__file__).parents[1] / "usage" / "samples"


def sold(id: str, provider: str, **terms: Any) -> Model:
    """A model of a maker, with one price for each kind of tokens and for searches."""
    return Model(id=id, provider=provider, name=id, prices=(list_price(**terms),))


def list_price(input: str = "1", **terms: Any) -> TokenPrice:
    """A price: 1 in, 2 out, 0.1 from a cache, 1.25 to one, 2 to one for an hour, 10 to search."""
    kinds = {"cache_read": "0.1", "cache_write": "1.25", "cache_write_1h": "2", "searches": "10"}
    return price(input, "2", **(kinds | terms))


def dollars(**tokens: int) -> Decimal:
    """What tokens cost at such a price, each counted as one kind."""
    millionths = {
        "fresh": Decimal(1),
        "output": Decimal(2),
        "read": Decimal("0.1"),
        "written": Decimal("1.25"),
        "kept": Decimal(2),
        "searches": Decimal(10_000),
    }
    return sum((millionths[kind] * number for kind, number in tokens.items()), Decimal(0)) / 10**6


def costs(log: UsageLog, models: Iterable[Model]) -> list[float | None]:
    """What each row of a log costs."""
    return log.cost(models=Catalog(models)).collect()["cost"].to_list()


def column(log: UsageLog, name: str) -> list[Any]:
    """A column of a log; nothing in it where the log has none."""
    frame = log.frame.collect()
    return frame[name].to_list() if name in frame.columns else [None] * len(frame)


def skipped(log: UsageLog) -> dict[str, int]:
    """What was left out of a log, with how often."""
    return {each.reason: each.number for each in log.skipped}


def of_records(tmp_path: Path, *records: Any, name: str = "log.jsonl") -> UsageLog:
    """Read records that are written as lines into a file."""
    path = tmp_path / name
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records), encoding="utf-8")
    return usage.read(path)


def of_text(tmp_path: Path, text: str, name: str = "log.csv") -> UsageLog:
    """Read a text that is written into a file."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return usage.read(path)
