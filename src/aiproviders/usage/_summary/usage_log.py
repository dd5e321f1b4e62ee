"""A log of usage that was read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from aiproviders._format.registry import market
from aiproviders._records.display_methods import ShownAsText
from aiproviders._records.providers import ModelsLike
from aiproviders._values.late_types import late
from aiproviders._values.signposts.guided import Guided
from aiproviders._values.wording import angled
from aiproviders.usage._reading.skipped import Skipped
from aiproviders.usage._summary.cost_summary import CostSummary

if TYPE_CHECKING:
    from polars import LazyFrame

    from aiproviders._display.cells import View
else:
    LazyFrame = late("polars", "LazyFrame")


@frozen(kw_only=True, eq=False, repr=False)
class UsageLog(ShownAsText, Guided):
    """A log of usage that was read; it shows itself with what it cost.

    Attributes:
        source: What it was read from, in words.
        format: Name of its format, such as `claude-code`; several are parted by commas.
        frame: A lazy frame of Polars with a row for each request, in the columns that are listed
            in the documentation; other columns of a table follow.
        skipped: What was left out, the most first.
        unread: How much of that could not be read: rows, lines, records and files.
        notes: What logs of this format leave out, in sentences.
        heading: What stands above its costs, where these are nobody's bill.
    """

    source: str
    format: str
    frame: "LazyFrame"
    skipped: tuple[Skipped, ...] = ()
    unread: int = 0
    notes: tuple[str, ...] = ()
    heading: str | None = None

    def __repr__(self) -> str:
        return angled("UsageLog", f"{self.source}, {self.format}")

    def cost(self, models: ModelsLike | None = None, **terms: Any) -> "LazyFrame":
        """Return the log with the cost of each request, as `cost_of_usage` adds it.

        Args:
            models: Models with their prices; those of the market unless told otherwise.
            **terms: What else `cost_of_usage` takes.
        """
        from aiproviders.usage._pricing.cost import cost_of_usage

        return cost_of_usage(self.frame, market() if models is None else models, **terms)

    def summary(
        self,
        models: ModelsLike | None = None,
        *,
        by: Sequence[str] | str | None = None,
        tz: str = "UTC",
        **terms: Any,
    ) -> CostSummary:
        """Return what it cost: sums, and what was not priced.

        Args:
            models: Models with their prices; those of the market unless told otherwise.
            by: What to sum by, one or several: columns of the frame, and `day`, `month` or `year`
                of the times. By model unless told otherwise, and by month where there are times.
            tz: Name of the time zone, such as `America/New_York`, whose days, months and years
                count.
            **terms: What else `cost_of_usage` takes, such as `bounds=True`.

        Raises:
            ValueError: What `cost_of_usage` and `usage_summary` refuse.
        """
        from aiproviders.usage._summary.summing import summed

        return summed(self, market() if models is None else models, by=by, tz=tz, terms=terms)

    def _view(self, limit: int | None) -> "View":
        from aiproviders.usage._summary.log_view import log_view

        return log_view(self, limit)
