"""The registry: bundled providers, and those that installed packages bring."""

import importlib
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent
from threading import Barrier, Event
from typing import Any, TypeAlias

import pytest
from attrs import evolve
from made_up import MARKET

import aiproviders
from aiproviders import Catalog, Model, Provider, find_model, provider, providers
from aiproviders._format import plugins, registry
from aiproviders._format.market.assembled import write_built
from aiproviders._format.market.bundled import bundled_market
from aiproviders._values import forks
from aiproviders.errors import AmbiguousIdError, DataError, PluginError, UnknownIdError

Install: TypeAlias = Callable[..., None]

ACME = """
from aiproviders import Catalog, Company, Model, Provider

def load():
    company = Company(id="acme", legal_name="Acme Limited")
    rocket = Model(id="rocket-2", provider="acme", name="Rocket 2")
    return Provider(id="acme", company=company, models=Catalog([rocket]))
"""


def put(folder: Path, package: str, code: str, *entry_points: str) -> None:
    """Write a package as an installer does: a module, and metadata beside it."""
    (folder / f"{package}.py").write_text(dedent(code), "utf-8")
    metadata = folder / f"{package}-2.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {package}\nVersion: 2.0\n", "utf-8"
    )
    lines = [f"{entry_point.format(package)}\n" for entry_point in entry_points]
    (metadata / "entry_points.txt").write_text(f"[aiproviders.providers]\n{''.join(lines)}")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs packages, each a module with entry points, for the time of a test."""
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    for state in ("_loaded", "_warned"):
        monkeypatch.setattr(plugins, state, type(getattr(plugins, state))())
    packages: list[str] = []

    def installed(package: str, code: str, *entry_points: str) -> None:
        put(tmp_path, package, code, *entry_points)
        packages.append(package)
        importlib.invalidate_caches()
        plugins.installed.cache_clear()

    yield installed
    plugins.installed.cache_clear()
    for package in packages:
        sys.modules.pop(package, None)


def test_every_way_to_a_bundled_provider_gives_one_object() -> None:
    """The attribute, the function by id and by name, and the catalog give the same object."""
    assert aiproviders.alibaba is provider("alibaba") is provider("Alibaba")
    assert aiproviders.alibaba is providers()["alibaba"]


def test_sixteen_threads_see_one_object(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads that ask for a provider at once get the same object, which is loaded once."""
    monkeypatch.setattr(registry, "_loaded", {})
    barrier = Barrier(16)

    def ask(_: int) -> Provider:
        barrier.wait()
        return provider("alibaba")

    with ThreadPoolExecutor(16) as pool:
        seen = list(pool.map(ask, range(16)))
    assert 1 == len({id(each) for each in seen})


