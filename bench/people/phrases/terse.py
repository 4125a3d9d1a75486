"""People who write as little as they can."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: ("Bjr", "slt", "cc"),
    Say.SEND: ("colis", "envoyer colis", "livraison colis"),
    Say.PARCEL: (
        "colis {p} vers {d} {n} {t} {v}",
        "colis de {p} à {d}, {n} {t}, {v}",
        "de {p} à {d} pour {n} {t} valeur {v}",
        "envoyer {w} {p} à {d} {n} {t} {v}",
    ),
    Say.PLACE: ("{p}",),
    Say.CONTACT: ("{n} {t}", "{t} {n}"),
    Say.CONTENTS: ("{w} {v}", "{w}, {v}"),
    Say.YES: ("ok", "oui", "oui", "o", "1"),
    Say.ORDER: ("{q} {x} {s} à {a}", "commander {q} {x} {s}, {a}"),
    Say.SHOP: ("commander", "acheter"),
    Say.COUNT: ("{q}",),
    Say.CASH: ("cash",),
    Say.MOBILE_MONEY: ("momo",),
    Say.TRANSFER: ("virement",),
    Say.FOLLOW: ("statut", "suivi", "c'est ou"),
    Say.CANCEL: ("annuler", "annule"),
    Say.REPEAT: ("comme la dernière fois", "pareil"),
    Say.HUMAN: ("humain", "conseiller"),
    Say.NEW_PICKUP: ("départ {p}", "non départ {p}"),
    Say.NEW_DROPOFF: ("arrivée {p}", "non arrivée {p}"),
    Say.NEW_PHONE: ("non {t}", "numéro {t}"),
    Say.NEW_VALUE: ("valeur {v}", "non valeur {v}"),
    Say.GO_ON: ("continuer",),
    Say.HELP: ("aide",),
}
