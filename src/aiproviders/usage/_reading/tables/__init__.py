"""Tables of logs: files and frames whose columns become ours.

Texts, Parquet and frames come in, and lazy frames of Polars in the columns of logs go out. Start
reading with `table_rows`; `column_sources` is the mini-language that says where columns come from.
"""
