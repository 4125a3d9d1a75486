"""A partner says where one of its missions is, or one of ours it carries."""

import secrets
from typing import Final

from services.orders.missions.models import MissionRow, Source
from services.orders.missions.moves import Report, apply_report, tell_status, write_change
from services.orders.missions.ranks import MergeResult
from services.orders.missions.statuses import state_of
from services.orders.partners.deliveries import authenticated_partner, duplicate, receipt
from services.orders.partners.facts import merge_facts
from services.orders.partners.models import PartnerRow, Reach
from services.orders.partners.reports import MissionReport, read_mission_report, read_phone
from services.orders.partners.signature import Delivery
from services.orders.partners.synonyms import read_mission_status
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, ParcelSize
from shared.contracts.orders.partners import DeliveryReceipt
from shared.values.ids import new_id

NOT_TOLD: Final = "Adresse à préciser"
_OURS_TOO: Final = ("driver_name", "driver_phone")


async def receive_mission_status(work: Work, delivery: Delivery) -> DeliveryReceipt:
    """Merge a partner's report; a mission we do not know is kept as the partner's own.

    Raises:
        NotAuthenticated: the delivery is not signed by the partner it names.
        MalformedBody: the body is not a JSON object.
        Invalid: the reference or the status is missing.
        UnknownStatus: the status is none of the accepted words.
    """
    partner = await authenticated_partner(work, delivery)
    told = read_mission_report(delivery.body)
    report = Report(
        read_mission_status(told.status), Source.PARTNER, who=partner.name, note=told.note
    )
    if not await work.partners.remember_delivery(partner, webhook_id=delivery.webhook_id):
        return duplicate(told.reference)
    mission = await _find(work, partner, reference=told.reference)
    if mission is None:
        values = _external(work, partner, told=told, status=report.status)
        if await work.missions.add_if_new(values):
            return await _begin(work, partner, told=told, report=report)
        mission = await _existing(work, partner, reference=told.reference)
    _learn(mission, partner, told=told, status=report.status)
    return receipt(told.reference, result=await apply_report(work, mission, report))


async def _find(work: Work, partner: PartnerRow, *, reference: str) -> MissionRow | None:
    if partner.reach is Reach.PLATFORM:
        ours = await work.missions.find_for_partner(reference, partner_id=None)
        if ours is not None:
            return ours
    return await work.missions.find_for_partner(reference, partner_id=partner.id)


async def _existing(work: Work, partner: PartnerRow, *, reference: str) -> MissionRow:
    mission = await work.missions.find_for_partner(reference, partner_id=partner.id)
    if mission is None:
        raise RuntimeError("a mission that could not be added exists")
    return mission


async def _begin(
    work: Work, partner: PartnerRow, *, told: MissionReport, report: Report
) -> DeliveryReceipt:
    mission = await _existing(work, partner, reference=told.reference)
    _learn(mission, partner, told=told, status=report.status)
    await write_change(work, mission, report=report, has_moved=True)
    await tell_status(work, mission, previous=None)
    return receipt(told.reference, result=MergeResult.MOVED)


def _learn(
    mission: MissionRow, partner: PartnerRow, *, told: MissionReport, status: MissionStatus
) -> None:
    facts = {
        "client_phone": read_phone(told.contact, country=partner.country),
        "driver_name": told.driver_name,
        "driver_phone": read_phone(told.driver_phone, country=partner.country),
        "pickup_label": told.pickup,
        "dropoff_label": told.dropoff,
        "recipient": told.recipient,
        "declared_value": told.value,
    }
    if mission.partner_id is None:
        facts = {name: facts[name] for name in _OURS_TOO}
    merged = merge_facts(
        facts, rank=state_of(status).rank, known=mission.facts, ranks=mission.fact_ranks
    )
    mission.learn(merged.changes)
    mission.fact_ranks = merged.ranks


def _external(
    work: Work, partner: PartnerRow, *, told: MissionReport, status: MissionStatus
) -> dict[str, object]:
    return {
        "id": new_id(),
        "reference": told.reference,
        "partner_id": partner.id,
        "status": status,
        "status_since": work.now,
        "pickup": {"place": {"label": NOT_TOLD}},
        "dropoff": {"place": {"label": NOT_TOLD}},
        "size": ParcelSize.SMALL,
        "fact_ranks": {},
        "tracking_token": secrets.token_urlsafe(16),
        "created_at": work.now,
        "ended_at": work.now if state_of(status).is_terminal else None,
    }
