"""Tables in texts: separators, lines, and rows that are too long, too short or blank."""

import csv
import gzip
from pathlib import Path

import pytest

from aiproviders import usage

HEADER = "model,input_tokens,output_tokens"


def written(tmp_path: Path, text: str, name: str = "log.csv", encoding: str = "utf-8") -> Path:
    """Write a text into a file, packed if it is called so."""
    path = tmp_path / name
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content, mtime=0) if name.endswith(".gz") else content)
    return path


@pytest.mark.parametrize(
    ("separator", "name"),
    [(",", "log.csv"), (";", "log.csv"), ("\t", "log.csv"), ("|", "log.csv"), ("\t", "log.tsv")],
)
def test_the_header_tells_the_separator(tmp_path: Path, separator: str, name: str) -> None:
    """Commas, semicolons, tabs and bars part cells; those in quotes do not."""
    header = separator.join(["model", "input_tokens", "output_tokens", '"a,,,,,, note"'])
    row = separator.join(["gpt-4o", "1000", "10", '"a;b\tc|d,e"'])
    log = usage.read(written(tmp_path, f"{header}\n{row}\n", name))
    assert [1000] == log.frame.collect()["input_tokens"].to_list()
    assert ["a;b\tc|d,e"] == log.frame.collect()["a,,,,,, note"].to_list()


def test_tabs_part_the_cells_of_tsv(tmp_path: Path) -> None:
    """In a file of tabs by its name, commas in the header are no separators."""
    text = "model\tinput_tokens\toutput_tokens\ta,b,c,d\ngpt-4o\t1000\t10\tx\n"
    log = usage.read(written(tmp_path, text, "log.tsv"))
    assert ["x"] == log.frame.collect()["a,b,c,d"].to_list()


def test_the_line_of_excel_before_the_header_is_none_of_the_table(tmp_path: Path) -> None:
    """Excel writes which separator it uses before the header."""
    path = written(tmp_path, f"sep=;\n{HEADER.replace(',', ';')}\ngpt-4o;x;1\ngpt-4o;7;1\n")
    log = usage.read(path)
    assert [7] == log.frame.collect()["input_tokens"].to_list()
    assert ("log.csv, line 3, column input_tokens",) == log.skipped[0].places


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("extra", ["", "gpt-4o,1\n"])
def test_a_cell_that_is_no_number_is_named_with_its_line(
    tmp_path: Path, separator: str, end: str, name: str, encoding: str, extra: str
) -> None:
    """The line is that of the file, after cells of several lines and blank ones; others stay."""
    text = (
        f"\n{HEADER},note\n"
        f'gpt-4o,1000,10,"one\ntwo, {separator} three\nfour"\n'
        "\n"
        "gpt-4o,twelve,10,x\n"
        "gpt-4o,5,1,y\n" + extra
    ).replace(",", separator)
    path = written(tmp_path, text.replace("\n", end), name, encoding)
    log = usage.read(path)
    assert [1000, 5] == log.frame.collect()["input_tokens"].to_list()
    reason = "the cell 'twelve' is no whole number"
    (places,) = (each.places for each in log.skipped if each.reason == reason)
    assert (f"{name}, line 7, column input_tokens",) == places
    message = rf"^{name}, line (7, column input_tokens: {reason}|9: a row has 2 cells)"
    with pytest.raises(ValueError, match=message):
        usage.read(path, strict=True)


def test_many_such_cells_are_counted(tmp_path: Path) -> None:
    """Of many cells that cannot be read, three are named and the others counted."""
    rows = "".join(f"gpt-4o,x{number},1\n" for number in range(10))
    log = usage.read(written(tmp_path, f"{HEADER}\ngpt-4o,1,1\n{rows}"))
    assert "further cells of the column input_tokens cannot be read" == log.skipped[0].reason
    assert [7, 1, 1, 1] == [each.number for each in log.skipped]


def test_a_column_of_which_nothing_can_be_read_is_refused(tmp_path: Path) -> None:
    """Where no cell is a number, the column is another one, and the error says what to do."""
    path = written(tmp_path, f"{HEADER}\ngpt-4o,many,1\ngpt-4o,few,1\n")
    with pytest.raises(
        ValueError,
        match=r"log.csv, line 2, column input_tokens: the cell 'many' is no whole number; nothing "
        r"in the column can be read; say by columns= where whole numbers are",
    ):
        usage.read(path)


