"""What merchants and applicants read, word for word."""

from uuid import UUID

import pytest

from services.notifications.messages.message import Message
from shared.contracts.notifications.api import Button, Buttons, Template
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.applications import Application, ApplicationKind, ApplicationState
from shared.contracts.orders.events import (
    ApplicationReviewed,
    MerchantRegistered,
    OrderPaid,
    ProductImageRefused,
    StockFell,
)
from shared.contracts.orders.orders import Order, PaymentState
from tests.notifications.builders import (
    GRACE,
    NOON,
    ORDER_REFERENCE,
    PRODUCT_ID,
    SHOP_PHONE,
    delivery,
    order,
    order_moved,
    prepaid,
    shelf_product,
    shop,
)
from tests.notifications.messages.told import (
    told_of_decision,
    told_of_new_shop,
    told_of_order,
    told_of_payment,
    told_of_refused_picture,
    told_of_status,
    told_of_stock,
)

PICTURE = "https://toktok.example/api/media/1/thumb.jpg"


def to_shop(order: Order, *, source: str) -> list[Message]:
    told = told_of_order(order_moved(order, source=source))
    return [a.message for a in told if a.contact.phone == SHOP_PHONE]


def buttons_of(message: Message) -> list[tuple[str, str]]:
    assert isinstance(message.content, Buttons)
    return [(button.id, button.title) for button in message.content.buttons]


def test_a_new_order_shows_everything_to_answer_it_with_a_tap() -> None:
    [received] = to_shop(order(note="Sans *piment*,\nmerci"), source="client")

    assert received.content == Buttons(
        image_link=PICTURE,
        body="*NOUVELLE COMMANDE*\n"
        "`CMD-20261121-007`\n"
        "──────────────\n"
        "• 2 × Poulet mayo : 5\u202f000\u202fFCFA\n"
        "• 1 × Jus de gingembre : 1\u202f000\u202fFCFA\n"
        "──────────────\n"
        "💵 Total articles : 6\u202f000\u202fFCFA\n"
        "🏷️ Remise : -500\u202fFCFA\n"
        "💳 Paiement : en espèces, au livreur\n"
        "👤 Client : Grâce\n"
        "🏁 Livraison : Talangaï\n"
        "📝 Note : Sans piment, merci\n"
        "──────────────\n"
        "_À préparer dès que vous l’acceptez_\n"
        "Votre client attend votre réponse.",
        buttons=[
            Button(id=f"act:shop.move:{ORDER_REFERENCE}:confirmed", title="✅ Accepter"),
            Button(id=f"act:shop.refuse:{ORDER_REFERENCE}", title="❌ Refuser"),
        ],
    )
    assert received.fallback == Template(
        template="shop_new_order",
        body_parameters=[
            ORDER_REFERENCE,
            "2 × Poulet mayo, 1 × Jus de gingembre",
            "6 000 FCFA",
        ],
        button_payloads=[
            f"act:shop.move:{ORDER_REFERENCE}:confirmed",
            f"act:shop.refuse:{ORDER_REFERENCE}",
        ],
    )


def test_an_order_that_waits_for_money_asks_for_that_first() -> None:
    [received] = to_shop(prepaid(), source="client")

    assert buttons_of(received) == [
        (f"act:shop.paid:{ORDER_REFERENCE}", "💰 Paiement reçu"),
        (f"act:shop.refuse:{ORDER_REFERENCE}", "❌ Refuser"),
    ]
    assert (
        "💳 Paiement : par Mobile Money, attendu avant 13:30\n"
        in (received.content.model_dump()["body"])
    )
    assert "📥 À recevoir : 7\u202f000\u202fFCFA\n" in (received.content.model_dump()["body"])
    assert received.fallback is not None
    assert received.fallback.template == "shop_update"


def test_a_paid_order_asks_for_the_answer() -> None:
    paid = prepaid(payment_state=PaymentState.RECEIVED)
    [_client, to_merchant] = told_of_payment(
        OrderPaid(occurred_at=NOON, order=paid, source="billing")
    )

    assert to_merchant.contact.phone == SHOP_PHONE
    assert buttons_of(to_merchant.message)[0] == (
        f"act:shop.move:{ORDER_REFERENCE}:confirmed",
        "✅ Accepter",
    )


def test_a_shop_that_says_the_payment_came_is_not_told_so() -> None:
    paid = prepaid(payment_state=PaymentState.RECEIVED)

    [to_client] = told_of_payment(OrderPaid(occurred_at=NOON, order=paid, source="merchant"))

    assert to_client.contact == paid.client


def test_a_shop_that_cancels_is_not_told_what_it_did() -> None:
    cancelled = order(status=OrderStatus.CANCELLED)

    assert to_shop(cancelled, source="merchant") == []
    [by_client] = to_shop(cancelled, source="client")
    assert by_client.content.model_dump()["body"].endswith("Les articles sont de nouveau en vente.")


