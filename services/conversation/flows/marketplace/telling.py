"""How a purchase is read back before it is ordered, and told once it is."""

from services.conversation.desks.cards.figures import kilometres
from services.conversation.desks.cards.missions import RULE
from services.conversation.desks.cards.orders import PAYMENT_WORDS, line_rows, to_pay
from services.conversation.dialogue.forms import Draft, Facts
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.replies import Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.calls import PLACE_ORDER, PRICE_CART
from shared.contracts.orders.orders import Cart, Order, PaymentMethod, PaymentState
from shared.texts import Line, Text, t
from shared.values.money import Money
from shared.values.phone import PhoneNumber


def recap(draft: Draft, facts: Facts) -> tuple[Line, ...]:
    """Read everything back: what, what it costs and why, where it goes, how it is paid."""
    cart = Cart.model_validate(facts[PRICE_CART.name])
    return (
        t("*VOTRE COMMANDE* · {shop}", shop=cart.merchant.name),
        RULE,
        *line_rows(cart.lines),
        "",
        *_price(cart),
        "",
        t("📍 Livraison : *{place}*", place=draft["dropoff"]["label"]),
        *_contact(draft),
        _paid_by(draft),
        t("⏱️ Livrée en {low} à {high} min environ", low=cart.eta.low, high=cart.eta.high),
        "",
        t("C’est bon ? _Un oubli ? Écrivez-le._"),
    )


def _price(cart: Cart) -> list[Line]:
    km = kilometres(cart.distance_m)
    lines: list[Line] = [
        t("🧾 Sous-total : {sum}", sum=Money(cart.subtotal)),
        t("🛵 Livraison ({km} km) : {fee}", km=km, fee=Money(cart.delivery_fee)),
    ]
    if cart.discount:
        off = Money(-cart.discount)
        lines.append(t("🏷️ Remise {code} : {off}", code=cart.promo_code or "", off=off))
    if cart.promo_refusal is not None:
        lines.append(t("🏷️ {why}", why=cart.promo_refusal))
    return [*lines, t("💰 *Total : {total}*", total=Money(cart.total))]


def _contact(draft: Draft) -> tuple[Line, ...]:
    if not (phone := draft.get("contact_phone")):
        return ()
    who = draft.get("contact_name") or ""
    return (t("👤 Contact : {who} {phone}", who=who, phone=PhoneNumber(phone).national),)


def _paid_by(draft: Draft) -> Text:
    how = PAYMENT_WORDS[PaymentMethod(draft["payment_method"])]
    if draft["payment_method"] == PaymentMethod.CASH:
        return t("{how}, à payer au livreur", how=how)
    return t("{how}, à payer à la boutique", how=how)


def told(answer: Answer) -> Reply:
    """Say the reference, the total, and what comes next."""
    order: Order = answer.of(PLACE_ORDER)
    lines: list[Line] = [
        t("✅ *COMMANDE ENVOYÉE*"),
        t("Référence : `{ref}`", ref=order.reference),
        t("💰 Total : *{total}*", total=Money(order.total)),
    ]
    if order.payment_state is PaymentState.AWAITED:
        lines += to_pay(order)
    shop = t("🏪 {shop} prépare dès que c’est payé.", shop=order.merchant.name)
    if order.payment_state is PaymentState.ON_DELIVERY:
        shop = t("🏪 {shop} va la confirmer, je vous écris.", shop=order.merchant.name)
    follow = Option(action_id(Action.ORDER, order.reference), t("🔎 Suivre"))
    cancel = Option(action_id(Action.CANCEL_ORDER, order.reference), t("❌ Annuler"))
    is_awaited = order.payment_state is PaymentState.AWAITED
    return reply(*lines, shop, options=(follow, cancel) if is_awaited else (follow,))
