"""Writes the picture of the rooms of the package, and the lists of them in two pages.

The order and the doors are those of the import-linter contract in `pyproject.toml`; what a room is
for is the first line of its docstring. Run it after a change of either.
"""

import ast
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from tools.docs import DOCS

PICTURE = DOCS / "static" / "rooms.svg"
PAGES = {
    DOCS / "architecture.md": ("", "- `{path}`: {purpose}\n"),
    DOCS.parent / "CONTRIBUTING.md": (
        "| room | what it is for |\n|---|---|\n",
        "| `{path}` | {purpose} |\n",
    ),
}
"""The pages that list the rooms, each with the head of its list and the form of a line."""
PACKAGE = DOCS.parent / "src" / "aiproviders"
BEGIN, END = "<!-- rooms begin -->", "<!-- rooms end -->"


class Room(NamedTuple):
    """A folder or a file at the top of the package.

    Attributes:
        name: Its name in imports.
        path: Its name on disk; that of a folder ends in a slash.
        purpose: The first line of its docstring.
    """

    name: str
    path: str
    purpose: str

    @property
    def is_public(self) -> bool:
        """Whether users import the room, or run it."""
        return not self.name.startswith("_") or self.name.startswith("__")


class Door(NamedTuple):
    """A module whose methods call rooms above its own.

    Attributes:
        room: Name of the room that it stands in.
        module: Its name in that room.
        targets: Names of the rooms that it calls.
    """

    room: str
    module: str
    targets: tuple[str, ...]


def contract() -> dict[str, Any]:
    """Return the import-linter contract that orders the rooms."""
    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text("utf-8"))
    (found,) = (
        each for each in project["tool"]["importlinter"]["contracts"] if each["type"] == "layers"
    )
    return dict(found)


def floors() -> list[list[Room]]:
    """Return the rooms, the highest floor first; rooms of a floor do not import each other."""
    return [[_room(name.strip()) for name in layer.split("|")] for layer in contract()["layers"]]


def doors() -> list[Door]:
    """Return the modules that may import upwards, those that reach highest last."""
    found: dict[tuple[str, str], list[str]] = {}
    for line in contract()["ignore_imports"]:
        importer, _, imported = line.partition(" -> ")
        _, room, module = importer.split(".")
        targets = found.setdefault((room, module), [])
        if (target := imported.split(".")[1]) not in targets:
            targets.append(target)
    height = {room.name: -at for at, floor in enumerate(floors()) for room in floor}
    return sorted(
        (Door(*place, tuple(targets)) for place, targets in found.items()),
        key=lambda door: (max(map(height.__getitem__, door.targets)), -len(door.targets)),
    )


def _room(name: str) -> Room:
    is_folder = (PACKAGE / name).is_dir()
    file = PACKAGE / name / "__init__.py" if is_folder else PACKAGE / f"{name}.py"
    return Room(name, f"{name}/" if is_folder else f"{name}.py", first_line(file))


def first_line(file: Path) -> str:
    """Return the first line of the docstring of a module."""
    text = ast.get_docstring(ast.parse(file.read_text("utf-8")))
    return (text or "").partition("\n")[0]


def page(path: Path) -> str:
    """Return the text of a page with the present list of rooms."""
    before, rest = path.read_text("utf-8").split(BEGIN)
    _, after = rest.split(END)
    head, form = PAGES[path]
    lines = "".join(form.format(**room._asdict()) for floor in floors() for room in floor)
    return f"{before}{BEGIN}\n\n{head}{lines}\n{END}{after}"


# The picture: lengths are pixels, and the width is such that a phone can show the text.

_WIDTH = 420
_LEFT, _RIGHT = 36, 354  # of the boxes
_MARGIN = 12
_GAP = 10  # between floors
_PADDING = 10
_INSET = 8  # of the rooms in a floor of several
_LINE = 17
_ROW = 24  # of the legend
_LANE = 15  # between the arrows of two doors
_RADIUS = 8
_LETTER = 6.9  # width of a letter in a wide font; the text has to fit in whatever font there is

_STYLE = """\
:root { --paper: #fff; --ink: #1f2328; --soft: #59636e; --edge: #c8d1da; --fill: #f6f8fa;
  --open: #ddf1ff; --open-edge: #4393d8; --door: #b34700; --on-door: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #131416; --ink: #f0f3f6; --soft: #a5aeb8; --edge: #444c56; --fill: #1d2127;
    --open: #10304d; --open-edge: #4393e6; --door: #f2924c; --on-door: #131416; }
}
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
.name { font: 600 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.title { font-size: 16px; font-weight: 700; }
.soft { fill: var(--soft); }
.number { font-size: 11px; font-weight: 700; fill: var(--on-door); text-anchor: middle; }
.paper { fill: var(--paper); }
.room { fill: var(--fill); stroke: var(--edge); }
.public { fill: var(--open); stroke: var(--open-edge); }
.floor { fill: none; stroke: var(--soft); stroke-dasharray: 4 3; }
.arrow { fill: none; stroke: var(--soft); stroke-width: 1.5; }
.door { fill: none; stroke: var(--door); stroke-width: 1.5; }
.arrow-head { fill: var(--soft); }
.door-head { fill: var(--door); }
"""


class _Box(NamedTuple):
    room: Room
    left: int
    top: int
    right: int
    lines: list[str]

    @property
    def bottom(self) -> int:
        return self.top + 32 + _LINE * len(self.lines)


