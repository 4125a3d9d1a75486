"""A promo code said in passing: with its name at any step, bare once there is something to pay."""

import re
from typing import Final

from services.conversation.dialogue.forms import Heard
from services.conversation.understanding import find_place

_CODE: Final = re.compile(
    r"^\s*(?:(?:j['’]ai|voici|avec|et|i have|here is|with|use|nazali na|na)\s+)?"
    r"(?:(?:le|un|mon|ce|the|a|my|this)\s+)?"
    r"(?:code\s+promo|promo\s+code|discount\s+code|promo|code|coupon)(?:\s+na\s+ngai)?\s*:?\s+"
    r"(?:(?:c['’]est|is|ezali|eza)\s+)?([\w-]{2,30})\s*$",
    re.IGNORECASE,
)
_BARE_CODE: Final = re.compile(r"^\s*([a-z]{4,20}[_-]?\d{1,6})\s*$", re.IGNORECASE)
_PAYABLE: Final = frozenset({"is_complete", "dropoff", "payment_method", "confirm", "edit"})


def said_code(heard: Heard) -> str | None:
    """Read "code BIENVENUE10" at any step, and the bare code once there is something to pay."""
    said = _CODE.match(heard.said.text)
    is_address = heard.asking == "dropoff" and find_place(heard.said.text, country=heard.country)
    if said is None and heard.asking in _PAYABLE and not is_address:
        said = _BARE_CODE.match(heard.said.text)
    return said[1].upper() if said is not None else None
