"""The data that come with the package, read from `data/` when they are first asked for.

`files` reads them, `trusted_reading` makes records of them, `providers` and `vocabulary` give what
the rest of the package asks for, and `reviewed_tables` what people have decided on names.
"""
