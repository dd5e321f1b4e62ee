"""No bundled fact changes unseen: digests of the data are kept beside the tests."""

import json
import shutil
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from made_up import ACME

from aiproviders import Provider, provider
from aiproviders._format.bundled import DATA
from aiproviders._format.registry import BUNDLED

KEPT = Path(__file__).with_name("digests.toml")


def digests(folder: Path, loaded: Provider) -> dict[str, str]:
    """What is kept of a provider: its versions, a digest of its rows and one of its JSON.

    The rows are those of its TOML files, and those it takes from the shared vocabulary; comments,
    versions and the code that reads them have no part in it.
    """
    rows: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, value in tomllib.loads(path.read_text("utf-8")).items():
            rows[key] = rows.get(key, []) + value if isinstance(value, list) else value
    for section in ("measures", "benchmarks"):
        shared = tomllib.loads((DATA / f"{section}.toml").read_text("utf-8"))[section]
        taken = getattr(loaded, section).ids
        rows[f"shared {section}"] = [row for row in shared if row["id"] in taken]
    versions = {name: rows.pop(name) for name in ("data_version", "schema")}
    texts = json.dumps(rows, sort_keys=True, default=str).encode()
    return {
        **versions,
        "rows": sha256(texts).hexdigest(),
        "json": sha256(loaded.to_json()).hexdigest(),
    }


def advice(id: str, kept: dict[str, str], found: dict[str, str]) -> str:
    """What to do about digests that are not those kept; nothing where they are."""
    if kept == found:
        return ""
    changed = {name for name in found if kept.get(name) != found[name]}
    reason = f"the rows of {id} are written otherwise and say the same"
    if not kept:
        reason = f"no digests of {id} are kept yet"
    elif changed == {"json"}:
        reason = (
            f"the rows of {id} are those kept, so it is the code that writes them otherwise; where "
            "a field came or went, raise SCHEMA in src/aiproviders/_validation.py"
        )
    elif changed == {"rows", "json"}:
        return (
            f"facts of {id} changed and its data_version is still {found['data_version']}; raise "
            f"it in src/aiproviders/data/{id}/provider.toml, say what changed under Data in "
            "CHANGELOG.md, and run this test again"
        )
    elif changed & {"data_version", "schema"}:
        versions = " and ".join(
            f"{name} {found[name]}" for name in ("data_version", "schema") if name in changed
        )
        reason = f"{id} has {versions} now"
    lines = [f"[{id}]", *(f'{name} = "{value}"' for name, value in found.items())]
    return "\n".join([f"{reason}; put this into tests/{KEPT.name}:", "", *lines])


@pytest.mark.parametrize("id", BUNDLED)
def test_bundled_data_is_as_kept(id: str) -> None:
    """Every bundled provider is, byte by byte, what it was when its digests were put down."""
    kept = tomllib.loads(KEPT.read_text("utf-8"))
    todo = advice(id, kept.get(id, {}), digests(Path(str(DATA / id)), provider(id)))

    if todo:
        pytest.fail(todo, pytrace=False)


def test_digests_are_kept_of_bundled_providers_alone() -> None:
    """No digest is kept of a provider that is no longer there."""
    assert set(BUNDLED) == set(tomllib.loads(KEPT.read_text("utf-8")))


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("# Models that", "# These models", set[str]()),
        ('input = "3"', 'input = "4"', {"rows", "json"}),
        ('data_version = "2026.05.1"', 'data_version = "2026.05.2"', {"data_version", "json"}),
        ('input = "3"', "input = 3", {"rows"}),
    ],
)
def test_digests_tell_facts_from_words(
    tmp_path: Path, old: str, new: str, changed: set[str]
) -> None:
    """A fact, a version and a way to write each change digests of their own; a comment, none."""
    folder = Path(shutil.copytree(ACME, tmp_path / "acme"))
    before = digests(folder, Provider.load(folder))
    for path in folder.iterdir():
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    after = digests(folder, Provider.load(folder))

    assert changed == {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"rows": "x", "json": "x"}, "raise it in src/aiproviders/data/acme/provider.toml"),
        ({"json": "x"}, "it is the code that writes them otherwise"),
        ({"rows": "x"}, "the rows of acme are written otherwise and say the same"),
        ({"rows": "x", "json": "x", "data_version": "2"}, "acme has data_version 2 now"),
        ({"json": "x", "schema": "1.1"}, "acme has schema 1.1 now"),
    ],
)
def test_advice_tells_what_to_do(changed: dict[str, str], reason: str) -> None:
    """The advice says what changed and which number to raise, and then what to keep."""
    kept = {"data_version": "1", "schema": "1.0", "rows": "a", "json": "b"}
    todo = advice("acme", kept, kept | changed)
    _, _, lines = todo.partition("digests.toml:\n\n")

    assert reason in todo
    if "raise it" not in reason:
        assert {"acme": kept | changed} == tomllib.loads(lines)
    assert not advice("acme", kept, kept)
    assert "no digests of acme are kept yet" in advice("acme", {}, kept)
