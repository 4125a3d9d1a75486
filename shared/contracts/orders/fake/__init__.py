"""Orders in memory, for other services' tests: the same answers and refusals, no engines.

One suite runs on this and on the service (tests/contracts). What is simplified: prices are flat,
the first driver on duty is asked first, and what the service does in its lanes happens at once.
"""

from shared.contracts.orders.fake.service import FakeOrders

__all__ = ["FakeOrders"]
