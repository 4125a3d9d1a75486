"""How an order is paid: the ways there are, and what people call them."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.desks.cards.orders import PAYMENT_WORDS
from services.conversation.dialogue.forms import Choice, Heard, NotUnderstood, Read, Values
from services.conversation.understanding import normalise
from shared.contracts.orders.orders import PaymentMethod
from shared.texts import t

_WORDS: Final[Mapping[PaymentMethod, str]] = {
    PaymentMethod.CASH: (
        r"cash|espece|especes|liquide|main a main|a la livraison|livreur|on delivery|driver"
        r"|na livraison|na maboko|mbongo ya maboko"
    ),
    PaymentMethod.MOBILE_MONEY: r"mobile|momo|mtn|airtel|orange|money",
    PaymentMethod.TRANSFER: r"virement|banque|transfert|transfer|bank|wire|banki",
}
_PAID_WITH: Final = re.compile(
    r"\b(?:en |par |je paie |paiement |(?:i |i ll )?pay(?:ing)?(?: by| with| in)? |by |with "
    r"|na(?:ko)?futa(?: na)? )?"
    r"(cash|especes?|mobile money|momo|airtel money|mtn money|bank transfer|virement)$"
)
PAYMENTS: Final = tuple(
    Choice(method.value, PAYMENT_WORDS[method], {"payment_method": method.value})
    for method in PaymentMethod
)
"""How an order can be paid."""


def read_payment(heard: Heard) -> Read:
    """Read how somebody wants to pay: "à la livraison", "airtel money", "na maboko"."""
    meant = _meant(normalise(heard.said.text))
    if len(meant) != 1:
        return NotUnderstood(t("Je n’ai pas compris comment vous voulez payer."))
    return Values({"payment_method": meant[0].value})


def paid_in(words: str) -> dict[str, Any]:
    """Read how the sentence that begins an order ends: "…, je paie cash"."""
    said = _PAID_WITH.search(normalise(words))
    meant = _meant(said[1]) if said is not None else []
    return {"payment_method": meant[0].value} if len(meant) == 1 else {}


def _meant(words: str) -> list[PaymentMethod]:
    return [one for one, known in _WORDS.items() if re.search(rf"\b(?:{known})\b", words)]
