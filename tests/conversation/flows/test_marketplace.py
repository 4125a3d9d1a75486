"""Buying from a shop as people do it: what they write or tap, and what they read."""

import pytest

from services.conversation.dialogue.said import Kind
from shared.contracts.notifications.api import Buttons, LocationRequest, MenuList
from shared.contracts.orders.calls import (
    GET_LAST_JOB,
    GET_PRODUCT,
    LIST_MERCHANTS,
    PLACE_ORDER,
    PRICE_CART,
    SEARCH,
)
from shared.contracts.orders.fake.town import MIREILLE
from tests.conversation.shopping import (
    SENTENCE,
    asked,
    at_recap,
    cart_of,
    close_shop,
    lines,
    shopper,
    titles,
)
from tests.support.talk import Talk, choices

SEARCHED = [LIST_MERCHANTS.name, SEARCH.name]


@pytest.fixture
def talk() -> Talk:
    return shopper()


def test_a_sentence_two_taps_and_the_order_is_placed(talk: Talk) -> None:
    first = talk.text(SENTENCE)
    recap = talk.tap("💵 Espèces")
    told = talk.tap("✅ Confirmer")

    assert lines(first)[1] == "💳 *Comment payez-vous ?*"
    assert lines(recap) == [
        "*VOTRE COMMANDE* · Chez Mireille",
        "──────────────",
        "• 2 × Poulet mayo : 7 000 FCFA",
        "🧾 Sous-total : 7 000 FCFA",
        "🛵 Livraison (1,0 km) : 1 500 FCFA",
        "💰 *Total : 8 500 FCFA*",
        "📍 Livraison : *Moungali*",
        "💵 Espèces, à payer au livreur",
        "⏱️ Livrée en 25 à 40 min environ",
        "C’est bon ? _Un oubli ? Écrivez-le._",
    ]
    assert lines(told) == [
        "✅ *COMMANDE ENVOYÉE*",
        "Référence : `CMD-20261121-001`",
        "💰 Total : *8 500 FCFA*",
        "🏪 Chez Mireille va la confirmer, je vous écris.",
    ]
    assert titles(talk) == ["🔎 Suivre"]
    assert talk.state.stack == []
    assert asked(talk) == [*SEARCHED, PRICE_CART.name, PLACE_ORDER.name]
    assert talk.orders.product("Poulet mayo").reserved == 2


def test_somebody_new_orders_from_a_known_shop_in_five_messages() -> None:
    talk = Talk()

    said = [
        talk.text("je veux commander 2 poulets mayo chez Mireille"),
        talk.tap("Brazzaville"),
        talk.pin(-4.2480, 15.2640),
        talk.text("espèces"),
        talk.text("oui"),
    ]

    assert [part.splitlines()[0] for part in said[:3]] == [
        "_Étape 1/6_",
        "_Étape 2/4_",
        "_Étape 3/4_",
    ]
    assert "`CMD-20261121-001`" in said[4]
    assert talk.state.city == "Brazzaville"
    assert len(talk.shown) == len(said)


def test_taps_alone_go_from_a_kind_of_shop_to_the_cart(talk: Talk) -> None:
    talk.text("menu")
    talk.tap("🛍️ Commander")
    talk.tap("🍲 Restaurant")
    listed = talk.tap("Chez Mireille")
    rows = talk.shown[-1]
    card = talk.tap("Jus de gingembre")
    shown = talk.shown[-1]
    cart = talk.tap("3")

    assert lines(listed)[1] == "🔎 *Les produits* · Chez Mireille"
    assert isinstance(rows, MenuList)
    assert [row.description for section in rows.sections for row in section.rows] == [
        "1\u202f000\u202fFCFA · Chez Mireille · il en reste 3",
        "3\u202f500\u202fFCFA · Chez Mireille",
        "Saka-saka au poisson fumé · 2\u202f500\u202fFCFA · Chez Mireille",
    ]
    assert lines(card)[1:] == [
        "*Jus de gingembre*",
        "💰 *1 000 FCFA*",
        "🏪 Chez Mireille",
        "📦 il en reste 3",
        "🔢 *Combien ?* Ex. _2_",
    ]
    assert isinstance(shown, Buttons)
    assert shown.image_link == talk.orders.product("Jus de gingembre").image_url
    assert lines(cart)[1:] == [
        "🛒 *VOTRE PANIER* · Chez Mireille",
        "• 3 × Jus de gingembre : 3 000 FCFA",
        "💰 Sous-total : *3 000 FCFA*",
    ]
    assert titles(talk) == ["✅ Commander", "➕ Ajouter", "✏️ Modifier"]


