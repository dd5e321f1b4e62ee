"""The mini-language of `columns=`: where columns of a log come from, and what is wrong with it."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from aiproviders import usage
from aiproviders.usage._formats.table_format import TableFormat
from aiproviders.usage._reading import recognition

NOTE = "No column of times was found; the newest prices count."


def read(data: Mapping[str, object], columns: object, **options: object) -> usage.UsageLog:
    """Read a frame by a mapping."""
    source = pl.DataFrame(data)
    return usage.read(source, columns=columns, **options)  # type: ignore[arg-type]


def row(data: Mapping[str, object], columns: object) -> dict[str, object]:
    """Return the first row of a frame that is read by a mapping."""
    return read(data, columns).frame.collect().row(0, named=True)


TABLE = {"llm": "m", "prompt": ["3"], "cached": "2", "completion": "4", "json": '{"a": {"b": 7}}'}
COLUMNS: dict[str, object] = {
    "model": "llm",
    "input_tokens": ["prompt", "cached"],
    "output_tokens": "completion",
}


def test_columns_are_named_added_and_looked_up() -> None:
    """A name, a sum, a path in JSON, words and constants are sources."""
    found = row(
        TABLE,
        COLUMNS
        | {
            "cache_read_tokens": {"column": "json", "path": "$.a.b"},
            "service": {"column": "llm", "values": {"m": "batch"}},
            "provider": {"value": "acme"},
            "requests": {"value": 1},
            "time": {"value": "2026-09-01"},
        },
    )
    midnight = datetime(2026, 9, 1, tzinfo=UTC)
    assert ("m", 5, 4, 7) == tuple(
        found[name] for name in ("model", "input_tokens", "output_tokens", "cache_read_tokens")
    )
    terms = (found["service"], found["provider"], found["requests"], found["time"])
    assert ("batch", "acme", 1, midnight) == terms


def test_the_first_source_that_says_something_counts() -> None:
    """Of several texts or times the first counts, and of counts all; nothing stays nothing."""
    data = {
        "model": ["a", "b", "c"],
        "input_tokens": 1,
        "output_tokens": 1,
        "batch": ["True", "False", None],
        "tier": ["flex", "flex", None],
        "one": [1, None, None],
        "two": [2, 2, None],
    }
    columns = {
        "service": [
            {"column": "batch", "values": {"True": "batch", "False": ""}},
            {"column": "tier"},
        ],
        "cache_write_tokens": ["one", "two"],
    }
    frame = read(data, columns).frame.collect()
    assert ["batch", "flex", None] == frame["service"].to_list()
    assert [3, 2, None] == frame["cache_write_tokens"].to_list()


def test_columns_that_are_read_stay_behind_ours() -> None:
    """Columns of the table keep their names, with `_in_log` where one of ours is called so."""
    data = {
        "llm": ["m"],
        "model": "other",
        "model_in_log": "third",
        "file": "f",
        "input_tokens": 1,
        "output_tokens": 1,
    }
    assert {
        "model": "m",
        "input_tokens": 1,
        "output_tokens": 1,
        "file": "the frame",
        "llm": "m",
        "model_in_log_in_log": "other",
        "model_in_log": "third",
        "file_in_log": "f",
    } == row(data, {"model": "llm"})


def test_a_document_that_is_cut_short_is_named() -> None:
    """Tokens in JSON that is broken are no tokens of nothing; what a document lacks is."""
    cells = ['{"cached": 5}', '{"cached": ', "{}", None, "{'cached': 5}", '{"cached": "x"}']
    data = {"model": "m", "input_tokens": 1, "output_tokens": 1, "meta": cells}
    log = read(data, {"cache_read_tokens": {"column": "meta", "path": "$.cached"}})
    assert [5, None, None] == log.frame.collect()["cache_read_tokens"].to_list()
    assert {2, 5, 6} == {int(each.places[0].split()[3].strip(",")) for each in log.skipped}


def test_structs_are_read_by_a_path() -> None:
    """What a column of structs holds is read as from JSON."""
    data = {"model": ["m"], "input_tokens": 1, "output_tokens": 1, "usage": [{"cached": 3}]}
    found = row(data, {"cache_read_tokens": {"column": "usage", "path": "$.cached"}})
    assert 3 == found["cache_read_tokens"]


def test_times_in_json_and_words_are_read() -> None:
    """A time may be in a document, and a text may stand for one."""
    data = {"model": ["m"], "input_tokens": 1, "output_tokens": 1, "meta": '{"at": "9/30/2026"}'}
    path = {"column": "meta", "path": "$.at"}
    september = datetime(2026, 9, 30, tzinfo=UTC)
    assert september == row(data, {"time": path})["time"]
    values = {"column": "meta", "values": {'{"at": "9/30/2026"}': "2026-09-30"}}
    assert september == row(data, {"time": values})["time"]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"modle": "llm"}, "a log has no column 'modle'; there are id, conversation, time, "),
        ({"file": "llm"}, "a log has no column 'file'"),
        ({"model": "nope"}, "no column 'nope', from which model would come; its columns are llm"),
        ({"model": []}, "no source is given for model; leave it out, or name a column"),
        ({"model": 5}, "expected a column for model, or a mapping with column and, as needed"),
        ({"model": {"column": 5}}, "expected a column for model"),
        ({"model": {"colum": "llm"}}, "expected a column for model"),
        ({"model": {}}, "expected a column for model"),
        ({"model": {"column": "llm", "value": "x"}}, "expected a column for model"),
        ({"model": {"column": "llm", "values": "x"}}, "expected a column for model"),
        ({"model": {"column": "json", "path": "a.b"}}, r"'a.b' for model is no path in JSON such"),
        ({"input_tokens": {"value": "x"}}, "'x' is no value for input_tokens, which holds whole n"),
        ({"time": {"value": "soon"}}, "'soon' is no value for time, which holds times"),
        ({"reported_cost": {"value": True}}, "True is no value for reported_cost"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said(columns: dict[str, object], said: str) -> None:
    """A name that is unknown or missing, and a source that is written otherwise, are refused."""
    with pytest.raises(ValueError, match=said):
        read(TABLE, COLUMNS | columns)


def test_a_mapping_is_a_mapping() -> None:
    """A list is no mapping of columns."""
    with pytest.raises(TypeError, match=r"expected a Mapping, got \['model'\]"):
        read(TABLE, ["model"])


def test_a_mapping_may_be_kept_in_a_file(tmp_path: Path) -> None:
    """A TOML file says the same as a dict."""
    path = tmp_path / "columns.toml"
    path.write_text(
        'model = "llm"\n'
        'input_tokens = ["prompt", "cached"]\n'
        'output_tokens = "completion"\n'
        "time = {value = 2026-09-01}\n"
        '[cache_read_tokens]\ncolumn = "json"\npath = "$.a.b"\n',
        "utf-8",
    )
    for given in (path, str(path)):
        found = row(TABLE, given)
        assert (5, 7) == (found["input_tokens"], found["cache_read_tokens"])
    path.write_text("model = llm", "utf-8")
    with pytest.raises(ValueError, match=r"columns.toml is no TOML file of columns: Invalid value"):
        read(TABLE, path)
    path.write_bytes(b'model = "\xe9"')
    with pytest.raises(ValueError, match=r"columns.toml is no TOML file of columns"):
        read(TABLE, path)
    with pytest.raises(FileNotFoundError):
        read(TABLE, tmp_path / "nowhere.toml")


def test_columns_that_may_matter_and_are_not_used_are_said() -> None:
    """Nobody is billed without his cache column in silence; what holds nothing does not matter."""
    data = {
        "model": ["m"],
        "input_tokens": 1,
        "output_tokens": 1,
        "total_tokens": 2,
        "cached_text": "by us",
        "cache_flag": True,
        "token_zero": 0,
        "token_zero_text": "0",
        "token_nothing": "",
        "user": "u",
        "tier_of_key": "2",
        "sent_time": "2026-09-01",
        "cost_usd": 0.5,
    }
    used = "cached_text, cache_flag, tier_of_key, sent_time, cost_usd"
    assert (f"The columns {used} were not used.", NOTE) == read(data, None).notes
    columns = {"time": "sent_time", "reported_cost": "cost_usd", "service": {"value": "batch"}}
    log = read(data | {"other_cost": 1, "end_date": "x"}, columns)
    assert ("The columns cached_text, cache_flag were not used.",) == log.notes
    log = read({key: data[key] for key in [*data][:5]}, None)
    assert ("The column cached_text was not used.", NOTE) == log.notes


CACHES = [
    ({"cacheReadTokens": [5]}, "cache_read_tokens"),
    ({"cached_tokens": ["1920"]}, "cache_read_tokens"),
    ({"cache_creation_input_tokens": [12_304]}, "cache_write_tokens"),
]


@pytest.mark.parametrize(("cache", "kind"), CACHES)
def test_an_unread_count_of_a_cache_is_refused(cache: dict[str, list[object]], kind: str) -> None:
    """Tokens of a cache are in the input or beside it: none are billed as nothing in silence."""
    data = {"model": ["m"], "prompt_tokens": [3], "output_tokens": [4], **cache}
    (column,) = cache
    said = (
        f'the frame: "{column}" counts what a cache did, and nothing says whether the input '
        f'includes it; say columns={{"{kind}": "{column}"}} if it does, with "input_tokens": '
        f'["prompt_tokens", "{column}"] too if it does not, or {{"value": 0}} to leave it out'
    )
    with pytest.raises(ValueError, match=re.escape(said)):
        read(data, None)
    tokens = int(str(cache[column][0]))
    beside = row(data, {kind: column, "input_tokens": ["prompt_tokens", column]})
    assert (3 + tokens, tokens) == (beside["input_tokens"], beside[kind])
    assert 0 == row(data, {kind: {"value": 0}})[kind]


def test_counts_of_a_cache_within_objects_are_found(tmp_path: Path) -> None:
    """A record that counts the cache in an object of its own is not billed without it."""
    path = tmp_path / "log.jsonl"
    within = {"details": {"cached_tokens": 2, "text": "cache", "list": [{"cached": 9}]}, "n": 7}
    record = {"model": "m", "input_tokens": 3, "output_tokens": 4, "usage": within}
    path.write_text(json.dumps(record), "utf-8")
    with pytest.raises(ValueError, match=r'"usage.details.cached_tokens" counts what'):
        usage.read(path)
    columns = {"cache_read_tokens": "usage.details.cached_tokens"}
    assert [2] == usage.read(path, columns=columns).frame.collect()["cache_read_tokens"].to_list()


def test_counts_of_a_cache_in_structs_and_in_json_are_found() -> None:
    """Frames have objects as structs, and tables as texts; they are read by their paths."""
    data = {"model": ["m"], "input_tokens": 3, "output_tokens": 4}
    struct = {"usage": [{"details": {"cached_tokens": 20, "text": "x"}, "n": 7}]}
    text = {"token_details": ['{"a": {"cached_tokens": 0, "cacheCreationInputTokens": 20}}']}
    for held, column, path in (
        (struct, "usage", "$.details.cached_tokens"),
        (text, "token_details", "$.…"),
    ):
        source = f'{{"column": "{column}", "path": "{path}"}}'
        with pytest.raises(ValueError, match=re.escape(f"the frame: {source} counts what")):
            read(data | held, None)
    assert "usage" in read(data | {"usage": [{"cached_tokens": 0}]}, None).frame.collect_schema()
    columns = {"cache_read_tokens": {"column": "usage", "path": "$.details.cached_tokens"}}
    assert 20 == row(data | struct, columns)["cache_read_tokens"]


def test_a_total_that_is_more_than_its_parts_is_said() -> None:
    """Thoughts or a cache beside input and output are said to be missing."""
    data = {"model": ["m"] * 3, "input_tokens": 1, "output_tokens": [1, 1, None]}
    totals = {"total_tokens": ["2", "7", None], "Total Tokens": [2, 2, 2]}
    notes = read(data | totals, None).notes
    assert ("total_tokens is more than input and output in 1 row: the rest is not billed.") in notes
    assert not any("Total Tokens" in note for note in notes[1:])


def test_other_names_of_columns_that_most_logs_have_count() -> None:
    """Who served, how, and how often is read by the words of most logs too."""
    data = {"model": ["m"], "input_tokens": 1, "output_tokens": 1}
    others = {"custom_llm_provider": "azure", "service_tier": "flex", "num_model_requests": 420}
    found = row(data | others, None)
    assert ("azure", "flex", 420) == (found["provider"], found["service"], found["requests"])
    for word, service in (("True", "batch"), ("false", "flex"), ("batch_1", "batch_1")):
        assert service == row(data | others | {"is_batch": word}, None)["service"]
    assert "batch" == row(data | {"batch": True}, None)["service"]


ACME = TableFormat(
    name="acme",
    title="Acme export",
    told_by=frozenset({"acme model", "acme in", "acme out"}),
    columns={
        "model": "acme model",
        "input_tokens": "acme in",
        "output_tokens": "acme out",
        "cache_read_tokens": "acme cached",
        "key": "request",
    },
    left_out=(
        ("no request was made", "requests", ("0",)),
        ("a cached answer costs nothing", "cache_hit", ("true",)),
        ("not there", "nowhere", ("1",)),
    ),
    notes=("A note.",),
)
DATA: dict[str, object] = {
    "acme model": "m",
    "acme in": ["1", "2", "3", "4", "x", "6"],
    "acme out": 1,
    "requests": ["1", " 0 ", "0", "1", "0", None],
    "cache_hit": ["false", "true", "false", "true", "true", None],
}


@pytest.fixture
def _with_acme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a made-up format of tables."""
    monkeypatch.setattr(recognition, "TABLE_FORMATS", (ACME,))


