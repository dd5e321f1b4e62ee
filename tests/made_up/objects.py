"""Objects of every public class."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import polars as pl
from attrs import evolve, fields, has

from aiproviders import (
    Catalog,
    Market,
    Provider,
    Record,
    Usage,
    audit,
    compare,
    diff,
    gaps,
    price_performance,
    timeline,
)
from aiproviders.results import Exported, Skipped, Turn, Unpriced
from aiproviders.types import (
    DatedAlias,
    Hours,
    OtherPrice,
    OwnKind,
    PriceTier,
    Rates,
    RetiredId,
    TokenMix,
)
from aiproviders.usage import LoggedRequest, read, resolve


def objects_by_class(provider: Provider) -> dict[type, list[Any]]:
    """The objects of each class in a provider, and in what is computed from it."""
    first, second = provider.models[:2]
    changed = provider.with_records(
        RetiredId(id="old", successor=first.id), evolve(first, name="Another name")
    )
    other = evolve(provider, id="other", company=None)
    log = read(pl.DataFrame({"model": ["a"], "input_tokens": [1], "output_tokens": [0]}))
    found: dict[type, list[Any]] = {Record: [first]}
    for each in parts(
        (
            changed,
            *provider.records(),
            provider.models,
            audit(provider),
            compare(first, second),
            diff(provider, changed),
            gaps(provider),
            provider.joined(other, names={first.id: first.id}),
            price_performance(provider),
            timeline(provider),
            Turn(first=first, second=second, mix=TokenMix.of("3:1")),
            Rates(),
            DatedAlias(name="latest"),
            Market(provider, edition="2026.11"),
            Market(provider, edition="2026.11").providers,
            PriceTier(threshold=200_000),
            OtherPrice(kind="image", unit="image", price=1),
            Usage(input_tokens=1, output_tokens=0),
            OwnKind("acme:recall"),
            Hours(windows="Monday"),
            Skipped("no number", 1, ("log.csv, line 2",)),
            LoggedRequest(model=None, usage=Usage(input_tokens=1, output_tokens=0)),
            resolve(first.id, provider),
            log,
            log.summary(provider),
            Unpriced("a", 1, "no model is called so"),
            Exported(
                path=Path("models.csv"),
                providers=(provider.id,),
                tables=(("models", 2),),
                contents="2 rows of models",
            ),
        )
    ):
        found.setdefault(cast("Any", type(each)), []).append(each)
    return found


def parts(value: Any) -> Iterator[Any]:
    """A value, and every value in it."""
    yield value
    cls = cast("Any", type(value))
    if has(cls):
        for each in fields(cls):
            yield from parts(getattr(value, each.name))
    if isinstance(value, tuple | Catalog):
        for held in cast("Iterable[Any]", value):
            yield from parts(held)
