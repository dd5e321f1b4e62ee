"""A hook of PyInstaller: the data, schemas and texts, each with the folder that it belongs in."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]

datas = [
    (str(path), str(path.parent.relative_to(_PACKAGE.parent)))
    for path in _PACKAGE.rglob("*")
    if path.is_file() and path.suffix not in {".py", ".pyc"}
]
