"""Hooks of the build: links of the README that hold anywhere, providers as JSON in the wheel."""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE_LINK = re.compile(r"\]\((?![a-z]+:|#)")

_WRITE = """
import sys
from pathlib import Path

source, target = map(Path, sys.argv[1:])
sys.path.insert(0, str(source))
from aiproviders._format.registry import BUNDLED
from aiproviders._format.serialization import dump, load

for provider in BUNDLED:
    dump(load(source / "aiproviders" / "data" / provider), target / f"{provider}.json")
"""
"""A program of its own, so that the package is not imported into the builder's process."""


class AbsoluteLinks(MetadataHookInterface):
    """The hook that makes the README the description, with links into the repository."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the description, in which no link is relative: an index has none of the pages."""
        pages = f"]({metadata['urls']['Repository']}/blob/main/"
        text = Path(self.root, "README.md").read_text("utf-8")
        description = _RELATIVE_LINK.sub(lambda _: pages, text)
        metadata["readme"] = {"content-type": "text/markdown", "text": description}


class CanonicalJson(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that adds `data/<provider>.json` for each bundled provider."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, unless the installation is editable and reads the source tree."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory()
        source = Path(self.root, "src")
        subprocess.run(  # noqa: S603 - the builder's own interpreter
            [sys.executable, "-c", _WRITE, str(source), self._folder.name], check=True
        )
        for built in sorted(Path(self._folder.name).iterdir()):
            build_data["force_include"][str(built)] = f"aiproviders/data/{built.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary files."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
