"""SQL of orders: carts, orders with what belongs to them, and people's jobs over both nouns."""

from services.orders.orders.repository.carts import CartRepository
from services.orders.orders.repository.jobs import Job, JobRepository
from services.orders.orders.repository.orders import OrderRepository

__all__ = ["CartRepository", "Job", "JobRepository", "OrderRepository"]
