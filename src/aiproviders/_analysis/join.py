"""Join the models of a price catalog with the same models of a provider."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from attrs import evolve, fields, frozen

from aiproviders._analysis.compare import Comparison, ComparisonRow, compare
from aiproviders._analysis.market.relatives import lineage
from aiproviders._records.catalog import Catalog
from aiproviders._records.display_methods import ShownAsText
from aiproviders._records.fields import ABOUT_THE_RECORD, fields_with_ids, references, sealed
from aiproviders._records.frame_methods import Rows, Tabular
from aiproviders._records.models.model import Model
from aiproviders._records.models.score import Score
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.use_kinds import RATES, KindOfUse
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, Record
from aiproviders._records.sections.entities import Entity
from aiproviders._values.arguments import check_type
from aiproviders._values.wording import OneLine, angled, counted, printable, shorten, stated_fields

S = TypeVar("S", bound=Score | TokenPrice)

_NEVER_FILLED = (*ABOUT_THE_RECORD, "provider", "name", "kind", "aliases", "api_names")
_ABOUT_THE_STATEMENT = ("preference", "converted", "unstated")
_FREE_TEXT = ("capabilities",)
FIELDS_WITH_IDS = tuple(name for name, _ in fields_with_ids(Model)[0])
_CALLER_SAYS_SO = "the caller says so"


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Pair(OneLine):
    """A model as the provider states it, and the same model as the price catalog states it.

    Attributes:
        model: The model as the provider states it.
        other: The model as the price catalog states it.
        ground: Why the two are taken for the same model.
        filled: Fields that the provider does not state and the price catalog does.
    """

    model: Model
    other: Model
    ground: str
    filled: tuple[str, ...]

    @property
    def comparison(self) -> Comparison[Model]:
        """Both statements side by side, field by field."""
        return compare(self.model, self.other)

    @property
    def differences(self) -> tuple[ComparisonRow, ...]:
        """The fields in which the two contradict each other.

        Names, ids and capabilities are left out. `access` is left out where the two agree on
        whether the weights are open.
        """
        left_out = {*_NEVER_FILLED, *_FREE_TEXT, *FIELDS_WITH_IDS}
        if self.model.open_weights is self.other.open_weights:
            left_out.add("access")
        return tuple(
            row
            for row in self.comparison
            if row.verdict == "differs"
            and row.field not in left_out
            and not row.field.endswith(".inferred")
        )

    def __str__(self) -> str:
        return printable(f"{self.model.id} is {self.other.id}: {self.ground}")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Joined(Rows[Pair], ShownAsText, Tabular, OneLine):
    """The result of joining a price catalog with a provider; printing it shows a table.

    Iterating gives each `Pair`. As a data frame, it has a row for each field that either model of
    a pair states.

    Attributes:
        provider: The provider, with fields that it does not state filled in from the price catalog,
            and with the prices and scores of both.
        price_catalog: Title of the price catalog.
        pairs: The models that both have, as each of the two states them.
        only_here: The models of the provider that have no match in the price catalog.
        only_there: The models of the price catalog that have no match in the provider.
    """

    _rows_in = "pairs"
    provider: Provider
    price_catalog: str
    pairs: tuple[Pair, ...]
    only_here: Catalog[Model]
    only_there: Catalog[Model]

    def __repr__(self) -> str:
        counts = (
            f"{counted(len(self.pairs), 'model')}, {len(self.only_here):,} here alone, "
            f"{len(self.only_there):,} there alone"
        )
        return angled("Joined", f"{self.provider.id} and {self.price_catalog}: {counts}")


def join_price_catalog(
    provider: Provider, price_catalog: Provider, names: Mapping[str, str] | None
) -> Joined:
    """Implement `Provider.joined`."""
    from aiproviders._analysis.overlays import checked

    check_type(price_catalog, Provider)
    pairs = tuple(pair_of(*each) for each in _matched_models(provider, price_catalog, names))
    found = {id(each.model) for each in pairs}
    found_there = {id(each.other) for each in pairs}
    models = {each.model.id: combined_model(each, provider.id) for each in pairs}
    combined = evolve(
        provider, models=Catalog(models.get(model.id, model) for model in provider.models)
    )
    return Joined(
        provider=checked(with_referenced_records(combined, price_catalog, models.values())),
        price_catalog=next((source.title for source in price_catalog.sources), price_catalog.id),
        pairs=pairs,
        only_here=provider.models.where(lambda model: id(model) not in found),
        only_there=price_catalog.models.where(lambda model: id(model) not in found_there),
    )


def _matched_models(
    provider: Provider, price_catalog: Provider, names: Mapping[str, str] | None
) -> Iterator[tuple[Model, Model, str]]:
    if names is not None:
        check_type(names, Mapping)
        for name, other in names.items():
            yield provider.models[name], price_catalog.models[other], _CALLER_SAYS_SO
        return
    from aiproviders._format.bundled.reviewed_tables import same_models

    known = same_models(provider.id, price_catalog.sources.ids, price_catalog.id)
    if known is None:
        msg = (
            f"nobody has looked which models of {shorten(price_catalog.id, 60)} are which of "
            f"{shorten(provider.id, 60)}; "
            "say so by names={id here: id there}"
        )
        raise ValueError(msg)
    for each in known:
        ours = provider.models._get_by_id(each.model)
        theirs = price_catalog.models._get_by_id(each.price_catalog_model)
        if ours is not None and theirs is not None:
            yield ours, theirs, each.ground


def pair_of(model: Model, other: Model, ground: str) -> Pair:
    """Return two statements on one model, with the fields that the second one alone has."""
    stated = stated_fields(model)
    filled = tuple(
        name
        for name in stated_fields(other)
        if name not in stated and name not in (*_NEVER_FILLED, *FIELDS_WITH_IDS)
    )
    return Pair(model=model, other=other, ground=ground, filled=filled)


def combined_model(pair: Pair, provider: str) -> Model:
    """Return the model with missing fields filled in, and the prices and scores of both."""
    model, other = pair.model, pair.other
    changes: dict[str, Any] = {name: getattr(other, name) for name in pair.filled}
    names = (other.id,) if other.id not in (model.id, *model.lookup_names) else ()
    return evolve(
        model,
        **changes
        | {
            "api_names": (*model.api_names, *names),
            "prices": _combined_statements(model.prices, other.prices, model.provider),
            "scores": _combined_statements(
                model.scores, scores_with_our_ids(other, provider), model.provider
            ),
            "citations": _combined_citations(model, other),
            "inferred": _combined_inferred(model, other, pair.filled),
        },
    )


def _combined_inferred(one: Any, other: Any, filled: Iterable[str]) -> tuple[str, ...]:
    """Return what is inferred here and not stated there, then what is filled in and inferred."""
    here = (
        name
        for name in one.inferred
        if name in other.inferred or getattr(one, name) != getattr(other, name)
    )
    return (*here, *(name for name in other.inferred if name in filled))


def scores_with_our_ids(other: Model, provider: str) -> Iterator[Score]:
    """Return the scores of a model, with our prefix in the ids of its provider's own benchmarks."""
    for score in other.scores:
        yield evolve(score, benchmark=_replaced_prefix(score.benchmark, other.provider, provider))


