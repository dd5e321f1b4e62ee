"""Writes digests of the bundled data into tests/data, so that no fact changes unseen."""

import json
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

from aiproviders import Provider, provider
from aiproviders._format.bundled.files import DATA
from aiproviders._format.registry import BUNDLED

KEPT = Path(__file__).parents[2] / "tests" / "data" / "digests.toml"
HEAD = """\
# What each bundled provider is, byte by byte: its versions, and SHA-256 of its rows and its JSON.
# Written by tools/data/digests.py.
"""


def digests(folder: Path, loaded: Provider) -> dict[str, str]:
    """Return what is kept of a provider: its versions, a digest of its rows and one of its JSON.

    The rows are those of its TOML files, and those it takes from the shared vocabulary; comments,
    versions and the code that reads them have no part in it.
    """
    rows: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, value in tomllib.loads(path.read_text("utf-8")).items():
            rows[key] = rows.get(key, []) + value if isinstance(value, list) else value
    for section in ("measures", "benchmarks"):
        shared = tomllib.loads(Path(DATA, f"{section}.toml").read_text("utf-8"))[section]
        taken = getattr(loaded, section).ids
        rows[f"shared {section}"] = [row for row in shared if row["id"] in taken]
    versions = {name: rows.pop(name) for name in ("data_version", "schema")}
    texts = json.dumps(rows, sort_keys=True, default=str).encode()
    return {
        **versions,
        "rows": sha256(texts).hexdigest(),
        "json": sha256(loaded.to_json()).hexdigest(),
    }


def present() -> dict[str, dict[str, str]]:
    """Return the digests of the present data, by provider."""
    return {id: digests(Path(DATA, id), provider(id)) for id in BUNDLED}


def kept() -> dict[str, dict[str, str]]:
    """Return the digests that were written last, by provider."""
    return tomllib.loads(KEPT.read_text("utf-8"))


def change(id: str, old: dict[str, str], new: dict[str, str]) -> str:
    """Return what digests that differ say about a provider; nothing where they are the same."""
    if not old:
        return f"{id} is new"
    changed = {name for name in new if old[name] != new[name]}
    versions = [f"{name} {new[name]}" for name in ("data_version", "schema") if name in changed]
    if versions:
        return f"{id} has {' and '.join(versions)} now"
    if changed == {"json"}:
        return (
            f"the rows of {id} are as they were, and the code writes them otherwise; where a field "
            "came or went, raise SCHEMA in src/aiproviders/_format/validation.py"
        )
    if changed == {"rows"}:
        return f"the rows of {id} are written otherwise and say the same"
    return f"facts of {id} changed" if changed else ""


def changes() -> list[str]:
    """Return what the digests say about each provider that is not what it was."""
    old, new = kept(), present()
    gone = [f"{id} is gone" for id in old if id not in new]
    return gone + [said for id in new if (said := change(id, old.get(id, {}), new[id]))]


def text() -> str:
    """Return the text of the file that keeps the digests."""
    tables = (
        "\n".join([f"\n[{id}]", *(f'{name} = "{value}"' for name, value in each.items())]) + "\n"
        for id, each in present().items()
    )
    return HEAD + "".join(tables)


if __name__ == "__main__":
    for said in changes():
        print(said)
    KEPT.write_text(text(), "utf-8")
