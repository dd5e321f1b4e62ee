"""Values that know how they were stated: dates, numbers, and the words for them.

Texts, decimals and EDTF dates come in; `Period` and `Quantity` go out. Nothing here knows a record.
Start reading with `quantity`; `quantity_text` reads and writes it as people do.
"""
