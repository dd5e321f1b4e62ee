"""Which models of a catalogue are which of a bundled provider, and on what ground; by hand."""

from collections.abc import Iterable
from typing import NamedTuple


class Namesake(NamedTuple):
    """A model of a provider, and the one of a catalogue that is the same.

    Attributes:
        model: Its id at the provider.
        other: Its id in the catalogue.
        ground: Why the two are taken for one.
    """

    model: str
    other: str
    ground: str


_SAME_NAME = "the name is the same"
_REVIEWED = {
    ("alibaba", "models-dev", "alibaba"): (
        Namesake("qwen3-max", "qwen3-max", f"{_SAME_NAME}, and so is the month of release"),
        Namesake(
            "qwen3-coder-480b",
            "qwen3-coder-480b-a35b-instruct",
            "there is one Qwen3-Coder of 480B on either side",
        ),
        Namesake(
            "qwen3.5",
            "qwen3.5-397b-a17b",
            "397B parameters, open weights and the month of release are the same",
        ),
        Namesake(
            "qwen3.6",
            "qwen3.6-27b",
            "prices, context window, open weights, the month of release and the score on "
            "SWE-bench Verified are the same",
        ),
        Namesake(
            "qwen3.6-max-preview",
            "qwen3.6-max-preview",
            f"{_SAME_NAME}, and so are closed weights and the month of release",
        ),
        Namesake(
            "qwen3.7-max",
            "qwen3.7-max",
            f"{_SAME_NAME}, and so are prices, context window and the month of release",
        ),
    ),
    ("alibaba", "litellm", "dashscope"): (
        Namesake("qwen3-max", "dashscope/qwen3-max", _SAME_NAME),
        Namesake(
            "qwen3.7-max",
            "dashscope/qwen3.7-max",
            f"{_SAME_NAME}, and so are the prices",
        ),
    ),
}


def reviewed(provider: str, sources: Iterable[str], other: str) -> tuple[Namesake, ...] | None:
    """The models of a provider that a provider of a catalogue has too; None if nobody looked.

    Args:
        provider: Id of the provider.
        sources: Ids of the sources of the catalogue.
        other: Id of the provider in it.
    """
    found = (_REVIEWED.get((provider, source, other)) for source in sources)
    return next((each for each in found if each is not None), None)
