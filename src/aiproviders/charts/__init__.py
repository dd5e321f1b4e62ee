"""Charts of models, their prices, figures and events, drawn with matplotlib (the extra `charts`).

Each function takes its data first and the `Axes` to draw on as `ax`, makes a new figure where
none are given, and returns the axes. Nothing is shown, and no setting of matplotlib is changed.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING or find_spec("matplotlib"):
    from aiproviders.charts._figures import figures
    from aiproviders.charts._price_history import price_history
    from aiproviders.charts._price_performance import price_performance
    from aiproviders.charts._timeline import timeline
    from aiproviders.charts._value_by_mix import value_by_mix
else:
    from aiproviders.errors import MissingExtraError

    def _say_what_to_install(*_data: Any, **_options: Any) -> NoReturn:
        """Stand for every chart where matplotlib, which draws them, is not installed."""
        raise MissingExtraError("matplotlib", "charts")  # noqa: EM101 - names, no message

    figures = price_history = price_performance = timeline = value_by_mix = _say_what_to_install

__all__ = ["figures", "price_history", "price_performance", "timeline", "value_by_mix"]


def __dir__() -> list[str]:
    return __all__
