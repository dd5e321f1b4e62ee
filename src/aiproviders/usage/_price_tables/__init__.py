"""Tables of prices: every price of models as one frame, and the prices of a model over time.

Models come in, frames and views go out. Start reading with `price_table`.
"""
