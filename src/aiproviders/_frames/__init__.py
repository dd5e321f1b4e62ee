"""Collections as tables: columns, data frames, and files for other programs.

Catalogs and results come in; frames of pandas, Polars, PyArrow and DuckDB, and files go out.
Start reading with `columns`, then `tables`, which says what columns each collection has.
"""
