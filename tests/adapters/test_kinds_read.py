"""The kinds of use that the adapters read."""

from aiproviders._records.prices.use_kinds import RATES
from aiproviders.adapters import _litellm_prices, genai_prices
from aiproviders.adapters._model_prices import timeline
from aiproviders.adapters._models_dev import format as models_dev_format


def test_adapters_read_kinds_of_the_list() -> None:
    """Each adapter reads the prices of tokens into fields of `Rates`, each field once."""
    for read in (
        tuple(genai_prices._RATES.values()),
        tuple(_litellm_prices._RATES.values()),
        tuple(models_dev_format.RATES),
        tuple(timeline.RATES.values()),
    ):
        assert {"input", "output", "cache_read", "cache_write"} <= set(read) <= set(RATES)
        assert len(set(read)) == len(read)
