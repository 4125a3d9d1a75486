"""What proves who a partner is: an API key one way, a webhook secret both ways. Pure."""

import base64
import hashlib
import re
import secrets
import unicodedata
from datetime import timedelta
from typing import Final

from services.orders.partners.signature import SECRET_PREFIX

API_KEY_PREFIX: Final = "ttk_"
PREVIOUS_SECRET_HOLDS_FOR: Final = timedelta(hours=24)
_BYTES: Final = 32
_LONGEST_KEY: Final = 40


def new_api_key() -> str:
    """Make an API key: 256 random bits."""
    return API_KEY_PREFIX + secrets.token_urlsafe(_BYTES)


def hashed(api_key: str) -> str:
    """Give what is kept of an API key; looking a hash up tells nothing by how long it takes."""
    return hashlib.sha256(api_key.encode()).hexdigest()


def new_webhook_secret() -> str:
    """Make a webhook secret as Standard Webhooks writes it."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def key_of(name: str) -> str:
    """Make a partner's key in `webhook-partner` of its name: `Express Congo` is `express-congo`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_KEY].strip("-")