def _replaced_prefix(id: str, old: str, new: str) -> str:
    return f"{new}:{id.removeprefix(f'{old}:')}" if id.startswith(f"{old}:") else id


def _combined_statements(ours: Iterable[S], theirs: Iterable[S], maker: str) -> tuple[S, ...]:
    """Return the prices or scores of both sides; one that both state cites both."""
    combined = list(ours)
    for other in theirs:
        same = (at for at, one in enumerate(combined) if is_same(one, other, maker))
        position = next(same, None)
        if position is None:
            combined.append(other)
        else:
            combined[position] = combined_statement(combined[position], other)
    return tuple(combined)


def is_same(one: S, other: S, maker: str) -> bool:
    """Whether two prices or scores agree in every field that both of them state."""
    if isinstance(one, Score) and isinstance(other, Score):
        same = _is_same_result(one, other)
    else:
        same = _is_for_the_same(one, other, maker)
    return same and all(
        _agree_or_missing(getattr(one, each.name), getattr(other, each.name))
        for each in fields(cast("Any", type(one)))
        if each.name not in (*ABOUT_THE_RECORD, *_ABOUT_THE_STATEMENT, "host", "quantity")
    )


def _agree_or_missing(one: object, other: object) -> bool:
    return one == other or one in (None, ()) or other in (None, ())


