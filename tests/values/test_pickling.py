"""Pickles hold within one format, which several versions of the package share."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from aiproviders import Catalog, Market, Period, Provider, Usage, __version__, diff
from aiproviders._values import pickling
from aiproviders.errors import PickleVersionError

VALUES: dict[str, Callable[[Provider], Any]] = {
    "provider": lambda acme: acme,
    "market": lambda acme: Market(acme, edition="2026.11"),
    "catalog": lambda acme: acme.models,
    "timeline": lambda acme: acme.events,
    "record": lambda acme: acme.metrics["employees"],
    "part of a record": lambda acme: acme.models["rocket-1"].prices[0].tiers[0],
    "quantity": lambda acme: acme.metrics["employees"].quantity,
    "period": lambda _: Period("2026-05", "spring"),
    "usage": lambda _: Usage(input_tokens=3, output_tokens=4),
    "changes": lambda acme: diff(acme, evolve(acme, data_version="2")),
}


@pytest.fixture(params=VALUES.values(), ids=list(VALUES))
def value(acme: Provider, request: pytest.FixtureRequest) -> object:
    """A value of each kind."""
    made: object = request.param(acme)
    return made


def pickled_as(format: object, value: object, protocol: int = pickle.DEFAULT_PROTOCOL) -> bytes:
    """The pickle of a value that a version of the package with another format would make."""
    maker = object.__new__(pickling._Maker)
    object.__setattr__(maker, "format", format)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pickling, "_MAKER", maker)
        return pickle.dumps(value, protocol)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_values_pickle(value: object, protocol: int) -> None:
    """Every value equals its pickled copy, and looks like it."""
    twin = pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - made in the same line

    assert (value, repr(value), type(value)) == (twin, repr(twin), type(twin))


def test_the_copy_of_a_value_is_the_value(value: object) -> None:
    """A copy and a deep copy take no room, whatever holds the value."""
    assert copy.copy(value) is value
    assert copy.deepcopy([value])[0] is value


def test_copies_keep_what_equality_leaves_out(acme: Provider) -> None:
    """A copied catalog keeps its name, and a copied date its label."""
    models, date = pickle.loads(pickle.dumps((acme.models, acme.events["reorganized"].date)))  # noqa: S301 - made in the same line

    assert ("acme.models", ("acme",)) == (models.name, models.namespaces)
    assert "early 2026" == date.label
    assert "rocket-2" == models["acme/rocket 2"].id


def test_a_pickled_catalog_leaves_its_index_behind(acme: Provider) -> None:
    """A catalog pickles alike before and after a lookup."""
    fresh = Catalog(acme.models)
    before = pickle.dumps(fresh)
    _ = fresh["rocket-1"]

    assert before == pickle.dumps(fresh)


@pytest.mark.parametrize("protocol", [0, 1, 2, 5])
@pytest.mark.parametrize("format", [pickling.FORMAT + 1, "0.1.0"])
def test_pickles_of_another_format_are_refused(
    value: object, protocol: int, format: object
) -> None:
    """A pickle of another format is an error that names both and says what to do instead."""
    pickled = pickled_as(format, value, protocol)

    with pytest.raises(PickleVersionError) as caught:
        pickle.loads(pickled)  # noqa: S301 - made right here
    assert (str(format), str(pickling.FORMAT)) == (caught.value.format, caught.value.expected)
    assert (
        f"this is a pickle of format {format}, and this version of aiproviders reads format "
        f"{pickling.FORMAT}; keep data with dump() or to_json(), which other versions read"
    ) == str(caught.value)


def test_another_version_reads_pickles_of_the_same_format(value: object) -> None:
    """A pickle says nothing of the version of the package, so that patch releases share them."""
    pickled = pickle.dumps(value)

    assert pickled == pickled_as(pickling.FORMAT, value)
    assert __version__.encode() not in pickled


def test_the_format_comes_before_what_may_have_moved(acme: Provider) -> None:
    """The format is refused even if its classes are no longer where they were."""
    pickled = pickled_as(pickling.FORMAT + 1, acme.models["rocket-1"])
    moved = pickled.replace(
        b"aiproviders._records.models.model", b"aiproviders._records.gone__.model"
    )

    assert pickled != moved
    with pytest.raises(PickleVersionError):
        pickle.loads(moved)  # noqa: S301 - made right here
