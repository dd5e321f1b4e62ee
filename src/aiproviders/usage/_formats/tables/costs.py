"""Exports of costs, which have no tokens and so cannot be priced: what to give in their place."""

from aiproviders.usage._formats.table_format import TableFormat

_REFUSAL = "it has amounts and no tokens, so that there is nothing to price; give the export of "

OPENAI = TableFormat(
    name="openai-costs",
    title="OpenAI costs export",
    told_by=frozenset({"start_time", "amount_value", "line_item"}),
    columns={},
    refusal=f"{_REFUSAL}usage (Usage, Export, Completions)",
)

ANTHROPIC = TableFormat(
    name="anthropic-costs",
    title="Anthropic cost export",
    told_by=frozenset({"usage_date_utc", "token_type", "cost_usd"}),
    columns={},
    refusal=f"{_REFUSAL}usage from the page Usage of the console",
)
