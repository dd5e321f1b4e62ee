"""genai-prices: prices of models, with their dates, by the makers of Pydantic.

`read` takes the data of the installed package, by which its calculator works.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache, partial
from importlib import import_module
from itertools import pairwise
from types import SimpleNamespace
from typing import Any, NamedTuple, TypeVar

from aiproviders._format.strict_reading import is_list
from aiproviders._records.company import Product
from aiproviders._records.hours.hours import ALWAYS, NEVER, Hours
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import OtherPrice, PriceTier, Service, TokenPrice
from aiproviders._records.prices.use_kinds import KindOfUse
from aiproviders._records.provider import Provider
from aiproviders._records.providers import Providers
from aiproviders._records.record import Citation
from aiproviders._records.sections.sources import Source
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders.adapters._reading.fields_left_out import KnownFields
from aiproviders.adapters._reading.free_or_unpriced import is_free
from aiproviders.adapters._reading.odd_values import OddValues
from aiproviders.adapters._reading.on_demand import read_providers
from aiproviders.adapters._reading.one_namespace import provider_of
from aiproviders.adapters._reading.values import day, is_converted
from aiproviders.errors import DataError, MissingExtraError

__all__ = ["read"]

_T = TypeVar("_T")

NAME = "genai-prices"
"""Name of the package, and id of the source that every record cites."""

_RATES = {
    "input_mtok": "input",
    "output_mtok": "output",
    "cache_read_mtok": "cache_read",
    "cache_write_mtok": "cache_write",
    "cache_write_1h_mtok": "cache_write_1h",
    "output_reasoning_mtok": "reasoning",
    "input_audio_mtok": "input_audio",
    "output_audio_mtok": "output_audio",
    "cache_audio_read_mtok": "cache_read_audio",
    "input_image_mtok": "input_image",
    "output_image_mtok": "output_image",
    "web_searches_kcount": "searches",
}
_BY_TIME: dict[str, KindOfUse] = {
    "input_audio_hours": "input_audio",
    "audio_hours": "input_audio",
}
"""Prices by the hour, beside which there is none by the token."""

_SERVICES: dict[tuple[str, str], Service] = {
    ("processing", "batch"): "batch",
    ("service_tier", "flex"): "flex",
    ("service_tier", "priority"): "priority",
    ("service_tier", "fast"): "fast",
    ("speed", "fast"): "fast",
}
_UNITS = {
    "_mtok": "million tokens",
    "_mchars": "million characters",
    "_hours": "hour",
    "_kpages": "thousand pages",
    "_kcount": "thousand",
}
_ANY_DAY = date(2000, 1, 1)
_days = lru_cache(maxsize=1024)(Period)  # many prices begin on the same day
_READ = {
    "provider": {"id", "name", "pricing_urls", "description", "price_comments", "models"},
    "model": {
        "id", "name", "description", "context_window", "price_comments", "deprecated", "match",
        "prices", "price_variants",
    },
    "model.prices": {"constraint", "prices"},
    "model.prices.constraint": {"start_date", "start_time", "end_time"},
    "model.prices.prices.*": {"base", "tiers"},
    "model.prices.prices.*.tiers": {"start", "price"},
    "model.price_variants": {"when", "prices", "constraint"},
}  # fmt: skip


def read(*, as_of: Period | date | str | None = None, strict: bool = False) -> Providers:
    """Read the data of the installed `genai-prices` package.

    A model stands with the provider that serves it, which is its `provider` and the host of its
    prices. Prices of certain hours have `hours`, and so have those of the others beside them; such
    a model has no single `price`.

    A model or a provider that cannot be read is left out with a `LeftOutWarning`.

    Args:
        as_of: The day of the prices, as a `Period`, a date or a text; the package has none.
        strict: Whether what cannot be read is an error.

    Raises:
        MissingExtraError: There is no such package.
        DataError: The package holds its data in a form that is not known here, or a part of it
            cannot be read where reading is strict.
        ValueError: `as_of` is no day.
    """
    known_on = day(as_of)
    try:
        data = import_module("genai_prices.data")
        from importlib.metadata import version  # takes long, and the package has imported it

        title = f"{NAME} {version(NAME)}"
    except ModuleNotFoundError:
        raise MissingExtraError(NAME, "price-catalogs") from None
    odd = OddValues(lambda error: error.in_file(title), strict=strict)
    reader = _ProviderReader(title, known_on, odd)
    try:
        for each in data.providers:
            reader.add(each)
    except (AttributeError, TypeError) as error:
        msg = f"{title} does not hold its data as this package reads it: {error}"
        raise DataError(msg) from error
    return read_providers(
        reader.ids,
        reader.provider,
        odd,
        reader.fields,
        title=title,
        name="genai_prices.providers",
        at_once=strict,
    )


class _DatedPrices(NamedTuple):
    """Prices, and the days and hours when they hold."""

    prices: Any
    effective: Period | None
    hours: Hours | None = None


class _Header(NamedTuple):
    """What is known of a provider before its models are read.

    Attributes:
        found: The object of the package.
        models: Those of its models.
        service: Its service.
        sources: The package, and the pages of its prices.
    """

    found: Any
    models: list[Any]
    service: Product
    sources: list[Source]


class _ProviderReader:
    """A reader of the providers of the package, which are objects of its own classes."""

    def __init__(self, title: str, as_of: Period | None, odd: OddValues) -> None:
        self.fields = KnownFields(NAME, _READ)
        self._title = title
        self._as_of = as_of
        self._odd = odd
        self._source = Source(id=NAME, title=title, kind="secondary")
        self._headers: dict[str, _Header] = {}
        self._windows: dict[int, Quantity] = {}

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the providers in the order of the package."""
        return tuple(self._headers)

    def add(self, found: Any) -> None:
        """Read all of a provider but its models, or note that it cannot be read."""
        if (header := self._readable(self._header, found)) is not None:
            self._headers[found.id] = header

    def _readable(self, make: Callable[[Any], _T], found: Any, *within: str) -> _T | None:
        """What is made of an object of the package; None where its form is not known here."""
        try:
            return make(found)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            path = ".".join([*within, str(getattr(found, "id", "?"))])
            msg = f"it does not hold this as this package reads it: {error}"
            self._odd.note(DataError(msg, self._title, path=path))
            return None

    def _header(self, found: Any) -> _Header:
        if found.id in self._headers:
            msg = "another provider has the same id"
            raise ValueError(msg)
        self.fields.note_new("provider", _stated(found))
        service = Product(
            id="api",
            name=found.name,
            kind="service",
            organization=found.id,
            note=_one_text(found.description, found.price_comments),
            citations=(Citation(source=NAME, section=found.id),),
        )
        note = f"Named by {NAME} as where the prices of {found.name} stand."
        sources = {NAME: self._source}
        for address in found.pricing_urls or ():
            source = Source(id=address, title=address, publisher=found.name, url=address, note=note)
            sources.setdefault(address, source)
        return _Header(found, list(found.models), service, list(sources.values()))

    def provider(self, id: str) -> Provider:
        found, listed, service, sources = self._headers[id]
        models = [self._readable(partial(self._model, found), each, id) for each in listed]
        whole = provider_of(
            id,
            models=[model for model in models if model is not None],
            products=[service],
            sources=sources,
        )
        del self._headers[id]  # not before: what was interrupted may be asked for again
        return whole

    def _model(self, provider: Any, found: Any) -> Model:
        self.fields.note_new("model", _stated(found))
        citations = (Citation(source=NAME, section=provider.id, locator=found.id),)
        aliases = dict.fromkeys(name for name in _names(found.match) if name != found.id)
        return Model(
            id=found.id,
            note=_one_text(found.description, found.price_comments),
            citations=citations,
            provider=provider.id,
            name=found.name or found.id,
            aliases=tuple(aliases),
            status="deprecated" if found.deprecated else None,
            context_window=self._window(found.context_window),
            prices=tuple(self._prices(provider, found, citations)),
            as_of=self._as_of,
        )

    def _window(self, size: Any) -> Quantity | None:
        """Return a context window, which many models share."""
        found = self._windows.get(size) if type(size) is int else None
        if found is None and size:
            found = self._windows[size] = Quantity(value=size, unit="token")
        return found

    def _prices(
        self, provider: Any, model: Any, citations: tuple[Citation, ...]
    ) -> Iterator[TokenPrice]:
        converted = is_converted(provider.price_comments, model.price_comments)
        services: dict[Service, list[Any]] = {}
        others: list[Any] = []
        for variant in model.price_variants or ():
            self.fields.note_new("model.price_variants", _stated(variant))
            (*when,) = variant.when.items()
            at_hours = hasattr(variant.constraint, "start_time")
            service = None if at_hours or len(when) > 1 else _SERVICES.get(when[0])
            (others if service is None else services.setdefault(service, [])).append(variant)
        for dated in self._dated(model.prices):
            rates, tiers, other = self._rates(dated.prices)
            for variant in others:
                other += self._variant(variant, dated.effective)
            if not rates and not other and is_free(model.id, model.name or ""):
                rates |= {"input": Decimal(0), "output": Decimal(0)}
            found: list[tuple[Service, _DatedPrices, Any]] = [
                ("standard", dated, (rates, tiers, other))
            ]
            for service, variants in services.items():
                for each in _of_service(dated, variants):
                    found.append((service, each, self._rates(each.prices)))  # noqa: PERF401 - typed
            for service, each, (rates, tiers, other) in found:
                if rates or other:
                    yield TokenPrice(
                        **rates,
                        currency="USD",
                        tiers=tuple(tiers),
                        other=tuple(other),
                        unstated=_without_price(each.prices, rates),
                        host=provider.id,
                        service=service,
                        hours=each.hours,
                        effective=each.effective,
                        converted=converted,
                        citations=citations,
                    )

    def _dated(self, prices: Any) -> list[_DatedPrices]:
        """The prices in order of time; where several hold, the package takes the last one."""
        if not is_list(prices):
            return [_DatedPrices(prices, None)]
        always: list[tuple[date, Any]] = []
        at_hours: list[tuple[int, Hours]] = []
        for place, each in enumerate(prices):
            self.fields.note_new("model.prices", _stated(each))
            constraint = each.constraint
            if constraint is not None:
                self.fields.note_new("model.prices.constraint", _stated(constraint))
            if constraint is None:
                always.append((date.min, each.prices))
            elif hasattr(constraint, "start_date"):
                always.append((constraint.start_date, each.prices))
            else:
                at_hours.append((place, _hours(constraint)))
        if not always:
            msg = "prices are stated for certain hours alone"
            raise ValueError(msg)
        dated = [*_intervals(always)]
        if not at_hours:
            return dated
        return [by_hours for each in dated for by_hours in _by_hours(each, prices, at_hours)]

    def _rates(self, prices: Any) -> tuple[dict[str, Any], list[PriceTier], list[OtherPrice]]:
        """The prices of tokens by kind, those of longer requests, and all others."""
        stated = _stated(prices)
        by_rate = {name: stated[key] for key, name in _RATES.items() if key in stated}
        rates: dict[str, Any] = {name: _base(price) for name, price in by_rate.items()}
        starts = {start for price in by_rate.values() for start, _ in self._tiers(price)}
        tiers: list[PriceTier] = []
        for threshold in sorted(starts):
            above: dict[str, Any] = {
                name: self._above(price, threshold) for name, price in by_rate.items()
            }
            tiers.append(PriceTier(threshold=threshold, **above))
        other = self._other({key: stated[key] for key in stated if key not in _RATES})
        return rates, tiers, other

    def _other(self, stated: dict[str, Any], where: str = "") -> list[OtherPrice]:
        found: list[OtherPrice] = []
        for key, value in stated.items():
            suffix = next((suffix for suffix in _UNITS if key.endswith(suffix)), None)
            if suffix is None:
                self.fields.note(f"model.prices.prices.{key}")
                continue
            kind, unit = key.removesuffix(suffix).replace("_", " "), _UNITS[suffix]
            found.append(OtherPrice(kind=kind + where, unit=unit, price=_base(value)))
            found += [
                OtherPrice(
                    kind=f"{kind} above {start:,} input tokens{where}", unit=unit, price=price
                )
                for start, price in self._tiers(value)
            ]
        return found

    def _tiers(self, price: Any) -> list[tuple[int, Decimal]]:
        if isinstance(price, Decimal):
            return []
        self.fields.note_new("model.prices.prices.*", _stated(price))
        for tier in price.tiers:
            self.fields.note_new("model.prices.prices.*.tiers", _stated(tier))
        return [(tier.start, tier.price) for tier in price.tiers]

    def _above(self, price: Any, threshold: int) -> Decimal:
        """The price of a request with more input tokens than a threshold."""
        reached = [amount for start, amount in self._tiers(price) if start <= threshold]
        return reached[-1] if reached else _base(price)

    def _variant(self, variant: Any, effective: Period | None) -> list[OtherPrice]:
        where = " (" + ", ".join(f"{key} {value}" for key, value in variant.when.items()) + ")"
        constraint = variant.constraint
        if hasattr(constraint, "start_time"):
            where += f" at {_hours(constraint)}"
        elif constraint is not None:
            since = Period.of(constraint.start_date)
            if effective is not None and effective.before(since):
                return []
            if effective is None or not effective.after(since):
                where += f" since {since.edtf}"
        stated = _stated(variant.prices)
        return self._other(stated, where)