def test_a_thread_that_waits_for_the_market_gets_that_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A thread that asks for the market while another one reads it gets what that one read."""
    looked = Event()

    class Held(list[Any]):
        def __len__(self) -> int:
            looked.set()
            return super().__len__()

    held = Held()
    monkeypatch.setattr(registry, "_market", held)
    with ThreadPoolExecutor(1) as pool, forks.BUNDLED:
        asked = pool.submit(registry.market)
        looked.wait()
        held.append("the market")

    assert "the market" == asked.result()


def test_unknown_providers_are_suggested(install: Install) -> None:
    """An unknown provider is an error that suggests known ones, those of packages too."""
    install("a_package", ACME, "acme = {}:load")

    with pytest.raises(UnknownIdError, match="did you mean 'alibaba'"):
        provider("alibabba")
    with pytest.raises(UnknownIdError, match="did you mean 'acme'"):
        provider("acmee")


def test_finds_models_of_bundled_providers() -> None:
    """Without an argument, a model is looked for in the market, which has the bundled providers."""
    assert "qwen3.7-max" == find_model("Qwen3.7 Max").id


def test_finds_models_of_the_providers_given(acme: Provider) -> None:
    """A model is looked for among the given providers, by the rules of each."""
    assert "rocket-2" == find_model("acme/rocket 2", in_=iter([acme])).id
    with pytest.raises(UnknownIdError, match="'rocket-2'"):
        find_model("rockt-2", [acme])
    with pytest.raises(UnknownIdError, match="in the models of no provider is called"):
        find_model("rocket-2", in_=[])


def test_says_where_it_looked_for_a_model(acme: Provider) -> None:
    """An error names the market, or some of the providers that were searched."""
    many = [evolve(acme, id=f"acme-{number}") for number in range(7)]

    with pytest.raises(UnknownIdError) as of_bundled:
        find_model("rocket-2")
    with pytest.raises(UnknownIdError) as of_many:
        find_model("anvil-9", many)

    assert str(of_bundled.value).startswith(
        "nothing in the models of the market is called 'rocket-2'"
    )
    assert str(of_many.value).startswith(
        "nothing in the models of acme-0, acme-1, acme-2, acme-3, acme-4, … and 2 more is called "
    )


def test_a_model_is_found_by_provider_and_name(acme: Provider) -> None:
    """A path that no model is called by is read as provider and name, and settles a name of two."""
    twin = Provider(id="twin", models=Catalog([evolve(acme.models["rocket-2"], provider="twin")]))

    assert "alibaba" == find_model("alibaba/Qwen3.7 Max").provider
    assert "twin" == find_model("twin/rocket 2", [acme, twin]).provider
    assert "acme" == find_model("Acme Limited/rocket-2", [acme, twin]).provider
    with pytest.raises(UnknownIdError, match=r"in twin.models is called 'rocket-3'; did you mean"):
        find_model("twin/rocket-3", [acme, twin])
    with pytest.raises(UnknownIdError, match="'initech/rocket-3'"):
        find_model("initech/rocket-3", [acme, twin])


def test_models_are_looked_for_in_a_lab_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text is a lab of the market, or else a path that is there; the error names near labs."""
    monkeypatch.chdir(tmp_path)
    assert "gpt-5.5" == find_model("GPT-5.5", "openai").id == find_model("gpt-5.5", "OpenAI").id
    with pytest.raises(UnknownIdError, match=r"the labs of the market, .*'opnai'; .*'openai'"):
        find_model("gpt-5.5", "opnai")
    with pytest.raises(FileNotFoundError):
        find_model("gpt-5.5", "./openai")
    with pytest.raises(FileNotFoundError):
        find_model("gpt-5.5", Path("openai"))
    (tmp_path / "edition.json").write_text("{", "utf-8")
    with pytest.raises(DataError, match=r"edition\.json"):
        find_model("gpt-5.5", "edition.json")


def test_an_exact_id_wins_among_providers(acme: Provider) -> None:
    """The id of a model as written beats the alias of another provider's."""
    alias = Model(id="other", provider="b", name="Other", aliases=("rocket-2",))
    other = Provider(id="b", models=Catalog([alias]))
    twins = [evolve(alias, id=id) for id in ("one", "two")]
    unsure = Provider(id="c", models=Catalog(twins))

    assert "acme" == find_model("rocket-2", [other, acme]).provider
    assert "acme" == find_model("rocket-2", [unsure, acme]).provider
    assert "acme" == find_model("Rocket 2", [acme, acme]).provider
    with pytest.raises(AmbiguousIdError, match="'a: x' or 'b: x'"):
        find_model(
            "x",
            [
                Provider(id=id, models=Catalog([Model(id="x", provider=id, name="X")]))
                for id in ("a", "b")
            ],
        )


def test_installed_packages_bring_providers(install: Install) -> None:
    """A package's provider is found by id, by name and in the catalog, as one object."""
    install("a_package", ACME, "acme = {}:load")

    assert ("alibaba", "acme") == providers().ids
    assert provider("acme") is provider("Acme Limited") is providers()["ACME"]


def test_models_of_packages_are_found_where_passed(install: Install) -> None:
    """What `find_model` gives depends on what is installed only where the caller says so."""
    install("a_package", ACME, "acme = {}:load")

    assert provider("acme").models["rocket-2"] is find_model("Rocket 2", in_=providers())
    with pytest.raises(UnknownIdError):
        find_model("Rocket 2")


def test_providers_of_packages_stand_in_order(install: Install) -> None:
    """Providers of packages come after the bundled ones, in order of their ids."""
    code = """
        from aiproviders import Provider

        def a():
            return Provider(id="a")

        def b():
            return Provider(id="b")
    """
    install("a_package", code, "b = {}:b", "a = {}:a")

    assert ("alibaba", "a", "b") == providers().ids


