"""Try every regular expression of the package on long texts of its worst kinds.

Each is used as the source uses it, on 2,000 and on 20,000 characters. The time of a linear one
grows tenfold, that of a quadratic one a hundredfold. The script prints the worst ratio of processor
times of each, and ends with an error where one is above linear.
"""

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import aiproviders

SHORT, LONG = 2_000, 20_000
MOST = 30
"""The most that the time may grow with ten times the text, as times vary."""
QUICK = 0.0003
"""Seconds for the short text; a quadratic pattern takes milliseconds, so that less is linear."""
FUNCTIONS = {"compile", "fullmatch", "match", "search", "sub", "split", "findall", "finditer"}
METHODS: dict[str, Callable[[re.Pattern[str], str], object]] = {
    "fullmatch": re.Pattern.fullmatch,
    "match": re.Pattern.match,
    "search": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
}
BEGINNINGS = ("", "1", "about", "x_cost_per_")
ENDS = ("", "!", "\n", "x")
PIECES = (
    *" -_.,:;/\\\"'<>()[]+*~?%$#=01aA\n\t", "1,000", "1.", "a-", "a.", "a_", " to ", "0/", "..",
    "\\u", "'''", '"""', "<!--", "<svg", "~-", "(?", "_cost", "http://", "12M ", " per ",
)  # fmt: skip


class Use(NamedTuple):
    """A use of a regular expression in the source.

    Attributes:
        where: The module and the line.
        pattern: The expression.
        method: How it is used: `fullmatch`, `match`, or `search` for all that look anywhere.
    """

    where: str
    pattern: re.Pattern[Any]
    method: str


def uses() -> list[Use]:
    """Return every use of a regular expression in the package, each expression and method once."""
    found: dict[tuple[object, str], Use] = {}
    for info in pkgutil.walk_packages(aiproviders.__path__, "aiproviders."):
        if info.name != "aiproviders.__main__":  # it runs the command
            module = importlib.import_module(info.name)
            source = Path(str(module.__file__)).read_text("utf-8")
            for use in _uses_in(info.name, vars(module), source):
                found.setdefault((use.pattern, use.method), use)
    return list(found.values())


def _uses_in(name: str, names: dict[str, Any], source: str) -> Iterator[Use]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.keyword("metadata", ast.Dict([ast.Constant("pattern"), *_], [expression, *_])):
                pattern, method = _value(expression, names), "fullmatch"
            case ast.Call(ast.Attribute(ast.Name("re"), method)) if method in FUNCTIONS:
                compiled = method == "compile"
                pattern = _value(node if compiled else node.args[0], names)
            case ast.Call(ast.Attribute(ast.Name(variable), method)) if method in FUNCTIONS:
                pattern = names.get(variable)
            case _:
                continue
        if isinstance(pattern, str):
            pattern = re.compile(pattern)
        if isinstance(pattern, re.Pattern):
            how = method if method in METHODS else "fullmatch" if method == "compile" else "search"
            yield Use(f"{name}:{node.lineno}", pattern, how)


def _value(expression: ast.expr, names: dict[str, Any]) -> Any:
    """Return the value of an expression of a module; None where it has local names."""
    try:
        return eval(compile(ast.Expression(expression), "", "eval"), names)  # noqa: S307 - our own source
    except NameError:
        return None


def worst_ratio(use: Use) -> tuple[float, str]:
    """Return by how much the time grows with ten times the text at most, and on which text.

    It is 0 where the short text takes no time that says anything.
    """
    worst = 0.0, ""
    words = dict.fromkeys(re.findall(r"[a-zA-Z_]{2,}", str(use.pattern.pattern)))
    for begin, piece, end in product(BEGINNINGS, (*PIECES, *words), ENDS):
        short, long = (begin + piece * (length // len(piece)) + end for length in (SHORT, LONG))
        if (quick := _seconds(use, short)) > QUICK and (ratio := _seconds(use, long) / quick) > 1:
            if ratio > MOST:  # once more, as a single time may be that of something else
                ratio = min(ratio, _seconds(use, long) / _seconds(use, short))
            worst = max(worst, (ratio, f"{begin}{piece}…{end}"))
        if worst[0] > MOST:
            break
    return worst


def _seconds(use: Use, text: str) -> float:
    subject: Any = text.encode() if isinstance(use.pattern.pattern, bytes) else text
    start = process_time()
    METHODS[use.method](use.pattern, subject)
    return process_time() - start


def main() -> None:
    """Print the worst ratio of each use, and fail where one is above linear."""
    slow = 0
    for use in uses():
        ratio, text = worst_ratio(use)
        slow += ratio > MOST
        print(
            f"{ratio:6.1f}  {use.where} {use.method} {text!r}" if ratio else f"     -  {use.where}"
        )
    sys.exit(f"{slow} patterns are above linear" if slow else None)


if __name__ == "__main__":
    main()
