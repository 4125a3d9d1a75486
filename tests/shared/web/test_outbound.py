"""Addresses that strangers give us: nothing private is ever connected to, however it is spelled."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from shared.web.outbound import AddressRefused, check_url, is_public, make_outbound

PRIVATE = (
    "0.0.0.0",  # noqa: S104 - an address to refuse, nothing is bound
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.254",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",  # IPv4-compatible
    "::ffff:127.0.0.1",  # IPv4-mapped
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b::a9fe:a9fe",  # NAT64 of the metadata service
    "64:ff9b:1::1",
    "100::1",
    "2001::1",  # Teredo
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::1",  # 6to4 of 127.0.0.1
    "2002:808:808::1",
    "2606:4700::5efe:7f00:1",  # ISATAP of 127.0.0.1
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%lo",
    "fec0::1",
    "ff02::1",
)
PUBLIC = ("1.1.1.1", "8.8.8.8", "41.79.198.1", "2606:4700:4700::1111", "64:ff9b::808:808")
SPELLINGS = (
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0x7f.0.0.1/",
    "http://0x7f000001/",
    "http://0x7F.0x0.0x0.0x1/",
    "http://0/",
    "http://127.0.0.1./",
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://a.localhost/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://169.254.169.254/latest/meta-data/",
    "https://user@1.1.1.1/",
    "https://user:word@1.1.1.1/",
    "https://1.1.1.1@127.0.0.1/",
    "http://1.1.1.1:22/",
    "http://1.1.1.1:0/",
    "http://1.1.1.1:1023/",
    "http://1.1.1.1:65536/",
    "ftp://1.1.1.1/",
    "file:///etc/passwd",
    "gopher://1.1.1.1/",
    "//1.1.1.1/",
    "http:///nowhere",
    "http://①②⑦.⓪.⓪.①/",
    "not a url",
    "",
)


@dataclass
class Names:
    """A resolver with its own zone; `asked` counts. A name's answers are taken one list a time."""

    zone: dict[str, list[Sequence[str]]]
    asked: list[str] = field(default_factory=list)

    async def resolve(self, host: str, port: int) -> Sequence[str]:
        del port
        self.asked.append(host)
        answers = self.zone.get(host)
        if answers is None:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Door:
    """A server of this machine; `knocks` are the Host headers of who got in."""

    port: int = 0
    knocks: list[str] = field(default_factory=list)
    answer: bytes = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n"

    async def open(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        [host] = [line[6:] for line in head.splitlines() if line.startswith("host: ")]
        self.knocks.append(host)
        writer.write(self.answer)
        writer.close()


@asynccontextmanager
async def standing() -> AsyncIterator[Door]:
    door = Door()
    server = await asyncio.start_server(door.open, "127.0.0.1", 0)
    door.port = server.sockets[0].getsockname()[1]
    async with server:
        yield door


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_passes_for_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("url", SPELLINGS)
def test_a_url_is_refused_by_what_is_in_plain_sight(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(url)


@pytest.mark.parametrize(
    "url", ["https://example.cg/a?b=c", "http://example.cg:8080/", "https://1.1.1.1/"]
)
def test_a_public_url_is_let_through(url: str) -> None:
    check_url(url)


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_leads_to_a_private_address_is_not_connected_to(address: str) -> None:
    names = Names({"partner.cg": [[address]]})
    async with make_outbound(resolve=names.resolve) as outbound:
        with pytest.raises(AddressRefused):
            await outbound.get("https://partner.cg/")
    assert names.asked == ["partner.cg"]


@pytest.mark.parametrize("spelling", ["2130706433", "0x7f000001", "127.1", "127.0.0.1"])
async def test_the_systems_resolver_is_checked_too(spelling: str) -> None:
    async with standing() as door, make_outbound() as outbound:
        with pytest.raises(AddressRefused):
            await outbound.get(f"http://{spelling}:{door.port}/")
        assert door.knocks == []


async def test_one_private_answer_among_public_ones_is_refused() -> None:
    async with standing() as door:
        names = Names({"partner.cg": [["1.1.1.1", "127.0.0.1"]]})
        async with make_outbound(resolve=names.resolve) as outbound:
            with pytest.raises(AddressRefused):
                await outbound.get(f"http://partner.cg:{door.port}/")
        assert door.knocks == []


async def test_a_name_that_turns_private_is_refused_at_its_next_connection() -> None:
    async with standing() as door:
        names = Names({"rebind.cg": [["198.51.100.1"], ["127.0.0.1"]]})
        async with make_outbound(resolve=names.resolve) as outbound:
            for _ in range(2):
                with pytest.raises(AddressRefused):
                    await outbound.get(f"http://rebind.cg:{door.port}/")
        assert names.asked == ["rebind.cg", "rebind.cg"]
        assert door.knocks == []


async def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    """DNS rebinding: what the name answers a second time does not matter, nobody asks again."""
    async with standing() as door:
        names = Names({"trusted.test": [["127.0.0.1"], ["192.0.2.1"]]})
        async with make_outbound(trusted_hosts=["trusted.test"], resolve=names.resolve) as outbound:
            answer = await outbound.get(f"http://trusted.test:{door.port}/")
        assert answer.status_code == 204
        assert names.asked == ["trusted.test"]
        assert door.knocks == [f"trusted.test:{door.port}"]


async def test_trust_is_for_exact_names_only() -> None:
    async with standing() as door:
        names = Names({"a.trusted.test": [["127.0.0.1"]], "trusted.test": [["127.0.0.1"]]})
        async with make_outbound(trusted_hosts=["trusted.test"], resolve=names.resolve) as outbound:
            for host in ("a.trusted.test", "127.0.0.1"):
                with pytest.raises(AddressRefused):
                    await outbound.get(f"http://{host}:{door.port}/")
        assert door.knocks == []


async def test_an_address_that_does_not_answer_gives_way_to_the_next() -> None:
    async with standing() as door:
        names = Names({"trusted.test": [["127.0.0.2", "127.0.0.1"]]})
        async with make_outbound(trusted_hosts=["trusted.test"], resolve=names.resolve) as outbound:
            answer = await outbound.get(f"http://trusted.test:{door.port}/")
        assert answer.status_code == 204


async def test_a_redirect_to_a_private_address_is_not_followed() -> None:
    async with standing() as door, standing() as inside:
        away = f"http://127.0.0.1:{inside.port}/"
        door.answer = (
            f"HTTP/1.1 302 Found\r\nlocation: {away}\r\nconnection: close\r\n\r\n".encode()
        )
        names = Names({"trusted.test": [["127.0.0.1"]]})
        async with make_outbound(trusted_hosts=["trusted.test"], resolve=names.resolve) as outbound:
            answer = await outbound.get(f"http://trusted.test:{door.port}/")
            assert answer.status_code == 302
            with pytest.raises(AddressRefused):
                await outbound.get(answer.headers["location"])
        assert inside.knocks == []


async def test_proxies_of_the_environment_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async with standing() as door:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{door.port}")
        names = Names({"partner.cg": [["10.0.0.1"]]})
        async with make_outbound(resolve=names.resolve) as outbound:
            with pytest.raises(AddressRefused):
                await outbound.get("http://partner.cg/")
        assert door.knocks == []


async def test_a_name_nobody_has_is_a_connection_error_and_not_a_refusal() -> None:
    async with make_outbound(resolve=Names({}).resolve) as outbound:
        with pytest.raises(httpx.ConnectError):
            await outbound.get("https://nobody.cg/")


async def test_a_resolver_that_hangs_is_a_timeout() -> None:
    async def hang(host: str, port: int) -> Sequence[str]:
        del host, port
        await asyncio.Event().wait()
        return []

    async with make_outbound(resolve=hang, timeout_s=0.01) as outbound:
        with pytest.raises(httpx.ConnectTimeout):
            await outbound.get("https://partner.cg/")
