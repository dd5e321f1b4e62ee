"""Reading and writing the format."""

import codecs
import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import ACME

from aiproviders import Catalog, Company, Metric, Provider, Quantity
from aiproviders._format.bundled.vocabulary import shared_vocabulary
from aiproviders._records.sections.catalogs import SECTIONS
from aiproviders.errors import DataError
from aiproviders.types import Hours, Measure

Change: TypeAlias = Callable[[dict[str, Any]], None]
"""A function that puts a fault into a document."""

SMALLEST = """
schema = "1.0"
id = "tiny"

[company]
legal_name = "Tiny Limited"

[[sources]]
id = "site"
title = "Their site"
"""


@pytest.fixture
def document(acme: Provider) -> dict[str, Any]:
    """A valid document, into which a test puts faults."""
    return acme.to_dict()


@pytest.fixture
def folder(acme: Provider, tmp_path: Path) -> Path:
    """A copy of a valid folder, into which a test puts faults."""
    del acme
    return Path(shutil.copytree(ACME, tmp_path / "acme"))


def test_dicts_round_trip(acme: Provider, document: dict[str, Any]) -> None:
    """A provider read from its `to_dict` is equal and gives the same dict."""
    restored = Provider.from_dict(document)

    assert acme == restored
    assert document == restored.to_dict()


def test_json_round_trips_byte_by_byte(acme: Provider) -> None:
    """Canonical JSON reads and writes to the same bytes."""
    text = acme.to_json()
    restored = Provider.from_json(text)

    assert acme == restored
    assert text == restored.to_json() == Provider.from_json(text.decode()).to_json()


def test_json_is_canonical(acme: Provider) -> None:
    """Keys are sorted, exact numbers are texts, and empty fields are left out."""
    document = json.loads(acme.to_json())
    rocket = next(row for row in document["models"] if row["id"] == "rocket-1")

    assert sorted(document) == list(document)
    assert sorted(rocket) == list(rocket)
    assert {"value": "60", "unit": "%", "decimals": -1} == rocket["scores"][0]["quantity"]
    assert "note" not in rocket
    assert "provider" not in rocket
    assert "id" not in document["company"]


def test_a_record_is_its_row_in_a_file(acme: Provider) -> None:
    """Each record gives the row that stands for it in its provider, as plain values and as JSON."""
    document = acme.to_dict()
    for row in document["models"]:
        row.setdefault("provider", "acme")  # a file leaves out its own provider
    document["company"]["id"] = "acme"
    rows = [document["company"], *(row for name in SECTIONS for row in document.get(name, ()))]

    assert [each.to_dict() for each in (*acme.records(), *acme.retired)] == rows
    assert json.loads(json.dumps(rows)) == [
        json.loads(each.to_json()) for each in (*acme.records(), *acme.retired)
    ]


def test_numbers_are_written_without_exponents(document: dict[str, Any]) -> None:
    """A number is written in plain digits, however it was read."""
    document["models"][0]["context_window"] = {"value": "1E+3", "unit": "token"}

    assert "1000" == Provider.from_dict(document).to_dict()["models"][0]["context_window"]["value"]


def test_equal_providers_write_equal_bytes(document: dict[str, Any]) -> None:
    """Trailing zeros of a decimal are not written, so that equal data has equal text."""
    before = Provider.from_dict(document)
    document["models"][1]["prices"][0]["input"] = "1.00"
    after = Provider.from_dict(document)

    assert before == after
    assert before.to_json() == after.to_json()


def test_models_of_others_keep_their_provider(document: dict[str, Any]) -> None:
    """A model that another provider makes keeps its provider when written and read."""
    document["models"][0]["provider"] = "globex"
    provider = Provider.from_dict(document)

    assert "globex" == provider.models["anvil-1"].provider
    assert document == provider.to_dict()


def test_dump_and_load(acme: Provider, tmp_path: Path) -> None:
    """A dumped provider loads as it was, from one file, over an older one."""
    path = tmp_path / "acme.json"
    path.write_text("old")
    acme.dump(path)

    assert acme == Provider.load(path) == Provider.load(str(path))
    assert [path] == list(tmp_path.iterdir())