def test_an_id_loads_its_package_alone(install: Install) -> None:
    """Asking for an id imports the module that brings it and no other."""
    install("a_package", ACME, "acme = {}:load")
    install("other_package", "def load(): ...", "other = {}:load")
    provider("acme")

    assert "a_package" in sys.modules
    assert "other_package" not in sys.modules


def test_names_of_bundled_providers_stay_theirs(install: Install) -> None:
    """No package can take the name of a bundled provider, nor make it ambiguous."""
    install("a_package", ACME.replace("Acme Limited", "Alibaba"), "acme = {}:load")

    assert aiproviders.alibaba is provider("Alibaba")


BROKEN = {
    "no such module": ("", "broken = no_such_module:load", "ModuleNotFoundError: No module"),
    "no such function": ("", "broken = {}:load", "AttributeError: "),
    "not a reference": ("", "broken = not a reference", "AttributeError: "),
    "fails on import": ("1 / 0", "broken = {}:load", "ZeroDivisionError: division by zero"),
    "exits on import": ("raise SystemExit('too old')", "broken = {}:load", "SystemExit: too old"),
    "fails on call": ("def load(): 1 / 0", "broken = {}:load", "ZeroDivisionError: division"),
    "no function": ("load = 5", "broken = {}:load", "TypeError: 'int' object is not callable"),
    "no provider": ("def load(): return 5", "broken = {}:load", "TypeError: .* gave int, not Prov"),
    "other id": (ACME, "broken = {}:load", "ValueError: .*'broken', and the provider 'acme'"),
    "asks for itself": (
        "import aiproviders\ndef load(): return aiproviders.provider('broken')",
        "broken = {}:load",
        "RecursionError: it asks for itself while it loads",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "entry_point", "reason"), BROKEN.values(), ids=BROKEN)
def test_a_broken_package_breaks_only_itself(
    install: Install, code: str, entry_point: str, reason: str
) -> None:
    """It raises an error that names the package where asked for, and one warning elsewhere."""
    install("a_package", ACME, "acme = {}:load")
    install("broken_package", code, entry_point)

    with pytest.raises(
        PluginError, match=f"^the provider 'broken' of broken_package 2.0 .*{reason}"
    ) as error:
        provider("broken")
    assert ("broken", "broken_package 2.0") == (error.value.id, error.value.distribution)
    assert isinstance(error.value.__cause__, Exception | SystemExit)
    with pytest.warns(UserWarning, match="leaves one out: the provider 'broken' of .*") as caught:
        assert ("alibaba", "acme") == providers().ids
    assert 1 == len(caught)
    assert __file__ == caught[0].filename
    with warnings.catch_warnings(action="error"):
        assert providers() == providers()


def test_a_key_pressed_is_no_fault_of_a_package(install: Install) -> None:
    """An interrupt while a package loads reaches the caller as it is."""
    install("a_package", "def load(): raise KeyboardInterrupt", "acme = {}:load")

    with pytest.raises(KeyboardInterrupt):
        providers()


def test_a_failure_is_not_remembered(install: Install) -> None:
    """A package that failed is tried again when it is next asked for."""
    flaky = ACME.replace(
        "def load():", "tries = []\ndef load():\n    tries.append(1)\n    tries[1]"
    )
    install("a_package", flaky, "acme = {}:load")

    with pytest.raises(PluginError, match="IndexError"):
        provider("acme")
    assert provider("acme") is provider("acme")


def test_two_packages_with_one_id_are_both_refused(install: Install) -> None:
    """Of two packages with one id neither is used, and both are named."""
    install("a_package", ACME, "acme = {}:load")
    install("other_package", ACME, "acme = {}:load")

    with pytest.raises(
        PluginError, match=r"of a_package 2\.0 and other_package 2\.0 cannot be used"
    ):
        provider("acme")
    with pytest.warns(UserWarning, match="leaves one out: the provider 'acme'"):
        assert ("alibaba",) == providers().ids


ALIBABA = """
from attrs import evolve
from aiproviders import provider

def load():
    return evolve(provider("alibaba"), data_version="2030.01.1")
"""


