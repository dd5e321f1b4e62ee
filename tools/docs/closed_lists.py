"""Writes the closed lists and their words into closed-lists.md; run it after a list changes."""

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, Literal, get_args, get_origin

from attrs import fields, has

import aiproviders
from aiproviders import Catalog, types
from tools.docs import DOCS, public_names

PAGE = DOCS / "closed-lists.md"
HEAD = """\
% Written by tools/docs/closed_lists.py.

# Closed lists

Where a field or an argument takes one of a few words, these are the words.
Another one is refused, by a type checker and when the record is made.
In Python they are plain texts.

| Name in `aiproviders.types` | Stands in | Says | Words |
| --- | --- | --- | --- |
"""
NAMES = """
## Names for annotations

These names stand for a closed list or a union of types.

```{eval-rst}
"""


def page() -> str:
    """Return the text of the page."""
    named = dict(aliases())
    names = {kind: name for name, (kind, _) in named.items() if name in types.__all__}
    rows = "".join(
        f"| {f'`{names[kind]}`' if kind in names else ''} | {', '.join(places)} | {says} "
        f"| {', '.join(f'`{word}`' for word in get_args(kind))} |\n"
        for kind, says, places in closed_lists()
    )
    entries = "\n".join(
        f".. py:data:: aiproviders.types.{name}\n\n   {named[name][1].replace('`', '``')}\n"
        for name in types.__all__
        if name in named
    )
    return f"{HEAD}{rows}{NAMES}{entries}```\n"


def closed_lists() -> list[tuple[Any, str, list[str]]]:
    """Return each closed list of the public interface, its meaning, and its places."""
    documented = dict(aliases())
    found: dict[Any, dict[str, None]] = {}
    for place, annotation in _annotations():
        for kind in _literals(documented, annotation):
            found.setdefault(kind, {})[f"`{place}`"] = None
    meanings = dict(documented.values())
    return sorted(
        ((kind, meanings.get(kind, ""), list(places)) for kind, places in found.items()),
        key=lambda each: each[2],
    )


def _annotations() -> Iterator[tuple[str, Any]]:
    """Every field of a public class and every argument of a public function or method."""
    for path, each in public_names().items():
        name = path.removeprefix("types.").removeprefix("results.")
        if inspect.isfunction(each):
            yield from _arguments(name, each)
        elif inspect.isclass(each):
            if has(each):
                yield from (
                    (f"{name}.{field.name}", field.type)
                    for field in fields(each)
                    if field.name != "inferred"  # whose words are the names of the others
                )
            for method_name, method in inspect.getmembers(each, _is_function):
                own = method_name in vars(each) or each is Catalog
                if own and not method_name.startswith("_"):
                    yield from _arguments(f"{name}.{method_name}", method)


def _is_function(member: object) -> bool:
    return inspect.isfunction(member) or inspect.ismethod(member)


def _arguments(name: str, function: Any) -> Iterator[tuple[str, Any]]:
    for argument in inspect.signature(function).parameters.values():
        yield f"{name}({argument.name})", argument.annotation


def _literals(documented: dict[str, tuple[Any, str]], annotation: Any) -> Iterator[Any]:
    """The closed lists in an annotation."""
    if isinstance(annotation, str):
        for name in re.findall(r"\w+", annotation):
            yield from _literals(documented, documented.get(name, (None, ""))[0])
    elif get_origin(annotation) is Literal:
        yield annotation
    else:
        for inner in get_args(annotation):
            yield from _literals(documented, inner)


def aliases() -> Iterator[tuple[str, tuple[Any, str]]]:
    """The named closed lists and unions, each with the docstring below it."""
    names = (each.name for each in walk_packages(aiproviders.__path__, "aiproviders."))
    for name in sorted(names):
        if name == "aiproviders.__main__":
            continue
        module = import_module(name)
        body = ast.parse(Path(module.__file__ or "").read_text("utf-8")).body
        for alias, text in pairwise(body):
            if (
                isinstance(alias, ast.AnnAssign)
                and isinstance(alias.target, ast.Name)
                and getattr(alias.annotation, "id", None) == "TypeAlias"
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            ):
                kind = getattr(module, alias.target.id)
                yield alias.target.id, (kind, " ".join(str(text.value.value).split()))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
