"""`python -m simulator`: serve until SIGINT or SIGTERM. Reads the environment; decides nothing."""

from types import FrameType

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override

from simulator.app import create_app
from simulator.container import Simulator
from simulator.graph.disturbance import CUT
from simulator.settings import SimulatorSettings


class CuttableConnections:
    """ASGI wrapper that lets the application cut a connection instead of answering."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the call on with a way to cut it (uvicorn's own `send` knows the transport)."""
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if scope["type"] == "http" and transport is not None:
            scope[CUT] = transport.abort
        await self._app(scope, receive, send)


class PhoneServer(uvicorn.Server):
    """A server that ends the live screens first, so that it stops at once."""

    def __init__(self, config: uvicorn.Config, simulator: Simulator) -> None:
        super().__init__(config)
        self._simulator = simulator

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._simulator.live.close()
        super().handle_exit(sig, frame)


def main() -> None:
    """Serve the simulator."""
    settings = SimulatorSettings()
    app = create_app(settings)
    config = uvicorn.Config(
        CuttableConnections(app),
        host=settings.simulator_host,
        port=settings.simulator_port,
        log_level="warning",
        loop="uvloop",
        http="httptools",
        timeout_graceful_shutdown=3,
    )
    PhoneServer(config, app.state.simulator).run()


if __name__ == "__main__":
    main()
