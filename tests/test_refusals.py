"""Whatever public callables are given, they work or say in words of the package what is wrong."""

import dis
import inspect
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import SimpleNamespace, TracebackType
from typing import Any

import polars as pl
import pytest
from made_up import PRICE_CATALOGS
from made_up.objects import objects_by_class
from matplotlib import pyplot as plt

import aiproviders
from aiproviders import Period, Provider, Usage
from aiproviders.errors import AIProvidersError
from aiproviders.results import CostSummary, Exported, Skipped, Unpriced
from aiproviders.types import Tabular
from aiproviders.usage import LoggedRequest, Resolution, UsageLog

SOURCE = Path(aiproviders.__file__).parent
WRONG: tuple[Any, ...] = (5, "x", None, object(), ["x"], Period("2026"))
LONGEST = 300
UNCHECKED = (CostSummary, Exported, LoggedRequest, Resolution, Skipped, Unpriced, UsageLog)
"""What functions alone make; some for each record or name, where checks take time."""


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


@pytest.fixture(scope="module")
def objects(acme: Provider) -> dict[type, Any]:
    """An object of each class, of which as much is stated as there is an object for."""
    return {
        cls: max(each, key=lambda shown: len(repr(shown)))
        for cls, each in objects_by_class(acme).items()
    }


def test_the_methods_of_every_class_are_tried(objects: dict[type, Any]) -> None:
    """There is an object of each public class but those that others only derive from."""
    classes = {each for each in PUBLIC.values() if inspect.isclass(each)}

    assert {each for each in classes - objects.keys() if not issubclass(each, Exception)} == {
        Tabular
    }


@pytest.fixture
def right(
    name: str, acme: Provider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """Right arguments for a callable, by the names of parameters."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "genai_prices.data", SimpleNamespace(providers=()))
    is_read = name == "aiproviders.adapters.models_dev.read"
    model = acme.models["rocket-2"]
    log = {
        "model": [model.id],
        "input_tokens": [5],
        "output_tokens": [1],
        "cost": [1],
        "priced": [1],
    }
    return {
        **dict.fromkeys(("old", "new", "price_catalog", "providers"), acme),
        "provider": Provider(id="acme"),
        **dict.fromkeys(("model", "record", "a", "b", "first", "second"), model),
        **dict.fromkeys(("input", "output", "rate"), 1),
        "models": acme.models,
        "metrics": acme.metrics[:1],
        "events": acme.events,
        "prices": {model.id: "90 %"},
        "source": PRICE_CATALOGS / "catalog.json" if is_read else acme.sources[0].id,
        "organization": acme.id,
        "benchmark": acme.benchmarks[0].id,
        "usage": Usage(input_tokens=1, output_tokens=1),
        "mix": "3:1",
        "unit": "USD",
        "currency": "USD",
        "text": "5 models",
        "frame": pl.DataFrame(log),
        "year": 2025,
        "quarter": 1,
        "windows": "Monday",
        "zone": "UTC",
        "by": "kind",
        "backend": "pandas",
        "path": "written.json",
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", PUBLIC)
def test_a_wrong_argument_is_refused_in_words_of_the_package(
    name: str, objects: dict[type, Any], right: dict[str, Any]
) -> None:
    """No error comes from inside, and each is short; only a flag may be any object."""
    unfit = list[tuple[Any, ...]]()
    taken = list[tuple[Any, ...]]()
    for target in targets(PUBLIC[name], objects):
        for parameter, call in calls(target, right):
            for wrong in WRONG:
                error = error_of(call, wrong)
                if error is None and type(wrong) is object and not takes_any(parameter):
                    taken.append((target, parameter))
                if error is not None and not is_fit_to_print(error):
                    unfit.append((target, parameter, wrong, error))
    plt.close("all")

    assert unfit == []
    assert taken == [] or issubclass(PUBLIC[name], (Exception, *UNCHECKED))


def takes_any(parameter: inspect.Parameter) -> bool:
    """Whether an argument is a flag, or may be anything."""
    return (
        parameter.name == "default"
        or parameter.annotation is bool
        or "Any" in str(parameter.annotation)
    )


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
            method = inspect.getattr_static(found, name)
            is_of_python = method is vars(tuple).get(name)
            if not is_of_python and (name[0] != "_" or name == "__getitem__"):
                is_bound = holder is not found or isinstance(method, classmethod | staticmethod)
                if is_bound and callable(target := getattr(holder, name, None)):
                    yield target


def calls(
    target: Callable[..., object], right: dict[str, Any]
) -> Iterator[tuple[inspect.Parameter, Callable[[Any], object]]]:
    """Give a function for each parameter that passes a wrong value for it.

    Others that are needed are right, or as wrong where no right value is known.
    """
    try:
        signature = inspect.signature(target)
    except ValueError:
        return  # An exception of Python's own, which takes anything.
    for wrong_one in signature.parameters.values():

        def call(wrong: Any, wrong_one: inspect.Parameter = wrong_one) -> object:
            given = signature.bind_partial()
            for each in signature.parameters.values():
                value = wrong if each is wrong_one else right.get(each.name, wrong)
                is_needed = each.default is each.empty or each.name in ("source", "path")
                if each.kind is each.VAR_POSITIONAL:
                    given.arguments[each.name] = (value,)
                elif each.kind is each.VAR_KEYWORD:
                    given.arguments[each.name] = {"x": wrong} if each is wrong_one else {}
                elif each is wrong_one or is_needed:
                    given.arguments[each.name] = value
            return target(*given.args, **given.kwargs)

        yield wrong_one, call


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
