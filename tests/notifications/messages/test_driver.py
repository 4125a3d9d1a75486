"""What drivers read besides offers: open jobs, hints, cash."""

from datetime import timedelta
from uuid import UUID

import pytest

from services.notifications.messages.message import Category
from shared.contracts.notifications.api import Button, Buttons, Template
from shared.contracts.orders.api import DriverCard, MissionStatus, Stop
from shared.contracts.orders.events import (
    CashCeilingPassed,
    CashHandedOver,
    DriverNearStop,
    JobOpened,
    OfferMade,
)
from shared.values.place import Place
from tests.notifications.builders import (
    DRIVER,
    NOON,
    ORDER_REFERENCE,
    REFERENCE,
    mission,
    offer,
)
from tests.notifications.messages.told import (
    told_of_ceiling,
    told_of_handover,
    told_of_nearness,
    told_of_offer,
    told_of_open_job,
)

HANDOVER_ID = UUID("01936f00-0000-7000-8000-00000000000a")


def test_an_offer_of_an_order_names_the_shop_and_the_cash() -> None:
    fetched = Stop(place=Place(label="Poto-Poto"), contact_name="Chez Mireille")
    job = mission(order_reference=ORDER_REFERENCE, pickup=fetched, cash_to_collect=7_000)
    [told] = told_of_offer(OfferMade(occurred_at=NOON, offer=offer(mission=job)))
    body = told.message.content.model_dump()["body"]

    assert "🏪 Commerce : Chez Mireille\n📍 Retrait : Poto-Poto\n" in body
    assert "💵 À encaisser : 7\u202f000\u202fFCFA\n⏳ Répondez avant : 13:01\n" in body


def test_an_open_job_is_told_to_each_driver_once() -> None:
    other = DriverCard(name="Paul", phone="+242065550202")
    event = JobOpened(
        occurred_at=NOON, mission=mission(driver=None), drivers=[DRIVER, other], pay=1_200
    )
    first, second = told_of_open_job(event)

    assert [first.contact.phone, second.contact.phone] == [DRIVER.phone, other.phone]
    assert first.dedupe_key != second.dedupe_key
    assert first.message.category is Category.OFFER
    assert first.message.expires_at == NOON + timedelta(minutes=10)
    assert first.message.content == Buttons(
        body="*COURSE OUVERTE À TOUS*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "📍 Retrait : Moungali\n"
        "🏁 Livraison : Talangaï\n"
        "📏 Trajet : 4,9 km\n"
        "💰 Votre gain : 1\u202f200\u202fFCFA\n"
        "──────────────\n"
        "_Le premier livreur qui la prend l’a_\n"
        "La prenez-vous ?",
        buttons=[
            Button(id=f"act:driver.take:{REFERENCE}", title="Prendre"),
            Button(id="act:driver.nearby", title="Voir"),
        ],
    )
    assert first.message.fallback == Template(
        template="job_opened",
        body_parameters=["de Moungali à Talangaï", "1 200 FCFA"],
        button_payloads=[f"act:driver.take:{REFERENCE}", "act:driver.nearby"],
    )


@pytest.mark.parametrize(
    ("step", "button"),
    [
        (MissionStatus.AT_PICKUP, f"act:mission.step:{REFERENCE}:at_pickup"),
        (MissionStatus.AT_DROPOFF, f"act:mission.step:{REFERENCE}:at_dropoff"),
        (MissionStatus.DELIVERED, f"act:mission.deliver:{REFERENCE}"),
    ],
)
def test_near_a_stop_the_button_of_the_next_step_is_offered(
    step: MissionStatus, button: str
) -> None:
    [told] = told_of_nearness(DriverNearStop(occurred_at=NOON, mission=mission(), next_step=step))

    assert isinstance(told.message.content, Buttons)
    assert [one.id for one in told.message.content.buttons] == [button]
    assert told.message.is_optional
    assert told.message.expires_at == NOON + timedelta(minutes=10)


@pytest.mark.parametrize("driver", [None, DRIVER])
def test_a_hint_without_a_driver_or_a_button_is_none(driver: DriverCard | None) -> None:
    step = MissionStatus.AT_PICKUP if driver is None else MissionStatus.CANCELLED
    event = DriverNearStop(occurred_at=NOON, mission=mission(driver=driver), next_step=step)

    assert told_of_nearness(event) == []


def test_handed_over_cash_is_acknowledged_to_the_franc() -> None:
    event = CashHandedOver(
        occurred_at=NOON, driver=DRIVER, amount=45_500, in_hand=0, handover_id=HANDOVER_ID
    )
    [told] = told_of_handover(event)

    assert told.dedupe_key == f"handover:{HANDOVER_ID}:confirmed"
    assert not told.message.category.is_repeatable
    assert told.message.content.model_dump()["body"] == (
        "*ESPÈCES REÇUES*\n"
        "──────────────\n"
        "💵 Remis : 45\u202f500\u202fFCFA\n"
        "👛 Encore en main : 0\u202fFCFA\n"
        "──────────────\n"
        "_Le bureau a bien reçu vos espèces_\n"
        "Merci ! Votre caisse est à jour."
    )


def test_above_the_ceiling_the_driver_learns_how_to_go_on() -> None:
    event = CashCeilingPassed(occurred_at=NOON, driver=DRIVER, in_hand=112_000, ceiling=100_000)
    [told] = told_of_ceiling(event)

    assert isinstance(told.message.content, Buttons)
    assert told.message.content.buttons == [Button(id="act:driver.hand_over", title="💵 Remettre")]
    assert "👛 En main : 112\u202f000\u202fFCFA\n" in told.message.content.body
