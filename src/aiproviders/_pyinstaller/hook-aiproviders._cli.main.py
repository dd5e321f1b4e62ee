"""A hook of PyInstaller: the modules of the commands, which are imported by name when called."""

from PyInstaller.utils.hooks import collect_submodules

hiddenimports = collect_submodules("aiproviders._cli")
