"""Who somebody is to a mission: its client, its driver, or a stranger."""

from services.orders.missions.models import MissionRow
from services.orders.missions.views import Knows
from services.orders.work import Work
from shared.contracts.orders.errors import MissionNotFound
from shared.contracts.orders.orders import ContactQuery
from shared.errors import Invalid
from shared.values.contact import ContactRef


def asker(who: ContactQuery) -> ContactRef | None:
    """Tell who asks for a single thing; None when our own services do, who name nobody.

    Raises:
        Invalid: a contact by our id alone, which says nothing of how the person is reached.
    """
    if who.phone or who.user_id:
        return ContactRef(contact_id=who.contact_id, phone=who.phone, user_id=who.user_id)
    if who.contact_id is not None:
        raise Invalid(reason="phone or user_id is needed beside contact_id")
    return None


async def is_driven_by(work: Work, mission: MissionRow, *, contact: ContactRef) -> bool:
    """Whether the contact is the driver of ours who has the mission."""
    if mission.driver_id is None or contact.phone is None:
        return False
    drivers = await work.drivers.list_by_id([mission.driver_id])
    return drivers[mission.driver_id].phone == contact.phone


async def what_is_known_to(work: Work, mission: MissionRow, *, contact: ContactRef) -> Knows:
    """Tell what a contact may know of a mission.

    Raises:
        MissionNotFound: the contact is a stranger to it.
    """
    if mission.belongs_to(contact):
        return Knows.CLIENT
    if await is_driven_by(work, mission, contact=contact):
        return Knows.DRIVER
    raise MissionNotFound(reference=mission.reference)
