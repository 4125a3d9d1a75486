"""Every intent, in the languages people use, with typos and code-mixing."""

import pytest

from services.conversation.understanding import Intent, understand

_SAID = {
    Intent.COURIER: [
        "Je veux envoyer un colis",
        "anvoyer un colie",
        "natinda eloko",
        "nalingi kotinda mokanda",
        "I wan send parcel",
        "besoin d'un coursier",
    ],
    Intent.MARKETPLACE: [
        "Je veux manger",
        "j'ai faim",
        "passer une commande",
        "nalingi kosomba mapa",
        "I wan chop",
        "vous avez du riz ?",
    ],
    Intent.SERVICE: [
        "je cherche un électricien",
        "mon robinet coule",
        "frigo na ngai ekufi",
        "I need a plumber",
        "machine à laver en panne",
    ],
    Intent.FOLLOW: [
        "c'est où ?",
        "Où est mon colis ?",
        "le livreur est où",
        "colis na ngai ezali wapi",
        "where is my order",
        "statut",
        "mon colis arrive quand",
    ],
    Intent.HISTORY: [
        "historique",
        "mes commandes",
        "voir mes anciennes livraisons",
        "show my past orders",
    ],
    Intent.REPEAT: [
        "comme la dernière fois",
        "la même chose",
        "lokola mbala eleki",
        "same as last time",
    ],
    Intent.SUPPORT: [
        "j'ai un problème avec ma commande",
        "je n'ai pas reçu mon colis",
        "je veux être remboursé",
        "réclamation",
    ],
    Intent.HUMAN: [
        "je veux parler à un agent",
        "humain",
        "nalingi koloba na moto",
        "talk to a human",
    ],
    Intent.MENU: ["menu", "MENU !", "menu principal", "main menu"],
    Intent.BACK: ["retour", "zonga", "go back", "revenir en arrière"],
    Intent.CANCEL: [
        "annuler",
        "je veux annuler ma commande",
        "laissez tomber",
        "tika",
        "cancel",
        "anuler",
    ],
    Intent.HELP: ["aide", "comment ça marche ?", "salisa ngai", "help", "abeg help me"],
    Intent.LANGUAGE: ["langue", "english", "lingala", "parler en français"],
    Intent.GREET: ["bonjour", "mbote", "hello", "slt"],
    Intent.THANKS: ["merci", "ok merci", "matondo", "thank you plenty"],
    Intent.YES: ["oui", "ee", "yes", "👍"],
    Intent.NO: ["non", "te", "no", "👎"],
    Intent.STOCK: ["STOCK RIZ", "stock de farine"],
    Intent.DRIVER_ON: [
        "je suis disponible",
        "en service",
        "nabandi mosala",
        "I dey ready for work",
    ],
    Intent.DRIVER_OFF: [
        "hors service",
        "je ne suis plus disponible",
        "nasilisi mosala",
        "j'ai fini pour aujourd'hui",
    ],
    Intent.DRIVER_JOBS: ["mes courses", "voir les missions disponibles", "courses près de moi"],
    Intent.BECOME_DRIVER: [
        "je veux devenir livreur",
        "nalingi kokoma livreur",
        "I want to become a driver",
    ],
    Intent.BECOME_MERCHANT: [
        "inscrire ma boutique",
        "je veux vendre sur TokTok",
        "nalingi koteka na TokTok",
    ],
    Intent.BECOME_PROVIDER: [
        "devenir prestataire",
        "je suis plombier et je veux travailler avec vous",
    ],
    Intent.UNKNOWN: ["Talangaï", "le ciel est bleu", "", "👀", "azerty qsdf"],
}


@pytest.mark.parametrize(
    ("text", "intent"), [(text, intent) for intent, texts in _SAID.items() for text in texts]
)
def test_the_intent_is_recognised(text: str, intent: Intent) -> None:
    assert understand(text).intent is intent


def test_every_intent_has_its_sentences() -> None:
    assert set(_SAID) == set(Intent)


@pytest.mark.parametrize(
    "address", ["Avenue de l'aide", "rue du Retour", "immeuble Menu", "bar le Oui", "quartier Stop"]
)
def test_a_global_word_inside_an_address_is_no_command(address: str) -> None:
    assert understand(address, flow="courier").intent is Intent.UNKNOWN


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ça fait une heure que j'attends et je ne vois personne", Intent.FOLLOW),
        ("bazongiseli ngai mbongo te", Intent.SUPPORT),
        ("the thing wey una bring don spoil", Intent.SUPPORT),
        ("vous n'avez pas un humain derrière là ?", Intent.HUMAN),
        ("qui connaît un gars sérieux pour les toilettes bouchées", Intent.SERVICE),
        ("my cousin is getting married on Saturday", Intent.UNKNOWN),
        ("on dit que le ministre va partir", Intent.UNKNOWN),
    ],
)
def test_wordings_that_no_rule_foresees_are_weighed(text: str, intent: Intent) -> None:
    assert understand(text).intent is intent


@pytest.mark.parametrize(
    "answer", ["à la pharmacie, portail noir", "un carton de savon", "chez le menuisier du coin"]
)
def test_what_was_learned_from_examples_never_speaks_inside_a_flow(answer: str) -> None:
    assert understand(answer, flow="courier").intent is Intent.UNKNOWN


def test_giving_up_with_a_reason_cancels_inside_a_flow_too() -> None:
    assert understand("oubliez, je vais me débrouiller", flow="courier").intent is Intent.CANCEL
