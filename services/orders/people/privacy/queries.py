"""All that orders holds of a person, for the person's own copy. Reads only."""

from services.orders.cash.views import describe_account
from services.orders.catalogue.models import MerchantRow
from services.orders.catalogue.views import describe_merchant, describe_shelf
from services.orders.dispatch.views import describe_driver
from services.orders.drivers.models import DriverRow
from services.orders.missions.views import Knows
from services.orders.missions.views import describe_all as describe_missions
from services.orders.orders.views import describe_orders
from services.orders.people.applications.views import describe as describe_application
from services.orders.work import Work
from shared.contracts.orders.catalogue import ShelfQuery
from shared.contracts.orders.orders import ContactQuery
from shared.contracts.orders.privacy import PersonalData
from shared.errors import Invalid
from shared.values.contact import ContactRef


async def personal_data_of(work: Work, query: ContactQuery) -> PersonalData:
    """Tell all of a person, as client, driver, merchant and applicant.

    Raises:
        Invalid: neither phone nor user_id was given.
    """
    if not (query.phone or query.user_id):
        raise Invalid(reason="phone or user_id is needed")
    contact = ContactRef(contact_id=query.contact_id, phone=query.phone, user_id=query.user_id)
    phone = contact.phone
    driver = await work.drivers.find(phone) if phone else None
    merchant = await work.workers.find_merchant(phone) if phone else None
    applications = await work.people.list_applications(phone) if phone else []
    told = await _as_client(work, contact, driver)
    return told.model_copy(
        update={
            "applications": [describe_application(row) for row in applications],
            **await _as_driver(work, driver),
            **await _as_merchant(work, merchant),
        }
    )


async def _as_client(work: Work, contact: ContactRef, driver: DriverRow | None) -> PersonalData:
    missions = await work.people.list_missions(contact)
    orders = await work.people.list_orders(contact)
    return PersonalData(
        missions=await describe_missions(work, missions, knows=Knows.CLIENT),
        orders=await describe_orders(work, orders, knows=Knows.CLIENT),
        ratings=await work.people.list_ratings(
            [row.id for row in missions],
            orders=[row.id for row in orders],
            driver_id=driver.id if driver else None,
        ),
    )


async def _as_driver(work: Work, driver: DriverRow | None) -> dict[str, object]:
    if driver is None:
        return {}
    return {
        "driver": await describe_driver(work, driver),
        "driven": await work.people.list_driven(driver.id),
        "cash": await describe_account(work, driver),
    }


async def _as_merchant(work: Work, merchant: MerchantRow | None) -> dict[str, object]:
    if merchant is None:
        return {}
    products = await work.catalogue.list_shelf(merchant.id, ShelfQuery())
    return {
        "merchant": describe_merchant(merchant),
        "products": await describe_shelf(work, products),
    }
