"""What names in logs stand for: the model, and what else the name says.

A name and models come in; a `Resolution` goes out.
Start reading with `rules`, which has every rule in order.
"""
