"""Runs the wheel in the ways that others deploy it; `nox -s deploy` runs this.

Each check runs fresh interpreters, in which every warning is an error.
"""

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import zipapp
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

WHEEL = Path(sys.argv[1]).resolve()
_LONGEST = 180
"""Seconds that an interpreter may take; one that waits for ever is an error."""

USE = """
import io, json, sys, tempfile
from contextlib import redirect_stdout
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path

import aiproviders
from aiproviders import alibaba, audit, export, find_model, market, price_performance, report
from aiproviders.__main__ import main
from aiproviders.errors import MissingExtraError

def expect(met):  # -OO leaves out what is asserted
    if not met:
        raise AssertionError

expect(alibaba.models["qwen3.7-max"].price.input)
expect(audit(alibaba) and price_performance(alibaba.models))
expect(all(str(record) and repr(record) for record in alibaba.records()))
with tempfile.TemporaryDirectory() as folder:
    export(alibaba, f"{folder}/all.json")
    expect(aiproviders.Provider.load(f"{folder}/all.json") == alibaba)
    export(alibaba, f"{folder}/metrics.csv")
    try:
        report(alibaba, f"{folder}/report.html")
    except MissingExtraError:
        expect(not find_spec("matplotlib"))
    else:
        expect(".legend" in Path(folder, "report.html").read_text("utf-8"))
expect(market["alibaba"].models["qwen3.7-max"] == find_model("qwen3.7-max"))
for name in (
    "schema/provider.json", "data/measures.toml", "data/alibaba.json", "data/market/alibaba.json",
    "data/market/index.json", "py.typed",
):
    resource = files("aiproviders").joinpath(name)
    with as_file(resource) as path:
        expect(path.read_bytes() == resource.read_bytes())
with redirect_stdout(io.StringIO()):
    expect(main([]) == 0)
print(aiproviders.__file__)
"""
"""Reads data, schemas and styles, computes, and writes files; prints where the package lies."""


INSPECT = """
import inspect, pydoc

from aiproviders import *
import aiproviders
from aiproviders import adapters, charts, errors, results, testing, types

for module in (aiproviders, adapters, charts, errors, results, testing, types):
    assert set(module.__all__) <= set(dir(module))
    assert all(hasattr(module, name) for name in dir(module))
    assert inspect.getmembers(module) and pydoc.render_doc(module)
"""
"""Does what completion, debuggers and `help` do."""


TEXTS = """
from aiproviders import Provider, alibaba, audit, json_schema
from aiproviders._frames.provider_tables import provider_tables
from aiproviders._frames.tables import data_table

print(json_schema())
for table in (*provider_tables(Provider(id="x")).values(), data_table(audit(alibaba))):
    print([(column.name, column.meaning) for column in table.columns])
"""
"""Prints the texts of schemas and tables."""


HELP = """
from contextlib import suppress
from importlib.util import find_spec

from aiproviders.__main__ import main

names = ["new", "validate"]
if find_spec("click"):
    from aiproviders._cli.main import commands

    names = sorted(commands.commands)
for arguments in ([], *([name] for name in names)):
    with suppress(SystemExit):
        main([*arguments, "--help"])
"""
"""Prints the help of each command."""


FORK = """
import os, sys, threading, time

import aiproviders

def ask():
    found = getattr(aiproviders, sys.argv[1])
    return found() if callable(found) else found

thread = threading.Thread(target=ask)
thread.start()
time.sleep(float(sys.argv[2]))
child = os.fork()
if not child:
    ask()
    os._exit(0)
thread.join()
assert os.waitpid(child, 0)[1] == 0
"""
"""Forks while a thread loads for the first time; the child asks for the same."""


SHARE = """
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from aiproviders import find_model, provider

if __name__ == "__main__":
    context = multiprocessing.get_context(sys.argv[1])
    for load, name in ((provider, "alibaba"), (find_model, "qwen3.7-max")):
        with (
            ThreadPoolExecutor(4) as threads,
            ProcessPoolExecutor(2, mp_context=context) as processes,
        ):
            loading = [threads.submit(load, name) for _ in range(4)]
            elsewhere = [processes.submit(load, name) for _ in range(4)]
            assert len({id(each.result(30)) for each in loading}) == 1
            assert {each.result(30) for each in (*loading, *elsewhere)} == {load(name)}
"""
"""Loads a provider and the market in threads, and starts processes that do, while it does."""


