"""How a driver's cash and past jobs are told."""

from typing import Final

from services.conversation.desks.cards.missions import RULE
from services.conversation.dialogue.replies import Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import DriverHistory, MissionStatus
from shared.contracts.orders.cash import CashAccount, CashKind
from shared.texts import Line, Text, t
from shared.values.clock import local_time
from shared.values.money import Money
from shared.values.phone import Country

_KINDS: Final[dict[CashKind, Text]] = {
    CashKind.DECLARED: t("📝 prévu"),
    CashKind.COLLECTED: t("➕ encaissé"),
    CashKind.HANDED_OVER: t("➖ remis"),
    CashKind.BANKED: t("🏦 déposé"),
}
_LINES_SHOWN: Final = 5


def cash_card(account: CashAccount, *, country: Country) -> Reply:
    """Show what a driver holds, the newest lines, and how to hand it over."""
    lines: list[Line] = [
        t("💵 *CASH EN MAIN : {cash}*", cash=Money(account.in_hand)),
        t("Plafond : {ceiling}", ceiling=Money(account.ceiling)),
    ]
    if account.in_hand > account.ceiling:
        lines.append(t("⚠️ Plafond dépassé : plus de courses à encaisser avant une remise."))
    if account.entries:
        lines.append(RULE)
    for entry in account.entries[:_LINES_SHOWN]:
        kind, amount = _KINDS[entry.kind], Money(entry.amount)
        day = f"{local_time(entry.at, country):%d/%m %H:%M}"
        about = f" · {entry.reference}" if entry.reference else ""
        lines.append(
            t("{kind} {amount}{about} · {day}", kind=kind, amount=amount, about=about, day=day)
        )
    if account.handover is not None:
        return reply(*lines, RULE, *_handover_lines(account, country=country))
    if not account.in_hand:
        return reply(*lines)
    hand_over = Option(action_id(Action.HAND_OVER_CASH), t("🤝 Remettre le cash"))
    return reply(*lines, options=(hand_over,))


def handover_card(account: CashAccount, *, country: Country) -> Reply:
    """Show the code that the office asks for."""
    return reply(t("🤝 *REMISE DE CASH*"), *_handover_lines(account, country=country))


def _handover_lines(account: CashAccount, *, country: Country) -> list[Line]:
    handover = account.handover
    if handover is None:
        return []
    until = f"{local_time(handover.expires_at, country):%H:%M}"
    return [
        t("💰 Montant : *{amount}*", amount=Money(handover.amount)),
        t("🔐 Code à donner au bureau : *{code}* (jusqu’à {at})", code=handover.code, at=until),
        t("Le bureau compte, saisit ce code, et je vous confirme ici."),
    ]


def done_jobs_card(history: DriverHistory, *, country: Country) -> Reply:
    """Show what today brought, and the last jobs."""
    count, pay = history.today_count, Money(history.today_pay)
    today = t("📒 *Aujourd’hui* : {count} courses, *{pay}*", count=count, pay=pay)
    if count <= 1:
        today = t("📒 *Aujourd’hui* : {count} course, *{pay}*", count=count, pay=pay)
    lines: list[Line] = [today]
    if not history.jobs:
        lines.append(t("Vos courses terminées apparaîtront ici."))
        return reply(*lines)
    lines.append(RULE)
    for job in history.jobs:
        mark = "✅" if job.status is MissionStatus.DELIVERED else "↩️"
        day = f"{local_time(job.ended_at, country):%d/%m %H:%M}"
        lines.append(
            t(
                "{mark} `{ref}` {pay} · {where} · {day}",
                mark=mark,
                ref=job.reference,
                pay=Money(job.pay),
                where=job.dropoff,
                day=day,
            )
        )
    if history.next is None:
        return reply(*lines)
    older = Option(action_id(Action.DONE_JOBS, history.next), t("➡️ Plus anciennes"))
    return reply(*lines, options=(older,))
