"""No bundled fact changes unseen: digests of the data are kept beside the tests."""

import shutil
from pathlib import Path

import pytest
from made_up import ACME

from aiproviders import Period, Provider
from tools.data import digests, versions
from tools.data.digests import change


def test_bundled_data_is_as_kept() -> None:
    """Every bundled provider is, byte by byte, what it was when its digests were put down."""
    changed = digests.changes()

    if changed:
        pytest.fail(f"{'; '.join(changed)}: run nox -s data", pytrace=False)
    assert digests.KEPT.read_text("utf-8") == digests.text()


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
    before = digests.digests(folder, Provider.load(folder))
    for path in folder.iterdir():
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    after = digests.digests(folder, Provider.load(folder))

    assert changed == {name for name in before if before[name] != after[name]}


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"rows": "x", "json": "x"}, "facts of acme changed"),
        ({"rows": "x"}, "the rows of acme are written otherwise and say the same"),
        ({"rows": "x", "json": "x", "data_version": "2"}, "acme has data_version 2 now"),
        ({"json": "x", "schema": "1.1"}, "acme has schema 1.1 now"),
    ],
)
def test_digests_tell_what_changed(changed: dict[str, str], reason: str) -> None:
    """Digests tell new facts from new code and new words; a version is named by its number."""
    old = {"data_version": "1", "schema": "1.0", "rows": "a", "json": "b"}

    assert reason == change("acme", old, old | changed)
    assert "raise SCHEMA" in change("acme", old, old | {"json": "x"})
    assert "acme is new" == change("acme", {}, old)


@pytest.mark.parametrize(
    ("version", "newest", "after"),
    [
        ("2026.06.2", "2026-06", "2026.06.3"),
        ("2026.06.9", "2025-12-31", "2026.06.10"),
        ("2026.06.2", "2026-07-01", "2026.07.1"),
        ("2026.12.4", "2027", "2027.01.1"),
        ("2026.06.2", None, "2026.06.3"),
    ],
)
def test_a_version_is_the_month_of_the_newest_fact_and_a_counter(
    version: str, newest: str | None, after: str
) -> None:
    """A fact of a later month begins to count anew; any other raises the counter."""
    assert after == versions.raised(version, Period(newest) if newest else None)


def test_a_version_is_raised_where_it_stands(tmp_path: Path) -> None:
    """Of a file, the version changes and nothing else."""
    path = Path(shutil.copy(ACME / "provider.toml", tmp_path))
    before = path.read_text("utf-8")
    versions.raise_version(path, "2026.05.2")

    assert before.replace('"2026.05.1"', '"2026.05.2"', 1) == path.read_text("utf-8") != before
