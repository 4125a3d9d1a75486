"""Becoming a merchant: a short application that an admin reviews."""

import re
from typing import Final

from pydantic import BaseModel

from services.conversation.desks.cards.applications import application_sent, refused_application
from services.conversation.desks.cards.chosen_words import chosen_words
from services.conversation.desks.cards.kinds import KIND_WORDS
from services.conversation.desks.merchant import ROLE
from services.conversation.dialogue.forms import (
    SKIP,
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    NotUnderstood,
    Question,
    Read,
    ask,
)
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import found_place, read_place, read_words
from services.conversation.dialogue.replies import Reply
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import normalise
from shared.contracts.orders.calls import APPLY_AS_MERCHANT
from shared.texts import Line, t
from shared.values.place import Place

_HOURS: Final = read_words("hours", why=t("Il me faut vos horaires."), at_most=80)
_WHOLE_DAY: Final = re.compile(
    r"\d|toujours|jour|nuit|matin|soir|semaine|non stop"
    r"|always|day|night|morning|evening|week|tango nyonso|mokolo|mikolo|ntongo|pokwa|butu|poso"
)


def _read_hours(heard: Heard) -> Read:
    """Read opening hours: an address is none."""
    if not _WHOLE_DAY.search(normalise(heard.said.text)):
        return NotUnderstood(t("Il me faut vos horaires."))
    return _HOURS(heard)


class BecomingMerchantForm(BaseModel):
    """What an admin must know of a shop."""

    name: str | None = ask(
        Question(
            text=t("🏪 *Vendre avec TokTok*\nQuel est le nom de la boutique ? Ex. _Chez Mireille_"),
            again=t("🏪 Écrivez son nom, par exemple : *Chez Mireille*."),
            label=t("🏪 Le nom"),
            reader=read_words("name", why=t("Il me faut le nom de la boutique."), at_most=80),
        )
    )
    kind: str | None = ask(
        Question(
            text=t("🗂️ *Que vendez-vous ?* Choisissez, ou écrivez-le."),
            again=t("🗂️ Par exemple : *Restaurant*."),
            label=t("🗂️ Le genre"),
            reader=read_words("kind", why=t("Dites-le en un mot ou deux."), at_most=60),
            choices=tuple(
                Choice(name, title, {"kind": name}) for name, title in KIND_WORDS.items()
            ),
        )
    )
    place: Place | None = ask(
        Question(
            text=t("📍 *Où est la boutique ?* Envoyez la position, ou écrivez un repère."),
            again=t("📍 Par exemple : *Moungali, rond-point*, ou touchez « Envoyer la position »."),
            label=t("📍 L’adresse"),
            reader=read_place("place"),
            found=found_place("place"),
            wants_location=True,
        )
    )
    hours: str | None = ask(
        Question(
            text=t("🕒 *Quels sont vos horaires ?* Ex. _8h–21h, tous les jours_"),
            again=t("🕒 Par exemple : *8h–21h, du lundi au samedi*."),
            label=t("🕒 Les horaires"),
            reader=_read_hours,
        )
    )
    rccm: str | None = ask(
        Question(
            text=t("🧾 *Votre numéro RCCM ?* Ex. _CG-BZV-01-2024-A12-00123_"),
            again=t("🧾 Écrivez le numéro, ou *passer*."),
            label=t("🧾 Le RCCM"),
            reader=read_words("rccm", why=t("Le numéro, ou *passer*."), at_most=60),
            choices=(Choice(SKIP, t("Passer"), {"rccm": None}),),
        )
    )


def _recap(draft: Draft, _facts: Facts) -> tuple[Line, ...]:
    return (
        t("🏪 *VOTRE BOUTIQUE*"),
        t("🏷️ {name}, {kind}", name=draft["name"], kind=chosen_words(draft["kind"])),
        t("📍 {place}", place=draft["place"]["label"]),
        t("🕒 {hours}", hours=draft["hours"]),
        t("🧾 RCCM : {rccm}", rccm=draft.get("rccm") or "—"),
        "",
        t("On l’envoie ?"),
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    fields = {name: draft.get(name) for name in ("name", "kind", "place", "hours", "rccm")}
    return Request(APPLY_AS_MERCHANT, fields)


def _told(_answer: Answer) -> Reply:
    return application_sent()


FLOW = Flow(
    name="becoming_merchant",
    version=1,
    title=t("🏪 Devenir marchand"),
    form=BecomingMerchantForm,
    menu_rank=9,
    hidden_from=ROLE,
    starts_on=frozenset({Meaning.BECOME_MERCHANT}),
    places={"place": t("📍 L’adresse")},
    recap=_recap,
    done=_done,
    told=_told,
    refused=refused_application,
    ends_with=APPLY_AS_MERCHANT,
)
