"""What `aiproviders.adapters.model_prices` is made of.

The snapshot of the package comes in. `timeline` reads when which price of a model holds, and
`rules` which hours cost more or less.
"""
