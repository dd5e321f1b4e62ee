"""Makes an edition of the market: `nox -s refresh -- --models-dev FOLDER --epoch FOLDER`.

It lists what is in it, what has changed, and what somebody has to decide first: a new name, prices
that disagree, a model that has vanished, a price that has changed by more than a half. Nothing is
written while there is any of that. With `--check`, nothing is written either; it fails if the
committed edition is not the one that comes out.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from aiproviders import Provider, diff
from aiproviders._format.bundled.vocabulary import with_shared_vocabulary
from tools.edition.build import Built, build
from tools.edition.changes import suspicious
from tools.edition.clouds import sold_at_clouds
from tools.edition.inputs import ROOT, read_inputs
from tools.edition.listings import labs
from tools.edition.prices import decisions
from tools.edition.scores import Run, epoch_runs
from tools.edition.write import write_provider

MARKET = ROOT / "src" / "aiproviders" / "data" / "market"


def main() -> int:
    """Make an edition, and return how that ended: 0 if well."""
    parser = argparse.ArgumentParser(prog="nox -s refresh --", description=__doc__)
    parser.add_argument("--models-dev", type=Path, required=True, help="a checkout of models.dev")
    parser.add_argument("--epoch", type=Path, required=True, help="tables of Epoch AI")
    parser.add_argument("--cache", type=Path, default=ROOT / ".nox" / "edition", help="for wheels")
    parser.add_argument("--out", type=Path, default=MARKET, help="the folder to write to")
    parser.add_argument("--check", action="store_true", help="only compare with what is there")
    asked = parser.parse_args()
    inputs, decided = read_inputs(asked.cache, asked.models_dev), decisions()
    runs: dict[str, list[Run]] = {}
    for run in epoch_runs(asked.epoch):
        runs.setdefault(run.model, []).append(run)
    sold = sold_at_clouds(inputs.catalogs)
    built = [build(lab, inputs, decided, runs, sold) for lab in labs()]
    open_questions = sum(report(each, asked.out) for each in built)
    not_joined(built, runs)
    if open_questions:
        print(f"{open_questions} to decide; nothing is written")
        return 1
    if asked.check:
        return compare(built, asked.out)
    for each in built:
        write_provider(each.provider, asked.out / each.provider.id)
    return 0


def report(built: Built, folder: Path) -> int:
    """Print what a lab has, what has changed, and what is to be decided; return how much is."""
    provider = built.provider
    path = folder / provider.id
    undecided = [*built.undecided]
    changes = ""
    if path.is_dir():
        before = Provider.load(path)
        undecided += suspicious(before, provider, built.looked_at)
        changes = str(diff(before, with_shared_vocabulary(provider)))
    priced = sum(bool(model.prices) for model in provider.models)
    scored = sum(bool(model.scores) for model in provider.models)
    print(
        f"{provider.id}: {len(provider.models)} models, {priced} with prices, "
        f"{scored} with scores, {len(built.left_out)} left out"
    )
    for line in undecided:
        print(f"  to decide: {line}")
    if changes:
        print(changes)
    return len(undecided)


def not_joined(built: Sequence[Built], runs: Mapping[str, Sequence[Run]]) -> None:
    """Print of what Epoch AI has runs that are no model's of the edition."""
    models = [model for each in built for model in each.provider.models]
    known = {name for model in models for name in (model.id, *model.aliases)}
    print(f"runs of Epoch AI that belong to no model: {', '.join(sorted(runs.keys() - known))}")


def compare(built: Sequence[Built], folder: Path) -> int:
    """Return 1 if an edition differs from the one in a folder, and print in which files."""
    with TemporaryDirectory() as made:
        for each in built:
            write_provider(each.provider, Path(made, each.provider.id))
        files = {path.relative_to(made) for path in Path(made).rglob("*.toml")}
        files |= {path.relative_to(folder) for path in folder.rglob("*.toml")}
        differing = [
            file for file in sorted(files) if _text(Path(made, file)) != _text(folder / file)
        ]
    for file in differing:
        print(f"differs: {file}")
    return 1 if differing else 0


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