VALUES = """
import copy, pickle

from aiproviders import Period, __version__, alibaba, errors, timeline
from aiproviders._values import pickling

for value in (alibaba, alibaba.models, timeline(alibaba), Period("2026"), *alibaba.records()):
    pickled = pickle.dumps(value)
    assert pickle.loads(pickled) == value and copy.deepcopy(value) is value
    assert __version__.encode() not in pickled
object.__setattr__(pickling._MAKER, "format", pickling.FORMAT + 1)
pickled = pickle.dumps(alibaba)
try:
    pickle.loads(pickled)
except errors.PickleVersionError:
    pass
else:
    raise SystemExit("a pickle of another format was read")
"""
"""Pickles and copies values; pickles name their format, and not the version of the package."""


COLLECTOR = """
import gc, json, sys
from pathlib import Path

from aiproviders.adapters import litellm

row = {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06}
path = Path(sys.argv[1])
path.write_text(json.dumps({f"model-{number}": row for number in range(100)}), "utf-8")
gc.set_threshold(10**9)
young = [path]
assert len(litellm.read(path)["openai"].models) == 100
assert any(each is young for each in gc.get_objects(generation=0))
gc.set_threshold(100)
before = gc.get_stats()[0]["collections"]
litellm.read(path)
assert gc.get_stats()[0]["collections"] > before + 1
"""
"""Reads a price catalog; the collector goes on, and objects of the caller stay young."""


FILES = """
import resource, sys
from importlib.util import find_spec
from pathlib import Path
from stat import S_IMODE

from aiproviders import Provider, alibaba, errors, export, report

folder = Path(sys.argv[1])
needed = {"csv": (), "json": (), "html": ("matplotlib",), "parquet": ("narwhals", "pyarrow"),
          "duckdb": ("duckdb", "narwhals", "pyarrow"), "xlsx": ("xlsxwriter",)}
for suffix, libraries in needed.items():
    write = report if suffix == "html" else export
    path, link = folder / f"all.{suffix}", folder / f"link.{suffix}"
    path.write_text("old", "utf-8")
    path.chmod(0o600)
    link.symlink_to(path)
    try:
        write(alibaba, link)
    except errors.MissingExtraError:
        assert not all(map(find_spec, libraries))
        continue
    size = path.stat().st_size
    assert link.is_symlink() and S_IMODE(path.stat().st_mode) == 0o600 and size > 3
    # No file may be larger, as on a disk that is full.
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    path.write_text("old", "utf-8")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, hard))
    try:
        write(alibaba, path)
    except OSError:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    else:
        raise SystemExit(f"half of {path.name} fits, and there is no error")
    assert path.read_text("utf-8") == "old"
marked = folder / "marked.toml"
marked.write_text("schema = '1.0'\\nid = 'acme'\\ncompany.legal_name = 'Acme'", "utf-8-sig")
assert Provider.load(marked).id == "acme"
"""
"""Writes files of every format over others, through links, and where they do not fit."""


SUBINTERPRETER = """
import _interpreters, sys

for _ in range(2):
    interpreter = _interpreters.create("isolated")
    failed = _interpreters.exec(
        interpreter,
        "from aiproviders import alibaba, audit; assert alibaba.models and audit(alibaba)",
    )
    _interpreters.destroy(interpreter)
    if failed is not None:
        sys.exit(failed.formatted)
"""
"""Reads the data in interpreters of one process, one after the other."""


def run(*arguments: str | Path, **variables: str) -> str:
    """What a fresh interpreter prints; it stops the checks where it fails, or hangs."""
    command = [sys.executable, "-W", "error", *map(str, arguments)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, **variables},
        start_new_session=True,
    ) as process:
        try:
            printed, complaint = process.communicate(timeout=_LONGEST)
        except subprocess.TimeoutExpired:
            # Its children too, which wait as it does, and hold what it prints to.
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode or complaint:
        sys.exit(f"{command} failed: {complaint}")
    return printed


