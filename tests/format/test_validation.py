"""Validation, which lists every fault of a document."""

import json
import pickle
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from made_up import ACME, ROOT

from aiproviders import Provider, timeline
from aiproviders._format.documents import read_values
from aiproviders._format.validation import SCHEMA, Validation
from aiproviders.errors import DataError
from aiproviders.types import OwnKind


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a valid folder, into which a test puts faults."""
    return Path(shutil.copytree(ACME, tmp_path / "acme"))


@pytest.fixture
def document(acme: Provider) -> dict[str, Any]:
    """A valid document, for a test to change."""
    return acme.to_dict()


def write(folder: Path, text: str) -> Path:
    """Add a file to a folder, the last one to be read."""
    path = folder / "zulu.toml"
    path.write_text(text, "utf-8")
    return path


def spoil(path: Path, old: str, new: str) -> None:
    """Replace a text in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def refusal(document: dict[str, Any]) -> str:
    """The errors of a document, as one text."""
    with pytest.raises(DataError) as caught:
        Provider.from_dict(document)
    return str(caught.value)


# All errors at once


def test_a_sound_folder_has_no_errors(folder: Path, acme: Provider) -> None:
    """A folder, a TOML file or JSON that can be loaded has no faults."""
    acme.dump(folder / "acme.json")

    assert () == Provider.validate(folder) == Provider.validate(str(folder / "acme.json"))


def test_all_errors_of_a_folder_are_listed(folder: Path) -> None:
    """Faults of every file, row and kind are found in one go, each with its place."""
    spoil(folder / "provider.toml", '"Acme Limited"', "3")
    spoil(folder / "models.toml", 'kind = "family"', 'kind = "famly"')
    spoil(folder / "models.toml", 'output = "4"', "outputs = 4")
    spoil(folder / "models.toml", 'benchmark = "swe-bench-verified"', 'benchmark = "swe"')
    write(folder, '[[claims]]\nid = "ada"\nkind = "strength"\ncitations = [{ section = "X" }]\n')

    swe = "scores[0].benchmark: nothing has the id 'swe'; expected the id of a benchmark"
    assert [
        "provider.toml, company.legal_name: found 3; expected a text",
        (
            "models.toml:12, row 2 (rocket-1), prices[0].outputs: there is no field 'outputs'; "
            "did you mean 'output'?"
        ),
        "models.toml:38, row 3 (rocket), kind: found 'famly'; expected one of model, family",
        "zulu.toml:1, row 1 (ada), citations[0].source: this is missing",
        "zulu.toml:1, row 1 (ada), title: this is missing",
        (
            "zulu.toml:1, row 1 (ada), id: the id is taken already, by provider.toml, row 1; "
            "expected an id that nothing else has"
        ),
        f"models.toml:12, row 2 (rocket-1), {swe}",
        f"models.toml:46, row 4 (rocket-2), {swe}",
    ] == [*map(str, Provider.validate(folder))]


def test_loading_raises_the_first_of_them(folder: Path) -> None:
    """The loader raises the first of the errors that the validation lists."""
    write(folder, '[[claims]]\nid = "z"\nkind = "strong"\ntitle = 3\n')
    errors = Provider.validate(folder)

    with pytest.raises(DataError) as caught:
        Provider.load(folder)
    assert 2 == len(errors)
    assert vars(errors[0]) == vars(caught.value)


def test_errors_say_what_was_found(folder: Path) -> None:
    """File, line, row, path, found and expected value are attributes of an error."""
    write(folder, '\n[[claims]]\nid = "z"\nkind = "strong"\ntitle = "Z"\n')
    (error,) = Provider.validate(folder)

    assert ("zulu.toml", 2, "row 1", "z", "kind", "'strong'") == (
        error.file,
        error.line,
        error.row,
        error.id,
        error.path,
        error.found,
    )
    assert vars(error) == vars(pickle.loads(pickle.dumps(error)))  # noqa: S301 - made right here


def test_faults_of_one_row_do_not_hide_each_other(folder: Path) -> None:
    """A row with a wrong value, an unknown key, a wrong text, a wrong unit, an id of nothing."""
    write(
        folder,
        '[[metrics]]\nid = "z"\nsubject = "nobody"\nmeasure = "employees"\nsize = 1\n'
        'duration = "3 years"\nquantity = { value = "many", unit = "x" }\n',
    )

    assert ["quantity.value", "duration", "size", "quantity.unit", "subject"] == [
        error.path for error in Provider.validate(folder)
    ]


