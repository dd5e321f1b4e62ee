"""The checks of the project, each in an environment of its own; `nox` runs all of them."""

import os
import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

import nox
import nox.project

PYPROJECT = nox.project.load_toml("pyproject.toml")
REQUIRED: list[str] = PYPROJECT["project"]["dependencies"]
EXTRAS: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
PYTHONS = nox.project.python_versions(PYPROJECT)
THIS_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# By file, as the examples of a page build on each other.
PARALLEL = ("-n", "auto", "--dist", "loadfile")
# What other versions change shows itself in few of the inputs that the tests try.
FEWER = "--hypothesis-profile=fewer"
# Tests of texts, facts and arithmetic over records, which no version of a dependency changes;
# whether one changes records is seen by the tests of values, records and formats.
SAME_IN_ALL_VERSIONS = ("tests/analysis", "tests/data", "tests/docs", "tests/tools")
# On other versions of Python, engines, matplotlib and jinja2 are the ones of the session `tests`,
# which sees what they make of our calls. The other tests of usage still price on every engine, and
# the examples of the docs and the command line still draw and report.
SAME_IN_ALL_PYTHONS = (
    *("tests/data", "tests/docs", "tests/tools"),
    "tests/usage/test_cost_against_brute_force.py",
    *("tests/charts/test_charts.py", "tests/report"),
)

nox.needs_version = ">=2026.8.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.allow_parallel = True

# Some hundred interpreters start in a session; each would compile what it imports anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def groups(*names: str) -> list[str]:
    """Return what dependency groups of pyproject.toml require; old versions of pip cannot."""
    return list(nox.project.dependency_groups(PYPROJECT, *names))


def lowest_versions(*extras: str) -> list[str]:
    """Return the lowest allowed versions of what the package and some extras require."""
    needed = {*REQUIRED, *(each for extra in extras for each in EXTRAS[extra])}
    return [each.replace(">=", "==") for each in needed if not each.startswith("aiproviders")]


def built(session: nox.Session, pattern: str = "*.whl") -> str:
    """Return the path of the wheel that the session `package` built."""
    (path,) = Path(session.cache_dir, "dist").resolve().glob(pattern)
    return str(path)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, format, and which room imports which."""
    session.install(*groups("lint"))
    run_linters(session)


def run_linters(session: nox.Session) -> None:
    """Run ruff and import-linter, which reads the source without importing it."""
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports", env={"PYTHONPATH": "src"})


@nox.session
def types(session: nox.Session) -> None:
    """Check types with mypy and pyright."""
    session.install("-e", ".[all]", *groups("types"))
    session.run("mypy")
    session.run("pyright")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and every example; all lines and branches have to be covered."""
    session.install("-e", ".[all]", *groups("tests"))
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *(session.posargs or PARALLEL))
    if not session.posargs:
        session.run("coverage", "combine", "--quiet")
        session.run("coverage", "report")


@nox.session
def package(session: nox.Session) -> None:
    """Build the wheel and the sdist, and check them."""
    session.install(*groups("package"))
    installer = "uv" if session.venv_backend == "uv" else "pip"
    build = ("python", "-m", "build", "--installer", installer)
    dist = Path(session.cache_dir, "dist")
    shutil.rmtree(dist, ignore_errors=True)
    session.run(*build, "--outdir", str(dist))
    session.run("check-wheel-contents", built(session))
    session.run("twine", "check", "--strict", built(session), built(session, "*.tar.gz"))
    session.run("python", "-I", "tests/package/metadata.py", built(session))
    from_tree = Path(session.create_tmp())
    session.run(*build, "--wheel", "--outdir", str(from_tree))
    ours, theirs = contents(built(session)), contents(from_tree / Path(built(session)).name)
    different = sorted({name for name, _ in ours ^ theirs})
    if different:
        session.error(f"the sdist and the source tree build different wheels: {different}")


def contents(wheel: str | Path) -> set[tuple[str, bytes]]:
    """Return the names and the bytes of the files in a wheel."""
    with ZipFile(wheel) as archive:
        return {(name, archive.read(name)) for name in archive.namelist()}


