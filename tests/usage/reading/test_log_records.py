"""Records of logs: lines, lists and documents of JSON, mixed, cut short or broken."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Usage, usage
from aiproviders.usage import LoggedRequest
from aiproviders.usage._formats.record_format import LeftOut, Record, RecordFormat
from aiproviders.usage._reading import files, recognition, record_files, request_rows
from aiproviders.usage._reading.request_rows import RequestRows
from aiproviders.usage._reading.tables.cells import COUNTABLE

LINE = '{"model": "m", "input_tokens": %s, "output_tokens": 1}'
ODD = '"é€😀"'


def written(tmp_path: Path, text: str, name: str = "log.jsonl") -> Path:
    """Write a text into a file."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def inputs(log: usage.UsageLog) -> list[int | None]:
    """Return the input tokens of a log."""
    return log.frame.collect()["input_tokens"].to_list()


def _made_up(record: Record) -> Iterator[LoggedRequest | LeftOut]:
    if record["acme"] == "gift":
        yield LeftOut("a gift is no request")
        return
    yield LoggedRequest(
        model="m",
        usage=Usage(input_tokens=record["acme"], output_tokens=0),
        id=record.get("id"),
        time=record.get("time"),
    )


def _is_acme(record: Record) -> bool:
    return "acme" in record


def _is_other(record: Record) -> bool:
    return "other" in record


ACME = RecordFormat(
    name="acme",
    title="Acme's log",
    recognizes=_is_acme,
    reader=lambda: _made_up,
    notes=("Output is not counted.",),
    heading="nobody's bill",
)
OTHER = ACME._replace(name="other", recognizes=_is_other, heading=None)


