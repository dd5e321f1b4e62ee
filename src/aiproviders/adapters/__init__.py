"""Price catalogs, read into the types of this package.

`aiproviders.adapters.models_dev`, `genai_prices`, `litellm` and `model_prices` each read a price
catalog from data that is installed or downloaded, never from the network, and give a `Catalog` of
`Provider` values. Of an installed package each provider is read when it is first asked for; a
warning then names what of it is left out.
"""

from typing import TYPE_CHECKING

__all__ = ["genai_prices", "litellm", "model_prices", "models_dev"]

if TYPE_CHECKING:
    from aiproviders.adapters import genai_prices, litellm, model_prices, models_dev
else:

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in __all__:
            return import_module(f"{__name__}.{name}")
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg, name=name)


def __dir__() -> list[str]:
    return __all__
