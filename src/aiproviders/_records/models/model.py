"""Records of models: their prices, and kinds of input and output."""

from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Literal, TypeAlias

from attrs import field, frozen

from aiproviders._records.fields import (
    MODEL_ID,
    RECORD_ID,
    as_period,
    as_texts,
    as_tuple,
    sealed,
)
from aiproviders._records.lookup.dated_alias import DatedAlias
from aiproviders._records.models.score import ModelScores, Score, Scores, as_scores
from aiproviders._records.prices.day_intervals import host_of
from aiproviders._records.prices.price import Service, TokenPrice, price_of_length
from aiproviders._records.prices.price_in_force import (
    find_price,
    longest_input,
    several_requests,
)
from aiproviders._records.record import Record
from aiproviders._values.arguments import check_type
from aiproviders._values.late_types import late
from aiproviders._values.number import EXACT
from aiproviders._values.period import Moment, Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import (
    OneLine,
    angled,
    quoted,
    stated_fields,
)
from aiproviders.errors import (
    NotStatedAttributeError,
    NotStatedError,
)

if TYPE_CHECKING:
    from aiproviders._records.prices.usage import TokenMix
    from aiproviders._records.sections.benchmarks import Benchmark
else:
    Benchmark = late("aiproviders._records.sections.benchmarks", "Benchmark")
    TokenMix = late("aiproviders._records.prices.usage", "TokenMix")

_ZERO = Decimal(0)

ModelKind: TypeAlias = Literal["model", "family"]
"""Whether the name stands for one model or for several."""

ModelStatus: TypeAlias = Literal[
    "announced", "beta", "preview", "available", "deprecated", "retired"
]
"""How far a model is in its life."""

Access: TypeAlias = Literal["open-weights", "closed-weights", "api-only", "mixed"]
"""How a model can be had; `api-only` says that closed weights are served through an API alone, and
`mixed` that the members of a family differ."""

Modality: TypeAlias = Literal["text", "image", "video", "audio"]
"""A kind of input or output."""


