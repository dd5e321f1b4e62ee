"""The kinds of use that are counted and billed apart: the one list of them."""

from functools import cache
from typing import Literal, NamedTuple, TypeAlias

KindOfUse: TypeAlias = Literal[
    "input",
    "output",
    "cache_read",
    "cache_write",
    "cache_write_1h",
    "reasoning",
    "input_audio",
    "output_audio",
    "cache_read_audio",
    "input_image",
    "output_image",
    "searches",
]
"""What is counted and billed apart."""


class UseKind(NamedTuple):
    """A kind of use.

    A unit of use that belongs to several kinds belongs to one of them that is a part of all
    others, and is billed once, as that one.

    Attributes:
        name: The field of `Rates` that holds its price.
        counted_in: The field of `Usage` that holds its number.
        meaning: What its price is for, in words that may stand after "per".
        part_of: Names of the kinds that it is a part of; none if it is a total.
        billed_as: Name of the kind whose price it has where no source states one of its own; None
            where it then has no price.
        unit: What its price is per, as quantities write it.
        per: How many that is.
    """

    name: KindOfUse
    counted_in: str
    meaning: str
    part_of: tuple[KindOfUse, ...] = ()
    billed_as: KindOfUse | None = None
    unit: str = "Mtok"
    per: int = 1_000_000

    @property
    def words(self) -> str:
        """The name as people write it, such as `cache read`."""
        return self.name.replace("_", " ")

    @property
    def noun(self) -> str:
        """What is counted, such as `cache read tokens`."""
        return f"{self.words} tokens" if self.counted_in.endswith("_tokens") else self.words

    @property
    def is_optional(self) -> bool:
        """Whether a request may have none of it, as of all but the totals."""
        return bool(self.part_of) or self.unit != "Mtok"

    @property
    def parts(self) -> "tuple[UseKind, ...]":
        """The kinds that are a part of it, and their parts, each once."""
        return _parts_of(self.name)

    @property
    def signs(self) -> tuple[int, ...]:
        """What the number of each kind counts in that of this kind without its parts.

        A part is taken away (-1), and what is a part of two parts, and so taken away twice, is
        added again (1).
        """
        return _signs_of(self.name)


@cache  # asked for each request of a log
def _parts_of(name: KindOfUse) -> tuple[UseKind, ...]:
    direct = [kind for kind in USE_KINDS if name in kind.part_of]
    return tuple(dict.fromkeys(part for kind in direct for part in (kind, *kind.parts)))


@cache
def _signs_of(name: KindOfUse) -> tuple[int, ...]:
    parts = [part.signs for part in KINDS[name].parts]
    own = (int(kind.name == name) for kind in USE_KINDS)
    return tuple(sign - sum(each[place] for each in parts) for place, sign in enumerate(own))


USE_KINDS = (
    UseKind("input", "input_tokens", "million input tokens that no cache served"),
    UseKind("output", "output_tokens", "million output tokens"),
    UseKind(
        "cache_read", "cache_read_tokens", "million input tokens read from a cache", ("input",)
    ),
    UseKind(
        "cache_write", "cache_write_tokens", "million input tokens written to a cache", ("input",)
    ),
    UseKind(
        "cache_write_1h",
        "cache_write_1h_tokens",
        "million input tokens written to a cache that keeps them for an hour",
        ("cache_write",),
    ),
    UseKind(
        "reasoning",
        "reasoning_tokens",
        "million output tokens of reasoning",
        ("output",),
        billed_as="output",
    ),
    UseKind(
        "input_audio",
        "input_audio_tokens",
        "million input tokens of audio that no cache served",
        ("input",),
        billed_as="input",
    ),
    UseKind(
        "output_audio",
        "output_audio_tokens",
        "million output tokens of audio",
        ("output",),
        billed_as="output",
    ),
    UseKind(
        "cache_read_audio",
        "cache_read_audio_tokens",
        "million input tokens of audio read from a cache",
        ("cache_read", "input_audio"),
        billed_as="cache_read",
    ),
    UseKind(
        "input_image",
        "input_image_tokens",
        "million input tokens of images that no cache served",
        ("input",),
        billed_as="input",
    ),
    UseKind(
        "output_image",
        "output_image_tokens",
        "million output tokens of images",
        ("output",),
        billed_as="output",
    ),
    UseKind("searches", "searches", "thousand searches", unit="ksearch", per=1_000),
)
"""Every kind, in the order of tables."""

KINDS: dict[str, UseKind] = {kind.name: kind for kind in USE_KINDS}
"""Every kind by name."""

RATES: tuple[KindOfUse, ...] = tuple(kind.name for kind in USE_KINDS)
"""Their names, which are the fields of `Rates`."""

PARTS_FIRST = tuple(sorted(USE_KINDS, key=lambda kind: not kind.part_of))
"""Every kind, in the order of bills: what is a part of a total before the totals."""
