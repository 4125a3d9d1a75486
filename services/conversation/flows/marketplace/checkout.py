"""The way out of the shop: where it goes, how it is paid, what it costs, and the order itself."""

import re
from typing import Final

from services.conversation.dialogue.forms import (
    SKIP,
    UNSET,
    Choice,
    Draft,
    Facts,
    Heard,
    NotUnderstood,
    Question,
    Read,
    Values,
)
from services.conversation.dialogue.intents import Request
from services.conversation.dialogue.readers import found_place, read_party, read_place
from services.conversation.flows.marketplace.basket import lines_of
from services.conversation.flows.marketplace.paying import PAYMENTS, read_payment
from shared.contracts.orders.calls import GET_LAST_JOB, PLACE_ORDER, PRICE_CART
from shared.contracts.orders.orders import LastJob
from shared.texts import t

_CODE: Final = re.compile(r"[A-Za-z0-9_-]{2,30}")
_LABEL: Final = 17  # with its pin, a button's twenty characters


def needs_last_place(draft: Draft) -> Request | None:
    """Where the last errand went; without an answer the question is asked without it."""
    return Request(GET_LAST_JOB) if draft.get("offers_last", True) else None


def last_place(draft: Draft, facts: Facts) -> tuple[Choice, ...]:
    """Offer the address of the last errand, when it is in the city of this one."""
    if GET_LAST_JOB.name not in facts:
        return ()
    last = LastJob.model_validate(facts[GET_LAST_JOB.name])
    job = last.order or last.mission
    place = job.dropoff.place if job is not None else None
    if place is None or not place.is_located or place.city not in {None, draft.get("city")}:
        return ()
    label = place.label if len(place.label) <= _LABEL else place.label[: _LABEL - 1] + "…"
    return (Choice("last", t("📍 {place}", place=label), {"dropoff": place.model_dump()}),)


def read_code(heard: Heard) -> Read:
    """Read a promo code; whether it holds is told with the price."""
    words = heard.said.text.strip().split()
    if not words or not _CODE.fullmatch(words[-1]):
        return NotUnderstood(t("Un code promo n’a que des lettres et des chiffres."))
    return Values({"promo_code": words[-1].upper()})


NO_CODE: Final = (Choice(SKIP, t("Sans code"), {"promo_code": UNSET}),)
"""The way to leave a code out."""


def needs_price(draft: Draft) -> Request:
    """The price of this cart, brought there."""
    items = [
        {"product_id": str(line.product_id), "quantity": line.quantity} for line in lines_of(draft)
    ]
    asked = {"merchant_id": draft["seller"]["id"], "items": items, "dropoff": draft["dropoff"]}
    return Request(PRICE_CART, {**asked, "promo_code": draft.get("promo_code")})


def done(draft: Draft, facts: Facts) -> Request:
    """Order the cart as it was read back."""
    dropoff = {
        "place": draft["dropoff"],
        "contact_name": draft.get("contact_name"),
        "contact_phone": draft.get("contact_phone"),
    }
    asked = {"cart_id": facts[PRICE_CART.name]["id"], "dropoff": dropoff}
    return Request(PLACE_ORDER, {**asked, "payment_method": draft["payment_method"]})


DROPOFF: Final = Question(
    text=t(
        "📍 *Où livrer ?*\nÉcrivez le quartier ou un repère (ex. _Moungali, rond-point_), ou "
        "envoyez votre position."
    ),
    again=t("📍 Où livrer ? Exemple : *Moungali*, ou envoyez votre position (📎)."),
    label=t("📍 L’adresse"),
    reader=read_place("dropoff"),
    found=found_place("dropoff"),
    choices=last_place,
    needs=needs_last_place,
    wants_location=True,
)
CONTACT_PHONE: Final = Question(
    text=t("👤 *Qui appeler à la livraison ?*\nEx. _Marie 06 123 45 67_"),
    again=t("👤 Envoyez le nom et le numéro, par exemple : *Marie 06 123 45 67*."),
    label=t("👤 Le contact"),
    reader=read_party("contact_name", "contact_phone"),
    fills=("contact_phone", "contact_name"),
    choices=(Choice(SKIP, t("C’est moi"), {"contact_phone": None, "contact_name": None}),),
    is_offered_only=True,
)
PROMO_CODE: Final = Question(
    text=t("🏷️ *Quel est votre code promo ?*\nEx. _BIENVENUE10_"),
    again=t("🏷️ Écrivez juste le code, par exemple : *BIENVENUE10*."),
    label=t("🏷️ Un code promo"),
    reader=read_code,
    choices=NO_CODE,
    is_offered_only=True,
)
PAYMENT_METHOD: Final = Question(
    text=t("💳 *Comment payez-vous ?*\nEx. _espèces à la livraison_"),
    again=t("💳 Touchez un bouton, ou écrivez par exemple : *espèces*."),
    label=t("💳 Le paiement"),
    reader=read_payment,
    choices=PAYMENTS,
)
