"""The format as JSON Schema, and its agreement with the loader."""

import copy
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from cattrs.errors import ForbiddenExtraKeysError
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from made_up import ACME as ACME_FOLDER
from made_up.facts import places

import aiproviders
from aiproviders import Provider, json_schema
from aiproviders._format.defaults import RECORDS
from aiproviders._format.documents import read_json
from aiproviders._format.json_schema import write
from aiproviders._format.validation import Validation
from aiproviders._format.value_errors import MismatchError
from aiproviders.errors import DataError

SHIPPED = Path(aiproviders.__file__).with_name("schema")
WHOLE: Any = Draft202012Validator(json_schema())
ACME = Provider.load(ACME_FOLDER).to_dict()
REVIEWED = {"benchmark_spellings.toml", "same_models.toml"}  # tables without a schema
MADE_UP = sorted(ACME_FOLDER.glob("*.toml"))
BUNDLED = sorted(
    path for path in SHIPPED.with_name("data").rglob("*.toml") if path.name not in REVIEWED
)


def plain(path: Path) -> Any:
    """The values of a TOML file as an editor checks them: dates are texts."""
    return json.loads(json.dumps(tomllib.loads(path.read_text("utf-8")), default=str))


def rejects(document: Any) -> bool:
    """Whether the loader refuses a document."""
    try:
        Provider.from_json(json.dumps(document))
    except DataError:
        return True
    return False


def rejects_structure(document: Any) -> bool:
    """Whether the loader refuses a document for a fault that the schema can find."""
    if not isinstance(document, dict):
        return True
    # A file of a folder need not say who the provider is.
    validation = Validation(read_json(json.dumps({"schema": "1.0", "id": "acme"} | document)))
    versions = [error for error in validation.errors() if error.path == "schema"]
    defaults = [error for error in validation.errors() if error.path == "default_source"]
    structural = (MismatchError, KeyError, ForbiddenExtraKeysError)
    return (
        bool(versions)
        or any("a text" == error.expected for error in defaults)
        or any(isinstance(cause, structural) for _, cause in validation.faults)
    )


def test_is_a_sound_schema() -> None:
    """The schema is valid by the metaschema, and every reference in it resolves."""
    schema = json_schema()
    text = json.dumps(schema)

    Draft202012Validator.check_schema(schema)
    assert "https://json-schema.org/draft/2020-12/schema" == schema["$schema"]
    assert all(f'"$ref": "#/$defs/{name}"' in text for name in schema["$defs"])
    assert text.count('"$ref"') == sum(
        text.count(f'"$ref": "#/$defs/{name}"') for name in schema["$defs"]
    )


def test_the_shipped_schema_is_up_to_date(tmp_path: Path) -> None:
    """The one schema file agrees with the classes; `nox -s data` writes it anew."""
    write(tmp_path)
    shipped = {path.name: path.read_text("utf-8") for path in SHIPPED.iterdir()}

    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == shipped
    assert ["provider.json"] == list(shipped)


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: str(path.relative_to(SHIPPED.parent)))
def test_bundled_files_name_their_schema_and_keep_to_it(path: Path) -> None:
    """The first line of each bundled file leads to the schema, which accepts the file."""
    directive, name = path.read_text("utf-8").splitlines()[0].split(" ")

    assert "#:schema" == directive
    assert SHIPPED / "provider.json" == (path.parent / name).resolve()
    assert [] == list(WHOLE.iter_errors(plain(path)))


@pytest.mark.parametrize("path", MADE_UP, ids=lambda path: path.stem)
def test_accepts_each_file_of_a_folder(path: Path) -> None:
    """A file with rows of some sections alone is valid by the schema, and so is that of all."""
    assert [] == list(WHOLE.iter_errors(plain(path)))
    assert [] == list(WHOLE.iter_errors(ACME))


def test_accepts_bundled_providers() -> None:
    """The dump of a provider is valid by the schema of a provider."""
    for provider in aiproviders.providers():
        assert [] == list(WHOLE.iter_errors(json.loads(provider.to_json())))


def test_every_field_is_described() -> None:
    """Every field has a description, which editors show."""
    schema = json_schema()
    tables = [schema, *schema["$defs"].values()]
    properties: list[Any] = [
        each for table in tables for each in table.get("properties", {}).values()
    ]

    assert len(properties) > 100
    assert [] == [each for each in properties if not each.get("description")]


