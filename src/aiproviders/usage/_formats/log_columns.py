"""The columns of a log that was read: the one list of them."""

from typing import Literal, NamedTuple, TypeAlias

from aiproviders._records.fields import field_descriptions
from aiproviders._records.prices.usage import Usage
from aiproviders._records.prices.use_kinds import USE_KINDS

ColumnKind: TypeAlias = Literal["text", "count", "amount", "time"]
"""What a column holds: texts, whole numbers, decimal numbers, or times of UTC."""


class LogColumn(NamedTuple):
    """A column of a log that was read.

    Attributes:
        name: Its name.
        kind: What it holds.
        meaning: What that is, in words.
        attribute: The attribute of OpenTelemetry's conventions for generative AI that means the
            same, if there is one.
    """

    name: str
    kind: ColumnKind
    meaning: str
    attribute: str | None = None


_ATTRIBUTES = {
    "input_tokens": "gen_ai.usage.input_tokens",
    "output_tokens": "gen_ai.usage.output_tokens",
    "cache_read_tokens": "gen_ai.usage.cache_read.input_tokens",
    "cache_write_tokens": "gen_ai.usage.cache_creation.input_tokens",
    "reasoning_tokens": "gen_ai.usage.reasoning.output_tokens",
    "input_audio_tokens": "gen_ai.usage.audio.input_tokens",
    "output_audio_tokens": "gen_ai.usage.audio.output_tokens",
}

LOG_COLUMNS = (
    LogColumn("id", "text", "Id of the response, or of the request.", "gen_ai.response.id"),
    LogColumn(
        "conversation",
        "text",
        "Id of the conversation or session that it belongs to.",
        "gen_ai.conversation.id",
    ),
    LogColumn("time", "time", "When the model was asked; a day alone is its midnight."),
    LogColumn("operation", "text", "What was asked for.", "gen_ai.operation.name"),
    LogColumn("provider", "text", "Who served it, as the log calls them.", "gen_ai.provider.name"),
    LogColumn("host", "text", "Id of who served it, where the log says it in words of ours."),
    LogColumn("region", "text", "Where the prices hold, where the log says it."),
    LogColumn("model", "text", "Name of the model that answered.", "gen_ai.response.model"),
    LogColumn(
        "service",
        "text",
        "How soon or how fast it was served, such as batch.",
        "openai.response.service_tier",
    ),
    LogColumn("requests", "count", "How many requests the row sums; one where it is empty."),
    LogColumn(
        "request_input_tokens",
        "count",
        "Length of the input of one request of the row, by which the tier of the price goes; the "
        "mean where it is empty.",
    ),
    *(
        LogColumn(
            kind.counted_in,
            "count",
            field_descriptions(Usage)[kind.counted_in],
            _ATTRIBUTES.get(kind.counted_in),
        )
        for kind in USE_KINDS
    ),
    LogColumn("reported_cost", "amount", "What the provider or the log says that it cost."),
    LogColumn("file", "text", "Name of the file that it is from."),
)
"""Every column, in the order of frames; a frame lacks those of which its log says nothing."""

ALWAYS = ("model", "input_tokens", "output_tokens")
"""The columns that every frame has."""