def test_the_shop_hears_of_its_driver_and_asks_for_the_code_without_knowing_it() -> None:
    on_the_way, at_door = (
        next(
            a.message
            for a in told_of_status(delivery(status, pickup_code="1234", delivery_code="4821"))
            if a.contact.phone == SHOP_PHONE
        )
        for status in (MissionStatus.ACCEPTED, MissionStatus.AT_PICKUP)
    )

    assert at_door.content == Buttons(
        body="*LE LIVREUR EST LÀ*\n"
        "`CMD-20261121-007`\n"
        "──────────────\n"
        "🛵 Livreur : Jean Mabiala (moto)\n"
        "📞 Téléphone : 05 551 22 33\n"
        "──────────────\n"
        "_Il attend la commande_\n"
        "Demandez-lui son code à quatre chiffres, puis appuyez sur Remettre.",
        buttons=[Button(id=f"act:shop.give:{ORDER_REFERENCE}", title="🤝 Remettre")],
    )
    for message in (on_the_way, at_door):
        assert "1234" not in str(message)
        assert "4821" not in str(message)


@pytest.mark.parametrize(
    ("left", "title", "state"),
    [
        (3, "*STOCK BAS*", "_Cet article s’épuise_"),
        (0, "*RUPTURE DE STOCK*", "_Cet article n’est plus proposé aux clients_"),
    ],
)
def test_a_product_that_runs_out_asks_whether_to_fill_it_up(
    left: int, title: str, state: str
) -> None:
    event = StockFell(occurred_at=NOON, merchant=shop(), product=shelf_product(), left=left)
    [told] = told_of_stock(event)

    assert told.contact.phone == SHOP_PHONE
    kind = "stock_low" if left else "stock_out"
    assert told.dedupe_key == f"stock:{PRODUCT_ID}:{kind}:{event.event_id}"
    assert told.message.content == Buttons(
        image_link="https://toktok.example/api/media/1/large.jpg",
        body=f"{title}\n"
        "──────────────\n"
        "📦 1 article : Jus de gingembre\n"
        f"📉 Reste : {left}\n"
        "🔔 Seuil : 5\n"
        "──────────────\n"
        f"{state}\n"
        "Réassort ?",
        buttons=[
            Button(id=f"act:shop.restock:{PRODUCT_ID}", title="Oui"),
            Button(id=f"act:shop.leave_stock:{PRODUCT_ID}", title="Non"),
        ],
    )
    assert told.message.fallback == Template(
        template="alerte_rupture_stock",
        body_parameters=["1", f"Jus de gingembre (reste {left})"],
        button_payloads=[f"act:shop.restock:{PRODUCT_ID}", f"act:shop.leave_stock:{PRODUCT_ID}"],
    )


def test_a_refused_picture_says_why() -> None:
    event = ProductImageRefused(
        occurred_at=NOON, merchant=shop(), product=shelf_product(), reason="image trop lourde"
    )
    [told] = told_of_refused_picture(event)

    assert "💬 Motif : image trop lourde\n" in told.message.content.model_dump()["body"]
    assert buttons_of(told.message) == [(f"act:shop.edit:{PRODUCT_ID}", "Modifier")]
    assert told.message.fallback == Template(
        template="shop_news",
        body_parameters=["Chez Mireille", "la photo de « Jus de gingembre » est refusée"],
        button_payloads=["act:shop.desk"],
    )


def test_a_new_shop_is_shown_its_first_steps() -> None:
    event = MerchantRegistered(
        occurred_at=NOON,
        merchant_phone=SHOP_PHONE,
        merchant_name="Chez Mireille",
        registered_at=NOON,
    )
    [told] = told_of_new_shop(event)

    assert told.message.is_optional
    assert [id_ for id_, _ in buttons_of(told.message)] == ["act:shop.shelf", "act:shop.desk"]


@pytest.mark.parametrize(
    ("kind", "state", "title", "button"),
    [
        (ApplicationKind.DRIVER, ApplicationState.APPROVED, "BIENVENUE", "act:driver.on"),
        (ApplicationKind.DRIVER, ApplicationState.REJECTED, "VOTRE DEMANDE", "act:menu"),
        (ApplicationKind.MERCHANT, ApplicationState.APPROVED, "VOTRE COMMERCE", "act:shop.desk"),
        (ApplicationKind.MERCHANT, ApplicationState.REJECTED, "VOTRE DEMANDE", "act:menu"),
    ],
)
def test_an_applicant_hears_what_was_decided(
    kind: ApplicationKind, state: ApplicationState, title: str, button: str
) -> None:
    reason = "Permis illisible" if state is ApplicationState.REJECTED else None
    [told] = told_of_decision(_reviewed(kind, state, reason=reason))
    body = told.message.content.model_dump()["body"]

    assert told.contact == GRACE
    assert body.startswith(f"*{title}")
    assert ("💬 Motif : Permis illisible\n" in body) is (reason is not None)
    assert buttons_of(told.message)[0][0] == button
    assert told.message.fallback is not None
    assert told.message.fallback.template == "application_decision"


@pytest.mark.parametrize("kind", ApplicationKind)
def test_an_application_under_review_is_no_news(kind: ApplicationKind) -> None:
    assert told_of_decision(_reviewed(kind, ApplicationState.PENDING_REVIEW)) == []


def _reviewed(
    kind: ApplicationKind, state: ApplicationState, *, reason: str | None = None
) -> ApplicationReviewed:
    application = Application(
        id=UUID("01936f00-0000-7000-8000-000000000009"),
        kind=kind,
        state=state,
        name="Grâce",
        phone="+242061234567",
        city="Brazzaville",
        details={},
        submitted_at=NOON,
        reason=reason,
    )
    return ApplicationReviewed(occurred_at=NOON, application=application, contact=GRACE)