def picture() -> str:
    """Return the picture of the rooms, as SVG for light and for dark pages."""
    head = _lines(first_line(PACKAGE / "__init__.py"), _WIDTH - 2 * _MARGIN)
    top = 46 + _LINE * len(head)
    boxes, frames = list[_Box](), list[str]()
    y = top
    for floor in floors():
        inset = _INSET if len(floor) > 1 else 0
        begin, y = y, y + inset
        for room in floor:
            left, right = _LEFT + inset, _RIGHT - inset
            lines = _lines(room.purpose, right - left - 2 * _PADDING)
            boxes.append(box := _Box(room, left, y, right, lines))
            y = box.bottom + inset
        if inset:
            frames.append(_rectangle("floor", _LEFT, begin, _RIGHT, y))
        y += _GAP
    bottom = y - _GAP
    legend, height = _legend(bottom + 30)
    body = [
        _rectangle("paper", 0, 0, _WIDTH, height),
        _text("aiproviders", _MARGIN, 28, "name title"),
        *(_text(line, _MARGIN, 48 + _LINE * at, "soft") for at, line in enumerate(head)),
        *_downwards(top, bottom),
        *frames,
        *(part for box in boxes for part in _drawn(box)),
        *_upwards({box.room.name: box for box in boxes}),
        *legend,
    ]
    size = f'width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title">',
            "<!-- Written by tools/docs/rooms.py. -->",
            '<title id="title">The rooms of the package, the highest first</title>',
            f"<style>\n{_STYLE}</style>",
            *body,
            "</svg>\n",
        ]
    )


def _drawn(box: _Box) -> Iterator[str]:
    kind = "room public" if box.room.is_public else "room"
    yield _rectangle(kind, box.left, box.top, box.right, box.bottom)
    yield _text(box.room.path, box.left + _PADDING, box.top + 20, "name")
    for at, line in enumerate(box.lines):
        yield _text(line, box.left + _PADDING, box.top + 39 + _LINE * at)


def _downwards(top: int, bottom: int) -> Iterator[str]:
    """The arrow beside the rooms, which says in which direction they import."""
    x, middle = 18, (top + bottom) // 2
    yield f'<path class="arrow" d="M{x} {top}V{bottom - 6}"/>'
    yield f'<path class="arrow-head" d="M{x - 5} {bottom - 9}h10l-5 9z"/>'
    yield f'<rect class="paper" x="{x - 8}" y="{middle - 62}" width="16" height="124"/>'
    yield (
        f'<text class="soft" text-anchor="middle" transform="translate({x - 4} {middle}) '
        'rotate(90)">imports go down</text>'
    )


def _upwards(boxes: dict[str, _Box]) -> Iterator[str]:
    """An arrow from each door to the rooms that it calls; in the order of `doors` none cross."""
    entries = dict.fromkeys(boxes, 0)
    for at, door in enumerate(doors()):
        x = _RIGHT + 22 + _LANE * at
        home = boxes[door.room]
        begin = home.top + 12 + (_RADIUS * 2 + 3) * at
        ends = list[int]()
        for target in door.targets:
            box = boxes[target]
            ends.append(box.bottom - 12 - _LANE * entries[target])
            entries[target] += 1
            yield from _arrow(x, ends[-1], box.right)
        yield f'<path class="door" d="M{home.right} {begin}H{x}V{min(ends)}"/>'
        yield from _badge(at + 1, home.right, begin)


def _arrow(begin: int, y: int, end: int) -> Iterator[str]:
    """The last part of a door's arrow, which points to the left."""
    yield f'<path class="door" d="M{begin} {y}H{end + 6}"/>'
    yield f'<path class="door-head" d="M{end + 1} {y}l8 -4.5v9z"/>'


def _legend(top: int) -> tuple[list[str], int]:
    """What the colors and the numbers mean, and where the picture ends."""
    parts, y = list[str](), top
    meanings = {
        "room public": "imported or run by users",
        "floor": "these do not import each other",
    }
    for kind, meaning in meanings.items():
        parts.append(_rectangle(kind, _LEFT, y - 12, _LEFT + 22, y + 3))
        parts.append(_text(meaning, _LEFT + 32, y))
        y += _ROW
    parts += _arrow(_LEFT + 22, y - 4, _LEFT - 1)
    parts.append(_text("a door: its methods call rooms above", _LEFT + 32, y))
    y += _ROW
    for number, door in enumerate(doors(), 1):
        parts += _badge(number, _LEFT + 11, y - 4)
        parts.append(_text(f"{door.room}/{door.module}.py", _LEFT + 32, y, "name"))
        y += _ROW
    return parts, y - 4


def _badge(number: int, x: int, y: int) -> Iterator[str]:
    yield f'<circle class="door-head" cx="{x}" cy="{y}" r="{_RADIUS}"/>'
    yield _text(str(number), x, y + 4, "number")


def _rectangle(kind: str, left: int, top: int, right: int, bottom: int) -> str:
    return (
        f'<rect class="{kind}" x="{left}" y="{top}" width="{right - left}" '
        f'height="{bottom - top}" rx="6"/>'
    )


def _text(text: str, x: int, y: int, kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f'<text{name} x="{x}" y="{y}">{escape(text, quote=False)}</text>'


def _lines(text: str, width: int) -> list[str]:
    """A text without marks of code, in lines of a width."""
    return wrap(text.replace("`", ""), int(width / _LETTER), break_on_hyphens=False)


def pages() -> dict[Path, str]:
    """Return the text of each file that this writes, by its path."""
    return {PICTURE: picture(), **{path: page(path) for path in PAGES}}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, "utf-8")