def as_modalities(values: Iterable[Modality]) -> tuple[Modality, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Modalities(OneLine):
    """Kinds of input and output of a model.

    Attributes:
        input: What it takes in.
        output: What it gives out.
        unspecified: What it works with, where the direction is not stated.
    """

    input: tuple[Modality, ...] = field(default=(), converter=as_modalities)
    output: tuple[Modality, ...] = field(default=(), converter=as_modalities)
    unspecified: tuple[Modality, ...] = field(default=(), converter=as_modalities)

    def __str__(self) -> str:
        stated = stated_fields(self).items()
        return "; ".join(f"{name} {', '.join(kinds)}" for name, kinds in stated)

    def __contains__(self, modality: str) -> bool:
        """Whether a kind is named, as input, output or without a direction."""
        return modality in (*self.input, *self.output, *self.unspecified)


def as_prices(values: Iterable[TokenPrice]) -> tuple[TokenPrice, ...]:
    return as_tuple(values)


def as_dated_aliases(values: Iterable[DatedAlias]) -> tuple[DatedAlias, ...]:
    return as_tuple(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False, eq=False)
class Model(Record):
    """A model or a family of models, as released.

    Attributes:
        provider: Id of the provider that makes it.
        name: Its name.
        kind: Whether it is one model or a family; None where that is not stated.
        developer: Id of who develops it, such as a laboratory of the provider.
        aliases: Other names.
        dated_aliases: Names that stand for it for some time and for other models at other times; a
            catalog finds the model by one that it stands for at last.
        api_names: Names that APIs call it by.
        family: Id of the family it belongs to.
        announced: When it was announced.
        released: When it could first be used.
        retires: When it stops being served.
        successor: Id of the model that its provider names to use in its place.
        status: How far it is in its life.
        access: How it can be had.
        license: SPDX license expression; `LicenseRef-…` for others.
        modalities: Kinds of input and output.
        capabilities: What it is said to do well.
        architecture: Of what build it is, such as `dense` or `mixture-of-experts`.
        parameters: Number of parameters.
        context_window: Tokens that a request may hold, input and output together.
        max_input_tokens: Tokens that a request may hold as input, where output has a limit of its
            own.
        max_output_tokens: Tokens that it may answer with.
        languages: Number of languages.
        knowledge_cutoff: Until when its training data goes.
        prices: What it costs, as stated.
        as_of: Newest day on which its prices were read, which is "today" for them; where it is
            None, the newest `observed` of the prices is.
        scores: Results on benchmarks.
        weights_on: Ids of the platforms that its weights are published on.
        runs_with: Ids of the tools that run it locally.
    """

    provider: str = field(metadata=RECORD_ID)
    name: str
    kind: ModelKind | None = None
    developer: str | None = field(default=None, metadata=RECORD_ID)
    aliases: tuple[str, ...] = field(default=(), converter=as_texts)
    dated_aliases: tuple[DatedAlias, ...] = field(default=(), converter=as_dated_aliases)
    api_names: tuple[str, ...] = field(default=(), converter=as_texts)
    family: str | None = field(default=None, metadata=RECORD_ID)
    announced: Period | None = field(default=None, converter=as_period)
    released: Period | None = field(default=None, converter=as_period)
    retires: Period | None = field(default=None, converter=as_period)
    successor: str | None = field(default=None, metadata=MODEL_ID)
    status: ModelStatus | None = None
    access: Access | None = None
    license: str | None = None
    modalities: Modalities | None = None
    capabilities: tuple[str, ...] = field(default=(), converter=as_texts)
    architecture: tuple[str, ...] = field(default=(), converter=as_texts)
    parameters: Quantity | None = field(default=None, metadata={"unit": "parameter"})
    context_window: Quantity | None = field(default=None, metadata={"unit": "token"})
    max_input_tokens: Quantity | None = field(default=None, metadata={"unit": "token"})
    max_output_tokens: Quantity | None = field(default=None, metadata={"unit": "token"})
    languages: Quantity | None = field(default=None, metadata={"unit": "language"})
    knowledge_cutoff: Period | None = field(default=None, converter=as_period)
    prices: tuple[TokenPrice, ...] = field(default=(), converter=as_prices)
    as_of: Period | None = field(default=None, converter=as_period)
    scores: Scores = field(default=ModelScores(), converter=as_scores)
    weights_on: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)
    runs_with: tuple[str, ...] = field(default=(), converter=as_texts, metadata=RECORD_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases, *self.api_names)

    def __repr__(self) -> str:
        """The id and the name, and what the price is now where it is stated to change."""
        change = find_price(self).change
        return angled("Model", f"{self.id}: {self}, {change}") if change else super().__repr__()

    @property
    def open_weights(self) -> bool | None:
        """Whether the weights are published; None where that is not stated, or differs."""
        return None if self.access in {None, "mixed"} else self.access == "open-weights"

    @property
    def first_seen(self) -> Period | None:
        """When it was released, or else announced."""
        return self.released or self.announced

    @property
    def list_price(self) -> TokenPrice | None:
        """The list price by the maker, for standard service, that is in force as of `as_of`.

        Prices of a region do not count. It is None where no such price is stated, several are, it
        depends on the hour, or on the day and none is known.
        """
        return find_price(self).price

    @property
    def price(self) -> TokenPrice:
        """The list price as `list_price`, for models that have one.

        Raises:
            NotStatedAttributeError: There is none; the message says why and what to do. It is a
                `NotStatedError`, and an `AttributeError`, so that `getattr(model, "price", None)`
                is None.
        """
        found = find_price(self)
        if found.price is None:
            raise NotStatedAttributeError(found.details)
        return found.price

    def price_for(
        self,
        on: "Moment | None" = None,
        *,
        host: str | None = None,
        region: str | None = None,
        service: Service = "standard",
        input_tokens: int | None = None,
    ) -> TokenPrice:
        """Return the list price that is in force.

        On a day, that is the price that began last of those that have begun and have not ended by
        their own words. A price of a region, of another host, for another service or in another
        currency neither ends one nor stands in for it. Without any day, it is the price that is in
        force before and after all others, as where there is only one. A deprecated price is never
        in force, and a preferred one is before others that began on the same day. Where the price
        depends on the hour of the day, only a time has one.

        Args:
            on: A day, or a month or year in which the price does not change, or a time with its
                zone; unless told otherwise, `as_of`, or else the newest day on which one of its
                prices was seen.
            host: Who serves the model, by id or as logs call it, such as `Amazon Bedrock`; its
                maker unless told otherwise.
            region: Where the price holds, as a price names it; unless told otherwise, only prices
                that name no region count.
            service: How soon or how fast requests are served, such as `batch`.
            input_tokens: All input tokens of a request; the price is then the one of requests of
                this length, without `tiers`.

        Raises:
            NotStatedError: No such price is stated, none for requests of this length, or several
                for the day; it depends on the day and none is known, or on the hour and `on` is no
                time. The message says which hosts, regions, services, days or hours there are.
            ValueError: `on` is no date.
            TypeError: `on` is a time without a zone, or something else.
        """
        if host is not None:
            host = self._host_called(host)
        elif isinstance(on, str) and self._host_called(on) in self._hosts:
            msg = f"expected a date, got {quoted(on)}; write price_for(host={quoted(on)})"
            raise ValueError(msg)
        found = find_price(self, on=on, host=host, region=region, service=service)
        if found.price is None:
            raise NotStatedError(found.details)
        if input_tokens is None:
            return found.price
        longest = longest_input(self, found.price)
        if longest is not None and input_tokens > longest:
            raise NotStatedError(several_requests(self.name, longest))
        price = price_of_length(found.price, input_tokens)
        of_tokens = (price.input, price.output)
        if of_tokens == (None, None) != (found.price.input, found.price.output):
            msg = (
                f"no price of {self.name} is stated for requests of {input_tokens:,} input tokens "
                f"on these terms; that of shorter ones is {found.price}"
            )
            raise NotStatedError(msg)
        return price

    @property
    def _hosts(self) -> set[str]:
        """The ids of who serves it at a price."""
        return {host_of(price, self) for price in self.prices}

    def _host_called(self, name: str) -> str:
        """Return the id of the host that is called so; the name as it is where none is."""
        from aiproviders._records.lookup.places import host_ids, lab_ids

        check_type(name, str)
        ids = self._hosts.intersection((*host_ids(name), *lab_ids(name)))
        return ids.pop() if len(ids) == 1 and name not in self._hosts else name

    def score(self, benchmark: "Benchmark | str") -> Score:
        """Return the score on a benchmark, as `scores[benchmark]` does.

        Of several variants, such as efforts to reason, the best stands for the model, and of
        several runs of a variant by one reporter the newest, as in `price_performance`.

        Args:
            benchmark: A benchmark, its id or its name.

        Raises:
            UnknownIdError: The model has no score on it; the error lists what it has.
            AmbiguousFactError: It has several that are not to be compared, as they are of several
                versions, harnesses or reporters; the error lists them.

        Examples:
            >>> from aiproviders import alibaba
            >>> alibaba.models["qwen3.6"].score("SWE-bench Verified") > 75
            True
        """
        return self.scores._only(benchmark, self.name)

    def fits(self, tokens: int) -> bool | None:
        """Return whether a number of tokens fits the context window; None where that is open.

        Of a nominal size, such as 262K, it is open between the readings: 262,000 and 262,144.

        Args:
            tokens: Tokens of input and output together.
        """
        check_type(tokens, int)
        if self.context_window is None:
            return None
        low, high = self.context_window.bounds
        if low is not None and tokens <= low:
            return True
        return False if high is not None and tokens > high else None


