"""Measures how the names of price catalogs and of logs are resolved, and writes the page on it."""
