"""SQL of who sends and orders: jobs keep what they were worth, and nothing of the person."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.values.contact import ContactRef

_MINE: Final = """
(client_contact_id = CAST(:contact_id AS uuid) OR client_phone = CAST(:phone AS text)
 OR client_user_id = CAST(:user_id AS text))
"""
_LOCK: Final = """
SELECT id, reference, ended_at IS NULL AS is_running FROM orders.{table}
WHERE {mine} ORDER BY id FOR UPDATE
"""


def without_words(place: str) -> str:
    """Write the SQL of a place that keeps its quartier and city, and no words or coordinates."""
    return (
        "jsonb_build_object('label', coalesce("
        f"nullif({place}->>'quartier', ''), nullif({place}->>'city', ''), '—'),"
        " 'latitude', NULL, 'longitude', NULL,"
        f" 'quartier', {place}->'quartier', 'city', {place}->'city')"
    )


def nobodys(stop: str) -> str:
    """Write the SQL of a stop without its person and its address."""
    place = without_words(f"({stop}->'place')")
    return f"jsonb_build_object('place', {place}, 'contact_name', NULL, 'contact_phone', NULL)"


_NOBODY: Final = (
    "client_contact_id = NULL, client_phone = NULL, client_user_id = NULL, client_name = NULL"
)
# A delivery of an order starts at its shop, which is another's; what its client said is its end.
_EMPTY_MISSIONS: Final = f"""
UPDATE orders.mission SET {_NOBODY}, dropoff = {nobodys("dropoff")},
  pickup = CASE WHEN order_id IS NULL THEN {nobodys("pickup")} ELSE pickup END,
  description = NULL, photo_media_id = NULL, pickup_photo_id = NULL, delivery_photo_id = NULL,
  pickup_code = NULL, delivery_code = NULL,
  tracking_token = replace(gen_random_uuid()::text, '-', '')
WHERE id = ANY(CAST(:ids AS uuid[]))
"""  # noqa: S608 - our own constants
_OF_MISSIONS: Final = (
    (
        "UPDATE orders.mission_change SET place = NULL, note = NULL,"
        " who = CASE WHEN who = CAST(:phone AS text) THEN NULL ELSE who END"
        " WHERE mission_id = ANY(CAST(:ids AS uuid[]))"
    ),
    "UPDATE orders.mission_rating SET comment = NULL WHERE mission_id = ANY(CAST(:ids AS uuid[]))",
    (
        "UPDATE orders.search SET latitude = NULL, longitude = NULL"
        " WHERE mission_id = ANY(CAST(:ids AS uuid[]))"
    ),
    "DELETE FROM orders.place_drop WHERE mission_id = ANY(CAST(:ids AS uuid[]))",
)
_PHOTOS: Final = """
SELECT photo FROM orders.mission, unnest(ARRAY[pickup_photo_id, delivery_photo_id]) AS photo
WHERE id = ANY(CAST(:ids AS uuid[])) AND photo IS NOT NULL
"""
_OF_ORDERS: Final = (
    (
        f"UPDATE orders.marketplace_order SET {_NOBODY}, dropoff = {nobodys('dropoff')},"  # noqa: S608 - our own constants
        " note = NULL, refusal = NULL WHERE id = ANY(CAST(:ids AS uuid[]))"
    ),
    (
        "UPDATE orders.order_change SET note = NULL,"
        " who = CASE WHEN who = CAST(:phone AS text) THEN NULL ELSE who END"
        " WHERE order_id = ANY(CAST(:ids AS uuid[]))"
    ),
    "UPDATE orders.order_rating SET comment = NULL WHERE order_id = ANY(CAST(:ids AS uuid[]))",
)
# A cart whose promo code is still being given back is needed for that; it is nobody's from now on.
_OF_PERSON: Final = (
    f"UPDATE orders.cart SET {_NOBODY}, dropoff = {without_words('dropoff')} WHERE {_MINE}",  # noqa: S608 - the same
    "DELETE FROM orders.quote WHERE contact_id = CAST(:contact_id AS uuid)",
    (
        "DELETE FROM orders.application WHERE phone = CAST(:phone AS text)"
        " OR contact->>'contact_id' = CAST(:contact_id AS text)"
        " OR contact->>'user_id' = CAST(:user_id AS text)"
    ),
    (
        "UPDATE orders.external_order"
        " SET client_phone = NULL, fact_ranks = fact_ranks - 'client_phone'"
        " WHERE client_phone = CAST(:phone AS text)"
    ),
)


@dataclass(frozen=True, slots=True)
class JobOf:
    """A job of somebody, locked."""

    id: UUID
    reference: str
    is_running: bool


class ClientRows:
    """A client's jobs and what surrounds them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def lock_missions(self, contact: ContactRef) -> list[JobOf]:
        """Lock all missions of a client, deliveries of orders too."""
        return await self._lock("mission", contact)

    async def lock_orders(self, contact: ContactRef) -> list[JobOf]:
        """Lock all orders of a client; missions are locked before."""
        return await self._lock("marketplace_order", contact)

    async def list_photos(self, mission_ids: list[UUID]) -> list[UUID]:
        """List the pictures taken at the doors of missions."""
        return list(await self._session.scalars(text(_PHOTOS), {"ids": mission_ids}))

    async def empty_missions(self, mission_ids: list[UUID], *, phone: str | None) -> None:
        """Leave of missions what they were worth, and when; what they taught goes too."""
        for statement in (_EMPTY_MISSIONS, *_OF_MISSIONS):
            await self._run(statement, ids=mission_ids, phone=phone)

    async def empty_orders(self, order_ids: list[UUID], *, phone: str | None) -> None:
        """Leave of orders their lines and amounts."""
        for statement in _OF_ORDERS:
            await self._run(statement, ids=order_ids, phone=phone)

    async def forget_wishes(self, contact: ContactRef) -> None:
        """Forget carts, prices asked and applications, and what partners told of the phone."""
        for statement in _OF_PERSON:
            await self._run(statement, **_known(contact))

    async def _lock(self, table: str, contact: ContactRef) -> list[JobOf]:
        query = text(_LOCK.format(table=table, mine=_MINE))
        rows = await self._session.execute(query, _known(contact))
        return [JobOf(row.id, row.reference, row.is_running) for row in rows]

    async def _run(self, statement: str, **values: object) -> None:
        names = {name: value for name, value in values.items() if f":{name}" in statement}
        await self._session.execute(text(statement), names)


def _known(contact: ContactRef) -> dict[str, object]:
    """Give the ways somebody is known; what is unknown matches nothing."""
    contact_id = str(contact.contact_id) if contact.contact_id else None
    return {"contact_id": contact_id, "phone": contact.phone, "user_id": contact.user_id}
