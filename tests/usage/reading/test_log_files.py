"""Files of logs: which of them count, what they hold, and how they are packed and encoded."""

import gzip
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest

from aiproviders import usage

HEADER = "model,input_tokens,output_tokens\n"
ROWS = HEADER + "gpt-4o,1000,10\ncafé,5,1\n"


def inputs(source: object, **options: object) -> list[int]:
    """Return the input tokens of a log that is read."""
    frame = usage.read(source, **options).frame.collect()  # type: ignore[arg-type]
    return frame["input_tokens"].to_list()


@contextmanager
def folder_of_others() -> Generator[Path]:
    """Give a folder, and be somebody who may not read all of it, whoever runs the tests."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        is_root = os.geteuid() == 0
        try:
            yield folder
        finally:
            if is_root:
                os.seteuid(0)
            for path in folder.rglob("*"):
                path.chmod(0o700)


def become_somebody() -> None:
    """Give up the right to read everything, if it is there."""
    if os.geteuid() == 0:
        os.seteuid(65534)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_texts_in_unicode_are_read(tmp_path: Path, encoding: str, packed: bool, end: str) -> None:
    """A table is the same in UTF-8 and UTF-16, with and without a mark, packed or not."""
    content = ROWS.replace("\n", end).encode(encoding)
    path = tmp_path / "log.csv"
    path.write_bytes(gzip.compress(content, mtime=0) if packed else content)
    log = usage.read(path)
    assert ["gpt-4o", "café"] == log.frame.collect()["model"].to_list()
    assert [1000, 5] == inputs(path)
    assert () == log.skipped


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_json_in_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    """A document of JSON may have a mark before it, and be in UTF-16."""
    path = tmp_path / "log.json"
    record = '{"model": "gpt-4o", "input_tokens": 7, "output_tokens": 1}'
    path.write_bytes(f"\n {record}".encode(encoding))
    assert [7] == inputs(path)


def test_latin_1_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """A table in Latin-1 is refused, and the error says how to convert it."""
    path = tmp_path / "log.csv"
    path.write_bytes(ROWS.encode("latin-1"))
    with pytest.raises(ValueError, match=r"log.csv: the text is neither in UTF-8 .*iconv -f LAT"):
        usage.read(path)


def test_json_in_latin_1_is_read(tmp_path: Path) -> None:
    """In JSON, what is not in UTF-8 stands in texts alone, so that the numbers are right."""
    path = tmp_path / "log.jsonl"
    path.write_bytes(
        '{"model": "m", "input_tokens": 7, "output_tokens": 1, "x": "é"}\n'.encode("latin-1")
    )
    assert [7] == inputs(path)


def test_content_counts_and_not_the_name(tmp_path: Path) -> None:
    """Parquet, JSON and CSV are read under each other's names, and without any."""
    frame = pl.DataFrame({"model": ["m"], "input_tokens": [3], "output_tokens": [1]})
    frame.write_parquet(tmp_path / "parquet.csv")
    frame.write_parquet(tmp_path / "bare")
    (tmp_path / "json.csv").write_text(frame.write_json())
    (tmp_path / "csv.txt").write_text(frame.write_csv())
    (tmp_path / "csv.gz").write_bytes(gzip.compress(frame.write_csv().encode(), mtime=0))
    (tmp_path / "parquet.gz").write_bytes(gzip.compress((tmp_path / "bare").read_bytes(), mtime=0))
    paths = sorted(tmp_path.iterdir())
    assert 6 == len(paths)
    assert [[3]] * 6 == [inputs(path) for path in paths]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("log.csv", b"", "log.csv has nothing in a known format: the file is empty"),
        ("log.csv", b" \n\n", "the file is empty"),
        ("log.csv", b"\xef\xbb\xbf", "the file is empty"),
        ("log.csv.gz", gzip.compress(b"", mtime=0), "the file is empty"),
        ("log.jsonl", b"", "the file is empty"),
        ("log.xlsx", b"PK\x03\x04...", "log.xlsx is a workbook of Excel or a zip; save its sheet"),
        ("log.parquet", b"model,input_tokens\n", "log.parquet is no Parquet file"),
        ("log.parquet", b"PAR1 and no more", "log.parquet is a Parquet file that is cut short"),
        (
            "log.csv.gz",
            gzip.compress(ROWS.encode(), mtime=0)[:-9],
            "log.csv.gz: the file is cut short",
        ),
        ("log.csv.gz", gzip.compress(b"x" * 99, mtime=0)[:12] + b"\xff" * 20, "cut short"),
    ],
)
def test_a_file_that_holds_nothing_to_read_is_refused(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    """An empty file, a workbook, and a Parquet or gzip file that is cut short are named as such."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        usage.read(path)


def test_what_is_before_the_cut_of_a_packed_file_is_read(tmp_path: Path) -> None:
    """The rows before the cut stay, and the cut is said; strict, it is refused."""
    texts = "".join(f"m{number:x},{number},1\n" for number in range(40_000))
    path = tmp_path / "log.csv.gz"
    path.write_bytes(gzip.compress((HEADER + texts).encode(), mtime=0)[:-10_000])
    log = usage.read(path)
    assert 10_000 < len(log.frame.collect()) < 40_000
    assert "the file is cut short" in [each.reason for each in log.skipped]
    with pytest.raises(ValueError, match=r"log.csv.gz: the file is cut short"):
        usage.read(path, strict=True)


def test_lines_before_the_cut_of_packed_json_are_read(tmp_path: Path) -> None:
    """The lines before the cut stay, and the cut is said."""
    line = '{"model": "m%x", "input_tokens": %d, "output_tokens": 1}\n'
    texts = "".join(line % (number, number) for number in range(40_000))
    for name in ("log.jsonl.gz", "log.json.gz"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(texts.encode(), mtime=0)[:-10_000])
        log = usage.read(path)
        assert 10_000 < len(log.frame.collect()) < 40_000
        assert "the file is cut short" in [each.reason for each in log.skipped]


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """In a folder, what cannot be read is named, with its path below the folder."""
    folder = tmp_path / "logs" / "deep"
    folder.mkdir(parents=True)
    (folder / "good.csv").write_text(ROWS)
    (folder / "latin.csv").write_bytes(ROWS.encode("latin-1"))
    (folder / "cut.parquet").write_bytes(b"PAR1 and no more")
    (folder / "cut.csv.gz").write_bytes(gzip.compress(ROWS.encode(), mtime=0)[:-9])
    (folder / "empty.json").touch()
    (folder / "gone.csv").symlink_to(folder / "nowhere.csv")
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    (folder / "notes.txt").write_text("no log")
    log = usage.read(tmp_path)
    assert [1000, 5] == log.frame.collect()["input_tokens"].to_list()
    assert ["logs/deep/good.csv"] * 2 == log.frame.collect()["file"].to_list()
    assert {place.removeprefix("logs/deep/") for each in log.skipped for place in each.places} == {
        "latin.csv",
        "cut.parquet",
        "cut.csv.gz",
        "empty.json",
        "gone.csv",
        "loop.csv",
    }
    with pytest.raises((ValueError, OSError)):
        usage.read(tmp_path, strict=True)


def test_files_and_folders_without_permission_are_named() -> None:
    """A file that may not be read does not stop the others, nor does a folder."""
    with folder_of_others() as folder:
        (folder / "good.csv").write_text(ROWS)
        (folder / "secret.csv").write_text(ROWS)
        (folder / "secret.csv").chmod(0)
        (folder / "closed").mkdir(mode=0)
        become_somebody()
        log = usage.read(folder)
        assert [1000, 5] == inputs(folder)
        assert {"secret.csv", "closed"} == {place for each in log.skipped for place in each.places}
        with pytest.raises(PermissionError):
            usage.read(folder / "secret.csv")


def test_links_count_once(tmp_path: Path) -> None:
    """A linked folder is read, and what several links lead to is billed once; loops end."""
    logs, elsewhere = tmp_path / "logs", tmp_path / "elsewhere"
    logs.mkdir()
    elsewhere.mkdir()
    (logs / "a.csv").write_text(ROWS)
    (logs / "b.csv").symlink_to(logs / "a.csv")
    (elsewhere / "c.csv").write_text(ROWS)
    (logs / "linked").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(logs)
    assert [1000, 5, 1000, 5] == inputs(logs)
    (tmp_path / "link").symlink_to(logs)
    assert [1000, 5, 1000, 5] == inputs(tmp_path / "link")


def test_copies_of_a_table_are_said(tmp_path: Path) -> None:
    """What was downloaded twice, or packed beside itself, is not billed twice in silence; of what
    is cut short nobody knows whether it is the same.
    """
    text = b"model,input_tokens,output_tokens\nm,1,1\n"
    (tmp_path / "a.csv").write_bytes(text)
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(text))
    (tmp_path / "c.csv").write_bytes(text.replace(b"1", b"2"))
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress(text * 99)[:-9])
    pl.DataFrame({"model": ["m"], "input_tokens": 1, "output_tokens": 1}).write_parquet(
        tmp_path / "d.parquet"
    )
    (tmp_path / "e.parquet").write_bytes((tmp_path / "d.parquet").read_bytes())
    rows = HEADER + "".join(f"m{number:x},{number},1\n" for number in range(40_000))
    for name in ("long.csv.gz", "longer.csv.gz"):
        (tmp_path / name).write_bytes(gzip.compress(rows.encode(), mtime=0)[:-10_000])
    notes = usage.read(tmp_path).notes
    assert [
        "b.csv.gz has the same content as a.csv, and both count.",
        "e.parquet has the same content as d.parquet, and both count.",
    ] == [note for note in notes if "content" in note]


def test_a_pattern_takes_files_and_no_folders(tmp_path: Path) -> None:
    """A pattern stands for the files that are called so, below folders too."""
    (tmp_path / "sub.csv").mkdir()
    for name in ("a.csv", "b.csv", "c.tsv", "sub.csv/d.csv"):
        (tmp_path / name).write_text(ROWS)
    assert 4 == len(inputs(str(tmp_path / "*.csv")))
    assert 6 == len(inputs(str(tmp_path / "**/*.csv")))
    with pytest.raises(ValueError, match=r"no file is called like '.*\*.jsonl'"):
        usage.read(str(tmp_path / "*.jsonl"))


def test_a_file_may_be_called_like_a_pattern(tmp_path: Path) -> None:
    """A file whose name has brackets is that file."""
    (tmp_path / "log[1].csv").write_text(ROWS)
    assert [1000, 5] == inputs(tmp_path / "log[1].csv")


def test_several_paths_are_one_log(tmp_path: Path) -> None:
    """A list of paths, folders and patterns is read as one log."""
    (tmp_path / "a").mkdir()
    for name in ("a/a.csv", "b.csv"):
        (tmp_path / name).write_text(ROWS)
    log = usage.read([tmp_path / "a", str(tmp_path / "b.*")])
    assert ["a.csv", "a.csv", "b.csv", "b.csv"] == log.frame.collect()["file"].to_list()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    """A folder without logs and a path that leads nowhere are errors that name it."""
    (tmp_path / "notes.txt").write_text("no log")
    with pytest.raises(
        ValueError, match=r"the folder '.*' has no file of .csv, .tsv, .parquet, .j"
    ):
        usage.read(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"nowhere.csv"):
        usage.read(tmp_path / "nowhere.csv")


def test_the_home_folder_may_be_written_short(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`~` stands for the home folder, as in `~/.claude/projects`."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "log.csv").write_text(ROWS)
    assert [1000, 5] == inputs("~/log.csv")
