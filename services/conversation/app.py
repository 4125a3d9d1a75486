"""The HTTP side of conversation: updates in, events out, health, metrics."""

from fastapi import FastAPI

from services.conversation.api import exports, people, router
from services.conversation.container import Container, make_container
from services.conversation.settings import ConversationSettings
from shared.web.app import create_service_app

# A batch of the gateway holds up to 8 MB of updates, or one update of Meta's 3 MB limit escaped.
MAX_BATCH_BYTES = 16_000_000


def create_app(settings: ConversationSettings, container: Container | None = None) -> FastAPI:
    """Make the app, over a given container or one of its own."""
    return create_service_app(
        title="TokTok conversation: what people say",
        settings=settings,
        container=container or make_container(settings),
        routers=[router, people, exports],
        max_body_bytes=MAX_BATCH_BYTES,
    )
