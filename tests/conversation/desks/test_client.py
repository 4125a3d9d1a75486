"""What everybody does without an errand: follow, cancel, look back, have it again, rate."""

import pytest

from services.conversation.dialogue.state import State
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.calls import (
    CANCEL_ORDER,
    CREATE_MISSION,
    GET_LAST_JOB,
    GET_MISSION,
    GET_ORDER,
    LIST_HISTORY,
    MAKE_QUOTE,
    PLACE_ORDER,
    PRICE_CART,
    REDELIVER_MISSION,
)
from shared.contracts.orders.fake.moves import move_mission
from shared.contracts.orders.fake.order_moves import move_order
from tests.conversation.shopping import SENTENCE, asked, at_recap, lines, shopper, titles
from tests.support.talk import Talk

PARCEL = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"
ORDER, MISSION = "CMD-20261121-001", "COUR-20261121-001"


@pytest.fixture
def talk() -> Talk:
    return shopper()


def order(talk: Talk) -> None:
    at_recap(talk)
    talk.text("oui")


def send(talk: Talk) -> None:
    talk.text(PARCEL)
    talk.text("oui")


def order_moves(talk: Talk, *statuses: OrderStatus, refusal: str | None = None) -> None:
    state = talk.orders.state
    for status in statuses:
        known = state.orders[ORDER].model_copy(update={"refusal": refusal})
        move_order(state, known, status, source="merchant")


def mission_moves(talk: Talk, *statuses: MissionStatus) -> None:
    state = talk.orders.state
    for status in statuses:
        move_mission(state, state.missions[MISSION], status, source="driver")


def test_nothing_running_offers_what_can_be_begun(talk: Talk) -> None:
    talk.text("menu")

    assert talk.tap("🔎 Suivre") == "Rien n’est en cours pour vous."
    assert titles(talk) == ["📦 Envoyer un colis", "🛍️ Commander", "🧾 Mes commandes"]


def test_one_running_order_is_its_card(talk: Talk) -> None:
    order(talk)
    order_moves(talk, OrderStatus.CONFIRMED)

    said = talk.text("où est ma commande ?")

    assert lines(said) == [
        f"*VOTRE COMMANDE* `{ORDER}`",
        "🏪 Chez Mireille",
        "──────────────",
        "• 2 × Poulet mayo : 7 000 FCFA",
        "💰 *Total : 8 500 FCFA*",
        "📍 Moungali",
        "💵 Espèces, à payer au livreur",
        "✅ Envoyée à la boutique",
        "🔵 *Acceptée*",
        "⚪ En préparation",
        "⚪ Prête",
        "⚪ En livraison",
        "⚪ Livrée",
    ]
    assert titles(talk) == ["🔄 Actualiser", "❌ Annuler"]


def test_several_running_jobs_are_a_list_newest_first(talk: Talk) -> None:
    order(talk)
    send(talk)

    said = talk.text("statut")

    assert said == "🔎 *2 en cours.* Laquelle voulez-vous voir ?"
    assert titles(talk) == [MISSION, ORDER]
    assert f"*VOTRE COMMANDE* `{ORDER}`" in talk.tap(ORDER)
    assert f"*VOTRE COURSE* `{MISSION}`" in talk.text(f"où en est {MISSION} ?")


def test_a_refused_order_says_why_and_offers_to_have_it_again(talk: Talk) -> None:
    order(talk)
    order_moves(talk, OrderStatus.REFUSED, refusal="Plus de poulet")

    said = talk.act(Action.ORDER, ORDER)

    assert lines(said)[-2:] == ["⚠️ *Refusée par la boutique*", "💬 Plus de poulet"]
    assert titles(talk) == ["🔁 Refaire"]


def test_an_order_is_called_off_after_one_question(talk: Talk) -> None:
    order(talk)
    talk.act(Action.ORDER, ORDER)

    question = talk.tap("❌ Annuler")
    kept = talk.text("non")
    before = asked(talk).count(CANCEL_ORDER.name)
    talk.act(Action.CANCEL_ORDER, ORDER)
    cancelled = talk.tap("Oui, annuler")

    assert question == f"Annuler la commande `{ORDER}` ?"
    assert (kept, before) == ("👍 D’accord, on ne change rien.", 0)
    assert cancelled == f"❌ Votre commande `{ORDER}` est annulée."
    assert talk.orders.product("Poulet mayo").reserved == 0


def test_an_order_that_is_ready_is_no_longer_called_off(talk: Talk) -> None:
    order(talk)
    order_moves(talk, OrderStatus.CONFIRMED, OrderStatus.PREPARING, OrderStatus.READY)

    said = talk.act(Action.CANCEL_ORDER_NOW, ORDER)

    assert said == (
        f"La commande {ORDER} ne peut plus être annulée : elle est prête ou déjà partie."
    )
    assert talk.orders.state.orders[ORDER].status is OrderStatus.READY


def test_somebody_elses_reference_is_not_found(talk: Talk) -> None:
    assert talk.act(Action.ORDER, ORDER) == f"Je ne trouve pas la commande {ORDER}."
    assert talk.act(Action.FOLLOW, MISSION) == f"Je ne trouve pas la course {MISSION}."
    assert asked(talk) == [GET_ORDER.name, GET_MISSION.name]


def test_the_history_lists_jobs_and_each_opens_its_card(talk: Talk) -> None:
    order(talk)
    send(talk)

    said = talk.text("mes commandes")

    assert lines(said)[0] == "🧾 *VOS COMMANDES ET COLIS*"
    assert titles(talk) == ["📦 Moungali → Talangaï", "🛍️ Chez Mireille"]
    assert f"*VOTRE COURSE* `{MISSION}`" in talk.tap("📦 Moungali → Talangaï")


