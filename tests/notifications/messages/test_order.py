"""What the client of an order reads, word for word, and how often."""

import pytest

from services.notifications.messages.message import Message
from shared.contracts.notifications.api import Button, Buttons, LinkButton, Template, TextContent
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.events import (
    DispatchExhausted,
    MissionStatusChanged,
    OrderMoved,
    OrderPaid,
)
from shared.contracts.orders.orders import Order, PaymentMethod, PaymentState
from shared.values.contact import ContactRef
from tests.notifications.builders import (
    DRIVER,
    GRACE,
    MISSION_ID,
    NOON,
    ORDER_ID,
    ORDER_REFERENCE,
    REFERENCE,
    delivery,
    line,
    mission,
    order,
    order_moved,
    prepaid,
)
from tests.notifications.messages.told import (
    told_of_exhaustion,
    told_of_order,
    told_of_payment,
    told_of_status,
)


def of_client(event: OrderMoved | MissionStatusChanged | OrderPaid) -> list[Message]:
    match event:
        case OrderMoved():
            told = told_of_order(event)
        case OrderPaid():
            told = told_of_payment(event)
        case _:
            told = told_of_status(event)
    return [addressed.message for addressed in told if addressed.contact == GRACE]


def told(order: Order, *, source: str = "merchant") -> Message:
    [message] = of_client(order_moved(order, source=source))
    return message


def test_a_confirmed_order_lists_what_was_ordered_and_how_it_is_paid() -> None:
    confirmed = told(order(status=OrderStatus.CONFIRMED, is_cancellable=True))

    assert confirmed.content == Buttons(
        body="*COMMANDE CONFIRMÉE*\n"
        "`CMD-20261121-007`\n"
        "──────────────\n"
        "• 2 × Poulet mayo : 5\u202f000\u202fFCFA\n"
        "• 1 × Jus de gingembre : 1\u202f000\u202fFCFA\n"
        "──────────────\n"
        "🛵 Livraison : 1\u202f500\u202fFCFA\n"
        "🎁 Remise : 500\u202fFCFA\n"
        "💵 Total : 7\u202f000\u202fFCFA\n"
        "💳 Paiement : en espèces, au livreur\n"
        "🏪 Commerce : Chez Mireille, 06 555 03 01\n"
        "──────────────\n"
        "_Le commerce a accepté votre commande_\n"
        "Nous vous prévenons dès qu’un livreur vient la chercher.",
        buttons=[
            Button(id=f"act:order.show:{ORDER_REFERENCE}", title="Où est-ce ?"),
            Button(id=f"act:order.cancel:{ORDER_REFERENCE}", title="Annuler"),
        ],
    )
    assert confirmed.fallback == Template(
        template="order_update",
        body_parameters=[ORDER_REFERENCE, "le commerce l’a acceptée"],
        button_payloads=[f"act:order.show:{ORDER_REFERENCE}"],
    )


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (OrderStatus.PREPARING, "_Le commerce prépare votre commande_"),
        (OrderStatus.READY, "_Votre commande est prête, nous cherchons un livreur_"),
    ],
)
def test_a_shop_that_skips_steps_is_told_with_the_same_stage(
    status: OrderStatus, state: str
) -> None:
    [confirmed] = told_of_order(order_moved(order(status=OrderStatus.CONFIRMED)))
    [later] = told_of_order(order_moved(order(status=status)))

    assert later.dedupe_key == confirmed.dedupe_key == f"order:{ORDER_ID}:order_confirmed"
    assert state in later.message.content.model_dump()["body"]


def test_a_long_cart_is_shortened_honestly() -> None:
    lines = [line(f"Très long nom de plat numéro {n}", quantity=2) for n in range(1, 31)]
    body = told(order(status=OrderStatus.CONFIRMED, lines=lines)).content.model_dump()["body"]

    assert "• 2 × Très long nom de plat numéro 6 :" in body
    assert "numéro 7" not in body
    assert "\n… et 48 autres articles\n" in body


def test_an_order_paid_at_the_door_is_not_told_twice_when_it_is_placed() -> None:
    assert of_client(order_moved(order(), source="client")) == []


def test_who_ordered_in_the_chat_is_not_told_twice_how_to_pay() -> None:
    assert of_client(order_moved(prepaid(), source="client")) == []


