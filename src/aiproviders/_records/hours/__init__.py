"""Hours of the day at which a price holds.

In go texts such as `01:00-04:00, Monday to Friday`, out comes `Hours`, a set of minutes of the week
in UTC with exceptions. Start reading in `hours.py`; `spans.py` calculates with stretches of
minutes, `text.py` reads and writes them, and `moments.py` counts them.
"""
