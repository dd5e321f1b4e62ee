"""Writes what `where` of each catalog takes, as types, from the classes of its records."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from typing import Any, get_args

from attrs import fields_dict

from aiproviders._analysis.audit.findings import Findings
from aiproviders._records.catalog import Catalog
from aiproviders._records.lookup.conditions import Kind, kind_of
from aiproviders._records.providers import Providers
from aiproviders._records.record import Record
from aiproviders._records.sections.catalogs import SECTIONS, catalog_type
from aiproviders._records.sections.event import OwnKind
from aiproviders._values.period import Period

OF_RECORDS = "aiproviders._records.lookup.record_fields"
MODULES: dict[str, list[Any]] = {
    OF_RECORDS: [*map(catalog_type, SECTIONS), Providers],
    "aiproviders._analysis.audit.finding_fields": [Findings],
}
"""The modules that are written, each with the catalogs that it is for."""

_HEAD = '''\
"""What `where` takes of the fields and properties of records, for type checkers.

Written by tools/data/record_fields.py.
"""

'''
_BUILTIN = "builtins"
_LONGEST = 100


def compared(cls: type, where: Any) -> Iterator[tuple[str, Kind]]:
    """Yield what a class of records can be asked for, and `where` has no argument of its own for.

    Fields come first, then properties.
    """
    for name in dict.fromkeys([*fields_dict(cls), *dir(cls)]):
        kind = kind_of(cls, name)
        if kind is not None and name not in signature(where).parameters:
            yield name, kind


def types_of(kind: Kind, cls: type) -> dict[str, str]:
    """Return what a field is compared with: the names of types, each with its module."""
    named = vars(sys.modules[cls.__module__]).items()
    words = {name: _home(name) for name, each in named if get_args(each) == kind.words != ()}
    if kind.own_words:
        words[OwnKind.__name__] = OwnKind.__module__
    if kind.id_of is not None:
        return {"Identified": "aiproviders._records.catalog", "str": _BUILTIN}
    if kind.of is Period:
        return {"Moment": Period.__module__}
    return words if kind.of is str and words else {kind.of.__name__: kind.of.__module__} | words


def _home(alias: str) -> str:
    """Return the module that defines an alias, such as `Access: TypeAlias = …`."""
    ours = {name: each for name, each in sys.modules.items() if name.startswith("aiproviders.")}
    return next(
        name for name, each in ours.items() if alias in vars(each).get("__annotations__", {})
    )


def text(module: str) -> str:
    """Return the text of a module of types."""
    imports = defaultdict[str, set[str]](set)
    imports["aiproviders._records.lookup.conditions"].add("AnyOf")
    plain: Any = Catalog
    shared = dict(compared(Record, plain.where))
    catalogs = [(each._own_types[0], each) for each in MODULES[module]]
    if module == OF_RECORDS:
        catalogs.insert(0, (Record, plain))
    written: list[str] = []
    for cls, catalog in catalogs:
        adds = issubclass(cls, Record) and cls is not Record
        base, home = ("RecordFields", OF_RECORDS) if adds else ("TypedDict", "typing")
        imports[home].add(base)
        lines = [f"class {cls.__name__}Fields({base}, total=False):"]
        lines.append(f'    """What `{catalog.__name__}.where` takes."""\n')
        for name, kind in compared(cls, catalog.where):
            if adds and name in shared:
                continue
            types = types_of(kind, cls)
            lines.append(f"    {name}: AnyOf[{' | '.join(types)}]")
            for each, home in types.items():
                imports[home].add(each)
        written.append("\n".join(lines))
    homes = sorted({*imports} - {_BUILTIN, "typing", module})
    standard = [_import("typing", sorted(imports["typing"])) + "\n"] if imports["typing"] else []
    rows = [*standard, *(_import(home, sorted(imports[home])) for home in homes)]
    return "\n\n\n".join([_HEAD + "\n".join(rows), *written]) + "\n"


def _import(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _LONGEST:
        return line
    rows = "".join(f"    {name},\n" for name in names)
    return f"from {module} import (\n{rows})"


def path_of(module: str) -> Path:
    """Return the path of a module of types."""
    package, *parts = module.split(".")
    return Path(str(sys.modules[package].__file__)).parent.joinpath(*parts).with_suffix(".py")


if __name__ == "__main__":
    for each in MODULES:
        path_of(each).write_text(text(each), "utf-8")
