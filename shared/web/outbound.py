"""The client for addresses that strangers gave us: it connects to public ones only.

An address is checked when a connection is made, and the connection goes to the checked address
itself: a name that answers differently the second time (DNS rebinding) gains nothing, because there
is no second look-up. TLS and the Host header keep the name. Not here: how many bytes of an answer
are read; whoever asks limits that.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Final
from urllib.parse import urlsplit

import httpcore
import httpx
from typing_extensions import override

from shared.errors import Invalid

TIMEOUT_S: Final = 10.0
_WELL_KNOWN_PORTS: Final = frozenset({80, 443})
_HIGHEST_RESERVED_PORT: Final = 1_023
_LIMITS: Final = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=4)

# What is public in neither registry (RFC 6890 and its updates), whatever this Python's list says.
_REFUSED_V4: Final = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, and the metadata service of every cloud
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_V6: Final = ipaddress.IPv6Network("2000::/3")
_REFUSED_V6: Final = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID, benchmarking: tunnels and protocols, never a web server
        "2001:db8::/32",
        "2002::/16",  # 6to4: carries any IPv4 address inside
        "3fff::/20",
    )
)
# A resolver behind NAT64 writes a public IPv4 address so; the address inside is what counts.
_NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")
# ISATAP carries an IPv4 address behind these 32 bits of its interface identifier.
_ISATAP: Final = frozenset({0x0000_5EFE, 0x0200_5EFE})

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class AddressRefused(Invalid):
    """The address is not one we connect to; `reason` says why."""

    code, detail = "address_refused", "We do not connect to this address: {reason}."


def make_outbound(
    *,
    trusted_hosts: Collection[str] = (),
    timeout_s: float = TIMEOUT_S,
    resolve: Resolve | None = None,
) -> httpx.AsyncClient:
    """Make the client; it follows no redirects and knows no proxies.

    `trusted_hosts` are exact names or addresses that may be private: development and demo.
    A refused address raises `AddressRefused`, everything else what httpx raises.
    """
    transport = _CheckedTransport(trusted_hosts, resolve=resolve or look_up)
    return httpx.AsyncClient(
        transport=transport, timeout=timeout_s, trust_env=False, follow_redirects=False
    )


def check_url(url: str, *, trusted_hosts: Collection[str] = ()) -> None:
    """Check what can be told of a URL without looking its name up.

    Raises:
        AddressRefused: another scheme than http(s), credentials, a reserved port, or an address
            in plain sight that is not public.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        httpx.URL(url)
    except (ValueError, httpx.InvalidURL) as error:
        raise AddressRefused(reason="it is not a URL") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise AddressRefused(reason="it is not an http or https URL")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(reason="it carries credentials")
    _check_port(port if port is not None else 443)
    if host in trusted_hosts:
        return
    if host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost"):
        raise AddressRefused(reason="it is not public")
    literal = _literal(host)
    if literal is not None and not is_public(literal):
        raise AddressRefused(reason="it is not public")


def is_public(address: IPAddress) -> bool:
    """Whether an address is global unicast, and any address hidden inside it too."""
    if isinstance(address, ipaddress.IPv4Address):
        return address.is_global and not any(address in network for network in _REFUSED_V4)
    if address in _NAT64:
        return is_public(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    if address not in _GLOBAL_V6 or any(address in network for network in _REFUSED_V6):
        return (
            False  # mapped, compatible, unique-local, link-local, multicast: all outside 2000::/3
        )
    return (int(address) >> 32) & 0xFFFF_FFFF not in _ISATAP


async def look_up(host: str, port: int) -> list[str]:
    """Ask the system's resolver for every address of a name."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def _literal(host: str) -> IPAddress | None:
    """Read an address as a resolver would: also `127.1`, `0x7f000001`, `2130706433`."""
    plain = host.rstrip(".")
    try:
        return ipaddress.ip_address(plain)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(plain))
    except (OSError, UnicodeEncodeError):
        return None


def _check_port(port: int) -> None:
    if port not in _WELL_KNOWN_PORTS and port <= _HIGHEST_RESERVED_PORT:
        raise AddressRefused(reason=f"port {port} is reserved")


class _CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to addresses it has checked, and to nothing else."""

    def __init__(self, trusted_hosts: Collection[str], *, resolve: Resolve) -> None:
        self._trusted = frozenset(trusted_hosts)
        self._resolve = resolve
        self._network = httpcore.AnyIOBackend()

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look the name up once, check every answer, and connect to the first that takes us."""
        _check_port(port)
        connect = partial(
            self._network.connect_tcp,
            port=port,
            timeout=timeout,
            local_address=local_address,
            socket_options=socket_options,
        )
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._checked(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the name was not resolved in time") from error
        for address in addresses[:-1]:
            try:
                return await connect(address)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await connect(addresses[-1])

    async def _checked(self, host: str, port: int) -> list[str]:
        try:
            addresses = list(await self._resolve(host, port))
        except TimeoutError:
            raise
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name was not resolved: {error}") from error
        if not addresses:
            raise httpcore.ConnectError("the name has no address")
        if host in self._trusted:
            return addresses
        for address in addresses:  # one private answer among public ones is refused as well
            if not is_public(ipaddress.ip_address(address)):
                raise AddressRefused(reason="it is not public")
        return addresses

    @override
    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Refuse: nobody outside listens on a socket of this machine."""
        raise AddressRefused(reason="it is a socket of this machine")

    @override
    async def sleep(self, seconds: float) -> None:
        """Wait between two tries of a connection."""
        await self._network.sleep(seconds)


class _CheckedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over a pool of checked connections; one pool entry a name and port."""

    def __init__(self, trusted_hosts: Collection[str], *, resolve: Resolve) -> None:
        tls = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=tls, trust_env=False)
        self._trusted = frozenset(trusted_hosts)
        # httpx takes no network backend: its pool is replaced by one that does (same arguments).
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=_LIMITS.max_connections,
            max_keepalive_connections=_LIMITS.max_keepalive_connections,
            keepalive_expiry=_LIMITS.keepalive_expiry,
            network_backend=_CheckedBackend(trusted_hosts, resolve=resolve),
        )

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request whose URL may be called.

        Raises:
            AddressRefused: the URL or where it leads is refused.
        """
        check_url(str(request.url), trusted_hosts=self._trusted)
        return await super().handle_async_request(request)
