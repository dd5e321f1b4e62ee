"""Names of models as logs have them, each labelled by hand with the model that is meant.

The labels say what the market's data tells of a name and were written without the rules that find
models by the names of logs. In `labelled_names.csv` a row without a `model` must find none of ours;
`host` and `region` are what the name or the column `provider` says, in the words of our prices, and
the host is `other` where it is one that we have no prices of. A router is no host.
"""

import csv
from collections import Counter
from pathlib import Path

from aiproviders import market, usage

with Path(__file__).with_name("labelled_names.csv").open(encoding="utf-8", newline="") as file:
    LABELS = list(csv.DictReader(file))


def test_the_labels_are_of_the_market() -> None:
    """Each label is the id of a model of the market, with a host and a region of its prices."""
    prices = [price for model in market.models for price in model.prices]
    assert {row["model"] for row in LABELS} <= {"", *(model.id for model in market.models)}
    assert {row["host"] for row in LABELS} <= {"", "other", *(each.host or "" for each in prices)}
    assert {row["region"] for row in LABELS} <= {"", *(each.region or "" for each in prices)}


def test_the_labels_are_many_and_distinct() -> None:
    """Each name is labelled once for a provider, and a name that finds nothing says why."""
    names = Counter((row["name"], row["provider"]) for row in LABELS)
    unknown = [row for row in LABELS if not row["model"]]
    assert max(names.values()) == 1
    assert len(LABELS) >= 300
    assert len(unknown) >= 60
    assert all(row["note"] for row in unknown)


def test_no_name_finds_another_model() -> None:
    """Of all labelled names none finds a model that is not meant, and hardly one is missed."""
    found = Counter[str]()
    for row in LABELS:
        model = usage.resolve(row["name"], market.models, provider=row["provider"]).model
        if model is not None:
            found["found" if model.id == row["model"] else "wrong"] += 1
        else:
            found["missed" if row["model"] else "none"] += 1
    assert found["wrong"] == 0
    assert found["missed"] <= 12
    assert found["none"] >= 180


def test_hosts_and_regions_are_those_that_the_names_say() -> None:
    """Each labelled name that is found has the host and the region of its label."""
    hosts = {price.host for model in market.models for price in model.prices}
    for row in LABELS:
        found = usage.resolve(row["name"], market.models, provider=row["provider"])
        if found.model is not None:
            host = found.host if found.host is None or found.host in hosts else "other"
            # A router is a host to us, because it has prices of its own.
            assert host in {row["host"] or None, row["host"] or "other"}, row
            assert (row["region"] or None) == found.region, row
