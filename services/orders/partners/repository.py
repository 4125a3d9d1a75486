"""SQL of partners: who they are, what they asked for, where they are told, what they are owed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.missions.models import MissionRow
from services.orders.models import messaging
from services.orders.partners.models import (
    EndpointRow,
    ExternalOrderRow,
    PartnerRow,
    Reach,
    WebhookRow,
)
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.errors import EndpointNotFound, MissionNotFound, PartnerNotFound
from shared.contracts.orders.partners import WebhookState
from shared.values.cursor import Position

MOST_COUNTED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Listener:
    """An endpoint that may be told of something; `is_own` when it is its partner's own mission."""

    endpoint: EndpointRow
    is_own: bool = False
    external_id: str | None = None


class PartnerRepository:
    """Partners by key, their orders by reference, the missions they asked for."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, key: str) -> PartnerRow | None:
        """Find a partner by the key it calls itself."""
        return await self._session.scalar(select(PartnerRow).where(PartnerRow.key == key))

    async def find_by_api_key_hash(self, digest: str) -> PartnerRow | None:
        """Find the partner that holds an API key."""
        return await self._session.scalar(
            select(PartnerRow).where(PartnerRow.api_key_hash == digest)
        )

    async def get(self, partner_id: UUID, *, lock: bool = False) -> PartnerRow:
        """Return a partner, locked for the rest of the transaction when it will be changed.

        Raises:
            PartnerNotFound: there is none of this id.
        """
        query = select(PartnerRow).where(PartnerRow.id == partner_id)
        locked = query.with_for_update().execution_options(populate_existing=True)
        partner = await self._session.scalar(locked if lock else query)
        if partner is None:
            raise PartnerNotFound(partner_id=partner_id)
        return partner

    async def list_by_name(self, *, after: Position | None, limit: int) -> list[PartnerRow]:
        """List partners in the order of their names, behind a position."""
        query = select(PartnerRow).order_by(PartnerRow.name, PartnerRow.id).limit(limit)
        if after is not None:
            query = query.where(
                or_(
                    PartnerRow.name > after.name,
                    and_(PartnerRow.name == after.name, PartnerRow.id > after.id),
                )
            )
        return list(await self._session.scalars(query))

    async def add_if_new(self, values: dict[str, object]) -> bool:
        """Add a partner; False when the key is taken."""
        query = insert(PartnerRow).values(values).on_conflict_do_nothing()
        return await self._session.scalar(query.returning(PartnerRow.id)) is not None

    async def remember_delivery(self, partner: PartnerRow, *, webhook_id: str) -> bool:
        """Remember the id of a delivery; False when it was already taken in."""
        table = messaging.inbox_key
        query = insert(table).values(key=f"partner:{partner.key}:{webhook_id}")
        query = query.on_conflict_do_nothing()
        return await self._session.scalar(query.returning(table.c.key)) is not None

    async def find_order(self, reference: str, *, partner_id: UUID) -> ExternalOrderRow | None:
        """Find and lock a partner's order."""
        query = select(ExternalOrderRow).where(
            ExternalOrderRow.partner_id == partner_id, ExternalOrderRow.reference == reference
        )
        return await self._session.scalar(query.with_for_update())

    async def add_order_if_new(self, values: dict[str, object]) -> bool:
        """Keep a partner's order; False when another report of it was faster."""
        query = insert(ExternalOrderRow).values(values).on_conflict_do_nothing()
        return await self._session.scalar(query.returning(ExternalOrderRow.id)) is not None

    async def find_requested(self, external_id: str, *, partner_id: UUID) -> MissionRow | None:
        """Find what a partner asked for under its own id; others who ask wait until we are done."""
        name = func.hashtextextended(f"partner mission {partner_id} {external_id}", 0)
        await self._session.execute(select(func.pg_advisory_xact_lock(name)))
        return await self._session.scalar(
            select(MissionRow).where(
                MissionRow.created_by_partner_id == partner_id,
                MissionRow.external_id == external_id,
            )
        )

    async def get_mission(
        self, reference: str, *, partner_id: UUID, lock: bool = False
    ) -> MissionRow:
        """Return a mission of this partner: asked of us, or living in its back end.

        Raises:
            MissionNotFound: there is none, or it is somebody else's.
        """
        query = (
            select(MissionRow)
            .where(
                MissionRow.reference == reference,
                or_(
                    MissionRow.created_by_partner_id == partner_id,
                    MissionRow.partner_id == partner_id,
                ),
            )
            .order_by(MissionRow.partner_id.is_not(None))  # ours first, should both exist
            .limit(1)
        )
        mission = await self._session.scalar(query.with_for_update() if lock else query)
        if mission is None:
            raise MissionNotFound(reference=reference)
        return mission

    async def list_requested(
        self, partner_id: UUID, *, status: MissionStatus | None, before: UUID | None, limit: int
    ) -> list[MissionRow]:
        """List what a partner asked for, newest first (ids are ordered by time)."""
        query = select(MissionRow).where(MissionRow.created_by_partner_id == partner_id)
        if status is not None:
            query = query.where(MissionRow.status == status)
        if before is not None:
            query = query.where(MissionRow.id < before)
        return list(await self._session.scalars(query.order_by(MissionRow.id.desc()).limit(limit)))


