"""The counter-check: the cost of usage by this package and by the price catalogs' own calculators.

`python -m tools.counter_check` runs it, in an environment that has LiteLLM too.
"""
