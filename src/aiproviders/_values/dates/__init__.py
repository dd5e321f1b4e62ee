"""How dates and lengths of time are put in words and read from them, and fiscal years.

Texts and days come in and go out; `Period` rests on this folder. Start with `date_words`.
"""
