"""A partner's back end pushes statuses: any word, any order, any number of times."""

import random
from itertools import count

import pytest

from tests.support.partner import Partner
from tests.support.phone import Phone
from tests.support.town import Town, headlines

pytestmark = pytest.mark.journey

# orders.md, Missions: the accepted synonyms, in the order of a job.
SYNONYMS = {
    "pending": "pending en_attente new nouvelle",
    "accepted": "accepted assigned assignee confirme",
    "to_pickup": "en_route_recuperation",
    "at_pickup": "pickup_arrived arrive_pickup au_depart arrive_recuperation",
    "picked_up": "picked_up recupere",
    "in_transit": "in_transit en_route en_route_livraison",
    "at_dropoff": "arrive_livraison",
    "delivered": "delivered livree completed termine",
}
SIDE_SYNONYMS = {
    "problem": "probleme failed",
    "cancelled": "cancelled canceled annule annulee",
}
NEWS = {
    "accepted": ["*COURSE ACCEPTÉE*", "(contacts)"],
    "at_pickup": ["*LIVREUR AU POINT DE RETRAIT*"],
    "picked_up": ["*COLIS RÉCUPÉRÉ*"],
    "at_dropoff": ["*LIVREUR ARRIVÉ À DESTINATION*"],
    "delivered": ["*COLIS LIVRÉ*"],
    "problem": ["*PROBLÈME SUR VOTRE COURSE*"],
    "cancelled": ["*COURSE ANNULÉE*"],
}
SEED = 20261121

_references = (f"PART-{number:03d}" for number in count(1))


async def test_every_synonym_twice_tells_the_client_once_for_each_real_move(town: Town) -> None:
    partner, client, reference = await _job(town)
    told: list[str] = []

    for state, words in SYNONYMS.items():
        for word in words.split() * 2:
            answer = await partner.reports(reference, word, **_facts(client))
            assert answer.status_code == 200, (word, answer.text)
            assert (await town.mission(reference))["status"] == state
        await town.settle()
        told += NEWS.get(state, [])
        assert await _told(client) == told, state


async def test_late_and_shuffled_statuses_end_in_the_same_state_and_repeat_nothing(
    town: Town,
) -> None:
    dice = random.Random(SEED)  # noqa: S311 - a replayable shuffle
    every_word = [word for words in SYNONYMS.values() for word in words.split()]
    jobs = [await _job(town) for _ in range(4)]
    for partner, client, reference in jobs:
        words = every_word * 2
        dice.shuffle(words)
        for word in words:
            answer = await partner.reports(reference, word, **_facts(client))
            assert answer.status_code == 200, (SEED, word, answer.text)
    await town.settle()

    for _, client, reference in jobs:
        assert (await town.mission(reference))["status"] == "delivered", (SEED, reference)
        told = await _told(client)
        assert told.count("*COLIS LIVRÉ*") == 1, (SEED, reference)
        assert len(told) == len(set(told)), (SEED, told)


@pytest.mark.parametrize(("state", "words"), SIDE_SYNONYMS.items())
async def test_what_goes_wrong_is_told_once_whatever_it_is_called(
    town: Town, state: str, words: str
) -> None:
    partner, client, reference = await _job(town)
    await partner.reports(reference, "accepted", **_facts(client))
    for word in words.split() * 2:
        assert (await partner.reports(reference, word, **_facts(client))).status_code == 200
    await partner.reports(reference, "en_route_recuperation", **_facts(client))
    await town.settle()

    assert (await town.mission(reference))["status"] == state
    assert await _told(client) == NEWS["accepted"] + NEWS[state]


async def test_the_same_delivery_twice_is_one_report(town: Town) -> None:
    partner, client, reference = await _job(town)
    first = await partner.reports(reference, "accepted", webhook_id="msg_twice", **_facts(client))
    again = await partner.reports(reference, "delivered", webhook_id="msg_twice", **_facts(client))
    assert (first.status_code, again.status_code) == (200, 200)
    await town.settle()

    assert (await town.mission(reference))["status"] == "accepted"
    assert await _told(client) == NEWS["accepted"]


async def test_a_forged_or_old_report_is_refused_and_changes_nothing(town: Town) -> None:
    partner, client, reference = await _job(town)
    await partner.reports(reference, "accepted", **_facts(client))
    body = f'{{"numero_mission": "{reference}", "statut": "livree"}}'.encode()

    forged = await partner.posts(body, forged_with=b"not the secret")
    old = await partner.posts(body, age_s=310)
    unsigned = await town.gateway.post("/webhooks/missions/status", content=body)

    assert [answer.status_code for answer in (forged, old, unsigned)] == [401, 401, 401]
    await town.settle()
    assert (await town.mission(reference))["status"] == "accepted"
    assert await _told(client) == NEWS["accepted"]


async def test_an_unknown_status_is_refused_with_the_words_that_are_accepted(town: Town) -> None:
    partner, client, reference = await _job(town)
    await partner.reports(reference, "accepted", **_facts(client))

    answer = await partner.reports(reference, "teleporte", **_facts(client))

    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    for word in " ".join([*SYNONYMS.values(), *SIDE_SYNONYMS.values()]).split():
        assert word in answer.json()["detail"]
    await town.settle()
    assert (await town.mission(reference))["status"] == "accepted"
    assert await _told(client) == NEWS["accepted"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b'{"statut": "livree"}', b"[" * 20_000],
    ids=["empty", "cut", "list", "text", "bytes", "null", "no reference", "deep"],
)
async def test_a_body_that_is_no_report_is_refused_politely(town: Town, body: bytes) -> None:
    partner = await town.partner()
    missions = await _missions(town)

    answer = await partner.posts(body)

    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert await _missions(town) == missions


async def _job(town: Town) -> tuple[Partner, Phone, str]:
    """Make a mission of the partner's for a client whose window is open."""
    client = town.newcomer()
    await client.text("Bonjour")
    await client.is_offered("Envoyer un colis")
    return await town.partner(), client, next(_references)


def _facts(client: Phone) -> dict[str, str]:
    return {
        "contact_entreprise": f"+{client.number}",
        "livreur_nom": "Cédric Loemba",
        "livreur_telephone": "+242065550201",
        "adresse_recuperation": "Marché Total, Bacongo",
        "adresse_livraison": "Moungali, rond-point",
        "valeur_produit": "25 000 FCFA",
        "nom_client_final": "Marie",
    }


async def _told(client: Phone) -> list[str]:
    """List what the client was told after the menu."""
    return headlines(await client.received())[1:]


async def _missions(town: Town) -> int:
    [row] = await town.query("SELECT count(*) AS missions FROM orders.mission")
    return int(row["missions"])
