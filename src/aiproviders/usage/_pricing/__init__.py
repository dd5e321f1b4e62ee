"""The cost of usage: of one request, or of a log of millions of rows.

Models and logs come in; price tables, logs with costs and their sums go out.
Start reading with `price_list`, which finds the price for every day, hour and length of input.
"""
