"""Answers in which something is broken: none stops the reading, none is cheaper without a word."""

import json
from collections.abc import Iterator
from datetime import UTC
from decimal import Decimal
from typing import Any

import pytest
from made_up.priced_answers import SAMPLES

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders.usage._formats.every import RECORD_FORMATS
from aiproviders.usage._formats.record_format import LeftOut
from aiproviders.usage._formats.stated import moment

ODD: tuple[Any, ...] = (
    "text",
    "",
    [],
    {},
    [None],
    -1,
    True,
    1.5,
    float("inf"),
    Decimal("1e999999"),
    10**400,
)
"""What may stand in the place of anything."""

NAMES = sorted(path.name for path in SAMPLES.glob("*.json*"))
ANSWERS = (
    *("anthropic_batch.jsonl", "anthropic_messages.jsonl", "bedrock_converse.jsonl"),
    *("cohere.jsonl", "gemini.json", "gemini_batch.jsonl", "openai_batch.jsonl"),
    *("openai_chat.jsonl", "openai_responses.jsonl", "openrouter_chat.json", "xai_chat.json"),
)


def records_in(name: str) -> list[dict[str, Any]]:
    """Return the records of a sample."""
    text = (SAMPLES / name).read_text("utf-8")
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines()]
    found: Any = json.loads(text)
    return found if is_list(found) else [found]


def broken(value: Any) -> Iterator[Any]:
    """Give a value with an odd one in the place of each of its parts, one at a time."""
    yield from ODD
    if is_table(value):
        for name, each in value.items():
            yield {other: part for other, part in value.items() if other != name}
            for odd in broken(each):
                yield {**value, name: odd}
    elif is_list(value):
        for place, each in enumerate(value):
            for odd in broken(each):
                yield [*value[:place], odd, *value[place + 1 :]]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_an_answer_stops_the_reading(name: str) -> None:
    """Whatever is broken in it, it is read, left out with a reason, or refused in words."""
    read = 0
    for record in records_in(name):
        for odd in broken(record):
            if not is_table(odd):
                continue
            found = next((each for each in RECORD_FORMATS if each.recognizes(odd)), None)
            if found is None:
                continue
            try:
                requests = list(found.reader()(odd))
            except (ValueError, TypeError, OverflowError):
                continue
            read += sum(not isinstance(each, LeftOut) for each in requests)
    assert read > 0


TOTALS = (
    *("prompt_tokens", "completion_tokens", "input_tokens", "output_tokens"),
    *("promptTokenCount", "candidatesTokenCount", "inputTokens", "outputTokens"),
)


def with_odd_totals(value: Any, odd: object) -> Iterator[Any]:
    """Give a record with something odd in the place of each total of what is billed."""
    for name, each in value.items():
        if name in TOTALS and isinstance(each, int | float):
            yield {**value, name: odd}
        elif is_table(each) and name != "tokens":
            yield from ({**value, name: inner} for inner in with_odd_totals(each, odd))


@pytest.mark.parametrize("name", ANSWERS)
@pytest.mark.parametrize("odd", ["12", -1, True, 1.5, float("nan")])
def test_no_number_of_tokens_is_passed_over(name: str, odd: object) -> None:
    """An odd value in the place of a total is refused, and never taken for none."""
    for record in records_in(name):
        for changed in with_odd_totals(record, odd):
            found = next(each for each in RECORD_FORMATS if each.recognizes(changed))
            try:
                requests = list(found.reader()(changed))
            except ValueError:
                continue
            assert all(isinstance(each, LeftOut) for each in requests), changed


@pytest.mark.parametrize("found", ["noon", "", True, {}, 5, "06", 10**40, float("nan"), -1])
def test_what_is_no_time_is_said(found: object) -> None:
    """A text, a small number or anything else in the place of a time is named."""
    with pytest.raises(ValueError, match="is no time"):
        moment(found)


@pytest.mark.parametrize(
    "found",
    [
        "2026-09-01T10:00:00Z",
        "2026-09-01T12:00:00+02:00",
        "2026-09-01 10:00",
        1_788_256_800,
        1_788_256_800.0,
        "1788256800000",
        1_788_256_800_000_000,
        Decimal(1_788_256_800) * 10**9,
    ],
)
def test_times_are_read_however_they_are_written(found: object) -> None:
    """ISO 8601 with and without a zone, seconds and parts of them stand for one time."""
    time = moment(found)
    assert time is not None
    assert "2026-09-01T10:00:00+00:00" == time.astimezone(tz=None).astimezone(UTC).isoformat()
