"""From the wish to deliver or to sell to an admin's decision."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from shared.contracts.call import Nothing
from shared.contracts.orders.api import Vehicle
from shared.contracts.orders.applications import (
    Application,
    ApplicationState,
    DriverApplication,
    MerchantApplication,
)
from shared.contracts.orders.calls import APPLY_AS_DRIVER, APPLY_AS_MERCHANT, GET_DRIVER
from shared.contracts.orders.errors import (
    AlreadyRegistered,
    ApplicationPending,
    DriverNotFound,
    OutOfArea,
    PhoneUnknown,
    PlaceNotLocated,
)
from shared.values.contact import ContactRef
from shared.values.place import Place
from tests.orders.town import AWA, BACONGO, CEDRIC, JUNIOR, MOUNGALI, Town, new_key

DRIVER = DriverApplication(
    contact=AWA, name="Awa Mabiala", vehicle=Vehicle.TRICYCLE, place=MOUNGALI, licence="BZ-1234"
)
SHOP = MerchantApplication(
    contact=JUNIOR,
    name="Chez Junior",
    kind="restaurant",
    place=BACONGO,
    hours="8h à 20h",
    rccm="CG-BZV-01",
)
PARIS = Place(label="Paris", latitude=48.86, longitude=2.35)
REVIEWED = "orders.application_reviewed.v1"


async def apply_to_deliver(town: Town, **changes: object) -> Application:
    request = DRIVER.model_copy(update=changes)
    return await town.orders.call(APPLY_AS_DRIVER, request, key=new_key())


async def apply_to_sell(town: Town, **changes: object) -> Application:
    request = SHOP.model_copy(update=changes)
    return await town.orders.call(APPLY_AS_MERCHANT, request, key=new_key())


def auth(town: Town) -> dict[str, str]:
    secret = town.app.state.settings.admin_secret.get_secret_value()
    return {"Authorization": f"Bearer {secret}"}


async def decide(
    town: Town, which: object, verb: str, *, status: int = 200, reason: str = "Pièce illisible"
) -> dict[str, object]:
    answer = await town.http.post(
        f"/api/admin/applications/{which}/{verb}",
        headers=auth(town),
        json={"reason": reason} if verb == "reject" else None,
    )
    assert answer.status_code == status, answer.text
    told: dict[str, object] = answer.json()
    return told


async def listed(town: Town, **query: str) -> tuple[list[str], str | None]:
    answer = await town.http.get("/api/admin/applications", headers=auth(town), params=query)
    assert answer.status_code == 200
    page = answer.json()
    return [application["name"] for application in page["applications"]], page["next"]


async def kept(town: Town) -> list[str]:
    rows = await town.rows("SELECT state FROM orders.application ORDER BY submitted_at, id")
    return [row["state"] for row in rows]


async def test_an_application_waits_for_review_and_changes_nothing_else(town: Town) -> None:
    told = await apply_to_deliver(town)
    assert (told.kind, told.state, told.phone) == ("driver", "pending_review", AWA.phone)
    assert (told.name, told.city) == ("Awa Mabiala", "Brazzaville")
    assert told.details == {"vehicle": "tricycle", "licence": "BZ-1234", "photo_media_id": None}
    assert (told.submitted_at, told.decided_at, told.reason) == (town.clock.now(), None, None)
    assert await town.event_names() == []
    with pytest.raises(DriverNotFound):
        await town.orders.call(GET_DRIVER, Nothing(), phone=AWA.phone or "")


async def test_an_approved_driver_may_work_at_once(town: Town) -> None:
    application = await apply_to_deliver(town)
    first = await decide(town, application.id, "approve")
    town.clock.advance(timedelta(minutes=1))
    assert await decide(town, application.id, "approve") == first
    assert (first["state"], first["reason"]) == ("approved", None)
    assert await town.event_names() == ["orders.driver_registered.v1", REVIEWED]
    [event] = await town.events(REVIEWED)
    assert event["contact"]["phone"] == AWA.phone
    assert event["application"]["state"] == "approved"
    driver = await town.orders.call(GET_DRIVER, Nothing(), phone=AWA.phone or "")
    assert (driver.name, driver.city, driver.is_on_duty) == ("Awa Mabiala", "Brazzaville", False)
    refused = await decide(town, application.id, "reject", status=409)
    assert refused["code"] == "application_decided"
    assert await kept(town) == ["approved"]


async def test_an_approved_shop_exists_at_once(town: Town) -> None:
    application = await apply_to_sell(town)
    assert application.details == {"kind": "restaurant", "hours": "8h à 20h", "rccm": "CG-BZV-01"}
    for _ in range(2):
        await decide(town, application.id, "approve")
    assert await town.event_names() == ["orders.merchant_registered.v1", REVIEWED]
    [row] = await town.rows("SELECT name, kind, city, phone, hours, rccm FROM orders.merchant")
    assert row == {
        "name": "Chez Junior",
        "kind": "restaurant",
        "city": "Brazzaville",
        "phone": JUNIOR.phone,
        "hours": "8h à 20h",
        "rccm": "CG-BZV-01",
    }


async def test_a_rejected_person_reads_why_and_may_apply_again(town: Town) -> None:
    application = await apply_to_deliver(town)
    first = await decide(town, application.id, "reject")
    assert await decide(town, application.id, "reject", reason="Autre chose") == first
    assert (first["state"], first["reason"]) == ("rejected", "Pièce illisible")
    [event] = await town.events(REVIEWED)
    assert event["application"]["reason"] == "Pièce illisible"
    refused = await decide(town, application.id, "approve", status=409)
    assert refused["code"] == "application_decided"
    assert await town.rows("SELECT 1 FROM orders.driver") == []
    again = await apply_to_deliver(town)
    assert again.id != application.id
    assert await kept(town) == ["rejected", "pending_review"]


async def test_one_application_a_person_waits_however_fast_they_tap(town: Town) -> None:
    answers = await asyncio.gather(
        *(apply_to_deliver(town) for _ in range(5)), return_exceptions=True
    )
    assert sum(isinstance(answer, Application) for answer in answers) == 1
    assert sum(isinstance(answer, ApplicationPending) for answer in answers) == 4
    await apply_to_sell(town, contact=AWA)
    assert await kept(town) == ["pending_review"] * 2


async def test_what_cannot_be_decided_is_refused_and_not_kept(town: Town) -> None:
    nameless = ContactRef(user_id="CG.1", name="Awa")
    for apply in (apply_to_deliver, apply_to_sell):
        with pytest.raises(PhoneUnknown):
            await apply(town, contact=nameless)
        with pytest.raises(OutOfArea):
            await apply(town, place=PARIS)
    with pytest.raises(OutOfArea):
        await apply_to_deliver(town, place=Place(label="Kinshasa"))
    with pytest.raises(PlaceNotLocated):
        await apply_to_sell(town, place=Place(label="Brazzaville"))
    assert await kept(town) == []
    by_name = await apply_to_deliver(town, place=Place(label="chez moi", city="brazzaville"))
    assert by_name.city == "Brazzaville"


async def test_who_is_registered_already_is_told_so(town: Town) -> None:
    await town.add_driver(CEDRIC, at=None)
    with pytest.raises(AlreadyRegistered):
        await apply_to_deliver(town, contact=ContactRef(phone=CEDRIC))
    await decide(town, (await apply_to_sell(town)).id, "approve")
    with pytest.raises(AlreadyRegistered):
        await apply_to_sell(town)
    assert await kept(town) == ["approved"]


async def test_a_phone_that_was_registered_meanwhile_is_not_registered_twice(town: Town) -> None:
    application = await apply_to_deliver(town, contact=ContactRef(phone=CEDRIC))
    await town.add_driver(CEDRIC, at=None)
    refused = await decide(town, application.id, "approve", status=409)
    assert refused["code"] == "already_registered"
    assert await kept(town) == ["pending_review"]
    assert await town.events(REVIEWED) == []


async def test_the_list_is_paged_oldest_first_and_by_state(town: Town) -> None:
    for number in range(23):
        town.clock.advance(timedelta(seconds=number % 2))
        contact = ContactRef(phone=f"+2420655500{number:02d}")
        application = await apply_to_deliver(town, contact=contact, name=f"N{number:02d}")
        if number == 1:
            await decide(town, application.id, "approve")
    everybody = [f"N{number:02d}" for number in range(23)]
    names, end = await listed(town)
    assert end is not None
    rest, last = await listed(town, after=end)
    assert (names, rest, last) == (everybody[:20], everybody[20:], None)
    waiting, _ = await listed(town, state=ApplicationState.PENDING_REVIEW.value)
    assert waiting == [everybody[0], *everybody[2:21]]
    assert await listed(town, state="approved") == (["N01"], None)
    assert await listed(town, state="rejected") == ([], None)
    for query in ({"after": "nonsense"}, {"state": "odd"}):
        answer = await town.http.get("/api/admin/applications", headers=auth(town), params=query)
        assert answer.status_code == 422


async def test_an_unknown_application_is_404(town: Town) -> None:
    for verb in ("approve", "reject"):
        refused = await decide(town, uuid4(), verb, status=404)
        assert refused["code"] == "application_not_found"
