"""Every name of every price catalog, resolved against the market and judged by what was reviewed.

The tables of `tools/edition/scope` say of each name that is listed for a lab which model it is, or
that it is left out. They were written before the rules and know nothing of them. What they do not
decide was read by a person, name by name, and stands in `reviewed.csv`.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from aiproviders import market
from aiproviders.usage._names.resolve import Resolver
from tools.edition.clouds import read_name
from tools.edition.inputs import PriceCatalogs
from tools.edition.listings import labs, plain_name
from tools.edition.scope import read_scope

REVIEWED = Path(__file__).with_name("reviewed.csv")

Verdict: TypeAlias = Literal["found", "reviewed", "not billed", "missed", "none", "wrong", "open"]
"""`found` by the tables, or `reviewed` by a person; `not billed` where nothing may be billed by it;
`missed` and `none` where nothing was found, of a model of the market or of none; `wrong` is another
model than the tables have, and `open` one that nobody has reviewed."""


class Named(NamedTuple):
    """A name of a price catalog, and what it was taken for.

    Attributes:
        catalog: Id of the price catalog.
        name: The name.
        model: Id of the model that was found.
        verdict: Whether that is right.
    """

    catalog: str
    name: str
    model: str | None
    verdict: Verdict


class Judge:
    """Says what a name stands for by the reviewed tables."""

    def __init__(self) -> None:
        """Read the tables."""
        scopes = {lab.id: read_scope(lab.id) for lab in labs()}
        self._models = {
            lab: {
                name: _held(name, id)
                for id, name in (
                    *(
                        (model.id, name)
                        for model in scope.models
                        for name in (model.id, *model.names)
                    ),
                    *((alias.model, alias.name) for alias in scope.aliases),
                )
            }
            for lab, scope in scopes.items()
        }
        self._left_out = {lab: set(scope.left_out) for lab, scope in scopes.items()}
        with REVIEWED.open(encoding="utf-8", newline="") as file:
            self._reviewed = {(row["name"], row["model"]) for row in csv.DictReader(file)}

    def verdict(self, name: str, lab: str | None, model: str | None) -> Verdict:
        """Say whether a name was resolved as the tables have it.

        Args:
            name: The name.
            lab: The lab whose model was found; None if none was.
            model: The model that was found.
        """
        # Without its path, and without what the name of a cloud has around it.
        spellings = {plain_name(name), plain_name(read_name(name.casefold())[1])}
        if lab is None or model is None:
            is_ours = any(spellings & set(models) for models in self._models.values())
            return "missed" if is_ours else "none"
        models = self._models[lab]
        if stated := {models[each] for each in spellings if each in models}:
            return "found" if stated == {model} else "wrong"
        if spellings & self._left_out[lab]:
            return "wrong"
        return "reviewed" if (name, model) in self._reviewed else "open"


def _held(name: str, id: str) -> str:
    """The id of what the market has under a name, or else under the id in the tables."""
    return (market.models._get_by_id(name) or market.models[id]).id


def measure(catalogs: PriceCatalogs) -> Iterator[Named]:
    """Resolve every name of price catalogs: alone, and with the provider that has it.

    Args:
        catalogs: The price catalogs.
    """
    resolver, judge = Resolver(market.models), Judge()
    for catalog, providers in catalogs.items():
        asked = {
            (name, provider)
            for each in providers
            for model in each.models
            for name in (model.id, *model.aliases, *model.api_names)
            for provider in ("", each.id)
        }
        for name, provider in sorted(asked):
            found = resolver.resolve(name, provider)
            lab, model = (
                (None, None) if found.model is None else (found.model.provider, found.model.id)
            )
            verdict = judge.verdict(name.removesuffix(":free"), lab, model)
            if model is not None and found.price_name is None and verdict != "wrong":
                verdict = "not billed"
            yield Named(catalog, name, model, verdict)
