"""How a status message looks: header, reference, facts, state, what next. No wording of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import phonenumbers

from shared.contracts.notifications.api import Content, LinkButton, TextContent
from shared.contracts.orders.api import DriverCard, Minutes, Mission, Stop
from shared.values.money import Money
from shared.values.phone import PhoneNumber

SEPARATOR: Final = "──────────────"
FOLLOW_TITLE: Final = "Suivre"
LABEL_LIMIT: Final = 80

_MARKS: Final = str.maketrans("", "", "*_~`")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: an emoji, what it is, what it is worth. Without a value there is no line."""

    emoji: str
    label: str
    value: str | None


def card(title: str, *, reference: str, facts: Sequence[Fact], state: str, what_next: str) -> str:
    """Lay a status message out (notifications.md, Messages)."""
    lines = [f"{fact.emoji} {fact.label} : {fact.value}" for fact in facts if fact.value]
    block = [SEPARATOR, *lines] if lines else []
    return "\n".join([f"*{title}*", f"`{reference}`", *block, SEPARATOR, f"_{state}_", what_next])


def plain(text: str | None, *, limit: int = LABEL_LIMIT) -> str | None:
    """Make someone else's words safe in ours: one line, no marks, not too long."""
    if text is None:
        return None
    words = " ".join(text.translate(_MARKS).split())
    shortened = words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
    return shortened or None


def followable(body: str, mission: Mission) -> Content:
    """Give the text its link to the tracking page, where there is one."""
    if mission.tracking_url is None:
        return TextContent(body=body)
    return LinkButton(body=body, title=FOLLOW_TITLE, url=mission.tracking_url)


def phone_text(e164: str | None) -> str | None:
    """Write a phone as people read it at home."""
    if e164 is None:
        return None
    try:
        return PhoneNumber(e164).national
    except phonenumbers.NumberParseException:
        return plain(e164)


def place_text(stop: Stop) -> str | None:
    """Name a stop."""
    return plain(stop.place.label)


def contact_text(stop: Stop) -> str | None:
    """Say whom to ask for at a stop, and at which number."""
    known = [part for part in (plain(stop.contact_name), phone_text(stop.contact_phone)) if part]
    return ", ".join(known) or None


def driver_text(driver: DriverCard | None) -> str | None:
    """Name a driver, with the vehicle when known."""
    if driver is None:
        return None
    name, vehicle = plain(driver.name), plain(driver.vehicle, limit=30)
    return f"{name} ({vehicle})" if vehicle else name


def francs_text(amount: int | None) -> str | None:
    """Write an amount; nothing for none or zero."""
    return str(Money(amount)) if amount else None


def minutes_text(minutes: Minutes | None) -> str | None:
    """Write a range of minutes honestly: both ends, or one when they agree."""
    if minutes is None:
        return None
    if minutes.low == minutes.high:
        return f"{minutes.high} min"
    return f"{minutes.low} à {minutes.high} min"


def kilometres_text(metres: float) -> str:
    """Write a distance: metres up to a kilometre, then kilometres with one decimal."""
    rounded = round(metres / 10) * 10
    if rounded < 1000:
        return f"{rounded} m"
    return f"{metres / 1000:.1f} km".replace(".", ",")
