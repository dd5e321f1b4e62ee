"""Writes everything that depends on the data, or on the classes, in order.

With `--pin`, the examples run on the present data from now on.
"""

import subprocess
import sys

# Each in a process of its own, as one writes what the next is made with: versions stand on pages,
# and the texts about fields in the JSON Schemas and in tables.
SCRIPTS = (
    "tools.data.versions",
    "tools.docs.descriptions",
    "tools.data.record_fields",
    "tools.data.schemas",
    "tools.data.digests",
    "tools.data.published_ids",
    "tools.docs.adapters",
    "tools.docs.closed_lists",
    "tools.docs.columns",
    "tools.docs.command_line",
    "tools.docs.contradictions",
    "tools.docs.data_pages",
    "tools.docs.formats",
    "tools.docs.market",
    "tools.docs.market_pictures",
    "tools.docs.peers",
    "tools.docs.readme",
    "tools.docs.rooms",
)


def write_all(*, pin: bool) -> None:
    """Run every script, the first of them with `pin` the one that pins the present data."""
    for script in (*SCRIPTS[:1], *(["tools.docs.pinned"] if pin else []), *SCRIPTS[1:]):
        print(script, flush=True)
        subprocess.run([sys.executable, "-m", script], check=True)  # noqa: S603 - scripts of ours


if __name__ == "__main__":
    write_all(pin=sys.argv[1:] == ["--pin"])