def expect_in(part: str | Path, text: str) -> None:
    """Stop where a text lacks a part."""
    if str(part) not in text:
        sys.exit(f"expected {part} in {text!r}")


def run_from_wheel(_folder: Path) -> None:
    """The wheel runs as it is, an archive on the path."""
    expect_in(WHEEL, run("-c", USE, PYTHONPATH=str(WHEEL)))


def run_from_zipapp(folder: Path) -> None:
    """A zipapp has the package in it, and a program that uses it."""
    with ZipFile(WHEEL) as wheel:
        wheel.extractall(folder / "app")
    (folder / "app" / "__main__.py").write_text(USE, "utf-8")
    zipapp.create_archive(folder / "app", folder / "app.pyz")
    expect_in(folder / "app.pyz", run(folder / "app.pyz"))


def run_read_only(folder: Path) -> None:
    """A folder that nobody may write to is left as it is."""
    with ZipFile(WHEEL) as wheel:
        wheel.extractall(folder)
    paths = sorted(folder.rglob("*"))
    for path in (folder, *paths):
        path.chmod(0o555 if path.is_dir() else 0o444)
    expect_in(folder, run("-B", "-c", USE, PYTHONPATH=str(folder)))
    if paths != sorted(folder.rglob("*")):
        sys.exit(f"something was written into {folder}")
    for path in (folder, *paths):
        path.chmod(0o755)


def run_in_ascii(_folder: Path) -> None:
    """A figure is printed in the locale C, and the command prints where the encoding is ASCII."""
    figure = "from aiproviders import alibaba; print(alibaba.metrics['market-cap'])"
    expect_in("\N{MIDDLE DOT}", run("-c", figure, LC_ALL="C"))
    ascii_only = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    run("-c", USE, **ascii_only)
    expect_in("Holds", run("-m", "aiproviders", **ascii_only))


def run_optimized(_folder: Path) -> None:
    """Tables, schemas and commands have their texts where Python drops docstrings and asserts."""
    for part, program in (("Id of the record", TEXTS), ("print a brief", HELP)):
        texts = run("-c", program)
        expect_in(part, texts)
        expect_in(texts, run("-OO", "-c", program))
    run("-OO", "-c", USE)


def run_inspected(_folder: Path) -> None:
    """Every public name can be imported, inspected and explained, whatever is installed."""
    run("-c", INSPECT)


def run_in_processes(folder: Path) -> None:
    """Threads and processes, however they start, have one equal provider."""
    (folder / "share.py").write_text(SHARE, "utf-8")
    for way in ("fork", "forkserver", "spawn"):
        if way in multiprocessing.get_all_start_methods():
            run("-W", "ignore::DeprecationWarning", folder / "share.py", way)


def run_forked(_folder: Path) -> None:
    """A child that is forked while a thread loads has what it asks for, and nobody complains."""
    if hasattr(os, "fork"):
        for name in ("alibaba", "openai", "providers"):
            for seconds in ("0", "0.01", "0.03"):
                run("-W", "ignore::DeprecationWarning", "-c", FORK, name, seconds)


def run_pickled(_folder: Path) -> None:
    """Versions of one format share pickles; a copy of a value is the value."""
    run("-c", VALUES)


def run_beside_others(folder: Path) -> None:
    """The garbage collector of the process is left alone."""
    run("-c", COLLECTOR, folder / "prices.json")


def run_over_files(folder: Path) -> None:
    """Files keep their mode and stay links, and what cannot be written is an `OSError`."""
    if find_spec("resource"):
        run("-c", FILES, folder)


def run_in_subinterpreters(_folder: Path) -> None:
    """Every interpreter of a process can read the data, from Python 3.13 on."""
    if find_spec("_interpreters"):
        run("-c", SUBINTERPRETER)


CHECKS: tuple[Callable[[Path], None], ...] = (
    run_from_wheel,
    run_from_zipapp,
    run_read_only,
    run_in_ascii,
    run_optimized,
    run_inspected,
    run_in_processes,
    run_forked,
    run_pickled,
    run_beside_others,
    run_over_files,
    run_in_subinterpreters,
)

if __name__ == "__main__":
    for check in CHECKS:
        with tempfile.TemporaryDirectory() as temporary:
            check(Path(temporary))
        print(check.__name__)
