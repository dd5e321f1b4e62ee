"""What sessions of Claude Code cost: by ours, and by the rule that ccusage publishes.

`python -m tools.counter_check.sessions` writes the table of docs/counter-check.md, and fails if a
difference has no reviewed cause, or a cause no difference. The rule is that of the pages
`docs/guide/cost-modes.md` and `rust/adapters/claude/src/README.md` of ccusage/ccusage.
"""

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from aiproviders import Catalog, Citation, Model, TokenPrice, usage
from tools.counter_check.answers import PAGE

BEGIN, END = "<!-- sessions begin -->", "<!-- sessions end -->"
_SAMPLES = ("claude_code.jsonl", "claude_code_copies.jsonl")
_FOLDER = Path("tests/usage/samples")

_RATES: dict[str, str] = {
    "input": "3",
    "output": "15",
    "cache_read": "0.3",
    "cache_write": "3.75",
    "cache_write_1h": "6",
    "searches": "10",
}

CAUSES = {
    "msg_2": "Ours: searches are billed by count; they price tokens alone.",
    "msg_4": (
        "Both: they take the cost that an old version wrote; ours keeps it as `reported_cost`, "
        "and is what they say in their mode `calculate`."
    ),
    "msg_bdrk_7": (
        "Ours: an id of Bedrock tells the host, whose price counts; they take that of the name, "
        "which is Anthropic's."
    ),
    "msg_9": "Ours: the answer says that it was made in the US, which has a price of its own.",
    "msg_10": "Ours: Anthropic bills the summary within an answer, which its totals leave out.",
}
"""Why the two differ, by the id of the answer."""


class Compared(NamedTuple):
    """What an answer costs.

    Attributes:
        id: Its id.
        ours: By ours, in dollars.
        theirs: By the rule of ccusage.
    """

    id: str
    ours: Decimal
    theirs: Decimal

    @property
    def cause(self) -> str | None:
        """Why the two differ; None if nothing says it."""
        return CAUSES.get(self.id)


def _price(factor: str, **terms: Any) -> TokenPrice:
    rates: dict[str, Any] = {name: Decimal(rate) * Decimal(factor) for name, rate in _RATES.items()}
    rates["searches"] = Decimal(_RATES["searches"])
    cited = (Citation(source="list", section="Prices"),)
    return TokenPrice(currency="USD", citations=cited, **rates, **terms)


def _models() -> Catalog[Model]:
    prices = (_price("1"), _price("1.1", region="us"), _price("1.2", host="bedrock"))
    names = ("claude-small", "claude-large")
    return Catalog(Model(id=name, provider="anthropic", name=name, prices=prices) for name in names)


def compared() -> Iterator[Compared]:
    """Give each answer of the samples that costs something by one of the two."""
    ours, theirs = dict[str, Decimal](), dict[str, Decimal]()
    log = usage.read([_FOLDER / sample for sample in _SAMPLES])
    for row in log.cost(models=_models()).collect().iter_rows(named=True):
        id = row["id"].split(", ")[0]
        ours[id] = ours.get(id, Decimal(0)) + Decimal(str(row["cost"] or 0))
    for line in _theirs():
        id = line["message"]["id"]
        theirs[id] = theirs.get(id, Decimal(0)) + _their_cost(line)
    for id in dict.fromkeys([*theirs, *ours]):
        pair = (ours.get(id, Decimal(0)), theirs.get(id, Decimal(0)))
        if any(pair):
            yield Compared(id, *(each.quantize(Decimal("0.000001")) for each in pair))


def _lines() -> Iterator[Any]:
    for sample in _SAMPLES:
        for text in (_FOLDER / sample).read_text("utf-8").splitlines():
            record = json.loads(text)
            line = record["data"]["message"] if record["type"] == "progress" else record
            if "usage" in line.get("message", {}):
                yield {"sessionId": record["sessionId"], **line}


def _theirs() -> list[Any]:
    """Return the lines that ccusage keeps: of those of one request, the one with most tokens."""
    kept = list[Any]()
    for line in _lines():
        place = next((n for n, each in enumerate(kept) if _is_same(each, line)), None)
        if place is None:
            kept.append(line)
        elif _rank(line) > _rank(kept[place]):
            kept[place] = line
    return kept


def _is_same(one: Any, other: Any) -> bool:
    if one["message"]["id"] != other["message"]["id"]:
        return False
    if one.get("isSidechain") or other.get("isSidechain"):
        return True
    if one.get("requestId") != other.get("requestId"):
        return False
    is_unique = "requestId" in one or one["message"]["id"].startswith("msg_")
    return is_unique or one["timestamp"] == other["timestamp"]


def _rank(line: Any) -> tuple[bool, int]:
    used = line["message"]["usage"]
    return not line.get("isSidechain"), sum(v for v in used.values() if isinstance(v, int))


def _their_cost(line: Any) -> Decimal:
    used = line["message"]["usage"]
    if "costUSD" in line:
        return Decimal(str(line["costUSD"]))
    advised = (each for each in used.get("iterations", ()) if each["type"] == "advisor_message")
    return sum((_of_tokens(each) for each in (used, *advised)), Decimal(0))


def _of_tokens(used: Any) -> Decimal:
    written = used.get("cache_creation_input_tokens", 0)
    kept = used.get("cache_creation", {"ephemeral_5m_input_tokens": written})
    counts = {
        "input": used["input_tokens"],
        "output": used["output_tokens"],
        "cache_read": used.get("cache_read_input_tokens", 0),
        "cache_write": kept.get("ephemeral_5m_input_tokens", 0),
        "cache_write_1h": kept.get("ephemeral_1h_input_tokens", 0),
    }
    return sum((n * Decimal(_RATES[kind]) for kind, n in counts.items()), Decimal(0)) / 10**6


def table(answers: list[Compared]) -> str:
    """Return the table of Markdown: what both say, and why they differ."""
    lines = ["| Answer | Ours | ccusage | |", "| --- | --- | --- | --- |"]
    for each in answers:
        is_same = each.ours == each.theirs
        theirs = "the same" if is_same else f"${each.theirs.normalize():f}"
        why = "" if is_same else each.cause or "not explained"
        lines.append(f"| `{each.id}` | ${each.ours.normalize():f} | {theirs} | {why} |")
    return "\n".join(lines)


def unexplained(answers: list[Compared]) -> list[str]:
    """Return the differences without a cause, and the causes without a difference."""
    differing = {each.id for each in answers if each.ours != each.theirs}
    return sorted(differing ^ CAUSES.keys())


def main() -> int:
    """Write the table into the page; return 1 if a difference is not explained."""
    answers = list(compared())
    before, rest = PAGE.read_text("utf-8").split(BEGIN)
    _, after = rest.split(END)
    PAGE.write_text(f"{before}{BEGIN}\n\n{table(answers)}\n\n{END}{after}", "utf-8")
    faults = unexplained(answers)
    for id in faults:
        print(f"not explained: {id}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
