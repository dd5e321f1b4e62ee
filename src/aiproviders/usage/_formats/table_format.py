"""What a format of tables is: the columns that tell it, and how they become ours."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

ColumnSource: TypeAlias = str | Mapping[str, Any] | Sequence[str | Mapping[str, Any]]
"""Where a column of ours comes from.

A text is the name of a column. A mapping has `column`, and, as needed, `path` (a path in the JSON
that the column holds, such as `$.usage.input`; of several in a list, the first that says something
counts), `values` (texts and what they stand for; an empty
text is nothing; others stay as they are) and `format` (of times, as `strptime` writes it); or it
has `value`, the same for all rows. Of several, counts and amounts are added, and of texts and times
the first counts that says something.
"""


class TableFormat(NamedTuple):
    """A format of tables.

    Attributes:
        name: Its name, such as `openai-usage`.
        title: What it is, such as `OpenAI usage export`.
        told_by: The columns that tell it: a table that has all of them is in this format.
        columns: Where each column of ours comes from, by its name; `key`, too, which is no column:
            of several rows with one key, the last counts.
        left_out: Rows that are no requests: a reason, the column that tells them, and the texts in
            it that do.
        notes: What tables of this format leave out, in sentences.
        repeated: Columns that say once more what others say, and need not be used.
        refusal: Why tables of this format are not read, and what to give instead, in words that
            follow a colon; None if they are read.
    """

    name: str
    title: str
    told_by: frozenset[str]
    columns: Mapping[str, ColumnSource]
    left_out: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()
    refusal: str | None = None
