"""Where PyInstaller finds the hook of this package."""

from pathlib import Path


def hook_folders() -> list[str]:
    """Return the folder of the hook."""
    return [str(Path(__file__).parent)]
