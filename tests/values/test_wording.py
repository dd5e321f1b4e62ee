"""Texts: on one line, shortened, without harmful characters, and counts in words."""

import pytest

from aiproviders._values.wording import counted, escaped, printable, shorten


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "model", "1 model"),
        (2, "model", "2 models"),
        (3, "entity", "3 entities"),
        (1000, "x", "1,000 xs"),
    ],
)
def test_counts(number: int, noun: str, words: str) -> None:
    """Counts are worded in the singular or plural."""
    assert words == counted(number, noun)


def test_shortening_keeps_to_one_line() -> None:
    """A long or broken text becomes one line with an ellipsis."""
    assert "a b" == shorten("a\nb")
    assert "abc…" == shorten("abcdef", 4)


def test_harmful_characters_are_escaped() -> None:
    """Control characters, halves of surrogate pairs and marks of direction are escaped."""
    assert r"a b \x1b[31m c\u202e\ud800" == printable("a\n\tb \x1b[31m c\u202e\ud800")
    assert r"a  b\n\x9b" == escaped("a  b\n\x9b")
    assert "通义千问 مرحبا é 👩‍🚀" == printable("通义千问 مرحبا é 👩‍🚀")
