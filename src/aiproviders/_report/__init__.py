"""One HTML page about a provider, to hand to somebody.

A provider comes in; one file goes out. Start reading with `page`, which joins the `sections`.
"""
