"""The package as others import it."""

import ast
import inspect
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from runpy import run_path
from typing import Any, get_type_hints

import pandas as pd
import pytest
from made_up import MARKET
from pendulum import Date

import aiproviders
from aiproviders import Period, Provider, alibaba, timeline
from aiproviders._cli.commands.names import COMMANDS
from aiproviders._format.market.assembled import write_built
from aiproviders._format.market.bundled import bundled_market
from aiproviders._pyinstaller.hook_folder import hook_folders
from aiproviders._values.late_types import found
from aiproviders._values.period import Moment
from aiproviders.results import Joined, Timeline
from aiproviders.types import ProvidersLike
from tools.docs import HOMES, public_names

MODULES = ("adapters", *(home.rstrip(".") for home in HOMES if home))
"""Every public module in the package."""


def modules_after(code: str) -> set[str]:
    """Names of the modules that are loaded when a fresh interpreter has run some code."""
    script = f"{code}\nimport sys\nprint(*sys.modules)"
    # Measuring coverage loads modules of its own.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, encoding="utf-8", env=env
    )
    return set(result.stdout.split())


@pytest.fixture(scope="module")
def as_in_the_wheel(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with the package as a wheel has it: its modules, and data as JSON."""
    folder = tmp_path_factory.mktemp("wheel")
    package = Path(aiproviders.__file__).parent
    modules = shutil.ignore_patterns("*.toml", "__pycache__")
    shutil.copytree(package, folder / "aiproviders", ignore=modules)
    data = folder / "aiproviders" / "data"
    shutil.rmtree(data)
    data.mkdir()
    alibaba.dump(data / "alibaba.json")
    write_built(bundled_market(MARKET), data / "market")
    return str(folder)


def test_starting_stays_in_its_budget(as_in_the_wheel: str) -> None:
    """Importing, a first fact and a first model load the modules that they need, and no more."""
    overdrawn = run_path("tests/package/imports.py")["overdrawn"]

    assert [] == overdrawn(as_in_the_wheel)


def test_the_budget_sees_what_is_overdrawn(as_in_the_wheel: str) -> None:
    """Modules of others, modules of ours and classes beyond the budget are each named."""
    program = run_path("tests/package/imports.py")
    fact = program["FACT"]
    budget = program["BUDGETS"][fact]
    program["BUDGETS"].clear()
    program["BUDGETS"][f"import tomllib, aiproviders.types; {fact}"] = budget
    others, modules, classes = program["overdrawn"](as_in_the_wheel)

    assert "tomllib" in others
    assert f"modules, not {budget.modules}: ['aiproviders'," in modules
    assert f"classes by attrs, not {budget.classes}" in classes


def test_importing_reads_no_market() -> None:
    """The market is not read with a provider."""
    loaded = modules_after("from aiproviders import alibaba; alibaba.models[0]")

    assert "aiproviders._format.market.bundled" not in loaded


def test_type_checkers_see_what_is_loaded() -> None:
    """Each name that the root shows to type checkers is the one that it loads when asked."""
    tree = ast.parse(inspect.getsource(aiproviders))
    imports = [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom) and each.names]
    shown = {
        each.asname or each.name: (line.module, each.name)
        for line in imports
        if line.col_offset == 4
        for each in line.names
    }

    assert {*aiproviders.__all__, "__version__"} <= {*shown, "alibaba", "market"}
    for name, (module, there) in shown.items():
        place = import_module(module or "")
        assert getattr(aiproviders, name) is getattr(place, there), name


THREADS = """
import aiproviders
from threading import Barrier, Thread

names, found, barrier = aiproviders.__all__, [], Barrier(16)

def ask(first):
    barrier.wait()
    given = {name: getattr(aiproviders, name) for name in (*names[first:], *names[:first])}
    found.append([id(given[name]) for name in names])

threads = [Thread(target=ask, args=(2 * number,)) for number in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert 16 == len(found) and 1 == len(set(map(tuple, found)))
"""
"""Asks for every name in sixteen threads, each in another order."""


def test_sixteen_threads_load_each_name_once(as_in_the_wheel: str) -> None:
    """Threads that ask for names that nobody has asked for before get the same objects."""
    modules_after(f"import sys; sys.path.insert(0, {as_in_the_wheel!r})\n{THREADS}")


ALL_MODULES = """
import aiproviders, pkgutil
from importlib import import_module

asked = []
aiproviders.__getattr__ = asked.append
for each in pkgutil.walk_packages(aiproviders.__path__, "aiproviders."):
    if "_pyinstaller" not in each.name and "__main__" not in each.name:
        import_module(each.name)
assert not asked, asked
"""


def test_no_module_asks_for_a_name_of_the_root_while_it_is_imported() -> None:
    """Such a module waits for the lock of the root, while who holds it waits for the module."""
    modules_after(ALL_MODULES)


def test_names_are_as_promised() -> None:
    """A first week needs no more names than the root has; dir() shows the public modules too."""
    modules = {"adapters", "charts", "results", "testing", "types", "usage"}

    assert sorted(aiproviders.__all__) == aiproviders.__all__
    assert len(aiproviders.__all__) <= 41
    assert sorted({*aiproviders.__all__, *modules}) == dir(aiproviders)


@pytest.mark.parametrize("name", MODULES)
def test_a_public_module_lists_its_names(name: str) -> None:
    """Each public module lists its names in order, and dir() shows these alone."""
    module = import_module(f"aiproviders.{name}")
    listed = module.__all__

    assert sorted(listed) == listed == dir(module)
    assert all(hasattr(module, each) for each in listed)


def test_public_modules_are_attributes() -> None:
    """`import aiproviders` is enough to use each public module by its full name."""
    modules_after(
        "import aiproviders\n" + "".join(f"assert aiproviders.{name}.__all__\n" for name in MODULES)
    )


def test_every_name_is_there_on_the_plain_install() -> None:
    """A star import, help() and inspection need no library of an extra."""
    modules_after(
        "import sys, pydoc, inspect\n"
        "extras = 'click duckdb jinja2 matplotlib narwhals pandas polars pyarrow rich xlsxwriter'\n"
        "sys.modules.update(dict.fromkeys(extras.split()))\n"
        "from aiproviders import *\n"
        "import aiproviders, aiproviders.charts\n"
        "assert len(inspect.getmembers(aiproviders)) == len(dir(aiproviders))\n"
        "assert 'usage_summary' in pydoc.render_doc(aiproviders, renderer=pydoc.plaintext)\n"
        "for name in extras.split():\n"
        "    del sys.modules[name]"
    )


def test_texts_about_fields_need_no_docstrings() -> None:
    """Tables and the JSON Schema say of each field what it is, where Python drops docstrings."""
    code = (
        "from aiproviders import json_schema\n"
        "from aiproviders._frames.columns import class_columns\n"
        "from aiproviders._records.models.model import Model\n"
        "print(json_schema(), [each.meaning for each in class_columns(Model)])\n"
    )
    texts = [
        subprocess.run(
            [sys.executable, *options, "-c", code], capture_output=True, check=True, text=True
        ).stdout
        for options in ([], ["-OO"])
    ]

    assert "Id of the record" in texts[0]
    assert texts[0] == texts[1]


def test_public_names_are_documented() -> None:
    """Every public class and function has a docstring, and so has every public member."""
    names = public_names().values()
    public = [each for each in names if inspect.isclass(each) or inspect.isroutine(each)]
    members = [
        member
        for each in public
        if isinstance(each, type)
        for name, member in vars(each).items()
        if not name.startswith("_") and (callable(member) or isinstance(member, property))
    ]

    assert [] == [each for each in (*public, *members) if not inspect.getdoc(each)]


def public_callables(name: str) -> list[Any]:
    """Every class, constructor, function, method and property of a public module."""
    module = import_module(f"aiproviders.{name}".rstrip("."))
    public = [getattr(module, each) for each in module.__all__]
    callables = [each for each in public if inspect.isclass(each) or inspect.isfunction(each)]
    for each in filter(inspect.isclass, tuple(callables)):
        for member_name in dir(each):
            member = inspect.getattr_static(each, member_name)
            function = getattr(member, "fget", None) or getattr(member, "__func__", member)
            is_public = member_name == "__init__" or not member_name.startswith("_")
            if is_public and inspect.isfunction(function):
                callables.append(function)
    return callables


@pytest.mark.parametrize("name", ["", *MODULES])
def test_types_of_public_callables_can_be_read(name: str) -> None:
    """`typing.get_type_hints` works on every class, constructor, function, method and property."""
    callables = public_callables(name)

    assert all(isinstance(get_type_hints(each), dict) for each in callables)
    assert callables or name == "adapters"


@pytest.mark.parametrize("name", ["", *MODULES])
def test_signatures_are_short_to_read(name: str) -> None:
    """The signature that `?` shows names classes as people do, those that load late too."""
    for each in public_callables(name):
        with suppress(ValueError):  # of a class without a signature
            assert "__import__" not in str(inspect.signature(each))


def test_hints_are_the_classes_that_checkers_see() -> None:
    """A class that is not imported with the package is found, and of a library that is not
    installed any value will do.
    """
    assert Joined is get_type_hints(Provider.joined)["return"]
    assert Date | None == get_type_hints(inspect.getattr_static(Period, "start").fget)["return"]
    assert pd.DataFrame is get_type_hints(Timeline.to_pandas)["return"]
    assert (ProvidersLike | Timeline, Moment | None) == itemgetter("providers", "since")(
        get_type_hints(timeline)
    )
    assert found("no_such_library", "Frame") is Any
    with pytest.raises(ImportError):
        found("aiproviders.no_such_module", "Frame")


def test_constructors_that_checkers_see_are_complete() -> None:
    """The consumer project, which both checkers check, makes one of each public record.

    A class of catalogs has the constructor that it inherits.
    """
    made = {
        node.func.id
        for node in ast.walk(
            ast.parse(Path("tests/package/consumer_records.py").read_text("utf-8"))
        )
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    records = {
        each.__name__
        for each in public_names().values()
        if inspect.isclass(each)
        and "__attrs_attrs__" in vars(each)
        and "._records." in each.__module__
    }

    assert {"Record", "Origin"} == records - made


def test_a_wrong_name_is_an_attribute_error() -> None:
    """A name that is not there raises what Python raises, and Python suggests."""
    with pytest.raises(AttributeError, match="has no attribute 'alibabba'") as caught:
        aiproviders.alibabba  # type: ignore[attr-defined] # noqa: B018 # pyright: ignore[reportAttributeAccessIssue]
    assert "alibabba" == caught.value.name


def test_version_is_that_of_the_distribution() -> None:
    """The version in the code is the one the package is installed as."""
    from importlib.metadata import version

    assert version("aiproviders") == aiproviders.__version__


def test_a_frozen_command_gets_the_modules_of_all_commands() -> None:
    """The hook of PyInstaller names the modules of commands, to which no import leads."""
    (folder,) = hook_folders()
    named = run_path(f"{folder}/hook-aiproviders._cli.main.py")["hiddenimports"]

    assert {f"aiproviders._cli.commands.{module}" for module, _ in COMMANDS.values()} <= {*named}


def test_a_frozen_program_gets_every_file_that_is_no_module() -> None:
    """The hook of PyInstaller names data, schemas, texts and templates where they are."""
    (folder,) = hook_folders()
    packed = {
        Path(place, Path(source).name).as_posix(): Path(source)
        for source, place in run_path(f"{folder}/hook-aiproviders.py")["datas"]
    }

    assert packed.keys() >= {
        "aiproviders/_records/descriptions.json",
        "aiproviders/_report/templates/page.html",
        "aiproviders/_report/templates/report.css",
        "aiproviders/data/alibaba/models.toml",
        "aiproviders/data/measures.toml",
        "aiproviders/py.typed",
        "aiproviders/schema/provider.json",
    }
    assert all(path.is_file() and path.suffix != ".py" for path in packed.values())
