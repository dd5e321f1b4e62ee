"""A log of usage that was read."""

from typing import TYPE_CHECKING, Any

from attrs import frozen

from aiproviders._records.display_methods import Shown
from aiproviders._records.provider import Models
from aiproviders._values.late_types import late
from aiproviders._values.wording import angled
from aiproviders.usage._reading.skipped import Skipped

if TYPE_CHECKING:
    from polars import LazyFrame
else:
    LazyFrame = late("polars", "LazyFrame")


@frozen(kw_only=True, eq=False, repr=False)
class UsageLog(Shown):
    """A log of usage that was read.

    Attributes:
        source: What it was read from, in words.
        format: Name of its format, such as `claude-code`; several are parted by commas.
        frame: A lazy frame of Polars with a row for each request, in the columns that are listed
            in the documentation; other columns of a table follow.
        skipped: What was left out, the most first.
        notes: What logs of this format leave out, in sentences.
        heading: What stands above its costs, where these are nobody's bill.
    """

    source: str
    format: str
    frame: LazyFrame
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    heading: str | None = None

    def __repr__(self) -> str:
        return angled("UsageLog", f"{self.source}, {self.format}")

    def cost(self, models: Models | None = None, **terms: Any) -> LazyFrame:
        """Return the log with the cost of each request, as `cost_of_usage` adds it.

        Args:
            models: Models with their prices; those of the market unless told otherwise.
            **terms: What else `cost_of_usage` takes.
        """
        from aiproviders._format.registry import market
        from aiproviders.usage._pricing.cost import cost_of_usage

        return cost_of_usage(self.frame, market() if models is None else models, **terms)