def test_a_bundled_id_wins(install: Install) -> None:
    """A package with a bundled id raises one warning, and is returned where it is preferred."""
    install("own_alibaba", ALIBABA, "alibaba = {}:load")
    bundled = aiproviders.alibaba

    with pytest.warns(UserWarning, match="two providers are called 'alibaba'") as caught:
        assert bundled is providers()["alibaba"]
    (message,) = (str(each.message) for each in caught)
    assert f"aiproviders {aiproviders.__version__} brings data {bundled.data_version}" in message
    assert "own_alibaba 2.0 brings data 2030.01.1" in message
    with warnings.catch_warnings(action="error"):
        assert bundled is provider("alibaba") is provider("Alibaba") is providers()["alibaba"]
        preferred = provider("alibaba", prefer="plugin")
    assert "2030.01.1" == preferred.data_version
    assert preferred is provider("Alibaba", prefer="plugin")


def test_preferring_packages_needs_none() -> None:
    """Where no package brings an id, preferring packages gives the bundled provider."""
    assert aiproviders.alibaba is provider("alibaba", prefer="plugin")
    with pytest.raises(ValueError, match="'bundled' or 'plugin', got 'newest'"):
        provider("alibaba", prefer="newest")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]


SLOW = ACME.replace("def load():", "import time\ndef load():\n    time.sleep(0.1)")


def test_sixteen_threads_load_a_package_once(install: Install) -> None:
    """The function of a package runs once, and all threads that ask get its provider."""
    install("a_package", SLOW, "acme = {}:load")
    barrier = Barrier(16)

    def ask(number: int) -> Provider:
        barrier.wait()
        return providers()["acme"] if number % 2 else provider("acme")

    with ThreadPoolExecutor(16) as pool:
        seen = list(pool.map(ask, range(16)))
    assert 1 == len({id(each) for each in seen})


def test_what_is_loaded_waits_for_no_other(install: Install) -> None:
    """A loaded provider is returned at once while the package of another still loads."""
    slow = """
        from threading import Event
        from aiproviders import Provider

        started, may_end = Event(), Event()

        def load():
            started.set()
            assert may_end.wait(10)
            return Provider(id="slow")
    """
    install("a_package", ACME, "acme = {}:load")
    install("slow_package", slow, "slow = {}:load")
    acme = provider("acme")
    module = importlib.import_module("slow_package")
    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(provider, "slow")
        module.started.wait()
        assert acme is provider("acme")
        module.may_end.set()
        assert loading.result() is provider("slow")


def test_a_package_may_ask_what_there_is(install: Install) -> None:
    """A package may ask for the catalog of providers while it loads, and gets the others."""
    curious = ACME.replace("def load():", "import aiproviders\ndef load():\n    seen()")
    curious += "\ndef seen():\n    assert ('alibaba',) == aiproviders.providers().ids\n"
    install("a_package", curious, "acme = {}:load")

    with pytest.warns(UserWarning, match="asks for itself while it loads"):
        assert "acme" == provider("acme").id
    assert ("alibaba", "acme") == providers().ids


def in_a_fresh_process(folder: Path, code: str) -> str:
    """The output of code that runs where the packages of a folder are installed."""
    # Measuring coverage loads modules of its own.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    result = subprocess.run(
        [sys.executable, "-c", dedent(code)],
        capture_output=True, check=True, encoding="utf-8", timeout=60,
        env=env | {"PYTHONPATH": str(folder)},
    )  # fmt: skip
    return result.stdout


def test_bundled_ids_need_no_scan(tmp_path: Path) -> None:
    """A bundled provider and its models are found without a look at what is installed."""
    put(tmp_path, "own_alibaba", ALIBABA, "alibaba = {}:load")
    code = """
        import sys
        from aiproviders import alibaba, find_model, provider
        assert provider("alibaba") is alibaba
        find_model("Qwen3.7 Max")
        scanning = {"importlib.metadata", "aiproviders._format.plugins", "own_alibaba"}
        print(scanning & set(sys.modules))
        provider("alibaba", prefer="plugin")
        print("own_alibaba" in sys.modules)
    """

    assert "set()\nTrue\n" == in_a_fresh_process(tmp_path, code)


