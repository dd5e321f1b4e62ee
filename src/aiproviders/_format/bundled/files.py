"""The files of data in the package, which may lie in an archive."""

import json
import os
from typing import Any

_PACKAGE = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120
DATA = os.path.join(_PACKAGE, "data")  # noqa: PTH118
"""Where they are, as a text: `pathlib` is slow to import."""


def read_built(folder: str | os.PathLike[str], name: str) -> Any:
    """Return what a JSON file of a built package holds.

    Raises:
        OSError: There is no such file.
    """
    return json.loads(_read(os.path.join(folder, f"{name}.json")))  # noqa: PTH118


def read_toml(name: str) -> dict[str, Any]:
    """Return what a TOML file beside those of the providers holds."""
    import tomllib
    from decimal import Decimal

    text = _read(os.path.join(DATA, f"{name}.toml")).decode()  # noqa: PTH118
    return tomllib.loads(text, parse_float=Decimal)


def _read(path: str) -> bytes:
    """Read a file that may be in an archive, as `importlib.resources` does in much longer."""
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(path)
    return data
