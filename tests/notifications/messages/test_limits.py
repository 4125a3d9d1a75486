"""Whatever people typed, our messages stay within WhatsApp's limits and look as laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.messages.layout import kilometres_text, plain
from services.notifications.messages.message import Message
from services.notifications.messages.templates import (
    DEFINITIONS,
    LANGUAGES,
    TemplateDefinition,
    mission_update,
)
from services.notifications.messages.wording import CATALOGUE
from shared.contracts.notifications.api import LinkButton
from shared.contracts.orders.api import DriverCard, MissionStatus, OrderStatus, Stop
from shared.contracts.orders.events import OfferMade, OrderPaid
from shared.contracts.orders.orders import Order, PaymentState
from shared.values.contact import ContactRef
from shared.values.language import Language
from shared.values.place import Place
from tests.notifications.builders import (
    NOON,
    ORDER_REFERENCE,
    REFERENCE,
    line,
    mission,
    offer,
    order,
    order_moved,
    shop,
    status_changed,
)
from tests.notifications.messages.told import (
    told_of_offer,
    told_of_order,
    told_of_payment,
    told_of_status,
)

typed = st.text(min_size=1, max_size=200)


@given(label=typed, name=typed, status=st.sampled_from(MissionStatus))
def test_any_label_and_name_fit_in_one_message(
    label: str, name: str, status: MissionStatus
) -> None:
    stop = Stop(place=Place(label=label), contact_name=name, contact_phone="+242061234567")
    driver = DriverCard(name=name, phone="+242055512233", vehicle=name)
    event = status_changed(status, pickup=stop, dropoff=stop, driver=driver)

    for told in told_of_status(event):
        fallback = told.message.fallback
        assert fallback is None or all("\n" not in value for value in fallback.body_parameters)
        assert len(getattr(told.message.content, "body", "")) <= 1024


@given(
    words=typed.filter(lambda text: len(text) >= 2),
    count=st.integers(1, 30),
    status=st.sampled_from(OrderStatus),
    payment=st.sampled_from(PaymentState),
)
def test_any_cart_fits_in_one_message(
    words: str, count: int, status: OrderStatus, payment: PaymentState
) -> None:
    moved = longest_order(words, count=count, status=status, payment_state=payment)

    assert all(_fits(a.message) for a in told_of_order(order_moved(moved, source="system")))


@pytest.mark.parametrize("status", OrderStatus)
@pytest.mark.parametrize("payment", PaymentState)
def test_the_longest_order_fits_in_one_message(status: OrderStatus, payment: PaymentState) -> None:
    moved = longest_order("W" * 200, count=30, status=status, payment_state=payment)
    paid = OrderPaid(occurred_at=NOON, order=moved, source="billing")

    told = [*told_of_order(order_moved(moved, source="system")), *told_of_payment(paid)]

    assert [_fits(addressed.message) for addressed in told].count(True) == len(told)


@pytest.mark.parametrize("status", MissionStatus)
@pytest.mark.parametrize("reference", [None, ORDER_REFERENCE])
def test_the_longest_mission_fits_in_one_message(
    status: MissionStatus, reference: str | None
) -> None:
    long = "W" * 200
    stop = Stop(place=Place(label=long), contact_name=long, contact_phone="+242061234567")
    driver = DriverCard(name=long, phone="+242055512233", vehicle=long)
    event = status_changed(
        status,
        pickup=stop,
        dropoff=stop,
        driver=driver,
        order_reference=reference,
        cash_to_collect=100_000_000,
        declared_value=100_000_000,
        pickup_code="1234",
        delivery_code="4821",
        problem="W" * 300,
        is_redeliverable=True,
    )

    told = told_of_status(event)

    assert [_fits(addressed.message) for addressed in told].count(True) == len(told)


def longest_order(words: str, *, count: int, **changes: object) -> Order:
    merchant = shop().model_copy(update={"name": words})
    return order(
        **changes,
        lines=[line(words[:80], quantity=99, price=1_000_000) for _ in range(count)],
        merchant=merchant,
        client=ContactRef(phone="+242061234567", name=words),
        dropoff=Stop(place=Place(label=words)),
        note=words,
        refusal=words,
        subtotal=100_000_000,
        delivery_fee=100_000_000,
        discount=100_000_000,
        total=100_000_000,
        pay_before=NOON,
        mission=mission(),
    )


def _fits(message: Message) -> bool:
    values = message.fallback.body_parameters if message.fallback else []
    assert all("\n" not in value and len(value) <= 200 for value in values)
    return len(getattr(message.content, "body", "")) <= 1024


def test_an_offer_of_longest_labels_fits_in_one_message() -> None:
    stop = Stop(place=Place(label="L" * 200))
    job = offer().mission.model_copy(update={"pickup": stop, "dropoff": stop})
    event = OfferMade(occurred_at=NOON, offer=offer(mission=job, pay=100_000_000))

    [told] = told_of_offer(event)

    assert told.message.fallback is not None
    assert max(len(value) for value in told.message.fallback.body_parameters) <= 200


def test_marks_and_line_breaks_of_others_do_not_leak_into_our_layout() -> None:
    assert plain(" *Chez*\n_Marie_ `rue`~ ") == "Chez Marie rue"
    assert plain("***") is None
    assert plain(None) is None
    assert plain("x" * 100, limit=10) == "xxxxxxxxx…"


@pytest.mark.parametrize(
    ("metres", "text"),
    [
        (0, "0 m"),
        (84, "80 m"),
        (994, "990 m"),
        (995, "1,0 km"),
        (1240, "1,2 km"),
        (10_000, "10,0 km"),
    ],
)
def test_distances_read_as_people_say_them(metres: float, text: str) -> None:
    assert CATALOGUE.say(kilometres_text(metres), Language.FRENCH) == text


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_follow_metas_rules_for_variables(
    definition: TemplateDefinition, language: Language
) -> None:
    """Variables are numbered without a gap, exemplified, and neither first nor last."""
    wording = definition.wording(language)
    count = len(wording.examples)

    assert count == len(definition.french.examples)
    assert len(wording.quick_replies) == len(definition.french.quick_replies)
    assert all(f"{{{{{number}}}}}" in wording.body for number in range(1, count + 1))
    assert wording.body.count("{{") == count
    assert not wording.body.startswith("{{")
    assert not wording.body.rstrip(" .!").endswith("}}")
    assert len(wording.body) <= 1024
    assert all(len(reply) <= 25 for reply in wording.quick_replies)


def test_a_template_is_filled_with_one_line_values() -> None:
    filled = mission_update(REFERENCE, "ligne une\nligne    deux").said(Language.FRENCH)

    assert filled.body_parameters == [REFERENCE, "ligne une ligne deux"]
    assert filled.button_payloads == [f"act:mission.follow:{REFERENCE}"]


def test_a_link_button_needs_a_link() -> None:
    [told, _card] = told_of_status(status_changed(MissionStatus.ACCEPTED))

    assert isinstance(told.message.content, LinkButton)
    assert len(told.message.content.body) <= 1024
