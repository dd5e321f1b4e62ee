"""Prices of models, and which of them is in force.

In go a model and what is asked for: a day or a time, a host, a region, a service. Out comes the
price, or why there is none. Start reading in `price.py` and `price_in_force.py`; `day_intervals.py`
says which prices hold on which days and at which hours, and `no_price.py` why there is none.
`use_kinds.py` lists what is billed apart, and `usage.py` has what one request used of it.
"""
