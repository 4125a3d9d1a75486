"""What a merchant writes for what the desk's buttons do, in every language.

Whole messages, and what is said of one product: "prix du poulet à 3000", "out of rice".
"""

import re
from collections.abc import Mapping
from typing import Final

from services.conversation.desks.cards.shop import NEW_PRODUCT
from services.conversation.dialogue.desk import Start
from services.conversation.dialogue.intents import Request
from shared.contracts.orders.calls import GET_DESK, LIST_SHELF, SET_OPENING

_THE: Final = r"(?:de la |de l |du |des |de |d |le |la |les |l |of |the |my |ya |na )*"
_TO: Final = r"(?: (?:a|est|=|to|is|at|na|ezali|eza|ekomi))?(?: \d.*)?"
_CHANGING: Final = (
    r"(?:mets|mettre|change|changer|modifie|modifier|passe|passer|corrige|corriger"
    r"|set|put|update|correct|bongola|kobongola|tya|bongisa)"
)
_OF_A_PRODUCT: Final = (
    re.compile(
        rf"(?:{_CHANGING} )?(?:le |mon |the )?(?:prix|price|ntalo) {_THE}(?P<product>\D+?){_TO}"
    ),
    re.compile(rf"{_CHANGING} (?:le |mon |the )?stock {_THE}(?P<product>\D+?){_TO}"),
    re.compile(
        r"(?:rupture(?: de stock)?|pause|suspendre|mettre en pause|stop selling|out|sold out"
        r"|(?:(?:j|je n|on|on n) (?:ai|a) |il n y a |y a )?plus"
        r"|(?:there is |there s |we have |i have )?no more) "
        rf"{_THE}(?P<product>\D+)"
    ),
    re.compile(r"(?P<product>\D+?) (?:esili|is finished|is out|sold out|ezali lisusu te)"),
)
_MEANT: Final[tuple[tuple[Request | Start, str], ...]] = (
    (
        Request(GET_DESK),
        (
            "boutique | ma boutique | commandes | mes commandes | les commandes"
            "| shop | my shop | the shop | orders | my orders | the orders"
            "| boutique na ngai | commandes na ngai | ba commandes | ba commandes na ngai"
        ),
    ),
    (
        Request(LIST_SHELF),
        (
            "produits | mes produits | stock | mon stock | products | my products | the products"
            "| my stock | items | my items | biloko | biloko na ngai | stock na ngai"
        ),
    ),
    (
        Request(SET_OPENING, {"is_open": True}),
        (
            "ouvrir | ouvert | ouvre | j ouvre | on ouvre | c est ouvert | ouvrir la boutique"
            "| ouvre la boutique | ouvrir ma boutique"
            "| open | we open | we re open | we are open | i m open | i m opening | open shop"
            "| open the shop | open my shop"
            "| fungola | nafungoli | tofungoli | efungwami | fungola boutique"
            "| fungola boutique na ngai"
        ),
    ),
    (
        Request(SET_OPENING, {"is_open": False}),
        (
            "fermer | ferme | je ferme | on ferme | c est ferme | fermer la boutique"
            "| ferme la boutique | fermer ma boutique"
            "| close | closed | we close | we re closed | we are closed | i m closing | close shop"
            "| close the shop | close my shop"
            "| kanga | nakangi | tokangi | ekangami | kanga boutique | kanga boutique na ngai"
        ),
    ),
    (
        Start(NEW_PRODUCT),
        (
            "nouveau produit | nouvel article | ajouter un produit | ajouter un article"
            "| ajouter produit | new product | new item | add a product | add product | add an item"
            "| eloko ya sika | bakisa eloko | kobakisa eloko | produit ya sika"
        ),
    ),
)
WORDS: Final[Mapping[str, Request | Start]] = {
    words.strip(): meant for meant, listed in _MEANT for words in listed.split("|")
}


def hears(words: str) -> Request | None:
    """Read what is said of a product, "prix du poulet à 3000": its card holds every change."""
    for pattern in _OF_A_PRODUCT:
        if (said := pattern.fullmatch(words)) is not None:
            return Request(LIST_SHELF, {"q": said["product"][:100]})
    return None
