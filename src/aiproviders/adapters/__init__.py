"""Price catalogs, read into the types of this package.

`aiproviders.adapters.models_dev`, `genai_prices` and `litellm` each read a price catalog from data
that is installed or downloaded, never from the network, and give a `Catalog` of `Provider` values.
"""