def test_an_unknown_city_is_asked_once_and_a_position_answers_it_and_the_address() -> None:
    talk = Talk()
    talk.text("acheter du riz")

    unknown = "Je ne connais pas cette ville, ou nous n’y livrons pas encore."
    assert talk.text("Kinshasa").splitlines()[0] == unknown
    assert "*Riz 25 kg*" in talk.pin(-4.2480, 15.2640)
    talk.tap("1")
    assert "💳 *Comment payez-vous ?*" in talk.tap("✅ Commander")


def test_a_price_limit_is_kept_said_and_lifted_by_a_tap(talk: Talk) -> None:
    said = talk.text("poulet mayo moins de 3000")

    assert lines(said)[1:] == [
        "😕 Je n’ai rien trouvé pour « poulet mayo » · Brazzaville.",
        "Rien à moins de 3 000 FCFA. Sans limite de prix ?",
    ]
    assert titles(talk) == ["💰 Tous les prix", "🔎 Autre recherche", "🏙️ Autre ville"]
    assert "*Poulet mayo*" in talk.tap("💰 Tous les prix")
    assert [intent.body.get("max_price") for intent in talk.asked] == [3000, None]


def test_what_nobody_sells_is_said_and_another_word_searches_again(talk: Talk) -> None:
    nothing = talk.text("acheter du caviar")

    assert "😕 Je n’ai rien trouvé pour « caviar » · Brazzaville." in nothing
    assert "*Riz 25 kg*" in talk.text("riz")


def test_a_shop_nobody_knows_leaves_the_search_to_the_others(talk: Talk) -> None:
    said = talk.text("poulet mayo chez Fernande")

    assert "🤔 Je ne connais pas « Fernande » à Brazzaville." in said
    assert "*Poulet mayo*" in said


def test_a_closed_shop_is_named_and_not_offered(talk: Talk) -> None:
    close_shop(talk)

    said = talk.text("2 poulets mayo chez Mireille")

    assert "😴 Chez Mireille : fermé (8h–21h, tous les jours)" in said
    assert titles(talk) == ["🔎 Autre recherche"]


def test_pages_of_products_go_on_by_a_row(talk: Talk) -> None:
    shop = talk.orders.state.merchant(MIREILLE)
    for number in range(12):
        talk.orders.add_product(shop, f"Beignet {number:02}", price=100, stock=9)

    talk.text("acheter beignet")
    assert titles(talk) == [*(f"Beignet {n:02}" for n in range(9)), "➡️ Suite"]
    talk.tap("➡️ Suite")
    assert titles(talk) == ["Beignet 09", "Beignet 10", "Beignet 11"]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("7", "😕 Il n’en reste que *3*."),
        ("beaucoup", "Je n’ai pas compris combien vous en voulez."),
        ("0", "Je n’ai pas compris combien vous en voulez."),
        ("-2", "Je n’ai pas compris combien vous en voulez."),
    ],
)
def test_a_number_that_cannot_be_had_is_refused_with_what_can(
    talk: Talk, words: str, line: str
) -> None:
    talk.text("jus de gingembre")

    said = talk.text(words)

    assert lines(said)[0] == line
    assert lines(said)[-1] == "🔢 Écrivez juste un nombre, par exemple : *2*."
    assert "items" not in talk.state.stack[0].filled


def test_a_number_in_words_counts_and_more_of_the_same_is_added_up(talk: Talk) -> None:
    talk.text("poulet mayo")
    talk.text("cinq")

    talk.text("et 2 poulets mayo")

    assert cart_of(talk) == [("Poulet mayo", 7)]


def test_a_measure_in_a_name_is_no_number_of_things(talk: Talk) -> None:
    said = talk.text("acheter riz 25 kg")

    assert "🔢 *Combien ?* Ex. _2_" in said
    assert talk.asked[-1].body["q"] == "riz 25 kg"


def test_a_dish_named_at_any_step_is_searched_and_added(talk: Talk) -> None:
    talk.text("poulet mayo")
    talk.tap("1")
    talk.tap("✅ Commander")

    back_at_address = talk.text("et 2 jus de gingembre")
    talk.text("Moungali")
    recap = talk.tap("💵 Espèces")
    recap_again = talk.text("un saka-saka")

    assert "📍 *Où livrer ?*" in back_at_address
    assert "• 2 × Jus de gingembre : 2 000 FCFA" in lines(recap)
    assert "💰 *Total : 9 500 FCFA*" in lines(recap_again)
    assert cart_of(talk) == [
        ("Poulet mayo", 1),
        ("Jus de gingembre", 2),
        ("Saka-saka au poisson fumé", 1),
    ]


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("derrière la pharmacie du Plateau", "derrière la pharmacie du Plateau"),
        ("Moungali en face du vendeur de pain", "Moungali en face du vendeur de pain"),
    ],
)
def test_an_address_with_a_shop_in_it_stays_an_address(
    talk: Talk, address: str, label: str
) -> None:
    talk.text("poulet mayo")
    talk.tap("1")
    talk.tap("✅ Commander")

    said = talk.text(address)

    assert "💳 *Comment payez-vous ?*" in said
    assert talk.state.stack[0].filled["dropoff"]["label"] == label