def _by_hours(
    dated: _DatedPrices, prices: Any, at_hours: list[tuple[int, Hours]]
) -> Iterator[_DatedPrices]:
    """Yield a price of some days, or what it is at which hours if later prices hold at hours.

    Where several hold at an hour, the package takes the last one.
    """
    all_prices = [each.prices for each in prices]
    own = max(place for place, each in enumerate(all_prices) if each is dated.prices)
    found: dict[int, Hours] = {}
    rest = ALWAYS
    for place, hours in reversed(at_hours):
        if place > own:
            first = all_prices.index(all_prices[place])
            found[first] = found.get(first, NEVER) | (hours & rest)
            rest &= ~hours
    for prices_then, hours in (
        (dated.prices, rest),
        *((all_prices[place], hours) for place, hours in sorted(found.items())),
    ):
        if hours != NEVER:
            yield dated._replace(prices=prices_then, hours=None if hours == ALWAYS else hours)


def _of_service(dated: _DatedPrices, variants: list[Any]) -> Iterator[_DatedPrices]:
    """Yield the prices of a service on the days of a price; what they leave out is of that price.

    Of several that hold, the package takes the first one for each kind.
    """
    starts = [
        (begin, _laid_over(dated.prices, [each for each in variants if _begin(each) <= begin]))
        for begin in sorted(set(map(_begin, variants)))
    ]
    for found in _intervals(starts):
        own, outer = found.effective, dated.effective
        if own is None or outer is None:
            yield dated._replace(prices=found.prices, effective=own or outer)
        elif own.overlaps(outer):
            firsts = [each for each in (own._first, outer._first) if each is not None]
            lasts = [each for each in (own._last, outer._last) if each is not None]
            days = Period(f"{max(firsts, default='..')}/{min(lasts, default='..')}")
            yield dated._replace(prices=found.prices, effective=days)


