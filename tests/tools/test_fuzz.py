"""The targets of fuzzing, without the fuzzer."""

import json

import pytest

from aiproviders import Provider
from tools.fuzz.targets import TARGETS, changed_json


@pytest.mark.parametrize("name", TARGETS)
def test_the_search_starts_without_a_finding(name: str) -> None:
    """Every seed keeps the law of its target, and so do bytes that are refused."""
    assert all(map(TARGETS[name].holds, [*TARGETS[name].seeds, b"", b"\xff{["]))


@pytest.mark.parametrize("name", ["from_json", "load", "litellm", "model_prices", "models_dev"])
def test_a_broken_law_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that does not read back as it was breaks the law of what read it."""

    def other(_: Provider) -> bytes:
        return b'{"schema": "1.0", "id": "other"}'

    monkeypatch.setattr(Provider, "to_json", other)

    assert not all(map(TARGETS[name].holds, TARGETS[name].seeds))


def test_changes_of_json() -> None:
    """A change of a document is a document still, mostly another one, and the same for a seed."""
    (seed,) = TARGETS["from_json"].seeds
    changed = [changed_json(seed, number) for number in range(100)]

    assert changed == [changed_json(seed, number) for number in range(100)]
    assert len({json.dumps(json.loads(each or b"")) for each in changed}) > 90


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{}", b"1"])
def test_what_has_no_value_to_change(content: bytes) -> None:
    """Where there is no value in a document, the fuzzer changes bytes."""
    assert changed_json(content, 1) is None
