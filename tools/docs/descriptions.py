"""Writes what classes and fields are into descriptions.json; run it after a docstring changes.

Tables and the JSON Schema have these texts, also where Python drops docstrings (`-OO`).
"""

import inspect
import json
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from attrs import has

import aiproviders

PAGE = Path(aiproviders.__file__).with_name("_records") / "descriptions.json"

# A line such as `name: Meaning.`, and the lines that continue it.
_FIELD = re.compile(r"^ +(\w+): (.+(?:\n {8,}.+)*)", re.MULTILINE)


def page() -> str:
    """Return the text of the file."""
    found = {cls.__name__: _described(cls) for cls in _classes()}
    described = {name: found[name] for name in sorted(found) if found[name]["fields"]}
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _classes() -> list[type[Any]]:
    """Return the public classes with fields, wherever in the package they stand."""
    modules = [
        import_module(each.name)
        for each in walk_packages(aiproviders.__path__, "aiproviders.")
        if each.name != "aiproviders.__main__"
    ]
    return [
        cls
        for module in modules
        for name, cls in vars(module).items()
        if isinstance(cls, type)
        and has(cls)
        and cls.__module__ == module.__name__
        and not name.startswith("_")
    ]


def _described(cls: type[Any]) -> dict[str, Any]:
    text = inspect.cleandoc(cls.__doc__ or "")
    attributes = text.partition("\nAttributes:\n")[2].partition("\n\n")[0]
    return {
        "class": _one_line(text.partition("\n\n")[0]),
        "fields": {name: _one_line(meaning) for name, meaning in _FIELD.findall(attributes)},
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
