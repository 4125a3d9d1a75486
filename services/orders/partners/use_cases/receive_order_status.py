"""A partner says where one of its orders is."""

from services.orders.missions.ranks import MergeResult
from services.orders.orders.statuses import RANKS, merge_order
from services.orders.partners.deliveries import authenticated_partner, duplicate, receipt
from services.orders.partners.facts import merge_facts
from services.orders.partners.models import ExternalOrderRow, PartnerRow
from services.orders.partners.reports import OrderReport, read_order_report, read_phone
from services.orders.partners.signature import Delivery
from services.orders.partners.synonyms import read_order_status
from services.orders.work import Work
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.events import OrderStatusChanged
from shared.contracts.orders.partners import DeliveryReceipt
from shared.values.ids import new_id


async def receive_order_status(work: Work, delivery: Delivery) -> DeliveryReceipt:
    """Merge a partner's report of an order, known to us or not.

    Raises:
        NotAuthenticated: the delivery is not signed by the partner it names.
        MalformedBody: the body is not a JSON object.
        Invalid: the reference or the status is missing.
        UnknownStatus: the status is none of the accepted words.
    """
    partner = await authenticated_partner(work, delivery)
    told = read_order_report(delivery.body)
    status = read_order_status(told.status)
    if not await work.partners.remember_delivery(partner, webhook_id=delivery.webhook_id):
        return duplicate(told.reference)
    is_new = await work.partners.add_order_if_new(_new(work, partner, told=told, status=status))
    order = await work.partners.find_order(told.reference, partner_id=partner.id)
    if order is None:
        raise RuntimeError("an order that was added or could not be exists")
    _learn(order, partner, told=told, status=status)
    merged = merge_order(order.status, status)
    result = MergeResult.MOVED if is_new else merged.result
    if result is MergeResult.MOVED:
        order.status, order.changed_at = merged.status, work.now
        await _tell(work, order)
    return receipt(told.reference, result=result)


async def _tell(work: Work, order: ExternalOrderRow) -> None:
    await work.outbox.add(
        OrderStatusChanged(
            occurred_at=work.now,
            reference=order.reference,
            status=order.status,
            client=order.client,
        )
    )


def _learn(
    order: ExternalOrderRow, partner: PartnerRow, *, told: OrderReport, status: OrderStatus
) -> None:
    facts = {"client_phone": read_phone(told.contact, country=partner.country)}
    merged = merge_facts(
        facts,
        rank=RANKS[status],
        known={"client_phone": order.client_phone},
        ranks=order.fact_ranks,
    )
    order.fact_ranks = merged.ranks
    if "client_phone" in merged.changes:
        order.client_phone = str(merged.changes["client_phone"])


def _new(
    work: Work, partner: PartnerRow, *, told: OrderReport, status: OrderStatus
) -> dict[str, object]:
    return {
        "id": new_id(),
        "partner_id": partner.id,
        "reference": told.reference,
        "status": status,
        "fact_ranks": {},
        "created_at": work.now,
        "changed_at": work.now,
    }
