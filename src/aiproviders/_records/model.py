"""Records of models: their scores, prices, and kinds of input and output."""

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, Self, SupportsIndex, TypeAlias, overload

from attrs import Attribute, field, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import (
    BENCHMARK_ID,
    MODEL_ID,
    RECORD_ID,
    as_period,
    as_texts,
    as_tuple,
    sealed,
)
from aiproviders._records.lookup.dated_alias import DatedAlias
from aiproviders._records.prices.day_intervals import host_of
from aiproviders._records.prices.price import Service, TokenPrice, price_of_length
from aiproviders._records.prices.price_in_force import (
    find_price,
    longest_input,
    several_requests,
)
from aiproviders._records.prices.usage import TokenMix
from aiproviders._records.record import Benchmark, Citation, Record, as_citations
from aiproviders._values.arguments import at_position, check_type
from aiproviders._values.number import ROOMY, Number, exact
from aiproviders._values.period import Moment, Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import (
    OneLine,
    angled,
    counted,
    listed,
    printable,
    quoted,
    stated_fields,
)
from aiproviders.errors import (
    AmbiguousFactError,
    IncomparableError,
    NotStatedAttributeError,
    NotStatedError,
    UnknownIdError,
)

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


@frozen(kw_only=True, field_transformer=sealed, repr=False)
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


def _standard_error(value: Number | None) -> Decimal | None:
    if value is None:
        return None
    error = exact(value)
    if error < 0:
        msg = f"a standard error cannot be negative, got {error}; leave it out if it is not stated"
        raise ValueError(msg)
    return error


def as_result(value: Quantity | str) -> Quantity:
    """Return a result, which may be written as `61.9 %`; a number alone does not say what of."""
    if isinstance(value, str):
        result = Quantity.parse(value)
        if result.unit == "1":
            msg = f"a score needs its unit, such as '{value} %', got {quoted(value)}"
            raise ValueError(msg)
        return result
    if not isinstance(value, Quantity):
        msg = f"expected a Quantity or a text with its unit such as '61.9 %', got {quoted(value)}"
        raise TypeError(msg)
    return value


def _is_of_an_amount(score: "Score", _: "Attribute[Decimal | None]", error: Decimal | None) -> None:
    if error is not None and score.quantity.unit == "rank":
        msg = f"a rank has no standard error, got {error}; leave it out"
        raise ValueError(msg)


def with_error(result: Quantity, standard_error: Decimal | None) -> str:
    """Return a result as text with its standard error, such as `83.6 % ± 2.2`."""
    if standard_error is None:
        return str(result)
    return f"{result} ± {standard_error.normalize(ROOMY):f}"


@frozen(kw_only=True, order=False, field_transformer=sealed, repr=False)
class Score(Shown, OneLine):
    """A result on a benchmark; comparable only where benchmark, version and harness agree.

    `score > 75` compares its quantity, as `score.quantity > 75` does. A quantity may be given as a
    text, such as `61.9 %`.

    Attributes:
        benchmark: Id of the benchmark.
        quantity: The result.
        standard_error: Standard error of the result, in its unit; None where it is not stated.
        version: Version of the benchmark.
        harness: What ran it.
        variant: Which variant or setting of the model was tested.
        date: When it was measured.
        reported_by: Id of who reported it; None where nobody is named.
        note: What a reader should know of it.
        citations: Where it stands.
        inferred: Names of the fields that the source leaves to convention.
    """

    benchmark: str = field(metadata=BENCHMARK_ID)
    quantity: Quantity = field(converter=as_result)
    standard_error: Decimal | None = field(
        default=None, converter=_standard_error, validator=_is_of_an_amount
    )
    version: str | None = None
    harness: str | None = None
    variant: str | None = None
    date: Period | None = field(default=None, converter=as_period)
    reported_by: str | None = field(default=None, metadata=RECORD_ID)
    note: str | None = None
    citations: tuple[Citation, ...] = field(default=(), converter=as_citations)
    inferred: tuple[str, ...] = field(default=(), converter=as_texts)

    def __str__(self) -> str:
        reporter = self.reported_by or "reporter not stated"
        result = with_error(self.quantity, self.standard_error)
        variant = f" ({self.variant})" if self.variant else ""
        return printable(f"{self.benchmark} {result}{variant} · {reporter}")

    def __lt__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity < self._comparable(other)

    def __le__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity <= self._comparable(other)

    def __gt__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity > self._comparable(other)

    def __ge__(self, other: "Score | Quantity | Number") -> bool:
        return self.quantity >= self._comparable(other)

    def _comparable(self, other: "Score | Quantity | Number") -> Quantity | Number:
        if not isinstance(other, Score):
            return other
        if self._setup != other._setup:
            msg = f"{self.basis} and {other.basis} cannot be compared: they measure otherwise"
            raise IncomparableError(msg)
        return other.quantity

    @property
    def _setup(self) -> tuple[str, str | None, str | None]:
        return self.benchmark, self.version, self.harness

    @property
    def basis(self) -> str:
        """What was measured, and how: benchmark, version and harness."""
        return printable(
            f"{self.benchmark}, version {self.version or 'not stated'}, "
            f"harness {self.harness or 'not stated'}"
        )


