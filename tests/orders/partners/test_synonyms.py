"""Every word a partner may use."""

import pytest

from services.orders.partners.synonyms import read_mission_status, read_order_status
from shared.contracts.orders.api import MissionStatus as M
from shared.contracts.orders.api import OrderStatus as O
from shared.contracts.orders.errors import UnknownStatus

MISSION_WORDS = {
    M.PENDING: "pending en_attente new nouvelle",
    M.ACCEPTED: "accepted assigned assignee confirme",
    M.TO_PICKUP: "en_route_recuperation to_pickup",
    M.AT_PICKUP: "pickup_arrived arrive_pickup au_depart arrive_recuperation at_pickup",
    M.PICKED_UP: "picked_up recupere",
    M.IN_TRANSIT: "in_transit en_route en_route_livraison",
    M.AT_DROPOFF: "arrive_livraison at_dropoff",
    M.DELIVERED: "delivered livree completed termine",
    M.PROBLEM: "probleme failed problem",
    M.RETURNED: "returned retournee",
    M.CANCELLED: "cancelled canceled annule annulee",
}
ORDER_WORDS = {
    O.PENDING: "pending en_attente new nouvelle",
    O.CONFIRMED: "confirmed acceptee",
    O.PREPARING: "preparing",
    O.READY: "ready prete preparee",
    O.HANDED_OVER: "shipped expediee handed_over",
    O.DELIVERED: "delivered livree completed termine",
    O.PROBLEM: "probleme failed",
    O.REFUSED: "refused refusee",
    O.CANCELLED: "cancelled canceled annule annulee",
}


@pytest.mark.parametrize(
    ("word", "status"),
    [(word, status) for status, words in MISSION_WORDS.items() for word in words.split()],
)
def test_every_word_for_a_mission_is_understood(word: str, status: M) -> None:
    assert read_mission_status(word) is status


@pytest.mark.parametrize(
    ("word", "status"),
    [(word, status) for status, words in ORDER_WORDS.items() for word in words.split()],
)
def test_every_word_for_an_order_is_understood(word: str, status: O) -> None:
    assert read_order_status(word) is status


@pytest.mark.parametrize(
    "word",
    ["Récupéré", "RECUPERE", " recupere "],
)
def test_accents_and_case_do_not_matter(word: str) -> None:
    assert read_mission_status(word) is M.PICKED_UP


@pytest.mark.parametrize(
    "word", ["En route récupération", "en-route-recuperation", "EN  ROUTE_Récupération"]
)
def test_spaces_and_hyphens_do_not_matter(word: str) -> None:
    assert read_mission_status(word) is M.TO_PICKUP


def test_an_unknown_word_is_refused_with_the_accepted_ones() -> None:
    with pytest.raises(UnknownStatus) as refused:
        read_mission_status("volée")
    assert refused.value.params["status"] == "volée"
    assert "en_route_livraison" in str(refused.value)


def test_an_orders_word_is_no_missions_word() -> None:
    with pytest.raises(UnknownStatus):
        read_mission_status("preparing")
