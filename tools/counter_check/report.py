"""The report of the counter-check, as tables of Markdown."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tools.counter_check.check import KINDS, Comparison, Tally
from tools.counter_check.difference import Difference
from tools.counter_check.pairs import Pair
from tools.counter_check.prices import FEATURES, FUTURE, Request, price_for, usages

BEGIN, END = "<!-- run begins -->", "<!-- run ends -->"
_WORST = 5
_PLAIN = usages()[0]


def page(text: str, report: str) -> str:
    """Return the text of the page with a new report."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{report}\n\n{END}{after}"


def report(
    day: date,
    versions: dict[str, str],
    tallies: dict[str, Tally],
    comparisons: dict[tuple[str, str], Comparison],
) -> str:
    """Return the report: what was priced, what agrees, what differs and why."""
    packages = [f"{price_catalog} {version}" for price_catalog, version in versions.items()]
    return "\n\n".join(
        [
            f"Run on {day} with {', '.join(packages[:-1])} and {packages[-1]}.",
            "## Against the calculators",
            _summary(tallies),
            "What the requests have, of which one may have several, as how many of them agree:",
            _counted(tallies),
            "Where the two differ, and who is right by the price catalog's own data:",
            _causes(tallies),
            "## Across the price catalogs",
            _differing(comparisons),
            "Plain requests that differ most, by how many times and in dollars per million tokens:",
            _worst(comparisons),
        ]
    )


def _table(header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _summary(tallies: dict[str, Tally]) -> str:
    return _table(
        (
            "Price catalog",
            "Models",
            "of them paired",
            "Requests",
            "Agree",
            "Explained",
            "Not explained",
        ),
        (
            (
                name,
                tally.models,
                tally.paired,
                tally.requests,
                tally.agreed,
                sum(map(len, tally.explained.values())),
                len(tally.unexplained),
            )
            for name, tally in tallies.items()
        ),
    )


def _counted(tallies: dict[str, Tally]) -> str:
    return _table(
        ("Requests with", *tallies),
        (
            (each, *(_of(*tally.counted.get(each, (0, 0))) for tally in tallies.values()))
            for each in FEATURES
        ),
    )


def _of(requests: int, agreed: int) -> str:
    return f"{agreed:,} of {requests:,}" if requests else "none"


def _causes(tallies: dict[str, Tally]) -> str:
    return _table(
        ("Price catalog", "What", "Who is right", "Models", "Requests", "For example"),
        (
            (
                name,
                cause.what,
                cause.verdict,
                len({(each.model.provider, each.model.id) for each in found}),
                len(found),
                _example(found[0]),
            )
            for name, tally in tallies.items()
            for cause, found in sorted(tally.explained.items(), key=lambda item: -len(item[1]))
        ),
    )


def _example(found: Difference) -> str:
    ours = "nothing" if found.ours is None else f"{found.ours:f}"
    theirs = "nothing" if found.theirs is None else f"${float(found.theirs):.10g}"
    return f"`{found.model.id}`, {found.request}: ours {ours}, theirs {theirs}"


def _differing(comparisons: dict[tuple[str, str], Comparison]) -> str:
    return _table(
        ("Price catalogs", "Models", "Usages", "Agree", *(f"Differ in {kind}" for kind in KINDS)),
        (
            (
                " and ".join(names),
                comparison.pairs,
                comparison.usages,
                comparison.agreed,
                *(len(comparison.differing.get(kind, ())) for kind in KINDS),
            )
            for names, comparison in comparisons.items()
        ),
    )


def _worst(comparisons: dict[tuple[str, str], Comparison]) -> str:
    return _table(
        ("Host", "Ratio", *("Price catalog", "Model", "Price") * 2),
        (
            (pair.host, f"{ratio:.1f}", *_side(pair, 0), *_side(pair, 1))
            for comparison in comparisons.values()
            for ratio, pair in _by_ratio(comparison)[:_WORST]
        ),
    )


def _by_ratio(comparison: Comparison) -> list[tuple[Decimal, Pair]]:
    """The pairs by falling ratio, one for each model of the first price catalog."""
    rising = sorted(comparison.ratios, key=lambda found: found[0])
    distinct = {pair.listings[0]: (ratio, pair) for ratio, pair in rising}
    return sorted(distinct.values(), key=lambda found: -found[0])


def _side(pair: Pair, side: int) -> tuple[str, str, str]:
    model = pair.models[side]
    price = str(price_for(model, Request(_PLAIN, FUTURE))).removesuffix(" per million tokens")
    return pair.price_catalogs[side], f"`{model.id}`", price
