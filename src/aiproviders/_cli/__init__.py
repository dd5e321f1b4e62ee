"""The command `aiproviders`.

Arguments come in; text, JSON, CSV, files and exit codes go out. A module holds related commands.
Start reading with `main`; `fallback` answers where the extra `cli` is not installed.
"""