@pytest.fixture
def _with_acme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a made-up format of records, and another."""
    monkeypatch.setattr(recognition, "RECORD_FORMATS", (OTHER, ACME))


@pytest.mark.parametrize("name", ["log.jsonl", "log.ndjson", "log.json", "log.txt"])
def test_lines_are_read_one_by_one(tmp_path: Path, name: str) -> None:
    """Each line of JSON is a record, with blank lines between them."""
    log = usage.read(written(tmp_path, f"{LINE % 1}\n\n{LINE % 2}\r\n{LINE % 3}", name))
    assert [1, 2, 3] == inputs(log)
    assert ("table", ()) == (log.format, log.skipped)


@pytest.mark.parametrize(
    "text",
    [
        f"[{LINE % 1}, {LINE % 2}]",
        f"[\n{LINE % 1},\n{LINE % 2}\n]\n",
        f"[[{LINE % 1}], [{LINE % 2}]]",
        f"{LINE % 1}\n{LINE % 2}".replace(",", ",\n").replace("{", "{\n"),
        f"{LINE % 1}{LINE % 2}",
    ],
)
def test_lists_and_documents_are_read(tmp_path: Path, text: str) -> None:
    """A list, lists in it, and documents one after another are records."""
    log = usage.read(written(tmp_path, text, "log.json"))
    assert [1, 2] == inputs(log)
    assert () == log.skipped


def test_lists_within_lines_are_read(tmp_path: Path) -> None:
    """A line may hold a list of records."""
    log = usage.read(written(tmp_path, f"[{LINE % 1}, {LINE % 'null'}, {LINE % '[]'}]\n{LINE % 3}"))
    assert [1, None, 3] == inputs(log)
    assert ("log.jsonl, line 1, record 3, column input_tokens",) == log.skipped[0].places


@pytest.mark.parametrize(
    "broken", ['{"model": "m", "inp', "\x00\x00\x00", "[" * 100_000, "1" * 9_999]
)
def test_a_line_that_is_no_json_is_named(tmp_path: Path, broken: str) -> None:
    """A line that is cut short does not stop the others; strict, it does."""
    path = written(tmp_path, f"{LINE % 1}\n{broken}\n{LINE % 3}\n{broken}")
    log = usage.read(path)
    assert [1, 3] == inputs(log)
    places = ("log.jsonl, line 2", "log.jsonl, line 4")
    assert [("the line is cut short, or is no JSON", 2, places)] == [tuple(e) for e in log.skipped]
    with pytest.raises(ValueError, match=r"log.jsonl, line 2: the line is cut short"):
        usage.read(path, strict=True)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"[{LINE % 1},\n{LINE % 2},\n{{", "log.json, line 3"),
        (f"[{LINE % 1},\n{LINE % 2},\n", "log.json, after record 2"),
        (f"[{LINE % 1},\n{LINE % 2},\n{'{x'}, {LINE % 3}]", "log.json, line 3"),
        (f"[{LINE % 1},\n{LINE % 2},\n" + '{"a":' * 100_000, "log.json, line 3"),
    ],
)
def test_what_is_before_the_cut_of_a_document_is_read(
    tmp_path: Path, text: str, place: str
) -> None:
    """The records before a cut stay, wherever it is, and the line of the cut is said."""
    log = usage.read(written(tmp_path, text, "log.json"))
    assert [1, 2] == inputs(log)
    reason = "the document is cut short, or is no JSON; what follows is left out"
    assert [(reason, 1, (place,))] == [tuple(each) for each in log.skipped]


def test_a_character_that_is_cut_at_the_end_of_a_document_is_named(tmp_path: Path) -> None:
    """The records before it stay, and that something follows is said."""
    path = tmp_path / "log.json"
    path.write_bytes(f"[{LINE % 1},\n{LINE % 2}]\n".encode() + "é".encode()[:1])
    log = usage.read(path)
    assert [1, 2] == inputs(log)
    assert ("log.json, line 3",) == log.skipped[0].places


@pytest.mark.parametrize("text", ["5\n", '"text"\n', "null\n"])
def test_what_is_no_record_is_named(tmp_path: Path, text: str) -> None:
    """A number and a text are no records."""
    log = usage.read(written(tmp_path, f"{text}{LINE % 1}\n"))
    assert [1] == inputs(log)
    assert log.skipped[0].reason.endswith("is no record")


def test_a_document_that_is_no_log_says_what_it_has(tmp_path: Path) -> None:
    """Where nothing is known, the error names the fields."""
    path = written(tmp_path, '{"name": "package", "version": "1"}', "package.json")
    with pytest.raises(
        ValueError, match=r"a record of no known format, with name, version: 1 time"
    ):
        usage.read(path)


@pytest.mark.parametrize(
    "text",
    [
        f"\n [{LINE % 1},\r\n{LINE % 2}, 5, {LINE % '1e3'}]\n",
        f"{LINE % 1}\n\n{LINE % 2}\r{LINE % 3}\r\n{{",
        f"{LINE % 1} {LINE % 2}\n{LINE % ODD}".replace("{", "{\n"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_how_a_file_comes_in_pieces_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, encoding: str
) -> None:
    """Lines, lists and documents are the same log in pieces of a few bytes."""
    path = tmp_path / "log.json"
    path.write_bytes(text.encode(encoding))
    whole = usage.read(path)
    monkeypatch.setattr(files, "_PIECE", 3)
    monkeypatch.setattr(record_files, "_START", 3)
    parts = usage.read(path)
    assert whole.skipped == parts.skipped
    assert whole.frame.collect().equals(parts.frame.collect())


@pytest.mark.parametrize("name", ["log.jsonl", "log.json"])
def test_memory_does_not_grow_with_what_records_hold(tmp_path: Path, name: str) -> None:
    """Of 20 MB of prompts no more is in memory than some records, in lines and in a list."""
    record = {**json.loads(LINE % 1), "messages": ["x" * 100_000]}
    lines = [json.dumps(record)] * 200
    path = written(
        tmp_path, "\n".join(lines) if name == "log.jsonl" else f"[{','.join(lines)}]", name
    )
    usage.read([record])  # loads what it needs
    tracemalloc.start()
    try:
        log = usage.read(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [1] * 200 == inputs(log)
    assert most < 4_000_000


def test_a_number_that_no_decimal_holds_is_named(tmp_path: Path) -> None:
    """An exponent of twenty digits is no number, and does not stop the other lines."""
    log = usage.read(
        written(tmp_path, f"{LINE % 1}\n{LINE % '1e99999999999999999999'}\n{LINE % 3}")
    )
    assert [1, 3] == inputs(log)
    assert [("the line is cut short, or is no JSON", 1, ("log.jsonl, line 2",))] == [
        tuple(each) for each in log.skipped
    ]


def test_nested_values_are_read_by_their_path(tmp_path: Path) -> None:
    """A mapping reads what objects hold; other objects and lists are left behind."""
    line = {
        "request": {"llm": "m"},
        "usage": {"in": 5, "out": {"all": 2}},
        "cached": True,
        "messages": ["as long as a book"],
        "note": "cut \ud83d",
        "price": 0.25,
    }
    columns: dict[str, Any] = {
        "model": {"column": "request", "path": "$.llm"},
        "input_tokens": {"column": "usage", "path": "$.in"},
        "output_tokens": {"column": "usage", "path": "$.out.all"},
        "reported_cost": "price",
    }
    path = written(tmp_path, json.dumps(line))
    frame = usage.read(path, columns=columns).frame.collect()
    assert {
        "model": "m",
        "input_tokens": 5,
        "output_tokens": 2,
        "reported_cost": 0.25,
        "file": "log.jsonl",
        "request": '{"llm": "m"}',
        "usage": '{"in": 5, "out": {"all": 2}}',
        "cached": "true",
        "note": "cut ?",
        "price": "0.25",
    } == frame.row(0, named=True)


def test_rows_may_differ_in_their_fields(tmp_path: Path) -> None:
    """What a record lacks is null, and records that are no rows are named."""
    lines = [
        {"model": "a", "input_tokens": 1, "output_tokens": 1},
        {"model": "b", "input_tokens": 2, "time": "2026-09-01"},
        {"event": "started"},
        {"model": "c", "input_tokens": 3, "output_tokens": "x"},
    ]
    log = usage.read(written(tmp_path, "\n".join(map(json.dumps, lines))))
    frame = log.frame.collect()
    assert ["a", "b"] == frame["model"].to_list()
    assert [1, None] == frame["output_tokens"].to_list()
    assert {
        "log.jsonl, line 3",
        "log.jsonl, line 4, column output_tokens",
    } == {place for each in log.skipped for place in each.places}


def test_many_rows_are_packed(tmp_path: Path) -> None:
    """More records than are packed at once stay in their order."""
    log = usage.read(written(tmp_path, "".join(f"{LINE % n}\n" for n in range(50_001))))
    assert list(range(50_001)) == inputs(log)


@pytest.mark.usefixtures("_with_acme")
def test_a_file_may_hold_records_of_several_formats(tmp_path: Path) -> None:
    """Each record is read by its own format, and what is in none is named."""
    lines = [
        {"acme": 1},
        {"acme": 2, "other": 1},
        {"model": "m", "input_tokens": 3, "output_tokens": 1},
        {"acme": "gift"},
        {"x": 1},
    ]
    log = usage.read(written(tmp_path, "\n".join(map(json.dumps, lines))))
    assert [1, 2, 3] == inputs(log)
    assert "acme, other, table" == log.format
    assert "nobody's bill" == log.heading
    assert "Output is not counted." == log.notes[0]
    assert {"a gift is no request", "a record of no known format, with x"} == {
        each.reason for each in log.skipped
    }


@pytest.mark.usefixtures("_with_acme")
@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-1, "a number of tokens cannot be negative, got -1"),
        ("many", "expected a whole number of tokens, got 'many'"),
        (2**60, "input_tokens is too large a number"),
    ],
)
def test_a_record_that_cannot_be_right_is_named(tmp_path: Path, value: object, said: str) -> None:
    """A format refuses what cannot be right, and the others go on."""
    path = written(tmp_path, f'{{"acme": 1}}\n{{"acme": {json.dumps(value)}}}\n{{"acme": 3}}')
    log = usage.read(path)
    assert [1, 3] == inputs(log)
    assert [(said, 1, ("log.jsonl, line 2",))] == [tuple(each) for each in log.skipped]
    with pytest.raises(ValueError, match=r"log.jsonl, line 2: "):
        usage.read(path, strict=True)


@pytest.mark.usefixtures("_with_acme")
def test_the_last_of_several_records_of_one_request_counts(tmp_path: Path) -> None:
    """That holds across files for one format, and requests without an id all count."""
    files: dict[str, list[dict[str, object]]] = {
        "a.jsonl": [{"acme": 1, "id": "x"}, {"acme": 2}, {"acme": 3}],
        "b.jsonl": [{"acme": 4, "id": "x"}, {"acme": 5, "other": 1, "id": "x"}],
    }
    for name, lines in files.items():
        (tmp_path / name).write_text("\n".join(map(json.dumps, lines)))
    log = usage.read(tmp_path)
    assert [2, 3, 4, 5] == inputs(log)
    assert [("another record of the same request counts", 1, ("b.jsonl, line 1",))] == [
        tuple(each) for each in log.skipped
    ]


@pytest.mark.usefixtures("_with_acme")
def test_tables_and_records_of_a_folder_are_one_log(tmp_path: Path) -> None:
    """A folder may hold tables and JSON."""
    (tmp_path / "a.jsonl").write_text('{"acme": 1}\n')
    (tmp_path / "b.csv").write_text("model,input_tokens,output_tokens,x\nm,2,1,y\n")
    pl.DataFrame({"model": "m", "input_tokens": [3], "output_tokens": 1, "x": [[1]]}).write_parquet(
        tmp_path / "c.parquet"
    )
    pl.DataFrame({"model": "m", "input_tokens": [4], "output_tokens": 1, "y": 5}).write_parquet(
        tmp_path / "d.parquet"
    )
    log = usage.read(tmp_path)
    assert [1, 2, 3, 4] == inputs(log)
    assert [None, "y", None, None] == log.frame.collect()["x"].to_list()
    assert [None, None, None, 5] == log.frame.collect()["y"].to_list()


def test_requests_are_rows_in_the_order_of_their_columns() -> None:
    """A request becomes a row with every column that one of them states, and many are packed."""
    zone = timezone(timedelta(hours=2))
    first = LoggedRequest(
        model="m\ud800",
        usage=Usage(input_tokens=5, output_tokens=2, reasoning_tokens=1),
        time=datetime(2026, 9, 1, 2, tzinfo=zone),
        reported_cost=Decimal("0.25"),
    )
    rows = RequestRows()
    rows.add(first, "acme", "log")
    naive = datetime(2026, 9, 1)  # noqa: DTZ001 - without a zone
    other = LoggedRequest(model=None, usage=Usage(input_tokens=0, output_tokens=0), time=naive)
    for _ in range(50_000):
        rows.add(other, "acme", "log")
    frame = rows.frame().collect()
    assert 50_001 == len(frame)
    midnight = datetime(2026, 9, 1, tzinfo=UTC)
    assert {midnight} == set(frame["time"])
    row = frame.row(0, named=True)
    assert ("m?", 5, 2, 1, 0.25, 1, "log") == tuple(
        row[name]
        for name in (
            "model",
            "input_tokens",
            "output_tokens",
            "reasoning_tokens",
            "reported_cost",
            "requests",
            "file",
        )
    )
    assert "service" not in row


class Asked(NamedTuple):
    """A request of a format, by its id and its output."""

    format: str
    id: str | None
    output: int


def counted_by_hand(asked: list[Asked]) -> tuple[list[int], list[bool]]:
    """Which requests count, and of which of them there was one before: by looking at all."""
    kept = [
        place
        for place, each in enumerate(asked)
        if each.id is None
        or place
        == max(
            (other.output, number)
            for number, other in enumerate(asked)
            if (other.format, other.id) == (each.format, each.id)
        )[1]
    ]
    names = [(each.format, each.id) for each in asked]
    return kept, [name in names[:n] and name[1] is not None for n, name in enumerate(names)]


@given(
    asked=st.lists(
        st.builds(
            Asked,
            st.sampled_from(["acme", "other"]),
            st.sampled_from([None, "a", "b", "c"]),
            st.integers(0, 2),
        ),
        max_size=30,
    ),
    batch=st.integers(1, 9),
)
def test_of_requests_with_one_id_the_last_with_most_output_counts(
    asked: list[Asked], batch: int
) -> None:
    """That holds whenever rows are packed, and each request is said to be a copy if it is one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(request_rows, "_BATCH", batch)
        rows = RequestRows()
        said = [
            rows.add(
                LoggedRequest(
                    model="m",
                    usage=Usage(input_tokens=place, output_tokens=each.output),
                    id=each.id,
                ),
                each.format,
                None,
            )
            for place, each in enumerate(asked)
        ]
        found = rows.frame().collect()["input_tokens"].to_list()
    assert counted_by_hand(asked) == (found, said)


@pytest.mark.parametrize("field", ["requests", "request_input_tokens"])
def test_huge_counts_are_refused(field: str) -> None:
    """No count of a request may be larger than a float holds."""
    stated: dict[str, Any] = {field: COUNTABLE + 1}
    request = LoggedRequest(model="m", usage=Usage(input_tokens=1, output_tokens=1), **stated)
    with pytest.raises(ValueError, match=f"{field} is too large a number"):
        RequestRows().add(request, "acme", None)