def test_a_file_that_cannot_be_read_hides_no_other(folder: Path) -> None:
    """Faults of the others are listed, but not the ids that the unread file may have."""
    (folder / "provider.toml").write_text("[[x")
    spoil(folder / "models.toml", 'kind = "family"', 'kind = "famly"')

    assert ["provider.toml", "models.toml"] == [error.file for error in Provider.validate(folder)]


def test_a_section_that_is_none_hides_its_ids(document: dict[str, Any], tmp_path: Path) -> None:
    """Ids are not looked up where a section is not a list of rows."""
    document |= {"models": 3, "people": [7, {"names": ["Bob"]}]}
    path = tmp_path / "acme.json"
    path.write_text(json.dumps(document))

    assert ["people row 1", "people row 2", None] == [
        error.row for error in Provider.validate(path)
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[claims]]\nid = "y"\nkind = "first"\ntitle = "Y"\n\n[[claims]]\nid = "z"\n', 6),
        ('  [[ claims ]] # z\nid = "z"\n', 1),
        ('x = """\n[[claims]]\n\\""""\n[[claims]]\nid = "z"\n', 4),
        ("x = '''\n[[claims]]\n'''\n# [[claims]]\n[[claims]]\nid = 'z'\n", 5),
        ('claims = [{ id = "z" }]\n', None),
        ('[["claims"]]\nid = "z"\n', None),
        ('[["claims"]]\nid = "z"\n[[claims]]\nid = "y"\n', None),
    ],
    ids=["second", "spaced", "in a text", "in a literal", "inline", "quoted", "mixed"],
)
def test_lines_are_those_of_the_headers(folder: Path, text: str, line: int | None) -> None:
    """The line is that of the row's header; where it is not certain there is none."""
    write(folder, text)
    error = next(each for each in Provider.validate(folder) if each.id == "z")

    assert line == error.line


def test_long_lists_of_faults_are_cut(document: dict[str, Any]) -> None:
    """At most a hundred faults of one list are reported; later ones after these are fixed."""
    document["models"][0]["aliases"] = [3] * 150
    document["claims"] = [{"id": f"c{number}"} for number in range(150)]

    paths = [error.path for error in Validation(read_values(document)).errors()]
    assert 100 == sum(path is not None and path.startswith("aliases") for path in paths)
    assert 100 == paths.count("title")


def test_a_thousand_errors_are_enough(document: dict[str, Any], tmp_path: Path) -> None:
    """The list of errors of a file that is wrong throughout is cut."""
    document["company"]["competitors"] = ["nobody"] * 2_000
    path = tmp_path / "acme.json"
    path.write_text(json.dumps(document))

    assert 1_000 == len(Provider.validate(path))


def test_the_warning_of_a_newer_version_points_to_the_caller(
    document: dict[str, Any], tmp_path: Path
) -> None:
    """The warning points to the line of the caller, however the document is read."""
    document |= {"schema": "1.9", "planets": []}
    path = tmp_path / "acme.json"
    path.write_text(json.dumps(document))

    with pytest.warns(UserWarning, match="left out: planets") as caught:  # noqa: PT031 - each warns
        Provider.from_dict(document)
        Provider.from_json(path.read_bytes())
        Provider.load(path)
    assert [__file__] * 3 == [warning.filename for warning in caught]


def test_unknown_fields_of_a_newer_version_excuse_nothing(document: dict[str, Any]) -> None:
    """Other faults are found beside many fields of a later minor version."""
    document["schema"] = "1.9"
    claim: dict[str, Any] = {"kind": "first", "title": "C", "colour": "red"}
    document["claims"] = [claim | {"id": f"c{number}"} for number in range(150)]
    with pytest.warns(UserWarning, match=r"left out: claims\[0\]\.colour, claims\[10\]\.colour"):
        assert 150 == len(Provider.from_dict(document).claims)
    document["claims"][140]["title"] = 3

    assert "claims row 141 (c140), title: found 3; expected a text" == refusal(document)


