"""Records of models: their scores, prices, and kinds of input and output."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from attrs import field, frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.fields import BENCHMARK_ID, RECORD_ID, sealed
from aiproviders._records.price import TokenPrice
from aiproviders._records.record import Citation, Record
from aiproviders._values.period import Period
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine, printable
from aiproviders.errors import NotStatedError

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


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Modalities(OneLine):
    """Kinds of input and output of a model.

    Attributes:
        input: What it takes in.
        output: What it gives out.
        unspecified: What it works with, where the direction is not stated.
    """

    input: tuple[Modality, ...] = ()
    output: tuple[Modality, ...] = ()
    unspecified: tuple[Modality, ...] = ()

    def __contains__(self, modality: str) -> bool:
        """Whether a kind is named, as input, output or without a direction."""
        return modality in (*self.input, *self.output, *self.unspecified)


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Score(Shown, OneLine):
    """A result on a benchmark; comparable only where benchmark and version agree.

    Attributes:
        benchmark: Id of the benchmark.
        quantity: The result.
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
    quantity: Quantity
    version: str | None = None
    harness: str | None = None
    variant: str | None = None
    date: Period | None = None
    reported_by: str | None = field(default=None, metadata=RECORD_ID)
    note: str | None = None
    citations: tuple[Citation, ...] = ()
    inferred: tuple[str, ...] = ()

    def __str__(self) -> str:
        reporter = self.reported_by or "reporter not stated"
        return printable(f"{self.benchmark} {self.quantity} · {reporter}")


@frozen(kw_only=True, field_transformer=sealed, repr=False)
class Model(Record):
    """A model or a family of models, as released.

    Attributes:
        provider: Id of the provider that makes it.
        name: Its name.
        kind: Whether it is one model or a family; None where that is not stated.
        developer: Id of who develops it, such as a laboratory of the provider.
        aliases: Other names.
        api_names: Names that APIs call it by.
        family: Id of the family it belongs to.
        announced: When it was announced.
        released: When it could first be used.
        retires: When it stops being served.
        status: How far it is in its life.
        access: How it can be had.
        license: SPDX license expression; `LicenseRef-…` for others.
        modalities: Kinds of input and output.
        capabilities: What it is said to do well.
        architecture: Of what build it is, such as `dense` or `mixture-of-experts`.
        parameters: Number of parameters.
        context_window: Tokens that a request may hold, input and output together.
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
    aliases: tuple[str, ...] = ()
    api_names: tuple[str, ...] = ()
    family: str | None = field(default=None, metadata=RECORD_ID)
    announced: Period | None = None
    released: Period | None = None
    retires: Period | None = None
    status: ModelStatus | None = None
    access: Access | None = None
    license: str | None = None
    modalities: Modalities | None = None
    capabilities: tuple[str, ...] = ()
    architecture: tuple[str, ...] = ()
    parameters: Quantity | None = None
    context_window: Quantity | None = None
    max_output_tokens: Quantity | None = None
    languages: Quantity | None = None
    knowledge_cutoff: Period | None = None
    prices: tuple[TokenPrice, ...] = ()
    as_of: Period | None = None
    scores: tuple[Score, ...] = ()
    weights_on: tuple[str, ...] = field(default=(), metadata=RECORD_ID)
    runs_with: tuple[str, ...] = field(default=(), metadata=RECORD_ID)

    @property
    def lookup_names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases, *self.api_names)

    @property
    def open_weights(self) -> bool | None:
        """Whether the weights are published; None where that is not stated, or differs."""
        return None if self.access in {None, "mixed"} else self.access == "open-weights"

    @property
    def first_seen(self) -> Period | None:
        """When it was released, or else announced."""
        return self.released or self.announced

    @property
    def price(self) -> TokenPrice:
        """The latest list price by the maker.

        Raises:
            NotStatedError: No such price is stated, or several that do not say which is latest.
        """
        listed = [
            price
            for price in self.prices
            if price.plan == "list" and price.host in (None, self.provider)
        ]
        if not listed:
            msg = f"no list price of {self.name} is stated{self._in_sources()}"
            raise NotStatedError(msg)
        newest = latest(listed)
        if newest is None:
            msg = (
                f"{len(listed)} list prices of {self.name} are stated{self._in_sources()} and none "
                "is surely the latest; choose one of its prices"
            )
            raise NotStatedError(msg)
        return newest

    def _in_sources(self) -> str:
        sources = dict.fromkeys(citation.source for citation in self.citations)
        return f" in {', '.join(sources)}" if sources else ""

    def fits(self, tokens: int) -> bool | None:
        """Return whether a number of tokens fits the context window; None where that is open.

        Of a nominal size, such as 262K, it is open between the readings: 262,000 and 262,144.

        Args:
            tokens: Tokens of input and output together.
        """
        if self.context_window is None:
            return None
        low, high = self.context_window.bounds
        if low is not None and tokens <= low:
            return True
        return False if high is not None and tokens > high else None


def latest(prices: Sequence[TokenPrice]) -> TokenPrice | None:
    """Return the price that begins after all others; None where none certainly does."""
    if len(prices) == 1:
        return prices[0]
    found = [
        price
        for price in prices
        if (begin := _beginning(price))
        and all(_began_before(other, begin) for other in prices if other is not price)
    ]
    return found[0] if len(found) == 1 else None


def list_price(model: Model) -> TokenPrice | None:
    """Return `Model.price`, or None where it is not stated."""
    try:
        return model.price
    except NotStatedError:
        return None


def _beginning(price: TokenPrice) -> Period | None:
    """Return when a price came into force, or else was seen; None where neither is stated."""
    date = price.effective or price.observed
    begin = date.edtf.partition("/")[0] if date else ".."
    return None if begin == ".." else Period(begin)


def _began_before(price: TokenPrice, begin: Period) -> bool:
    """Return whether a price certainly came into force before a date."""
    date = price.effective or price.observed
    if date is None:
        return False
    start, _, end = date.edtf.partition("/")
    return begin.after(end if start == ".." else start)