def test_a_module_may_ask_for_providers_while_it_is_imported(tmp_path: Path) -> None:
    """No deadlock where a module asks for providers while another thread loads its entry point."""
    put(tmp_path, "a_package", ACME, "acme = {}:load")
    code = """
        import threading, time, aiproviders, sys
        started.set()
        time.sleep(0.3)
        aiproviders.provider("acme")
        def load():
            return aiproviders.Provider(id="busy")
    """
    put(tmp_path, "busy_package", f"from __main__ import started\n{dedent(code)}", "busy = {}:load")
    code = """
        import threading
        from aiproviders import provider
        started = threading.Event()
        thread = threading.Thread(target=lambda: __import__("busy_package"))
        thread.start()
        started.wait()
        print(provider("busy").id)
        thread.join()
    """

    assert "busy\n" == in_a_fresh_process(tmp_path, code)


SLOWLY_BUNDLED = """
import threading
from aiproviders._format.bundled import providers as bundled
started, load = threading.Event(), bundled.load_bundled
def load_slowly(id):
    started.set()
    threading.Event().wait(0.3)
    return load(id)
bundled.load_bundled = load_slowly
"""

SLOWLY_INSTALLED = """
import threading
from aiproviders import Provider
started = threading.Event()
def load():
    started.set()
    threading.Event().wait(0.3)
    return Provider(id="slow")
"""

SLOWLY_BUILT = """
import os, threading
from pathlib import Path
from aiproviders._format.market import bundled
market, read, started = bundled.bundled_market, bundled.read_lab, threading.Event()
def load_slowly():
    started.set()
    threading.Event().wait(0.3)
    return market(Path(os.environ["PYTHONPATH"], "market"))
def read_slowly(*place):
    threading.Event().wait(0.3)
    return read(*place)
bundled.bundled_market, bundled.read_lab = load_slowly, read_slowly
"""

SLOWLY_IMPORTED = """
import sys, threading
from importlib.machinery import PathFinder
started = threading.Event()
class Slow:
    def find_spec(name, path, _):
        if name.endswith(slow):
            found = PathFinder.find_spec(name, path)
            execute = found.loader.exec_module
            def execute_slowly(module):
                started.set()
                threading.Event().wait(0.3)
                execute(module)
            found.loader.exec_module = execute_slowly
            return found
sys.meta_path.insert(0, Slow)
"""

SECTION = """
from aiproviders import Provider
slow, id = "sections.claims", "made"
def ask(id):
    from aiproviders._records.sections.claims import Claim
    return Provider(id=id, claims=[Claim(id="first", kind="strength", title="It was first")])
"""

MODEL = """
from aiproviders import alibaba, find_model
slow, id = "_records.market", "qwen3.6"
def ask(id):
    return find_model(id, alibaba)
"""

FUNCTION = """
import aiproviders
slow, id = "_analysis.diff", "made"
made = aiproviders.Provider(id=id)
def ask(id):
    aiproviders.diff(made, made)
    return made
"""

FORK = """
import os, threading, warnings
thread = threading.Thread(target=ask, args=(id,))
thread.start()
started.wait()
warnings.simplefilter("ignore")  # Python 3.12 warns of forks beside threads
child = os.fork()
if not child:
    print(ask(id).id, flush=True)
    os._exit(0)
thread.join()
print(os.waitpid(child, 0)[1])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks")
@pytest.mark.parametrize(
    ("ask", "id", "prepare"),
    [
        ("provider", "alibaba", SLOWLY_BUNDLED),
        ("provider", "slow", "from slow_package import started"),
        ("find_model", "orbit-2", SLOWLY_BUILT),
    ],
)
def test_a_fork_waits_for_what_another_thread_loads(
    tmp_path: Path, ask: str, id: str, prepare: str
) -> None:
    """A child that is forked while a thread loads a provider or the market has it too."""
    put(tmp_path, "slow_package", SLOWLY_INSTALLED, "slow = {}:load")
    write_built(bundled_market(MARKET), tmp_path / "market")

    code = f"from aiproviders import {ask} as ask\nid = {id!r}\n{prepare}\n{FORK}"
    assert f"{id}\n0\n" == in_a_fresh_process(tmp_path, code)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks")
@pytest.mark.parametrize(
    ("asked", "id"), [(SECTION, "made"), (MODEL, "qwen3.6"), (FUNCTION, "made")]
)
def test_a_fork_waits_for_classes_that_another_thread_loads(
    tmp_path: Path, asked: str, id: str
) -> None:
    """A child that is forked while a thread loads a module that it needs has it too."""
    code = f"{asked}{SLOWLY_IMPORTED}{FORK}"

    assert f"{id}\n0\n" == in_a_fresh_process(tmp_path, code)
