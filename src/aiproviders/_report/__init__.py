"""The report: one self-contained HTML page on a provider or a market, to give to other people.

A provider or a market comes in; one file goes out. Start reading with `page`; `sections` and
`market_sections` say in `blocks` what is on it, and `rendering` writes these by templates.
"""
