"""Every format of logs, in the order in which they are tried."""

from aiproviders.usage._formats.record_format import RecordFormat
from aiproviders.usage._formats.records import (
    anthropic_usage_api,
    bedrock_invocations,
    claude_code,
    codex,
    langfuse_observations,
    openai_usage_api,
    otel_spans,
)
from aiproviders.usage._formats.responses import (
    anthropic_messages,
    batches,
    bedrock_converse,
    cohere_answers,
    gemini,
    openai_chat,
    openai_responses,
)
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._formats.tables import (
    anthropic_console,
    costs,
    litellm_spend_logs,
    openai_usage,
    openrouter_activity,
)

TABLE_FORMATS: tuple[TableFormat, ...] = (
    openai_usage.FORMAT,
    anthropic_console.FORMAT,
    openrouter_activity.FORMAT,
    openrouter_activity.BY_DAY,
    litellm_spend_logs.FORMAT,
    costs.OPENAI,
    costs.ANTHROPIC,
)

RECORD_FORMATS: tuple[RecordFormat, ...] = (
    langfuse_observations.FORMAT,
    claude_code.FORMAT,
    codex.FORMAT,
    otel_spans.FORMAT,
    *batches.FORMATS,
    bedrock_invocations.FORMAT,
    openai_usage_api.FORMAT,
    anthropic_usage_api.FORMAT,
    openai_responses.FORMAT,
    openai_chat.FORMAT,
    anthropic_messages.FORMAT,
    gemini.FORMAT,
    cohere_answers.FORMAT,
    bedrock_converse.FORMAT,
)
