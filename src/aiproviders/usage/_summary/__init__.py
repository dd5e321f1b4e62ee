"""A log of usage as users have it: its card, its costs, and their sums.

`usage_log` is where to start reading; `summing` prices a log and sums it up.
"""
