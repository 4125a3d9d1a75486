"""The pre-approved messages we send outside the 24 h window, as Meta must know them.

Definitions in the two of our languages that Meta takes, and the functions that fill them; who reads
Lingala gets the French. Pushing them to Meta is not done here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.notifications.messages.wording import CATALOGUE, joined
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Template
from shared.contracts.orders.api import OrderStatus
from shared.texts import Line
from shared.values.language import Language

PARAMETER_LIMIT: Final = 200
LANGUAGES: Final = (Language.FRENCH, Language.ENGLISH)


@dataclass(frozen=True, slots=True)
class Wording:
    """A template in one language: its body, an example per {{n}}, its quick replies.

    Meta approves it word for word, so it stands here and not in the catalogue.
    """

    body: str
    examples: tuple[str, ...]
    quick_replies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TemplateDefinition:
    """A utility template under one name, in French and in English."""

    name: str
    french: Wording
    english: Wording

    def wording(self, language: Language) -> Wording:
        """Give the wording that a reader of a language gets."""
        return self.english if language is Language.ENGLISH else self.french


@dataclass(frozen=True, slots=True)
class Filled:
    """A definition and its values, to be said; `payloads` come back from its quick replies."""

    definition: TemplateDefinition
    values: tuple[Line, ...]
    payloads: tuple[str, ...]

    def said(self, language: Language) -> Template:
        """Say it; in English with the French for an account where that is not approved."""
        if language is Language.ENGLISH:
            return self._in(language, stand_in=self._in(Language.FRENCH))
        return self._in(Language.FRENCH)

    def _in(self, language: Language, *, stand_in: Template | None = None) -> Template:
        return Template(
            template=self.definition.name,
            language=language.value,
            body_parameters=[_parameter(CATALOGUE.say(one, language)) for one in self.values],
            button_payloads=list(self.payloads),
            stand_in=stand_in,
        )


MISSION_UPDATE: Final = TemplateDefinition(
    name="mission_update",
    french=Wording(
        body="Du nouveau pour votre course {{1}} : {{2}}. Appuyez ci-dessous pour la suivre.",
        examples=("COUR-20261121-001", "votre colis a été récupéré"),
        quick_replies=("Suivre",),
    ),
    english=Wording(
        body="News of your delivery {{1}}: {{2}}. Tap below to track it.",
        examples=("COUR-20261121-001", "your parcel was picked up"),
        quick_replies=("Track",),
    ),
)
DRIVER_OFFER: Final = TemplateDefinition(
    name="driver_offer",
    french=Wording(
        body="Une course vous est proposée : {{1}}. Votre gain : {{2}}. Répondez vite, merci !",
        examples=("de Moungali à Talangaï", "1 500 FCFA"),
        quick_replies=("Accepter", "Refuser"),
    ),
    english=Wording(
        body="A job for you: {{1}}. You earn {{2}}. Please answer quickly, thanks!",
        examples=("from Moungali to Talangaï", "1 500 FCFA"),
        quick_replies=("Accept", "Decline"),
    ),
)
DRIVER_UPDATE: Final = TemplateDefinition(
    name="driver_update",
    french=Wording(
        body="Du nouveau pour la course {{1}} : {{2}}. Merci de votre travail.",
        examples=("COUR-20261121-001", "le client l’a annulée"),
        quick_replies=("Mes courses",),
    ),
    english=Wording(
        body="News of job {{1}}: {{2}}. Thank you for your work.",
        examples=("COUR-20261121-001", "the customer cancelled it"),
        quick_replies=("My jobs",),
    ),
)
JOB_OPENED: Final = TemplateDefinition(
    name="job_opened",
    french=Wording(
        body="Une course est ouverte à tous : {{1}}. Votre gain : {{2}}. "
        "Le premier qui la prend l’a.",
        examples=("de Moungali à Talangaï", "1 500 FCFA"),
        quick_replies=("Prendre", "Voir"),
    ),
    english=Wording(
        body="A job is open to everyone: {{1}}. You earn {{2}}. The first to take it has it.",
        examples=("from Moungali to Talangaï", "1 500 FCFA"),
        quick_replies=("Take it", "View"),
    ),
)
ORDER_UPDATE: Final = TemplateDefinition(
    name="order_update",
    french=Wording(
        body="Du nouveau pour votre commande {{1}} : {{2}}. Appuyez ci-dessous pour la voir.",
        examples=("CMD-20261121-001", "le livreur est en route"),
        quick_replies=("Voir la commande",),
    ),
    english=Wording(
        body="News of your order {{1}}: {{2}}. Tap below to see it.",
        examples=("CMD-20261121-001", "the driver is on the way"),
        quick_replies=("See the order",),
    ),
)
SHOP_NEW_ORDER: Final = TemplateDefinition(
    name="shop_new_order",
    french=Wording(
        body="Nouvelle commande {{1}} : {{2}}, pour {{3}} au total. "
        "Votre client attend votre réponse.",
        examples=("CMD-20261121-001", "2 × Poulet mayo, 1 × Jus de gingembre", "6 500 FCFA"),
        quick_replies=("Accepter", "Refuser"),
    ),
    english=Wording(
        body="New order {{1}}: {{2}}, {{3}} in all. Your customer is waiting for your answer.",
        examples=("CMD-20261121-001", "2 × Poulet mayo, 1 × Jus de gingembre", "6 500 FCFA"),
        quick_replies=("Accept", "Decline"),
    ),
)
SHOP_UPDATE: Final = TemplateDefinition(
    name="shop_update",
    french=Wording(
        body="Du nouveau pour la commande {{1}} : {{2}}. Merci de votre travail.",
        examples=("CMD-20261121-001", "le livreur est arrivé chez vous"),
        quick_replies=("Ma boutique",),
    ),
    english=Wording(
        body="News of order {{1}}: {{2}}. Thank you for your work.",
        examples=("CMD-20261121-001", "the driver is at your shop"),
        quick_replies=("My shop",),
    ),
)
SHOP_NEWS: Final = TemplateDefinition(
    name="shop_news",
    french=Wording(
        body="Du nouveau pour votre boutique {{1}} : {{2}}. Appuyez ci-dessous pour la voir.",
        examples=("Chez Mireille", "la photo de « Jus de gingembre » est refusée"),
        quick_replies=("Ma boutique",),
    ),
    english=Wording(
        body="News of your shop {{1}}: {{2}}. Tap below to see it.",
        examples=("Chez Mireille", "the photo of “Jus de gingembre” is refused"),
        quick_replies=("My shop",),
    ),
)
STOCK_ALERT: Final = TemplateDefinition(
    name="alerte_rupture_stock",
    french=Wording(
        body="Alerte de stock, {{1}} produit(s) à surveiller : {{2}}. Voulez-vous réassortir ?",
        examples=("1", "Jus de gingembre (reste 3)"),
        quick_replies=("Oui", "Non"),
    ),
    english=Wording(
        body="Stock alert, {{1}} product(s) to watch: {{2}}. Do you want to restock?",
        examples=("1", "Jus de gingembre (3 left)"),
        quick_replies=("Yes", "No"),
    ),
)
APPLICATION_DECISION: Final = TemplateDefinition(
    name="application_decision",
    french=Wording(
        body="Votre demande pour {{1}} a été étudiée : {{2}}. Écrivez-nous ici pour la suite.",
        examples=("devenir livreur", "elle est acceptée"),
        quick_replies=("Menu",),
    ),
    english=Wording(
        body="We looked at your request to {{1}}: {{2}}. Write to us here to go on.",
        examples=("become a driver", "it is accepted"),
        quick_replies=("Menu",),
    ),
)

DEFINITIONS: Final = (
    MISSION_UPDATE,
    DRIVER_OFFER,
    DRIVER_UPDATE,
    JOB_OPENED,
    ORDER_UPDATE,
    SHOP_NEW_ORDER,
    SHOP_UPDATE,
    SHOP_NEWS,
    STOCK_ALERT,
    APPLICATION_DECISION,
)


def mission_update(reference: str, sentence: Line) -> Filled:
    """Tell a client what is new, in a few words without a full stop."""
    follow = action_id(Action.FOLLOW, reference)
    return Filled(MISSION_UPDATE, (reference, sentence), payloads=(follow,))


def driver_offer(*, route: Line, pay: Line, offer_id: str) -> Filled:
    """Propose a job to a driver."""
    accept = action_id(Action.ACCEPT_OFFER, offer_id)
    decline = action_id(Action.DECLINE_OFFER, offer_id)
    return Filled(DRIVER_OFFER, (route, pay), payloads=(accept, decline))


def driver_update(reference: Line, sentence: Line) -> Filled:
    """Tell a driver what is new, in a few words without a full stop."""
    return Filled(DRIVER_UPDATE, (reference, sentence), payloads=(action_id(Action.JOBS),))


def job_opened(*, route: Line, pay: Line, reference: str) -> Filled:
    """Tell a driver of a job that is open to all."""
    payloads = (action_id(Action.TAKE_JOB, reference), action_id(Action.NEARBY))
    return Filled(JOB_OPENED, (route, pay), payloads=payloads)


def order_update(reference: str, sentence: Line) -> Filled:
    """Tell a client what is new of an order, in a few words without a full stop."""
    look = action_id(Action.ORDER, reference)
    return Filled(ORDER_UPDATE, (reference, sentence), payloads=(look,))


def shop_new_order(reference: str, *, lines: Line, total: Line) -> Filled:
    """Tell a merchant of an order that waits for an answer."""
    accept = action_id(Action.MOVE_ORDER, reference, OrderStatus.CONFIRMED)
    refuse = action_id(Action.REFUSE_ORDER, reference)
    return Filled(SHOP_NEW_ORDER, (reference, lines, total), payloads=(accept, refuse))


def shop_update(reference: str, sentence: Line) -> Filled:
    """Tell a merchant what is new of an order, in a few words without a full stop."""
    return Filled(SHOP_UPDATE, (reference, sentence), payloads=(action_id(Action.SHOP),))


def shop_news(name: Line, sentence: Line) -> Filled:
    """Tell a merchant what is new of the shop, in a few words without a full stop."""
    return Filled(SHOP_NEWS, (name, sentence), payloads=(action_id(Action.SHOP),))


def stock_alert(names: Sequence[Line], *, product_id: UUID) -> Filled:
    """Tell a merchant what runs out; the answer is about the product named first."""
    target = str(product_id)
    payloads = (action_id(Action.RESTOCK, target), action_id(Action.LEAVE_STOCK, target))
    return Filled(STOCK_ALERT, (str(len(names)), joined(names, ", ")), payloads=payloads)


def application_decision(purpose: Line, sentence: Line) -> Filled:
    """Tell an applicant what was decided, in a few words without a full stop."""
    return Filled(APPLICATION_DECISION, (purpose, sentence), payloads=(action_id(Action.MENU),))


def _parameter(value: str) -> str:
    """Meta refuses line breaks, tabs and long runs of spaces in parameters, and empty ones."""
    return " ".join(value.split())[:PARAMETER_LIMIT] or "-"
