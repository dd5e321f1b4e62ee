"""A checkout of the repository of models.dev: TOML files, some of which extend others."""

import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from aiproviders._format.strict_reading import JsonObject, is_table, read_toml
from aiproviders.adapters._catalogue_values import UnexpectedError, texts
from aiproviders.adapters._models_dev_format import NAME, Catalogue
from aiproviders.errors import DataError

_OWN_FACTS = {"benchmarks", "license", "links", "weights"}
"""Fields of the facts about a model that its listings do not inherit."""

_COMMIT = re.compile(r"[0-9a-f]{40}")


def read_checkout(folder: Path) -> Catalogue:
    """Read the providers and the facts about models from the folder of a checkout.

    Raises:
        DataError: A file is not TOML, leads out of the folder, or names facts that are not there;
            or there is neither.
        OSError: A file cannot be read.
    """
    facts: JsonObject = {
        _id(file, folder / "models"): _read(file, folder)
        for file in sorted((folder / "models").rglob("*.toml"))
    }
    providers: JsonObject = {}
    for header in sorted((folder / "providers").glob("*/provider.toml")):
        provider = _read(header, folder)
        models = header.parent / "models"
        provider["models"] = {
            _id(file, models): _with_facts(_read(file, folder), facts, file.relative_to(folder))
            for file in sorted(models.rglob("*.toml"))
        }
        providers[header.parent.name] = provider
    if not providers and not facts:
        msg = "there is nothing of models.dev in this folder"
        raise DataError(msg, folder.name, expected="folders named models and providers")
    commit = _commit(folder)
    title = f"{NAME}, checkout of {commit[:12]}" if commit else f"{NAME}, checkout"
    return Catalogue(title, providers, facts, _fault)


def _read(file: Path, folder: Path) -> JsonObject:
    try:
        return read_toml(file, folder)[1]
    except DataError as error:
        raise DataError(error.message, str(file.relative_to(folder))) from None


def _id(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix().removesuffix(".toml")


def _with_facts(listing: JsonObject, facts: JsonObject, file: Path) -> JsonObject:
    """Fill in a listing from the facts that it names; its own values win, table by table."""
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
    merged = _overlaid(deepcopy(inherited), listing)
    merged.pop("base_model_omit", None)
    for path in omitted:
        _omit(merged, path.split("."))
    return merged


def _overlaid(below: JsonObject, above: Mapping[str, Any]) -> JsonObject:
    for key, value in above.items():
        are_tables = is_table(below.get(key)) and is_table(value)
        below[key] = _overlaid(below[key], value) if are_tables else value
    return below


def _omit(table: JsonObject, path: list[str]) -> None:
    """Remove the value at a path, and the tables that are empty without it."""
    key, *rest = path
    if rest and is_table(table.get(key)):
        _omit(table[key], rest)
        if not table[key]:
            del table[key]
    elif not rest:
        table.pop(key, None)


def _commit(folder: Path) -> str | None:
    """The commit that is checked out; None if Git keeps it in no plain file."""
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
