"""What is asked of a market: `counts` for its card, `overlays` for prices of others in it."""
