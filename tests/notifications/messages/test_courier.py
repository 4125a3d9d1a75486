"""What people read of a courier job, word for word."""

from datetime import timedelta

import pytest

from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.notifications.api import (
    Button,
    Buttons,
    ContactCard,
    LinkButton,
    Template,
    TextContent,
)
from shared.contracts.orders.api import MissionStatus, TimelineEntry
from shared.contracts.orders.events import DispatchExhausted, OfferClosed
from tests.notifications.builders import (
    DRIVER,
    GRACE,
    MISSION_ID,
    NOON,
    OFFER_ID,
    REFERENCE,
    mission,
    offer,
    offer_made,
    status_changed,
)
from tests.notifications.messages.told import (
    told_of_closed_offer,
    told_of_exhaustion,
    told_of_offer,
    told_of_status,
)


def message_of(status: MissionStatus, **changes: object) -> Message:
    return told_of_status(status_changed(status, **changes))[0].message


def test_an_accepted_mission_says_who_comes_with_a_link_to_follow() -> None:
    accepted = message_of(MissionStatus.ACCEPTED)

    assert accepted.content == LinkButton(
        title="Suivre",
        url="https://toktok.example/track/abc",
        body="*COURSE ACCEPTÉE*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "📞 Téléphone : 05 551 22 33\n"
        "📍 Retrait : Moungali\n"
        "🏁 Livraison : Talangaï\n"
        "⏱️ Durée estimée : 12 à 18 min\n"
        "──────────────\n"
        "_Votre livreur se met en route_\n"
        "Nous vous prévenons dès qu’il arrive au point de retrait.",
    )


def test_the_drivers_contact_card_follows_the_accepted_mission() -> None:
    told = told_of_status(status_changed(MissionStatus.ACCEPTED))

    assert [addressed.message.kind for addressed in told] == [
        Kind.MISSION_ACCEPTED,
        Kind.MISSION_DRIVER_CARD,
    ]
    assert told[1].message.content == ContactCard(
        name="Jean Mabiala", phone="+242055512233", organization="TokTok"
    )


def test_a_driver_at_the_pickup_waits_for_the_parcel() -> None:
    assert message_of(MissionStatus.AT_PICKUP).content == TextContent(
        body="*LIVREUR AU POINT DE RETRAIT*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "📍 Retrait : Moungali\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "📞 Téléphone : 05 551 22 33\n"
        "──────────────\n"
        "_Votre livreur attend le colis_\n"
        "Remettez-lui le colis : nous vous confirmons dès qu’il l’a."
    )


@pytest.mark.parametrize("status", [MissionStatus.PICKED_UP, MissionStatus.IN_TRANSIT])
def test_a_parcel_on_its_way_names_destination_and_recipient(status: MissionStatus) -> None:
    content = message_of(status).content

    assert isinstance(content, LinkButton)
    assert content.body == (
        "*COLIS RÉCUPÉRÉ*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "🏁 Livraison : Talangaï\n"
        "👤 Destinataire : Marie, 06 444 55 66\n"
        "⏱️ Durée estimée : 12 à 18 min\n"
        "──────────────\n"
        "_Votre colis est en route_\n"
        "Nous vous prévenons à l’arrivée du livreur chez le destinataire."
    )


def test_a_driver_at_the_dropoff_says_what_is_to_be_paid() -> None:
    at_dropoff = message_of(MissionStatus.AT_DROPOFF, cash_to_collect=12_500)

    assert at_dropoff.content == TextContent(
        body="*LIVREUR ARRIVÉ À DESTINATION*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "🏁 Adresse : Talangaï\n"
        "👤 Destinataire : Marie, 06 444 55 66\n"
        "💵 À encaisser : 12\u202f500\u202fFCFA\n"
        "──────────────\n"
        "_Votre colis est arrivé_\n"
        "Le livreur le remet au destinataire, restez joignable."
    )


def test_a_delivered_parcel_asks_how_it_went() -> None:
    assert message_of(MissionStatus.DELIVERED).content == Buttons(
        body="*COLIS LIVRÉ*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "🏁 Adresse : Talangaï\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "📦 Valeur déclarée : 5\u202f000\u202fFCFA\n"
        "──────────────\n"
        "_Votre colis est arrivé à bon port_\n"
        "Merci de votre confiance ! Comment s’est passée la livraison ?",
        buttons=[
            Button(id=f"act:mission.rate:{REFERENCE}:5", title="😀 Très bien"),
            Button(id=f"act:mission.rate:{REFERENCE}:3", title="😐 Moyen"),
            Button(id=f"act:mission.rate:{REFERENCE}:1", title="😞 Pas bien"),
        ],
    )


