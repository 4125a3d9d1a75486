"""Which URLs partners may be told things at. Pure; where they lead is checked when we connect."""

from collections.abc import Collection
from urllib.parse import urlsplit

from shared.web.outbound import AddressRefused, check_url


def check_endpoint_url(url: str, *, trusted_hosts: Collection[str]) -> None:
    """Let through https URLs, and http ones of trusted hosts.

    Raises:
        AddressRefused: it is another URL, carries credentials or a fragment, or is not public.
    """
    check_url(url, trusted_hosts=trusted_hosts)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in trusted_hosts:
        raise AddressRefused(reason="it is not https")
    if parts.fragment:
        raise AddressRefused(reason="it carries a fragment")
