"""Hooks of the build: links of the README that hold anywhere, all data as JSON in the wheel."""

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE_LINK = re.compile(r"\]\((?![a-z]+:)(?P<here>#?)")
_RELATIVE_PICTURE = re.compile(r'\b(src|srcset)="(?![a-z]+:)')

_WRITE = """
import sys
from pathlib import Path

source, target = map(Path, sys.argv[1:])
sys.path.insert(0, str(source))
from aiproviders._display.built_view import write_models_view
from aiproviders._format.bundled.vocabulary import SHARED, shared_vocabulary
from aiproviders._format.market.assembled import write_built
from aiproviders._format.market.bundled import bundled_market
from aiproviders._format.registry import BUNDLED
from aiproviders._format.serialization import dump, load

for provider in BUNDLED:
    dump(load(source / "aiproviders" / "data" / provider), target / f"{provider}.json")
dump(shared_vocabulary(), target / f"{SHARED}.json")
market = bundled_market()
write_built(market, target / "market")
write_models_view(market, target / "market")
"""
"""A program of its own, so that the package is not imported into the builder's process."""


class AbsoluteLinks(MetadataHookInterface):
    """The hook that makes the README the description, with links into the repository."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the description, in which no link is relative: an index has the README alone."""
        repository = metadata["urls"]["Repository"]
        text = Path(self.root, "README.md").read_text("utf-8")
        description = _RELATIVE_LINK.sub(
            lambda found: f"]({repository}/blob/main/{'README.md#' if found['here'] else ''}", text
        )
        description = _RELATIVE_PICTURE.sub(
            lambda found: f'{found[1]}="{repository}/raw/main/', description
        )
        metadata["readme"] = {"content-type": "text/markdown", "text": description}


class CanonicalJson(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that adds the JSON of each bundled provider, the vocabulary and the market."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, unless the installation is editable and reads the source tree."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory()
        source = Path(self.root, "src")
        subprocess.run(  # noqa: S603 - the builder's own interpreter
            [sys.executable, "-c", _WRITE, str(source), self._folder.name], check=True
        )
        folder = Path(self._folder.name)
        for built in sorted(path for path in folder.rglob("*") if path.is_file()):
            place = built.relative_to(folder).as_posix()
            build_data["force_include"][str(built)] = f"aiproviders/data/{place}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary files."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
