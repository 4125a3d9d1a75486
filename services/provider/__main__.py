"""`python -m services.provider [http|worker|all]`."""

from services.provider.app import create_app
from services.provider.container import make_container
from services.provider.settings import ProviderSettings
from services.provider.worker import run
from shared.web.serve import run_process


def main() -> None:
    """Run one side of provider, or both over one container."""
    settings = ProviderSettings()
    container = make_container(settings)
    run_process(
        container.process,
        settings,
        http=lambda: create_app(settings, container),
        worker=lambda: run(settings, container),
    )


if __name__ == "__main__":
    main()