def test_an_awaited_payment_says_whom_to_pay_how_and_until_when() -> None:
    awaited = told(prepaid(), source="admin")

    assert awaited.expires_at == prepaid().pay_before
    assert awaited.content == Buttons(
        body="*PAIEMENT ATTENDU*\n"
        "`CMD-20261121-007`\n"
        "──────────────\n"
        "• 2 × Poulet mayo : 5\u202f000\u202fFCFA\n"
        "• 1 × Jus de gingembre : 1\u202f000\u202fFCFA\n"
        "──────────────\n"
        "💵 À payer : 7\u202f000\u202fFCFA\n"
        "🏪 À : Chez Mireille\n"
        "📱 Numéro : 06 555 03 01\n"
        "⏳ Avant : 13:30\n"
        "──────────────\n"
        "_Vos articles sont réservés_\n"
        "Envoyez la somme par Mobile Money à ce numéro, avec la référence de la commande. "
        "Nous vous prévenons dès que le paiement est reçu.",
        buttons=[Button(id=f"act:order.cancel:{ORDER_REFERENCE}", title="Annuler")],
    )


def test_a_transfer_is_asked_for_at_the_shop() -> None:
    awaited = told(prepaid(payment_method=PaymentMethod.TRANSFER)).content.model_dump()["body"]

    assert "Demandez ses coordonnées bancaires au commerce" in awaited


def test_a_received_payment_stands_for_the_confirmation() -> None:
    paid = prepaid(payment_state=PaymentState.RECEIVED)
    [received, _shop] = told_of_payment(OrderPaid(occurred_at=NOON, order=paid, source="billing"))
    [confirmed] = told_of_order(
        order_moved(paid.model_copy(update={"status": OrderStatus.CONFIRMED}))
    )

    assert received.message.content.model_dump()["body"].startswith("*PAIEMENT REÇU*\n")
    assert received.dedupe_key == confirmed.dedupe_key


def test_a_payment_that_never_came_is_told_as_the_reason() -> None:
    expired = prepaid(payment_state=PaymentState.EXPIRED, status=OrderStatus.CANCELLED)
    body = told(expired, source="system").content.model_dump()["body"]

    assert "_Le paiement n’est pas arrivé à temps_" in body


def test_a_client_who_cancels_is_answered_by_the_chat_only() -> None:
    cancelled = order(status=OrderStatus.CANCELLED)

    assert of_client(order_moved(cancelled, source="client")) == []
    assert of_client(order_moved(cancelled, source="system")) != []


@pytest.mark.parametrize(
    ("payment", "what_next"),
    [
        (
            PaymentState.ON_DELIVERY,
            "Rien ne vous est demandé. Un autre commerce a peut-être ce qu’il vous faut.",
        ),
        (
            PaymentState.RECEIVED,
            (
                "Le commerce vous rembourse : appelez-le si besoin. "
                "Un autre a peut-être ce qu’il vous faut."
            ),
        ),
    ],
)
def test_a_refused_order_gives_the_reason_and_a_way_on(
    payment: PaymentState, what_next: str
) -> None:
    reason = "Plus de *poulet*\nce soir"
    refused = told(order(status=OrderStatus.REFUSED, refusal=reason, payment_state=payment))

    assert refused.content == Buttons(
        body="*COMMANDE REFUSÉE*\n"
        "`CMD-20261121-007`\n"
        "──────────────\n"
        "🏪 Commerce : Chez Mireille, 06 555 03 01\n"
        "💬 Motif : Plus de poulet ce soir\n"
        "💵 Total : 7\u202f000\u202fFCFA\n"
        "──────────────\n"
        f"_Le commerce ne peut pas servir votre commande_\n{what_next}",
        buttons=[Button(id="act:menu", title="🔁 Chercher ailleurs")],
    )


def test_a_driver_is_found_for_the_order_and_the_client_gets_the_code() -> None:
    found, card = of_client(delivery(MissionStatus.ACCEPTED, delivery_code="4821"))

    assert found.content == LinkButton(
        title="Suivre",
        url="https://toktok.example/track/abc",
        body="*LIVREUR TROUVÉ*\n"
        "`CMD-20261121-007`\n"
        "──────────────\n"
        "🏪 Commerce : Chez Mireille\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "📞 Téléphone : 05 551 22 33\n"
        "🏁 Livraison : Talangaï\n"
        "⏱️ Durée estimée : 12 à 18 min\n"
        "🔐 Code de livraison : `4821`, à donner à la remise\n"
        "──────────────\n"
        "_Votre commande est prête, le livreur va la chercher_\n"
        "Gardez le code pour vous : le livreur vous le demande en vous la remettant.",
    )
    assert card.is_optional


