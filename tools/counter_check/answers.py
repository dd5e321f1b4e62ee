"""What answers of APIs say of usage: read by ours, and by the extractors of genai-prices.

`python -m tools.counter_check.answers` writes the table of docs/counter-check.md, and fails if a
difference has no reviewed cause, or a cause no difference.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from genai_prices import data_snapshot

from aiproviders._format.strict_reading import is_list
from aiproviders.usage._formats.every import RECORD_FORMATS
from aiproviders.usage._formats.logged_request import LoggedRequest

PAGE = Path("docs/counter-check.md")
BEGIN, END = "<!-- answers begin -->", "<!-- answers end -->"
_SAMPLES = Path("tests/usage/samples")

# What genai-prices calls the numbers that we count; it has more of them.
_NAMES = {
    "input_tokens": "input_tokens",
    "output_tokens": "output_tokens",
    "cache_read_tokens": "cache_read_tokens",
    "cache_write_tokens": "cache_write_tokens",
    "cache_write_1h_tokens": "cache_write_1h_tokens",
    "reasoning_tokens": "output_reasoning_tokens",
    "input_audio_tokens": "input_audio_tokens",
    "cache_read_audio_tokens": "cache_audio_read_tokens",
    "searches": "web_searches",
}

# Where each sample has the answer itself, and how genai-prices is asked for it.
ASKED = {
    "openai_chat.jsonl": ("openai", "chat", ()),
    "xai_chat.json": ("x-ai", "chat", ()),
    "openrouter_chat.json": ("openrouter", "chat", ()),
    "openai_responses.jsonl": ("openai", "responses", ("response",)),
    "anthropic_messages.jsonl": ("anthropic", "default", ("message",)),
    "gemini.json": ("google", "default", ()),
    "cohere.jsonl": ("cohere", "default", ("delta",)),
    "bedrock_converse.jsonl": ("aws", "default", ("metadata",)),
    "openai_batch.jsonl": ("openai", "chat", ("response", "body")),
    "anthropic_batch.jsonl": ("anthropic", "default", ("result", "message")),
    "gemini_batch.jsonl": ("google", "default", ("response",)),
}

_FLAVORS = {("openai_chat.jsonl", 6): "embeddings", ("openai_batch.jsonl", 2): "responses"}
"""Records of another API than the first of their sample."""

_SHOWN = "Ours: searches that the answer shows are billed by count; they read the tokens alone."
CAUSES: dict[tuple[str, int], str] = {
    ("openrouter_chat.json", 1): (
        "Ours: OpenRouter counts searches in the usage; they read the tokens alone."
    ),
    ("openai_responses.jsonl", 3): _SHOWN,
    ("gemini.json", 1): _SHOWN,
    ("gemini.json", 3): _SHOWN,
    ("gemini.json", 2): (
        "Ours: it is a chunk of the stream that record 3 ends, whose input would count twice."
    ),
    ("anthropic_messages.jsonl", 7): (
        "Ours: the end of a stream is added to its beginning; they read one record at a time."
    ),
    ("cohere.jsonl", 3): "Ours: a rank is billed by searches alone.",
}
"""Why the two differ, by the sample and the place of the record in it."""


class Compared(NamedTuple):
    """What the two read from an answer.

    Attributes:
        sample: The sample.
        place: The place of its record, from 1 on.
        ours: The numbers that ours reads.
        theirs: Those of genai-prices; a text if it reads none.
    """

    sample: str
    place: int
    ours: dict[str, int]
    theirs: dict[str, int] | str

    @property
    def cause(self) -> str | None:
        """Why the two differ; None if nothing says it."""
        return CAUSES.get((self.sample, self.place))


def compared() -> Iterator[Compared]:
    """Give each answer of the samples from which one of the two reads something."""
    for sample, (provider, flavor, inner) in ASKED.items():
        readers = dict[str, Any]()
        for place, record in enumerate(_records(sample), start=1):
            format = next(each for each in RECORD_FORMATS if each.recognizes(record))
            reader = readers.setdefault(format.name, format.reader())
            found = [each for each in reader(record) if isinstance(each, LoggedRequest)]
            ours = _counted(found[0].usage, {name: name for name in _NAMES}) if found else {}
            asked = _FLAVORS.get((sample, place), flavor)
            theirs = _theirs(record, provider, asked, inner)
            if ours or isinstance(theirs, dict):
                yield Compared(sample, place, ours, theirs)


def _records(sample: str) -> list[Any]:
    text = (_SAMPLES / sample).read_text("utf-8")
    if sample.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines()]
    whole: Any = json.loads(text)
    return whole if is_list(whole) else [whole]


def _theirs(record: Any, provider: str, flavor: str, inner: tuple[str, ...]) -> Any:
    for name in inner:
        record = record.get(name) or record
    extractors = data_snapshot.get_snapshot().find_provider(None, provider, None)
    try:
        _, usage = extractors.extract_usage(record, api_flavor=flavor)
    except (ValueError, AttributeError) as error:
        return str(error)
    return _counted(usage, _NAMES)


def _counted(usage: Any, names: dict[str, str]) -> dict[str, int]:
    """Return the numbers of usage that are not zero, by our names."""
    found = {ours: getattr(usage, theirs, None) for ours, theirs in names.items()}
    return {name: number for name, number in found.items() if number}


def table(answers: list[Compared]) -> str:
    """Return the table of Markdown: what both read, and why they differ."""
    lines = ["| Sample | Record | Ours | genai-prices | |", "| --- | --- | --- | --- | --- |"]
    for each in answers:
        is_same = each.ours == each.theirs
        theirs = "the same" if is_same else _words(each.theirs)
        why = "" if is_same else each.cause or "not explained"
        cells = (f"`{each.sample}`", str(each.place), _words(each.ours), theirs, why)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _words(numbers: dict[str, int] | str) -> str:
    if isinstance(numbers, str):
        return "nothing"
    words = (f"{name.removesuffix('_tokens')} {number:,}" for name, number in numbers.items())
    return ", ".join(words).replace("_", " ") or "nothing"


def unexplained(answers: list[Compared]) -> list[tuple[str, int]]:
    """Return the differences without a cause, and the causes without a difference."""
    differing = {(each.sample, each.place) for each in answers if each.ours != each.theirs}
    return sorted(differing ^ CAUSES.keys())


def main() -> int:
    """Write the table into the page; return 1 if a difference is not explained."""
    answers = list(compared())
    text = PAGE.read_text("utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(answers)}\n\n{END}{after}", "utf-8")
    faults = unexplained(answers)
    for sample, place in faults:
        print(f"not explained: {sample}, record {place}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
