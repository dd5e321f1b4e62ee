"""Mutants: modules with one change inside of a function."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

Place = tuple[str, str, int]
"""The file, the qualified name and the first line of a function that stands in no other one."""


class Mutant(NamedTuple):
    """A module with one change."""

    path: Path
    number: int
    change: str
    source: Callable[[], str]

    def code(self) -> tuple[Place, CodeType] | None:
        """Return the code of the function that is another one; None if it comes to the same."""
        ours = functions(self.path, self.path.read_text("utf-8"))
        theirs = functions(self.path, self.source())
        for place, code in theirs.items():
            if _bare(code) != _bare(ours[place]):
                return place, code
        return None


def functions(path: Path, source: str) -> dict[Place, CodeType]:
    """Return the code of all functions of a module that stand in no other function."""
    return dict(_functions(compile(source, str(path.resolve()), "exec", dont_inherit=True)))


def _functions(code: CodeType) -> Iterator[tuple[Place, CodeType]]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            # Only the bodies of functions have variables of their own that need no dictionary.
            if each.co_flags & 1:
                yield (each.co_filename, each.co_qualname, each.co_firstlineno), each
            else:
                yield from _functions(each)


def _bare(code: CodeType) -> CodeType:
    """Return code without where it stands in the line, inner functions included."""
    consts = (_bare(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=b"", co_consts=tuple(consts))


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield a module with every change of mutmut to the body of a function."""
    cst: Any = import_module("libcst")
    operators: Any = import_module("mutmut.mutation.mutators").mutation_operators
    module = cst.parse_module(path.read_text("utf-8"))
    number = 0
    for node in _inside_of_functions(cst, module.body):
        for kind, operator in operators:
            for changed in operator(node) if isinstance(node, kind) else ():
                number += 1
                words = (" ".join(module.code_for_node(each).split()) for each in (node, changed))
                # To write a module takes long, and most of its mutants are not in the sample.
                source = partial(_source, module, node, changed)
                yield Mutant(path, number, " -> ".join(words), source)


def _source(module: Any, node: Any, changed: Any) -> str:
    return str(module.deep_replace(node, changed).code)


def _inside_of_functions(cst: Any, nodes: Iterable[Any]) -> Iterator[Any]:
    for node in nodes:
        if isinstance(node, cst.FunctionDef):
            yield from _within(cst, node.body)
        else:
            yield from _inside_of_functions(cst, node.children)


def _within(cst: Any, node: Any) -> Iterator[Any]:
    """Yield a node and those within it, other than docstrings and what is for type checkers."""
    is_docstring = isinstance(node, cst.Expr) and isinstance(node.value, cst.BaseString)
    if not is_docstring and not isinstance(node, cst.Annotation):
        yield node
        for child in node.children:
            yield from _within(cst, child)
