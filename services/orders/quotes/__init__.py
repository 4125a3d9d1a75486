"""Quotes: the price of a delivery, how long it takes, and how long the price holds."""
