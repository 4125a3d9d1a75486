"""Camfranglais and a little pidgin, as Douala and Yaoundé write."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: ("Bjr", "hey", "Salut le gars", "how far"),
    Say.SEND: ("je wanda send un colis", "gars je veux send un colis", "I wan send colis"),
    Say.PARCEL: (
        "gars je veux send un colis de {p} à {d}, pour {n} {t}, valeur {v}",
        "je veux send {w} de {p} à {d}, c'est pour ma sista {n} {t}, ça vaut {v}",
        "le way là part de {p} pour {d}, envoyer le colis chez {n} {t}, valeur {v}",
    ),
    Say.PLACE: ("{p}", "à {p}", "c'est à {p} le gars"),
    Say.CONTENTS: ("{w} {v}", "c'est {w}, ça coûte {v}"),
    Say.YES: ("oui", "ok", "no wahala", "c'est bon", "yes"),
    Say.ORDER: (
        "je veux buy {q} {x} {s}, livrer à {a}",
        "gars je veux commander {q} {x} {s}, livré à {a}",
    ),
    Say.FOLLOW: ("le colis est où le gars ?", "mon colis est où", "where my colis dey"),
    Say.CANCEL: ("je veux annuler", "annule ma course le gars"),
    Say.HUMAN: ("je veux parler à quelqu'un", "un conseiller svp"),
}
