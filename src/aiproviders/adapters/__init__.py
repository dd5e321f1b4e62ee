"""Price catalogs, read into the types of this package.

`aiproviders.adapters.models_dev`, `genai_prices`, `litellm` and `model_prices` each read a price
catalog from data that is installed or downloaded, never from the network, and give a `Catalog` of
`Provider` values.
"""

from aiproviders.adapters import genai_prices, litellm, model_prices, models_dev

__all__ = ["genai_prices", "litellm", "model_prices", "models_dev"]


def __dir__() -> list[str]:
    return __all__
