"""Simulated customers against the real engine and the real orders service: `make simulate`.

A customer is a number: seed and number decide who it is, what it wants and how it speaks. Customers
read what is shown to them and never look into the dialogue's state; what counts in the end is what
PostgreSQL holds.
"""
