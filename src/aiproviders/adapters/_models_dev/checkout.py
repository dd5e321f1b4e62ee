"""A checkout of the repository of models.dev: TOML files, some of which extend others."""

import os
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

from aiproviders._format.strict_reading import JsonObject, is_table, read_toml
from aiproviders.adapters._models_dev.format import NAME, PriceCatalog
from aiproviders.adapters._reading.odd_values import OddValues
from aiproviders.adapters._reading.values import UnexpectedError, texts
from aiproviders.errors import DataError

_OWN_FACTS = {"benchmarks", "license", "links", "weights"}
"""Fields of the facts about a model that its listings do not inherit."""

_COMMIT = re.compile(r"[0-9a-f]{40}")


def read_checkout(folder: Path, odd: OddValues) -> PriceCatalog:
    """Read the providers and the facts about models from the folder of a checkout.

    A file that cannot be read is left out: one that is not TOML, or a link that leads nowhere or
    out of the folder. A provider without its own file has its models still.

    Args:
        folder: The folder.
        odd: Where the files and values that are left out are noted.

    Raises:
        DataError: There is nothing of models.dev.
    """
    facts = _files(folder / "models", folder, odd)
    providers: JsonObject = {}
    for home in sorted((folder / "providers").glob("*")):
        id, header, models = home.name, home / "provider.toml", home / "models"
        if not os.path.lexists(header):
            continue
        listings = _files(models, folder, odd)
        for name, listing in listings.items():
            with_facts = partial(_with_facts, name, listing, facts)
            steps = ("providers", id, "models", name)
            listings[name] = odd.read(with_facts, _without_facts, listing, *steps)
        providers[id] = {**(_file(header, folder, odd) or {"name": id}), "models": listings}
    if not providers and not facts:
        msg = "there is nothing of models.dev in this folder"
        raise DataError(msg, folder.name, expected="folders named models and providers")
    commit = _commit(folder)
    title = f"{NAME}, checkout of {commit[:12]}" if commit else f"{NAME}, checkout"
    return PriceCatalog(title, providers, facts)


def _files(inside: Path, folder: Path, odd: OddValues) -> JsonObject:
    """The contents of the files that can be read, by their path without its ending."""
    found = {
        file.relative_to(inside).as_posix().removesuffix(".toml"): _file(file, folder, odd)
        for file in sorted(inside.rglob("*.toml"))
    }
    return {id: contents for id, contents in found.items() if contents is not None}


def _file(file: Path, folder: Path, odd: OddValues) -> JsonObject | None:
    name = str(file.relative_to(folder))
    try:
        return read_toml(file, folder)[1]
    except DataError as error:
        odd.note(DataError(error.message, name))
    except OSError as error:
        odd.note(DataError(f"this cannot be read: {error.strerror}", name))
    return None


def _with_facts(
    id: str, listing: JsonObject, facts: JsonObject, left_out: Sequence[str]
) -> JsonObject:
    """Fill in a listing from the facts that it names; its own values win, table by table."""
    if left_out:
        return {"name": id, **listing}
    base = listing.get("base_model")
    if base is None:
        return listing
    if type(base) is not str or base not in facts:
        raise UnexpectedError(base, "the path of a file of models", "base_model")
    omitted = texts(listing, "base_model_omit")
    inherited = {key: value for key, value in facts[base].items() if key not in _OWN_FACTS}
    merged = _overlaid(deepcopy(inherited), listing)
    merged.pop("base_model_omit", None)
    for path in omitted:
        _omit(merged, path.split("."))
    return merged


def _without_facts(listing: JsonObject, path: tuple[str, ...]) -> str:
    """Take out of a listing which facts it builds on, as they cannot be found."""
    for field in ("base_model", "base_model_omit"):
        listing.pop(field, None)
    return path[0]


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


def fault(error: UnexpectedError) -> DataError:
    """Return the error for the caller, with the path of the file in the folder."""
    section, name, *steps = error.steps
    file = f"{section}/{name}.toml"
    if section == "providers":
        file = f"{section}/{name}/provider.toml"
        if steps[:1] == ["models"]:
            file = f"{section}/{name}/models/{steps[1]}.toml"
            steps = steps[2:]
    error.steps = tuple(steps)
    return error.in_file(file)
