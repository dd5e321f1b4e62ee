"""Logs in files of any size, for the command line.

A path comes in, and a file with costs or a summary goes out. `files` is where to start reading; it
reads CSV with `texts` and Parquet as it is, and `summary` sums up what was priced and what was not.
"""