@nox.session(requires=["package"])
@nox.parametrize("extra", ["none", *EXTRAS], ids=["none", *EXTRAS])
def extras(session: nox.Session, extra: str) -> None:
    """Use the wheel with one extra alone, first with the lowest versions, then with the newest."""
    bare = extra == "none"
    wheel = built(session) if bare else f"{built(session)}[{extra}]"
    named = list(EXTRAS) if extra == "all" else [] if bare else [extra]
    use = ("tests/package/use_extra.py", extra)
    # Options of pip alone; uv does the same by default.
    pip = {"PIP_NO_COMPILE": "1", "PIP_UPGRADE_STRATEGY": "eager"}
    session.install(wheel, *lowest_versions(*named), env=pip)
    session.run("python", "-I", *use)
    session.install("--upgrade", wheel, env=pip)
    session.run("python", "-I", "-W", "error", *use)
    session.run("python", "-I", "tests/package/imports.py")


@nox.session
def install(session: nox.Session) -> None:
    """Install the package and an extra by the lines that the README and errors have."""
    session.run("python", "tests/package/install.py")


@nox.session(requires=["package"], python=[PYTHONS[0], PYTHONS[-1]])
def deploy(session: nox.Session) -> None:
    """Run the wheel as others deploy it, without extras and with all."""
    for wheel in (built(session), f"{built(session)}[all]"):
        session.install(wheel)
        session.run("python", "-I", "-W", "error", "tests/package/deploy.py", built(session))


@nox.session(requires=["package"])
def frozen(session: nox.Session) -> None:
    """Pack a program that uses the wheel into one file, with PyInstaller, and run it."""
    session.install(built(session), "pyinstaller")
    folder = session.create_tmp()
    places = [f"--{name}path={folder}/{name}" for name in ("dist", "work", "spec")]
    session.run("pyinstaller", "--onefile", "--log-level=ERROR", *places, "tests/package/frozen.py")
    session.run(f"{folder}/dist/frozen", external=True)


@nox.session(requires=["package"])
def consumer(session: nox.Session) -> None:
    """Check the types of a user's code against the wheel, without extras and with all."""
    session.install("mypy", "pyright[nodejs]", built(session))
    check_types(session, "consumer.py", "consumer_records.py")
    session.install("pandas-stubs", f"{built(session)}[all]")
    check_types(session, "consumer.py", "consumer_records.py", "consumer_extras.py")


def check_types(session: nox.Session, *names: str) -> None:
    """Run both checkers on scripts and on the examples of the docs, outside the source tree."""
    outside = Path(session.create_tmp())
    session.run("python", "-m", "tools.docs.examples", outside / "examples.py")
    for name in names:
        shutil.copy(Path("tests", "package", name), outside)
    (outside / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}\n', "utf-8")
    with session.chdir(outside):
        # The settings of this project are not those of others.
        session.run("mypy", "--strict", "--config-file=", *names, "examples.py")
        session.run("pyright", *names, "examples.py")


@nox.session(requires=["package"])
def router(session: nox.Session) -> None:
    """Test the project in `examples/router`, which depends on the wheel as a user would."""
    example = Path("examples/router").resolve()
    project = nox.project.load_toml(example / "pyproject.toml")
    needed = nox.project.dependency_groups(project, "types")
    session.install(built(session), str(example), *needed)
    session.chdir(example)
    session.run("python", "-m", "pytest")
    session.run("mypy")


