"""Codes of countries."""

from importlib.resources import files

from aiproviders._values.countries import COUNTRIES


def test_codes_are_those_of_the_time_zone_database() -> None:
    """The codes are the ones that the time zone database lists, which takes them from ISO 3166."""
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8").splitlines()

    assert COUNTRIES == {line[:2] for line in lines if not line.startswith("#")}
