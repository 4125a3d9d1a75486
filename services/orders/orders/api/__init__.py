"""Endpoints of orders, by audience: the shopper, the shop, the person with jobs, the admin."""

from typing import Final

from services.orders.orders.api.admin import router as admin
from services.orders.orders.api.people import router as people
from services.orders.orders.api.shop import router as shop
from services.orders.orders.api.shopping import router as shopping

ROUTERS: Final = (shopping, shop, people, admin)
