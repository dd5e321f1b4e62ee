"""The measurement of growth leaves no public function out, and says what grows too fast."""

from benchmarks.growth import ELSEWHERE, FUNCTIONS, Given, Growth, exponent, public_names


def test_every_public_function_is_measured() -> None:
    """A function, method or property that takes many records is measured, or it is said why not."""
    assert public_names() <= FUNCTIONS.keys() | ELSEWHERE.keys()


def test_nothing_is_left_out_that_is_measured_or_not_there() -> None:
    """What is said to be measured elsewhere is public, and not measured here."""
    assert ELSEWHERE.keys() <= public_names() - FUNCTIONS.keys()


def test_exponents_of_known_growth() -> None:
    """The slope of a line is 1, of a square 2, and two sizes tell nothing."""
    assert abs(exponent({n: 3e-6 * n for n in (100, 1_000, 10_000)}) or 0) - 1 < 1e-9
    squares = exponent({n: 3e-6 * n * n for n in (100, 1_000, 10_000)})

    assert squares is not None
    assert abs(squares - 2) < 1e-9
    assert exponent({100: 1, 1_000: 10}) is None


def test_times_too_short_say_nothing() -> None:
    """A function that is done in microseconds has no exponent, and a row all the same."""
    growth = Growth("name", {100: 1e-6, 1_000: 1e-4, 10_000: 1e-3}, {})

    assert growth.of_time is None
    assert growth.of_memory is None
    assert "| name |  |  | 10,000 | 0.1 |" == growth.row()


def test_what_is_given_was_asked_for_nothing() -> None:
    """Each call gets facts without an index, so that the time of making one counts."""
    given = Given(50)
    given.acme.record("model-1")
    given.acme.models.get("MODEL 1")

    assert given.acme == given.made
    assert given.acme.models._index is None
