"""The HTTP side of provider: the directory, health, metrics."""

from fastapi import FastAPI

from services.provider.api import router
from services.provider.container import Container, make_container
from services.provider.settings import ProviderSettings
from shared.web.app import create_service_app


def create_app(settings: ProviderSettings, container: Container | None = None) -> FastAPI:
    """Make the app, over a given container or one of its own."""
    return create_service_app(
        title="TokTok provider: the artisans",
        settings=settings,
        container=container or make_container(settings),
        routers=[router],
    )