def _is_same_result(one: Score, other: Score) -> bool:
    ours, theirs = one.quantity, other.quantity
    return (ours.value, ours.upper, ours.unit, one.version) == (
        theirs.value,
        theirs.upper,
        theirs.unit,
        other.version,
    )


def _is_for_the_same(one: Any, other: Any, maker: str) -> bool:
    """Whether two prices are for the same use, and some kind of it has a price in both."""
    in_both = [kind for kind in RATES if None not in (getattr(one, kind), getattr(other, kind))]
    # A price of a region or of some hours is not that of all, even if it is as high.
    terms = [(each.host or maker, each.region, each.hours) for each in (one, other)]
    return bool(in_both) and terms[0] == terms[1]


def combined_statement(one: S, other: S) -> S:
    """Fill the missing fields of a price or score from another; a note names those of a price."""
    own = stated_fields(one)
    added = {
        name: value
        for name, value in stated_fields(other).items()
        if name not in own and name not in ("note", "host", "inferred", *_ABOUT_THE_STATEMENT)
    }
    notes = [one.note]
    if isinstance(one, TokenPrice) and added:
        amounts = ", ".join(name.replace("_", " ") for name in added)
        places = ", ".join(dict.fromkeys(each.source for each in other.citations))
        notes.append(f"Stated in {places or 'the price catalog'} alone: {amounts}.")
    if isinstance(one, TokenPrice) and isinstance(other, TokenPrice):
        silent = dict.fromkeys((*one.unstated, *other.unstated))
        added["unstated"] = tuple(kind for kind in silent if _is_silent(kind, one, other))
    return evolve(
        one,
        **added
        | {
            "citations": _combined_citations(one, other),
            "note": " ".join(filter(None, notes)) or None,
            "inferred": _combined_inferred(one, other, added),
        },
    )


def _combined_citations(one: Any, other: Any) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys((*one.citations, *other.citations)))


def with_referenced_records(
    provider: Provider, price_catalog: Provider, models: Iterable[Model]
) -> Provider:
    """Add the sources, benchmarks and hosts that the models name and the provider lacks."""
    named = {reference.id for model in models for reference in references(model)}
    cited = named.intersection(price_catalog.sources.ids)
    named.update(*(lineage(each, price_catalog.sources) for each in cited))
    known = {record.id for record in provider.records()} | {provider.id}
    changes: dict[str, Any] = {}
    added: dict[str, Iterable[Record]] = {
        "sources": price_catalog.sources,
        "benchmarks": [
            evolve(each, id=_replaced_prefix(each.id, price_catalog.id, provider.id))
            for each in price_catalog.benchmarks
        ],
        "entities": [
            Entity(id=price_catalog.id, name=_host_name(price_catalog), kind="platform"),
            *price_catalog.entities,
        ],
    }
    for section, records in added.items():
        new = [each for each in records if each.id in named - known]
        changes[section] = [*getattr(provider, section), *new]
    return evolve(provider, **changes)


def _host_name(price_catalog: Provider) -> str:
    return next((product.name for product in price_catalog.products), price_catalog.id)


def _is_silent(kind: KindOfUse, *prices: TokenPrice) -> bool:
    """Whether no price states an amount for a kind of use."""
    return all(getattr(price, kind) is None for price in prices)