@pytest.mark.usefixtures("_with_acme")
def test_rows_that_are_no_requests_are_counted() -> None:
    """A row that is left out counts once, by the first reason, and its cells do not matter."""
    log = read(DATA, None)
    assert ("acme", [1, 6]) == (log.format, log.frame.collect()["input_tokens"].to_list())
    assert [("no request was made", 3), ("a cached answer costs nothing", 1)] == [
        each[:2] for each in log.skipped
    ]
    assert ("A note.", NOTE) == log.notes


@pytest.mark.usefixtures("_with_acme")
def test_the_last_row_of_a_key_counts(tmp_path: Path) -> None:
    """That holds across the files of one format, whose ranges of days may overlap."""
    header = "acme model,acme in,acme out,request,key\n"
    (tmp_path / "a.csv").write_text(f"{header}m,1,1,r1,k\nm,2,1,r2,k\nm,3,1,,k\n")
    (tmp_path / "b.csv").write_text(f"{header}m,4,1,r2,k\nm,5,1,r3,k\nm,6,1,,k\nm,7,1,r3,k\n")
    log = usage.read(tmp_path)
    frame = log.frame.collect()
    assert [1, 3, 4, 6, 7] == frame["input_tokens"].to_list()
    assert ["k"] * 5 == frame["key"].to_list()
    assert [("a later row of the same request counts", 2, ("the tables",))] == [
        tuple(each) for each in log.skipped
    ]
    (tmp_path / "b.csv").unlink()
    assert () == usage.read(tmp_path).skipped


