"""`python -m services.conversation [http|worker|all]`."""

from services.conversation.app import create_app
from services.conversation.container import NAME, make_container
from services.conversation.settings import ConversationSettings
from services.conversation.worker import run
from shared.web.app import create_health_app
from shared.web.serve import run_service


def main() -> None:
    """Run one side of conversation, or both over one container."""
    settings = ConversationSettings()
    container = make_container(settings)
    run_service(
        NAME,
        settings=settings,
        http=lambda: create_app(settings, container),
        worker=lambda: run(settings, container),
        health=lambda: create_health_app(container.process),
    )


if __name__ == "__main__":
    main()
