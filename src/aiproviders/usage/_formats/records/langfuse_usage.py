"""What the counts of an observation of Langfuse mean, which do not overlap by its rule."""

from collections.abc import Mapping
from typing import Any

from aiproviders._format.strict_reading import is_list, is_table
from aiproviders._records.prices.usage import Usage
from aiproviders._values.wording import quoted
from aiproviders.usage._formats.stated import at, count

# What Langfuse calls them in its prices, which its integrations send.
_INPUT = ("input", "input_tokens", "input_text", "prompt_tokens", "input_modality_1")
_OUTPUT = ("output", "output_tokens", "output_text", "completion_tokens", "output_modality_1")
_READ = ("input_cached_tokens", "cache_read_input_tokens", "input_cache_read", "cached_tokens")
_KEPT_1H = ("input_cache_creation_1h",)
_WRITTEN = ("cache_creation_input_tokens", "input_cache_creation", "input_cache_creation_5m")
_REASONING = ("output_reasoning_tokens", "output_reasoning", "reasoning_tokens")
_AUDIO_IN, _AUDIO_OUT = ("input_audio_tokens", "input_audio"), ("output_audio_tokens",)
_TOTAL = ("total", "total_tokens")
_INPUTS = (*_READ, *_KEPT_1H, *_WRITTEN, *_AUDIO_IN)
_OUTPUTS = (*_REASONING, *_AUDIO_OUT)
_KNOWN = {*_INPUT, *_OUTPUT, *_INPUTS, *_OUTPUTS, *_TOTAL}


def counts_of(used: Any) -> dict[str, int]:
    """Return the counts of an observation, which Parquet has as a list of keys and values."""
    if is_list(used):
        used = {at(each, "key"): at(each, "value") for each in used}
    if not is_table(used):
        return {}
    # Exports of ClickHouse write whole numbers of 64 bits as texts.
    found = {name: int(n) if str(n).isdecimal() else n for name, n in used.items()}
    return {name: count(found, name) for name in found}


def usage_of(counts: Mapping[str, int]) -> Usage:
    """Return what was used.

    Raises:
        ValueError: A count has a name that Langfuse does not document, or the total is another
            one than that of the counts.
    """
    if unknown := [name for name, number in counts.items() if number and name not in _KNOWN]:
        msg = f"the usage counts {quoted(unknown[0])}, of which Langfuse does not say what it is"
        raise ValueError(msg)
    return Usage(
        **_totals(counts),
        cache_read_tokens=_sum(counts, _READ),
        cache_write_tokens=_sum(counts, (*_WRITTEN, *_KEPT_1H)),
        cache_write_1h_tokens=_sum(counts, _KEPT_1H),
        reasoning_tokens=_sum(counts, _REASONING) if {*_REASONING} & counts.keys() else None,
        input_audio_tokens=_sum(counts, _AUDIO_IN),
        output_audio_tokens=_sum(counts, _AUDIO_OUT),
    )


def _totals(counts: Mapping[str, int]) -> dict[str, int]:
    """Return all input and all output: what overlaps, against the rule, is told by the total."""
    tokens_in, tokens_out = _sum(counts, _INPUT), _sum(counts, _OUTPUT)
    all_in, all_out = tokens_in + _sum(counts, _INPUTS), tokens_out + _sum(counts, _OUTPUTS)
    total = _sum(counts, _TOTAL) or all_in + all_out
    for given in (all_in, tokens_in):
        for made in (all_out, tokens_out):
            if given + made == total:
                return {"input_tokens": given, "output_tokens": made}
    msg = f"the total of the usage is {total:,}, and its counts are {all_in + all_out:,} together"
    raise ValueError(msg)


def _sum(counts: Mapping[str, int], names: tuple[str, ...]) -> int:
    return sum(counts.get(name, 0) for name in names)
