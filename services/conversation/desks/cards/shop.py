"""How a merchant sees the shop and its orders."""

from typing import Final, assert_never

from services.conversation.desks.cards.missions import RULE
from services.conversation.dialogue.menu import start_id
from services.conversation.dialogue.replies import Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.orders import MerchantDesk, Order, PaymentMethod, PaymentState
from shared.texts import Line, Text, t
from shared.values.money import Money
from shared.values.phone import PhoneNumber

NEW_PRODUCT: Final = "adding_product"
SHELF: Final = Option(action_id(Action.SHELF), t("📦 Mes produits"))
SHOP: Final = Option(action_id(Action.SHOP), t("🏪 Ma boutique"))

STATE_WORDS: Final[dict[OrderStatus, Text]] = {
    OrderStatus.PENDING: t("🆕 Nouvelle"),
    OrderStatus.CONFIRMED: t("✅ Acceptée"),
    OrderStatus.PREPARING: t("🍳 En préparation"),
    OrderStatus.READY: t("📦 Prête"),
    OrderStatus.HANDED_OVER: t("🛵 Avec le livreur"),
    OrderStatus.DELIVERED: t("🎉 Livrée"),
    OrderStatus.PROBLEM: t("⚠️ Problème"),
    OrderStatus.REFUSED: t("❌ Refusée"),
    OrderStatus.CANCELLED: t("❌ Annulée"),
}


def desk_card(desk: MerchantDesk) -> Reply:
    """Show the shop: open or closed, what waits, what can be done."""
    shop = desk.merchant
    door = t("🟢 *ouverte*") if shop.is_open else t("🔴 *fermée*")
    lines: list[Line] = [
        t("🏪 *{name}* est {door}", name=shop.name, door=door),
        t("🕒 {hours}", hours=shop.hours),
        t("🧾 Commandes en cours : *{count}*", count=len(desk.orders)),
    ]
    if desk.low_stock_count:
        lines.append(t("⚠️ Produits presque épuisés : *{count}*", count=desk.low_stock_count))
    toggle = Option(action_id(Action.OPEN_SHOP), t("🟢 Ouvrir la boutique"))
    if shop.is_open:
        toggle = Option(action_id(Action.CLOSE_SHOP), t("🔴 Fermer la boutique"))
    rows = [_order_row(order) for order in desk.orders]
    rows += [SHELF, Option(start_id(NEW_PRODUCT), t("➕ Nouveau produit")), toggle]
    return Reply(lines=tuple(lines), options=tuple(rows), list_label=t("Gérer"))


def shop_order_card(order: Order) -> Reply:
    """Show an order to its merchant, with the next moves."""
    articles: list[Line] = [
        t("• {quantity} × {name}", quantity=line.quantity, name=line.name) for line in order.lines
    ]
    lines: list[Line] = [
        t("🧾 `{ref}` : *{state}*", ref=order.reference, state=STATE_WORDS[order.status]),
        RULE,
        *articles,
        t("💰 Articles : *{total}*", total=Money(order.subtotal)),
        *_discount(order),
        _payment_line(order),
    ]
    if order.client and order.client.name:
        lines.append(t("👤 {name}", name=order.client.name.split(" ")[0]))
    if order.note:
        lines.append(t("📝 {note}", note=order.note))
    return reply(*lines, *_driver_lines(order), options=next_moves(order))


def next_moves(order: Order) -> tuple[Option, ...]:
    """Give what the merchant may do now, the usual move first."""
    ref = order.reference
    refuse = Option(action_id(Action.REFUSE_ORDER, ref), t("❌ Refuser"))
    prepare = _move(ref, OrderStatus.PREPARING, t("🍳 En préparation"))
    ready = _move(ref, OrderStatus.READY, t("📦 Prête"))
    match order.status:
        case OrderStatus.PENDING if order.payment_state is PaymentState.AWAITED:
            paid = Option(action_id(Action.PAYMENT_RECEIVED, ref), t("💰 Paiement reçu"))
            return (paid, refuse)
        case OrderStatus.PENDING:
            return (_move(ref, OrderStatus.CONFIRMED, t("✅ Accepter")), refuse)
        case OrderStatus.CONFIRMED:
            return (prepare, ready, refuse)
        case OrderStatus.PREPARING:
            return (ready,)
        case OrderStatus.READY:
            give = Option(action_id(Action.GIVE_ORDER, ref), t("🤝 Remettre"))
            has_driver = order.mission is not None and order.mission.driver is not None
            return (give,) if has_driver else (give, refuse)
        case (
            OrderStatus.HANDED_OVER
            | OrderStatus.DELIVERED
            | OrderStatus.PROBLEM
            | OrderStatus.REFUSED
            | OrderStatus.CANCELLED
        ):
            return (SHOP,)
        case _ as never:
            assert_never(never)


def _move(reference: str, status: OrderStatus, title: Text) -> Option:
    return Option(action_id(Action.MOVE_ORDER, reference, status.value), title)


def _order_row(order: Order) -> Option:
    count = sum(line.quantity for line in order.lines)
    state, total = STATE_WORDS[order.status], Money(order.subtotal)
    about = t("{state} · {count} articles · {total}", state=state, count=count, total=total)
    if count == 1:
        about = t("{state} · 1 article · {total}", state=state, total=total)
    return Option(
        action_id(Action.SHOP_ORDER, order.reference),
        Text("{reference}", {"reference": order.reference}),
        about,
    )


def _discount(order: Order) -> tuple[Text, ...]:
    """Say what a code took off, so that every amount shown of an order adds up."""
    off = Money(-order.discount)
    return (t("🏷️ Remise : {off}", off=off),) if order.discount else ()


def _payment_line(order: Order) -> Text:
    methods = {
        PaymentMethod.CASH: t("💵 En espèces, au livreur"),
        PaymentMethod.MOBILE_MONEY: t("📱 Mobile money"),
        PaymentMethod.TRANSFER: t("🏦 Virement"),
    }
    states = {
        PaymentState.ON_DELIVERY: t("à la livraison"),
        PaymentState.RECEIVED: t("reçu ✅"),
        PaymentState.EXPIRED: t("jamais reçu"),
    }
    if order.payment_method is PaymentMethod.CASH:
        return methods[PaymentMethod.CASH]
    if order.payment_state is PaymentState.AWAITED:
        return _awaited(order, methods[order.payment_method])
    method, state = methods[order.payment_method], states[order.payment_state]
    return t("{method} : {state}", method=method, state=state)


def _awaited(order: Order, method: Text) -> Text:
    """Say which sum must arrive, the delivery included; nothing is awaited of what is over."""
    if order.status is not OrderStatus.PENDING:
        return t("{method} : rien à recevoir", method=method)
    return t("{method} : *{sum} attendus*", method=method, sum=Money(order.total))


def _driver_lines(order: Order) -> list[Line]:
    driver = order.mission.driver if order.mission is not None else None
    if driver is None:
        return [t("🛵 Je cherche un livreur…")] if order.status is OrderStatus.READY else []
    phone = PhoneNumber(driver.phone).national
    return [t("🛵 Livreur : {name}, {phone}", name=driver.name, phone=phone)]