@nox.session(requires=["package"])
def plugins(session: nox.Session) -> None:
    """Install a package that brings a provider, run its tests, and use it as a user would."""
    plugin = Path("tests/plugins/aiproviders-acme").resolve()
    project = nox.project.load_toml(plugin / "pyproject.toml")
    needed = nox.project.dependency_groups(project, "tests")
    session.install(built(session), str(plugin), *needed)
    session.run("python", "-I", "-W", "error", "tests/plugins/use_acme.py")
    session.chdir(plugin)
    session.run("python", "-m", "pytest")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation, every warning an error."""
    session.install("-e", ".[all]", *groups("docs"))
    options = ("-W", "-n", "-q", "-b", "html")
    session.run("python", "-m", "sphinx", *options, "docs", f"{session.create_tmp()}/html")


@nox.session
def spark(session: nox.Session) -> None:
    """Price usage on PySpark in local mode, where Java is installed."""
    if not shutil.which("java"):
        session.skip("Java is not installed")
    session.install("-e", ".[all]", *groups("spark"))
    tested = session.posargs or ("tests/spark", "docs/how-to-spark.md")
    session.run("pytest", "-q", "-W", "default", *tested)


@nox.session
def browser(session: nox.Session) -> None:
    """Look at reports in Chromium, where it is installed."""
    if not shutil.which("chromium"):
        session.skip("Chromium is not installed")
    session.install("-e", ".[report]", *groups("browser"))
    session.run("pytest", "-q", "tests/browser", *session.posargs)


@nox.session
def jupyter(session: nox.Session) -> None:
    """Look at notebooks in JupyterLab, in Chromium; the pictures are in `.nox/pictures`."""
    if not shutil.which("chromium"):
        session.skip("Chromium is not installed")
    session.install("-e", ".[pandas,polars,charts]", *groups("jupyter"))
    session.run("pytest", "-q", "tests/jupyter", *session.posargs)


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest allowed versions of the dependencies."""
    session.install("-e", ".[all]", *groups("tests"), *lowest_versions(*EXTRAS))
    left_out = [f"--ignore={folder}" for folder in SAME_IN_ALL_VERSIONS]
    session.run("pytest", "-q", FEWER, *PARALLEL, "tests", *left_out)


def tests_without_coverage(session: nox.Session) -> None:
    """Run the tests and every example on one version of Python, if it is installed."""
    session.install("-e", ".[all]", *groups("tests"))
    left_out = [f"--ignore={path}" for path in SAME_IN_ALL_PYTHONS]
    session.run("pytest", "-q", *(session.posargs or (FEWER, *PARALLEL, *left_out)))


for version in PYTHONS:
    on_version = nox.session(
        name=f"tests-{version}", python=version, default=version != THIS_PYTHON
    )
    on_version(tests_without_coverage)


@nox.session(default=False, reuse_venv=True)
def quick(session: nox.Session) -> None:
    """Check style and types, and run the tests without coverage, in an environment that is kept."""
    session.install("-e", ".[all]", *groups("lint", "types", "tests"))
    run_linters(session)
    session.run("mypy")
    session.run("pytest", "-q", "-x", *(session.posargs or PARALLEL))


@nox.session(default=False, reuse_venv=True)
def data(session: nox.Session) -> None:
    """Write all that depends on the data or the classes anew; `-- --pin` renews the examples'."""
    session.install("-e", ".[all]")
    session.run("python", "-m", "tools.data", *session.posargs)


@nox.session(default=False, requires=["package"])
def benchmarks(session: nox.Session) -> None:
    """Print how the package compares, as one table of ratios with goals; `-- 31` runs more."""
    session.install(f"{built(session)}[all]", *groups("benchmarks"))
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(default=False)
def peers(session: nox.Session) -> None:
    """Count anew what comparable packages hold, for the table of the README."""
    session.install("pip", *groups("counter-check"))
    session.run("python", "benchmarks/peers.py")
    session.install("-e", ".")
    session.run("python", "-m", "tools.docs.peers")


@nox.session(default=False)
def counter_check(session: nox.Session) -> None:
    """Price the same usage through ours and through the calculators of price catalogs."""
    session.install("-e", ".[polars]", *groups("counter-check"))
    session.run("python", "-m", "tools.counter_check.cases")
    session.run("python", "-m", "tools.counter_check.answers")
    session.run("python", "-m", "tools.counter_check.sessions")
    session.run("python", "-m", "tools.counter_check")


@nox.session(default=False, reuse_venv=True)
def refresh(session: nox.Session) -> None:
    """Make an edition of the market; `-- --models-dev FOLDER --epoch FOLDER` name what it reads."""
    session.install("-e", ".", *groups("edition"))
    session.run("python", "-m", "tools.edition", *session.posargs)


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Search for some ten minutes for inputs that break what the tests say of all inputs."""
    session.install("-e", ".[all]", *groups("fuzz"))
    session.run("pytest", "-q", *PARALLEL, "-m", "hypothesis", "--hypothesis-profile=fuzz", "tests")
    session.run("python", "-m", "tools.fuzz")


@nox.session(default=False)
def mutation(session: nox.Session) -> None:
    """Make 200 changes to the modules that differ from main, and see which no test notices."""
    session.install("-e", ".[all]", *groups("mutation"))
    session.run("python", "-m", "tools.mutation", *(session.posargs or ["200"]))
