"""The HTTP side of notifications: operators' routes, health, metrics."""

from fastapi import FastAPI

from services.notifications import api, media_api
from services.notifications.container import Container, make_container
from services.notifications.settings import NotificationsSettings
from shared.web.app import create_service_app


def create_app(settings: NotificationsSettings, container: Container | None = None) -> FastAPI:
    """Make the app, over a given container or one of its own."""
    return create_service_app(
        title="TokTok notifications: channels, what was given up, sending it after all",
        settings=settings,
        container=container or make_container(settings),
        routers=[api.router, api.recipients_router, media_api.router],
    )
