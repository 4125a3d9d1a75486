"""`python -m services.conversation [http|worker|all]`."""

from services.conversation.app import create_app
from services.conversation.container import make_container
from services.conversation.settings import ConversationSettings
from services.conversation.worker import run
from shared.web.serve import run_process


def main() -> None:
    """Run one side of conversation, or both over one container."""
    settings = ConversationSettings()
    container = make_container(settings)
    run_process(
        container.process,
        settings,
        http=lambda: create_app(settings, container),
        worker=lambda: run(settings, container),
    )


if __name__ == "__main__":
    main()
