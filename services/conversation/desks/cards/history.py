"""How past jobs are told: a row each, the next page, and the same again."""

from services.conversation.desks.cards.missions import STATE_WORDS
from services.conversation.desks.cards.orders import ORDER_STATE_WORDS
from services.conversation.dialogue.replies import Option, Reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.orders import HistoryEntry, HistoryPage
from shared.texts import Line, Text, t
from shared.values.clock import local_time
from shared.values.money import Money
from shared.values.phone import Country


def history_card(page: HistoryPage, *, country: Country) -> Reply:
    """List jobs to be looked at, newest first, and the way to older ones."""
    rows = [_row(entry, country=country) for entry in page.entries]
    if page.next is not None:
        rows.append(Option(action_id(Action.HISTORY, page.next), t("📅 Plus anciennes")))
    lines = (t("🧾 *VOS COMMANDES ET COLIS*"), t("Touchez une ligne pour la voir ou la refaire."))
    return Reply(lines=lines, options=tuple(rows), list_label=t("Voir"))


def _row(entry: HistoryEntry, *, country: Country) -> Option:
    day = f"{local_time(entry.at, country):%d/%m}"
    action = Action.ORDER if entry.is_order else Action.FOLLOW
    mark = "🛍️" if entry.is_order else "📦"
    title = Text("{mark} {title}", {"mark": mark, "title": entry.title})
    return Option(action_id(action, entry.reference), title, _words(entry, day=day))


def _words(entry: HistoryEntry, *, day: str) -> Line:
    state: Text = (
        ORDER_STATE_WORDS[OrderStatus(entry.status)]
        if entry.is_order
        else STATE_WORDS[MissionStatus(entry.status)]
    )
    if entry.total is None:
        return t("{day} · {state} · {ref}", day=day, state=state, ref=entry.reference)
    total = Money(entry.total)
    return t("{day} · {state} · {total}", day=day, state=state, total=total)
