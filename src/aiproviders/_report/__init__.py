"""The report: one self-contained HTML page on a provider or a market, to give to other people.

A provider or a market comes in; one file goes out. Start reading with `page`, which puts the page
together from `sections` or `market_sections`.
"""
