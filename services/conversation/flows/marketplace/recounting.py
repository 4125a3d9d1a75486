"""Another number of what the cart holds, or none of it, said in words at any step."""

import re
from typing import Any, Final

from services.conversation.dialogue.forms import Draft, Heard
from services.conversation.flows.marketplace.basket import (
    MOST,
    line_called,
    line_meant,
    lines_of,
    with_quantity,
)
from services.conversation.understanding import find_quantity, normalise

_REMOVING: Final = re.compile(
    r"^(?:retire|retirer|enleve|enlever|supprime|supprimer|sans|remove|take out|take off|without"
    r"|delete|longola|kolongola)\s+(.+)$"
)
_CHANGED: Final = (
    r"(?:non|plutot|finalement|en fait|pardon|no|actually|rather|sorry|instead|make it|te|tya)"
)
_COUNTING: Final = re.compile(
    rf"^(?:(?:{_CHANGED}|(?:mets|mettez)(?: en)?|j en veux|i want)\s+)+\w+(?: (?:plutot|instead))?$"
    r"|^\w+ (?:plutot|instead|kaka)$"
)
_MORE: Final = (
    re.compile(r"^(?:(?:encore|ajoute[rz]?|et) )?(?P<count>\w+) (?P<name>.+) (?:de|en) plus$"),
    re.compile(r"^(?:(?:and|add) )?(?P<count>\w+) more (?P<name>.+)$"),
    re.compile(r"^(?:encore|lisusu) (?P<count>\w+) (?P<name>.+)$"),
    re.compile(r"^(?:bakisa|lisusu) (?P<name>.+) (?P<count>\w+)$"),
)
_INSTEAD: Final = (
    re.compile(
        rf"^(?:{_CHANGED} )+(?:(?:mets|mettez|je veux|je prends|i want|nalingi) )?"
        r"(?P<count>\w+) (?P<name>.+?)(?: (?:plutot|instead|kaka))?$"
    ),
    re.compile(rf"^(?:{_CHANGED} )+(?:nalingi )?(?P<name>.+) (?P<count>\w+?)(?: kaka)?$"),
)


def changed_line(heard: Heard) -> dict[str, Any]:
    """Read "retirer le poulet" and "non, 2 plutôt", which is about the newest line."""
    words, lines = normalise(heard.said.text), lines_of(heard.draft)
    if (removing := _REMOVING.match(words)) and (line := line_called(heard.draft, removing[1])):
        return with_quantity(heard.draft, line.product_id, 0)
    if recounted := _recounted(heard.draft, words):
        return recounted
    count = find_quantity(words) if _COUNTING.match(words) else None
    if lines and count is not None and 0 < count <= MOST:
        return with_quantity(heard.draft, lines[-1].product_id, count)
    return {}


def _recounted(draft: Draft, words: str) -> dict[str, Any]:
    """Read "un poulet de plus" and "finalement 3 poulets" of a line that the cart holds."""
    for pattern in (*_MORE, *_INSTEAD):
        said = pattern.match(words)
        line = line_meant(draft, said["name"]) if said is not None else None
        count = find_quantity(said["count"]) if said is not None else None
        if line is not None and count is not None and count > 0:
            now = line.quantity + count if pattern in _MORE else count
            return with_quantity(draft, line.product_id, min(now, MOST))
    return {}
