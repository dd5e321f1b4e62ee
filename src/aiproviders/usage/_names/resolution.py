"""What a name in a log stands for."""

from attrs import field, frozen

from aiproviders._records.fields import as_texts
from aiproviders._records.models.model import Model
from aiproviders._values.wording import OneLine, printable


@frozen(kw_only=True, repr=False)
class Resolution(OneLine):
    """What a name in a log stands for, by which rules, and what else the name says.

    Attributes:
        name: The name as logged.
        model: The model; None if none is found. Where the name stands for other models on other
            days, the last of them, as a catalog finds it.
        rule: The rules that found it, in order, such as `provider_prefix + exact`; None if none is
            found.
        removed: What was taken off the name, in order.
        provider: Id of the maker that the name or the log says; None where they say nothing.
        host: Id of who served the request, if that is said.
        region: Where it was served, if that is said.
        dated_alias: The name in the catalog, where the day decides for which model it stands.
        reason: Why there is no model, or why requests are not billed at its price.
    """

    name: str
    model: Model | None = None
    rule: str | None = None
    removed: tuple[str, ...] = field(default=(), converter=as_texts)
    provider: str | None = None
    host: str | None = None
    region: str | None = None
    dated_alias: str | None = None
    reason: str | None = None

    @property
    def price_name(self) -> str | None:
        """The name to bill by: the dated alias or the id; None where nothing may be billed."""
        if self.model is None or self.reason is not None:
            return None
        return self.dated_alias or self.model.id

    def __str__(self) -> str:
        """What it stands for and the name, or why it stands for nothing."""
        model = None if self.model is None else self.dated_alias or self.model.id
        places = (("at", self.host), ("in", self.region))
        found = " ".join((model or "no model", *(f"{at} {each}" for at, each in places if each)))
        said = found if self.name == model else f"{found}, logged as {self.name}"
        return printable(f"{said}: {self.reason}" if self.reason else said)
