"""What usage in the words of OpenAI means, whoever serves: of chat completions and of responses.

OpenAI counts the cache within the input and reasoning within the output. Some hosts count them
beside these; the total then has more than both.
"""

from decimal import Decimal
from typing import Any

from aiproviders._format.strict_reading import is_table
from aiproviders._records.prices.usage import Usage
from aiproviders.usage._formats.stated import amount, at, count, count_or_none

_TICKS = 10**10
"""How many ticks of xAI are a dollar."""

_READ = (("cached_tokens",), ("prompt_cache_hit_tokens",), ("cache_read_input_tokens",))
"""How the cache is called where the details do not name it: by Moonshot, DeepSeek and LiteLLM."""

_SEARCHES = (
    ("server_tool_use_details", "web_search_requests"),  # OpenRouter
    ("num_sources_used",),  # xAI, which billed each source of a search
    ("server_side_tool_usage_details", "web_search_calls"),  # xAI
    ("server_side_tool_usage_details", "x_search_calls"),
)


def usage_of(
    usage: Any, inputs: str, outputs: str, *, shown: int = 0, is_apart: bool = False
) -> Usage:
    """Return what a request used.

    Args:
        usage: The usage of an answer.
        inputs: The field of the input; `_details` follows where it says what this consists of.
        outputs: The field of the output.
        shown: How many searches the answer shows, where the usage does not count them.
        is_apart: Whether reasoning is not in the output where no total tells.

    Raises:
        ValueError: Nothing says how much the output was.
    """
    tokens_in, tokens_out = count(usage, inputs), count(usage, outputs)
    parts, out_parts = at(usage, f"{inputs}_details"), at(usage, f"{outputs}_details")
    read, written, kept_1h = _cache(usage, parts)
    reasoning = count_or_none(out_parts, "reasoning_tokens")
    beside = count(usage, "total_tokens") - tokens_in - tokens_out
    if beside > 0 and beside == read + written:
        tokens_in += beside
    elif beside > 0:
        tokens_out += beside
    elif reasoning and (reasoning > tokens_out or (is_apart and beside < 0)):
        tokens_out += reasoning
    searches = sum(count(usage, *path) for path in _SEARCHES) or shown
    if thought := count(usage, "reasoning_tokens") * bool(count(usage, "citation_tokens")):
        # The deep research of Perplexity, which bills both beside what it counts.
        reasoning = thought
        tokens_in += count(usage, "citation_tokens")
        tokens_out += thought
        searches += count(usage, "num_search_queries")
    # Perplexity bills each request that has searched, by the size of what was found.
    searches = searches or int(at(usage, "search_context_size") is not None)
    # What of audio and images was cached is not said: text is taken to be, as far as there is any.
    audio = count(parts, "audio_tokens")
    cached_audio = max(0, min(audio, read, audio + read + written - tokens_in))
    rest = tokens_in - read - written - audio + cached_audio
    found = Usage(
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        cache_read_tokens=read,
        cache_write_tokens=written,
        cache_write_1h_tokens=kept_1h,
        reasoning_tokens=reasoning,
        input_audio_tokens=audio,
        output_audio_tokens=count(out_parts, "audio_tokens"),
        cache_read_audio_tokens=cached_audio,
        input_image_tokens=min(count(parts, "image_tokens"), max(0, rest)),
        output_image_tokens=count(out_parts, "image_tokens"),
        searches=searches,
    )
    if at(usage, outputs) is None and at(usage, "total_tokens") is None:
        msg = f"{outputs} is not stated, and no total either"
        raise ValueError(msg)
    return found


def _cache(usage: Any, parts: Any) -> tuple[int, int, int]:
    """Return what was read from a cache, written to one, and written for an hour."""
    read = count_or_none(parts, "cached_tokens")
    if read is None:
        read = max(count(usage, *path) for path in _READ)
    # LiteLLM, which hands on the answers of others in the words of OpenAI, has words of its own.
    written = max(
        *(count(parts, f"cache_{each}_tokens") for each in ("write", "creation")),
        count(usage, "cache_creation_input_tokens"),
    )
    kept = count(parts, "cache_creation_token_details", "ephemeral_1h_input_tokens")
    return read, written, kept


def cost_reported(usage: Any) -> Decimal | None:
    """Return what the host says that it charged: OpenRouter, Perplexity or xAI."""
    ticks = count_or_none(usage, "cost_in_usd_ticks")
    if ticks is not None:
        return Decimal(ticks) / _TICKS
    is_split = is_table(at(usage, "cost"))
    return amount(usage, "cost", "total_cost") if is_split else amount(usage, "cost")
