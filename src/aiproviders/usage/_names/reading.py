"""How far a name in a log has been read, and what its rest is looked up in."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from aiproviders._records.catalog import Catalog
from aiproviders._records.lookup.dated_alias import Holder, dated_holders
from aiproviders._records.lookup.names import normalized
from aiproviders._records.lookup.places import host_ids, lab_ids
from aiproviders._records.models.model import Model
from aiproviders._values.wording import listed

# Hosts at which a moving name of a maker is what the maker means by it.
_MOVING_TOGETHER = {("openai", "azure"), ("openai", "openrouter"), ("google", "vertex")}

_VERSION = re.compile("[0-9]")
_SIZE = re.compile("[0-9]b$")
_CLAUDE_SNAPSHOT = re.compile(r"(?P<name>claude-3-.+)-[0-9]{8}")
_SECOND = re.compile(r"(?P<first>.+) v[0-9]")


class Reading(NamedTuple):
    """How far a name has been read.

    Attributes:
        name: What is left of it.
        removed: What was taken off, in order.
        lab: Ids of the maker that was named; its models alone count.
        host: Ids of the host that was named.
        region: The region that was named.
        is_mapped: Whether the caller says what the name stands for.
        model: The model, once it is found.
        dated_alias: The name in the catalog, where the day decides.
        unbilled: Why its price is not that of the model.
        missed: Why no model can be found.
    """

    name: str
    removed: tuple[str, ...] = ()
    lab: tuple[str, ...] = ()
    host: tuple[str, ...] = ()
    region: str | None = None
    is_mapped: bool = False
    model: Model | None = None
    dated_alias: str | None = None
    unbilled: str | None = None
    missed: str | None = None

    def without_prefix(self, prefix: str) -> "Reading":
        """Take a beginning off the name."""
        rest = self.name[len(prefix) :]
        return self._replace(name=rest, removed=(*self.removed, prefix))

    def without_suffix(self, suffix: str) -> "Reading":
        """Take an end off the name."""
        rest = self.name[: len(self.name) - len(suffix)]
        return self._replace(name=rest, removed=(*self.removed, suffix))

    def of_lab(self, ids: tuple[str, ...]) -> "Reading":
        """Say whose model it is; a maker that was named before served the model of another."""
        is_other = self.lab and self.lab != ids
        return self._replace(lab=ids, host=self.host or (self.lab if is_other else ()))


class KnownModels:
    """The models that names are looked up in, and the ids of makers and hosts in them.

    Attributes:
        models: The models.
    """

    def __init__(self, models: Catalog[Model]) -> None:
        """Read what the models are called.

        Args:
            models: The models.
        """
        self.models = models
        self._dated = dated_holders(models)
        self._dated_by_key = {
            normalized(name): name for name in self._dated if not self.with_id(name)
        }
        self._labs = {model.provider for model in models}
        self._claude_snapshots: dict[str, list[Model]] = {}
        for model in models:
            if match := _CLAUDE_SNAPSHOT.fullmatch(model.id):
                self._claude_snapshots.setdefault(match["name"], []).append(model)
        # Titles that another model has with a version behind, as `Claude Sonnet 3.5 v2`.
        seconds = (_SECOND.fullmatch(model.name) for model in models)
        self._open_titles = {match["first"] for match in seconds if match}
        prices = [price for model in models for price in model.prices]
        self._hosts = {price.host for price in prices if price.host}
        is_regional = any(price.region == "regional" for price in prices)
        self._vertex_region = "regional" if is_regional else None

    def lab(self, name: str) -> tuple[str, ...]:
        """Return the ids that a maker of a name has; nothing if it is none."""
        return lab_ids(name) or ((name,) if name in self._labs and not host_ids(name) else ())

    def host(self, name: str) -> tuple[str, ...]:
        """Return the ids that a host of a name has; nothing if it is none."""
        return host_ids(name) or ((name,) if name in self._hosts else ())

    def chosen(self, ids: Sequence[str]) -> str | None:
        """Return the one of some ids that the models have, or else the first."""
        known = (each for each in ids if each in self._hosts or each in self._labs)
        return next(known, next(iter(ids), None))

    def with_id(self, name: str) -> tuple[Model, ...]:
        """Return the models of an id, exactly as written."""
        found = self.models._get_by_id(name)
        named: Iterable[Model] = self.models._lookup.names.get(name, ())
        return (found,) if found else tuple(each for each in named if each.id == name)

    def with_name(self, name: str) -> tuple[Model, ...]:
        """Return the models of a name, exactly as written."""
        found: tuple[Model, ...] = self.models._lookup.names.get(name, ())
        return () if name in self._open_titles else found

    def with_spelling(self, name: str) -> tuple[Model, ...]:
        """Return the models of a name, whatever its case and separators.

        A title without a number, such as `Devstral Small`, is that of several models in time, and
        so is one that another model has with a version behind. A title that ends with a size is
        that of a base model and of the one that was made of it.
        """
        key = self.models._key(name)
        found: Sequence[Model] = self.models._lookup.keys.get(key, ())
        is_title = bool(_VERSION.search(key)) and not _SIZE.search(key)
        return tuple(
            each
            for each in found
            if (is_title and each.name not in self._open_titles)
            or key in map(normalized, (each.id, *each.aliases, *each.api_names))
        )

    def claude_snapshots(self, name: str) -> Sequence[Model]:
        """Return the models whose id is a name of Claude 3 and a day."""
        return self._claude_snapshots.get(name, ())

    def region_of_vertex(self, location: str | None) -> str | None:
        """Return the region that prices at Vertex AI have at a location of it."""
        return None if location in {None, "global"} else self._vertex_region or location

    def dated_alias(self, name: str, *, exact: bool) -> str | None:
        """Return a name for which the day decides, as the models spell it; None if it is none."""
        found = self._dated_by_key.get(normalized(name))
        return None if exact and found != name else found

    def holders(self, dated_alias: str) -> Sequence[Holder]:
        """Return what a dated alias stands for."""
        return self._dated[dated_alias]

    def take(self, reading: Reading, found: Sequence[Model]) -> Reading | None:
        """Return a reading with the one model that its maker or host has; None if there is none."""
        fitting = [
            each
            for each in found
            if not reading.lab or each.provider in (*reading.lab, *reading.host)
        ]
        at_host = [each for each in fitting if each.provider in reading.host]
        fitting = at_host or fitting
        if len(fitting) > 1:
            named = listed(f"{each.id} of {each.provider}" for each in fitting)
            return reading._replace(missed=f"several models are called so: {named}")
        return reading._replace(model=fitting[0]) if fitting else None

    def take_dated(self, reading: Reading, dated_alias: str) -> Reading | None:
        """Return a reading with a dated alias, where its host has no other model of that name."""
        last = self.take(reading, [self.holders(dated_alias)[-1].record])
        if last is None or last.model is None:
            return None
        lab = last.model.provider
        if reading.host and lab not in reading.host and not self._moves(lab, reading.host):
            missed = f"{reading.host[0]} may call another model so than {lab}; say which in `names`"
            return reading._replace(missed=missed)
        return last._replace(dated_alias=dated_alias)

    @staticmethod
    def _moves(lab: str, host: Sequence[str]) -> bool:
        return any((lab, each) in _MOVING_TOGETHER for each in host)


def names_in(names: Mapping[str, str], reading: Reading) -> Reading | None:
    """Return a reading of what the caller says that the name stands for; None if it is nothing."""
    if reading.is_mapped or reading.name not in names:
        return None
    return reading._replace(name=names[reading.name], is_mapped=True)
