"""Nominal sizes: what "1M" or "262K" tokens mean if they were counted in powers of two."""

_UNITS = {1_000_000: 1024**2, 1_000: 1024}  # M and K, each in powers of ten and of two


def binary_reading(size: int) -> int:
    """Return the number that a size printed with K or M has in powers of two.

    - Where the printed number is a power of two, it is so many times 1,024 or 1,024²: 128K is
      131,072.
    - Any other size that a power of two prints as, rounded or cut, is that power: 262K is 262,144,
      and 1.05M is 1,048,576.
    - All others are so many times 1,024 or 1,024²: 200K is 204,800.

    Args:
        size: The size in powers of ten, such as 262,000; at least a thousand.
    """
    for unit, binary_unit in _UNITS.items():
        number, rest = divmod(size, unit)
        if number and not rest and not number & (number - 1):
            return number * binary_unit
    unit = next(unit for unit in _UNITS if size >= unit)
    place = unit  # of the last digit printed: the unit itself, or a digit after the point
    while size % place:
        place //= 10
    above = 1 << size.bit_length()
    for power in (above // 2, above):
        cut, rest = divmod(power, place)
        if size in (cut * place, (cut + (2 * rest >= place)) * place):
            return power
    return -(-size * _UNITS[unit] // unit)
