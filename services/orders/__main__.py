"""`python -m services.orders [http|worker|all]`."""

from services.orders.app import create_app
from services.orders.container import make_container
from services.orders.settings import OrdersSettings
from services.orders.worker import run
from shared.web.serve import run_process


def main() -> None:
    """Run one side of orders, or both over one container."""
    settings = OrdersSettings()
    container = make_container(settings)
    run_process(
        container.process,
        settings,
        http=lambda: create_app(settings, container),
        worker=lambda: run(settings, container),
    )


if __name__ == "__main__":
    main()