@pytest.mark.parametrize("note", ["", ",note", ",note,other"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rows_too_long_or_too_short_are_left_out(tmp_path: Path, note: str, encoding: str) -> None:
    """A row that is cut short is no row without a cache; it is named, and the others stay."""
    more = note.count(",") * ","
    text = f"{HEADER}{note}\ngpt-4o,1,1{more}\ngpt-4o,2\n \ngpt-4o,3,1{more}\n"
    short = usage.read(written(tmp_path, text, encoding=encoding))
    assert [1, 3] == short.frame.collect()["input_tokens"].to_list()
    ((reason, number, places),) = short.skipped
    assert f"a row has 2 cells, but its table {3 + len(more)} columns" == reason
    assert (1, ("log.csv, line 3",)) == (number, places)
    text = f"{HEADER}{note}\ngpt-4o,1,1{more}\ngpt-4o,2,1,x,y,z\ngpt-4o,3,1{more}\n"
    long = usage.read(written(tmp_path, text, encoding=encoding))
    assert [1, 3] == long.frame.collect()["input_tokens"].to_list()
    assert ("log.csv, line 3",) == long.skipped[0].places


def test_a_last_cell_that_is_empty_is_no_row_cut_short(tmp_path: Path) -> None:
    """Where a row has all its separators, an empty last cell says nothing, and the row counts."""
    path = written(tmp_path, f"{HEADER},cache_read_tokens\ngpt-4o,1,1,\ngpt-4o,2,1,1\n")
    log = usage.read(path)
    assert [None, 1] == log.frame.collect()["cache_read_tokens"].to_list()
    assert () == log.skipped


def test_blank_lines_say_nothing(tmp_path: Path) -> None:
    """Blank lines before, between and after rows are no rows."""
    log = usage.read(written(tmp_path, f"\n\n{HEADER}\n\n\ngpt-4o,1,1\n\n,,\ngpt-4o,2,1\n\n\n"))
    assert [1, 2] == log.frame.collect()["input_tokens"].to_list()
    assert () == log.skipped


def test_a_row_that_says_nothing_of_a_request_is_counted(tmp_path: Path) -> None:
    """A row such as that of a fee is left out, and said."""
    log = usage.read(written(tmp_path, f"{HEADER},fee\ngpt-4o,1,1,\n,,,5\n"))
    assert [1] == log.frame.collect()["input_tokens"].to_list()
    reason = "the row says nothing in the columns input_tokens, model, output_tokens"
    assert [(reason, 1, ("log.csv",))] == [tuple(each) for each in log.skipped]


def test_zeros_of_a_crash_are_no_rows(tmp_path: Path) -> None:
    """What a crash leaves at the end of a file is named, and in a cell it is no number."""
    log = usage.read(written(tmp_path, f"{HEADER}\ngpt-4o,1,1\ngpt-4o,2\x00,1\n\x00\x00\x00"))
    assert [1] == log.frame.collect()["input_tokens"].to_list()
    assert {"log.csv, line 3, column input_tokens", "log.csv, line 4"} == {
        place for each in log.skipped for place in each.places
    }


@pytest.mark.parametrize("text", ["", "\n", "\r\n"])
def test_a_header_alone_is_a_log_without_requests(tmp_path: Path, text: str) -> None:
    """A table without rows is an empty log."""
    log = usage.read(written(tmp_path, HEADER + text))
    assert ["model", "input_tokens", "output_tokens", "file"] == log.frame.collect().columns
    assert 0 == len(log.frame.collect())


def test_a_quote_that_is_never_closed_loses_no_row_in_silence(tmp_path: Path) -> None:
    """What an open quote swallows is named."""
    log = usage.read(written(tmp_path, f'{HEADER}\ngpt-4o,1,1\n"gpt-4o,2,1\ngpt-4o,3,1\n'))
    assert [1] == log.frame.collect()["input_tokens"].to_list()
    assert ("log.csv, line 3",) == log.skipped[0].places


def test_quotes_within_cells_are_kept(tmp_path: Path) -> None:
    """A cell with a mark for inches is a cell."""
    log = usage.read(written(tmp_path, f'{HEADER},note\ngpt-4o,1,1,5" disk\ngpt-4o,2,1,x\n'))
    assert ['5" disk', "x"] == log.frame.collect()["note"].to_list()


def test_a_cell_may_hold_a_conversation(tmp_path: Path) -> None:
    """Cells longer than the limit of the csv module are read, and the limit stays as it was."""
    limit = csv.field_size_limit()
    text = f"{HEADER},note\ngpt-4o,1,1,{'x' * 200_000}\n"
    log = usage.read(written(tmp_path, text, "log.csv.gz"))
    assert [200_000] == log.frame.collect()["note"].str.len_chars().to_list()
    assert limit == csv.field_size_limit()


def test_columns_without_a_name_are_numbered(tmp_path: Path) -> None:
    """The index that pandas writes has no name, and a separator at the end makes a column."""
    path = written(tmp_path, f",{HEADER},\n0,gpt-4o,1,1,\n1,gpt-4o,2,1,\n")
    columns = usage.read(path).frame.collect().columns
    assert ["file", "column 1", "column 5"] == columns[3:]
    path = written(tmp_path, f",{HEADER}\n0,gpt-4o,1,1\n1,gpt-4o,2,1\n")
    assert ["file", "column 1"] == usage.read(path).frame.collect().columns[3:]


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Which of two columns of one name is meant is not guessed."""
    path = written(tmp_path, f"{HEADER},input_tokens\ngpt-4o,1,1,2\n")
    with pytest.raises(ValueError, match=r"log.csv has a column 'input_tokens' twice; rename one"):
        usage.read(path)


def test_names_of_columns_are_told_in_any_case(tmp_path: Path) -> None:
    """A column may be called as people write it, or as OpenTelemetry calls it."""
    header = "Model, Input Tokens,gen_ai.usage.output_tokens,cache-read-tokens,Date"
    log = usage.read(written(tmp_path, f"{header}\ngpt-4o,5,4,3,2026-09-01\n"))
    row = log.frame.collect().row(0, named=True)
    counts = (row["input_tokens"], row["output_tokens"], row["cache_read_tokens"])
    assert (5, 4, 3) == counts
    assert "2026-09-01" == f"{row['time']:%Y-%m-%d}"
