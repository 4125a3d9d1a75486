"""The words of the understanding contract: intents, slots and the typed results.

The names are fixed by architecture.md, "Fixed seams". No rule lives here.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from shared.values.phone import Country

__all__ = [
    "Amount",
    "Country",
    "FoundPlace",
    "Intent",
    "Lang",
    "Phone",
    "Relation",
    "SlotName",
    "SlotValue",
    "Understood",
]


class Intent(StrEnum):
    """What the person wants."""

    COURIER = "courier"
    MARKETPLACE = "marketplace"
    SERVICE = "service"
    FOLLOW = "follow"
    HISTORY = "history"
    REPEAT = "repeat"
    SUPPORT = "support"
    HUMAN = "human"
    MENU = "menu"
    BACK = "back"
    CANCEL = "cancel"
    HELP = "help"
    LANGUAGE = "language"
    GREET = "greet"
    THANKS = "thanks"
    YES = "yes"
    NO = "no"
    STOCK = "stock"
    DRIVER_ON = "driver_on"
    DRIVER_OFF = "driver_off"
    DRIVER_JOBS = "driver_jobs"
    BECOME_DRIVER = "become_driver"
    BECOME_MERCHANT = "become_merchant"
    BECOME_PROVIDER = "become_provider"
    UNKNOWN = "unknown"


class SlotName(StrEnum):
    """What a message may fill."""

    PICKUP = "pickup"
    DROPOFF = "dropoff"
    CONTACT_NAME = "contact_name"
    CONTACT_PHONE = "contact_phone"
    DECLARED_VALUE = "declared_value"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    MAX_PRICE = "max_price"
    PRODUCT = "product"
    MERCHANT = "merchant"
    TRADE = "trade"
    PROBLEM = "problem"
    PLACE = "place"
    URGENCY = "urgency"
    BUDGET = "budget"
    WHEN = "when"
    REFERENCE = "reference"


class Lang(StrEnum):
    """The languages we answer in."""

    FRENCH = "fr"
    LINGALA = "ln"
    ENGLISH = "en"


class Relation(StrEnum):
    """How an address stands to its landmark."""

    BEHIND = "behind"
    IN_FRONT = "in_front"
    OPPOSITE = "opposite"
    BESIDE = "beside"
    NEAR = "near"
    AFTER = "after"
    BEFORE = "before"
    AT = "at"


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place somebody named.

    `label` is what the person wrote; `name` is ours. Without coordinates the place is an address
    nobody has placed yet. `confidence` goes from 0 to 1; 1 is an exact name. `cue` is what helps
    at the door ("portail bleu").
    """

    label: str
    name: str
    quartier: str | None = None
    city: str | None = None
    country: Country | None = None
    latitude: float | None = None
    longitude: float | None = None
    landmark: str | None = None
    relation: Relation | None = None
    cue: str | None = None
    confidence: float = 0.0


SlotValue = FoundPlace | str | int


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole FCFA, or the readings to choose from; never both."""

    value: int | None
    ambiguous: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Phone:
    """A valid number in E.164, or the corrections to offer; never both."""

    value: str | None
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """One message, read. A slot is either in `slots` or in `ambiguous`, never in both."""

    intent: Intent
    slots: dict[SlotName, SlotValue] = field(default_factory=dict)
    ambiguous: dict[SlotName, tuple[SlotValue, ...]] = field(default_factory=dict)
    lang: Lang = Lang.FRENCH
