"""Providers of models.dev, made from its contents, whichever form they were read from."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from aiproviders._format.strict_reading import JsonObject, is_table
from aiproviders._records.models.model import Access, Model, ModelStatus
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation
from aiproviders._values.period import Period
from aiproviders.adapters._models_dev.facts import FactReader
from aiproviders.adapters._models_dev.format import (
    CAPABILITIES,
    NAME,
    SOURCE,
    STATUS,
    PriceCatalog,
    ProviderDraft,
    leave_out,
)
from aiproviders.adapters._models_dev.prices import PriceReader
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.free_or_unpriced import plan_of
from aiproviders.adapters._reading.odd_values import OddValues, note_on
from aiproviders.adapters._reading.one_namespace import Rows, provider_of
from aiproviders.adapters._reading.regional_ids import with_regional_prices
from aiproviders.adapters._reading.values import (
    UnexpectedError,
    ValueReader,
    as_table,
    inner,
    tables_among,
    text,
    text_or_none,
    words_of_flags,
)

_FAMILY: JsonObject = {"kind": "model-family", "citations": (Citation(source=SOURCE),)}
_YEARS = 2  # more than a price catalog goes without a change
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Header(NamedTuple):
    """What is known of a provider before its models are read.

    Attributes:
        name: Its name; None for a maker that serves no model.
        models: The models that it serves, by id.
        address: The address of its service.
        page: The page that lists its models.
    """

    name: str | None
    models: JsonObject
    address: str | None = None
    page: str | None = None


class ProviderReader:
    """A reader of the providers of a price catalog.

    Attributes:
        ids: Their ids in the order of models.dev, then those of makers that serve no model there.
    """

    def __init__(
        self, price_catalog: PriceCatalog, fields: KnownFields, odd: OddValues, as_of: Period | None
    ) -> None:
        """Read all but the models, and which fields these have.

        Args:
            price_catalog: The price catalog.
            fields: Where fields that are new are noted.
            odd: Where odd values are noted, which are left out.
            as_of: The day of its prices; the newest day that it names if it is None.
        """
        self._fields = fields
        self._odd = odd
        self._values = ValueReader()
        self._prices = PriceReader(fields, self._values)
        self._facts = FactReader(price_catalog.facts, fields, self._values, odd)
        self._source: JsonObject = {"title": price_catalog.title, "kind": "secondary"}
        self._facts_by_maker: dict[str, list[str]] = {}
        for facts_id in self._facts.facts:
            self._facts_by_maker.setdefault(facts_id.partition("/")[0], []).append(facts_id)
        headers = {id: self._header(id, each) for id, each in price_catalog.providers.items()}
        self._headers = {id: each for id, each in headers.items() if each is not None}
        for maker in self._facts_by_maker:
            if maker not in headers:
                self._headers[maker] = _Header(None, {})
        self.ids = tuple(self._headers)
        self._note_fields()
        self._as_of = as_of or self._newest_day()

    def _header(self, id: str, found: Any) -> _Header | None:
        def read(left_out: Sequence[str]) -> _Header:
            table = as_table(found)
            self._fields.note_new("provider", table)
            return _Header(
                name=id if "name" in left_out else text(table, "name"),
                models=inner(table, "models"),
                address=text_or_none(table, "api"),
                page=text_or_none(table, "doc"),
            )

        return self._odd.read(read, leave_out, found, "providers", id)

    def _note_fields(self) -> None:
        models = [each for header in self._headers.values() for each in header.models.values()]
        self._fields.note_all("model", models)
        costs = tables_among([each.get("cost") for each in tables_among(models)])
        legacy = [each["context_over_200k"] for each in costs if "context_over_200k" in each]
        self._fields.note_all("model.cost.tiers", legacy)

    def _newest_day(self) -> Period | None:
        """The newest day on which a model was changed; the price catalog was read on it or later.

        A day that is years after all others is a mistake, and no day of the price catalog.
        """
        days = {
            day
            for header in self._headers.values()
            for model in tables_among(header.models.values())
            if type(day := model.get("last_updated")) is str
        }
        known = sorted(filter(_is_day, days))
        while len(known) > 1 and known[-1][:4] > f"{int(known[-2][:4]) + _YEARS:04}":
            mistaken = known.pop()
            expected = f"a day near the newest of the others, {known[-1]}"
            path = *self._model_changed_on(mistaken), "last_updated"
            self._odd.note(UnexpectedError(mistaken, expected, *path))
        return Period(known[-1]) if known else None

    def _model_changed_on(self, day: str) -> tuple[str, str]:
        """Return the ids of the provider and the model, the last one of several."""
        *_, found = (
            (id, key)
            for id, header in self._headers.items()
            for key, model in header.models.items()
            if is_table(model) and model.get("last_updated") == day
        )
        return found

    def provider(self, id: str) -> Provider:
        """Read a provider, whose part of the price catalog is used up."""
        header = self._headers[id]
        listings = header.models
        draft, products = self._draft_of(id, header)
        facts, facts_ids = self._facts.facts, self._facts_by_maker.get(id, [])
        linked = {
            key: self._facts.id_for(id, key, listing)
            for key, listing in (listings.items() if facts else ())
            if is_table(listing)
        }
        models = [
            self._readable(draft, key, listing, linked.get(key), "providers", id, "models", key)
            for key, listing in listings.items()
        ]
        others = set(facts_ids).difference(linked.values())
        alone = [key for key in facts_ids if key in others]
        if alone:
            self._fields.note_all("model", [facts[key] for key in alone])
        models += [self._readable(draft, key, facts[key], key, "models", key) for key in alone]
        whole = provider_of(
            id,
            models=with_regional_prices(model for model in models if model is not None),
            products=products,
            entities=draft.entities,
            benchmarks=[*draft.benchmarks.values()],
            sources=draft.sources,
        )
        del self._headers[id]  # not before: what was interrupted may be asked for again
        return whole

    def _draft_of(self, id: str, header: _Header) -> tuple[ProviderDraft, Rows]:
        """Return a provider without models, and its service."""
        name, page = header.name, header.page
        sources: Rows = {SOURCE: self._source}
        if name is None:
            return ProviderDraft(id, "list", {}, {}, sources), {}
        if page is not None:
            note = f"Named by {NAME} as the list of the models that {name} serves."
            source = {"title": page, "publisher": name, "url": page, "note": note}
            sources.setdefault(page, source)
        plan = plan_of(id, name)
        service: JsonObject = {
            "name": name,
            "kind": "service",
            "organization": id,
            "billing": "subscription" if plan == "subscription" else None,
            "url": header.address,
            "citations": (Citation(source=SOURCE, section=id),),
        }
        return ProviderDraft(id, plan, {}, {}, sources), {"api": service}

    def _readable(
        self, draft: ProviderDraft, id: str, found: Any, facts_id: str | None, *steps: str
    ) -> Model | None:
        """The model without what cannot be read; None where it is none."""
        return self._odd.read(
            lambda left_out: self._model(draft, id, as_table(found), facts_id, left_out),
            leave_out,
            found,
            *steps,
        )

    def _model(
        self,
        draft: ProviderDraft,
        id: str,
        table: JsonObject,
        facts_id: str | None,
        left_out: Sequence[str],
    ) -> Model:
        values = self._values
        values.remarks.clear()
        name = text(table, "name")
        text_or_none(table, "base_model")  # It said which facts are those of this model.
        limit, flows = inner(table, "limit"), inner(table, "modalities")
        context_window = values.tokens(limit, "context", "limit")
        max_input_tokens = values.tokens(limit, "input", "limit")
        max_output_tokens = values.tokens(limit, "output", "limit")
        modalities, files = values.modalities(flows, "input", "output", "modalities")
        citations: tuple[Citation, ...] = (Citation(source=SOURCE, section=draft.id, locator=id),)
        prices, note = self._prices.read(draft, id, name, table, citations)
        more: JsonObject = {}
        if facts_id is not None:
            fact, more = self._facts.read(draft, facts_id)
            if facts_id != id:
                citations += (fact,)
                more["aliases"] = (facts_id,)
        released = values.period(table, "release_date")
        knowledge_cutoff = values.period(table, "knowledge")
        if values.remarks or left_out:
            note = " ".join(filter(None, [note, *values.remarks, note_on(left_out)]))
        return Model(
            id=id,
            note=note,
            citations=citations,
            provider=draft.id,
            name=name,
            family=self._family(draft, table),
            released=released,
            status=self._status(table),
            access=_access(table),
            modalities=modalities,
            capabilities=words_of_flags(table, CAPABILITIES) + files,
            context_window=context_window,
            max_input_tokens=max_input_tokens,
            max_output_tokens=max_output_tokens,
            knowledge_cutoff=knowledge_cutoff,
            prices=prices,
            as_of=self._as_of,
            **more,
        )

    def _family(self, draft: ProviderDraft, table: JsonObject) -> str | None:
        """The id of the family; it has a prefix, since some models are called as their family."""
        name = text_or_none(table, "family")
        if name is None:
            return None
        id = f"family:{name}"
        if id == draft.id:
            id = f"family:{id}"
        draft.entities[id] = {"name": name, **_FAMILY}
        return id

    def _status(self, table: JsonObject) -> ModelStatus | None:
        status = text_or_none(table, "status")
        if status is not None and status not in STATUS:
            self._fields.note(f"model.status = {status}")
        return STATUS.get(status or "")


def _access(table: JsonObject) -> Access | None:
    is_open = table.get("open_weights")
    if is_open is True:
        return "open-weights"
    if is_open is False:
        return "closed-weights"
    if is_open is None:
        return None
    raise UnexpectedError(is_open, "true or false", "open_weights")


def _is_day(text: str) -> bool:
    try:
        return _DAY.fullmatch(text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False
