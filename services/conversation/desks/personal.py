"""Everybody's desk for their own data: a copy, and being forgotten."""

import re
from typing import Final

from services.conversation.desks.cards.personal_data import copy_card, my_data
from services.conversation.dialogue.desk import Command, Desk, Told
from services.conversation.dialogue.intents import EXPORT_DATA, Answer
from services.conversation.dialogue.replies import Reply
from services.conversation.dialogue.state import State
from shared.contracts.conversation.api import Action
from shared.texts import t
from shared.values.money import Money

_NAMES: Final = (
    r"(?:mes|toutes mes) (?:donnees|informations personnelles|infos personnelles)|mon compte"
    r"|my (?:personal )?(?:data|account)|(?:ma)?makambo na ngai|ba donnees na ngai"
)
_ALONE: Final = re.compile(
    r"(?:mes donnees(?: personnelles)?|my data|my personal data|makambo na ngai)"
)
_WISH: Final = re.compile(
    r"\b(?:supprime[rz]?|efface[rz]?|enleve[rz]?|retire[rz]?|oublie[rz]?|exporte[rz]?|export"
    r"|telecharge[rz]?|recevoir|copie de|voir|delete|erase|remove|download|longola|pesa ngai)\b"
    rf".*?\b(?:{_NAMES})\b"
)


def _hears(said: str) -> Reply | None:
    """A short sentence about one's data; "voir mon compte" of a shop is longer, or another."""
    is_meant = _ALONE.fullmatch(said) is not None or _WISH.search(said) is not None
    return my_data() if is_meant and len(said.split()) <= 10 else None


def _copy(_state: State, answer: Answer) -> Told:
    return (copy_card(answer),)


DESK = Desk(
    role=None,
    hears=_hears,
    commands={(Action.EXPORT_DATA, 0): Command(EXPORT_DATA)},
    asks_first={(Action.MY_DATA, 0): lambda _targets: my_data()},
    tellers={EXPORT_DATA.name: _copy},
    refusals={
        "mission_still_running": lambda answer: t(
            "📦 Votre course {ref} est en cours : attendez sa fin ou annulez-la d’abord.",
            ref=answer.reference,
        ),
        "order_still_running": lambda answer: t(
            "🛍️ Votre commande {ref} est en cours : attendez sa fin ou annulez-la d’abord.",
            ref=answer.reference,
        ),
        "driver_still_driving": lambda _: t("🛵 Terminez d’abord votre course en cours."),
        "cash_still_in_hand": lambda answer: t(
            "💵 Vous avez {amount} en caisse : remettez-les d’abord (écrivez *mon cash*).",
            amount=Money(int(answer.params.get("in_hand", 0))),
        ),
        "shop_has_open_orders": lambda _: t(
            "🏪 Votre boutique a des commandes en cours : servez-les ou refusez-les d’abord."
        ),
    },
)
