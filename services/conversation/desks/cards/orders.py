"""How an order is told to its client: the card with its timeline, its row in a list, its lines."""

from collections.abc import Sequence
from typing import Final

from services.conversation.desks.cards.chosen_words import chosen_words
from services.conversation.desks.cards.missions import RULE, again_option
from services.conversation.dialogue.replies import Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.orders import CartLine, Order, PaymentMethod, PaymentState
from shared.texts import Line, Text, t
from shared.values.clock import local_time
from shared.values.money import Money
from shared.values.phone import Country, PhoneNumber

ORDER_STATE_WORDS: Final[dict[OrderStatus, Text]] = {
    OrderStatus.PENDING: t("Envoyée à la boutique"),
    OrderStatus.CONFIRMED: t("Acceptée"),
    OrderStatus.PREPARING: t("En préparation"),
    OrderStatus.READY: t("Prête"),
    OrderStatus.HANDED_OVER: t("En livraison"),
    OrderStatus.DELIVERED: t("Livrée"),
    OrderStatus.PROBLEM: t("Problème signalé"),
    OrderStatus.REFUSED: t("Refusée par la boutique"),
    OrderStatus.CANCELLED: t("Annulée"),
}
PAYMENT_WORDS: Final[dict[PaymentMethod, Text]] = {
    PaymentMethod.CASH: t("💵 Espèces"),
    PaymentMethod.MOBILE_MONEY: t("📱 Mobile money"),
    PaymentMethod.TRANSFER: t("🏦 Virement"),
}
_LADDER: Final = tuple(OrderStatus)[:6]
_OVER: Final = (OrderStatus.DELIVERED, OrderStatus.REFUSED, OrderStatus.CANCELLED)
_BROUGHT: Final = (MissionStatus.DELIVERED, MissionStatus.RETURNED, MissionStatus.CANCELLED)


def order_card(order: Order) -> Reply:
    """Show a client an order: what, where it stands, who brings it, what can still be done."""
    lines: list[Line] = [
        t("*VOTRE COMMANDE* `{ref}`", ref=order.reference),
        t("🏪 {shop}", shop=order.merchant.name),
        RULE,
        *line_rows(order.lines),
        t("💰 *Total : {total}*", total=Money(order.total)),
        t("📍 {place}", place=order.dropoff.place.label),
        *payment_lines(order),
        "",
        *timeline(order),
        *_delivery_lines(order),
    ]
    return reply(*lines, options=_options(order))


def order_row(order: Order) -> Option:
    """Name an order in a list, to be looked at."""
    words = t("{shop} · {state}", shop=order.merchant.name, state=ORDER_STATE_WORDS[order.status])
    return Option(action_id(Action.ORDER, order.reference), _just(order.reference), words)


def line_rows(lines: Sequence[CartLine]) -> tuple[Line, ...]:
    """List what was bought, each with its amount."""
    return tuple(
        t("• {count} × {name} : {total}", count=one.quantity, name=one.name, total=Money(one.total))
        for one in lines
    )


def payment_lines(order: Order) -> tuple[Line, ...]:
    """Say how the order is paid, and what to do while the shop waits for the money."""
    how = PAYMENT_WORDS[order.payment_method]
    match order.payment_state:
        case PaymentState.AWAITED if order.status in _OVER:
            return (how,)
        case PaymentState.AWAITED:
            return (t("{how}, attendu par la boutique", how=how), *to_pay(order))
        case PaymentState.RECEIVED:
            return (t("{how}, reçu ✅", how=how),)
        case PaymentState.EXPIRED:
            return (t("{how}, jamais arrivé", how=how),)
        case PaymentState.ON_DELIVERY:
            return (t("{how}, à payer au livreur", how=how),)


def to_pay(order: Order) -> tuple[Line, ...]:
    """Say where the money goes, with which reference, and until when by the shop's clock."""
    phone = PhoneNumber(order.merchant.phone)
    if order.payment_method is PaymentMethod.TRANSFER:
        how = t("👉 Virez *{total}* à {shop}", total=Money(order.total), shop=order.merchant.name)
        where = t("📞 Ses coordonnées bancaires : au *{phone}*", phone=phone.national)
        why = t("🧾 Motif du virement : `{ref}`", ref=order.reference)
        return (how, where, why, *_until(order, phone))
    return (
        t("👉 Envoyez *{total}* à {shop}", total=Money(order.total), shop=order.merchant.name),
        t("📞 Au *{phone}*, référence `{ref}`", phone=phone.national, ref=order.reference),
        *_until(order, phone),
    )


def _until(order: Order, phone: PhoneNumber) -> tuple[Line, ...]:
    if order.pay_before is None:
        return ()
    until = f"{local_time(order.pay_before, phone.country or Country.CONGO):%H:%M}"
    return (t("⏳ Avant *{until}*, sinon la commande est annulée.", until=until),)


def timeline(order: Order) -> list[Line]:
    """Draw the states passed ✅, the one at hand 🔵 and those to come ⚪."""
    if order.status not in _LADDER:
        words: list[Line] = [t("⚠️ *{state}*", state=ORDER_STATE_WORDS[order.status])]
        return [*words, t("💬 {why}", why=chosen_words(order.refusal))] if order.refusal else words
    now = _LADDER.index(order.status)
    lines: list[Line] = []
    for at, status in enumerate(_LADDER):
        state = ORDER_STATE_WORDS[status]
        if at == now:
            mark = "✅" if status is OrderStatus.DELIVERED else "🔵"
            lines.append(t("{mark} *{state}*", mark=mark, state=state))
        else:
            lines.append(t("{mark} {state}", mark="✅" if at < now else "⚪", state=state))
    return lines


def confirm_cancel_order(reference: str) -> Reply:
    """Ask before an order is called off."""
    return reply(
        t("Annuler la commande `{ref}` ?", ref=reference),
        options=(
            Option(action_id(Action.CANCEL_ORDER_NOW, reference), t("Oui, annuler")),
            Option(action_id(Action.KEEP), t("Non, garder")),
        ),
    )


def _delivery_lines(order: Order) -> list[Line]:
    mission = order.mission
    if mission is None or mission.driver is None:
        return []
    phone = PhoneNumber(mission.driver.phone).national
    lines: list[Line] = [t("🛵 {name}, {phone}", name=mission.driver.name, phone=phone)]
    if mission.status in _BROUGHT:
        return lines
    if mission.eta is not None:
        low, high = mission.eta.low, mission.eta.high
        lines.append(t("⏱️ Arrivée dans {low} à {high} min", low=low, high=high))
    if mission.delivery_code is not None:
        lines.append(
            t("🔐 Code de livraison, à donner à la remise : *{code}*", code=mission.delivery_code)
        )
    if mission.tracking_url is not None:
        lines.append(t("🗺️ {url}", url=mission.tracking_url))
    return lines


def _options(order: Order) -> tuple[Option, ...]:
    if order.status in _OVER:
        rate = Option(action_id(Action.RATE_ORDER, order.reference), t("⭐ Noter"))
        return (*((rate,) if order.is_ratable else ()), again_option(order.reference))
    again = Option(action_id(Action.ORDER, order.reference), t("🔄 Actualiser"))
    cancel = Option(action_id(Action.CANCEL_ORDER, order.reference), t("❌ Annuler"))
    return (again, cancel) if order.is_cancellable else (again,)


def _just(words: str) -> Text:
    return Text("{words}", {"words": words})