def test_a_problem_is_told_with_what_the_driver_noted() -> None:
    noted = TimelineEntry(
        status=MissionStatus.PROBLEM, at=NOON, source="driver", note="Route\ncoupée *"
    )
    content = message_of(MissionStatus.PROBLEM, timeline=[noted]).content

    assert isinstance(content, LinkButton)
    assert content.body == (
        "*PROBLÈME SUR VOTRE COURSE*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "⚠️ Détail : Route coupée\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "📞 Téléphone : 05 551 22 33\n"
        "──────────────\n"
        "_Votre course est en attente_\n"
        "Appelez le livreur si vous le pouvez. S’il ne peut pas livrer, il rapporte le colis et "
        "vous pourrez demander une nouvelle livraison. Une question ? Écrivez *aide*."
    )


def test_a_returned_parcel_can_be_brought_again() -> None:
    returned = message_of(MissionStatus.RETURNED, is_redeliverable=True)

    assert returned.content == Buttons(
        body="*COLIS RETOURNÉ*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "📍 Retour à : Moungali\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "──────────────\n"
        "_Votre colis est revenu au point de retrait_\n"
        "Touchez *Relivrer* pour une nouvelle livraison : un livreur repart aussitôt.",
        buttons=[
            Button(id=f"act:mission.redeliver:{REFERENCE}", title="🔁 Relivrer"),
            Button(id="act:menu", title="Menu"),
        ],
    )


def test_a_parcel_that_came_back_for_good_offers_the_menu_only() -> None:
    returned = message_of(MissionStatus.RETURNED).content

    assert isinstance(returned, Buttons)
    assert returned.body.endswith("Pour un nouvel envoi ou une question, écrivez-nous ici.")
    assert [button.id for button in returned.buttons] == ["act:menu"]


def test_the_client_learns_both_codes_when_a_driver_accepts() -> None:
    body = message_of(
        MissionStatus.ACCEPTED, pickup_code="1234", delivery_code="4821"
    ).content.model_dump()["body"]

    assert "🔐 Code de retrait : `1234`, celui que le livreur montre\n" in body
    assert "🔐 Code de livraison : `4821`, à donner à la remise\n" in body


@pytest.mark.parametrize("status", [MissionStatus.PICKED_UP, MissionStatus.AT_DROPOFF])
def test_news_that_replace_older_ones_tell_the_delivery_code_again(status: MissionStatus) -> None:
    body = message_of(status, delivery_code="4821").content.model_dump()["body"]

    assert "🔐 Code de livraison : `4821`, à donner à la remise\n" in body


def test_the_proof_of_a_delivery_is_shown() -> None:
    delivered = message_of(MissionStatus.DELIVERED, proof_url="https://toktok.example/p.jpg")

    assert isinstance(delivered.content, Buttons)
    assert delivered.content.image_link == "https://toktok.example/p.jpg"


def test_a_cancelled_mission_is_told_to_client_and_driver() -> None:
    client, driver = told_of_status(status_changed(MissionStatus.CANCELLED))

    assert (client.contact, client.message.kind) == (GRACE, Kind.MISSION_CANCELLED)
    assert client.message.content == Buttons(
        body="*COURSE ANNULÉE*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "📍 Retrait : Moungali\n"
        "🏁 Livraison : Talangaï\n"
        "──────────────\n"
        "_Votre course est annulée_\n"
        "Vous pouvez en demander une autre quand vous voulez.",
        buttons=[Button(id="act:menu", title="Menu")],
    )
    assert (driver.contact.phone, driver.message.kind) == (
        DRIVER.phone,
        Kind.MISSION_CANCELLED_DRIVER,
    )
    assert driver.message.content == Buttons(
        body="*COURSE ANNULÉE*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "📍 Retrait : Moungali\n"
        "🏁 Livraison : Talangaï\n"
        "──────────────\n"
        "_Cette course n’est plus à faire_\n"
        "Merci de votre compréhension. D’autres courses vous attendent.",
        buttons=[Button(id="act:driver.jobs", title="Courses disponibles")],
    )


def test_an_exhausted_search_is_told_honestly_and_can_be_called_off() -> None:
    searched = mission(status=MissionStatus.PENDING, driver=None, is_cancellable=True)
    [told] = told_of_exhaustion(DispatchExhausted(occurred_at=NOON, mission=searched, tries=5))

    assert told.contact == GRACE
    assert told.message.content == Buttons(
        body="*AUCUN LIVREUR DISPONIBLE*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "📍 Retrait : Moungali\n"
        "🏁 Livraison : Talangaï\n"
        "──────────────\n"
        "_Aucun livreur n’a pu prendre votre course pour l’instant_\n"
        "Nous en sommes désolés. Notre équipe est prévenue et vous recontacte ; "
        "vous pouvez aussi annuler sans frais.",
        buttons=[
            Button(id=f"act:mission.cancel:{REFERENCE}", title="Annuler la course"),
            Button(id="act:menu", title="Menu"),
        ],
    )


