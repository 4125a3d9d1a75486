"""A tour of every errand: each is walked through, and where it stops to ask is kept.

What must hold at every step (words that always work, labels that are typed, messages of any kind)
is tried on copies of these stops by generated tests. A question that the tour misses fails them.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Final

from services.conversation.dialogue.filling import CONFIRM
from services.conversation.dialogue.state import State
from services.conversation.flows import the_book
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import DriverCall
from shared.contracts.orders.calls import ACCEPT_OFFER
from shared.values.contact import ContactRef
from tests.conversation.shopkeeping import shop
from tests.conversation.workday import CEDRIC, TO_THE_DOOR, workday
from tests.support.talk import Talk

NEWCOMER: Final = ContactRef(phone="+242069998877", name="Brice Mouanda")

Step = Callable[[Talk], str]
Walk = Iterator[Talk]


@dataclass(frozen=True, slots=True)
class Stop:
    """Where an errand asks: its flow, the field (or `confirm`, `edit`), and who is asked."""

    flow: str
    asking: str
    talk: Talk
    at: datetime

    @property
    def name(self) -> str:
        return f"{self.flow}.{self.asking}"

    def visit(self) -> Talk:
        """Be there anew, in a town of one's own."""
        return self._at_its_time(deepcopy(self.talk))

    def look_in(self) -> Talk:
        """Be there anew, in the same town: for what orders nothing."""
        state = self.talk.state.model_copy(deep=True)
        talk = replace(self.talk, state=state, asked=[], shown=list(self.talk.shown))
        return self._at_its_time(talk)

    def _at_its_time(self, talk: Talk) -> Talk:
        talk.orders.now = self.at
        return talk


@cache
def stops() -> tuple[Stop, ...]:
    """Walk through every errand; each question once."""
    found: dict[tuple[str, str], Stop] = {}
    for walk in (*_CLIENTS, *_DRIVERS, *_MERCHANTS, *_NEWCOMERS):
        for talk in walk():
            _keep(found, talk)
    for stop in [one for one in found.values() if one.asking == CONFIRM]:
        _look_at_changes(found, stop)
    return tuple(found.values())


def questions() -> set[tuple[str, str]]:
    """List everything that any errand may ask."""
    return {(flow.name, name) for flow in the_book().flows.values() for name, _ in flow.questions()}


def _keep(found: dict[tuple[str, str], Stop], talk: Talk) -> None:
    current = talk.state.current
    if current is not None and current.asking is not None:
        key = (current.flow, current.asking)
        found.setdefault(key, Stop(*key, talk=deepcopy(talk), at=talk.now))


def _look_at_changes(found: dict[tuple[str, str], Stop], stop: Stop) -> None:
    """From a read-back: the list of changes, and each of them."""
    listed = stop.visit()
    listed.tap("✏️ Modifier")
    _keep(found, listed)
    for title in listed.titles():
        changed = deepcopy(listed)
        changed.tap(title)
        _keep(found, changed)


def _said(talk: Talk, *steps: str) -> Walk:
    """Say one thing after the other: a title that is offered is tapped, the rest is typed."""
    yield talk
    for step in steps:
        if step in talk.titles():
            talk.tap(step)
        else:
            talk.text(step)
        yield talk


def _courier() -> Walk:
    steps = ("envoyer un colis", "Moungali", "Talangaï", "Marie 06 123 45 67", "chaussures")
    return _said(_anybody(), *steps)


def _anybody() -> Talk:
    talk = Talk()
    talk.text("bonjour")
    return talk


def _marketplace() -> Walk:
    talk = _anybody()
    steps = ["je veux commander", "Brazzaville"]
    yield from _said(talk, *steps)
    for _ in range(12):  # the first choice leads on, from the kinds of shops to the read-back
        current = talk.state.current
        if current is None or current.asking == CONFIRM:
            return
        match current.asking:
            case "dropoff":
                talk.text("Moungali")
            case "is_complete":
                talk.tap("✅ Commander")
            case _:
                talk.tap(talk.titles()[0])
        yield talk