def _begin(variant: Any) -> date:
    begin: date = getattr(variant.constraint, "start_date", date.min)
    return begin


def _laid_over(prices: Any, variants: list[Any]) -> Any:
    stated = _stated(prices)
    for variant in reversed(variants):
        stated |= _stated(variant.prices)
    return SimpleNamespace(**stated)


def _intervals(starts: list[tuple[date, Any]]) -> Iterator[_DatedPrices]:
    """Turn prices with a first day into prices with a period; where several hold, the last does."""
    spans: list[tuple[date, Any]] = []
    for begin in sorted({start for start, _ in starts}):
        prices = [prices for start, prices in starts if start <= begin][-1]
        if not spans or spans[-1][1] is not prices:
            spans.append((begin, prices))
    for (start, prices), (following, _) in pairwise([*spans, (None, None)]):
        first = ".." if start == date.min else f"{start}"
        last = ".." if following is None else f"{following - timedelta(days=1)}"
        edtf = first if first == last else f"{first}/{last}"
        yield _DatedPrices(prices, None if edtf == ".." else _days(edtf))


def _stated(found: Any) -> dict[str, Any]:
    """The attributes of an object that are not None."""
    attributes: dict[str, Any] = found.__dict__
    return {name: value for name, value in attributes.items() if value is not None}


