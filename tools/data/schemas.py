"""Writes the JSON Schemas; run it after a change of the classes or of their docstrings."""

from pathlib import Path

import aiproviders
from aiproviders._format import json_schema

if __name__ == "__main__":
    json_schema.write(Path(aiproviders.__file__).with_name("schema"))
