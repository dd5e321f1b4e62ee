"""Prices usage through this package and through the calculators of the catalogues it reads.

`python -m tools.counter_check` does it, in an environment that has LiteLLM too.
"""
