"""What a person sees of an object: HTML, plain text, tables in terminals.

Records and results come in; HTML, plain text and tables for rich go out. `views` lays an object
out as the `cells` and tables that it consists of; `html`, `plain_text` and `terminal` write these.
Start reading with `cells`.
"""
