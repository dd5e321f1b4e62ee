"""A catalogue joined onto a provider: the same models, as either states them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from attrs import evolve, fields, frozen

from aiproviders._analysis.compare import Comparison, ComparisonRow, compare
from aiproviders._records.catalog import Catalog
from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import fields_with_ids, references, sealed
from aiproviders._records.frame_methods import Tabular
from aiproviders._records.model import Model, Score
from aiproviders._records.price import RATES, TokenPrice
from aiproviders._records.provider import Provider
from aiproviders._records.record import Citation, Entity, Record
from aiproviders._values.text import OneLine, angled, counted, stated_fields

_NEVER_FILLED = ("id", "provider", "name", "kind", "aliases", "api_names", "note", "citations")
_WORDS = ("capabilities",)
_IDS = tuple(name for name, _ in fields_with_ids(Model)[0])
_GIVEN = "the caller says so"


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Pair(OneLine):
    """A model, as two sources state it.

    Attributes:
        model: As the provider states it.
        other: As the catalogue states it.
        ground: Why the two are taken for one.
        filled: Fields that the provider leaves open and the catalogue states.
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
        """What cannot be so in both: names, ids and words for abilities are left out.

        Closed weights differ from open ones, and not from a model that is served through an API.
        """
        left_out = {*_NEVER_FILLED, *_WORDS, *_IDS}
        if self.model.open_weights is self.other.open_weights:
            left_out.add("access")
        return tuple(
            row for row in self.comparison if row.verdict == "differs" and row.field not in left_out
        )

    def __str__(self) -> str:
        return f"{self.model.id} is {self.other.id}: {self.ground}"


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Joined(Shown, Tabular, OneLine):
    """What was joined of a provider and a catalogue, and what was left; printing shows a table.

    As a data frame, it has a row for each field that either side of a pair states.

    Attributes:
        provider: The provider, in which what it leaves open is filled in from the catalogue, and
            prices and scores of both stand side by side.
        catalogue: Title of the catalogue.
        pairs: The models that both have, as either states them.
        only_here: The models of the provider that the catalogue was not found to have.
        only_there: The models of the catalogue that the provider was not found to have.
    """

    provider: Provider
    catalogue: str
    pairs: tuple[Pair, ...]
    only_here: Catalog[Model]
    only_there: Catalog[Model]

    def __str__(self) -> str:
        from aiproviders._display.plain_text import plain  # noqa: PLC0415 - for show only
        from aiproviders._display.views import view  # noqa: PLC0415 - for show only

        return plain(view(self), width=80)

    def __repr__(self) -> str:
        counts = (
            f"{counted(len(self.pairs), 'model')}, {len(self.only_here):,} here alone, "
            f"{len(self.only_there):,} there alone"
        )
        return angled("Joined", f"{self.provider.id} and {self.catalogue}: {counts}")


def joined(provider: Provider, catalogue: Provider, names: Mapping[str, str] | None) -> Joined:
    """Join a catalogue onto a provider; `Provider.joined` documents how."""
    from aiproviders._analysis.overlays import checked  # noqa: PLC0415 - imports cattrs

    pairs = tuple(_pair(*each) for each in _matches(provider, catalogue, names))
    found = {id(each.model) for each in pairs}
    found_there = {id(each.other) for each in pairs}
    models = {each.model.id: _merged(each, provider.id) for each in pairs}
    merged = evolve(
        provider, models=Catalog(models.get(model.id, model) for model in provider.models)
    )
    return Joined(
        provider=checked(_with_referenced(merged, catalogue, models.values())),
        catalogue=next((source.title for source in catalogue.sources), catalogue.id),
        pairs=pairs,
        only_here=provider.models.where(lambda model: id(model) not in found),
        only_there=catalogue.models.where(lambda model: id(model) not in found_there),
    )


def _matches(
    provider: Provider, catalogue: Provider, names: Mapping[str, str] | None
) -> Iterator[tuple[Model, Model, str]]:
    if names is not None:
        for name, other in names.items():
            yield provider.models[name], catalogue.models[other], _GIVEN
        return
    from aiproviders.adapters._namesakes import reviewed  # noqa: PLC0415 - of catalogues alone

    known = reviewed(provider.id, catalogue.sources.ids, catalogue.id)
    if known is None:
        msg = (
            f"nobody has looked which models of {catalogue.id} are which of {provider.id}; "
            "say so by names={id here: id there}"
        )
        raise ValueError(msg)
    for each in known:
        ours = provider.models._get_by_id(each.model)
        theirs = catalogue.models._get_by_id(each.other)
        if ours is not None and theirs is not None:
            yield ours, theirs, each.ground


