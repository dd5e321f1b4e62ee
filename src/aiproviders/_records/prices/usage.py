"""What one request uses, and typical mixes of usage."""

from decimal import Decimal
from operator import attrgetter, mul
from typing import TypeAlias

from attrs import field, frozen

from aiproviders._records.fields import sealed
from aiproviders._records.prices.counts import as_searches, as_tokens, as_tokens_or_none
from aiproviders._records.prices.use_kinds import PARTS_FIRST, USE_KINDS, KindOfUse, UseKind
from aiproviders._values.number import Number, exact
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, quoted, shorten

Parts: TypeAlias = tuple[tuple[KindOfUse, Decimal | int], ...]
"""Numbers by kind of use, all counted once; kinds are named as the fields of `Rates`."""

_ALL = attrgetter(*(kind.counted_in for kind in USE_KINDS))
_WHOLES = tuple((kind, kind.signs) for kind in USE_KINDS if kind.parts)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Usage(OneLine):
    """What one request used: tokens by kind, and searches.

    `input_tokens` and `output_tokens` are totals; all other numbers of tokens say what of a total
    is billed otherwise.

    Attributes:
        input_tokens: All input tokens, those of the cache included.
        output_tokens: All output tokens, those of reasoning included.
        cache_read_tokens: Input tokens that were read from a cache.
        cache_write_tokens: Input tokens that were written to a cache.
        cache_write_1h_tokens: Input tokens that were written to a cache that keeps them for an
            hour; they count among those written.
        reasoning_tokens: Output tokens of reasoning; not known unless given.
        input_audio_tokens: Input tokens of audio, those read from a cache included.
        output_audio_tokens: Output tokens of audio.
        cache_read_audio_tokens: Input tokens of audio that were read from a cache; they count among
            those of audio and among those read from a cache.
        input_image_tokens: Input tokens of images that no cache served.
        output_image_tokens: Output tokens of images.
        searches: Searches of the web, or of whatever the maker bills by search.

    Raises:
        TypeError: A count is not an int.
        ValueError: A count is negative, or less than its parts together.
    """

    input_tokens: int = field(converter=as_tokens)
    output_tokens: int = field(converter=as_tokens)
    cache_read_tokens: int = field(default=0, converter=as_tokens)
    cache_write_tokens: int = field(default=0, converter=as_tokens)
    cache_write_1h_tokens: int = field(default=0, converter=as_tokens)
    reasoning_tokens: int | None = field(default=None, converter=as_tokens_or_none)
    input_audio_tokens: int = field(default=0, converter=as_tokens)
    output_audio_tokens: int = field(default=0, converter=as_tokens)
    cache_read_audio_tokens: int = field(default=0, converter=as_tokens)
    input_image_tokens: int = field(default=0, converter=as_tokens)
    output_image_tokens: int = field(default=0, converter=as_tokens)
    searches: int = field(default=0, converter=as_searches)

    def __attrs_post_init__(self) -> None:
        counts = self._counts
        for kind, signs in _WHOLES:
            if sum(map(mul, signs, counts)) < 0:
                parts = ", ".join(
                    f"{each.counted_in} {count:,}"
                    for each in USE_KINDS
                    if kind.name in each.part_of and (count := self._count(each))
                )
                msg = (
                    f"{kind.counted_in} is {self._count(kind):,}, fewer than what is part of it: "
                    f"{parts}; {kind.counted_in} counts all of them"
                )
                raise ValueError(msg)

    @property
    def uncached_tokens(self) -> int:
        """Input tokens that are neither read from a cache nor written to one."""
        return self.input_tokens - self.cache_read_tokens - self.cache_write_tokens

    @property
    def parts(self) -> Parts:
        """The numbers by kind of use, each token counted once; of reasoning 0 if not known."""
        counts = self._counts
        return tuple((kind.name, sum(map(mul, kind.signs, counts))) for kind in PARTS_FIRST)

    @property
    def _counts(self) -> list[int]:
        """The numbers of all kinds, in their order; of reasoning 0 if not known."""
        return [count or 0 for count in _ALL(self)]

    def _count(self, kind: UseKind) -> int:
        return getattr(self, kind.counted_in) or 0


def _weight(weight: Number) -> Decimal:
    number = exact(weight)
    if number < 0:
        msg = f"a part of a mix cannot be negative, got {shorten(str(number))}"
        raise ValueError(msg)
    return number


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class TokenMix(OneLine):
    """A mix of input, output and the cache, as weights.

    Attributes:
        input: Parts of input that no cache serves.
        output: Parts of output.
        cache_read: Parts of input read from a cache.
        cache_write: Parts of input written to a cache.

    Raises:
        ValueError: A part is negative, or all are zero.
    """

    input: Decimal = field(converter=_weight)
    output: Decimal = field(converter=_weight)
    cache_read: Decimal = field(default=Decimal(0), converter=_weight)
    cache_write: Decimal = field(default=Decimal(0), converter=_weight)

    def __attrs_post_init__(self) -> None:
        if not any(weight for _, weight in self.parts):
            msg = "a mix needs at least one part above zero, such as 3:1"
            raise ValueError(msg)

    @classmethod
    def of(cls, mix: "TokenMix | str") -> "TokenMix":
        """Read a mix written `input:output`, such as `3:1`; a `TokenMix` is returned as it is.

        Args:
            mix: A text such as `3:1`, or a `TokenMix`.

        Raises:
            ValueError: The text is not two numbers with a colon between them.
        """
        if isinstance(mix, cls):
            return mix
        weights = [weight.strip() for weight in str(mix).split(":")]
        if len(weights) != 2:  # noqa: PLR2004 - input and output
            msg = (
                f"expected a mix of input to output such as '3:1', got {quoted(mix)}; write more "
                "parts as TokenMix(cache_read=7, input=2, output=1)"
            )
            raise ValueError(msg)
        return cls(input=weights[0], output=weights[1])

    @property
    def parts(self) -> Parts:
        """The weights by kind of use."""
        return tuple((name, getattr(self, name)) for name in _MIXED)

    def __str__(self) -> str:
        """The mix in words, such as `3 input : 1 output`."""
        return " : ".join(
            f"{Quantity(value=weight, unit='1', interval=(None, None))} {kind.replace('_', ' ')}"
            for kind, weight in self.parts
            if weight
        )


_MIXED: tuple[KindOfUse, ...] = tuple(
    kind.name for kind in PARTS_FIRST if hasattr(TokenMix, kind.name)
)
"""The kinds of use that a mix has parts of."""