def test_dump_leaves_nothing_half_done(acme: Provider, tmp_path: Path) -> None:
    """Where the file cannot be replaced, nothing else is left behind."""
    path = tmp_path / "folder.json"
    path.mkdir()

    with pytest.raises(OSError, match=r"folder\.json"):
        acme.dump(path)
    assert [path] == list(tmp_path.iterdir())


def test_the_smallest_provider_is_one_file(tmp_path: Path) -> None:
    """Schema, id, a company's legal name and a source are enough, in one TOML file."""
    path = tmp_path / "tiny.toml"
    path.write_text(SMALLEST)
    provider = Provider.load(path)

    assert "Tiny Limited" == provider.name
    assert provider == Provider.load(tmp_path)
    assert provider.newest_fact is None


def test_a_folder_may_spread_a_section(folder: Path, acme: Provider) -> None:
    """Rows of one section may stand in several files, read in order of their names."""
    (folder / "zulu.toml").write_text(
        '[[claims]]\nid = "zulu"\nkind = "strength"\ntitle = "Last"\n'
    )

    assert (*acme.claims.ids, "zulu") == Provider.load(folder).claims.ids


def test_files_may_begin_with_a_byte_order_mark(folder: Path, acme: Provider) -> None:
    """Files that an editor on Windows saved give the same provider."""
    for path in folder.iterdir():
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())

    assert acme == Provider.load(folder)


def test_dates_may_be_those_of_toml(folder: Path) -> None:
    """A bare TOML date is a day."""
    (folder / "zulu.toml").write_text(
        '[[events]]\nid = "z"\nkind = "launch"\ntitle = "Z"\ndate = 2026-05-01\n'
    )

    date = Provider.load(folder).events["z"].date
    assert date is not None
    assert "2026-05-01" == date.edtf


def test_hours_may_be_a_text(document: dict[str, Any]) -> None:
    """A price in a file has its hours as the constructor takes them, and is written as a table."""
    price = document["models"][1]["prices"][0]
    price["hours"] = "22:00-06:00, Monday"
    read = Provider.from_dict(document)
    assert Hours(windows="22:00-06:00, Monday") == read.models[1].prices[0].hours

    price["hours"] = {"windows": ["22:00-06:00, Monday"]}
    assert read.to_dict() == Provider.from_dict(document).to_dict()
    for wrong, expected in ((["22:00"], "a table of windows"), ("noon", "'noon'")):
        price["hours"] = wrong
        with pytest.raises(DataError, match=expected):
            Provider.from_dict(document)


def test_shared_measures_are_taken_along(acme: Provider) -> None:
    """A provider has the measures and benchmarks it names, and what they are the growth of."""
    assert {"employees", "revenue", "revenue-growth", "downloads"} == set(acme.measures.ids)
    assert ("swe-bench-verified",) == acme.benchmarks.ids


def test_growth_brings_its_measure(document: dict[str, Any]) -> None:
    """The measure of a growth brings the measure that grows."""
    document["metrics"] = [row for row in document["metrics"] if row["measure"] == "revenue-growth"]
    document["measures"] = []

    assert {"revenue", "revenue-growth"} == set(Provider.from_dict(document).measures.ids)


def test_own_measures_go_before_shared_ones(document: dict[str, Any]) -> None:
    """A measure that the document defines itself is not replaced by the shared one."""
    own = {"id": "employees", "label": "Heads", "kind": "instant", "units": ["employee"]}
    document["measures"] = [own]

    assert "Heads" == Provider.from_dict(document).measures["employees"].label


def test_a_scope_may_be_a_shared_benchmark(document: dict[str, Any]) -> None:
    """A metric may be about a benchmark that only the shared vocabulary has."""
    document["metrics"][0]["scope"] = "artificial-analysis-intelligence-index"

    assert "artificial-analysis-intelligence-index" in Provider.from_dict(document).benchmarks


