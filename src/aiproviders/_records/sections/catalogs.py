"""The names of the sections of a provider, and the classes of their catalogs.

A class is loaded when its section is touched: making all of them takes longer than reading facts.
"""

import os
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aiproviders._records.fields import as_tuple

if TYPE_CHECKING:
    from aiproviders._records.catalog import Catalog

_CLASSES = {
    "business_units": ("company", "BusinessUnits"),
    "people": ("company", "People"),
    "models": ("models.models", "Models"),
    "products": ("company", "Products"),
    "metrics": ("sections.metrics", "Metrics"),
    "events": ("sections.timeline", "Timeline"),
    "claims": ("sections.claims", "Claims"),
    "entities": ("sections.entities", "Entities"),
    "measures": ("sections.measures", "Measures"),
    "benchmarks": ("sections.benchmarks", "Benchmarks"),
    "sources": ("sections.sources", "Sources"),
    "retired": ("sections.retired", "RetiredIds"),
}

SECTIONS = tuple(_CLASSES)
"""The catalogs of a provider."""


@cache
def catalog_type(section: str) -> "type[Catalog[Any]]":
    """Return the class of the catalogs of a section."""
    module, name = _CLASSES[section]
    found: type[Catalog[Any]] = getattr(import_module(f"aiproviders._records.{module}"), name)
    return found


# A child that is forked while another thread loads a class would wait for that thread for ever, so
# a fork loads them first. Where there are no forks, dict takes the argument and does nothing.
getattr(os, "register_at_fork", dict)(before=lambda: [*map(catalog_type, SECTIONS)])


def catalog_of(section: str, records: Iterable[Any]) -> Any:
    """Return records as a catalog of a section; none stay none until somebody touches them."""
    held = as_tuple(records)
    return catalog_type(section)(held) if held else held