@pytest.mark.parametrize(
    ("path", "value", "is_valid"),
    [
        (("models", 0, "provider"), "globex", True),
        (("company", "id"), "acme", True),
        (("data_version",), None, True),
        (("events", 0, "kind"), "acme:recall", True),
        (("events", 0, "kind"), "acme:Recall", False),
        (("events", 0, "date"), "2026-37~/..", True),
        (("events", 0, "date"), "spring 2026", False),
        (("events", 0, "date"), {"edtf": "2026"}, False),
        (("metrics", 0, "duration"), "P3Y", True),
        (("metrics", 0, "duration"), "3 years", False),
        (("metrics", 0, "duration"), None, True),
        (("metrics", 0, "quantity", "value"), "1.5e3", True),
        (("metrics", 0, "quantity", "value"), "many", False),
        (("metrics", 0, "quantity", "decimals"), 2**63, False),
        (("metrics", 0, "quantity"), "about 1,200 employees", True),
        (("metrics", 0, "quantity"), 1200, False),
        (("models", 1, "scores", 0, "quantity"), "80.4 %", True),
        (("models", 1, "scores", 0, "standard_error"), "2.2", True),
        (("models", 1, "scores", 0, "standard_error"), 2, True),
        (("models", 1, "scores", 0, "standard_error"), "about 2", False),
        (("models", 1, "scores", 0, "standard_error"), None, True),
        (("models", 1, "context_window"), "262K tokens", True),
        (("models", 1, "context_window"), None, True),
        (("models", 1, "context_window"), ["262K tokens"], False),
        (("id",), None, False),
        (("metrics", 0, "quantity"), {"value": 1, "unit": "1", "interval": [0, None]}, True),
        (("metrics", 0, "quantity"), {"value": 1, "unit": "1", "interval": [0]}, False),
        (("people", 0, "names"), [], False),
        (("people", 0, "inferred"), ["roles", "names"], True),
        (("people", 0, "inferred"), ["id"], False),
        (("models", 1, "prices", 0, "inferred"), ["unit", "currency"], True),
        (("models", 1, "prices", 0, "hours"), "22:00-06:00", True),
        (("models", 1, "prices", 0, "hours"), {"windows": ["22:00-06:00"]}, True),
        (("models", 1, "prices", 0, "hours"), ["22:00-06:00"], False),
        (("models", 1, "scores", 0, "inferred"), ["unit"], False),
        (("schema",), "1.9", False),
        (("claims", 0, "citations"), [{"section": "Outlook"}], False),
        (("default_source",), "annual-report", True),
        (("default_source",), 3, False),
    ],
)
def test_says_what_a_value_may_be(path: tuple[Any, ...], value: object, *, is_valid: bool) -> None:
    """Values on both sides of each limit are accepted or refused rightly."""
    document = copy.deepcopy(ACME)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert is_valid == WHOLE.is_valid(document)


@pytest.mark.parametrize("has_default", [True, False])
def test_a_default_source_completes_citations(*, has_default: bool) -> None:
    """A citation without a source is valid where the file names one for its rows."""
    document = copy.deepcopy(ACME)
    del document["models"][1]["prices"][0]["citations"][0]["source"]
    if has_default:
        document["default_source"] = "annual-report"

    assert has_default == WHOLE.is_valid(document)
    assert has_default is not rejects(document)


# Agreement with the loader

WORDS = (
    "", "acme", "anvil-1", "2026-05", "2026-13", "26", "model", "modle", "acme:x", "=", "12", "1.5",
    "P3Y", "--03-31", "1.0", "2.0",
)  # fmt: skip
junk: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: not x.is_integer())
    | st.sampled_from(WORDS)
    | st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


PLACES = list(places(ACME))
KEYS = sorted({str(path[-1]) for path in PLACES})


def follow(document: Any, path: tuple[Any, ...]) -> Any:
    """The value at the end of a path."""
    for step in path:
        document = document[step]
    return document


@st.composite
def spoilt_documents(draw: st.DrawFn) -> Any:
    """A valid document with one value replaced, left out or put in the wrong place."""
    document = copy.deepcopy(ACME)
    path = draw(st.sampled_from(PLACES))
    parent, last = follow(document, path[:-1]), path[-1]
    match draw(st.sampled_from(["junk", "move", "drop", "add"])):
        case "junk":
            parent[last] = draw(junk)
        case "move":
            parent[last] = copy.deepcopy(follow(ACME, draw(st.sampled_from(PLACES))))
        case "add" if isinstance(parent, dict):
            parent[draw(st.sampled_from(KEYS) | st.text(max_size=5))] = draw(junk)
        case _:
            del parent[last]
    return document


@given(spoilt_documents())
def test_agrees_with_the_loader(document: Any) -> None:
    """The loader refuses what the schema refuses, and the schema every fault of structure."""
    is_valid = WHOLE.is_valid(document)

    assert is_valid or rejects(document)
    assert not (is_valid and rejects_structure(document))


@given(st.sampled_from([*RECORDS, "company", "namespaces", "default_source"]), junk)
def test_agrees_with_the_loader_on_junk(key: str, value: Any) -> None:
    """Schema and loader agree on the structure of whatever stands in place of a section."""
    document = {"schema": "1.0", "id": "acme", key: value}
    is_valid = WHOLE.is_valid(document)

    assert is_valid or rejects(document)
    assert not (is_valid and rejects_structure(document))


def test_the_loader_finds_more() -> None:
    """The schema accepts an id that no record has; the loader refuses it."""
    document = copy.deepcopy(ACME)
    document["models"][1]["family"] = "nothing"

    assert WHOLE.is_valid(document)
    assert rejects(document)
    assert not rejects_structure(document)
