"""Orders after they are placed: who reads them, and who moves them where."""

from typing import Final

from shared.contracts.orders.api import (
    CancelRequest,
    MissionStatus,
    OrderStatus,
    RatingRequest,
    Stop,
)
from shared.contracts.orders.errors import (
    OrderMoveNotAllowed,
    OrderNotCancellable,
    OrderNotFound,
    OrderNotRatable,
    PaymentAwaited,
    PaymentNotAwaited,
    ReasonRequired,
)
from shared.contracts.orders.fake.missions import Delivery, create_delivery, delivery_of
from shared.contracts.orders.fake.moves import LADDER, move_mission
from shared.contracts.orders.fake.order_moves import OVER, has_passed, move_order, order_called
from shared.contracts.orders.fake.state import State, is_same_person, may_read
from shared.contracts.orders.fake.steps import check_code
from shared.contracts.orders.orders import (
    ContactQuery,
    MerchantCall,
    Order,
    OrderChange,
    OrderMove,
    PaymentMethod,
    PaymentState,
)
from shared.values.contact import ContactRef

_LADDER: Final = tuple(OrderStatus)[:5]
_REFUSABLE: Final = _LADDER[:4]


def for_client(state: State, order: Order) -> Order:
    """Tell an order with its delivery, as its client may know both."""
    return order.model_copy(
        update={
            "merchant": state.merchants[order.merchant.id],
            "mission": delivery_of(state, order_reference=order.reference),
        }
    )


def for_merchant(state: State, order: Order) -> Order:
    """Tell an order to its shop: the codes are shown by the driver and told by the client."""
    told = for_client(state, order)
    if told.mission is None:
        return told
    mission = told.mission.model_copy(update={"pickup_code": None, "delivery_code": None})
    return told.model_copy(update={"mission": mission})


def get_order(state: State, query: ContactQuery, *, reference: str) -> Order:
    """Tell an order to its client, its shop or our own services.

    Raises:
        OrderNotFound: there is none, or it is somebody else's.
    """
    order = order_called(state, reference)
    if may_read([order.client], query):
        return for_client(state, order)
    if query.phone == order.merchant.phone:
        return for_merchant(state, order)
    raise OrderNotFound(reference=reference)


def cancel_order(state: State, request: CancelRequest, *, reference: str) -> Order:
    """Call an order off while it is not prepared; twice changes nothing.

    Raises:
        OrderNotFound: there is none of this client.
        OrderNotCancellable: it is prepared already, or over.
    """
    order = _own_order(state, request.contact, reference=reference)
    if order.status is OrderStatus.CANCELLED:
        return for_client(state, order)
    if not order.is_cancellable:
        raise OrderNotCancellable(reference=reference, status=order.status.value)
    moved = move_order(state, order, OrderStatus.CANCELLED, source="client", note=request.reason)
    return for_client(state, moved)


def rate_order(state: State, request: RatingRequest, *, reference: str) -> Order:
    """Keep the stars that a client gives the shop.

    Raises:
        OrderNotFound: there is none of this client.
        OrderNotRatable: it is not delivered.
    """
    order = _own_order(state, request.contact, reference=reference)
    if order.status is not OrderStatus.DELIVERED:
        raise OrderNotRatable(reference=reference, status=order.status.value)
    state.ratings[reference, "merchant"] = request.stars
    merchant = state.merchants[order.merchant.id]
    stars = [
        state.ratings[other, "merchant"]
        for other, one in state.orders.items()
        if one.merchant.id == merchant.id and (other, "merchant") in state.ratings
    ]
    rating = sum(stars) / len(stars)
    state.merchants[merchant.id] = merchant.model_copy(update={"rating": rating})
    return for_client(state, order)


def confirm_payment(state: State, call: MerchantCall, *, reference: str) -> Order:
    """Note that the shop has the money; twice changes nothing.

    Raises:
        NotAMerchant: no shop has this phone.
        OrderNotFound: the shop has no such order.
        PaymentNotAwaited: it is paid at the door, or over.
    """
    order = _order_of_shop(state, call.merchant_phone, reference=reference)
    if order.payment_state is PaymentState.RECEIVED:
        return for_merchant(state, order)
    if order.payment_state is not PaymentState.AWAITED or order.status in OVER:
        raise PaymentNotAwaited(reference=reference)
    note = OrderChange(status=order.status, at=state.now, source="merchant", note="Paiement reçu")
    paid = order.model_copy(
        update={
            "payment_state": PaymentState.RECEIVED,
            "timeline": [*order.timeline, note],
        }
    )
    state.orders[reference] = paid
    return for_merchant(state, paid)


