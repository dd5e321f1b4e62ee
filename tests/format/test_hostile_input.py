"""Hostile input: what is refused, how fast, and what messages never show."""

import copy
import json
import os
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import ACME
from made_up.facts import places

from aiproviders import Provider
from aiproviders._format.strict_reading import LIMIT, syntax_error
from aiproviders.errors import DataError

DOCUMENT = Provider.load(ACME).to_dict()
TOML = "".join(path.read_text("utf-8") for path in sorted(ACME.glob("*.toml"), reverse=True))
START = 'schema = "1.0"\nid = "x"\n'
LONGEST = 600


def refused(act: Callable[[], object]) -> str | None:
    """The message of the error that an act raises, which is short and safe to print."""
    try:
        act()
    except DataError as error:
        message = str(error)
        message.encode()
        assert message.isprintable()
        assert len(message) <= LONGEST
        return message
    return None


@pytest.fixture
def quick() -> Iterator[None]:
    """Limits a test to some seconds of processor time."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 20


def write(folder: Path, text: str | bytes, name: str = "x.toml") -> Path:
    """Write a file of a provider."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# Anything at all

numbers: st.SearchStrategy[Any] = st.one_of(
    st.integers(),
    st.integers(0, 20_000).map(lambda digits: 10**digits),
    st.floats(),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from([Decimal("1e999999"), Decimal("sNaN"), "1e999999999", "9" * 99]),
)
keys: st.SearchStrategy[Any] = st.one_of(
    st.text(),
    st.text(st.characters(categories=["Cs", "Cc"]), min_size=1, max_size=4),
    st.integers(0, 20_000).map(lambda length: "a" * length),
    st.sampled_from(["\0", "\x1b[2J", "../..", "/etc/passwd", "2026-05", "acme:x"]),
)
junk: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | numbers | keys | st.binary(max_size=4) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys | st.integers() | st.binary(max_size=2), inner, max_size=3)
    ),
    max_leaves=10,
)


PLACES = list(places(DOCUMENT))


def as_json(value: Any) -> str:
    """A value as JSON, or an empty list where it cannot be written."""
    try:
        return json.dumps(value, default=str)
    except (TypeError, ValueError):
        return "[]"


@given(junk)
def test_junk_is_refused(value: Any) -> None:
    """An odd document raises nothing but a DataError."""
    assert refused(lambda: Provider.from_dict(value))


@given(st.sampled_from(PLACES), junk)
def test_junk_in_a_sound_document_is_refused_or_read(path: tuple[Any, ...], value: Any) -> None:
    """An odd value anywhere is refused, or else the provider can be written again."""
    document = copy.deepcopy(DOCUMENT)
    parent: Any = document
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value

    if refused(lambda: Provider.from_dict(document)) is None:
        provider = Provider.from_dict(document)
        assert provider == Provider.from_json(provider.to_json())


@given(st.binary() | st.text() | junk.map(as_json))
def test_texts_that_are_no_provider_are_refused(text: str | bytes) -> None:
    """Bytes, texts and JSON of anything raise nothing but a DataError."""
    assert refused(lambda: Provider.from_json(text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.integers(0, len(TOML)),
    st.integers(0, 40),
    st.sampled_from(["", "\0", "\\", '"', '"""', "[", "]]", "=", "\n", "nan", "{", "0x1", "é"])
    | st.text(max_size=4),
)
def test_spoilt_files_are_refused_or_read(
    tmp_path: Path, start: int, length: int, text: str
) -> None:
    """A TOML file with a part replaced raises nothing but a DataError, with the right line."""
    spoilt = TOML[:start] + text + TOML[start + length :]
    path = write(tmp_path, spoilt.encode("utf-8", "replace"))
    errors = Provider.validate(path)
    message = refused(lambda: Provider.load(path))

    assert (message is None) is (errors == ())
    lines = path.read_text("utf-8").split("\n")
    assert all(lines[each.line - 1].lstrip().startswith("[[") for each in errors if each.line)


# Size and depth


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", ["x.toml", "x.json"])
def test_large_files_are_not_read(tmp_path: Path, name: str) -> None:
    """A file of 100 MB is refused by its size, and no more of it is read than the limit."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()

    assert f"{name}: this is too large; expected at most 8 MiB for all of a provider" == refused(
        lambda: Provider.load(path)
    )
    assert 1 == len(Provider.validate(path))
    assert tracemalloc.get_traced_memory()[1] < 3 * LIMIT
    tracemalloc.stop()


def test_many_files_count_together(tmp_path: Path) -> None:
    """Files that are small enough each are refused where they are too large together."""
    for name in ("a.toml", "b.toml", "c.toml"):
        write(tmp_path, "#" * (LIMIT // 2), name)

    assert str(refused(lambda: Provider.load(tmp_path))).startswith("c.toml: this is too large")


def test_an_error_without_a_text_is_named() -> None:
    """What ends the reading without a word is told by its class."""
    assert "this is not JSON: MemoryError" == str(syntax_error(MemoryError(), "JSON", None))


def test_large_texts_are_refused() -> None:
    """The limit of a file holds for a text too."""
    assert "this is too large" in str(refused(lambda: Provider.from_json(" " * (LIMIT + 1))))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "x = " + "{a=" * 100_000,
        ".".join("a" * 100_000) + " = 1",
        f"[{'.'.join('a' * 5_000)}]\n" * 10,
        "".join(f"a{number}.b.c.d.e.f = 1\n" for number in range(25_000)),
        "x = 0x" + "f" * 1_000_000,
        "x = " + "9" * 1_000_000,
        "x = 1e" + "9" * 1_000,
        'x = """' + '"" ' * 100_000 + '"""',
        'x = """' + '\\"' * 100_000,
        '"\n' * 100_000,
    ],
    ids=[
        "arrays", "tables", "key", "header", "keys", "hex", "digits", "exponent", "quotes", "open",
        "lines",
    ],
)  # fmt: skip
def test_toml_bombs_are_refused(tmp_path: Path, text: str) -> None:
    """Small files made to take long or much memory are refused at once."""
    path = write(tmp_path, START + text)

    assert refused(lambda: Provider.load(path))


