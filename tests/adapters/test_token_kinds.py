"""The kinds of tokens that the adapters read."""

from aiproviders._records.token_kinds import RATES, TOKEN_KINDS
from aiproviders.adapters import _litellm_prices, genai_prices
from aiproviders.adapters._models_dev import format as models_dev_format


def test_every_adapter_reads_every_kind() -> None:
    """Each adapter names the field of its price catalog for every kind of tokens."""
    assert RATES == tuple(genai_prices._RATES.values())
    assert RATES == tuple(_litellm_prices._RATES.values())
    assert {kind.name: kind.words for kind in TOKEN_KINDS} == models_dev_format.RATES
