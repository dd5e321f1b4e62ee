"""Every check of the project; `nox` runs them all."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import nox
import nox.project

PYPROJECT = nox.project.load_toml("pyproject.toml")
REQUIRED: list[str] = PYPROJECT["project"]["dependencies"]
EXTRAS: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
# By file, as the examples of a page build on each other.
PARALLEL = ("-n", "auto", "--dist", "loadfile")

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = [
    "lint", "types", "tests", "lowest", "docs",
    "package", "extras", "consumer", "router", "plugins",
]  # fmt: skip


def install_group(session: nox.Session, *groups: str) -> None:
    """Install dependency groups of pyproject.toml, with any pip."""
    session.install(*nox.project.dependency_groups(PYPROJECT, *groups))


def lowest_versions(*extras: str) -> list[str]:
    """The lowest versions that are allowed of what the package and extras of it need."""
    needed = {*REQUIRED, *(each for extra in extras for each in EXTRAS[extra])}
    return [each.replace(">=", "==") for each in needed if not each.startswith("aiproviders")]


def built(session: nox.Session, pattern: str = "*.whl") -> str:
    """Path of the wheel that the session `package` built."""
    (path,) = Path(session.cache_dir, "dist").resolve().glob(pattern)
    return str(path)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style and format."""
    install_group(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, of the package and from outside it."""
    install_group(session, "types")
    session.install("-e", ".[all]")
    session.run("mypy")
    session.run("pyright")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and every example; all lines and branches have to be covered."""
    install_group(session, "tests")
    session.install("-e", ".[all]")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *(session.posargs or PARALLEL))
    if not session.posargs:
        session.run("coverage", "combine", "--quiet")
        session.run("coverage", "report")


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions of the dependencies that are allowed."""
    install_group(session, "tests")
    session.install("-e", ".[all]", *lowest_versions(*EXTRAS))
    session.run("pytest", "-q", *PARALLEL, "tests")


@nox.session
def package(session: nox.Session) -> None:
    """Build the wheel and the sdist, check them, and use the wheel alone."""
    install_group(session, "package")
    dist = Path(session.cache_dir, "dist")
    shutil.rmtree(dist, ignore_errors=True)
    session.run("python", "-m", "build", "--outdir", str(dist))
    session.run("check-wheel-contents", built(session))
    session.run("twine", "check", "--strict", built(session), built(session, "*.tar.gz"))
    from_tree = Path(session.create_tmp())
    session.run("python", "-m", "build", "--wheel", "--outdir", str(from_tree))
    ours, theirs = contents(built(session)), contents(from_tree / Path(built(session)).name)
    different = sorted({name for name, _ in ours ^ theirs})
    if different:
        session.error(f"the sdist and the source tree build different wheels: {different}")


def contents(wheel: str | Path) -> set[tuple[str, bytes]]:
    """The files in a wheel, each with what it holds."""
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
    session.install("--no-compile", wheel, *lowest_versions(*named))
    session.run("python", "-I", *use)
    session.install("--no-compile", "--upgrade", "--upgrade-strategy", "eager", wheel)
    session.run("python", "-I", "-W", "error", *use)
    session.run("python", "-I", "tests/package/imports.py")


@nox.session(requires=["package"])
def consumer(session: nox.Session) -> None:
    """Check the types of a user's code against the wheel, without extras and with all."""
    session.install("mypy", "pyright[nodejs]", built(session))
    check_types(session, "consumer.py")
    session.install("pandas-stubs", f"{built(session)}[all]")
    check_types(session, "consumer.py", "consumer_extras.py")


def check_types(session: nox.Session, *names: str) -> None:
    """Run both checkers on scripts from outside the source tree."""
    outside = Path(session.create_tmp())
    for name in names:
        shutil.copy(Path("tests", "package", name), outside)
    (outside / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}\n', "utf-8")
    with session.chdir(outside):
        session.run("mypy", "--strict", *names)
        session.run("pyright", *names)


@nox.session(requires=["package"])
def router(session: nox.Session) -> None:
    """Test the project in `examples/router`, which depends on the wheel as a user would."""
    example = Path("examples/router").resolve()
    groups = nox.project.load_toml(example / "pyproject.toml")
    needed = nox.project.dependency_groups(groups, "types")
    session.install(built(session), str(example), *needed)
    session.chdir(example)
    session.run("python", "-m", "pytest")
    session.run("mypy")


@nox.session
def plugins(session: nox.Session) -> None:
    """Install a package that brings a provider, run its tests, and use it as a user would."""
    plugin = Path("tests/plugins/aiproviders-acme").resolve()
    groups = nox.project.load_toml(plugin / "pyproject.toml")
    session.install(".", str(plugin), *nox.project.dependency_groups(groups, "tests"))
    session.run("python", "-I", "-W", "error", "tests/plugins/use_acme.py")
    session.chdir(plugin)
    session.run("python", "-m", "pytest")


@nox.session
def docs(session: nox.Session) -> None:
    """Build the documentation, every warning an error."""
    install_group(session, "docs")
    session.install("-e", ".[all]")
    session.run(
        "sphinx-build", "-W", "-n", "-q", "-b", "html", "docs", f"{session.create_tmp()}/html"
    )


@nox.session(default=False)
def spark(session: nox.Session) -> None:
    """Price usage on PySpark in local mode, for which Java has to be installed."""
    install_group(session, "spark")
    session.install("-e", ".[all]")
    session.run("pytest", "-q", "-W", "default", "tests/spark", *session.posargs)


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Look at reports in Chromium, which has to be installed."""
    install_group(session, "browser")
    session.install("-e", ".[charts]")
    session.run("pytest", "-q", "tests/browser", *session.posargs)


@nox.session(default=False)
def schema(session: nox.Session) -> None:
    """Write the JSON Schemas that editors read anew, after a change of the classes."""
    session.install("-e", ".")
    session.run(
        "python",
        "-c",
        "import pathlib; from aiproviders._format import json_schema; "
        "json_schema.write(pathlib.Path('src/aiproviders/schema'))",
    )


@nox.session(default=False)
def benchmarks(session: nox.Session) -> None:
    """Print how the package compares, as ratios of interleaved runs."""
    install_group(session, "benchmarks")
    session.install(".")
    session.run("python", "-I", "benchmarks/cold_start.py", *session.posargs)
    session.run("python", "-I", "benchmarks/lookup.py")
    session.run("python", "-I", "benchmarks/adapters.py")


@nox.session(default=False)
def counter_check(session: nox.Session) -> None:
    """Price the same usage through ours and through the calculators of other catalogues."""
    install_group(session, "counter-check")
    session.install("-e", ".")
    session.run("python", "-m", "tools.counter_check")


@nox.session(default=False)
def mutation(session: nox.Session) -> None:
    """See which changes to the code no test notices."""
    install_group(session, "mutation")
    session.install("-e", ".[all]")
    session.run("mutmut", "run", *session.posargs)