@pytest.mark.parametrize(
    "text", [".".join("a" * 102) + " = 1", "a.b.c = 1\n" * 50_001], ids=["a line", "a file"]
)
def test_keys_have_few_parts(tmp_path: Path, text: str) -> None:
    """Python's TOML reader takes time by the square of a key's parts, so there is a limit."""
    path = write(tmp_path, START + text)

    assert "keys have too many parts" in str(refused(lambda: Provider.load(path)))


def test_dots_in_texts_are_no_keys(tmp_path: Path) -> None:
    """The dots of a text or a comment do not count."""
    dots = "." * 200_000
    path = write(
        tmp_path, f"{START}# {dots}\n[company]\nlegal_name = \"{dots}\"\nnote = '{dots}'\n"
    )

    assert refused(lambda: Provider.load(path)) is None


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"id": ' + "9" * 5_000 + "}",
        '{"id": 1e' + "9" * 100 + "}",
        "{" + ",".join(f'"{number}": 1' for number in range(50_000)) + ', "7": 1}',
        '{"schema": "1.0", "id": "x", "claims": [' + ",".join(["{}"] * 50_000) + "]}",
        '{"schema": "1.0", "id": "x", "namespaces": [' + ",".join(["1"] * 500_000) + "]}",
    ],
    ids=["arrays", "objects", "digits", "exponent", "repeated", "rows", "items"],
)
def test_json_bombs_are_refused(text: str) -> None:
    """JSON texts made to take long or much memory are refused at once too."""
    assert refused(lambda: Provider.from_json(text))


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "number",
    [
        10**5_000,
        1 << 10_000_000,
        "1e999999999",
        Decimal("1e999999"),
        "1" * 1_000_000,
        Decimal("NaN"),
    ],
    ids=["digits", "bits", "exponent", "decimal", "text", "nan"],
)
@pytest.mark.parametrize("name", ["value", "decimals"])
def test_huge_numbers_are_refused(name: str, number: object) -> None:
    """A number with a huge exponent is not expanded before its size is checked."""
    document = copy.deepcopy(DOCUMENT)
    document["metrics"][0]["quantity"][name] = number

    assert f"quantity.{name}: " in str(refused(lambda: Provider.from_dict(document)))


def test_words_are_no_truth_values() -> None:
    """`"no"` is a text, which is true for Python; a file says true or false."""
    document = copy.deepcopy(DOCUMENT)
    tier = next(
        tier
        for model in document["models"]
        for price in model.get("prices", ())
        for tier in price.get("tiers", ())
    )
    tier["inclusive"] = "no"

    assert "true or false" in str(refused(lambda: Provider.from_dict(document)))


def test_a_list_within_itself_is_refused() -> None:
    """A value that contains itself is cut in the message."""
    endless: list[Any] = []
    endless.append(endless)

    assert "id: found [[[[...]]]]; expected a text" in str(
        refused(lambda: Provider.from_dict({"schema": "1.0", "id": endless}))
    )


def test_suggestions_are_not_looked_for_among_too_many() -> None:
    """Among thousands of ids, or for a long word, no suggestion is looked for."""
    document = copy.deepcopy(DOCUMENT)
    claim = {"kind": "first", "title": "C"}
    document["claims"] = [{"id": f"c{number}", **claim} for number in range(1_000)]
    document["company"]["flagship"] = "rocket-22"
    assert "did you mean" not in str(refused(lambda: Provider.from_dict(document)))

    document["claims"] = [{"id": "c" * 61, "about": ["c" * 62], **claim}]
    document["company"]["flagship"] = "rocket-2"
    assert "did you mean" not in str(refused(lambda: Provider.from_dict(document)))


