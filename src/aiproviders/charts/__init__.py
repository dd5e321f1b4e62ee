"""Charts of models, figures and events, drawn with matplotlib (the extra `charts`).

Each function takes its data first and the `Axes` to draw on as `ax`, makes a new figure where
none are given, and returns the axes. Nothing is shown, and no setting of matplotlib is changed.
"""

from importlib.util import find_spec

from aiproviders.errors import MissingExtraError

if find_spec("matplotlib") is None:
    raise MissingExtraError("matplotlib", "charts")  # noqa: EM101 - names, no message

from aiproviders.charts._figures import figures
from aiproviders.charts._price_performance import price_performance
from aiproviders.charts._timeline import timeline
from aiproviders.charts._value_by_mix import value_by_mix

__all__ = ["figures", "price_performance", "timeline", "value_by_mix"]


def __dir__() -> list[str]:
    return __all__
