"""Documents of JSON that come in pieces: the values, where they break, and how much is held."""

import json
from collections.abc import Iterator
from itertools import islice, pairwise
from math import log2
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders.usage._reading import documents
from aiproviders.usage._reading.documents import BrokenDocument, values_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
).filter(lambda value: not isinstance(value, list))
BETWEEN = st.sampled_from([" ", "\n", ",", ",\r\n ", " ,\n\n"])


def in_pieces(text: str, cuts: list[int]) -> list[str]:
    """Cut a text at some places."""
    places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
    return [text[start:end] for start, end in pairwise(places)]


def read(pieces: list[str]) -> tuple[list[Any], str | None]:
    """The values, and where the document breaks, if it does."""
    found = list[Any]()
    try:
        found.extend(values_of(pieces))
    except BrokenDocument as error:
        return found, str(error)
    return found, None


@given(
    values=st.lists(VALUES, max_size=6),
    between=BETWEEN,
    is_list=st.booleans(),
    indent=st.sampled_from([None, 1]),
    cuts=st.lists(st.integers(0, 999), max_size=9),
)
def test_a_document_in_pieces_has_the_values_that_were_written(
    values: list[Any], between: str, is_list: bool, indent: int | None, cuts: list[int]
) -> None:
    """Wherever the pieces end, lists and values one after another are read as they are."""
    text = between.join(json.dumps(value, indent=indent) for value in values)
    pieces = in_pieces(f"[{text}]" if is_list else text, cuts)
    assert (values, None) == read(pieces)


@given(text=st.text(alphabet='[]{}:," \n\\1e.-tru"a', max_size=40), cuts=st.lists(st.integers(0)))
def test_where_a_text_is_cut_into_pieces_changes_nothing(text: str, cuts: list[int]) -> None:
    """The values and the place where the document breaks are those of the text at once."""
    assert read([text]) == read(in_pieces(text, cuts))


@pytest.mark.parametrize("number", ["1.5e+3", "-12", "1E5", "0.25", "-0.5e-7"])
def test_a_number_is_never_cut(number: str) -> None:
    """A number that goes on in the next piece is one number."""
    for pieces in ([number], [number, ""], list(number), [f"{number} ", "2"]):
        found, broken = read(pieces)
        assert float(number) == float(found[0])
        assert broken is None


def test_the_line_of_a_break_is_that_of_the_file() -> None:
    """Blank lines before the document and lines that are no longer held count."""
    text = '\n\n[{"a": 1},\n{"a": 2},\n{"a" 3}]'
    assert ([{"a": 1}, {"a": 2}], "line 5") == read([text]) == read(list(text))
    assert ([{"a": 1}], "after record 1") == read(['[{"a": 1}', ",", "\n"])


def test_no_more_is_read_than_the_next_value_needs() -> None:
    """A long list is read value by value, so that it is never in memory as a whole."""
    taken = list[int]()

    def pieces() -> Iterator[str]:
        yield "["
        for number in range(1_000):
            taken.append(number)
            yield f'{{"number": {number}}},\n'
        yield "]"

    values = values_of(pieces())
    for number, value in enumerate(islice(values, 900)):
        assert {"number": number} == value
        assert len(taken) <= number + 3


def test_a_long_value_is_looked_at_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held doubles each time, so that the time of a value grows as its length."""
    tries = list[int]()

    class Counting(json.JSONDecoder):
        """Counts how often a value is looked at."""

        def raw_decode(self, s: str, idx: int = 0) -> tuple[Any, int]:
            tries.append(len(s))
            return super().raw_decode(s, idx)

    monkeypatch.setattr(documents, "DECODER", Counting())
    text = json.dumps({"text": "x" * 10_000})
    assert [json.loads(text)] == list(values_of(list(text)))
    assert len(tries) <= log2(len(text)) + 2
