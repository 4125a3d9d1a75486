"""Who holds a phone, and by which identifiers the platform may learn about them.

Identifiers follow whatsapp-cloud-api.md, §2.2. Chats are elsewhere (`chats.py`).
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import phonenumbers


class IdentityMode(StrEnum):
    """What webhooks say about a person: the phone only, both, or the business-scoped id only."""

    PHONE_ONLY = "phone_only"
    BOTH = "both"
    BSUID_ONLY = "bsuid_only"


def digits_of(phone: str) -> str:
    """Reduce a phone as people and APIs write it to WhatsApp's digits."""
    return "".join(character for character in phone if character.isdigit())


def bsuid_of(phone: str) -> str:
    """Give the business-scoped user id of a phone: always the same one, and opaque."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(f"+{phone}"))
    except phonenumbers.NumberParseException:
        region = None
    number = int.from_bytes(sha256(phone.encode()).digest()[:7], "big")
    return f"{region or 'CG'}.{number:017d}"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with WhatsApp. `phone` is digits; `is_blocking` means they blocked the business."""

    phone: str
    bsuid: str
    name: str
    role: str = "client"
    mode: IdentityMode = IdentityMode.BOTH
    username: str | None = None
    is_blocking: bool = False

    @property
    def shows_phone(self) -> bool:
        """Whether webhooks carry the phone number."""
        return self.mode is not IdentityMode.BSUID_ONLY

    @property
    def shows_bsuid(self) -> bool:
        """Whether webhooks carry the business-scoped user id."""
        return self.mode is not IdentityMode.PHONE_ONLY

    def as_dict(self) -> dict[str, object]:
        """Show the person as the control API does."""
        return {
            "phone": self.phone,
            "bsuid": self.bsuid,
            "name": self.name,
            "role": self.role,
            "mode": self.mode.value,
            "username": self.username,
            "blocked": self.is_blocking,
        }
