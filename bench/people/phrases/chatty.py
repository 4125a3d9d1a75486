"""People who greet, explain and thank."""

from typing import Final

from bench.people.phrases.saying import Phrases, Say

PHRASES: Final[Phrases] = {
    Say.HELLO: (
        "Bonjour, j'espère que vous allez bien ?",
        "Bonsoir la famille, comment ça va ?",
        "Bonjour à toute l'équipe 😊",
    ),
    Say.SEND: (
        "Bonjour, s'il vous plaît j'aimerais envoyer un colis à ma grande sœur, c'est possible ?",
        "Bonjour, excusez-moi de vous déranger, je voudrais faire livrer un colis aujourd'hui",
    ),
    Say.PARCEL: (
        (
            "Bonjour, j'espère que vous allez bien. J'aimerais envoyer {w} de {p} à {d}, c'est "
            "pour ma cousine {n}, son numéro c'est le {t}. Ça vaut {v}. Merci beaucoup !"
        ),
        (
            "Bonsoir, s'il vous plaît je voudrais faire livrer {w} à {d} chez {n} {t}, vous "
            "récupérez à {p}, la valeur c'est {v}, merci d'avance"
        ),
        (
            "Bonjour ! Alors voilà, j'ai {w} qu'il faut prendre à {p} et déposer à {d} chez {n}, "
            "vous l'appelez au {t}, ça vaut à peu près {v}"
        ),
    ),
    Say.PLACE: (
        "Alors c'est à {p} s'il vous plaît",
        "Vous pouvez venir à {p}, merci",
        "Ce sera à {p} si possible",
    ),
    Say.CONTACT: (
        "Vous pouvez appeler {n} au {t}, merci bien",
        "C'est ma tante {n}, son numéro c'est le {t}",
    ),
    Say.CONTENTS: (
        "Dedans il y a {w}, ça vaut {v} environ",
        "C'est {w}, la valeur c'est {v} je pense",
    ),
    Say.YES: ("Oui c'est parfait merci", "oui d'accord, merci beaucoup", "Oui c'est bon pour moi"),
    Say.ORDER: (
        (
            "Bonjour, s'il vous plaît je voudrais commander {q} {x} {s}, vous pouvez me livrer "
            "à {a} ? Merci"
        ),
        "Bonsoir, ce serait pour {q} {x} {s}, à livrer à {a} si possible",
    ),
    Say.SHOP: ("Bonjour, s'il vous plaît je voudrais passer une commande",),
    Say.COUNT: ("J'en voudrais {q} s'il vous plaît",),
    Say.CASH: ("Je vais payer en espèces au livreur",),
    Say.MOBILE_MONEY: ("Je préfère payer par mobile money",),
    Say.TRANSFER: ("Je vais faire un virement",),
    Say.FOLLOW: (
        "Bonjour, s'il vous plaît je voulais savoir où est mon colis",
        "Excusez-moi, mon colis est où maintenant ?",
    ),
    Say.CANCEL: ("Bonjour, désolé mais je voudrais annuler ma livraison s'il vous plaît",),
    Say.REPEAT: ("Bonjour, je voudrais la même chose que la dernière fois s'il vous plaît",),
    Say.HUMAN: ("S'il vous plaît, est-ce que je peux parler à un conseiller ?",),
    Say.NEW_PICKUP: ("Ah pardon, je me suis trompée, le départ c'est {p}",),
    Say.NEW_DROPOFF: ("Ah pardon, je me suis trompée, l'arrivée c'est {p}",),
    Say.NEW_PHONE: ("Oh pardon je me suis trompée, son numéro c'est {t}",),
    Say.NEW_VALUE: ("Ah non pardon, la valeur c'est {v}",),
    Say.GO_ON: ("oui on continue merci",),
}
