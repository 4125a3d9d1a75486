"""A purchase in one sentence: what, from which shop, brought where.

"Deux foufou chez Alimentation Moungali, livrés à Domairon" has the shape of a delivery; what is
bought, or counted, from a shop is a purchase whatever the rest sounds like.
"""

import re
from dataclasses import dataclass
from typing import Final

from services.conversation.dialogue.desk import Start
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import understand

_BROUGHT: Final = (
    r"(?:(?:a|à|à|pour|et|to be|mpo na|vous pouvez(?: me)?|à me|a me|me)\s+)?"
    r"(?:livr(?:er|ez|aison|[ée](?:es?|s)?)|deliver(?:ed|y)?|bring|brought|(?:bo|ko)?mem(?:el)?a)"
)
_AFTER_SHOP: Final = (
    r"à|a|au|aux|na|to|at|pour|moins|max(?:imum)?|svp|stp|s['’ ]il|please|et|mpe|and|avec|in"
    r"|dans|under"
)
_PURCHASE: Final = re.compile(
    r"^(?P<what>.{2,}?)\s+(?:(?:chez|epai ya|epayi ya|from)\s+)+"
    r"(?P<shop>(?!(?:moi|nous|lui|elle|eux|ngai|me|us)\b)[^,;.\n]{2,60}?)"
    rf"(?=[,;.\n]|\s+(?:{_AFTER_SHOP})\b|\s+{_BROUGHT}\b|\s*$)"
    rf"(?:[\s,;.]*\b{_BROUGHT}\b(?:\s+(?:moi|nous|ngai|it|them|me|yango))?"
    r"(?:\s+(?:à|a|au|aux|na|to|at|in|vers|dans))?\s+(?P<where>[^,;\n]{2,80}))?",
    re.IGNORECASE,
)
_IS_BROUGHT: Final = re.compile(rf"\b{_BROUGHT}$", re.IGNORECASE)
_BUYING: Final = re.compile(
    r"^.*\b(?:je (?:veux|voudrais|prends)(?: (?:bien|prendre))?|j['’ ]aimerais(?: prendre)?"
    r"|j['’ ]ai besoin(?: d[e'’ ])?|il me faut|ce serait pour|command\w*|ach[eè]t\w*|donnez?[- ]moi"
    r"|nalingi|mposa ya|k?osomba|somba|i (?:want|need|wan)|i(?: woul|['’ ])d like|order|buy|get me)"
    r"\s+",
    re.IGNORECASE,
)
_NUMBERS: Final = (
    r"\d{1,2}|une?|deux|trois|quatre|cinq|six|one|two|three|four|five|six|moko|mibale|misato|minei"
)
_COUNTED: Final = re.compile(rf"^(?:{_NUMBERS})\b|\b(?:{_NUMBERS})$", re.IGNORECASE)
# Words of somebody who has a parcel taken from one person to another.
_SENDS: Final = re.compile(
    r"\b(?:colis|paquet\w*|parcel|package|pli|courrier|coursier|courier|livreur|livr\w+|deliver\w*"
    r"|envo\w+|expedi\w+|transf\w+|transport\w*|k?otinda|tinda|send\w*|recup\w*|cherche[rz]?"
    r"|prendre|prenez|pick\w*|collect\w*|ramass\w*|depos\w*|drop\w*|emmen\w*|amene\w*|apport\w*"
    r"|mem\w+|documents?|cles?)\b"
)
_PHONE: Final = re.compile(r"(?:\d ?){6}")
_OF_A_PARCEL: Final = re.compile(r"\b(?:valeur|contact|numero|appel\w*|value)\b")


@dataclass(frozen=True, slots=True)
class Purchase:
    """The parts of the sentence, as they were said; `where` is empty when it is not told.

    `what` is told without the words of wishing, as `is_asked_for` says.
    """

    what: str
    shop: str
    where: str
    is_asked_for: bool


def purchase_in(words: str) -> Purchase | None:
    """Cut a sentence at its "chez" and its "livré à"; "livré chez Marie" names no shop."""
    said = _PURCHASE.match(" ".join(words.split()))
    if said is None or _IS_BROUGHT.search(said["what"]) is not None:
        return None
    what = _BUYING.sub("", said["what"]).strip(" ,")
    is_asked_for = what != said["what"].strip(" ,") or _COUNTED.search(what) is not None
    where = (said["where"] or "").strip()
    return Purchase(what or said["what"], said["shop"].strip(), where, is_asked_for)


def hears(words: str) -> Start | None:
    """Take for a purchase what the rules take for a delivery; the words come normalised."""
    said = purchase_in(words)
    if said is None or not said.where or not said.is_asked_for or _SENDS.search(said.what):
        return None
    if _OF_A_PARCEL.search(words) or _PHONE.search(words):
        return None
    is_known = understand(words).intent is Meaning.MARKETPLACE
    return None if is_known else Start("marketplace", {"sentence": words})