def _pair(model: Model, other: Model, ground: str) -> Pair:
    stated = stated_fields(model)
    filled = tuple(
        name
        for name in stated_fields(other)
        if name not in stated and name not in (*_NEVER_FILLED, *_IDS)
    )
    return Pair(model=model, other=other, ground=ground, filled=filled)


def _merged(pair: Pair, provider: str) -> Model:
    """The model with what it leaves open filled in, and prices and scores of both."""
    model, other = pair.model, pair.other
    changes: dict[str, Any] = {name: getattr(other, name) for name in pair.filled}
    names = (other.id,) if other.id not in (model.id, *model.lookup_names) else ()
    return evolve(
        model,
        **changes
        | {
            "api_names": (*model.api_names, *names),
            "prices": _together(model.prices, other.prices, model.provider),
            "scores": _together(model.scores, _as_ours(other, provider), model.provider),
            "citations": _united(model, other),
        },
    )


def _as_ours(other: Model, provider: str) -> Iterator[Score]:
    """The scores of a model, those on benchmarks of its own provider under the id of ours."""
    for score in other.scores:
        yield evolve(score, benchmark=_own_id(score.benchmark, other.provider, provider))


def _own_id(benchmark: str, other: str, provider: str) -> str:
    prefix = f"{other}:"
    own = benchmark.removeprefix(prefix)
    return f"{provider}:{own}" if benchmark.startswith(prefix) else benchmark


def _together(ours: Iterable[Any], theirs: Iterable[Any], maker: str) -> tuple[Any, ...]:
    """Statements of both sides, those of the same thing as one that cites both."""
    found = list(ours)
    for each in theirs:
        alike = ((place, one) for place, one in enumerate(found) if _is_same(one, each, maker))
        place, one = next(alike, (len(found), None))
        found[place : place + 1] = [each if one is None else _as_one(one, each)]
    return tuple(found)


def _is_same(one: Any, other: Any, maker: str) -> bool:
    """Whether two prices or scores state the same and differ at most in what one leaves open."""
    return (
        type(one) is type(other)
        and all(
            _agree(getattr(one, each.name), getattr(other, each.name))
            for each in fields(cast("Any", type(one)))
            if each.name not in ("note", "citations", "host", "quantity")
        )
        and _same_terms(one, other, maker)
    )


def _agree(one: object, other: object) -> bool:
    return one == other or one in (None, ()) or other in (None, ())


def _same_terms(one: Any, other: Any, maker: str) -> bool:
    """Whether prices are by one host, and state an amount that is the same; scores, a result."""
    if isinstance(one, Score):
        ours, theirs = one.quantity, other.quantity
        return (ours.value, ours.unit, one.version) == (theirs.value, theirs.unit, other.version)
    stated = [kind for kind in RATES if None not in (getattr(one, kind), getattr(other, kind))]
    return bool(stated) and (one.host or maker) == (other.host or maker)


def _as_one(one: Any, other: Any) -> Any:
    """A statement with what it leaves open filled in, which a note says of a price."""
    own = stated_fields(one)
    added = {
        name: value
        for name, value in stated_fields(other).items()
        if name not in own and name not in ("note", "host")
    }
    notes = [one.note]
    if amounts := [name.replace("_", " ") for name in added if isinstance(one, TokenPrice)]:
        places = ", ".join(dict.fromkeys(each.source for each in other.citations))
        notes.append(f"Stated in {places or 'the catalogue'} alone: {', '.join(amounts)}.")
    return evolve(
        one,
        **added | {"citations": _united(one, other), "note": " ".join(filter(None, notes)) or None},
    )


def _united(one: Any, other: Any) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys((*one.citations, *other.citations)))


def _with_referenced(provider: Provider, catalogue: Provider, models: Iterable[Model]) -> Provider:
    """Take over the sources, benchmarks and hosts that models name and the provider lacks."""
    named = {reference.id for model in models for reference in references(model)}
    known = {record.id for record in provider.records()} | {provider.id}
    changes: dict[str, Any] = {}
    added: dict[str, Iterable[Record]] = {
        "sources": catalogue.sources,
        "benchmarks": [
            evolve(each, id=_own_id(each.id, catalogue.id, provider.id))
            for each in catalogue.benchmarks
        ],
        "entities": [Entity(id=catalogue.id, name=_host_name(catalogue), kind="platform")],
    }
    for section, records in added.items():
        new = [each for each in records if each.id in named - known]
        changes[section] = [*getattr(provider, section), *new]
    return evolve(provider, **changes)


def _host_name(catalogue: Provider) -> str:
    return next((product.name for product in catalogue.products), catalogue.id)
