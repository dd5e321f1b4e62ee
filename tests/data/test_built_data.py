"""The JSON of a built package: read without the checks for documents of users, it is the same."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from attrs import evolve, fields, has

from aiproviders import Provider, Quantity, TokenPrice, market, provider
from aiproviders._format.bundled.providers import load_bundled
from aiproviders._format.bundled.trusted_reading import read_provider
from aiproviders._format.bundled.vocabulary import SHARED, shared_vocabulary
from aiproviders._format.registry import BUNDLED
from aiproviders.types import Hours


def parts(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value in a provider with its place and class, in fields outside equality too."""
    yield path, type(value)
    if has(type(value)):
        for each in fields(cast("Any", type(value))):
            # An index of names is made when somebody looks a name up.
            if each.name != "_index":
                yield from parts(getattr(value, each.name), f"{path}.{each.name}")
    elif isinstance(value, tuple):
        for position, each in enumerate(cast("tuple[object, ...]", value)):
            yield from parts(each, f"{path}[{position}]")
    else:
        yield path, repr(value)


def both_readings(given: Provider) -> tuple[Provider, Provider]:
    """A provider read from its JSON as documents of users are, and as those of a built package."""
    text = given.to_json()
    return Provider.from_json(text), read_provider(json.loads(text))


@pytest.mark.parametrize("id", market.providers.ids)
def test_trusted_reading_is_checked_reading(id: str) -> None:
    """Bundled providers and labs are equal in every field and class, however they are read."""
    for given in {market[id], *([provider(id)] if id in BUNDLED else [])}:
        checked, trusted = both_readings(given)

        assert checked == trusted
        assert [*parts(checked)] == [*parts(trusted)]
        assert given.to_json() == trusted.to_json()


def test_trusted_reading_reads_what_no_bundled_provider_states(acme: Provider) -> None:
    """So are computed figures with their bounds, and hours with exceptions."""
    computed = Quantity(value=2, unit="employee", comparator="~", interval=(Decimal(1), None))
    hours = Hours(windows="09:00-17:00", also=("2026-10-03T01:00Z/2026-10-03T02:00Z",))
    model = acme.models[0]
    priced = evolve(model, prices=(TokenPrice(currency="EUR", input="0.10", hours=hours),))
    stated = acme.with_records(evolve(acme.metrics[0], quantity=computed), priced)
    checked, trusted = both_readings(stated)

    assert (Decimal(1), None) == trusted.metrics[0].quantity.interval
    assert [*parts(checked)] == [*parts(trusted)]


@pytest.mark.parametrize("id", [*BUNDLED, SHARED])
def test_built_data_is_the_data(id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a built package carries as JSON is what the TOML says that it is made of."""
    source = shared_vocabulary() if id == SHARED else load_bundled(id)
    source.dump(tmp_path / f"{id}.json")
    for module in ("providers", "vocabulary"):
        monkeypatch.setattr(f"aiproviders._format.bundled.{module}.DATA", str(tmp_path))
    built = shared_vocabulary.__wrapped__() if id == SHARED else load_bundled(id)

    assert [*parts(source)] == [*parts(built)]
    assert source.to_json() == built.to_json() == (tmp_path / f"{id}.json").read_bytes()
