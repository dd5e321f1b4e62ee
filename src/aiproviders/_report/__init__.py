"""The report: one self-contained HTML page on a provider, to give to other people.

A provider comes in; one file goes out. Start reading with `page`, which puts the page together
from `sections`.
"""
