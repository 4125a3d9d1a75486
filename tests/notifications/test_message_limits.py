"""Whatever people typed, our messages stay within WhatsApp's limits and look as laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.messages.audience import told_of_offer, told_of_status
from services.notifications.messages.layout import kilometres_text, plain
from services.notifications.messages.templates import (
    DEFINITIONS,
    TemplateDefinition,
    mission_update,
)
from shared.contracts.notifications.api import LinkButton
from shared.contracts.orders.api import DriverCard, MissionStatus, Stop
from shared.contracts.orders.events import OfferMade
from shared.values.place import Place
from tests.notifications.builders import NOON, REFERENCE, offer, status_changed

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


def test_an_offer_of_longest_labels_fits_in_one_message() -> None:
    stop = Stop(place=Place(label="L" * 200))
    mission = offer().mission.model_copy(update={"pickup": stop, "dropoff": stop})
    event = OfferMade(occurred_at=NOON, offer=offer(mission=mission, pay=100_000_000))

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
    assert kilometres_text(metres) == text


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda d: d.name)
def test_templates_follow_metas_rules_for_variables(definition: TemplateDefinition) -> None:
    """Variables are numbered without a gap, exemplified, and neither first nor last."""
    count = len(definition.examples)

    assert all(f"{{{{{number}}}}}" in definition.body for number in range(1, count + 1))
    assert definition.body.count("{{") == count
    assert not definition.body.startswith("{{")
    assert not definition.body.rstrip(" .!").endswith("}}")
    assert len(definition.body) <= 1024
    assert all(len(reply) <= 25 for reply in definition.quick_replies)


def test_a_template_is_filled_with_one_line_values() -> None:
    filled = mission_update(REFERENCE, "ligne une\nligne    deux")

    assert filled.body_parameters == [REFERENCE, "ligne une ligne deux"]
    assert filled.button_payloads == [f"act:mission.follow:{REFERENCE}"]


def test_a_link_button_needs_a_link() -> None:
    [told, _card] = told_of_status(status_changed(MissionStatus.ACCEPTED))

    assert isinstance(told.message.content, LinkButton)
    assert len(told.message.content.body) <= 1024
