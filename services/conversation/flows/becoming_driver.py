"""Becoming a driver: a short application that an admin reviews."""

from typing import Final

from pydantic import BaseModel

from services.conversation.desks.cards.applications import application_sent, refused_application
from services.conversation.desks.driver import ROLE
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
    Values,
    ask,
)
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import found_place, read_place, read_words
from services.conversation.dialogue.replies import Reply
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import normalise
from shared.contracts.orders.api import Vehicle
from shared.contracts.orders.calls import APPLY_AS_DRIVER
from shared.texts import Line, Text, as_is, t
from shared.values.place import Place

_VEHICLES: Final[dict[Vehicle, Text]] = {
    Vehicle.MOTORBIKE: t("🏍️ Moto"),
    Vehicle.TRICYCLE: t("🛺 Tricycle"),
    Vehicle.CAR: t("🚗 Voiture"),
    Vehicle.VAN: t("🚐 Fourgonnette"),
}
_SAID: Final[dict[Vehicle, str]] = {
    Vehicle.MOTORBIKE: "moto motos bike motorbike motorcycle scooter okada bendskin benskin",
    Vehicle.TRICYCLE: "tricycle keke kavaki",
    Vehicle.CAR: "voiture car auto vehicule motuka taxi",
    Vehicle.VAN: "fourgonnette camionnette fourgon van pickup truck",
}


def _read_vehicle(heard: Heard) -> Read:
    """Read what somebody drives in a sentence that names one vehicle."""
    words = set(normalise(heard.said.text).split())
    meant = [one for one, names in _SAID.items() if words.intersection(names.split())]
    if len(meant) != 1:
        return NotUnderstood(t("Choisissez dans la liste."))
    return Values({"vehicle": meant[0].value})


def known_name(draft: Draft, _facts: Facts) -> tuple[Choice, ...]:
    """Offer the name that the channel tells."""
    name = draft.get("profile_name")
    return (Choice("profile", as_is(str(name)[:20]), {"name": name}),) if name else ()


class BecomingDriverForm(BaseModel):
    """What an admin must know of a driver."""

    profile_name: str | None = None
    name: str | None = ask(
        Question(
            text=t("🛵 *Devenir livreur TokTok*\n👤 Quel est votre nom complet ?"),
            again=t("👤 Écrivez votre nom, par exemple : *Cédric Loemba*."),
            label=t("👤 Le nom"),
            reader=read_words("name", why=t("Il me faut votre nom."), at_most=80),
            choices=known_name,
        )
    )
    vehicle: Vehicle | None = ask(
        Question(
            text=t("🏍️ *Avec quoi livrez-vous ?*"),
            again=t("🏍️ Par exemple : *moto*."),
            label=t("🏍️ Le véhicule"),
            reader=_read_vehicle,
            choices=tuple(
                Choice(one.value, title, {"vehicle": one.value}) for one, title in _VEHICLES.items()
            ),
        )
    )
    licence: str | None = ask(
        Question(
            text=t("🪪 *Numéro du permis ?* Ex. _BZV-2019-04512_"),
            again=t("🪪 Écrivez le numéro, ou *passer*."),
            label=t("🪪 Le permis"),
            reader=read_words("licence", why=t("Le numéro, ou *passer*."), at_most=60),
            choices=(Choice(SKIP, t("Passer"), {"licence": None}),),
        )
    )
    place: Place | None = ask(
        Question(
            text=t("📍 *Dans quel quartier voulez-vous travailler ?*\nEx. _Moungali_"),
            again=t("📍 Écrivez un quartier, par exemple : *Moungali*."),
            label=t("📍 La zone"),
            reader=read_place("place"),
            found=found_place("place"),
            wants_location=True,
        )
    )


def _recap(draft: Draft, _facts: Facts) -> tuple[Line, ...]:
    return (
        t("🛵 *VOTRE CANDIDATURE*"),
        t("👤 {name}", name=draft["name"]),
        _VEHICLES[Vehicle(draft["vehicle"])],
        t("🪪 Permis : {licence}", licence=draft.get("licence") or "—"),
        t("📍 {place}", place=draft["place"]["label"]),
        "",
        t("On l’envoie ?"),
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    fields = {name: draft.get(name) for name in ("name", "vehicle", "licence", "place")}
    return Request(APPLY_AS_DRIVER, fields)


def _told(_answer: Answer) -> Reply:
    return application_sent()


FLOW = Flow(
    name="becoming_driver",
    version=1,
    title=t("🛵 Devenir livreur"),
    form=BecomingDriverForm,
    menu_rank=8,
    hidden_from=ROLE,
    starts_on=frozenset({Meaning.BECOME_DRIVER}),
    places={"place": t("📍 La zone")},
    recap=_recap,
    done=_done,
    told=_told,
    refused=refused_application,
    ends_with=APPLY_AS_DRIVER,
)