def best_of_variants(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Return scores on one benchmark, version and harness, the best variant first.

    Of several runs of a variant by one reporter the newest counts; a bound counts at its worst.
    Where nothing says which of several counts, there is none.
    """
    measured = tuple(scores)
    newest = [score for score in measured if not _is_superseded(score, measured)]
    units = {score.quantity.unit for score in newest}
    if len({score.variant for score in newest}) < len(newest) or len(units) > 1:
        return ()
    return tuple(sorted(newest, key=at_worst, reverse=True))


def _is_superseded(score: Score, others: Iterable[Score]) -> bool:
    """Whether the same reporter has certainly scored the same variant later."""
    return score.date is not None and any(
        (other.variant, other.reported_by) == (score.variant, score.reported_by)
        and other.date is not None
        and other.date.after(score.date)
        for other in others
    )


def at_worst(score: Score) -> tuple[bool, Decimal, Decimal]:
    """Return what orders scores from the worst to the best, bounds at their worst.

    Of ranks the first is the best.
    """
    quantity = score.quantity * -1 if score.quantity.unit == "rank" else score.quantity
    least, _ = quantity.bounds
    value = quantity.value
    return least is not None, value if least is None else least, value


_NO_SCORES = (
    "it has no scores; price_performance(models, benchmark=…) ranks the models that have one"
)


class ModelScores(tuple[Score, ...]):
    """The scores of a model: a tuple in which the name of a benchmark finds its score.

    Of several variants, such as efforts to reason, the best stands for the model, and of several
    runs of a variant by one reporter the newest, as in `price_performance`.

    Examples:
        >>> from aiproviders import alibaba
        >>> print(alibaba.models["qwen3.6"].scores["SWE-bench Verified"].quantity)
        77.2 %
    """

    __slots__ = ()

    def __new__(cls, scores: Iterable[Score] = ()) -> Self:
        """Make them of scores.

        Args:
            scores: The scores.

        Raises:
            TypeError: Something else is given.
        """
        held = as_tuple(scores)
        for each in held:
            check_type(each, Score)
        return super().__new__(cls, held)

    @overload
    def __getitem__(self, key: str | Benchmark | SupportsIndex) -> Score: ...
    @overload
    def __getitem__(self, key: slice) -> "ModelScores": ...
    def __getitem__(self, key: str | Benchmark | SupportsIndex | slice) -> "Score | ModelScores":
        """Find the score on a benchmark, or at a position; a slice gives scores.

        Raises:
            UnknownIdError: There is no score on such a benchmark; the error carries those there
                are.
            AmbiguousFactError: There are several that are not to be compared, and the error lists
                them.
        """
        if isinstance(key, str | Benchmark):
            return self._only(key)
        if isinstance(key, slice):
            return ModelScores(super().__getitem__(key))
        return at_position(tuple(self), key, "the model", "score")

    def get(self, benchmark: str | Benchmark) -> Score | None:
        """Find the score on a benchmark as `[]` does; None where there is none.

        Args:
            benchmark: A benchmark, its id or its name.

        Raises:
            AmbiguousFactError: There are several that are not to be compared.
        """
        return self._only(benchmark) if self.on(benchmark) else None

    def on(self, benchmark: str | Benchmark) -> "ModelScores":
        """Return all scores on a benchmark.

        Args:
            benchmark: A benchmark, its id or its name; case, spaces and signs do not count.
        """
        check_type(benchmark, str, Benchmark)
        key = _letters(benchmark if isinstance(benchmark, str) else benchmark.id)
        return ModelScores(score for score in self if _letters(score.benchmark) == key)

    def __contains__(self, item: object) -> bool:
        """Whether a score is here, or one on a benchmark."""
        return (
            bool(self.on(item)) if isinstance(item, str | Benchmark) else super().__contains__(item)
        )

    def _only(self, benchmark: str | Benchmark, whose: str = "the model") -> Score:
        found = self.on(benchmark)
        if not found:
            from difflib import get_close_matches

            name = benchmark if isinstance(benchmark, str) else benchmark.id
            ids = [*dict.fromkeys(score.benchmark for score in self)]
            close = tuple(get_close_matches(name.casefold(), ids))
            there_are = f"it has scores on {listed(ids, 12)}" if ids else _NO_SCORES
            raise UnknownIdError(name, f"the scores of {whose}", close, "" if close else there_are)
        is_one_way = len({score._setup for score in found}) == 1
        best = best_of_variants(found) if is_one_way else ()
        if not best:
            id = found[0].benchmark
            reason = (
                f"{whose} has {counted(len(found), 'score')} on {id}, "
                f"{'none before another' if is_one_way else 'measured in several ways'}; "
                f"scores.on({id!r}) has them"
            )
            raise AmbiguousFactError(reason, tuple(map(_in_full, found)))
        return best[0]

    def _ipython_key_completions_(self) -> list[str]:
        return [*dict.fromkeys(score.benchmark for score in self)]


def _in_full(score: Score) -> str:
    """Word a score with what tells it from others on its benchmark."""
    result = with_error(score.quantity, score.standard_error)
    terms = (
        f"version {score.version}" if score.version else "",
        f"harness {score.harness}" if score.harness else "",
        score.variant,
        str(score.date or ""),
        score.reported_by,
    )
    return f"{result} ({', '.join(filter(None, terms)) or 'harness not stated'})"


def _letters(name: str) -> str:
    """Return a name without what people write in several ways."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))


if TYPE_CHECKING:
    Scores: TypeAlias = ModelScores
else:
    Scores = tuple[Score, ...]  # what the format, columns and the schema know


def as_prices(values: Iterable[TokenPrice]) -> tuple[TokenPrice, ...]:
    return as_tuple(values)


def as_dated_aliases(values: Iterable[DatedAlias]) -> tuple[DatedAlias, ...]:
    return as_tuple(values)


def as_scores(values: Iterable[Score]) -> ModelScores:
    return ModelScores(values)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
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

    def score(self, benchmark: Benchmark | str) -> Score:
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


def blended_price(price: Model | TokenPrice, mix: TokenMix | str = "3:1") -> Quantity:
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
    prices = price_of(price)
    parts = [(kind, weight) for kind, weight in TokenMix.of(mix).parts if weight]
    weighted = [_rate(prices, kind) * Decimal(weight) for kind, weight in parts]
    weights = [Quantity(value=weight, unit="1") for _, weight in parts]
    return sum(weighted[1:], weighted[0]) / sum(weights[1:], weights[0])


def _rate(price: TokenPrice, kind: str) -> Quantity:
    stated: Decimal | None = getattr(price, kind)
    if stated is not None:
        return Quantity(value=stated, unit=price.unit)
    if kind != "cache_read" or price.input is None:
        msg = f"no price of {kind.replace('_', ' ')} is stated"
        raise NotStatedError(msg)
    bounds = (Decimal(0), price.input)
    return Quantity(value=price.input, unit=price.unit, comparator="<=", interval=bounds)
