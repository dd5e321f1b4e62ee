"""Pure functions over records: comparison, price-performance, audit, gaps.

Providers, models and figures come in; frozen results go out. Nothing here reads a file or prints.
Each module is named after its question. Start reading with `price_performance`.
"""
