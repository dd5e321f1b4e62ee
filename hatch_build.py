"""Build hook that puts the bundled providers into the wheel as JSON, beside their TOML."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CanonicalJson(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that adds `data/<provider>.json` for each bundled provider."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, unless the installation is editable and reads the source tree."""
        if version == "editable":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from aiproviders._format.registry import BUNDLED
        from aiproviders._format.serialization import dump, load

        self._folder = TemporaryDirectory()
        for provider in BUNDLED:
            built = Path(self._folder.name) / f"{provider}.json"
            dump(load(source / "aiproviders" / "data" / provider), built)
            build_data["force_include"][str(built)] = f"aiproviders/data/{provider}.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the temporary files."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
