"""What transcripts of buying share: somebody whose city is known, and how an order comes about."""

from typing import Final

from services.conversation.dialogue.state import State
from shared.contracts.orders.catalogue import OpeningRequest
from shared.contracts.orders.fake import shelf
from shared.contracts.orders.fake.town import MIREILLE
from tests.support.talk import Talk, choices

SENTENCE: Final = "je veux commander 2 poulets mayo chez Mireille livrés à Moungali"


def shopper() -> Talk:
    """Let somebody talk whose city is known from an earlier errand."""
    return Talk(state=State(is_welcomed=True, city="Brazzaville"))


def asked(talk: Talk) -> list[str]:
    """Name what was asked of orders."""
    return [intent.ask for intent in talk.asked]


def titles(talk: Talk) -> list[str]:
    """Name what the last message offers."""
    return [title for _, title in choices(talk.shown[-1])]


def lines(said: str) -> list[str]:
    """Cut what was said to its lines, with plain spaces."""
    return [line for line in said.replace("\u202f", " ").splitlines() if line]


def cart_of(talk: Talk) -> list[tuple[str, int]]:
    """Tell what is in the cart."""
    return [(one["name"], one["quantity"]) for one in talk.state.stack[0].filled["items"]]


def at_recap(talk: Talk) -> str:
    """Go to the read-back."""
    talk.text(SENTENCE)
    return talk.tap("💵 Espèces")


def close_shop(talk: Talk) -> None:
    """Close Chez Mireille."""
    shelf.set_opening(talk.orders.state, OpeningRequest(is_open=False), phone=MIREILLE)


def set_stock(talk: Talk, name: str, *, left: int) -> None:
    """Let somebody else buy."""
    shown = talk.orders.product(name)
    talk.orders.state.products[shown.id].change(stock=left)
