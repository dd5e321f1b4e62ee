"""Formats of tables: exports in CSV or Parquet, each a mapping of its columns to ours.

Names of columns come in, and a `TableFormat` goes out. Start reading with any of them.
"""