def _hours(constraint: Any) -> Hours:
    """The hours of a day; the package takes hours without a zone for UTC too."""
    times: list[time] = [constraint.start_time, constraint.end_time]
    start, end = (
        each if each.tzinfo is None else datetime.combine(_ANY_DAY, each).astimezone(UTC).time()
        for each in times
    )
    if start.second or end.second:
        msg = f"hours from {start} to {end} do not begin and end with a minute"
        raise ValueError(msg)
    return NEVER if start == end else Hours(windows=f"{start:%H:%M}-{end:%H:%M}")


def _without_price(prices: Any, rates: dict[str, Any]) -> tuple[KindOfUse, ...]:
    """Return the kinds of use that have another price than one by the token."""
    stated = _stated(prices)
    found: list[KindOfUse] = [kind for key, kind in _BY_TIME.items() if key in stated]
    return tuple(kind for kind in dict.fromkeys(found) if kind not in rates)


def _base(price: Any) -> Decimal:
    found: Decimal = price if isinstance(price, Decimal) else price.base
    return found


def _names(match: Any) -> Iterator[str]:
    """Yield the names that a rule of matching compares whole."""
    if hasattr(match, "equals"):
        yield match.equals
    for clause in getattr(match, "or_", ()):
        yield from _names(clause)


def _one_text(*texts: str | None) -> str | None:
    return " ".join(text for text in texts if text) or None


def __dir__() -> list[str]:
    return __all__
