"""Understands one message by rules: intent, slots, amounts, phones, places, yes and no.

Pure functions over text, in French, Lingala, English and what people mix of them. No model,
network, database or clock; what is ambiguous is offered, never guessed.
"""

from services.conversation.understanding.amounts import parse_amount
from services.conversation.understanding.gazetteer import nearest_place
from services.conversation.understanding.intents.answers import is_greeting, is_thanks, yes_or_no
from services.conversation.understanding.normalise import normalise
from services.conversation.understanding.phones import parse_phone
from services.conversation.understanding.places import find_place
from services.conversation.understanding.slots import find_quantity, understand, warm_up
from services.conversation.understanding.understood import (
    Amount,
    Country,
    FoundPlace,
    Intent,
    Lang,
    Phone,
    Relation,
    SlotName,
    SlotValue,
    Understood,
)

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
    "find_place",
    "find_quantity",
    "is_greeting",
    "is_thanks",
    "nearest_place",
    "normalise",
    "parse_amount",
    "parse_phone",
    "understand",
    "warm_up",
    "yes_or_no",
]
