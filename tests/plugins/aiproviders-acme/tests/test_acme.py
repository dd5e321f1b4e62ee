"""The facts about Acme."""

from aiproviders import provider
from aiproviders.testing import check_provider


def test_acme_is_sound() -> None:
    """The installed package gives a provider, and its data passes every check."""
    check_provider(provider("acme"))
