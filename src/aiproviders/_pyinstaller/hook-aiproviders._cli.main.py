"""A hook of PyInstaller: the modules of commands, which are imported by their names."""

from pathlib import Path

_COMMANDS = Path(__file__).parents[1] / "_cli" / "commands"

hiddenimports = [f"aiproviders._cli.commands.{path.stem}" for path in _COMMANDS.glob("*.py")]