@pytest.mark.parametrize(
    ("document", "messages"),
    [
        ([], ["found []; expected an object with schema, id and company"]),
        (
            {},
            ["schema: schema is missing; expected a version such as '1.0'", "id: this is missing"],
        ),
        ({"schema": "2.0"}, ["schema: the document is of schema 2.0, newer than this package"]),
        ({"schema": "0.9"}, ["schema: the document is of schema 0.9, older than this package"]),
        ({"schema": 1, "id": "x"}, ["schema: schema is 1; expected a version such as '1.0'"]),
        ({"schema": "01.0", "id": "x"}, ["schema: schema is '01.0'; expected a version such as"]),
    ],
)
def test_a_version_that_is_not_read_ends_the_search(document: Any, messages: list[str]) -> None:
    """Another major version is the only error; a missing version hides no other error."""
    errors = [str(error) for error in Validation(read_values(document)).errors()]

    assert len(messages) == len(errors)
    assert all(map(str.startswith, errors, messages))


def test_each_version_of_the_format_has_a_note() -> None:
    """The page that the error names has a note for each version that is read, the newest first."""
    (error,) = Validation(read_values({"schema": "2.0", "id": "x"})).errors()
    page = (ROOT / "docs" / "format.md").read_text("utf-8")
    notes = re.findall(r"^### (\d+\.\d+)$", page.partition("\n## Versions\n")[2], re.MULTILINE)

    assert "version 1; “Versions” in docs/format.md says what to do" == error.expected
    assert notes == [f"{SCHEMA[0]}.{minor}" for minor in reversed(range(SCHEMA[1] + 1))]


def test_a_file_that_is_no_table_is_named(tmp_path: Path) -> None:
    """A list in place of a provider is an error of its file."""
    (tmp_path / "list.json").write_text("[]")
    (error,) = Provider.validate(tmp_path / "list.json")

    assert ("list.json", "found []; expected an object with schema, id and company") == (
        error.file,
        str(error).removeprefix("list.json: "),
    )


def test_errors_of_ids_say_where_they_stand(document: dict[str, Any]) -> None:
    """The path of an id that is wrong leads to it, from the company too."""
    document["company"]["founders"] = ["nobody"]
    document["events"][0]["kind"] = "globex:party"

    assert {"company.founders[0]", "kind"} == {
        error.path for error in Validation(read_values(document)).errors()
    }


@pytest.mark.parametrize(("length", "is_whole"), [(58, True), (59, False)])
def test_messages_show_short_values_whole(
    document: dict[str, Any], length: int, is_whole: bool
) -> None:
    """Up to sixty characters of a value stand in a message, its quotes among them."""
    document["events"][0]["kind"] = "x" * length

    assert is_whole == (f"found '{'x' * length}';" in refusal(document))


def test_ids_are_looked_for_past_what_is_none(document: dict[str, Any]) -> None:
    """In a list of ids with something else in it, the ids are still looked up."""
    document["events"][1]["about"] = [3, "nobody"]

    assert ["about[0]", "about[1]"] == [
        error.path for error in Validation(read_values(document)).errors()
    ]


@pytest.mark.parametrize(
    ("retired", "message"),
    [
        ({"id": "rocket-1", "successor": "rocket-2"}, "id: a record has this id; expected an id"),
        ({"id": "old", "successor": "roket-2"}, "'roket-2' leads to no record; did you mean"),
        ({"id": "old"}, "successor: this is missing"),
    ],
)
def test_retired_ids_lead_somewhere(
    document: dict[str, Any], retired: dict[str, str], message: str
) -> None:
    """A retired id is the id of no record, and its successor is the id of one."""
    document["retired"] = [retired]

    assert message in refusal(document)


@pytest.mark.parametrize("interval", [[0], "01", {"low": 0, "high": 1}])
def test_an_interval_has_two_ends(document: dict[str, Any], interval: object) -> None:
    """The bounds of a computed quantity are a list of two numbers and nothing else."""
    document["metrics"][0]["quantity"] = {"value": 1, "unit": "1", "interval": interval}

    assert "quantity.interval: found" in refusal(document)