def price_of(given: Model | TokenPrice, on: Moment | None = None) -> TokenPrice:
    """Return the list price of a model, or a price as it is.

    Args:
        given: A model or a price.
        on: The day of the list price; `Model.as_of` unless told otherwise.

    Raises:
        NotStatedError: The model has no list price on the day.
        TypeError: It is neither a model nor a price.
    """
    if isinstance(given, TokenPrice):
        return given
    if isinstance(given, Model):
        return given.price_for(on=on)
    msg = f"expected a model or a price, got {quoted(given)}"
    raise TypeError(msg)


def blended_price(price: Model | TokenPrice, mix: "TokenMix | str" = "3:1") -> Quantity:
    """Return the average price per million tokens of a mix: Σ wₖ·pₖ / Σ wₖ.

    Args:
        price: A model, of which the list price counts, or a price; of tiered prices the first
            tier counts.
        mix: Parts of input to output, as `3:1` (the convention of Artificial Analysis and Epoch
            AI), or a `TokenMix`.

    Returns:
        An amount in the unit `USD/Mtok`, or whatever the currency is. Where no price for reading
        from the cache is stated, at most the price of input is assumed, and the result is an
        upper bound.

    Raises:
        NotStatedError: A price that the mix needs is not stated.
        ValueError: The mix is empty, negative or not understood.
        TypeError: Something else than a model or a price is given.

    Examples:
        >>> from aiproviders import TokenPrice, blended_price
        >>> price = TokenPrice(currency="USD", input="2.50", output="7.50")
        >>> print(blended_price(price), blended_price(price, "1:1"), sep=", ")
        $3.75 per million tokens, $5 per million tokens
    """
    from aiproviders._records.prices.usage import TokenMix

    prices = price_of(price)
    parts = [(kind, weight) for kind, weight in TokenMix.of(mix).parts if weight]
    stated = [getattr(prices, kind) for kind, _ in parts]
    if None not in stated:
        with suppress(ArithmeticError):
            return _exact_average(stated, [Decimal(weight) for _, weight in parts], prices.unit)
    weighted = [_rate(prices, kind) * Decimal(weight) for kind, weight in parts]
    weights = [Quantity(value=weight, unit="1") for _, weight in parts]
    return sum(weighted[1:], weighted[0]) / sum(weights[1:], weights[0])


def _exact_average(rates: list[Decimal], weights: list[Decimal], unit: str) -> Quantity:
    """Return an average of exact prices, which is that of quantities without work on bounds.

    Raises:
        ArithmeticError: A step is not an exact number, so that the average has bounds.
    """
    weighted = (EXACT.multiply(*pair) or _ZERO for pair in zip(rates, weights, strict=True))
    total = reduce(EXACT.add, weighted)
    return Quantity(value=EXACT.divide(total, reduce(EXACT.add, weights)), unit=unit)


def _rate(price: TokenPrice, kind: str) -> Quantity:
    stated: Decimal | None = getattr(price, kind)
    if stated is not None:
        return Quantity(value=stated, unit=price.unit)
    if kind != "cache_read" or price.input is None:
        msg = f"no price of {kind.replace('_', ' ')} is stated"
        raise NotStatedError(msg)
    bounds = (Decimal(0), price.input)
    return Quantity(value=price.input, unit=price.unit, comparator="<=", interval=bounds)
