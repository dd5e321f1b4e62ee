"""Any value of a price catalog may be any other: the rest is read all the same."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up.documents import KeyPath, changed, fields, read_document

from aiproviders import Catalog, Model, Provider
from aiproviders.adapters import litellm, model_prices, models_dev
from aiproviders.errors import DataError

Read: TypeAlias = Callable[..., Catalog[Provider]]
Models: TypeAlias = dict[tuple[str, str], Model] | None

TEXTS = st.sampled_from(["", "x", "TBD", "\x00", "\u202e", "free", "a/b", "2026-02-31", "1e5"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([-1, 0, 10**40, 1e300, 2_000_000.0]) | TEXTS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
CASES = [
    (read, name, key_path)
    for read, name in (
        (litellm.read, "litellm.json"),
        (models_dev.read, "catalog.json"),
        (model_prices.read, "model_prices.json"),
    )
    for key_path in fields(read_document(name))
    if key_path[0] not in ("sample_spec", "fallback_generalizations")
]
TABLES = {
    "models", "providers", "prices", "status", "aliases", "schedules", "schema", "updated_at",
    "bases", "estimates", "plans", "models_dev",
}  # fmt: skip
"""Tables and values that are about several models."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where documents are written."""
    return tmp_path_factory.mktemp("odd")


def models(read: Read, document: Any, path: Path, *, strict: bool = False) -> Models:
    """The models that are read of a document, by provider and id; None if it is an error."""
    path.write_text(json.dumps(document), "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            found = read(path, as_of="2026-11-27", strict=strict)
        except DataError:
            return None
    return {(each.id, model.id): model for each in found for model in each.models}


def is_apart(model: Model, provider: str, key_path: KeyPath) -> bool:
    """Whether a model has nothing to do with the entry that a path lies in."""
    match key_path:
        case ("providers", str() as listed, "models", str() as id, *_) | (
            "prices",
            str() as listed,
            str() as id,
            *_,
        ):
            return (provider, model.id) != (listed, id)
        case ("providers" | "prices", str() as listed, *_):
            return provider != listed
        case ("models", str() as facts, *_):
            return facts not in (model.id, *model.aliases)
        case ("schedules", "schedule", int(), "provider"):
            return False  # It may be a rule for the hours of any provider.
        case ("schedules", str(), _, *_):
            return provider != "peaks"
        case (key, *_):
            # The price under the id of a region is one of the model without it, too.
            names = (*TABLES, model.id, *model.aliases, model.successor)
            return key not in names and not str(key).endswith(f".{model.id}")
        case _:
            raise AssertionError(key_path)


@given(case=st.sampled_from(CASES), value=VALUES)
def test_any_value_leaves_the_rest_as_it_is(
    folder: Path, case: tuple[Read, str, KeyPath], value: object
) -> None:
    """A value that may be anything is read or left out, and no other entry changes."""
    read, name, key_path = case
    document = read_document(name)
    odd = changed(document, key_path, value)

    found, strict = (models(read, odd, folder / name, strict=each) for each in (False, True))
    assert strict in (None, found)
    for (provider, id), model in (models(read, document, folder / name) or {}).items():
        if is_apart(model, provider, key_path):
            assert model == (found or {}).get((provider, id))
