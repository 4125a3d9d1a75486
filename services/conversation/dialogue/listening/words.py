"""Words that work at every step, matched whole after normalising: never inside an answer."""

from enum import StrEnum
from typing import Final

from services.conversation.understanding import normalise


class Word(StrEnum):
    """What a global word asks for."""

    MENU = "menu"
    BACK = "back"
    CANCEL = "cancel"
    HELP = "help"
    HUMAN = "human"
    FOLLOW = "follow"
    LANGUAGE = "language"
    MY_DATA = "my_data"


_WORDS: Final[dict[Word, str]] = {
    Word.MENU: "menu | accueil | menu principal | main menu | home | debut",
    Word.BACK: "retour | precedent | revenir | back | go back | zonga | zongisa",
    Word.CANCEL: (
        "annuler | annule | stop | stop stop | laisse tomber | cancel | tika | abandonner"
        " | nalingi te | nalingi lisusu te | je ne veux plus"
    ),
    Word.HELP: "aide | help | au secours | sos | salisa | salisa ngai | comment ca marche",
    Word.HUMAN: (
        "humain | conseiller | un conseiller | agent | operateur | human | parler a quelqu un "
        "| parler a un conseiller | service client | talk to someone | talk to a person"
    ),
    Word.FOLLOW: (
        "statut | status | suivi | suivre | c est ou | ou est mon colis | ou est ma commande "
        "| ou est le livreur | ou en est mon colis | where is it | where is my order | track "
        "| where is my parcel | where s my parcel | ezali wapi | colis na ngai ezali wapi"
    ),
    Word.LANGUAGE: (
        "langue | la langue | changer de langue | language | change language | lokota | monoko "
        "| english | anglais | in english | en anglais | speak english | lingala | en lingala "
        "| na lingala | francais | en francais | french | in french | na francais"
    ),
    Word.MY_DATA: (
        "mes donnees | supprimer mes donnees | effacer mes donnees | exporter mes donnees "
        "| supprimer mon compte | my data | delete my data | erase my data | export my data "
        "| delete my account | makambo na ngai | longola makambo na ngai"
    ),
}

_BY_TEXT: Final = {
    words.strip(): word for word, listed in _WORDS.items() for words in listed.split("|")
}


def global_word(text: str) -> Word | None:
    """Tell which global word the whole text is; None for anything longer or else."""
    return _BY_TEXT.get(normalise(text))
