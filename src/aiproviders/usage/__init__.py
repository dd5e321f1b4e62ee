"""What usage costs: the names, tokens and times that logs have, and the bill at list prices.

Logs, responses and models come in; price tables, logs with costs and their sums go out.
Start reading with `_pricing.price_list`, which finds the price for every day, hour and length.
"""
