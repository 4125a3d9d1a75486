"""Demo data of orders: `python -m services.orders.demo`. Loading it twice changes nothing.

The people are those of `shared.local.people`; here is what they sell and where they stand.
"""