@pytest.mark.usefixtures("_with_acme")
def test_a_format_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    """What is in another format is refused, and not read as if it were a plain table."""
    data = {"acme model": ["m"], "acme in": 1, "model": "n", "input_tokens": 1, "output_tokens": 1}
    said = "the frame is not in the format acme: it has no column acme out; its columns are acme m"
    with pytest.raises(ValueError, match=said):
        read(data, None, format="acme")
    assert "table" == read(data, None, format="table").format
    assert "acme" == read(DATA, None, format="acme").format
    assert "table" == read(DATA | COLUMNS_OF_TABLE, None, format="table").format
    said = "there is no format 'acne'; there are acme"
    with pytest.raises(ValueError, match=said):
        read(data, None, format="acne")
    with pytest.raises(ValueError, match="not in the format claude-code, which is one of records"):
        read(data, None, format="claude-code")
    path = tmp_path / "log.jsonl"
    path.write_text('{"acme model": "m", "model": "n", "input_tokens": 1, "output_tokens": 1}')
    with pytest.raises(
        ValueError, match="a record that is not in the format acme, with acme model"
    ):
        usage.read(path, "acme")


COLUMNS_OF_TABLE = {"model": "m", "input_tokens": 1, "output_tokens": 1}


@pytest.mark.usefixtures("_with_acme")
def test_what_a_table_lacks_is_said_with_the_nearest_format() -> None:
    """A table without our columns is refused; the error says what it has and how to name them."""
    with pytest.raises(
        ValueError,
        match=r"the frame has no column of input_tokens, output_tokens; its columns are acme "
        r"model, acme in, model; the nearest format is Acme export; name them by columns=",
    ):
        read({"acme model": ["m"], "acme in": 1, "model": "x"}, None)
    with pytest.raises(ValueError, match=r"its columns are a; name them by columns="):
        read({"a": ["m"]}, None)
