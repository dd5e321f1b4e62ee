"""Formats of logs: what tells each of them, and how its rows or records become requests.

Columns of tables and records of JSON come in, logged requests go out. `tables`, `records` and
`responses` have a module for each format, `every` lists them; `log_columns` is where to start.
"""
