"""The HTTP side of orders: which routers, over which container."""

from fastapi import FastAPI

from services.orders.cash.api import admin_router as cash_admin
from services.orders.cash.api import router as cash
from services.orders.catalogue.api import ROUTERS as CATALOGUE_ROUTERS
from services.orders.container import Container, make_container
from services.orders.dispatch.api import admin_router as drivers_admin
from services.orders.dispatch.api import router as dispatch
from services.orders.media.api import router as media
from services.orders.missions.api import admin_router as missions_admin
from services.orders.missions.api import router as missions
from services.orders.missions.tracking_api import router as tracking
from services.orders.orders.api import ROUTERS as ORDER_ROUTERS
from services.orders.partners.api import ROUTERS as PARTNER_ROUTERS
from services.orders.people.applications.api import admin_router as applications_admin
from services.orders.people.applications.api import router as applications
from services.orders.people.privacy.api import router as privacy
from services.orders.places.api import router as places
from services.orders.quotes.api import router as quotes
from services.orders.settings import OrdersSettings
from shared.web.app import create_service_app


def create_app(settings: OrdersSettings, container: Container | None = None) -> FastAPI:
    """Make the app, over a given container or one of its own."""
    return create_service_app(
        title="TokTok orders: catalogue, quotes, missions, dispatch, drivers, partners",
        settings=settings,
        container=container or make_container(settings),
        routers=[
            media,
            *CATALOGUE_ROUTERS,
            quotes,
            places,
            cash,
            cash_admin,
            missions,
            missions_admin,
            dispatch,
            drivers_admin,
            applications,
            applications_admin,
            *ORDER_ROUTERS,
            *PARTNER_ROUTERS,
            privacy,
            tracking,
        ],
    )
