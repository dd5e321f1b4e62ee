"""What a nominal size is in powers of two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiproviders import Model, Quantity
from aiproviders._values.nominal_size import binary_reading


@pytest.mark.parametrize(
    ("printed", "tokens"),
    [
        ("4K", 4_096), ("8.2K", 8_192), ("32K", 32_768), ("33K", 32_768), ("65K", 65_536),
        ("66K", 65_536), ("100K", 102_400), ("128K", 131_072), ("131K", 131_072),
        ("200K", 204_800), ("256K", 262_144), ("262K", 262_144), ("524K", 524_288),
        ("1M", 1_048_576), ("1024K", 1_048_576), ("1.04M", 1_048_576), ("1.05M", 1_048_576),
        ("1.5M", 1_572_864), ("2M", 2_097_152), ("2.1M", 2_097_152), ("10M", 10_485_760),
        ("1.3K", 1_332),
    ],
)  # fmt: skip
def test_readings_in_powers_of_two(printed: str, tokens: int) -> None:
    """A size is so many times 1,024 or 1,024², or the power of two that prints so."""
    assert tokens == binary_reading(int(Quantity.parse(f"{printed} tokens").value))


@given(st.integers(10, 40))
def test_a_power_of_two_agrees_with_what_it_prints_as(exponent: int) -> None:
    """Rounded or cut to its unit, or to a digit after the point, a power of two agrees."""
    power = 2**exponent
    unit, suffix = (1_000_000, "M") if power >= 1_000_000 else (1_000, "K")
    for printed in (
        f"{power / unit:.0f}", f"{power // unit}", f"{power / unit:.1f}", f"{power / unit:.2f}"
    ):  # fmt: skip
        nominal = Quantity.parse(f"{printed}{suffix} tokens")
        assert nominal.consistent_with(Quantity(value=power, unit="token"))


@pytest.mark.parametrize(
    ("printed", "tokens", "fits"),
    [
        ("1M", 600_000, True),
        ("1M", 1_000_000, True),
        ("1M", 1_048_576, None),
        ("1M", 1_048_577, False),
        ("262K", 262_000, True),
        ("262K", 262_145, False),
    ],
)
def test_what_fits_a_nominal_window(printed: str, tokens: int, *, fits: bool | None) -> None:
    """Between the readings it is open whether so many tokens fit."""
    window = Quantity.parse(printed, unit="token")
    model = Model(id="m", name="M", provider="acme", context_window=window)

    assert fits is model.fits(tokens)
