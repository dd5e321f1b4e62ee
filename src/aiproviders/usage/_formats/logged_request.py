"""One request as a log or a response states it."""

from datetime import UTC, datetime
from decimal import Decimal
from types import NoneType

from attrs import field, frozen

from aiproviders._records.prices.usage import Usage
from aiproviders._records.providers import ModelsLike
from aiproviders._values.arguments import check_type
from aiproviders._values.quantity import Quantity
from aiproviders._values.wording import OneLine


def _zoned(time: datetime | None) -> datetime | None:
    check_type(time, datetime, NoneType)
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time


@frozen(kw_only=True, repr=False)
class LoggedRequest(OneLine):
    """What a log or a response says of one request, or of several that it sums.

    Attributes:
        model: Name of the model that answered, as it stands there; None if none is named.
        usage: What was used.
        time: When the model was asked, in UTC unless it has a zone; None if that is not said.
        provider: Who served it, as it stands there.
        host: Id of who served it, where the format says that in words of ours.
        region: Where the prices hold.
        service: How soon or how fast it was served, such as `batch`.
        id: Id of the response; of several records with one id, the last of those with the most
            output counts.
        conversation: Id of the conversation or session.
        operation: What was asked for.
        requests: How many requests it sums.
        request_input_tokens: Length of the input of one of them, where that is said otherwise.
        reported_cost: What the provider or the log says that it cost.
    """

    model: str | None
    usage: Usage
    time: datetime | None = field(default=None, converter=_zoned)
    provider: str | None = None
    host: str | None = None
    region: str | None = None
    service: str | None = None
    id: str | None = None
    conversation: str | None = None
    operation: str | None = None
    requests: int = 1
    request_input_tokens: int | None = None
    reported_cost: Decimal | None = None

    def cost(self, models: ModelsLike | None = None) -> Quantity:
        """Return what the request costs, as `cost_of_usage` bills its row.

        The price is that of its model, day, hour, host, region and service. Where a kind of use has
        no price the cost is a lower bound, and a range where its price is known to lie in one.

        Args:
            models: Models with their prices; those of the market unless told otherwise.

        Raises:
            NotStatedError: No price bills it, or none for any part of it; the message says why.
        """
        from aiproviders._format.registry import market
        from aiproviders.usage._reading.request_cost import cost_of_request

        return cost_of_request(self, market() if models is None else models)
