"""model-prices: dated prices of the makers of models, from the history of models.dev and pages.

`read` takes the snapshot that the installed package holds, without importing it, or a file.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aiproviders._format.strict_reading import JsonObject, existing_path, is_list, is_table
from aiproviders._records.models.model import Model, ModelStatus
from aiproviders._records.prices.price import Service, TokenPrice
from aiproviders._records.prices.use_kinds import KindOfUse
from aiproviders._records.provider import Provider
from aiproviders._records.providers import Providers
from aiproviders._records.record import Citation
from aiproviders._records.sections.sources import Source
from aiproviders._values.period import Period
from aiproviders.adapters._model_prices import rules
from aiproviders.adapters._model_prices.timeline import (
    LONGER_WRITE,
    NAME,
    RATES,
    Rule,
    Stretch,
    moment,
    read_stretches,
)
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.files import installed_version, read_json
from aiproviders.adapters._reading.odd_values import OddValues, note_on
from aiproviders.adapters._reading.on_demand import read_providers
from aiproviders.adapters._reading.one_namespace import provider_of
from aiproviders.adapters._reading.values import (
    UnexpectedError,
    ValueReader,
    Within,
    as_table,
    day,
    inner,
    tables,
    tables_among,
)
from aiproviders.errors import MissingExtraError

__all__ = ["read"]

_SCHEMA = 1
_SERVICES: dict[str, Service] = {
    "standard": "standard",
    "batch": "batch",
    "flex": "flex",
    "fast": "fast",
}
"""Timelines of prices, by service."""

_READ = {
    "snapshot": {"schema", "updated_at", "models_dev", "prices", "status", "aliases", "schedules"},
    "models_dev": {"committed_at"},
    "aliases": {"models"},
    "model": {*_SERVICES, "thinking"},
    "model.*": {"start", "rates"},
    "model.*.rates": {
        *RATES, LONGER_WRITE, "tiers", "model", "source", "valid_from", "valid_from_basis",
    },
    "model.*.rates.tiers": {*RATES, "above"},
    **rules.READ,
}  # fmt: skip
_STATUS: dict[str, ModelStatus] = {"deprecated": "deprecated", "removed": "retired"}
_DAY, _LONG = timedelta(days=1), timedelta(days=730)
"""A day, and longer than a snapshot goes without a change of what it is made from."""

_NO_RULES = "Left out, as their hours cannot be read: prices."


def read(
    path: str | os.PathLike[str] | None = None,
    *,
    as_of: Period | date | str | None = None,
    strict: bool = False,
) -> Providers:
    """Read the snapshot of `model-prices`, which is never imported.

    A model stands with the maker that sells it, which is its `provider` and the host of its
    prices. A documented begin of a price is its `effective`; a day on which a price was first seen,
    on a page or in models.dev, is its `observed`. Prices of certain hours have `hours`.

    What cannot be read is left out with a `LeftOutWarning`: an odd value, an entry that is none,
    and all prices of a model where one of them is odd.

    Args:
        path: A `snapshot.json`; that of the installed `model-prices` package if it is None.
        as_of: The day of the prices, as a `Period`, a date or a text; that of the snapshot if it
            is None.
        strict: Whether an odd value is an error.

    Raises:
        MissingExtraError: There is no `model-prices` package.
        DataError: The file is not such a snapshot, or an odd value where reading is strict.
        OSError: The file cannot be read.
        ValueError: `as_of` is no day.
    """
    known_on = day(as_of)
    if path is None:
        spec = find_spec("model_prices")
        if spec is None or spec.origin is None:
            raise MissingExtraError(NAME, "price-catalogs")
        file = Path(spec.origin).with_name("snapshot.json")
        title = f"{NAME} {installed_version(file, NAME)}".rstrip()
    else:
        file = existing_path(path)
        title = f"{NAME}, {file.name}"
    contents = read_json(file)
    odd = OddValues(lambda error: error.in_file(file.name), strict=strict)
    if (schema := contents.get("schema")) != _SCHEMA:
        raise UnexpectedError(schema, str(_SCHEMA), "schema").in_file(file.name)
    try:
        builder = _Builder(title, contents, odd, known_on)
    except UnexpectedError as error:
        raise error.in_file(file.name) from None
    return read_providers(
        builder.listed,
        builder.provider,
        odd,
        builder.fields,
        title=title,
        name="model_prices.providers",
        at_once=strict or path is not None,
    )


class _Builder:
    """Makes the records of all providers from the tables of a snapshot.

    Attributes:
        listed: The models of each provider as the snapshot has them.
        fields: The fields that were found.
    """

    def __init__(
        self, title: str, contents: JsonObject, odd: OddValues, as_of: Period | None
    ) -> None:
        self.listed = inner(contents, "prices")
        self.fields = KnownFields(NAME, _READ)
        self._odd = odd
        self._values = ValueReader()
        self._source = Source(id=NAME, title=title, kind="secondary")
        self._as_of = as_of or self._day_of(contents)
        self._statuses = inner(contents, "status")
        self._aliases: dict[str, list[str]] = {}
        self._rules: list[Rule] = []
        self._without_rules: set[object] = set()
        self.fields.note_new("snapshot", contents)
        self._note_fields()
        self._take_aliases(inner(contents, "aliases"))
        self._take_rules(inner(contents, "schedules"))

    def _note_fields(self) -> None:
        for models in tables_among(self.listed.values()):
            for model in tables_among(models.values()):
                self.fields.note_new("model", model)
                for name in _SERVICES:
                    rows = model.get(name)
                    self.fields.note_all("model.*", rows if is_list(rows) else ())

    def _day_of(self, contents: JsonObject) -> Period | None:
        """The day on which it was made, not long after the state of models.dev in it."""
        made = moment(contents, "updated_at").date()
        source = inner(contents, "models_dev")
        self.fields.note_new("models_dev", source)
        with Within("models_dev"):
            since = moment(source, "committed_at").date()
        if since <= made <= since + _LONG:
            return Period.of(made)
        expected = f"a moment in the {_LONG.days} days from {since} on, the state of models.dev"
        self._odd.note(UnexpectedError(contents["updated_at"], expected, "updated_at"))
        return None

    def _take_aliases(self, table: JsonObject) -> None:
        self.fields.note_new("aliases", table)
        for alias, target in inner(table, "models").items():
            provider, _, id = str(target).partition("/")
            listed = self.listed.get(provider)
            is_listed = id in listed if is_table(listed) else listed is not None
            if type(target) is str and is_listed:
                self._aliases.setdefault(target, []).append(alias)
            else:
                path = ("aliases", "models", alias)
                self._odd.note(UnexpectedError(target, "a provider and its model", *path))

    def _take_rules(self, table: JsonObject) -> None:
        """Read the rules by the hour; prices to which one applies that is odd are left out."""
        self.fields.note_new("schedules", table)
        calendars = inner(table, "holidays")
        for calendar in calendars.values():
            self.fields.note_new("schedules.holidays.*", as_table(calendar))
        for number, each in enumerate(tables(table, "schedule")):
            self.fields.note_new("schedules.schedule", each)
            try:
                with Within("schedules", "schedule", str(number)):
                    self._rules += rules.read_rule(each, calendars, self._values)
            except UnexpectedError as error:
                self._odd.note(error)
                provider = each.get("provider")
                self._without_rules |= {provider} if provider in [*self.listed] else {*self.listed}

    def provider(self, id: str) -> Provider:
        sources = {NAME: self._source}
        models = (
            self._odd.read(
                partial(self._model, id, name, entry, sources),
                _leave_out,
                entry,
                "prices",
                id,
                name,
            )
            for name, entry in self._entries(id)
        )
        return provider_of(
            id,
            models=[model for model in models if model is not None],
            sources=[*sources.values()],
        )

    def _entries(self, provider: str) -> Iterable[tuple[str, Any]]:
        try:
            return inner(self.listed, provider).items()
        except UnexpectedError as error:
            error.steps = ("prices", *error.steps)
            self._odd.note(error)
            return ()

    def _model(
        self,
        provider: str,
        id: str,
        entry: Any,
        sources: dict[str, Source],
        left_out: Sequence[str],
    ) -> Model:
        timelines = as_table(entry)
        own = [
            rule for rule in self._rules if rule.provider == provider and rule.model in (None, id)
        ]
        # All output costs more while the model thinks, how much of it is not known.
        apart: tuple[KindOfUse, ...] = ("reasoning",) if tables(timelines, "thinking") else ()
        citation = Citation(source=NAME, section=provider, locator=id)
        prices: list[TokenPrice] = []
        notes: dict[str, None] = {}
        for name, service in _SERVICES.items():
            rows = tables(timelines, name)
            with Within(name):
                stretches = read_stretches(rows, id, own, self._values)
            if provider in self._without_rules:
                stretches, notes = [], {_NO_RULES: None}
            if service == "standard":
                silent = (each.note for each in stretches if each.costs is None and each.note)
                notes |= dict.fromkeys(silent)
            prices += (
                price
                for before, each, after in zip(
                    (None, *stretches), stretches, (*stretches[1:], None), strict=False
                )
                if each.costs is not None
                for price in _prices(provider, service, (before, each, after), apart, citation)
            )
        for address in (each.source for price in prices for each in price.citations):
            sources.setdefault(address, Source(id=address, title=address, url=address))
        return Model(
            id=id,
            note=" ".join(filter(None, [*notes, note_on(left_out)])) or None,
            citations=(citation,),
            provider=provider,
            name=id,
            aliases=tuple(self._aliases.get(f"{provider}/{id}", ())),
            status=self._status(provider, id),
            prices=tuple(prices),
            as_of=self._as_of,
        )

    def _status(self, provider: str, id: str) -> ModelStatus | None:
        listed = self._statuses.get(provider)
        found = listed.get(id) if is_table(listed) else listed
        if type(found) is str and found in _STATUS:
            return _STATUS[found]
        if found is not None:
            expected = f"one of {', '.join(_STATUS)}"
            self._odd.note(UnexpectedError(found, expected, "status", provider, id))
        return None


def _leave_out(entry: JsonObject, path: tuple[str, ...]) -> str:
    """Take out the timeline of an odd value, whose other prices would hold too long without it."""
    del entry[path[0]]
    return f"{path[0]} prices"


def _prices(
    host: str,
    service: Service,
    stretches: tuple[Stretch | None, Stretch, Stretch | None],
    unstated: tuple[KindOfUse, ...],
    citation: Citation,
) -> Iterator[TokenPrice]:
    """Yield the price of the second of three stretches, or those of its hours and of the others."""
    before, stretch, after = stretches
    costs: Any = stretch.costs
    begin, rule = stretch.begin, stretch.rule
    first = begin.date().isoformat()
    dates: dict[str, Any] = {"effective" if stretch.is_stated else "observed": first}
    if before is not None and before.costs is None and before.note:
        # Before it stood another one, a zero that nothing explains.
        dates["effective"] = first
    if after is not None and after.costs is None:
        dates["effective"] = f"{first}/{after.begin.date() - _DAY}"
    if "effective" in dates and not stretch.is_stated:
        dates["inferred"] = ("effective",)
    is_within_day = stretch.is_stated and not begin.second and begin.time() != time()
    notes = [stretch.note, f"It begins at {begin:%H:%M} UTC." if is_within_day else None]
    addresses = [*stretch.sources, *([] if rule is None else [rule.source])]
    by_hours: list[Any] = [(costs, None)]
    if rule is not None:
        notes.append(rule.note)
        by_hours = [
            (costs, ~rule.hours),
            (costs.times(rule.factor), rule.hours),
        ]
    for at_hours, hours in by_hours:
        yield TokenPrice(
            **at_hours.rates,
            **dates,
            currency="USD",
            tiers=at_hours.tiers,
            unstated=unstated,
            host=host,
            service=service,
            hours=hours,
            note=" ".join(filter(None, notes)) or None,
            citations=(
                citation,
                *(Citation(source=address) for address in dict.fromkeys(addresses)),
            ),
        )


def __dir__() -> list[str]:
    return __all__