def test_one_cart_is_of_one_shop(talk: Talk) -> None:
    talk.text("riz")
    talk.tap("2")

    refused = talk.text("et un jus de gingembre")
    kept = talk.tap("🛒 Garder le mien")
    talk.text("jus de gingembre")
    talk.tap("🆕 Nouveau panier")
    replaced = talk.tap("1")

    assert lines(refused)[1:] == [
        "🛒 *Un panier par boutique.*",
        "Le vôtre : *Alimentation Moungali*. Cet article : *Chez Mireille*. Que fait-on ?",
    ]
    assert "• 2 × Riz 25 kg : 30 000 FCFA" in lines(kept)
    assert "Riz" not in replaced
    assert cart_of(talk) == [("Jus de gingembre", 1)]


def test_a_line_is_changed_or_taken_out_by_taps(talk: Talk) -> None:
    talk.text("poulet mayo")
    talk.tap("2")
    talk.text("et un jus de gingembre")
    talk.tap("3")
    talk.tap("✏️ Modifier")
    talk.tap("Jus de gingembre")
    talk.text("1")
    changed = cart_of(talk)
    talk.tap("✏️ Modifier")
    talk.text("le jus")
    talk.tap("🗑️ Retirer")
    one_left = cart_of(talk)
    talk.tap("✏️ Modifier")
    empty = talk.text("0")

    assert changed == [("Poulet mayo", 2), ("Jus de gingembre", 1)]
    assert one_left == [("Poulet mayo", 2)]
    assert "🛍️ *Que cherchez-vous ?*" in empty
    assert asked(talk).count(GET_PRODUCT.name) == 2


def test_corrections_at_the_recap_are_one_message_each(talk: Talk) -> None:
    at_recap(talk)

    fewer = talk.text("non, 3 plutôt")
    elsewhere = talk.text("non, à Talangaï plutôt")
    code = talk.text("code bienvenue10")

    assert lines(fewer)[0] == "✏️ C’est corrigé."
    assert "• 3 × Poulet mayo : 10 500 FCFA" in lines(fewer)
    assert "📍 Livraison : *Talangaï*" in lines(elsewhere)
    assert "🏷️ Ce code promo ne s’applique pas ici." in lines(code)
    assert "💰 *Total : 12 000 FCFA*" in lines(code)


def test_a_promo_code_takes_its_part_off(talk: Talk) -> None:
    talk.orders.state.promo_percent["BIENVENUE10"] = 10
    at_recap(talk)
    talk.tap("✏️ Modifier")
    talk.tap("🏷️ Un code promo")

    assert talk.text("???").splitlines()[0] == (
        "Un code promo n’a que des lettres et des chiffres."
    )
    said = talk.text("bienvenue10")

    assert "🏷️ Remise BIENVENUE10 : -700 FCFA" in lines(said)
    assert "💰 *Total : 7 800 FCFA*" in lines(said)


def test_the_recap_is_edited_field_by_field(talk: Talk) -> None:
    at_recap(talk)

    talk.tap("✏️ Modifier")
    offered = titles(talk)
    talk.tap("👤 Le contact")
    with_contact = talk.text("Marie 06 123 45 67")
    talk.tap("✏️ Modifier")
    talk.tap("💳 Le paiement")
    talk.text("en bitcoin")
    paid = talk.text("airtel money")

    assert offered == [
        "🛒 Le panier",
        "📍 L’adresse",
        "👤 Le contact",
        "🏷️ Un code promo",
        "💳 Le paiement",
    ]
    assert "👤 Contact : Marie 06 123 45 67" in lines(with_contact)
    assert "📱 Mobile money, à payer à la boutique" in lines(paid)


def test_mobile_money_is_told_with_number_amount_reference_and_time(talk: Talk) -> None:
    talk.text(SENTENCE)
    talk.tap("📱 Mobile money")

    said = talk.tap("✅ Confirmer")

    assert lines(said)[3:] == [
        "👉 Envoyez *8 500 FCFA* à Chez Mireille",
        "📞 Au *06 555 03 01*, référence `CMD-20261121-001`",
        "⏳ Avant *13:31*, sinon la commande est annulée.",
        "🏪 Chez Mireille prépare dès que c’est payé.",
    ]