def test_what_may_be_left_out_may_be_null(document: dict[str, Any]) -> None:
    """JSON's null means the same as a field left out, also for a text with a pattern."""
    document["metrics"][0]["duration"] = None
    assert document["metrics"][0]["id"] in Provider.from_dict(document).metrics

    document["models"][1]["prices"][0]["currency"] = None
    assert "prices[0].currency: found None; expected a text that matches" in refusal(document)


def test_what_is_inferred_is_named_by_a_field(document: dict[str, Any]) -> None:
    """A name that is no field of the record has an error of its own, with its path; a name that
    stands twice is an error of the row; sound names load in their order.
    """
    model = document["models"][1]
    model["inferred"] = ["modalities", "access"]
    model["prices"][0]["inferred"] = ["unit", "currency"]
    loaded = Provider.from_dict(document).models["rocket-1"]
    assert (("modalities", "access"), ("unit", "currency")) == (
        loaded.inferred,
        loaded.prices[0].inferred,
    )
    assert document == Provider.from_dict(document).to_dict()

    model["prices"][0]["inferred"] = ["unit", "colour"]
    fault = "prices[0].inferred[1]: found 'colour'; expected one of input, output, "
    assert fault in refusal(document)
    model["prices"][0]["inferred"] = ["unit", "unit"]
    assert "prices[0]: inferred has 'unit' twice" in refusal(document)


# Default sources


def test_a_file_names_a_source_for_its_rows(folder: Path) -> None:
    """Rows without citations get one; citations without a source get it; others keep theirs."""
    write(
        folder,
        'default_source = "site"\n[[sources]]\nid = "site"\ntitle = "Site"\n'
        '[[claims]]\nid = "x"\nkind = "first"\ntitle = "X"\n'
        '[[claims]]\nid = "y"\nkind = "first"\ntitle = "Y"\n'
        'citations = [{ section = "A" }, { source = "annual-report" }]\n'
        '[[claims]]\nid = "z"\nkind = "first"\ntitle = "Z"\ncitations = []\n',
    )
    provider = Provider.load(folder)

    assert ["site"] == [each.source for each in provider.claims["x"].citations]
    assert ["site, A", "annual-report"] == [str(each) for each in provider.claims["y"].citations]
    assert () == provider.claims["z"].citations
    assert () == provider.sources["site"].citations
    assert ["annual-report"] == [each.source for each in provider.claims["fastest"].citations]
    assert b"default_source" not in provider.to_json()


def test_prices_and_scores_take_the_default_in_what_they_cite(document: dict[str, Any]) -> None:
    """Citations inside a row get the source too; a missing list of citations stays empty."""
    document["default_source"] = "annual-report"
    document["models"][1]["prices"][0]["citations"] = [{"text": "$1 / $4"}]
    del document["models"][1]["scores"][0]["citations"]
    model = Provider.from_dict(document).models["rocket-1"]

    assert "annual-report" == model.prices[0].citations[0].source
    assert () == model.scores[0].citations


def test_a_company_cites_the_default_source() -> None:
    """In a file that is a whole provider the company's facts are sourced too."""
    provider = Provider.from_dict(
        {
            "schema": "1.0",
            "id": "tiny",
            "default_source": "site",
            "company": {"legal_name": "Tiny Limited"},
            "sources": [{"id": "site", "title": "Site"}],
            "measures": [{"id": "tiny:x", "label": "X", "kind": "instant", "units": ["1"]}],
        }
    )

    assert provider.company is not None
    assert ["site"] == [each.source for each in provider.company.citations]
    assert () == provider.measures["tiny:x"].citations


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('"sight"', "nothing has the id 'sight'; expected the id of a source"),
        ('"annual_report"', "nothing has the id 'annual_report'; did you mean 'annual-report'?"),
        ("3", "found 3; expected a text"),
        ("[[]]", "found [[]]; expected a text"),
    ],
)
def test_a_wrong_default_source_is_one_error(folder: Path, source: str, message: str) -> None:
    """The error is about the file, not about each of its rows."""
    rows = '[[claims]]\nid = "y"\nkind = "first"\ntitle = "Y"\n' * 2
    write(folder, f"default_source = {source}\n{rows.replace('y', 'x', 1)}")
    errors = [str(error) for error in Provider.validate(folder)]

    assert 1 == len(errors)
    assert errors[0].startswith(f"zulu.toml, default_source: {message}")