# Texts


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("models", 0, "name"), "\ud800"),
        (("models", 0, "aliases"), ["a\udfff"]),
        (("claims", 0, "id"), "\udcff"),
        (("events", 2, "date"), {"edtf": "2026", "label": "\ud800"}),
        (("metrics", 0, "quantity", "unit"), "\ud83d"),
    ],
)
def test_half_a_surrogate_pair_is_refused(path: tuple[Any, ...], value: object) -> None:
    """A text that cannot be written as UTF-8 is refused, from values as from JSON."""
    document = copy.deepcopy(DOCUMENT)
    parent: Any = document
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value

    for act in (
        lambda: Provider.from_dict(document),
        lambda: Provider.from_json(json.dumps(document)),
    ):
        assert "has half a surrogate pair, which cannot be written" in str(refused(act))


@pytest.mark.parametrize("key", ["\x1b[2J\x07", "\ud800", "k" * 10_000, 7, b"\xff", (1, 2)])
def test_odd_names_are_quoted_and_cut(key: Any) -> None:
    """A key or an id with control characters is escaped, and a long one is cut."""
    document: Any = {"schema": "1.0", "id": "x", "claims": [{"id": key, key: 1}]}

    assert refused(lambda: Provider.from_dict(document))
    assert refused(lambda: Provider.from_dict({"schema": "1.0", "id": "x", key: 1}))


@pytest.mark.parametrize(
    "value", ["secret " * 20, ["secret " * 5] * 20, {"a": {"b": {"c": ["secret"] * 99}}}]
)
def test_values_are_cut(value: object) -> None:
    """A message shows at most sixty characters of the value at fault."""
    (error,) = errors_of({"schema": "1.0", "id": "x", "namespaces": {"a": value}})

    assert 60 >= len(str(error.found))
    assert f"found {error.found}" == error.message


def errors_of(document: object) -> tuple[DataError, ...]:
    """The error that a document is refused with."""
    with pytest.raises(DataError) as caught:
        Provider.from_dict(document)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
    return (caught.value,)


def test_times_of_day_are_no_dates() -> None:
    """A date with a time of day is refused where a date belongs."""
    document = copy.deepcopy(DOCUMENT)
    document["events"][0]["date"] = datetime(2026, 5, 1, tzinfo=UTC)

    assert "expected an EDTF date" in str(refused(lambda: Provider.from_dict(document)))


# Files


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    """Links out of the folder are refused unread, whether through `..`, a link or a folder."""
    secret = write(tmp_path, 'password = "hunter2"\n', "secret.toml")
    folder = tmp_path / "acme"
    folder.mkdir()
    write(folder, START)
    (folder / "a.toml").symlink_to("../secret.toml")
    (folder / "b.toml").symlink_to(secret)
    (folder / "c.toml").symlink_to("a.toml")
    (folder / "d").symlink_to(tmp_path)
    (folder / "e.toml").symlink_to("d/secret.toml")
    errors = Provider.validate(folder)

    assert ["a.toml", "b.toml", "c.toml", "e.toml"] == [error.file for error in errors]
    assert all("leads out of its folder" in str(error) for error in errors)
    assert not any("hunter2" in str(error) for error in errors)


def test_links_inside_the_folder_are_followed(tmp_path: Path) -> None:
    """A link to another file of the folder is read, and so is a folder that is a link itself."""
    folder = tmp_path / "acme"
    folder.mkdir()
    write(folder, START, "x.txt")
    (folder / "x.toml").symlink_to("x.txt")
    (tmp_path / "link").symlink_to(folder)

    assert Provider.load(folder) == Provider.load(tmp_path / "link")
    assert Provider.load(folder) == Provider.load(tmp_path / "link" / ".." / "acme" / "x.toml")


@pytest.mark.usefixtures("quick")
def test_only_files_are_read(tmp_path: Path) -> None:
    """A pipe, which would wait, a folder and a device are refused by name."""
    os.mkfifo(tmp_path / "a.toml")
    (tmp_path / "b.toml").mkdir()
    write(tmp_path, START)

    assert ["a.toml: this is no regular file", "b.toml: this is no regular file"] == [
        str(error) for error in Provider.validate(tmp_path)
    ]
    assert "zero: this is no regular file" == refused(lambda: Provider.load("/dev/zero"))
    assert refused(lambda: Provider.load(tmp_path / "a.toml"))


def test_links_to_nothing_are_the_systems_error(tmp_path: Path) -> None:
    """What cannot be opened raises what Python raises."""
    (tmp_path / "a.toml").symlink_to("nothing")
    with pytest.raises(FileNotFoundError):
        Provider.load(tmp_path)
    (tmp_path / "a.toml").unlink()
    (tmp_path / "a.toml").symlink_to("a.toml")
    with pytest.raises(OSError, match=r"a\.toml"):
        Provider.load(tmp_path)


@pytest.mark.parametrize("path", ["a\0b", "\ud800.toml", "\0.toml"])
def test_impossible_paths_are_refused(path: str) -> None:
    """A path that no file can have is refused like a file that nobody can read."""
    assert "no file can have the name" in str(refused(lambda: Provider.load(path)))
    assert 1 == len(Provider.validate(path))


def test_odd_names_of_files_are_quoted(tmp_path: Path) -> None:
    """Control characters in the name of a file are escaped too."""
    write(tmp_path, "[[x", "\x1b[2J.toml")

    assert r"'\x1b[2J.toml': this is not TOML" in str(refused(lambda: Provider.load(tmp_path)))