def test_the_last_address_is_the_first_choice(talk: Talk) -> None:
    at_recap(talk)
    talk.text("oui")
    talk.text("riz")
    talk.tap("1")
    talk.tap("✅ Commander")

    assert titles(talk) == ["📍 Moungali"]
    assert "💳 *Comment payez-vous ?*" in talk.tap("📍 Moungali")


def test_the_address_is_asked_all_the_same_when_the_last_one_cannot_be_read(talk: Talk) -> None:
    talk.answers[GET_LAST_JOB.name] = "internal_error"
    talk.text("riz")
    talk.tap("1")

    assert "📍 *Où livrer ?*" in talk.tap("✅ Commander")
    assert isinstance(talk.shown[-1], LocationRequest)


def test_back_undoes_the_last_answer_step_by_step(talk: Talk) -> None:
    talk.text("acheter")
    talk.text("poulet")
    talk.tap("2")
    talk.tap("✅ Commander")

    assert "🛒 *VOTRE PANIER*" in talk.text("retour")
    assert "🔢 *Combien ?*" in talk.text("retour")
    assert "🛍️ *Que cherchez-vous ?*" in talk.text("retour")
    assert talk.text("retour").startswith("C’est annulé")


def test_another_errand_and_a_question_leave_the_cart_as_it_is(talk: Talk) -> None:
    talk.text("riz")
    talk.tap("2")

    assert "Rien n’est en cours pour vous." in talk.text("c'est où ?")
    kept = talk.text("je veux envoyer un colis de Moungali à Talangaï")
    resumed = talk.text("annuler")

    assert kept.startswith("📝 Je garde votre brouillon : *🛍️ Commander*.")
    assert "• 2 × Riz 25 kg : 30 000 FCFA" in lines(resumed)


def test_a_stale_tap_and_what_we_cannot_read_change_nothing(talk: Talk) -> None:
    talk.text("jus de gingembre")
    old = {title: one for one, title in choices(talk.shown[-1])}["2"]
    talk.tap("1")
    before = talk.state.stack[0].filled

    stale = talk.say(kind=Kind.TAP, tapped=old, text="2")
    sticker = talk.say(kind=Kind.STICKER)

    assert stale.startswith("🙂 Ce bouton n’est plus actif.")
    assert "🛒 *VOTRE PANIER*" in sticker
    assert talk.state.stack[0].filled == before


def test_a_silence_is_resumed_with_the_cart(talk: Talk) -> None:
    talk.text("riz")
    talk.tap("2")
    talk.wait(minutes=45)

    assert talk.text("bonjour") == "👋 Re-bonjour ! On continue : *🛍️ Commander* ?"
    assert "• 2 × Riz 25 kg : 30 000 FCFA" in lines(talk.tap("▶️ Continuer"))


def test_cancelling_orders_nothing(talk: Talk) -> None:
    at_recap(talk)

    assert talk.tap("❌ Annuler").startswith("C’est annulé, rien n’a été envoyé.")
    assert PLACE_ORDER.name not in asked(talk)
    assert talk.orders.product("Poulet mayo").reserved == 0


def test_several_products_of_one_sentence_all_reach_the_cart(talk: Talk) -> None:
    talk.text("commander 3 jus de gingembre, 2 poulets mayo et un saka-saka chez Mireille")
    talk.text("Moungali")
    recap = talk.tap("💵 Espèces")

    assert lines(recap)[2:5] == [
        "• 3 × Jus de gingembre : 3 000 FCFA",
        "• 2 × Poulet mayo : 7 000 FCFA",
        "• 1 × Saka-saka au poisson fumé : 2 500 FCFA",
    ]


def test_what_the_shop_does_not_have_leaves_the_way_back_to_the_cart(talk: Talk) -> None:
    said = talk.text("2 poulets mayo chez Mireille et une pizza")

    assert "😕 Je n’ai rien trouvé pour « pizza » · Chez Mireille." in said
    assert titles(talk) == ["🏪 Partout", "🛒 Voir le panier", "🔎 Autre recherche"]
    talk.text("c'est tout")
    assert cart_of(talk) == [("Poulet mayo", 2)]
    assert talk.state.stack[0].asking == "dropoff"


def test_the_recap_hears_payment_contact_and_what_to_change(talk: Talk) -> None:
    at_recap(talk)

    paid = talk.text("je paie par airtel money")
    contact = talk.text("mon contact c'est Paul 06 444 55 66")
    address = talk.text("changer l'adresse")

    assert "📱 Mobile money, à payer à la boutique" in lines(paid)
    assert "👤 Contact : Paul 06 444 55 66" in lines(contact)
    assert "📍 *Où livrer ?*" in address
