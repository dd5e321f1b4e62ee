"""The market put together from the source tree, and written as the files of a built package."""

import json
import os
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path
from typing import Any

from attrs import evolve

from aiproviders._format import registry, serialization
from aiproviders._format.bundled.reviewed_tables import same_models
from aiproviders._format.market.bundled import IDS, INDEX, LISTS
from aiproviders._format.market.files import load
from aiproviders._records.fields import with_other_ids
from aiproviders._records.lookup.names import normalized
from aiproviders._records.market import Market
from aiproviders._records.models.model import Model
from aiproviders._records.provider import Provider
from aiproviders._records.providers import merged_records
from aiproviders._records.sections.catalogs import SECTIONS

_NO_EDITION = "none"


def assembled_market(folder: str | os.PathLike[str]) -> Market:
    """Put the labs of a folder and the bundled providers together.

    Args:
        folder: Where the TOML files of the labs are; where there are none, the market has the
            bundled providers alone.
    """
    labs, edition = dict[str, Provider](), _NO_EDITION
    if Path(folder).is_dir():
        read = load(folder)
        labs, edition = {lab.id: lab for lab in read}, read.edition
    for id in registry.BUNDLED:
        guide = registry.provider(id)
        labs[id] = joined_with_guide(guide, labs[id]) if id in labs else guide
    return Market([labs[id] for id in sorted(labs)], edition=edition)


def write_built(market: Market, folder: Path) -> None:
    """Write the files of a built package: one for each lab, the index, and the list of ids."""
    lists = folder / LISTS
    lists.mkdir(parents=True)
    for lab in market:
        serialization.dump(lab, folder / f"{lab.id}.json")
    labs = {
        lab.id: {"names": lab.lookup_names, "models": sorted(_names_of_models(lab))}
        for lab in market
    }
    text = json.dumps({"edition": market.edition, "labs": labs}, ensure_ascii=False)
    (folder / f"{INDEX}.json").write_text(text, "utf-8")
    ids = {section: merged_records(market, section).ids for section in SECTIONS}
    (lists / f"{IDS}.json").write_text(json.dumps(ids, ensure_ascii=False), "utf-8")


def _names_of_models(lab: Provider) -> Iterable[str]:
    """Return the keys of all names that find a model of a lab."""
    index = lab.models._lookup
    return {normalized(name) for name in (*index.ids, *index.names)}


# What the guide states of a lab


def joined_with_guide(guide: Provider, lab: Provider) -> Provider:
    """Join what price catalogs state of a lab with all that a guide does.

    A reviewed table says which models are the same. A model of the guide whose id is that of
    another model of the lab, such as a family, is given one of its own: the same after the guide's.
    """
    reviewed = same_models(guide.id, ("market",), lab.id) or ()
    names = {
        each.model: each.price_catalog_model
        for each in reviewed
        if each.model in guide.models.ids and each.price_catalog_model in lab.models.ids
    }
    joined = guide.joined(lab, names=names)
    same = {pair.model.id for pair in joined.pairs}
    added = joined.only_there
    taken = {each for each in added.ids if each in guide.models.ids and each not in same}
    others = {(of, id): f"{guide.id}:{id}" for id in taken for of in ("record", "model")}
    whole = _renamed(joined.provider, taken, others)
    known = {record.id for record in whole.records()}
    sections: dict[str, Any] = {
        section: sorted(
            [
                *getattr(whole, section),
                *(each for each in getattr(lab, section) if each.id not in known),
            ],
            key=attrgetter("id"),
        )
        for section in SECTIONS
        if section != "models"
    }
    models = sorted((*whole.models, *added), key=_place)
    company = whole.company
    if company is not None:
        names_here = {normalized(name) for name in company.lookup_names}
        more = (name for name in lab.lookup_names if normalized(name) not in names_here)
        company = evolve(company, aliases=(*company.aliases, *more))
    return evolve(whole, **sections, models=models, company=company, data_version=lab.data_version)


def _renamed(provider: Provider, taken: set[str], names: dict[tuple[str, str], str]) -> Provider:
    """Return a provider some of whose models have other ids, which all of its records name."""
    sections: dict[str, Any] = {
        section: [with_other_ids(each, names) for each in getattr(provider, section)]
        for section in SECTIONS
    }
    sections["models"] = [
        evolve(each, id=names["model", each.id]) if each.id in taken else each
        for each in sections["models"]
    ]
    company = provider.company and with_other_ids(provider.company, names)
    return evolve(provider, **sections, company=company)


def _place(model: Model) -> tuple[bool, Any, str]:
    date = model.first_seen
    return date is None, date and date._sort_key, model.id
