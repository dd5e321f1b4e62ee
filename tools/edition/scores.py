"""Results on benchmarks: runs of Epoch AI, and rows of models.dev whose address may be cited."""

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from aiproviders import Citation, Model, Quantity, Score
from aiproviders._format.bundled.vocabulary import shared_vocabulary
from aiproviders.types import Benchmark
from tools.edition.inputs import FOLDER
from tools.edition.listings import Lab, Listing, plain_name
from tools.edition.pages import is_page

EPOCH = "epoch-ai"
"""Id of Epoch AI, as the reporter and as the source."""

_TABLES = tomllib.loads((FOLDER / "scores.toml").read_text(encoding="utf-8"))
_PLACES = Decimal("0.01")
_KNOWN = shared_vocabulary().benchmarks.ids


class Run(NamedTuple):
    """A run of a benchmark by Epoch AI.

    Attributes:
        version: What was tested, as Epoch AI calls it.
        model: Its name without the effort.
        score: The result.
    """

    version: str
    model: str
    score: Score


def epoch_runs(folder: Path) -> Iterator[Run]:
    """Read the newest run of each version in each table."""
    for table, benchmark in _TABLES["tables"].items():
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: row["Started at"])
        newest = {row["Model version"]: row for row in rows if row["mean_score"]}
        for version in sorted(newest):
            yield _run(newest[version], table, benchmark)


def _run(row: Mapping[str, str], table: str, benchmark: str) -> Run:
    version = row["Model version"]
    model, _, effort = version.partition("_")
    joined = _TABLES["joins"].get(version) or _TABLES["joins"].get(model)
    pages = [Citation(source=row["Log viewer"])] if row["Log viewer"] else []
    error = row["stderr"]
    score = Score(
        benchmark=benchmark,
        quantity=Quantity(value=_percent(row["mean_score"]), unit="%", decimals=2),
        standard_error=_percent(error) if error else None,
        harness="Epoch AI",
        variant=effort or None,
        date=row["Started at"][:10] or None,
        reported_by=EPOCH,
        citations=(
            Citation(source=EPOCH, section=table, locator=row["id"] or version),
            *pages,
        ),
    )
    return Run(version, joined or plain_name(model), score)


def _percent(share: str) -> Decimal:
    return (Decimal(share) * 100).quantize(_PLACES, ROUND_HALF_EVEN)


def benchmarks_of(models: Iterable[Model]) -> Iterator[Benchmark]:
    """Give the benchmarks of the results of models; one is what rankings go by, with the reason."""
    chosen = _TABLES["default"]
    shared = shared_vocabulary().benchmarks
    for id in sorted({score.benchmark for model in models for score in model.scores}):
        is_default = id == chosen["benchmark"]
        benchmark: Benchmark = shared[id]
        yield evolve(benchmark, default_because=chosen["because"]) if is_default else benchmark


def listed_scores(listed: Iterable[Listing], lab: Lab) -> Iterator[Score]:
    """Give the results that models.dev has of a model and whose address may be cited."""
    for listing in listed:
        if listing.catalog == "models-dev":
            for score in listing.model.scores:
                if score.benchmark in _KNOWN and any(
                    _may_be_cited(each.source, lab) for each in score.citations
                ):
                    yield score


def _may_be_cited(source: str, lab: Lab) -> bool:
    return is_page(source, lab) or not {*source.split("/")}.isdisjoint(_TABLES["hosts"])
