"""What a refusal does to the errand: less of it, without it, another place, or a try by a tap."""

from typing import Any, Final

from services.conversation.dialogue.forms import UNSET, Draft, Mend
from services.conversation.dialogue.intents import Answer
from services.conversation.flows.marketplace.basket import ANEW, lines_of, with_quantity
from shared.contracts.orders.calls import GET_LAST_JOB, GET_PRODUCT, LIST_MERCHANTS, SEARCH
from shared.texts import t

_SEEKING: Final = (LIST_MERCHANTS.name, SEARCH.name, GET_PRODUCT.name)


def refused(answer: Answer, draft: Draft) -> Mend:
    """One line for each refusal, and how the errand goes on: less of it, another place, anew."""
    lessens = {"out_of_stock": _less, "product_not_found": _gone}.get(answer.refusal or "")
    return lessens(answer, draft) if lessens is not None else _mended(answer)


def _mended(answer: Answer) -> Mend:
    match answer.refusal:
        case "merchant_closed":
            shop = answer.params.get("merchant") or t("La boutique")
            closed = t("😴 {shop} ne prend plus de commandes pour l’instant.", shop=shop)
            return Mend(closed, "is_complete")
        case "merchant_not_found":
            values = {**ANEW, "items": UNSET, "seller": UNSET, "is_complete": UNSET}
            return Mend(t("😕 Cette boutique n’est plus sur TokTok."), values=values)
        case "out_of_area" | "place_not_located":
            why = t("😕 Cette boutique ne livre pas jusque là. Donnez une autre adresse.")
            return Mend(why, values={"dropoff": UNSET})
        case "cart_stale" | "cart_not_found":
            return Mend(t("🔄 Le prix a changé ou le délai est passé : voici le panier à jour."))
        case _:
            return _try_again(answer)


def _less(answer: Answer, draft: Draft) -> Mend:
    """Take what is left of it; nothing left, and it goes."""
    name, left = str(answer.params.get("product") or ""), int(answer.params.get("left") or 0)
    line = next((one for one in lines_of(draft) if one.name == name), None)
    if line is None:
        return Mend(t("😕 {name} n’est plus disponible.", name=name), "is_complete")
    left = min(left, line.quantity - 1)
    values = with_quantity(draft, line.product_id, left)
    if left:
        why = t("📦 *{name}* : il n’en reste que {left}, je l’ai noté.", name=name, left=left)
        return Mend(why, values=values)
    return Mend(t("📦 *{name}* est épuisé, je l’ai retiré du panier.", name=name), values=values)


def _gone(answer: Answer, draft: Draft) -> Mend:
    product_id = str(answer.params.get("product_id") or "")
    lines = [line for line in lines_of(draft) if str(line.product_id) == product_id]
    names = ", ".join(line.name for line in lines)
    values: dict[str, Any] = {**ANEW, **with_quantity(draft, product_id, 0)}
    if not lines:
        return Mend(t("😕 Cet article n’est plus en vente."), "is_complete", values)
    return Mend(t("😕 *{name}* n’est plus en vente, je l’ai retiré.", name=names), values=values)


def _try_again(answer: Answer) -> Mend:
    """Nobody is stuck: what only helps is done without, what matters is asked again by a tap."""
    if answer.ask == GET_LAST_JOB.name:
        return Mend(t("📍 Dites-moi où livrer."), values={"offers_last": False})
    sorry = t("😕 Cela n’a pas marché de notre côté. Essayez encore, ou écrivez *humain*.")
    if answer.ask in _SEEKING:
        return Mend(sorry, values={**ANEW, "adds": True})
    return Mend(sorry, "is_complete")
