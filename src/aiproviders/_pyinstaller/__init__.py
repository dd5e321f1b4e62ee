"""What PyInstaller packs into a program that uses the package.

PyInstaller asks `hook_folder` where hooks are, by the entry point in `pyproject.toml`, and runs the
hook of each module that it packs, which names the files that imports do not lead to.
"""
