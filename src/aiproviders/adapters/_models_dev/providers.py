"""Providers of models.dev, made from its contents, whichever form they were read from."""

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve

from aiproviders._format.strict_reading import JsonObject, is_table
from aiproviders._records.catalog import Catalog
from aiproviders._records.company import Product
from aiproviders._records.models.model import Access, Model, ModelStatus
from aiproviders._records.prices.price import Plan
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, Entity, Source
from aiproviders._values.period import Period
from aiproviders.adapters._fields_left_out import KnownFields
from aiproviders.adapters._free_or_unpriced import plan_of
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
from aiproviders.adapters._odd_values import OddValues, note_on
from aiproviders.adapters._one_namespace import with_own_ids
from aiproviders.adapters._price_catalog_values import (
    UnexpectedError,
    ValueReader,
    as_table,
    day,
    inner,
    text,
    text_or_none,
    words_of_flags,
)
from aiproviders.adapters._regional_ids import with_regional_prices

_YEARS = 2  # more than a price catalog goes without a change
_DAY_LENGTH = len("2026-11-27")


def providers(
    price_catalog: PriceCatalog, fields: KnownFields, odd: OddValues, as_of: Period | None
) -> list[Provider]:
    """Make the providers of a price catalog, whose contents are taken out one by one.

    Args:
        price_catalog: The price catalog.
        fields: Where fields that are new are noted.
        odd: Where odd values are noted, which are left out.
        as_of: The day of its prices; the newest day that it names if it is None.
    """
    known_on = as_of or _newest_day(price_catalog.providers, odd)
    return list(_Builder(price_catalog, fields, odd, known_on).providers())


def _newest_day(listed: JsonObject, odd: OddValues) -> Period | None:
    """The newest day on which a model was changed; the price catalog was read on it or later.

    A day that is years after all others is a mistake, and no day of the price catalog.
    """
    days: dict[str, tuple[str, str]] = {}
    for id, provider in listed.items():
        if is_table(provider) and is_table(models := provider.get("models")):
            for key, model in models.items():
                found = model.get("last_updated") if is_table(model) else None
                if type(found) is str and len(found) == _DAY_LENGTH:
                    days[found] = id, key
    known = sorted(filter(None, map(_day_or_none, days)))
    while len(known) > 1 and known[-1].edtf[:4] > f"{int(known[-2].edtf[:4]) + _YEARS:04}":
        mistaken = known.pop().edtf
        expected = f"a day near the newest of the others, {known[-1].edtf}"
        odd.note(UnexpectedError(mistaken, expected, *days[mistaken], "last_updated"))
    return known[-1] if known else None


def _day_or_none(text: str) -> Period | None:
    try:
        return day(text)
    except ValueError:
        return None


class _Builder:
    """Makes the records of all providers."""

    def __init__(
        self, price_catalog: PriceCatalog, fields: KnownFields, odd: OddValues, as_of: Period | None
    ) -> None:
        self.fields = fields
        self._price_catalog = price_catalog
        self._odd = odd
        self._as_of = as_of
        self._values = ValueReader()
        self._prices = PriceReader(self.fields, self._values)
        self._facts = FactReader(price_catalog.facts, self.fields, self._values, odd)
        self._source = Source(id=SOURCE, title=price_catalog.title, kind="secondary")
        self._families: dict[str, Entity] = {}

    def providers(self) -> Iterator[Provider]:
        """Yield providers in the order of models.dev, then makers that serve no model there."""
        facts_by_maker: dict[str, list[str]] = {}
        for facts_id in self._facts.facts:
            facts_by_maker.setdefault(facts_id.partition("/")[0], []).append(facts_id)
        listed = self._price_catalog.providers
        for id in list(listed):
            provider = self._provider(id, listed.pop(id), facts_by_maker.pop(id, []))
            if provider is not None:
                yield provider
        for maker, facts_ids in facts_by_maker.items():
            yield self._with_models(self._draft(maker, "list"), {}, facts_ids, [])

    def _provider(self, id: str, found: Any, facts_ids: list[str]) -> Provider | None:
        def header(left_out: Sequence[str]) -> tuple[str, JsonObject, str | None, str | None]:
            table = as_table(found)
            self.fields.note_new("provider", table)
            return (
                id if "name" in left_out else text(table, "name"),
                inner(table, "models"),
                text_or_none(table, "api"),
                text_or_none(table, "doc"),
            )

        made = self._odd.read(header, leave_out, found, "providers", id)
        if made is None:
            return None
        name, models, address, doc = made
        draft = self._draft(id, plan_of(id, name))
        if doc is not None:
            note = f"Named by {NAME} as the list of the models that {name} serves."
            source = Source(id=doc, title=doc, publisher=name, url=doc, note=note)
            draft.sources.setdefault(doc, source)
        service = Product(
            id="api",
            name=name,
            kind="service",
            organization=id,
            billing="subscription" if draft.plan == "subscription" else None,
            url=address,
            citations=(Citation(source=SOURCE, section=id),),
        )
        return self._with_models(draft, models, facts_ids, [service])

    def _draft(self, id: str, plan: Plan) -> ProviderDraft:
        return ProviderDraft(id, plan, {}, {}, {SOURCE: self._source})

    def _with_models(
        self,
        draft: ProviderDraft,
        listings: JsonObject,
        facts_ids: list[str],
        products: list[Product],
    ) -> Provider:
        linked = {
            id: self._facts.id_for(draft.id, id, listing)
            for id, listing in listings.items()
            if is_table(listing)
        }
        models = [
            self._readable(draft, id, listing, linked.get(id), "providers", draft.id, "models", id)
            for id, listing in listings.items()
        ]
        alone = set(facts_ids).difference(linked.values())
        models += [
            self._readable(draft, id, self._facts.facts[id], id, "models", id)
            for id in facts_ids
            if id in alone
        ]
        made = Provider(
            id=draft.id,
            models=Catalog(with_regional_prices(model for model in models if model is not None)),
            products=Catalog(products),
            entities=Catalog(draft.entities.values()),
            benchmarks=Catalog(draft.benchmarks.values()),
            sources=Catalog(draft.sources.values()),
        )
        return with_own_ids(made)

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
        self.fields.note_new("model", table)
        name = text(table, "name")
        text_or_none(table, "base_model")  # It said which facts are those of this model.
        limit, flows = inner(table, "limit"), inner(table, "modalities")
        self.fields.note_new("model.limit", limit)
        self.fields.note_new("model.modalities", flows)
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
        entity = self._families.get(name)
        if entity is None:
            cited = (Citation(source=SOURCE),)
            id = f"family:{name}"
            entity = Entity(id=id, name=name, kind="model-family", citations=cited)
            self._families[name] = entity
        if entity.id == draft.id:
            entity = evolve(entity, id=f"family:{entity.id}")
        draft.entities[entity.id] = entity
        return entity.id

    def _status(self, table: JsonObject) -> ModelStatus | None:
        status = text_or_none(table, "status")
        if status is not None and status not in STATUS:
            self.fields.note(f"model.status = {status}")
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
