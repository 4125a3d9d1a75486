"""`python -m services.notifications [http|worker|all]`."""

from services.notifications.app import create_app
from services.notifications.container import make_container
from services.notifications.settings import NotificationsSettings
from services.notifications.worker import run
from shared.web.serve import run_process


def main() -> None:
    """Run one side of notifications, or both over one container."""
    settings = NotificationsSettings()
    container = make_container(settings)
    run_process(
        container.process,
        settings,
        http=lambda: create_app(settings, container),
        worker=lambda: run(settings, container),
    )


if __name__ == "__main__":
    main()