def test_the_vocabulary_has_no_facts() -> None:
    """The shared vocabulary has measures and benchmarks alone, and every one can be used."""
    shared = shared_vocabulary()

    assert list(shared.records()) == [*shared.measures, *shared.benchmarks]
    assert all(measure.units for measure in shared.measures)
    assert all(each.growth_of in (None, *shared.measures.ids) for each in shared.measures)


# Documents that are refused


def follow(document: dict[str, Any], path: tuple[str | int, ...]) -> Any:
    """The value at the end of a path in a document."""
    place: Any = document
    for step in path:
        place = place[step]
    return place


def spoil(*path: str | int, **fields: Any) -> Change:
    """A change of fields of the table at the end of a path, or of the document itself."""

    def change(document: dict[str, Any]) -> None:
        follow(document, path).update(fields)

    return change


def drop(*path: str | int) -> Change:
    """A change that leaves out the field at the end of a path."""

    def change(document: dict[str, Any]) -> None:
        del follow(document, path[:-1])[path[-1]]

    return change


def clear(document: dict[str, Any]) -> None:
    """Remove everything from the document."""
    document.clear()


def add_a_number_for_a_key(document: dict[Any, Any]) -> None:
    """Add a key that is not a text."""
    document[7] = []


def add_a_number_to_models(document: dict[str, Any]) -> None:
    """Put a number after the last model."""
    document["models"].append(3)


def repeat_a_model(document: dict[str, Any]) -> None:
    """Put the first model after the last one again."""
    document["models"].append(document["models"][0])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (clear, "schema: schema is missing; expected a version such as '1.0'"),
        (spoil(schema="one"), "schema: schema is 'one'; expected a version"),
        (spoil(schema="2.0"), "schema: the document is of schema 2.0, newer than this package"),
        (drop("id"), "id: this is missing"),
        (spoil(id=3), "id: found 3; expected a text"),
        (spoil(modls=[]), "modls: there is no field 'modls'; did you mean 'models'?"),
        (add_a_number_for_a_key, "there is no field 7"),
        (spoil(models=3), "models: found 3; expected a list"),
        (spoil(namespaces="acme"), "namespaces: found 'acme'; expected a list"),
        (spoil(company=3), "company: found 3; expected a table"),
        (spoil("company", id="other"), "company.id: found 'other'; expected the provider"),
        (spoil("company", legal_name=None, name=None), "company: a company has a legal_name"),
        (spoil("company", flagship="none"), "flagship: nothing has the id 'none'"),
        (spoil("company", founder_count=True), "founder_count: found True"),
        (add_a_number_to_models, "models row 5: found 3; expected a table"),
        (repeat_a_model, "models row 5 (anvil-1), id: the id is taken"),
        (spoil("claims", 0, id="rocket"), "the id is taken already, by models row 3"),
        (spoil("claims", 0, id="acme"), "the id is taken already, by the provider"),
        (
            spoil("models", 0, nam="x"),
            "models row 1 (anvil-1), nam: there is no field 'nam'; did you",
        ),
        (spoil("models", 0, name=3), "models row 1 (anvil-1), name: found 3; expected a text"),
        (drop("models", 0, "name"), "models row 1 (anvil-1), name: this is missing"),
        (drop("models", 0, "id"), "models row 1, id: this is missing"),
        (spoil("models", 0, id=None), "models row 1, id: found None; expected a text"),
        (spoil("models", 0, kind="modle"), "kind: found 'modle'; expected one of model, family"),
        (spoil("models", 0, kind=["model"]), "kind: found ['model']; expected one of"),
        (spoil("models", 0, aliases="abc"), "aliases: found 'abc'; expected a list"),
        (spoil("models", 0, aliases=[3]), "aliases[0]: found 3; expected a text"),
        (
            spoil("models", 0, released="2026-13"),
            "released: '2026-13' does not exist in the calendar",
        ),
        (spoil("models", 0, released="2026/2025"), "released: '2026/2025' runs backwards"),
        (spoil("models", 0, released=2026), "released: found 2026; expected an EDTF date"),
        (spoil("models", 0, released={"edtf": "2026"}), "expected an EDTF date"),
        (
            spoil("models", 0, family="nobody"),
            "family: nothing has the id 'nobody'; expected the id",
        ),
        (
            spoil("models", 1, "prices", 0, input=0.4),
            "prices[0].input: found 0.4; expected an exact",
        ),
        (
            spoil("models", 1, "prices", 0, input="-1"),
            "prices[0]: a price cannot be negative, got -1",
        ),
        (spoil("models", 1, "prices", 0, input="free"), "input: found 'free'; expected an exact"),
        (spoil("models", 1, "prices", 0, plan="lst"), "plan: found 'lst'; expected one of list"),
        (
            spoil("models", 1, "scores", 0, benchmark="swe"),
            "scores[0].benchmark: nothing has the id",
        ),
        (
            spoil("metrics", 0, "quantity", value=1.5),
            "quantity.value: found 1.5; expected an exact",
        ),
        (spoil("metrics", 0, "quantity", decimals=-3), "quantity: 1200 has digits beyond"),
        (spoil("metrics", 0, "quantity", comparator="≈"), "comparator: found '≈'; expected one of"),
        (spoil("metrics", 0, measure="headcount"), "measure: nothing has the id 'headcount'"),
        (
            spoil("metrics", 0, duration="3 years"),
            "duration: found '3 years'; expected a text that matches P",
        ),
        (spoil("events", 0, kind="party"), "kind: found 'party'; expected one of announcement"),
        (
            spoil("events", 0, about=["roket-1"]),
            "about[0]: nothing has the id 'roket-1'; did you mean",
        ),
        (
            spoil("claims", 0, "citations", 0, source="gossip"),
            "citations[0].source: nothing has the id",
        ),
    ],
)
def test_refuses(document: dict[str, Any], change: Change, message: str) -> None:
    """Each fault is refused with its row, its path and what was expected."""
    change(document)

    with pytest.raises(DataError) as caught:
        Provider.from_dict(document)
    assert message in str(caught.value)