def test_an_offer_shows_route_distance_pay_and_until_when() -> None:
    [told] = told_of_offer(offer_made())

    assert told.contact.phone == DRIVER.phone
    assert told.message.category is Category.OFFER
    assert told.message.expires_at == NOON + timedelta(seconds=60)
    assert told.message.content == Buttons(
        body="*NOUVELLE COURSE*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "🛵 Distance de vous : 1,2 km\n"
        "📍 Retrait : Moungali\n"
        "🏁 Livraison : Talangaï\n"
        "📏 Trajet : 4,9 km\n"
        "💰 Votre gain : 1\u202f200\u202fFCFA\n"
        "⏳ Répondez avant : 13:01\n"
        "──────────────\n"
        "_Cette course vous est réservée jusque-là_\n"
        "La prenez-vous ?",
        buttons=[
            Button(id=f"act:offer.accept:{OFFER_ID}", title="Accepter"),
            Button(id=f"act:offer.decline:{OFFER_ID}", title="Refuser"),
        ],
    )
    assert told.message.fallback == Template(
        template="driver_offer",
        body_parameters=["de Moungali à Talangaï, à 1,2 km de vous", "1 200 FCFA"],
        button_payloads=[f"act:offer.accept:{OFFER_ID}", f"act:offer.decline:{OFFER_ID}"],
    )


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("expired", "Le temps de réponse est passé, la course est proposée à un autre livreur."),
        ("taken", "Un autre livreur a été plus rapide cette fois."),
        ("cancelled", "Le client a annulé sa demande."),
        ("unheard_of", "Cette offre n’est plus disponible."),
    ],
)
def test_a_closed_offer_is_one_polite_line(reason: str, sentence: str) -> None:
    event = OfferClosed(occurred_at=NOON, offer=offer(), reason=reason)
    [told] = told_of_closed_offer(event)

    assert told.message.is_optional
    assert told.message.fallback is None
    assert told.message.content == TextContent(
        body=f"`COUR-20261121-001` {sentence} Merci, à bientôt pour la prochaine !"
    )


def test_what_is_unknown_is_left_out() -> None:
    bare = mission(driver=None, eta=None, tracking_url=None)
    [told] = told_of_status(
        status_changed(
            MissionStatus.ACCEPTED, **bare.model_dump(include={"driver", "eta", "tracking_url"})
        )
    )

    assert told.message.content == TextContent(
        body="*COURSE ACCEPTÉE*\n"
        "`COUR-20261121-001`\n"
        "──────────────\n"
        "📍 Retrait : Moungali\n"
        "🏁 Livraison : Talangaï\n"
        "──────────────\n"
        "_Votre livreur se met en route_\n"
        "Nous vous prévenons dès qu’il arrive au point de retrait."
    )


@pytest.mark.parametrize("status", [MissionStatus.PENDING, MissionStatus.TO_PICKUP])
def test_some_steps_are_not_worth_a_message(status: MissionStatus) -> None:
    assert told_of_status(status_changed(status)) == []


@pytest.mark.parametrize("status", sorted(set(MissionStatus) - {MissionStatus.CANCELLED}))
def test_a_mission_without_a_client_tells_nobody(status: MissionStatus) -> None:
    assert told_of_status(status_changed(status, client=None)) == []


def test_from_order_to_delivery_the_client_gets_six_messages() -> None:
    usual = [
        MissionStatus.PENDING,
        MissionStatus.ACCEPTED,
        MissionStatus.TO_PICKUP,
        MissionStatus.AT_PICKUP,
        MissionStatus.PICKED_UP,
        MissionStatus.IN_TRANSIT,
        MissionStatus.AT_DROPOFF,
        MissionStatus.DELIVERED,
    ]
    told = [a for status in usual for a in told_of_status(status_changed(status))]

    assert len({addressed.dedupe_key for addressed in told}) == 6
    assert {addressed.contact for addressed in told} == {GRACE}


def test_a_second_driver_is_a_new_stage_and_the_same_report_is_not() -> None:
    entry = TimelineEntry(status=MissionStatus.ACCEPTED, at=NOON, source="driver")

    def key(timeline: list[TimelineEntry]) -> str:
        event = status_changed(MissionStatus.ACCEPTED, timeline=timeline)
        return told_of_status(event)[0].dedupe_key

    assert key([entry]) == key([entry]) == f"mission:{MISSION_ID}:1:mission_accepted"
    assert key([entry, entry]) == f"mission:{MISSION_ID}:2:mission_accepted"
