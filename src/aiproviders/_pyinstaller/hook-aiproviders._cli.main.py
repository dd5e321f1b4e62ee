"""A hook of PyInstaller: the modules of commands, which are imported by their names."""

from pathlib import Path

_COMMAND_LINE = Path(__file__).parents[1] / "_cli"

hiddenimports = [f"aiproviders._cli.{path.stem}" for path in _COMMAND_LINE.glob("*.py")]