def _cart() -> Walk:
    """Two lines in the cart, one of them to be changed; then a dish of another shop."""
    talk = _anybody()
    yield from _said(talk, "je veux commander", "Brazzaville", "poulet mayo", "2")
    yield from _said(talk, "jus de gingembre", "1", "✏️ Modifier")
    other = _anybody()
    yield from _said(other, "je veux commander", "Brazzaville", "poulet mayo", "2")
    yield from _said(other, "riz", "1")


def _promo() -> Walk:
    talk = _anybody()
    yield from _said(talk, "je veux commander 2 poulets mayo chez Mireille livrés à Moungali")
    yield from _said(talk, "💵 Espèces", "j'ai un code promo")


def _rating() -> Walk:
    day = workday()
    reference = day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")
    day.cedric.text(day.code(reference))
    day.awa.act(Action.RATE, reference, "5")
    yield day.awa


def _delivering() -> Walk:
    day = workday()
    day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")
    yield from _said(day.cedric, "📷 Pas de code")


def _collecting() -> Walk:
    day = workday()
    reference = day.win()
    day.drive("🛵 Je pars", "📍 Je suis au départ")
    day.cedric.act(Action.COLLECT, reference)
    yield day.cedric


def _failing() -> Walk:
    day = workday()
    day.win()
    day.drive(*TO_THE_DOOR, "⚠️ Problème")
    yield day.cedric


def _adding() -> Walk:
    mireille = shop().mireille
    mireille.text("ma boutique")
    steps = ("➕ Nouveau produit", "Sans photo", "Bissap 1 L", "1500", "dix", "Boissons")
    return _said(mireille, *steps)


def _editing() -> Walk:
    day = shop()
    product = str(day.orders.product("Poulet mayo").id)
    for what in ("price", "stock", "photo"):
        day.mireille.act(Action.EDIT_PRODUCT, product, what)
        yield day.mireille


def _restocking() -> Walk:
    day = shop()
    day.mireille.act(Action.RESTOCK, str(day.orders.product("Jus de gingembre").id))
    yield day.mireille


def _refusing() -> Walk:
    day = shop()
    day.mireille.act(Action.REFUSE_ORDER, day.order())
    yield day.mireille


def _handing_over() -> Walk:
    day = shop()
    reference = day.order()
    for status in ("confirmed", "ready"):
        day.mireille.act(Action.MOVE_ORDER, reference, status)
    mission = next(one for one in day.orders.missions.values() if one.order_reference == reference)
    offer = day.orders.offer(mission.reference, to=CEDRIC.phone or "")
    call = DriverCall(driver_phone=CEDRIC.phone or "")
    day.orders.carry_out(ACCEPT_OFFER, call, offer_id=str(offer.id))
    day.mireille.act(Action.GIVE_ORDER, reference)
    yield day.mireille


def _becoming_driver() -> Walk:
    brice = Talk(state=State(is_welcomed=True, name="Brice Mouanda"), contact=NEWCOMER)
    brice.text("bonjour")
    steps = ("je veux devenir livreur", "Brice Mouanda", "moto", "Passer", "Moungali")
    return _said(brice, *steps)


def _becoming_merchant() -> Walk:
    odile = Talk(contact=NEWCOMER)
    odile.text("bonjour")
    steps = (
        "je veux vendre sur toktok",
        "Chez Odile",
        "restaurant",
        "Moungali",
        "8h-21h",
        "passer",
    )
    return _said(odile, *steps)


def _leaving() -> Walk:
    talk = _anybody()
    talk.act(Action.LEAVE)
    yield talk


_CLIENTS: Final = (_courier, _marketplace, _cart, _promo, _rating, _leaving)
_DRIVERS: Final = (_delivering, _collecting, _failing)
_MERCHANTS: Final = (_adding, _editing, _restocking, _refusing, _handing_over)
_NEWCOMERS: Final = (_becoming_driver, _becoming_merchant)