@pytest.mark.parametrize("document", [None, [], "acme", 3])
def test_refuses_what_is_no_document(document: object) -> None:
    """Anything but an object is refused."""
    with pytest.raises(DataError, match="expected an object with schema, id and company"):
        Provider.from_dict(document)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


def test_errors_carry_their_place(folder: Path) -> None:
    """An error in a folder has the file, the row in that file, its id, the path, and what fits."""
    (folder / "zulu.toml").write_text('[[claims]]\nid = "zulu"\nkind = "strong"\ntitle = "Last"\n')

    with pytest.raises(DataError) as caught:
        Provider.load(folder)
    assert ("zulu.toml", "row 1", "zulu", "kind") == (
        caught.value.file,
        caught.value.row,
        caught.value.id,
        caught.value.path,
    )
    assert str(caught.value.expected).startswith("one of advice")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[claims]\n", "zulu.toml: this is not TOML"),
        ("x = 1\n", "x: there is no field 'x'"),
        ('id = "other"\n', "zulu.toml: id stands in another file too; expected it in one file"),
        ("claims = 3\n", "zulu.toml: claims is 3; expected rows that begin with [[claims]]"),
    ],
)
def test_refuses_files(folder: Path, text: str, message: str) -> None:
    """A file that is not TOML, repeats a key or has wrong sections is refused with its name."""
    (folder / "zulu.toml").write_text(text)

    with pytest.raises(DataError) as caught:
        Provider.load(folder)
    assert message in str(caught.value)


def test_refuses_what_is_not_utf_8(folder: Path) -> None:
    """A file in another encoding is refused."""
    (folder / "zulu.toml").write_bytes(b'x = "\xff"')

    with pytest.raises(DataError, match="this is not TOML"):
        Provider.load(folder)


