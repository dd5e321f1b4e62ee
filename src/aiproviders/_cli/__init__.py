"""The command line: its commands, their options, and what they print.

Arguments come in; text, JSON, CSV, files and exit codes go out. Commands are in `commands`.
Start reading with `main`; without the extra `cli`, `fallback` answers.
"""
