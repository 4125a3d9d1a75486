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
    r"(?:(?:[aà](?: me)?|pour|et|to be|mpo na|vous pouvez(?: me)?|me)\s+)?"
    r"(?:livr(?:er|ez|aison|[ée](?:es?|s)?)|deliver(?:ed|y)?|bring|brought|(?:bo|ko)?mem(?:el)?a)"
)
_TO: Final = r"à|a|au|aux|na|to|at|in|vers|dans"
_AFTER_SHOP: Final = rf"{_TO}|pour|moins|max(?:imum)?|svp|stp|s['’ ]il|please|et|mpe|and|avec|under"
_SHOPS: Final = (
    r"(?:pharmacie|quincaillerie|boulangerie|p[aâ]tisserie|alimentation|restaurant|resto"
    r"|superm\w+|boutique|librairie|[eé]picerie|march[eé]|d[eé]p[oô]t|magasin|pharmacy|bakery"
    r"|shop|store)"
)
_PURCHASE: Final = re.compile(
    rf"^(?P<what>.{{2,}}?)\s+(?:(?:chez|epai ya|epayi ya|from|at(?=\s+{_SHOPS}\b))\s+)+"
    r"(?P<shop>(?!(?:moi|nous|lui|elle|eux|ngai|me|us)\b)[^,;.\n]{2,60}?)"
    rf"(?=[,;.\n]|\s+(?:{_AFTER_SHOP})\b|\s+{_BROUGHT}\b|\s*$)"
    rf"(?:[\s,;.]*\b(?:(?P<brought>{_BROUGHT})\b(?:\s+(?:moi|nous|ngai|it|them|me|yango))?"
    rf"(?:\s+(?:{_TO}))?|(?:{_TO}))\s+(?P<where>[^,;\n]{{2,80}}))?",
    re.IGNORECASE,
)
_OF_A_KIND: Final = re.compile(rf"^{_SHOPS}\b", re.IGNORECASE)
_SAYS_BROUGHT: Final = re.compile(rf"\b{_BROUGHT}\b", re.IGNORECASE)
_IS_BROUGHT: Final = re.compile(rf"\b{_BROUGHT}$", re.IGNORECASE)
_BUYING: Final = re.compile(
    r"^.*\b(?:je (?:veux|voudrais|prends)(?: (?:bien|prendre))?|j['’ ]aimerais(?: prendre)?"
    r"|j['’ ]ai besoin(?: d[e'’ ])?|il me faut|ce serait pour|command\w*|ach[eè]t\w*|donnez?[- ]moi"
    r"|nalingi|mposa ya|k?osomba|somba|i (?:want|need|wan)|i(?: woul|['’ ])d like|order|buy|get me)"
    r"(?:\s+|$)",
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
    r"|(?:bo|ko)?mem(?:el)?a|documents?|cles?(?! usb))\b"
)
_PHONE: Final = re.compile(r"(?:\d ?){6}")
_OF_A_PARCEL: Final = re.compile(r"\b(?:valeur|contact|numero|appel\w*|value)\b")


@dataclass(frozen=True, slots=True)
class Purchase:
    """The parts of the sentence, as they were said; `what` and `where` may not be told.

    `is_asked_for` when it was wished for or counted: `what` is told without the wishing.
    `is_sure` when it is to be brought, or the shop's name says that it is one.
    """

    what: str
    shop: str
    where: str
    is_asked_for: bool
    is_sure: bool


def purchase_in(words: str) -> Purchase | None:
    """Cut a sentence at its "chez" and its "livré à"; "livré chez Marie" names no shop."""
    said = _PURCHASE.match(" ".join(words.split()))
    if said is None or _IS_BROUGHT.search(said["what"]) is not None:
        return None
    what = _BUYING.sub("", said["what"]).strip(" ,")
    is_asked_for = what != said["what"].strip(" ,") or _COUNTED.search(what) is not None
    shop, where = said["shop"].strip(), (said["where"] or "").strip()
    is_sure = said["brought"] is not None or _OF_A_KIND.match(shop) is not None
    return Purchase(what, shop, where, is_asked_for, is_sure)


def says_brought(words: str) -> bool:
    """Whether something is to be brought: "à livrer à Bacongo"."""
    return _SAYS_BROUGHT.search(words) is not None


def hears(words: str) -> Start | None:
    """Take for a purchase what the rules take for a delivery; the words come normalised."""
    said = purchase_in(words)
    if said is None or not (said.what and said.is_sure and said.is_asked_for):
        return None
    if _SENDS.search(said.what) or _OF_A_PARCEL.search(words) or _PHONE.search(words):
        return None
    is_known = understand(words).intent is Meaning.MARKETPLACE
    return None if is_known else Start("marketplace", {"sentence": words})
