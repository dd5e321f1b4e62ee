"""What the readers of price catalogs share: files, values as printed, and what is left out.

Documents of a catalog come in; plain values, warnings and providers that are read on demand go out.
Start reading with `files`.
"""
