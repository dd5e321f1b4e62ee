"""Questions to records, as pure functions.

Providers, models and figures come in; frozen results go out. Nothing here reads a file or prints.
Each module has the name of its question. Start reading with `price_performance`.
"""
