"""The pre-approved messages we send outside the 24 h window, as Meta must know them.

Definitions and the functions that fill them; pushing them to Meta is not done here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Template
from shared.contracts.orders.api import OrderStatus

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

JOB_OPENED: Final = TemplateDefinition(
    name="job_opened",
    body="Une course est ouverte à tous : {{1}}. Votre gain : {{2}}. Le premier qui la prend l’a.",
    examples=("de Moungali à Talangaï", "1 500 FCFA"),
    quick_replies=("Prendre", "Voir"),
)
ORDER_UPDATE: Final = TemplateDefinition(
    name="order_update",
    body="Du nouveau pour votre commande {{1}} : {{2}}. Appuyez ci-dessous pour la voir.",
    examples=("CMD-20261121-001", "le livreur est en route"),
    quick_replies=("Voir la commande",),
)
SHOP_NEW_ORDER: Final = TemplateDefinition(
    name="shop_new_order",
    body="Nouvelle commande {{1}} : {{2}}, pour {{3}} au total. Votre client attend votre réponse.",
    examples=("CMD-20261121-001", "2 × Poulet mayo, 1 × Jus de gingembre", "6 500 FCFA"),
    quick_replies=("Accepter", "Refuser"),
)
SHOP_UPDATE: Final = TemplateDefinition(
    name="shop_update",
    body="Du nouveau pour la commande {{1}} : {{2}}. Merci de votre travail.",
    examples=("CMD-20261121-001", "le livreur est arrivé chez vous"),
    quick_replies=("Ma boutique",),
)
STOCK_ALERT: Final = TemplateDefinition(
    name="alerte_rupture_stock",
    body="Alerte de stock, {{1}} produit(s) à surveiller : {{2}}. Voulez-vous réassortir ?",
    examples=("1", "Jus de gingembre (reste 3)"),
    quick_replies=("Oui", "Non"),
)
APPLICATION_DECISION: Final = TemplateDefinition(
    name="application_decision",
    body="Votre demande pour {{1}} a été étudiée : {{2}}. Écrivez-nous ici pour la suite.",
    examples=("devenir livreur", "elle est acceptée"),
    quick_replies=("Menu",),
)

DEFINITIONS: Final = (
    MISSION_UPDATE,
    DRIVER_OFFER,
    DRIVER_UPDATE,
    JOB_OPENED,
    ORDER_UPDATE,
    SHOP_NEW_ORDER,
    SHOP_UPDATE,
    STOCK_ALERT,
    APPLICATION_DECISION,
)


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


def job_opened(*, route: str, pay: str, reference: str) -> Template:
    """Tell a driver of a job that is open to all."""
    payloads = (action_id(Action.TAKE_JOB, reference), action_id(Action.NEARBY))
    return _filled(JOB_OPENED, (route, pay), payloads=payloads)


def order_update(reference: str, sentence: str) -> Template:
    """Tell a client what is new of an order, in a few words without a full stop."""
    look = action_id(Action.ORDER, reference)
    return _filled(ORDER_UPDATE, (reference, sentence), payloads=(look,))


def shop_new_order(reference: str, *, lines: str, total: str) -> Template:
    """Tell a merchant of an order that waits for an answer."""
    accept = action_id(Action.MOVE_ORDER, reference, OrderStatus.CONFIRMED)
    refuse = action_id(Action.REFUSE_ORDER, reference)
    return _filled(SHOP_NEW_ORDER, (reference, lines, total), payloads=(accept, refuse))


def shop_update(reference: str, sentence: str) -> Template:
    """Tell a merchant what is new of an order, in a few words without a full stop."""
    return _filled(SHOP_UPDATE, (reference, sentence), payloads=(action_id(Action.SHOP),))


def stock_alert(names: Sequence[str], *, product_id: UUID) -> Template:
    """Tell a merchant what runs out; the answer is about the product named first."""
    target = str(product_id)
    payloads = (action_id(Action.RESTOCK, target), action_id(Action.LEAVE_STOCK, target))
    return _filled(STOCK_ALERT, (str(len(names)), ", ".join(names)), payloads=payloads)


def application_decision(purpose: str, sentence: str) -> Template:
    """Tell an applicant what was decided, in a few words without a full stop."""
    return _filled(APPLICATION_DECISION, (purpose, sentence), payloads=(action_id(Action.MENU),))


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
