"""What the platform is made of: its programs, their addresses, the environment each one gets.

The one table of deployables that this folder knows, by name only.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Final

from shared.local.people import ADMINS, PEOPLE, SHOWN
from shared.local.ports import HOST, pick_free, require_free
from shared.local.processes import Program

# Services and the internal ports they would like; others are picked when those are busy.
SERVICES: Final = {
    "conversation": 8101,
    "orders": 8102,
    "notifications": 8103,
    "provider": 8104,
}
GATEWAY_PORT: Final = 8000
SIMULATOR_PORT: Final = 8900
_GRAPH_VERSION: Final = "v26.0"
_PHONE_NUMBER_ID: Final = "106540352242922"
_BUSINESS_ACCOUNT_ID: Final = "102290129340398"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything listens (127.0.0.1)."""

    gateway_port: int
    simulator_port: int
    service_ports: Mapping[str, int]

    @classmethod
    def of_demo(cls, environ: Mapping[str, str]) -> "Addresses":
        """Take `PORT` and `SIMULATOR_PORT`, 8000 and 8900 by default: people have them open.

        Raises:
            PortBusy: one of these two is taken.
        """
        gateway = int(environ.get("PORT") or GATEWAY_PORT)
        simulator = int(environ.get("SIMULATOR_PORT") or SIMULATOR_PORT)
        return cls(
            gateway_port=require_free(gateway, variable="PORT"),
            simulator_port=require_free(simulator, variable="SIMULATOR_PORT"),
            service_ports={name: pick_free(port) for name, port in SERVICES.items()},
        )

    @classmethod
    def anywhere(cls) -> "Addresses":
        """Take free ports only: for tests beside a running demo."""
        return cls(pick_free(), pick_free(), {name: pick_free() for name in SERVICES})

    @property
    def gateway(self) -> str:
        """The public edge."""
        return f"http://{HOST}:{self.gateway_port}"

    @property
    def simulator(self) -> str:
        """The browser phone, and what plays WhatsApp."""
        return f"http://{HOST}:{self.simulator_port}"

    def service(self, name: str) -> str:
        """Give the internal URL of a service."""
        return f"http://{HOST}:{self.service_ports[name]}"


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything a program's environment is made from.

    `environ` is ours: keys of optional providers and `DEMO_SEED` pass through it. What we set wins,
    so that a demo never reaches the real WhatsApp.
    """

    addresses: Addresses
    database_url: str
    redis_url: str
    keys: Mapping[str, str]
    environ: Mapping[str, str]

    def common(self) -> dict[str, str]:
        """Give what every program gets."""
        places = {f"{name.upper()}_URL": self.addresses.service(name) for name in SERVICES}
        return {
            **self.environ,
            **self.keys,
            **places,
            "ENVIRONMENT": "development",
            "HOST": HOST,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "PUBLIC_URL": self.addresses.gateway,
            "WHATSAPP_ENABLED": "true",
            "WHATSAPP_API_URL": f"{self.addresses.simulator}/{_GRAPH_VERSION}",
            "WHATSAPP_PHONE_NUMBER_ID": _PHONE_NUMBER_ID,
            "WHATSAPP_BUSINESS_ACCOUNT_ID": _BUSINESS_ACCOUNT_ID,
            "SIMULATOR_ACCOUNT_ID": _BUSINESS_ACCOUNT_ID,
            "SUPPORT_PHONE": ADMINS[0].phone,
            "ORDERS_PROMO": "sample",
            "OUTBOUND_TRUSTED_HOSTS": HOST,
            "PYTHONUNBUFFERED": "1",
        }

    def migrations(self) -> Program:
        """Bring every schema up to date; ends by itself."""
        arguments = ("shared.db.migrations", "upgrade")
        return Program("migrations", arguments, self.common())

    def demo_loaders(self) -> list[Program]:
        """Load the demo data of each service that has some; they end by themselves."""
        modules = {name: f"services.{name}.demo" for name in SERVICES}
        return [
            Program(f"{name}-demo", (module,), self.common())
            for name, module in modules.items()
            if is_module(module)
        ]

    def templates(self) -> list[Program]:
        """Have the simulator approve our message templates; ends by itself."""
        module = "services.notifications.messages.push_templates"
        return [Program("templates", (module,), self.common())] if is_module(module) else []

    def servers(self) -> list[Program]:
        """Give the long-running programs, in the order in which they start."""
        services = [
            self._server(name, port, (f"services.{name}", "all"))
            for name, port in self.addresses.service_ports.items()
        ]
        gateway = self._server("gateway", self.addresses.gateway_port, ("gateway",))
        return [self._simulator(), *services, gateway]

    def _server(self, name: str, port: int, arguments: tuple[str, ...]) -> Program:
        environ = {**self.common(), "PORT": str(port)}
        return Program(name, arguments, environ, f"http://{HOST}:{port}/health/ready")

    def _simulator(self) -> Program:
        port = self.addresses.simulator_port
        people = dict.fromkeys((*SHOWN, *PEOPLE))
        shown = [{"phone": one.phone, "name": one.name, "role": one.role} for one in people]
        environ = {
            **self.common(),
            "PORT": str(port),
            "SIMULATOR_HOST": HOST,
            "SIMULATOR_PORT": str(port),
            "SIMULATOR_WEBHOOK_URL": f"{self.addresses.gateway}/webhooks/meta",
            "SIMULATOR_PEOPLE": json.dumps(shown, ensure_ascii=False),
        }
        return Program("simulator", ("simulator",), environ, f"http://{HOST}:{port}/health/ready")


def is_module(name: str, *, path: Sequence[str] | None = None) -> bool:
    """Whether `python -m name` would find something; imports nothing, parents included."""
    first, _, rest = name.partition(".")
    spec = PathFinder.find_spec(first, path)
    if spec is None:
        return False
    if rest:
        return is_module(rest, path=list(spec.submodule_search_locations or []))
    return not spec.submodule_search_locations or _has_main(spec.submodule_search_locations)


def _has_main(folders: Sequence[str]) -> bool:
    return any((Path(folder) / "__main__.py").exists() for folder in folders)
