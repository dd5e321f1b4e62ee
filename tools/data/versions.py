"""Raises `data_version` of each bundled provider whose rows are not those last committed."""

import re
import subprocess
import tomllib
from pathlib import Path

from aiproviders import Period, provider
from aiproviders._format.bundled.files import DATA
from tools.data.digests import KEPT, present


def raised(version: str, newest: Period | None) -> str:
    """Return the version after this one: the month of the newest fact, then a counter.

    Args:
        version: Such as `2026.06.2`.
        newest: The date of the newest fact.
    """
    year, month, counter = version.split(".")
    day = newest.start if newest else None
    if day is not None and f"{day:%Y.%m}" > f"{year}.{month}":
        return f"{day:%Y.%m}.1"
    return f"{year}.{month}.{int(counter) + 1}"


def kept() -> dict[str, dict[str, str]]:
    """Return the digests last committed, so that a change that is made in steps counts once."""
    committed = subprocess.run(  # noqa: S603 - a name of ours
        ["git", "show", f"HEAD:./{KEPT.name}"],  # noqa: S607 - the user's git
        cwd=KEPT.parent,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return tomllib.loads(committed.stdout or KEPT.read_text("utf-8"))


def raise_version(path: Path, version: str) -> None:
    """Write the version into a `provider.toml`."""
    line = re.compile(r'^data_version = ".*"$', re.MULTILINE)
    path.write_text(line.sub(f'data_version = "{version}"', path.read_text("utf-8"), 1), "utf-8")


if __name__ == "__main__":
    before = kept()
    for id, after in present().items():
        old = before.get(id)
        if old and old["rows"] != after["rows"] and old["data_version"] == after["data_version"]:
            version = raised(after["data_version"], provider(id).newest_fact)
            raise_version(Path(DATA, id, "provider.toml"), version)
            print(f"facts of {id} changed: raised its data_version to {version}")
