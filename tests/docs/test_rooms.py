"""The rooms of the package: in one order, of few modules, and drawn as they are."""

import ast
import re
import tomllib
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from made_up import ROOT

from tools.docs import DOCS, rooms

PACKAGE = ROOT / "src" / "aiproviders"
MOST_FILES_AT_THE_TOP = 8
MOST_MODULES = 14
LONGEST_DOCSTRING = 12  # lines

# Every folder with modules, those in rooms too.
FOLDERS = sorted({path.parent for path in PACKAGE.rglob("*.py")} - {PACKAGE})


def named(path: Path) -> str:
    """A path by its place in the package."""
    return path.relative_to(PACKAGE).as_posix()


def layers() -> list[list[str]]:
    """The rooms as the import-linter configuration has them, the highest layer first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


def room_of(path: str) -> str:
    """The name that imports use for a folder or a file."""
    return path.removesuffix("/").removesuffix(".py")


# What is drawn


@pytest.mark.parametrize("path", rooms.pages(), ids=lambda path: path.name)
def test_the_picture_and_the_lists_are_current(path: Path) -> None:
    """The picture of the rooms and the lists of them are what the script writes."""
    assert path.read_text("utf-8") == rooms.pages()[path], "run python -m tools.docs.rooms"


@pytest.mark.parametrize("page", rooms.PAGES, ids=lambda page: page.name)
def test_pages_have_a_line_for_each_room(page: Path) -> None:
    """The list of a page has one line for each room of the contract, in its order, and no other."""
    listed = page.read_text("utf-8").split(rooms.BEGIN)[1].split(rooms.END)[0]
    names = re.findall(r"^(?:-|\|) `([^`]+)`(?::| \|) \w", listed, re.MULTILINE)

    assert [*chain(*layers())] == [*map(room_of, names)]
    assert len(names) == len(re.findall(r"^(?:- |\| `)", listed, re.MULTILINE))


def test_the_picture_has_each_room_in_its_place() -> None:
    """The page shows a picture of each room of the contract, below all rooms that may import it."""
    assert "](static/rooms.svg)" in (DOCS / "architecture.md").read_text("utf-8")
    drawn = re.findall(r'class="name" x="\d+" y="(\d+)">([^<]+)<', rooms.PICTURE.read_text("utf-8"))
    places = {room_of(text): int(y) for y, text in drawn if "/" not in text[:-1]}

    assert [*chain(*layers())] == [*places]
    assert sorted(places.values()) == [*places.values()]


def test_the_page_and_the_picture_name_the_doors() -> None:
    """The picture and the page number the doors alike, and the page says which rooms they call."""
    text = (DOCS / "architecture.md").read_text("utf-8")
    listed = re.findall(r"^(\d)\. `([^`]+)`: (.*)$", text, re.MULTILINE)
    drawn = re.findall(r">([^<]+/[^<]+\.py)<", rooms.PICTURE.read_text("utf-8"))
    found = [f"{door.room}/{door.module}.py" for door in rooms.doors()]

    assert found == drawn == [path for _, path, _ in listed]
    assert ["1", "2", "3", "4"] == [number for number, _, _ in listed]
    for door, (_, _, sentence) in zip(rooms.doors(), listed, strict=True):
        assert {*door.targets} == {*re.findall(r"`(_\w+)`", sentence)}


@pytest.mark.parametrize("page", rooms.PAGES, ids=lambda page: page.name)
def test_the_pages_name_folders_and_modules_that_are_there(page: Path) -> None:
    """Every folder and module that a page names is in the project or in the package."""
    paths = re.findall(r"`([\w./]+(?:/|\.py|/\w+\.toml))`", page.read_text("utf-8"))

    assert paths
    assert [] == [
        path
        for path in paths
        if not any((folder / path).exists() for folder in (ROOT, PACKAGE.parent, PACKAGE))
    ]


# What is there


def test_every_folder_and_file_is_in_the_contract() -> None:
    """The contract orders each folder with modules and each file at the top, and nothing else."""
    folders = {path.name for path in FOLDERS if path.parent == PACKAGE}
    files = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__"}

    assert sorted(folders | files) == sorted(chain(*layers()))


def test_rooms_are_small() -> None:
    """A stranger can take in the top of the package, and each folder, at a glance."""
    assert len([path for path in PACKAGE.iterdir() if path.is_file()]) <= MOST_FILES_AT_THE_TOP
    sizes = {named(folder): len([*folder.glob("*.py")]) for folder in FOLDERS}
    assert {} == {folder: size for folder, size in sizes.items() if size > MOST_MODULES}


@pytest.mark.parametrize("folder", FOLDERS, ids=named)
def test_a_room_says_what_it_is_for_and_loads_nothing(folder: Path) -> None:
    """The `__init__` of a folder is a short docstring; a public one may export its names too."""
    tree = ast.parse((folder / "__init__.py").read_text("utf-8"))
    said = ast.get_docstring(tree)

    assert said
    assert len(said.splitlines()) <= LONGEST_DOCSTRING
    assert said.splitlines()[0].endswith(".")
    if folder.name.startswith("_") or folder.parent != PACKAGE:
        assert 1 == len(tree.body)
    elif len(tree.body) > 1:
        assert "__all__" in {
            target.id
            for each in tree.body
            if isinstance(each, ast.Assign)
            for target in each.targets
            if isinstance(target, ast.Name)
        }


def imported_by_text(tree: ast.AST) -> Iterator[str]:
    """How the names begin that functions import as texts."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and call.args:
            function = getattr(call.func, "id", getattr(call.func, "attr", None))
            name = call.args[0]
            if isinstance(name, ast.JoinedStr):
                name = name.values[0]
            if function in ("import_module", "__import__") and isinstance(name, ast.Constant):
                yield str(name.value)


def test_only_what_is_lazy_imports_our_modules_by_text() -> None:
    """Public names, commands and sections load by name, and nothing else: no linter can see it."""
    found = {
        named(path)
        for path in PACKAGE.rglob("*.py")
        for name in imported_by_text(ast.parse(path.read_text("utf-8")))
        if name.startswith(("aiproviders", "."))
    }

    assert {
        "__init__.py",
        "usage/__init__.py",
        "_cli/main.py",
        "_records/sections/catalogs.py",
    } == found
