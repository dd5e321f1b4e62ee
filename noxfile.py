"""Every check of the project; `nox` runs them all."""

from pathlib import Path

import nox
import nox.project

PYPROJECT = nox.project.load_toml("pyproject.toml")

nox.needs_version = ">=2025.5"
nox.options.default_venv_backend = "virtualenv"
nox.options.error_on_missing_interpreters = True
nox.options.sessions = ["lint", "types", "tests", "lowest", "package", "plugins", "docs"]


def install_group(session: nox.Session, *groups: str) -> None:
    """Install dependency groups of pyproject.toml, with any pip."""
    session.install(*nox.project.dependency_groups(PYPROJECT, *groups))


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
    session.install("-e", ".")
    session.run("mypy")
    session.run("pyright")


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests and every example; all lines and branches have to be covered."""
    install_group(session, "tests")
    session.install("-e", ".")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *session.posargs)
    if not session.posargs:
        session.run("coverage", "combine", "--quiet")
        session.run("coverage", "report")


@nox.session
def package(session: nox.Session) -> None:
    """Build the wheel, install it alone, and use it as a user would."""
    folder = Path(session.create_tmp())
    for old in folder.glob("*.whl"):
        old.unlink()
    session.run("python", "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), ".")
    (wheel,) = folder.glob("*.whl")
    session.install("--force-reinstall", str(wheel))
    session.chdir(folder)
    session.run("python", "-W", "error", "-m", "aiproviders")
    session.run(
        "python",
        "-c",
        "from aiproviders._bundled import DATA, load_bundled; "
        "from aiproviders._serialization import load; "
        "assert (DATA / 'alibaba.json').exists(), 'the wheel has no built data'; "
        "assert load(DATA / 'alibaba') == load_bundled('alibaba'), 'built data differs'; "
        "assert (DATA.parent / 'schema' / 'provider.json').exists(), 'the wheel has no schema'",
    )


@nox.session
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest versions of the dependencies that are allowed."""
    pinned = [each.replace(">=", "==") for each in PYPROJECT["project"]["dependencies"]]
    install_group(session, "tests")
    session.install("-e", ".", *pinned)
    session.run("pytest", "-q", "tests")


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
    session.install("-e", ".")
    session.run(
        "sphinx-build", "-W", "-n", "-q", "-b", "html", "docs", f"{session.create_tmp()}/html"
    )


@nox.session(default=False)
def schema(session: nox.Session) -> None:
    """Write the JSON Schemas that editors read anew, after a change of the classes."""
    session.install("-e", ".")
    session.run(
        "python",
        "-c",
        "import pathlib; from aiproviders import _schema; "
        "_schema.write(pathlib.Path('src/aiproviders/schema'))",
    )


@nox.session(default=False)
def benchmarks(session: nox.Session) -> None:
    """Print how the package compares, as ratios of interleaved runs."""
    install_group(session, "benchmarks")
    session.install(".")
    session.run("python", "-I", "benchmarks/cold_start.py", *session.posargs)
    session.run("python", "-I", "benchmarks/lookup.py")


@nox.session(default=False)
def mutation(session: nox.Session) -> None:
    """See which changes to the code no test notices."""
    install_group(session, "mutation")
    session.install("-e", ".")
    session.run("mutmut", "run", *session.posargs)
