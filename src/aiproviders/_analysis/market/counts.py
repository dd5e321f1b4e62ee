"""How many models the labs of a market have on sale, priced, scored, and who states the prices."""

from collections.abc import Iterable
from typing import NamedTuple

from aiproviders._analysis.market.relatives import unrelated
from aiproviders._records.catalog import Catalog
from aiproviders._records.models.model import Model
from aiproviders._records.prices.price import TokenPrice
from aiproviders._records.prices.price_in_force import is_retired
from aiproviders._records.provider import Provider
from aiproviders._records.sections.sources import Source

_MOST_COUNTED = 3


class MarketCounts(NamedTuple):
    """Counts of the models of labs; all but the first are of models on sale.

    Attributes:
        models: All models.
        on_sale: Those that are neither announced, retired nor families.
        priced: Those with a list price by the maker, at some hours at least.
        scored: Those with a score.
        one: Those whose list price one price catalog states, or several that are relatives.
        two: Those whose list price two state that are no relatives.
        more: Those whose list price three or more state that are none.
        with_page: Those whose list price a page states too, such as one of the maker.
    """

    models: int = 0
    on_sale: int = 0
    priced: int = 0
    scored: int = 0
    one: int = 0
    two: int = 0
    more: int = 0
    with_page: int = 0


def total(counts: Iterable[MarketCounts]) -> MarketCounts:
    """Return the sum of counts, such as those of all labs."""
    return MarketCounts(*map(sum, zip(MarketCounts(), *counts, strict=True)))


def lab_counts(lab: Provider) -> MarketCounts:
    """Return the counts of one lab."""
    return total(_counts(model, lab.sources) for model in lab.models)


def is_price_catalog(source: Source) -> bool:
    """Return whether a source is at second hand, as price catalogs are."""
    return source.kind == "secondary"


def is_on_sale(model: Model) -> bool:
    """Return whether a model is neither announced, retired nor a family."""
    return model.kind != "family" and model.status != "announced" and not is_retired(model)


def counted_price(model: Model) -> TokenPrice | None:
    """Return the list price by the maker; of those that depend on the hour, the last."""
    if model.list_price is not None:
        return model.list_price
    own = [price for price in model.prices if price.host is None and price.service == "standard"]
    return own[-1] if own and own[-1].hours else None


def _counts(model: Model, sources: Catalog[Source]) -> MarketCounts:
    if not is_on_sale(model):
        return MarketCounts(models=1)
    price = counted_price(model)
    cited = [] if price is None else [sources[id] for id in price.stated_by]
    catalogs = [source.id for source in cited if is_price_catalog(source)]
    stating = len(unrelated(catalogs, sources))
    return MarketCounts(
        models=1,
        on_sale=1,
        priced=price is not None,
        scored=bool(model.scores),
        one=stating == 1,
        two=stating == _MOST_COUNTED - 1,
        more=stating >= _MOST_COUNTED,
        with_page=any(not is_price_catalog(each) and not each.derived_from for each in cited),
    )
