"""Quantities written into files and loaded again."""

import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import ACME

from aiproviders import Catalog, Metric, Provider, Quantity
from aiproviders.errors import DataError
from aiproviders.results import Metrics
from aiproviders.types import Measure


def reloaded(quantity: Quantity) -> Quantity:
    """The quantity after a round trip through JSON."""
    metric = Metric(id="m", subject="acme", measure="acme:size", quantity=quantity)
    measure = Measure(id="acme:size", label="Size", kind="instant", units=("user", "token", "%"))
    provider = Provider(id="acme", measures=Catalog([measure]), metrics=Metrics([metric]))
    return Provider.from_json(provider.to_json()).metrics["m"].quantity


def tiny(quantity: object, measure: str = "employees", **model: object) -> dict[str, Any]:
    """A document with a figure and a model."""
    widgets = {"id": "acme:widgets", "label": "Widgets", "kind": "instant", "units": ["widget"]}
    figure = {"id": "m", "subject": "acme", "measure": measure, "quantity": quantity}
    return {
        "schema": "1.0",
        "id": "acme",
        "measures": [widgets],
        "metrics": [figure],
        "models": [{"id": "rocket", "name": "Rocket", **model}],
    }


def refusals(document: dict[str, Any], folder: Path) -> list[str]:
    """All errors of a document."""
    path = folder / "acme.json"
    path.write_text(json.dumps(document))
    return [str(error).removeprefix("acme.json, ") for error in Provider.validate(path)]


@given(st.integers(-(10**34) + 1, 10**34 - 1), st.integers(-83, 50))
def test_every_number_that_may_be_held_loads_again(digits: int, exponent: int) -> None:
    """A number of up to 34 digits and 50 places is written in full and read back."""
    number = Decimal(digits).scaleb(exponent)
    try:
        quantity = Quantity(value=number, unit="user")
    except ValueError:
        return

    assert quantity == reloaded(quantity)


@pytest.mark.parametrize(
    "quantity",
    [
        Quantity(value="1E+50", unit="user"),
        Quantity(value=100, upper=1000, unit="user", exclusive=True),
        Quantity(value=100, upper=1000, unit="user") * 2,
        Quantity(value=262_000, unit="token", nominal=True),
        Quantity(value=40, unit="%", decimals=0),
    ],
    ids=str,
)
def test_every_kind_of_quantity_loads_again(quantity: Quantity) -> None:
    """Ranges, nominal sizes and stated places are in files what they were."""
    assert quantity == reloaded(quantity)


# Quantities as texts


def test_a_text_is_read_and_written_as_a_table(tmp_path: Path) -> None:
    """Wherever a file has a quantity it may have a text, which our writers write as a table."""
    folder = Path(shutil.copytree(ACME, tmp_path / "acme"))
    path = folder / "facts.toml"
    tables = path.read_text("utf-8")
    texts = tables
    for table, text in (
        (
            '{ value = 1200, unit = "employee", comparator = "~", decimals = -2 }',
            "about 1,200 employees",
        ),
        ('{ value = 190_000_000, unit = "USD", comparator = "~", decimals = -7 }', "~$190M"),
    ):
        texts = texts.replace(table, f'"{text}"')
    path.write_text(texts, "utf-8")

    assert len(tables) - 100 > len(texts)
    assert () == Provider.validate(folder)
    assert Provider.load(folder).to_json() == Provider.load(ACME).to_json()


def test_fields_of_models_and_scores_take_texts() -> None:
    """A nested quantity, and one that may be left out, is read from a text too."""
    scores = [{"benchmark": "swe-bench-verified", "quantity": "80.4 %"}]
    document = tiny("5 employees", context_window="262K tokens", languages=None, scores=scores)
    (model,) = Provider.from_dict(document).models

    assert Quantity(value=262_000, unit="token", nominal=True) == model.context_window
    assert (None, None) == (model.languages, model.parameters)
    assert Quantity(value="80.4", unit="%", decimals=1) == model.scores[0].quantity
    assert model == Provider.from_json(json.dumps(document)).models[0]


@given(
    st.integers(1, 10**12),
    st.sampled_from(["{} widgets", "about {} widgets", "{}+ widgets", "under {} widgets"]),
)
def test_a_text_says_what_it_says_elsewhere(number: int, words: str) -> None:
    """A text in a file is the quantity that `Quantity.parse` reads."""
    text = words.format(f"{number:,}")
    (metric,) = Provider.from_dict(tiny(text, "acme:widgets")).metrics

    assert Quantity.parse(text) == metric.quantity


@pytest.mark.parametrize(
    ("figure", "error"),
    [
        ("many", "quantity: cannot read 'many' as a quantity; write it like ~$260 billion or 400+"),
        (5, "quantity: found 5; expected a text such as '~$260 billion', or a table of value and"),
        (["5 employees"], "quantity: found ['5 employees']; expected a text such as"),
        ("about 1,200", "quantity: 'about 1,200' names no unit; expected a figure in employee"),
        ("$5", "quantity: '$5' is in USD; expected a figure in employee"),
        ({"value": 5, "unit": "USD"}, "quantity.unit: found 'USD'; expected employee"),
        ("\ud800", "quantity: '\\ud800' has half a surrogate pair"),
        ("1" * 10_000, "quantity: expected a decimal number such as 80.4, of at most 34 digits"),
    ],
)
def test_a_figure_that_is_none_is_refused(figure: object, error: str, tmp_path: Path) -> None:
    """The error names the row, the field, what was found, and the forms that can be read."""
    (refusal,) = refusals(tiny(figure), tmp_path)

    assert refusal.startswith(f"metrics row 1 (m), {error}")
    with pytest.raises(DataError, match="row 1"):
        Provider.from_dict(tiny(figure))


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ({"context_window": "262K"}, "context_window: '262K' names no unit; expected a figure in"),
        ({"parameters": "7B tokens"}, "parameters: '7B tokens' is in token; expected a figure in"),
        (
            {"scores": [{"benchmark": "swe-bench-verified", "quantity": "80.4"}]},
            "scores[0].quantity: '80.4' names no unit; expected a figure in %",
        ),
    ],
)
def test_the_unit_is_that_of_the_field(model: dict[str, Any], error: str, tmp_path: Path) -> None:
    """A size or a score in another unit than the field or the benchmark has is refused."""
    (refusal,) = refusals(tiny("5 employees", **model), tmp_path)

    assert refusal.startswith(f"models row 1 (rocket), {error}")


def test_an_amount_may_be_in_any_currency_of_its_measure(tmp_path: Path) -> None:
    """A measure in `currency` takes the code of any, and names it where there is none."""
    assert [] == refusals(tiny("RMB 5 million", "revenue"), tmp_path)
    (refusal,) = refusals(tiny("5 million", "revenue"), tmp_path)
    assert refusal.endswith("'5 million' names no unit; expected a figure in currency")


@pytest.mark.parametrize(
    "changes",
    [
        {"metrics": [{"id": "m", "subject": "acme", "measure": ["employees"], "quantity": "$5"}]},
        {"models": [{"id": "rocket", "name": "Rocket", "scores": 5}]},
        {"models": [{"id": "rocket", "name": "Rocket", "scores": [5]}]},
        {"measures": [{"id": "acme:widgets"}], "metrics": []},
    ],
)
def test_other_faults_have_no_unit(changes: dict[str, Any], tmp_path: Path) -> None:
    """What is no figure, or is of no known measure, is refused for that alone."""
    found = refusals(tiny("5 employees") | changes, tmp_path)

    assert found
    assert [] == [each for each in found if "expected a figure in" in each]
