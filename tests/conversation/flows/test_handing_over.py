"""The merchant gives an order to the driver who shows its code."""

import pytest

from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import DriverCall, MissionStatus
from shared.contracts.orders.calls import ACCEPT_OFFER
from tests.conversation.shopkeeping import Shop, shop

CEDRIC = "+242065550201"


@pytest.fixture
def day() -> Shop:
    return shop()


def won(day: Shop) -> tuple[str, str]:
    """Let an order be ready and Cédric have its delivery; returns both references."""
    reference = day.order()
    for status in ("confirmed", "ready"):
        day.mireille.act(Action.MOVE_ORDER, reference, status)
    mission = next(one for one in day.orders.missions.values() if one.order_reference == reference)
    offer = day.orders.offer(mission.reference, to=CEDRIC)
    call = DriverCall(driver_phone=CEDRIC)
    day.orders.carry_out(ACCEPT_OFFER, call, offer_id=str(offer.id))
    return reference, mission.reference


def test_the_code_of_the_driver_hands_the_order_over(day: Shop) -> None:
    reference, mission = won(day)
    code = day.orders.missions[mission].pickup_code or ""
    assert "🛵 Livreur : Cédric Loemba" in day.open(reference)

    assert day.mireille.tap("🤝 Remettre").startswith(
        "🤝 *Quel code le livreur vous montre-t-il ?*"
    )
    assert "*🛵 Avec le livreur*" in day.mireille.text(" ".join(code))
    assert day.orders.missions[mission].status is MissionStatus.PICKED_UP


def test_another_code_is_refused_and_nothing_moves(day: Shop) -> None:
    reference, mission = won(day)
    wrong = "0000" if day.orders.missions[mission].pickup_code != "0000" else "1111"
    day.mireille.act(Action.GIVE_ORDER, reference)

    said = day.mireille.text(wrong)

    assert said.startswith("❌ Ce n’est pas le code de ce livreur. Essais restants : 4.")
    assert day.orders.missions[mission].status is MissionStatus.ACCEPTED


def test_after_too_many_wrong_codes_the_errand_ends_with_a_line(day: Shop) -> None:
    reference, mission = won(day)
    wrong = "0000" if day.orders.missions[mission].pickup_code != "0000" else "1111"
    day.mireille.act(Action.GIVE_ORDER, reference)

    said = [day.mireille.text(wrong) for _ in range(6)]

    assert said[-1].startswith("🔒 Trop d’essais.")
    assert day.mireille.state.stack == []
