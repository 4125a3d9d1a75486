"""The pre-approved messages we send outside the 24 h window, as Meta must know them.

Definitions and the functions that fill them; pushing them to Meta is not done here.
"""

from dataclasses import dataclass
from typing import Final

from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Template

PARAMETER_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class TemplateDefinition:
    """A utility template in French: its body, an example per {{n}}, its quick replies."""

    name: str
    body: str
    examples: tuple[str, ...]
    quick_replies: tuple[str, ...]


MISSION_UPDATE: Final = TemplateDefinition(
    name="mission_update",
    body="Du nouveau pour votre course {{1}} : {{2}}. Appuyez ci-dessous pour la suivre.",
    examples=("COUR-20261121-001", "votre colis a été récupéré"),
    quick_replies=("Suivre",),
)
DRIVER_OFFER: Final = TemplateDefinition(
    name="driver_offer",
    body="Une course vous est proposée : {{1}}. Votre gain : {{2}}. Répondez vite, merci !",
    examples=("de Moungali à Talangaï", "1 500 FCFA"),
    quick_replies=("Accepter", "Refuser"),
)
DRIVER_UPDATE: Final = TemplateDefinition(
    name="driver_update",
    body="Du nouveau pour la course {{1}} : {{2}}. Merci de votre travail.",
    examples=("COUR-20261121-001", "le client l’a annulée"),
    quick_replies=("Mes courses",),
)

DEFINITIONS: Final = (MISSION_UPDATE, DRIVER_OFFER, DRIVER_UPDATE)


def mission_update(reference: str, sentence: str) -> Template:
    """Tell a client what is new, in a few words without a full stop."""
    follow = action_id(Action.FOLLOW, reference)
    return _filled(MISSION_UPDATE, (reference, sentence), payloads=(follow,))


def driver_offer(*, route: str, pay: str, offer_id: str) -> Template:
    """Propose a job to a driver."""
    accept = action_id(Action.ACCEPT_OFFER, offer_id)
    decline = action_id(Action.DECLINE_OFFER, offer_id)
    return _filled(DRIVER_OFFER, (route, pay), payloads=(accept, decline))


def driver_update(reference: str, sentence: str) -> Template:
    """Tell a driver what is new, in a few words without a full stop."""
    return _filled(DRIVER_UPDATE, (reference, sentence), payloads=(action_id(Action.JOBS),))


def _filled(
    definition: TemplateDefinition, values: tuple[str, ...], *, payloads: tuple[str, ...]
) -> Template:
    return Template(
        template=definition.name,
        body_parameters=[_parameter(value) for value in values],
        button_payloads=list(payloads),
    )


def _parameter(value: str) -> str:
    """Meta refuses line breaks, tabs and long runs of spaces in parameters, and empty ones."""
    return " ".join(value.split())[:PARAMETER_LIMIT] or "-"
