"""Every format of logs, in the order in which they are tried."""

from aiproviders.usage._formats.record_format import RecordFormat
from aiproviders.usage._formats.records import claude_code
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._formats.tables import openai_usage

TABLE_FORMATS: tuple[TableFormat, ...] = (openai_usage.FORMAT,)

RECORD_FORMATS: tuple[RecordFormat, ...] = (claude_code.FORMAT,)
