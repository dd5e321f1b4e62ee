"""The kinds of tokens that are counted and billed apart: the one list of them."""

from typing import NamedTuple


class TokenKind(NamedTuple):
    """A kind of tokens.

    Attributes:
        name: The field of `Rates` that holds its price, and of `TokenMix` that holds its weight.
        counted_in: The field of `Usage` that holds its number.
        meaning: Which tokens these are, in words that may stand after "per million".
        part_of: Name of the kind that it is a part of; None if it is a total.
    """

    name: str
    counted_in: str
    meaning: str
    part_of: str | None = None

    @property
    def words(self) -> str:
        """The name as people write it, such as `cache read`."""
        return self.name.replace("_", " ")


TOKEN_KINDS = (
    TokenKind("input", "input_tokens", "input tokens that no cache served"),
    TokenKind("output", "output_tokens", "output tokens"),
    TokenKind("cache_read", "cache_read_tokens", "input tokens read from a cache", "input"),
    TokenKind("cache_write", "cache_write_tokens", "input tokens written to a cache", "input"),
)
"""Every kind, in the order of tables."""

RATES = tuple(kind.name for kind in TOKEN_KINDS)
"""Their names, which are the fields of `Rates`."""

PARTS_FIRST = tuple(sorted(TOKEN_KINDS, key=lambda kind: kind.part_of is None))
"""Every kind, in the order of bills: the parts of a total before what is left of it."""
