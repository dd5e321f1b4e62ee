"""What usage costs: the names, tokens and times that logs have, and the bill at list prices.

Logs, responses and models come in; price tables, logs with costs and their sums go out.
Start reading with `_pricing.price_list`, which finds the price for every day, hour and length.
"""

from typing import TYPE_CHECKING

__all__ = ["LoggedRequest", "Resolution", "UsageLog", "of", "read", "resolve"]

if TYPE_CHECKING:
    from aiproviders.usage._formats.logged_request import LoggedRequest
    from aiproviders.usage._names.resolution import Resolution
    from aiproviders.usage._names.resolve import resolve
    from aiproviders.usage._reading.of import of
    from aiproviders.usage._reading.read import read
    from aiproviders.usage._summary.usage_log import UsageLog
else:
    # Loaded when asked for: most programs need one of them, or none.
    _MODULES = {
        "LoggedRequest": "_formats.logged_request",
        "Resolution": "_names.resolution",
        "UsageLog": "_summary.usage_log",
        "of": "_reading.of",
        "read": "_reading.read",
        "resolve": "_names.resolve",
    }

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name in _MODULES:
            return getattr(import_module(f"aiproviders.usage.{_MODULES[name]}"), name)
        from aiproviders._values.signposts.answer import of_module

        raise AttributeError(of_module(__name__, name), name=name)


def __dir__() -> list[str]:
    return __all__