def test_refuses_an_empty_folder(tmp_path: Path) -> None:
    """A folder without TOML files is no provider."""
    with pytest.raises(
        DataError, match=r"nothing to read in the folder .*; expected TOML files, one"
    ):
        Provider.load(tmp_path)


def test_reads_nothing_outside_its_folder(folder: Path) -> None:
    """A link out of the folder is refused, and one inside it is followed."""
    outside = folder.parent / "outside.toml"
    outside.write_text('[[claims]]\nid = "zulu"\nkind = "strength"\ntitle = "Last"\n')
    (folder / "zulu.toml").symlink_to(outside)

    with pytest.raises(DataError, match="leads out of its folder"):
        Provider.load(folder)
    (folder / "zulu.toml").unlink()
    (folder / "zulu.txt").write_text(outside.read_text())
    (folder / "zulu.toml").symlink_to(folder / "zulu.txt")
    assert "zulu" in Provider.load(folder).claims


def test_a_missing_path_is_the_callers(tmp_path: Path) -> None:
    """A path that does not exist raises Python's own error."""
    with pytest.raises(FileNotFoundError):
        Provider.load(tmp_path / "nothing.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "this is not JSON"),
        ('{"schema": NaN}', "NaN is no number"),
        ('{"schema": "1.0", "schema": "1.0"}', "the key 'schema' stands twice in one object"),
        ("[" * 100_000, "this is not JSON"),
        (b"\xff", "this is not JSON"),
    ],
    ids=["cut off", "nan", "repeated", "deep", "encoding"],
)
def test_refuses_json(text: str | bytes, message: str) -> None:
    """Text that is not JSON, has NaN or infinity, or repeats a key is refused."""
    with pytest.raises(DataError, match=message):
        Provider.from_json(text)


def test_json_numbers_are_exact(document: dict[str, Any]) -> None:
    """A decimal number in JSON is read as it is printed."""
    document["models"][1]["prices"][0]["input"] = "@"
    text = json.dumps(document).replace('"@"', "0.1")

    assert Decimal("0.1") == Provider.from_json(text).models["rocket-1"].price.input


def test_a_newer_minor_schema_loads_with_one_warning(document: dict[str, Any]) -> None:
    """Fields of a later minor version are left out, all named in one warning."""
    document.update(schema="1.9", planets=[])
    document["models"][0]["colour"] = "red"

    with pytest.warns(UserWarning, match=r"schema 1\.9.*: models\[0\]\.colour, planets") as caught:
        provider = Provider.from_dict(document)
    assert 1 == len(caught)
    assert "1.1" == provider.schema


def test_a_newer_minor_schema_excuses_no_other_fault(document: dict[str, Any]) -> None:
    """Other faults than unknown fields are refused in a later minor version too."""
    document.update(schema="1.9", planets=[])
    document["models"][0]["name"] = 3

    with pytest.raises(DataError, match="name: found 3"):
        Provider.from_dict(document)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def refusal(document: dict[str, Any]) -> DataError | None:
    """The error that a document is refused with, or None where it is read."""
    try:
        Provider.from_dict(document)
    except DataError as error:
        return error
    return None


@given(st.sampled_from(["models", "metrics", "events", "company", "sources", "namespaces"]), junk)
def test_junk_raises_nothing_but_data_errors(section: str, value: object) -> None:
    """Whatever stands in place of a section, the result is a provider or a DataError."""
    error = refusal({"schema": "1.0", "id": "x", section: value})

    assert error is None or str(error)


def test_a_provider_built_by_hand_serializes() -> None:
    """Records made by constructors are written and read as any others."""
    provider = Provider(
        id="hand",
        company=Company(id="hand", legal_name="Hand Made"),
        measures=Catalog([Measure(id="hand:x", label="X", kind="instant", units=("1",))]),
        metrics=Catalog(
            [
                Metric(
                    id="hand.x",
                    subject="hand",
                    measure="hand:x",
                    quantity=Quantity(value=1, unit="1") / 3,
                )
            ]
        ),
    )

    assert provider == Provider.from_json(provider.to_json())
