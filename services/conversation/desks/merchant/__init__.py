"""The merchant's desk: the shop's door, its orders, its shelf."""

from collections.abc import Sequence

from services.conversation.desks.cards.shelf import product_card, shelf_card
from services.conversation.desks.cards.shop import SHELF, SHOP, desk_card, shop_order_card
from services.conversation.desks.merchant.words import WORDS, hears
from services.conversation.dialogue.desk import Command, Desk, Told
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.replies import Reply, reply
from services.conversation.dialogue.state import State
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import SlotName, Understood
from shared.contracts.conversation.api import Action
from shared.contracts.orders.calls import (
    CONFIRM_PAYMENT,
    EDIT_PRODUCT,
    GET_DESK,
    GET_MISSION,
    GET_ORDER,
    LIST_ACTIVITY,
    LIST_SHELF,
    MOVE_ORDER,
    SET_OPENING,
)
from shared.contracts.orders.orders import MerchantDesk
from shared.texts import Text, t

ROLE = "merchant"
TYPED = "typed"


def _follow(understood: Understood) -> Request:
    """Look at an order of the shop by its reference, or else at the person's own errands."""
    reference = str(understood.slots.get(SlotName.REFERENCE) or "")
    if reference.startswith("CMD-"):
        return Request(GET_DESK, {"reference": reference, TYPED: True})
    return Request(GET_MISSION, {"reference": reference}) if reference else Request(LIST_ACTIVITY)


def _stock(understood: Understood) -> Request:
    product = understood.slots.get(SlotName.PRODUCT)
    return Request(LIST_SHELF, {"q": str(product)[:100]} if product else {})


def _left_as_it_is(_targets: Sequence[str]) -> Reply:
    return reply(t("👌 D’accord, je n’y touche pas."))


def _desk(_state: State, answer: Answer) -> Told:
    """Show the shop, or the one order that was touched."""
    desk: MerchantDesk = answer.of(GET_DESK)
    wanted = answer.body.get("reference")
    if wanted is None:
        return (desk_card(desk),)
    for order in desk.orders:
        if order.reference == wanted:
            return (shop_order_card(order),)
    if answer.body.get(TYPED):
        return (Request(GET_ORDER, {"reference": wanted}),)
    return (reply(t("🧾 `{ref}` n’est plus en cours.", ref=wanted), options=(SHOP,)),)


def _opening(_state: State, answer: Answer) -> Told:
    desk: MerchantDesk = answer.of(SET_OPENING)
    if desk.merchant.is_open:
        return (reply(t("🟢 *C’est ouvert !* Les clients peuvent commander."), options=(SHOP,)),)
    line = t("🔴 *C’est fermé.* Les commandes en cours restent à servir : {n}.", n=len(desk.orders))
    return (reply(line, options=(SHOP,)),)


def _order(_state: State, answer: Answer) -> Told:
    return (shop_order_card(answer.of(MOVE_ORDER)),)


def _shelf(_state: State, answer: Answer) -> Told:
    return (shelf_card(answer.of(LIST_SHELF)),)


def _product(_state: State, answer: Answer) -> Told:
    return (product_card(answer.of(EDIT_PRODUCT)),)


def _order_cannot(answer: Answer) -> Text:
    return t("🧾 `{ref}` n’en est plus là. Écrivez *commandes* pour voir.", ref=answer.reference)


def _reserved(answer: Answer) -> Text:
    count, product = answer.params.get("reserved", ""), answer.params.get("product", "")
    return t("📦 {count} {product} sont déjà promis à des clients.", count=count, product=product)


DESK = Desk(
    role=ROLE,
    title=t("🏪 Espace boutique"),
    options=(SHOP, SHELF),
    commands={
        (Action.SHOP, 0): Command(GET_DESK),
        (Action.SHOP_ORDER, 1): Command(GET_DESK, ("reference",)),
        (Action.OPEN_SHOP, 0): Command(SET_OPENING, fixed={"is_open": True}),
        (Action.CLOSE_SHOP, 0): Command(SET_OPENING, fixed={"is_open": False}),
        (Action.MOVE_ORDER, 2): Command(MOVE_ORDER, ("reference", "status")),
        (Action.PAYMENT_RECEIVED, 1): Command(CONFIRM_PAYMENT, ("reference",)),
        (Action.SHELF, 0): Command(LIST_SHELF),
        (Action.PRODUCT, 1): Command(LIST_SHELF, ("product_id",)),
        (Action.PAUSE_PRODUCT, 1): Command(EDIT_PRODUCT, ("product_id",), {"is_active": False}),
        (Action.SELL_PRODUCT, 1): Command(EDIT_PRODUCT, ("product_id",), {"is_active": True}),
    },
    asks_first={(Action.LEAVE_STOCK, 1): _left_as_it_is},
    meanings={Meaning.STOCK: _stock, Meaning.FOLLOW: _follow},
    hears=hears,
    words=WORDS,
    tellers={
        GET_DESK.name: _desk,
        SET_OPENING.name: _opening,
        MOVE_ORDER.name: _order,
        CONFIRM_PAYMENT.name: _order,
        LIST_SHELF.name: _shelf,
        EDIT_PRODUCT.name: _product,
    },
    refusals={
        "not_a_merchant": lambda _: t(
            "Vous n’avez pas encore de boutique ici. Écrivez *devenir marchand*."
        ),
        "order_move_not_allowed": _order_cannot,
        "payment_awaited": lambda _: t("💰 Attendez le paiement, ou refusez la commande."),
        "payment_not_awaited": lambda _: t("💰 Cette commande n’attend pas de paiement."),
        "stock_below_reserved": _reserved,
        "image_refused": lambda _: t(
            "📷 Cette photo ne va pas : envoyez une image JPEG ou PNG de moins de 5 Mo."
        ),
    },
)
