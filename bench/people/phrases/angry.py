"""People who have had enough already."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: ("allo !!!", "Y A QUELQU'UN ???"),
    Say.SEND: ("JE VEUX ENVOYER UN COLIS", "j'ai dit je veux envoyer un colis !!"),
    Say.PARCEL: (
        "ENVOYER UN COLIS DE {p} A {d} POUR {n} {t} VALEUR {v} ET VITE",
        "je veux envoyer {w} de {p} à {d}, {n} {t}, {v}, dépêchez vous !!",
    ),
    Say.PLACE: ("{p} !!", "j'ai dit {p}", "{p}"),
    Say.CONTACT: ("{n} {t} !!", "{n} {t}"),
    Say.CONTENTS: ("{w} {v} !!", "{w}, {v}"),
    Say.YES: ("OUI", "oui !!!", "mais oui", "oui vite"),
    Say.ORDER: ("je veux {q} {x} {s} livré à {a}, et vite !!",),
    Say.FOLLOW: ("IL EST OÙ MON COLIS ???", "mais mon colis est où !!!"),
    Say.CANCEL: ("ANNULEZ TOUT", "annulez ma course !!!"),
    Say.HUMAN: (
        "je veux parler à un humain",
        "passez moi un responsable !!",
        "je veux parler à quelqu'un, pas à un robot",
    ),
    Say.INSULT: (
        "ça marche pas votre truc",
        "vous êtes des voleurs",
        "c'est n'importe quoi",
        "votre service est nul",
        "imbéciles",
        "bande d'incapables",
    ),
}