class EndpointRepository:
    """Endpoints of partners, and the webhooks they are owed."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, endpoint_id: UUID, *, partner_id: UUID, lock: bool = False) -> EndpointRow:
        """Return an endpoint of this partner.

        Raises:
            EndpointNotFound: there is none, or it is somebody else's.
        """
        endpoint = await self.find(endpoint_id, lock=lock)
        if endpoint is None or endpoint.partner_id != partner_id:
            raise EndpointNotFound(endpoint_id=endpoint_id)
        return endpoint

    async def find(self, endpoint_id: UUID, *, lock: bool = False) -> EndpointRow | None:
        """Find an endpoint, locked for the rest of the transaction when it will be changed."""
        query = select(EndpointRow).where(EndpointRow.id == endpoint_id)
        locked = query.with_for_update().execution_options(populate_existing=True)
        return await self._session.scalar(locked if lock else query)

    async def list_of(self, partner_id: UUID) -> list[EndpointRow]:
        """List a partner's endpoints, oldest first."""
        query = select(EndpointRow).where(EndpointRow.partner_id == partner_id)
        return list(await self._session.scalars(query.order_by(EndpointRow.id)))

    async def add(self, endpoint: EndpointRow) -> None:
        """Keep a new endpoint."""
        self._session.add(endpoint)
        await self._session.flush()

    async def remove(self, endpoint: EndpointRow) -> None:
        """Forget an endpoint and everything it is owed."""
        await self._session.execute(delete(EndpointRow).where(EndpointRow.id == endpoint.id))

    async def count_owed(
        self, endpoint_ids: Collection[UUID]
    ) -> dict[tuple[UUID, WebhookState], int]:
        """Count what endpoints still wait for, by state, a thousand each at most."""
        counts = {}
        for endpoint_id in endpoint_ids:  # five at most
            for state in (WebhookState.PENDING, WebhookState.HELD):
                some = (
                    select(WebhookRow.id)
                    .where(WebhookRow.endpoint_id == endpoint_id, WebhookRow.state == state)
                    .limit(MOST_COUNTED)
                )
                counted = select(func.count()).select_from(some.subquery())
                counts[endpoint_id, state] = await self._session.scalar(counted) or 0
        return counts

    async def list_listeners_to_mission(self, mission_id: UUID) -> list[Listener]:
        """List and hold the endpoints that may be told of a mission of ours.

        Its own partner's, and those of the back end that carries all of ours. Of missions that live
        in a partner's back end nobody is told: that partner told us.
        """
        is_own = func.coalesce(MissionRow.created_by_partner_id == PartnerRow.id, False)
        query = (
            select(EndpointRow, is_own, MissionRow.external_id)
            .join(PartnerRow, PartnerRow.id == EndpointRow.partner_id)
            .join(MissionRow, MissionRow.id == mission_id)
            .where(
                PartnerRow.disabled_at.is_(None),
                MissionRow.partner_id.is_(None),
                or_(is_own, PartnerRow.reach == Reach.PLATFORM),
            )
            .with_for_update(read=True, of=EndpointRow)  # enabled or not until we commit
        )
        rows = (await self._session.execute(query)).all()
        return [Listener(row[0], row[1], row[2] if row[1] else None) for row in rows]

    async def list_listeners_to_orders(self) -> list[Listener]:
        """List and hold the endpoints that may be told of orders: of the back end that has all."""
        query = (
            select(EndpointRow)
            .join(PartnerRow, PartnerRow.id == EndpointRow.partner_id)
            .where(PartnerRow.disabled_at.is_(None), PartnerRow.reach == Reach.PLATFORM)
            .with_for_update(read=True, of=EndpointRow)
        )
        return [Listener(endpoint) for endpoint in await self._session.scalars(query)]

    async def add_webhooks_if_new(self, values: Sequence[dict[str, object]]) -> set[UUID]:
        """Note what endpoints are owed; return the ids that were new."""
        query = insert(WebhookRow).values(list(values)).on_conflict_do_nothing()
        return set(await self._session.scalars(query.returning(WebhookRow.id)))

    async def find_webhook(self, webhook_id: UUID, *, lock: bool = False) -> WebhookRow | None:
        """Find a webhook; None once its endpoint is forgotten."""
        query = select(WebhookRow).where(WebhookRow.id == webhook_id)
        locked = query.with_for_update().execution_options(populate_existing=True)
        return await self._session.scalar(locked if lock else query)

    async def hold_owed(self, endpoint_id: UUID) -> None:
        """Hold what a disabled endpoint waits for."""
        await self._session.execute(
            update(WebhookRow)
            .where(WebhookRow.endpoint_id == endpoint_id, WebhookRow.state == WebhookState.PENDING)
            .values(state=WebhookState.HELD)
        )

    async def list_webhooks(
        self, endpoint_id: UUID, *, state: WebhookState | None, before: int | None, limit: int
    ) -> list[WebhookRow]:
        """List an endpoint's webhooks, newest first."""
        query = select(WebhookRow).where(WebhookRow.endpoint_id == endpoint_id)
        if state is not None:
            query = query.where(WebhookRow.state == state)
        if before is not None:
            query = query.where(WebhookRow.number < before)
        query = query.order_by(WebhookRow.number.desc()).limit(limit)
        return list(await self._session.scalars(query))

    async def list_since(
        self, endpoint_id: UUID, *, since: datetime, after: int, limit: int
    ) -> list[WebhookRow]:
        """List and lock the webhooks noted since a moment, in their order."""
        return await self._locked(
            endpoint_id,
            WebhookRow.created_at >= since,
            WebhookRow.number > after,
            limit=limit,
        )

    async def list_called(self, endpoint_id: UUID, *, ids: Collection[UUID]) -> list[WebhookRow]:
        """List and lock an endpoint's webhooks of these ids, in their order."""
        return await self._locked(endpoint_id, WebhookRow.id.in_(ids), limit=len(ids))

    async def _locked(
        self, endpoint_id: UUID, *which: ColumnElement[bool], limit: int
    ) -> list[WebhookRow]:
        query = select(WebhookRow).where(WebhookRow.endpoint_id == endpoint_id, *which)
        query = query.order_by(WebhookRow.number).limit(limit).with_for_update()
        return list(await self._session.scalars(query.execution_options(populate_existing=True)))
