"""What can be said, and the tongues it is said in."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias


class Tongue(StrEnum):
    """A way of speaking."""

    FRENCH = "french"
    TERSE = "terse"
    CHATTY = "chatty"
    ANGRY = "angry"
    MIXED = "mixed"
    FRANGLAIS = "franglais"
    ENGLISH = "english"
    LINGALA = "lingala"


class Say(StrEnum):
    """A thing to say."""

    HELLO = "hello"
    SEND = "send"
    PARCEL = "parcel"
    PLACE = "place"
    CONTACT = "contact"
    CONTENTS = "contents"
    YES = "yes"
    ORDER = "order"
    SHOP = "shop"
    COUNT = "count"
    RECOUNT = "recount"
    CASH = "cash"
    MOBILE_MONEY = "mobile_money"
    TRANSFER = "transfer"
    FOLLOW = "follow"
    CANCEL = "cancel"
    REPEAT = "repeat"
    HUMAN = "human"
    NEW_PICKUP = "new_pickup"
    NEW_DROPOFF = "new_dropoff"
    NEW_PHONE = "new_phone"
    NEW_VALUE = "new_value"
    GO_ON = "go_on"
    INSULT = "insult"
    HELP = "help"
    DETOUR = "detour"
    STOP = "stop"


Phrases: TypeAlias = Mapping[Say, tuple[str, ...]]
