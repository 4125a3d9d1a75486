"""A driver's working day: a client who orders, Cédric who drives, and orders between them."""

from dataclasses import dataclass
from typing import Final

from services.conversation.dialogue.state import State
from shared.contracts.conversation.api import Action
from shared.contracts.orders.fake import FakeOrders
from shared.values.contact import ContactRef
from tests.support.talk import Talk

CEDRIC: Final = ContactRef(phone="+242065550201", name="Cédric Loemba")
SENTENCE: Final = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"
SPACE: Final = "\u202f"
TO_THE_DOOR: Final = (
    "🛵 Je pars",
    "📍 Je suis au départ",
    "📦 Colis récupéré",
    "🛣️ En route",
    "📍 Je suis arrivé",
)


@dataclass
class Workday:
    """Awa and Cédric, and orders between them."""

    orders: FakeOrders
    awa: Talk
    cedric: Talk

    def order(self, *, cash: int | None = None) -> str:
        self.awa.text(SENTENCE)
        if cash is not None:
            self.awa.tap("✏️ Modifier")
            self.awa.tap("💵 À encaisser")
            self.awa.text(str(cash))
        self.awa.tap("✅ Confirmer")
        return list(self.orders.missions)[-1]

    def win(self, *, cash: int | None = None) -> str:
        """Order a courier, and let Cédric be asked and accept."""
        reference = self.order(cash=cash)
        offer = self.orders.offer(reference, to=CEDRIC.phone or "")
        self.cedric.act(Action.ACCEPT_OFFER, str(offer.id))
        return reference

    def drive(self, *steps: str) -> str:
        return [self.cedric.tap(step) for step in steps][-1]

    def code(self, reference: str) -> str:
        return self.orders.missions[reference].delivery_code or ""


def workday() -> Workday:
    """Cédric is on duty."""
    orders = FakeOrders.with_town()
    driver = State(is_welcomed=True, roles=["driver"])
    cedric = Talk(state=driver, contact=CEDRIC, orders=orders)
    cedric.text("dispo")
    return Workday(orders, Talk(orders=orders), cedric)
