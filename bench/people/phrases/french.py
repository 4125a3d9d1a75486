"""Plain French, as most people write it."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: ("Bonjour", "Bonsoir", "Salut", "Bjr", "Mbote"),
    Say.SEND: (
        "je veux envoyer un colis",
        "Envoyer un colis",
        "Je voudrais faire livrer un colis svp",
        "bonjour, j'ai un colis à envoyer",
        "j'ai besoin d'un livreur pour un colis",
    ),
    Say.PARCEL: (
        "Envoyer un colis de {p} chez {n} {t} vers {d}, {v}",
        "Je veux envoyer {w} de {p} à {d}, pour {n} {t}, valeur {v}",
        "colis de {p} à {d} pour {n} au {t}, ça vaut {v}",
        "Bonjour, je voudrais envoyer {w} de {p} à {d}. Contact {n} {t}. Valeur {v}",
        "envoyer {w} depuis {p} jusqu'à {d}, {n} {t}, {v}",
        "J'ai {w} à faire livrer de {p} vers {d} chez {n}, {t}. Valeur : {v}",
        "Je voudrais faire livrer {w} à {d} chez {n} {t}, récupérer à {p}, valeur {v}",
        "livrer un colis à {d} depuis {p}, appeler {n} {t}, {v}",
    ),
    Say.PLACE: ("{p}", "à {p}", "{p} svp", "c'est à {p}", "{p}"),
    Say.CONTACT: ("{n} {t}", "{n} au {t}", "c'est {n}, {t}", "{t} {n}", "{n} son numéro {t}"),
    Say.CONTENTS: ("{w}, {v}", "{w} {v}", "c'est {w}, ça vaut {v}", "{w} valeur {v}"),
    Say.YES: ("oui", "ok", "c'est bon", "oui c'est bon", "d'accord", "je confirme", "Oui !"),
    Say.ORDER: (
        "je veux commander {q} {x} {s}, livré à {a}",
        "{q} {x} {s}, livraison à {a}",
        "Bonjour, je voudrais {q} {x} {s} livré à {a} svp",
        "commander {q} {x} {s}, à livrer à {a}",
        "j'aimerais acheter {q} {x} {s}, livraison {a}",
    ),
    Say.SHOP: ("commander", "je veux commander", "je veux acheter quelque chose"),
    Say.COUNT: ("{q}", "{q} svp", "j'en veux {q}"),
    Say.RECOUNT: ("finalement {q} {x}", "non, {q} {x} plutôt", "plutôt {q} {x}"),
    Say.CASH: ("cash", "espèces", "à la livraison", "je paie en espèces"),
    Say.MOBILE_MONEY: ("mobile money", "momo", "par mobile money"),
    Say.TRANSFER: ("virement", "par virement"),
    Say.FOLLOW: (
        "c'est où ?",
        "où est mon colis ?",
        "statut",
        "mon colis est où",
        "ou en est mon colis",
    ),
    Say.CANCEL: (
        "annuler ma course",
        "je veux annuler",
        "annuler",
        "je veux annuler mon colis",
        "annulez svp",
    ),
    Say.REPEAT: (
        "comme la dernière fois",
        "la même chose que la dernière fois",
        "refaire la même course",
        "pareil que la dernière fois",
    ),
    Say.HUMAN: (
        "humain",
        "je veux parler à quelqu'un",
        "je veux parler à un conseiller",
        "un conseiller svp",
    ),
    Say.NEW_PICKUP: (
        "non, le départ c'est {p}",
        "finalement le départ c'est {p}",
        "en fait on récupère à {p}",
    ),
    Say.NEW_DROPOFF: (
        "non, l'arrivée c'est {p}",
        "finalement il faut livrer à {p}",
        "en fait c'est pour {p}, l'arrivée",
    ),
    Say.NEW_PHONE: ("non, c'est {t}", "pardon, le numéro c'est {t}", "en fait le numéro c'est {t}"),
    Say.NEW_VALUE: ("non, la valeur c'est {v}", "pardon ça vaut {v}", "la valeur c'est plutôt {v}"),
    Say.GO_ON: ("continuer", "on continue", "oui on continue"),
    Say.INSULT: ("c'est nul", "votre application est nulle"),
    Say.HELP: ("aide", "comment ça marche"),
    Say.DETOUR: (
        "en fait je veux commander à manger",
        "finalement je veux commander au restaurant",
    ),
    Say.STOP: ("annuler", "laisse tomber", "annule"),
}
