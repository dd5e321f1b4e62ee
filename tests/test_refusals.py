"""Whatever public callables are given, they work or say in words of the package what is wrong."""

import dis
import inspect
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import SimpleNamespace, TracebackType
from typing import Any, cast

import pytest
from attrs import fields, has
from made_up import PRICE_CATALOGS
from matplotlib import pyplot as plt

import aiproviders
from aiproviders import (
    Catalog,
    Period,
    Provider,
    Usage,
    audit,
    compare,
    diff,
    gaps,
    price_performance,
    timeline,
)
from aiproviders.errors import AIProvidersError

SOURCE = Path(aiproviders.__file__).parent
WRONG: tuple[Any, ...] = (5, "x", None, object(), ["x"], Period("2026"))
LONGEST = 300


def public_modules() -> Iterator[Any]:
    """Every module that users import."""
    yield aiproviders
    for found in walk_packages(aiproviders.__path__, "aiproviders."):
        if "._" not in found.name:
            yield import_module(found.name)


def public_callables() -> dict[str, Any]:
    """The functions and classes of the public modules, by their names."""
    return {
        f"{module.__name__}.{name}": found
        for module in public_modules()
        for name in getattr(module, "__all__", ["read"])  # the one function of each adapter
        if inspect.isroutine(found := getattr(module, name, None)) or inspect.isclass(found)
        if not getattr(found, "_is_protocol", False)
    }


PUBLIC = public_callables()


def inner_objects(value: Any, found: dict[type, Any]) -> None:
    """Note an object of each class that a value consists of."""
    cls = cast("Any", type(value))
    found.setdefault(cls, value)
    for each in fields(cls) if has(cls) else ():
        held: Any = getattr(value, each.name)
        for part in cast("Any", held if isinstance(held, tuple | Catalog) else (held,)):
            if type(part) not in found and type(part).__module__.startswith("aiproviders"):
                inner_objects(part, found)


@pytest.fixture(scope="module")
def objects(acme: Provider) -> dict[type, Any]:
    """An object of most public classes."""
    found: dict[type, Any] = {}
    made = audit(acme), diff(acme, acme), gaps(acme), price_performance(acme.models)
    others = timeline(acme), compare(*acme.models[:2]), Usage(input_tokens=5, output_tokens=1)
    for value in (*acme.records(), *made, *others, acme):
        inner_objects(value, found)
    return found


@pytest.fixture(scope="module")
def right(acme: Provider) -> dict[str, Any]:
    """Right arguments by the names of parameters."""
    return {
        **dict.fromkeys(("provider", "old", "new", "price_catalog", "providers"), acme),
        **dict.fromkeys(("model", "record", "a", "b"), acme.models[0]),
        "models": acme.models,
        "metrics": acme.metrics,
        "benchmark": acme.benchmarks[0].id,
        "usage": Usage(input_tokens=1, output_tokens=1),
        "mix": "3:1",
        "unit": "USD",
        "path": "written.json",
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", PUBLIC)
def test_a_wrong_argument_is_refused_in_words_of_the_package(
    name: str,
    objects: dict[type, Any],
    right: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No error comes from inside, and each is short."""
    monkeypatch.chdir(tmp_path)
    if name == "aiproviders.adapters.models_dev.read":
        right = {**right, "source": PRICE_CATALOGS / "catalog.json"}
    if name == "aiproviders.report":
        small = Provider(id="acme")
        right = {**right, "provider": small, "providers": small}
    monkeypatch.setitem(sys.modules, "genai_prices.data", SimpleNamespace(providers=()))
    unfit = [
        (target, wrong, error)
        for target in targets(PUBLIC[name], objects)
        for call in calls(target, right)
        for wrong in WRONG
        if (error := error_of(call, wrong)) is not None and not is_fit_to_print(error)
    ]
    plt.close("all")
    assert unfit == []


def error_of(call: Callable[[Any], object], wrong: object) -> Exception | None:
    """The error that a call ends with."""
    try:
        call(wrong)
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    return None


def targets(found: Any, objects: dict[type, Any]) -> Iterator[Callable[..., object]]:
    """Give a callable, and the public methods of a class."""
    yield found
    if inspect.isclass(found):
        holder: Any = objects.get(found, found)
        for name in dir(found):
            if name[0] != "_" or name == "__getitem__":
                method = inspect.getattr_static(found, name)
                is_bound = holder is not found or isinstance(method, classmethod | staticmethod)
                if is_bound and callable(target := getattr(holder, name, None)):
                    yield target


def calls(
    target: Callable[..., object], right: dict[str, Any]
) -> Iterator[Callable[[Any], object]]:
    """Give a function for each parameter that passes a wrong value for it.

    Others that are needed are right, or as wrong where no right value is known.
    """
    try:
        signature = inspect.signature(target)
    except ValueError:
        return  # An exception of Python's own, which takes anything.
    for wrong_one in signature.parameters.values():
        if wrong_one.kind is wrong_one.VAR_KEYWORD:
            continue

        def call(wrong: Any, wrong_one: inspect.Parameter = wrong_one) -> object:
            given = signature.bind_partial()
            for each in signature.parameters.values():
                value = wrong if each is wrong_one else right.get(each.name, wrong)
                is_needed = each.default is each.empty or each.name in ("source", "path")
                if each.kind is each.VAR_POSITIONAL:
                    given.arguments[each.name] = (value,)
                elif each.kind is not each.VAR_KEYWORD and (each is wrong_one or is_needed):
                    given.arguments[each.name] = value
            return target(*given.args, **given.kwargs)

        yield call


def is_fit_to_print(error: Exception) -> bool:
    """Whether an error is short, and was raised on purpose by this package or about a file."""
    message = str(error)
    kinds = AIProvidersError, TypeError, ValueError, LookupError, OSError
    if not isinstance(error, kinds) or len(message) >= LONGEST or "Attribute(name=" in message:
        return False
    # Python says itself what no path is, and which arguments are missing.
    return (
        isinstance(error, OSError)
        or "os.PathLike object" in message
        or is_raised_here(error.__traceback__)
    )


def is_raised_here(traceback: TracebackType | None) -> bool:
    """Whether the error comes of a `raise` in this package, and not of what it calls."""
    assert traceback is not None
    while traceback.tb_next is not None:
        traceback = traceback.tb_next
    code = traceback.tb_frame.f_code
    operation = dis.opname[code.co_code[traceback.tb_lasti]]
    is_ours = Path(code.co_filename).is_relative_to(SOURCE)
    return is_ours and operation in {"RAISE_VARARGS", "RERAISE"}
