"""TCP ports of this machine, always below 32768.

Above lies the range from which the kernel takes outgoing ports: a client polling a server that is
not up yet may connect to itself there, and then hold the port.
"""

import random
import socket
from contextlib import closing

from shared.local.errors import LocalError, PortBusy

HOST = "127.0.0.1"
_LOWEST, _HIGHEST = 20_000, 32_000
_ATTEMPTS = 200


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of the loopback interface."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError:
            return False
    return True


def require_free(port: int, *, variable: str) -> int:
    """Give the port back when it is free.

    Raises:
        PortBusy: somebody listens there; names the variable that moves us elsewhere.
    """
    if not is_free(port):
        raise PortBusy(port, variable=variable)
    return port


def pick_free(preferred: int | None = None) -> int:
    """Give the preferred port when it is free, else any free one.

    Raises:
        LocalError: none was found.
    """
    if preferred is not None and is_free(preferred):
        return preferred
    for port in random.sample(range(_LOWEST, _HIGHEST), _ATTEMPTS):
        if is_free(port):
            return port
    raise LocalError(f"No free port between {_LOWEST} and {_HIGHEST} on {HOST}.")
