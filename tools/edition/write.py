"""TOML of our format, a record's field or a price to a line, so that one change is one line."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aiproviders import Provider
from aiproviders._format.strict_reading import is_list, is_table

_HEAD = "#:schema ../../../schema/provider.json\n"


def write_toml(path: Path, comment: str, tables: Mapping[str, Any]) -> None:
    """Write a file whose tables are plain values.

    Args:
        path: The file, which is replaced.
        comment: What it holds, in a line.
        tables: Values by key; a list of tables stands as an array of tables.
    """
    blocks = [_HEAD + f"\n# {comment}\n"]
    plain = {key: value for key, value in tables.items() if not _is_tables(value)}
    if plain:
        blocks.append(_lines(plain))
    for key, rows in tables.items():
        if _is_tables(rows):
            blocks += [f"[[{key}]]\n{_lines(row)}" for row in rows]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(blocks), encoding="utf-8")


def _is_tables(value: object) -> bool:
    return is_list(value) and bool(value) and is_table(value[0])


def _lines(table: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_field(value)}\n" for key, value in table.items())


def _field(value: Any) -> str:
    if _is_tables(value):
        rows = "".join(f"  {_inline(each)},\n" for each in value)
        return f"[\n{rows}]"
    return _inline(value)


def _inline(value: object) -> str:
    if is_table(value):
        return f"{{ {', '.join(f'{key} = {_inline(each)}' for key, each in value.items())} }}"
    if is_list(value):
        return f"[{', '.join(map(_inline, value))}]"
    return json.dumps(value, ensure_ascii=False)


def write_provider(provider: Provider, folder: Path) -> None:
    """Write a provider as a folder of TOML: who it is, its models, its sources."""
    plain = provider.to_dict()
    sections = {"models": plain.pop("models", []), "sources": plain.pop("sources", [])}
    write_toml(folder / "provider.toml", "Who the lab is.", plain)
    write_toml(
        folder / "models.toml",
        "Models, with what is stated of each.",
        {"models": sections["models"]},
    )
    write_toml(folder / "sources.toml", "What is cited.", {"sources": sections["sources"]})
