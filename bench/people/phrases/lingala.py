"""Lingala with the French words that everybody uses in it."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: ("Mbote", "Mbote na yo", "Mbote na bino"),
    Say.SEND: ("nalingi kotinda colis", "nalingi kotinda colis moko", "kotinda colis"),
    Say.PARCEL: (
        "nalingi kotinda colis longwa na {p} kino na {d}, mpo na {n} {t}, talo {v}",
        "kotinda {w} longwa na {p} kino {d}, {n} {t}, {v}",
        "mbote, nalingi kotinda {w} na {d} epai ya {n} {t}, bozwa yango na {p}, talo {v}",
    ),
    Say.PLACE: ("na {p}", "{p}", "eza na {p}"),
    Say.CONTACT: ("{n} {t}", "benga {n} {t}", "nkombo {n}, numero {t}"),
    Say.CONTENTS: ("{w} {v}", "{w}, talo {v}", "eza {w}, talo {v}"),
    Say.YES: ("iyo", "ee", "ndima", "nandimi", "ee eza malamu"),
    Say.ORDER: (
        "nalingi kosomba {q} {x} {s}, memela ngai na {a}",
        "nalingi {q} {x} {s}, livraison na {a}",
    ),
    Say.SHOP: ("nalingi kosomba", "nalingi kosomba eloko"),
    Say.COUNT: ("{q}",),
    Say.RECOUNT: ("te, {q} {x}", "te, {x} {q}"),
    Say.CASH: ("cash", "mbongo na maboko"),
    Say.MOBILE_MONEY: ("mobile money", "momo"),
    Say.TRANSFER: ("virement",),
    Say.FOLLOW: ("colis na ngai ezali wapi ?", "ezali wapi", "colis na ngai ezali wapi"),
    Say.CANCEL: ("nalingi koboya course na ngai", "nalingi koboma course", "tika", "annuler"),
    Say.REPEAT: ("ndenge moko na mbala eleki", "lokola mbala eleki"),
    Say.HUMAN: ("nalingi koloba na moto", "moto", "nalingi kosolola na moto"),
    Say.NEW_PICKUP: ("te, ebandeli ezali na {p}", "te, bozwa yango na {p}"),
    Say.NEW_DROPOFF: ("te, esika ya kokomisa ezali {p}", "te, bomema yango na {p}"),
    Say.NEW_PHONE: ("te, numero ezali {t}", "te, ezali {t}"),
    Say.NEW_VALUE: ("te, talo ezali {v}",),
    Say.GO_ON: ("tokoba", "kokoba"),
    Say.INSULT: ("eloko oyo ezali mabe",),
    Say.HELP: ("salisa ngai", "lisungi"),
    Say.DETOUR: ("nalingi nde kosomba bilei",),
    Say.STOP: ("tika", "annuler"),
}