def test_older_jobs_are_a_row_away(talk: Talk) -> None:
    for _ in range(11):
        send(talk)

    talk.text("historique")
    talk.tap("➡️ Suite")
    last_row = titles(talk)[-1]
    talk.tap("📅 Plus anciennes")

    assert last_row == "📅 Plus anciennes"
    assert len(titles(talk)) == 1
    assert asked(talk).count(LIST_HISTORY.name) == 2


def test_somebody_without_a_past_is_invited(talk: Talk) -> None:
    invitation = "Vous n’avez encore rien commandé ici. On commence ?"

    assert talk.text("mes commandes") == invitation
    nothing = "Je n’ai rien à refaire pour vous. On commence ?"
    assert talk.text("comme la dernière fois") == nothing
    assert titles(talk) == ["📦 Envoyer un colis", "🛍️ Commander"]


def test_the_last_order_is_had_again_in_two_messages(talk: Talk) -> None:
    order(talk)
    talk.asked.clear()

    recap = talk.text("comme la dernière fois")
    told = talk.tap("✅ Confirmer")

    assert "• 2 × Poulet mayo : 7 000 FCFA" in lines(recap)
    assert "📍 Livraison : *Moungali*" in lines(recap)
    assert "Référence : `CMD-20261121-002`" in lines(told)
    assert asked(talk) == [GET_LAST_JOB.name, PRICE_CART.name, PLACE_ORDER.name]


def test_the_last_parcel_is_sent_again_in_two_messages(talk: Talk) -> None:
    send(talk)
    talk.asked.clear()
    talk.text("menu")

    recap = talk.tap("🔁 Comme la dernière fois")
    told = talk.tap("✅ Confirmer")

    assert "👤 Contact : Marie 06 123 45 67" in lines(recap)
    assert "Référence : `COUR-20261121-002`" in lines(told)
    assert asked(talk) == [GET_LAST_JOB.name, MAKE_QUOTE.name, CREATE_MISSION.name]


def test_what_was_skipped_is_not_asked_when_it_is_had_again(talk: Talk) -> None:
    talk.text("Envoyer un colis de Moungali à Talangaï")
    talk.tap("Passer")
    talk.tap("Passer")
    talk.tap("✅ Confirmer")

    assert "*VOTRE ENVOI*" in talk.text("comme la dernière fois")


def test_an_older_job_is_had_again_from_its_card(talk: Talk) -> None:
    order(talk)
    order_moves(talk, OrderStatus.CANCELLED)
    send(talk)
    talk.act(Action.ORDER, ORDER)

    recap = talk.tap("🔁 Refaire")

    assert "*VOTRE COMMANDE* · Chez Mireille" in recap
    assert talk.state.stack[0].flow == "marketplace"


def test_what_is_sold_out_meanwhile_is_said_when_it_is_had_again(talk: Talk) -> None:
    order(talk)
    shown = talk.orders.product("Poulet mayo")
    talk.orders.state.products[shown.id].change(stock=shown.reserved)

    said = talk.text("comme la dernière fois")

    assert lines(said)[0] == "📦 *Poulet mayo* est épuisé, je l’ai retiré du panier."


def test_a_returned_parcel_goes_out_again(talk: Talk) -> None:
    send(talk)
    mission_moves(
        talk,
        MissionStatus.ACCEPTED,
        MissionStatus.PICKED_UP,
        MissionStatus.PROBLEM,
        MissionStatus.RETURNED,
    )
    talk.act(Action.FOLLOW, MISSION)

    said = talk.tap("📦 Relivrer")

    assert said.startswith("📦 C’est reparti : je cherche un livreur pour `COUR-")
    assert asked(talk)[-1] == REDELIVER_MISSION.name


def test_a_parcel_on_its_way_is_not_sent_again(talk: Talk) -> None:
    send(talk)

    assert talk.act(Action.REDELIVER, MISSION).startswith(
        f"📦 {MISSION} ne peut pas être renvoyée."
    )


def test_stars_are_asked_from_a_delivered_job(talk: Talk) -> None:
    send(talk)
    mission_moves(talk, MissionStatus.ACCEPTED, MissionStatus.PICKED_UP, MissionStatus.DELIVERED)
    talk.act(Action.FOLLOW, MISSION)
    assert titles(talk) == ["⭐ Noter", "🔁 Refaire"]

    asked_stars = talk.tap("⭐ Noter")

    assert asked_stars == f"⭐ *Comment c’était ?* `{MISSION}`"
    assert titles(talk) == ["⭐" * stars for stars in (5, 4, 3, 2, 1)]


def test_a_stock_question_of_somebody_without_a_shop_searches_the_shops(talk: Talk) -> None:
    assert "*Riz 25 kg*" in talk.text("STOCK RIZ")


def test_the_menu_reaches_everything_of_a_client() -> None:
    talk = Talk(state=State(is_welcomed=True))
    talk.text("menu")

    assert titles(talk)[:5] == [
        "📦 Envoyer un colis",
        "🛍️ Commander",
        "🔎 Suivre",
        "🧾 Mes commandes",
        "🔁 Comme la dernière fois",
    ]


def test_the_sentence_that_orders_is_understood_while_nothing_else_runs(talk: Talk) -> None:
    talk.text(SENTENCE)

    assert talk.state.stack[0].flow == "marketplace"
