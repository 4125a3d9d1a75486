"""The HTTP side of orders: which routers, over which container."""

from fastapi import FastAPI

from services.orders.catalogue.api import router as catalogue
from services.orders.container import Container, make_container
from services.orders.dispatch.api import router as dispatch
from services.orders.missions.api import router as missions
from services.orders.missions.tracking_api import router as tracking
from services.orders.partners.api import router as partners
from services.orders.quotes.api import router as quotes
from services.orders.settings import OrdersSettings
from shared.web.app import create_service_app


def create_app(settings: OrdersSettings, container: Container | None = None) -> FastAPI:
    """Make the app, over a given container or one of its own."""
    return create_service_app(
        title="TokTok orders: catalogue, quotes, missions, dispatch, drivers, partners",
        settings=settings,
        container=container or make_container(settings),
        routers=[catalogue, quotes, missions, dispatch, partners, tracking],
    )
