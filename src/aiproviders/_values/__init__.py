"""Dates and numbers, kept as exactly as they were stated.

Texts, decimals and EDTF dates come in; `Period` and `Quantity` go out. Nothing here knows a record.
Start reading with `quantity`; `quantity_text` reads and writes it as people do.
"""
