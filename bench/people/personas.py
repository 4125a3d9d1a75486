"""Who writes to us: fourteen ways of being a customer, and what each comes for."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bench.people.phrases import Tongue


class Errand(StrEnum):
    """What a customer comes for."""

    COURIER_SENTENCE = "courier, one sentence"
    COURIER_STEPS = "courier, step by step"
    COURIER_BUTTONS = "courier, buttons and positions"
    CORRECTION_RECAP = "courier, corrected at the read-back"
    CORRECTION_MIDWAY = "courier, corrected on the way"
    DIGRESSION = "courier, left and resumed"
    REPEAT = "repeat"
    SHOP_SENTENCE = "known shop, one sentence"
    SHOP_BROWSING = "shop, by browsing"
    FOLLOW = "follow"
    CANCEL = "cancel"
    HUMAN = "ask for a person"


BUDGETS: Final[Mapping[Errand, int]] = {
    Errand.COURIER_SENTENCE: 3,
    Errand.COURIER_BUTTONS: 6,
    Errand.CORRECTION_RECAP: 4,
    Errand.REPEAT: 2,
    Errand.SHOP_SENTENCE: 5,
}
"""Most user messages (conversation.md, Turn budgets); a correction costs one more."""


class Whim(StrEnum):
    """What a customer does that nobody asked for."""

    STICKER = "sticker"
    REACTION = "reaction"
    VOICE = "voice"
    PHOTO = "photo"
    INSULT = "insult"
    SILENCE_20 = "silent 20 minutes"
    SILENCE_40 = "silent 40 minutes"
    CHANGE = "changes one's mind"
    HELP = "asks for help"
    WHERE = "asks where a parcel is"
    MENU = "looks at the menu"
    DETOUR = "begins another errand and drops it"


@dataclass(frozen=True, slots=True)
class Persona:
    """A way of being a customer.

    `tongues` by how they speak in Congo and in Cameroon; `taps` is how often a button is tapped
    rather than typed, `pins` how often a position is shared rather than written; `whims` come once
    each, at steps drawn by chance; `first` comes before anything is said.
    """

    name: str
    tongues: tuple[Tongue, Tongue]
    errands: tuple[Errand, ...]
    taps: float = 0.7
    pins: float = 0.1
    slips: float = 0.0
    whims: tuple[Whim, ...] = ()
    first: Whim | None = None
    reacts: bool = False
    greets: float = 0.2
    bursts: float = 0.0


_WRITTEN: Final = (
    Errand.COURIER_SENTENCE,
    Errand.COURIER_SENTENCE,
    Errand.COURIER_STEPS,
    Errand.SHOP_SENTENCE,
    Errand.SHOP_SENTENCE,
    Errand.SHOP_BROWSING,
    Errand.CORRECTION_RECAP,
    Errand.CORRECTION_MIDWAY,
    Errand.DIGRESSION,
    Errand.REPEAT,
    Errand.FOLLOW,
    Errand.CANCEL,
)
_PLAIN: Final = (Tongue.FRENCH, Tongue.FRENCH)

PERSONAS: Final = (
    Persona("terse", (Tongue.TERSE, Tongue.TERSE), _WRITTEN, taps=0.5),
    Persona("chatty", (Tongue.CHATTY, Tongue.CHATTY), _WRITTEN, greets=0.6, bursts=0.4),
    Persona("code-mixing", (Tongue.MIXED, Tongue.FRANGLAIS), _WRITTEN),
    Persona("mind-changing", _PLAIN, _WRITTEN, whims=(Whim.CHANGE,)),
    Persona("silent 20 minutes", _PLAIN, _WRITTEN, whims=(Whim.SILENCE_20,)),
    Persona("silent 40 minutes", _PLAIN, _WRITTEN, whims=(Whim.SILENCE_40,)),
    Persona(
        "stickers and reactions",
        _PLAIN,
        _WRITTEN,
        whims=(Whim.STICKER, Whim.REACTION, Whim.PHOTO),
        reacts=True,
    ),
    Persona(
        "location first",
        _PLAIN,
        (
            Errand.COURIER_STEPS,
            Errand.COURIER_BUTTONS,
            Errand.SHOP_BROWSING,
            Errand.CORRECTION_MIDWAY,
        ),
        pins=1.0,
    ),
    Persona("voice first", _PLAIN, _WRITTEN, first=Whim.VOICE, whims=(Whim.VOICE,)),
    Persona(
        "angry",
        (Tongue.ANGRY, Tongue.ANGRY),
        (*_WRITTEN, Errand.HUMAN, Errand.HUMAN),
        first=Whim.INSULT,
        whims=(Whim.INSULT,),
        greets=0.0,
    ),
    Persona("typos", _PLAIN, _WRITTEN, slips=0.25),
    Persona(
        "buttons only",
        _PLAIN,
        (
            Errand.COURIER_BUTTONS,
            Errand.COURIER_BUTTONS,
            Errand.SHOP_BROWSING,
            Errand.REPEAT,
            Errand.FOLLOW,
            Errand.CANCEL,
        ),
        taps=1.0,
        pins=1.0,
        greets=1.0,
    ),
    Persona("English speaker", (Tongue.ENGLISH, Tongue.ENGLISH), (*_WRITTEN, Errand.HUMAN)),
    Persona("Lingala speaker", (Tongue.LINGALA, Tongue.LINGALA), (*_WRITTEN, Errand.HUMAN)),
)
