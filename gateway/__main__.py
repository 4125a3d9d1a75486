"""`python -m gateway`: the HTTP server of the edge, until SIGTERM or SIGINT."""

import uvloop

from gateway.app import create_app
from gateway.settings import GatewaySettings
from shared.observability.logs import configure_logs
from shared.web.serve import serve_app


def main() -> None:
    """Serve on `HOST`:`PORT`."""
    settings = GatewaySettings()
    configure_logs("gateway", level=settings.log_level)
    uvloop.run(serve_app(create_app(settings), settings).serve())


if __name__ == "__main__":
    main()