def test_at_the_door_the_client_reads_what_to_pay_and_the_code() -> None:
    [at_door] = of_client(
        delivery(MissionStatus.AT_DROPOFF, cash_to_collect=7_000, delivery_code="4821")
    )

    assert at_door.content == TextContent(
        body="*LIVREUR ARRIVÉ*\n"
        "`CMD-20261121-007`\n"
        "──────────────\n"
        "🏁 Adresse : Talangaï\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "📞 Téléphone : 05 551 22 33\n"
        "💵 À payer au livreur : 7\u202f000\u202fFCFA\n"
        "🔐 Code de livraison : `4821`, à donner à la remise\n"
        "──────────────\n"
        "_Votre commande est là_\n"
        "Rejoignez le livreur, ou appelez-le pour le guider."
    )


def test_a_delivered_order_shows_the_proof_and_asks_about_the_shop() -> None:
    done = mission(status=MissionStatus.DELIVERED, proof_url="https://toktok.example/p.jpg")
    delivered = told(order(status=OrderStatus.DELIVERED, mission=done), source="driver")

    assert isinstance(delivered.content, Buttons)
    assert delivered.content.image_link == "https://toktok.example/p.jpg"
    assert [button.id for button in delivered.content.buttons] == [
        f"act:order.rate:{ORDER_REFERENCE}:{stars}" for stars in (5, 3, 1)
    ]


def test_an_order_that_came_back_is_brought_again_by_its_mission() -> None:
    [returned] = of_client(delivery(MissionStatus.RETURNED, is_redeliverable=True))

    assert isinstance(returned.content, Buttons)
    assert returned.content.buttons[0].id == f"act:mission.redeliver:{REFERENCE}"


def test_an_order_without_a_driver_is_told_honestly() -> None:
    searched = mission(status=MissionStatus.PENDING, driver=None, order_reference=ORDER_REFERENCE)
    [told] = told_of_exhaustion(DispatchExhausted(occurred_at=NOON, mission=searched, tries=5))

    assert isinstance(told.message.content, Buttons)
    assert [button.id for button in told.message.content.buttons] == [
        f"act:order.show:{ORDER_REFERENCE}",
        "act:menu",
    ]


ON_THE_ROAD = [
    "order_driver_found",
    "mission_driver_card",
    "order_on_the_way",
    "order_at_door",
    "order_delivered",
]


@pytest.mark.parametrize(
    ("placed", "begin"),
    [(order(), ["order_confirmed"]), (prepaid(), ["order_paid"])],
    ids=["cash", "prepaid"],
)
def test_from_order_to_delivery_the_client_hears_at_most_seven_times(
    placed: Order, begin: list[str]
) -> None:
    is_prepaid = placed.payment_state is PaymentState.AWAITED
    paid = placed.model_copy(update={"payment_state": PaymentState.RECEIVED})
    at = {s: order_moved(paid.model_copy(update={"status": s})) for s in OrderStatus}
    events = [
        told_of_order(order_moved(placed, source="client")),
        told_of_payment(OrderPaid(occurred_at=NOON, order=paid, source="billing"))
        if is_prepaid
        else [],
        *(told_of_order(at[status]) for status in list(OrderStatus)[1:4]),
        *(told_of_status(delivery(status)) for status in list(MissionStatus)[:8]),
        told_of_order(at[OrderStatus.HANDED_OVER]),
        told_of_order(at[OrderStatus.DELIVERED]),
    ]
    heard = [a for event in events for a in event if a.contact == GRACE]
    sent: dict[str, str] = {}
    for addressed in heard:
        sent.setdefault(addressed.dedupe_key, addressed.message.kind.value)

    assert list(sent.values()) == begin + ON_THE_ROAD
    assert {a.topic for a in heard if not a.message.is_optional} == {ORDER_REFERENCE}


def test_news_of_the_road_and_of_the_order_share_one_topic() -> None:
    [found, card, *_] = told_of_status(delivery(MissionStatus.ACCEPTED))

    assert found.topic == ORDER_REFERENCE
    assert card.topic is None
    assert found.dedupe_key == f"mission:{MISSION_ID}:1:order_driver_found"


def test_the_driver_hears_that_the_shop_handed_the_order_over() -> None:
    entry = {"status": MissionStatus.PICKED_UP, "at": NOON}
    by_shop = delivery(MissionStatus.PICKED_UP, timeline=[{**entry, "source": "merchant"}])
    by_driver = delivery(MissionStatus.PICKED_UP, timeline=[{**entry, "source": "driver"}])

    [_client, to_driver] = told_of_status(by_shop)
    assert to_driver.contact == ContactRef(phone=DRIVER.phone, name=DRIVER.name)
    assert isinstance(to_driver.message.content, Buttons)
    assert to_driver.message.content.buttons[0].id == f"act:mission.step:{REFERENCE}:at_dropoff"
    assert [a.contact for a in told_of_status(by_driver)] == [GRACE]