def test_what_is_no_row_or_citation_is_left_to_the_loader(document: dict[str, Any]) -> None:
    """A default source is filled into tables alone; everything else is refused as it is."""
    document["default_source"] = "annual-report"
    document["claims"][0]["citations"] = ["page 3"]
    assert "citations[0]: found 'page 3'; expected a table" in refusal(document)
    document["claims"] = ["claim"]
    assert "claims row 1: found 'claim'; expected a table" in refusal(document)


# A provider's own words


def test_a_provider_adds_measures_and_benchmarks(document: dict[str, Any]) -> None:
    """Under its own prefix a provider has measures and benchmarks of its own."""
    document["measures"].append(
        {"id": "acme:widgets", "label": "Widgets", "kind": "instant", "units": ["employee"]}
    )
    document["benchmarks"].append(
        {"id": "acme:anvil-bench", "name": "AnvilBench", "unit": "%", "scale": "share"}
    )
    document["metrics"][0]["measure"] = "acme:widgets"
    document["models"][1]["scores"][0]["benchmark"] = "acme:anvil-bench"
    provider = Provider.from_dict(document)

    assert "Widgets" == provider.measures["acme:widgets"].label
    assert provider == Provider.from_json(provider.to_json())


@pytest.mark.parametrize("id", ["widgets", "globex:widgets", "acme.widgets"])
def test_own_words_need_the_prefix(document: dict[str, Any], id: str) -> None:
    """A measure or benchmark without a prefix, or with another provider's, is refused."""
    measure = {"id": id, "label": "Widgets", "kind": "instant", "units": ["widget"]}
    document["measures"].append(measure)
    message = f"id: found '{id}'; expected one that all providers share, or one of its own that"
    assert message in refusal(document)
    assert refusal(document).endswith("begins with 'acme:'")

    document["measures"].remove(measure)
    document["benchmarks"].append({"id": id, "name": "W", "unit": "%", "scale": "share"})
    assert message in refusal(document)


def test_shared_words_keep_their_meaning(document: dict[str, Any]) -> None:
    """A shared measure may be repeated in other words, as in older dumps, but not redefined."""
    (row,) = (row for row in document["measures"] if row["id"] == "employees")
    row["label"] = "Heads"
    assert "Heads" == Provider.from_dict(document).measures["employees"].label

    row["units"] = []
    assert Provider.from_dict(document).measures["employees"].units == ()

    row["units"] = ["1"]
    assert "id: 'employees' is a shared measure with another meaning" in refusal(document)


def test_a_newer_version_may_share_more(document: dict[str, Any]) -> None:
    """A measure that a later minor version shares is taken as the document has it."""
    row = {"id": "robots", "label": "Robots", "kind": "instant", "units": ["robot"]}
    document |= {"schema": "1.9", "measures": [row]}

    assert "Robots" == Provider.from_dict(document).measures["robots"].label


def test_a_provider_adds_kinds_of_events(document: dict[str, Any]) -> None:
    """A kind under its own prefix is read, written, found and shown."""
    document["events"][0]["kind"] = "acme:anvil-recall"
    provider = Provider.from_dict(document)
    kind = OwnKind("acme:anvil-recall")

    assert document == provider.to_dict()
    assert ("acme-founded",) == timeline(provider, kind=kind).ids
    assert ("acme-founded", "inquiry") == provider.events.where(kind=[kind, "regulation"]).ids
    assert kind == [*provider.events.group_by("kind")][-1]
    assert "acme:anvil recall" in str(provider.events)
    with pytest.raises(ValueError, match=r"one of acme:anvil-recall, a.*, got 'acme:recal'"):
        provider.events.where(kind=OwnKind("acme:recal"))


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("globex:recall", "that begins with 'acme:'"),
        ("acme:", "or a word of the provider's own such as 'acme:recall'"),
        ("acme:Anvil Recall", "or a word of the provider's own such as 'acme:recall'"),
        (["acme:recall"], "or a word of the provider's own such as 'acme:recall'"),
    ],
)
def test_kinds_of_others_are_refused(document: dict[str, Any], kind: object, message: str) -> None:
    """A kind under another prefix, or none at all, is refused."""
    document["events"][0]["kind"] = kind

    assert message in refusal(document)
