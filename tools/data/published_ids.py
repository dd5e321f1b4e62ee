"""Adds new ids to the lists of all ids that were ever published, in tests/data/published_ids."""

from pathlib import Path

from aiproviders import Provider, provider
from aiproviders._format.registry import BUNDLED

PUBLISHED = Path(__file__).parents[2] / "tests" / "data" / "published_ids"


def present_ids(of: Provider) -> set[str]:
    """Return the ids of what a provider has, except for those of measures and benchmarks."""
    return {record.id for record in of.records()} - {*of.measures.ids, *of.benchmarks.ids}


def published_ids(id: str) -> set[str]:
    """Return the ids that a provider ever had; none for a new one."""
    path = PUBLISHED / f"{id}.txt"
    return set(path.read_text("utf-8").split()) if path.exists() else set()


def text(of: Provider) -> str:
    """Return the text of the list of a provider, to which ids come and from which none goes."""
    return "".join(f"{id}\n" for id in sorted(published_ids(of.id) | present_ids(of)))


if __name__ == "__main__":
    for id in BUNDLED:
        (PUBLISHED / f"{id}.txt").write_text(text(provider(id)), "utf-8")
