"""What tests share: a small made-up provider, facts, price catalogs and a log of usage."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The root of the project."""

ACME = Path(__file__).parent / "acme"
"""The folder of the made-up provider."""

PRICE_CATALOGS = Path(__file__).parent / "price_catalogs"
"""The folder of the made-up price catalogs."""

MARKET = Path(__file__).parent / "market"
"""The folder of the made-up market."""
