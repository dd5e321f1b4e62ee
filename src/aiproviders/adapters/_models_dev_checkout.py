"""A checkout of the repository of models.dev: TOML files, some of which build on others."""

import re
from copy import deepcopy
from pathlib import Path

from aiproviders._format.files import toml
from aiproviders.adapters._catalogue_files import Table
from aiproviders.adapters._models_dev_format import NAME, Catalogue
from aiproviders.adapters._values import UnexpectedError, is_table, texts
from aiproviders.errors import DataError

_OWN_FACTS = {"benchmarks", "license", "links", "weights"}
"""What the facts about a model say, and no listing of it inherits."""

_COMMIT = re.compile(r"[0-9a-f]{40}")


def read_checkout(folder: Path) -> Catalogue:
    """Read the providers and the facts about models from the folder of a checkout.

    Raises:
        DataError: A file is not TOML, leads out of the folder, or names facts that are not there;
            or there is neither.
        OSError: A file cannot be read.
    """
    facts: Table = {
        _id(file, folder / "models"): _read(file, folder)
        for file in sorted((folder / "models").rglob("*.toml"))
    }
    providers: Table = {}
    for header in sorted((folder / "providers").glob("*/provider.toml")):
        provider = _read(header, folder)
        models = header.parent / "models"
        provider["models"] = {
            _id(file, models): _built(_read(file, folder), facts, file.relative_to(folder))
            for file in sorted(models.rglob("*.toml"))
        }
        providers[header.parent.name] = provider
    if not providers and not facts:
        msg = "there is nothing of models.dev in this folder"
        raise DataError(msg, folder.name, expected="folders named models and providers")
    commit = _commit(folder)
    title = f"{NAME}, checkout of {commit[:12]}" if commit else f"{NAME}, checkout"
    return Catalogue(title, providers, facts, _fault)


def _read(file: Path, folder: Path) -> Table:
    try:
        return toml(file, folder)[1]
    except DataError as error:
        raise DataError(error.message, str(file.relative_to(folder))) from None


def _id(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix().removesuffix(".toml")


def _built(listing: Table, facts: Table, file: Path) -> Table:
    """Put a listing onto the facts that it builds on: its own values win, table by table."""
    base = listing.get("base_model")
    if base is None:
        return listing
    if type(base) is not str or base not in facts:
        expected = "the path of a file of models"
        raise UnexpectedError(base, expected, "base_model").in_file(str(file))
    try:
        omitted = texts(listing, "base_model_omit")
    except UnexpectedError as error:
        raise error.in_file(str(file)) from None
    inherited = {key: value for key, value in facts[base].items() if key not in _OWN_FACTS}
    built = _merged(deepcopy(inherited), listing)
    built.pop("base_model_omit", None)
    for path in omitted:
        _omit(built, path.split("."))
    return built


def _merged(below: Table, above: Table) -> Table:
    for key, value in above.items():
        lower = below.get(key)
        are_tables = is_table(lower) and is_table(value)
        below[key] = _merged(below[key], value) if are_tables else value
    return below


def _omit(table: Table, path: list[str]) -> None:
    """Take out what a path leads to, and the tables that are empty without it."""
    key, *rest = path
    if rest and is_table(table.get(key)):
        _omit(table[key], rest)
        if not table[key]:
            del table[key]
    elif not rest:
        table.pop(key, None)


def _commit(folder: Path) -> str | None:
    """The commit that is checked out, where Git says so in a plain file."""
    try:
        head = (folder / ".git" / "HEAD").read_text("utf-8").strip()
        if head.startswith("ref: "):
            head = (folder / ".git" / head.removeprefix("ref: ")).read_text("utf-8").strip()
    except (OSError, ValueError):
        return None
    return head if _COMMIT.fullmatch(head) else None


def _fault(error: UnexpectedError) -> DataError:
    section, name, *steps = error.steps
    file = f"{section}/{name}.toml"
    if section == "providers":
        file = f"{section}/{name}/provider.toml"
        if steps[0] == "models":
            file = f"{section}/{name}/models/{steps[1]}.toml"
            steps = steps[2:]
    error.steps = tuple(steps)
    return error.in_file(file)
