"""How a message looks: header, reference, facts, state, what next; values as people read them.

No wording of its own beyond the labels that several messages share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Final

import phonenumbers

from services.notifications.messages.wording import (
    Choice,
    Link,
    Unsaid,
    Words,
    composed,
    joined,
)
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import DriverCard, Minutes, Mission, Stop
from shared.texts import Line, Text, t
from shared.values.clock import local_time
from shared.values.money import Money
from shared.values.phone import Country, PhoneNumber

SEPARATOR: Final = "──────────────"
FOLLOW_TITLE: Final = t("Suivre")
LABEL_LIMIT: Final = 80
REASON_LIMIT: Final = 200

# WhatsApp allows three buttons: the ends and the middle of the five-point scale.
_RATINGS: Final = (("5", t("😀 Très bien")), ("3", t("😐 Moyen")), ("1", t("😞 Pas bien")))

_MARKS: Final = str.maketrans("", "", "*_~`")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: an emoji, what it is, what it is worth. Without a value there is no line."""

    emoji: str
    label: Line
    value: Line | None


def card(
    title: Line,
    *,
    facts: Sequence[Fact],
    state: Line,
    what_next: Line,
    reference: str | None = None,
    lines: Sequence[Line] = (),
) -> Text:
    """Lay a message out (notifications.md, Messages); `lines` are a list before the facts."""
    known = [
        t("{emoji} {label} : {value}", emoji=fact.emoji, label=fact.label, value=fact.value)
        for fact in facts
        if fact.value
    ]
    head = composed("*{title}*", title=title)
    foot = composed("_{state}_", state=state)
    blocks: list[Sequence[Line]] = [[f"`{reference}`"] if reference else []]
    blocks += [[SEPARATOR, *block] for block in (lines, known) if block]
    return joined([head, *chain(*blocks), SEPARATOR, foot, what_next])


def plain(text: str | None, *, limit: int = LABEL_LIMIT) -> str | None:
    """Make someone else's words safe in ours: one line, no marks, not too long."""
    if text is None:
        return None
    words = " ".join(text.translate(_MARKS).split())
    shortened = words if len(words) <= limit else words[: limit - 1].rstrip() + "…"
    return shortened or None


def followable(body: Line, mission: Mission) -> Unsaid:
    """Give the text its link to the tracking page, where there is one."""
    if mission.tracking_url is None:
        return Words(body)
    return Link(body, FOLLOW_TITLE, url=mission.tracking_url)


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


def minutes_text(minutes: Minutes | None) -> Line | None:
    """Write a range of minutes honestly: both ends, or one when they agree."""
    if minutes is None:
        return None
    if minutes.low == minutes.high:
        return f"{minutes.high} min"
    return t("{low} à {high} min", low=minutes.low, high=minutes.high)


def kilometres_text(metres: float) -> Line:
    """Write a distance: metres up to a kilometre, then kilometres with one decimal."""
    rounded = round(metres / 10) * 10
    if rounded < 1000:
        return f"{rounded} m"
    whole, _, tenths = f"{metres / 1000:.1f}".partition(".")
    return t("{whole},{tenths} km", whole=whole, tenths=tenths)


def time_text(moment: datetime, *, phone: str | None) -> str:
    """Write a moment as the wall clock where a phone lives: `14:32`."""
    country = PhoneNumber(phone).country if phone else None
    return f"{local_time(moment, country or Country.CONGO):%H:%M}"


def first_name_text(name: str | None) -> str | None:
    """Call a person as people do."""
    words = plain(name, limit=40)
    return words.split(" ")[0] if words else None


def code_fact(label: Line, code: str | None, *, use: Line) -> Fact:
    """Show a four-digit code, and what it is for."""
    return Fact("🔐", label, composed("`{code}`, {use}", code=code, use=use) if code else None)


def rating_buttons(action: Action, reference: str) -> list[Choice]:
    """Ask for a rating of what the action rates."""
    return [
        Choice(id=action_id(action, reference, stars), title=title) for stars, title in _RATINGS
    ]


def menu_button() -> Choice:
    """Offer everything else."""
    return Choice(id=action_id(Action.MENU), title=t("Menu"))