def take_order_move(state: State, move: OrderMove, *, reference: str) -> Order:
    """Move an order on for its shop; steps may be skipped, telling twice changes nothing.

    Raises:
        NotAMerchant: no shop has this phone.
        OrderNotFound: the shop has no such order.
        OrderMoveNotAllowed: the move does not follow, or is not the shop's to make.
        ReasonRequired: refusing without a reason.
        PaymentAwaited: it is not paid yet.
        CodeRequired: handing over without the driver's code.
        WrongCode: the code is another one.
        CodeLocked: there were too many wrong ones.
    """
    order = _order_of_shop(state, move.merchant_phone, reference=reference)
    if move.status is order.status:
        return for_merchant(state, order)
    if not _follows(order.status, move.status):
        raise OrderMoveNotAllowed(
            reference=reference, status=order.status.value, move=move.status.value
        )
    match move.status:
        case OrderStatus.REFUSED:
            return for_merchant(state, _refuse(state, order, reason=move.reason))
        case OrderStatus.HANDED_OVER:
            return for_merchant(state, _hand_over(state, order, code=move.code))
        case _:
            return for_merchant(state, _go_on(state, order, move.status))


def _follows(current: OrderStatus, status: OrderStatus) -> bool:
    if status is OrderStatus.REFUSED:
        return current in _REFUSABLE
    if status is OrderStatus.HANDED_OVER:
        return current is OrderStatus.READY
    return current in _LADDER and status in _LADDER and not has_passed(current, status)


def _refuse(state: State, order: Order, *, reason: str | None) -> Order:
    if reason is None:
        raise ReasonRequired(what=OrderStatus.REFUSED.value)
    mission = delivery_of(state, order_reference=order.reference)
    if mission is not None and mission.status is not MissionStatus.CANCELLED:
        if mission.status is not MissionStatus.PENDING:
            raise OrderMoveNotAllowed(
                reference=order.reference,
                status=order.status.value,
                move=OrderStatus.REFUSED.value,
            )
        move_mission(state, mission, MissionStatus.CANCELLED, source="merchant", note=reason)
    told = order.model_copy(update={"refusal": reason})
    return move_order(state, told, OrderStatus.REFUSED, source="merchant", note=reason)


def _hand_over(state: State, order: Order, *, code: str | None) -> Order:
    mission = delivery_of(state, order_reference=order.reference)
    if mission is None or mission.status not in LADDER[1:4]:
        raise OrderMoveNotAllowed(
            reference=order.reference,
            status=order.status.value,
            move=OrderStatus.HANDED_OVER.value,
        )
    check_code(state, mission, given=code, expected=mission.pickup_code)
    move_mission(state, mission, MissionStatus.PICKED_UP, source="merchant")
    return state.orders[order.reference]


def _go_on(state: State, order: Order, status: OrderStatus) -> Order:
    if order.payment_state is PaymentState.AWAITED:
        raise PaymentAwaited(reference=order.reference)
    moved = move_order(state, order, status, source="merchant")
    if status is OrderStatus.READY:
        create_delivery(state, _delivery(moved))
    return moved


def _delivery(order: Order) -> Delivery:
    shop, door, client = order.merchant, order.dropoff, order.client
    goods = ", ".join(f"{line.quantity} × {line.name}" for line in order.lines)
    return Delivery(
        client=order.client,
        pickup=Stop(place=shop.place, contact_name=shop.name, contact_phone=shop.phone),
        dropoff=Stop(
            place=door.place,
            contact_name=door.contact_name or (client.name if client else None),
            contact_phone=door.contact_phone or (client.phone if client else None),
        ),
        price=order.delivery_fee,
        description=f"Commande {order.reference} : {goods}",
        declared_value=order.subtotal,
        cash_to_collect=order.total if order.payment_method is PaymentMethod.CASH else None,
        order_reference=order.reference,
        source="system",
    )


def _own_order(state: State, contact: ContactRef, *, reference: str) -> Order:
    order = order_called(state, reference)
    if not is_same_person(order.client, contact):
        raise OrderNotFound(reference=reference)
    return order


def _order_of_shop(state: State, phone: str, *, reference: str) -> Order:
    merchant = state.merchant(phone)
    order = order_called(state, reference)
    if order.merchant.id != merchant.id:
        raise OrderNotFound(reference=reference)
    return order
