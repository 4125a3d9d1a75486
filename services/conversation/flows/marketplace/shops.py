"""Which shop: the kinds there are, the one that was named, the open ones of a kind."""

from typing import Final

from services.conversation.desks.cards.kinds import KIND_WORDS
from services.conversation.desks.cards.products import closed_line, shop_words
from services.conversation.dialogue.forms import UNSET, Choice, Draft, Facts, Values
from services.conversation.dialogue.intents import Request
from services.conversation.flows.marketplace.basket import ANEW, lines_of
from services.conversation.flows.marketplace.kinds import KINDS
from services.conversation.flows.marketplace.towns import other_city
from shared.contracts.orders.calls import LIST_MERCHANTS
from shared.contracts.orders.catalogue import Merchant, MerchantPage
from shared.texts import Line, as_is, t

ELSEWHERE: Final = Choice("anew", t("🔎 Autre recherche"), {**ANEW, "adds": True})


def kinds_of_shops(draft: Draft, _facts: Facts) -> tuple[Choice, ...]:
    """Offer the kinds of shops, or the way back to the cart."""
    kinds = tuple(
        Choice(kind, KIND_WORDS[kind], {**ANEW, "wish": "", "kind": kind, "adds": UNSET})
        for kind in KINDS
    )
    return (*back_to_cart(draft), *kinds)


def back_to_cart(draft: Draft) -> tuple[Choice, ...]:
    """Offer the way back to a cart that holds something."""
    left = {**ANEW, "adds": UNSET, "later": UNSET}
    return (Choice("cart", t("🛒 Voir le panier"), left),) if lines_of(draft) else ()


def needs_shops(draft: Draft) -> Request:
    """The shops of a kind or a name, open ones first."""
    asked = {"city": draft["city"], "kind": draft.get("kind"), "q": draft.get("shop_name")}
    return Request(LIST_MERCHANTS, {**asked, "after": draft.get("shops_after")})


def known_shop(draft: Draft, facts: Facts) -> Values | None:
    """The shop that was named, when one answers to the name; none, and all shops are searched."""
    name = draft.get("shop_name")
    page = _shops(facts)
    if name is None or len(page.merchants) > 1:
        return None
    if page.merchants:
        shop = page.merchants[0]
        return Values({"shop": _seller(shop)}) if shop.is_open else None
    missing = t("🤔 Je ne connais pas « {shop} » à {city}.", shop=name, city=draft["city"])
    if draft.get("wish"):
        return Values({"shop_name": UNSET, "shop": None}, missing)
    return Values({**ANEW, "adds": True}, missing)


def shop_lines(_draft: Draft, facts: Facts) -> tuple[Line, ...]:
    """Ask which shop; closed ones are named, not offered."""
    merchants = _shops(facts).merchants
    closed = tuple(closed_line(one) for one in merchants if not one.is_open)
    if len(closed) < len(merchants):
        return (t("🏪 *Quelle boutique ?*"), *closed)
    return closed or (t("😕 Aucune boutique de ce genre ici pour le moment."),)


def shop_choices(draft: Draft, facts: Facts) -> tuple[Choice, ...]:
    """Offer the open shops, the next ones, or something else."""
    page = _shops(facts)
    shops = [
        Choice(str(one.id), as_is(one.name), {"shop": _seller(one)}, shop_words(one))
        for one in page.merchants
        if one.is_open
    ]
    if page.next is not None:
        shops.append(Choice("next", t("➡️ Suite"), {"shop": UNSET, "shops_after": page.next}))
    if shops or page.merchants:
        return tuple(shops) or (ELSEWHERE,)
    return (ELSEWHERE, *other_city(draft))


def _shops(facts: Facts) -> MerchantPage:
    return MerchantPage.model_validate(facts[LIST_MERCHANTS.name])


def _seller(shop: Merchant) -> dict[str, object]:
    return {"id": str(shop.id), "name": shop.name, "is_open": shop.is_open}


def asks_shop(draft: Draft) -> bool:
    """Whether a shop is to be chosen: a kind of them was, or one was named."""
    return bool(draft.get("kind") or draft.get("shop_name"))
