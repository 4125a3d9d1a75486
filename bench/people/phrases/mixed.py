"""French with Lingala in it, as Brazzaville speaks."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: ("Mbote", "Mbote na bino", "Mbote ya grand"),
    Say.SEND: (
        "nalingi envoyer colis moko",
        "mbote, nalingi kotinda colis",
        "yaya j'ai un colis ya kotinda",
    ),
    Say.PARCEL: (
        "nalingi kotinda colis de {p} à {d}, pour {n} {t}, valeur {v}",
        "mbote, nalingi envoyer {w} na {d} epai ya {n} {t}, récupérer à {p}, valeur {v}",
        "yaya tinda colis longwa na {p} kino na {d}, {n} {t}, {v}",
    ),
    Say.PLACE: ("na {p}", "{p}", "c'est na {p}"),
    Say.CONTACT: ("{n} {t}", "numero ya {n} {t}", "benga {n} {t}"),
    Say.CONTENTS: ("{w} {v}", "c'est {w}, talo {v}"),
    Say.YES: ("iyo", "ee", "oui", "ok ndima", "eza bien"),
    Say.ORDER: (
        "nalingi {q} {x} {s}, livré na {a}",
        "mbote, nalingi kosomba {q} {x} {s}, livraison na {a}",
    ),
    Say.SHOP: ("nalingi commander", "nalingi kosomba"),
    Say.FOLLOW: ("colis na ngai eza wapi ?", "colis eza wapi", "eza wapi colis na nga"),
    Say.CANCEL: ("nalingi annuler", "annuler course na ngai"),
    Say.REPEAT: ("ndenge moko na mbala eleki", "comme mbala eleki", "comme la dernière fois"),
    Say.HUMAN: ("nalingi koloba na moto", "nalingi parler na conseiller"),
    Say.NEW_DROPOFF: ("non, arrivée c'est na {p}", "te, arrivée eza na {p}"),
    Say.NEW_PICKUP: ("non, départ c'est na {p}", "te, départ eza na {p}"),
    Say.NEW_PHONE: ("te, numero eza {t}", "non, numero c'est {t}"),
    Say.NEW_VALUE: ("te, valeur eza {v}", "non, valeur c'est {v}"),
}
