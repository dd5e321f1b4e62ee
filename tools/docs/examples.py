"""Writes the examples of the documentation as a module whose constructors type checkers check.

`python -m tools.docs.examples FILE` writes it; `nox -s consumer` has it checked. Every example is a
function. Lines that make no object of a public class are marked to be let pass: an example may
leave out annotations, or use a library that is not installed, and tests run it.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from doctest import DocTestParser
from pathlib import Path
from textwrap import indent

from tools.docs import DOCS, public_names

HEAD = """\
# mypy: warn-unused-ignores=False
# pyright: reportUnusedExpression=false, reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
"""
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def module() -> str:
    """Return the text of the module."""
    classes = {
        name.rpartition(".")[2] for name, each in public_names().items() if inspect.isclass(each)
    }
    return HEAD + "".join(
        f"\n\ndef example_{number}() -> None:\n{indent(_checked(code, classes), '    ')}\n"
        for number, code in enumerate(filter(None, _examples()))
    )


def _examples() -> Iterator[str]:
    """The code of each page and of each docstring that has examples."""
    root = DOCS.parent
    for path in (root / "README.md", *sorted(DOCS.rglob("*.md"))):
        blocks = _BLOCK.findall(path.read_text("utf-8"))
        yield "\n".join(_code(block) if ">>> " in block else block for block in blocks)
    for path in sorted((root / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.Module):
                yield _code(ast.get_docstring(node) or "")


def _code(text: str) -> str:
    """Return the lines after the prompts of a text, without those that are to fail."""
    examples = DocTestParser().get_examples(text)
    return "".join(each.source for each in examples if each.exc_msg is None)


def _checked(code: str, classes: set[str]) -> str:
    """Return code, an expression a line, with a mark on each line that makes no object."""
    text = ast.unparse(ast.parse(code))
    making = {
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in classes
    }
    return "\n".join(
        line if number in making else f"{line}  # type: ignore"
        for number, line in enumerate(text.splitlines(), start=1)
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(module(), "utf-8")
