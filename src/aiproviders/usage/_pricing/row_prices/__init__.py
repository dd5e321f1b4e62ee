"""Which price each row of a log has: by number where rows can be gathered, else by a join.

A price list and the columns of a log come in; the columns of the price of each row go out.
Start reading with `price_places`; engines of SQL but DuckDB have `price_join`.
"""
