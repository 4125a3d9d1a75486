"""Everybody's desk: follow what runs, cancel it, rate it, have it again, ask for a person."""

from collections.abc import Sequence

from services.conversation.desks.cards.history import history_card
from services.conversation.desks.cards.missions import confirm_cancel, mission_card, mission_row
from services.conversation.desks.cards.orders import confirm_cancel_order, order_card, order_row
from services.conversation.desks.cards.ratings import ask_stars
from services.conversation.desks.client.purchases import hears
from services.conversation.desks.client.refusals import REFUSALS
from services.conversation.desks.client.repeating import (
    BEGIN,
    REPEATS,
    last_job,
    look_at,
    mission_again,
    order_again,
    repeat,
)
from services.conversation.dialogue.desk import Command, Desk, Start, Told
from services.conversation.dialogue.intents import ASK_HUMAN, Answer, Request
from services.conversation.dialogue.replies import Card, Option, Reply, reply
from services.conversation.dialogue.state import State
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import SlotName, Understood
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission
from shared.contracts.orders.calls import (
    CANCEL_MISSION,
    CANCEL_ORDER,
    GET_LAST_JOB,
    GET_MISSION,
    GET_ORDER,
    LIST_ACTIVITY,
    LIST_HISTORY,
    RATE_MISSION,
    RATE_ORDER,
    REDELIVER_MISSION,
)
from shared.contracts.orders.orders import Activity, HistoryPage, Order, PaymentState
from shared.texts import Line, Text, t

ASKS_WORD = "asks_word"
CANCELS = "cancels"


def _follow(understood: Understood) -> Request:
    reference = understood.slots.get(SlotName.REFERENCE)
    return look_at(str(reference)) if reference else Request(LIST_ACTIVITY)


def _seek(understood: Understood) -> Start:
    """Somebody without a shop who asks for a stock looks for the product."""
    return Start("marketplace", {"wish": understood.slots.get(SlotName.PRODUCT)})


def _keep(_targets: Sequence[str]) -> Reply:
    return reply(t("👍 D’accord, on ne change rien."))


def _activity(_state: State, answer: Answer) -> Told:
    running: Activity = answer.of(LIST_ACTIVITY)
    jobs: list[Mission | Order] = [*running.missions, *running.orders]
    jobs.sort(key=lambda job: job.created_at, reverse=True)
    if not jobs:
        last = Option(action_id(Action.HISTORY), t("🧾 Mes commandes"))
        return (reply(t("Rien n’est en cours pour vous."), options=(*BEGIN, last)),)
    if len(jobs) == 1:
        calls_off = answer.body.get(CANCELS) and jobs[0].is_cancellable
        return (_ask_to_cancel(jobs[0]) if calls_off else _card(jobs[0]),)
    rows = tuple(_row(job) for job in jobs)
    lines = (t("🔎 *{count} en cours.* Laquelle voulez-vous voir ?", count=len(rows)),)
    return (Reply(lines=lines, options=rows, list_label=t("Voir")),)


def _card(job: Mission | Order) -> Reply:
    return order_card(job) if isinstance(job, Order) else mission_card(job)


def _ask_to_cancel(job: Mission | Order) -> Reply:
    """Ask at once about the only thing that "annuler" can mean."""
    is_order = isinstance(job, Order)
    return confirm_cancel_order(job.reference) if is_order else confirm_cancel(job.reference)


def _row(job: Mission | Order) -> Option:
    return order_row(job) if isinstance(job, Order) else mission_row(job)


def _mission(_state: State, answer: Answer) -> Told:
    mission: Mission = answer.of(GET_MISSION)
    return (mission_again(mission) if answer.body.get(REPEATS) else mission_card(mission),)


def _order(_state: State, answer: Answer) -> Told:
    order: Order = answer.of(GET_ORDER)
    return (order_again(order) if answer.body.get(REPEATS) else order_card(order),)


def _history(state: State, answer: Answer) -> Told:
    page: HistoryPage = answer.of(LIST_HISTORY)
    if not page.entries:
        return (reply(t("Vous n’avez encore rien commandé ici. On commence ?"), options=BEGIN),)
    return (history_card(page, country=state.country),)


def _cancelled(_state: State, answer: Answer) -> Told:
    mission: Mission = answer.of(CANCEL_MISSION)
    return (reply(t("❌ Votre course `{ref}` est annulée.", ref=mission.reference)),)


def _order_cancelled(_state: State, answer: Answer) -> Told:
    order: Order = answer.of(CANCEL_ORDER)
    lines: list[Line] = [t("❌ Votre commande `{ref}` est annulée.", ref=order.reference)]
    if order.payment_state is PaymentState.RECEIVED:
        lines.append(t("💰 {shop} doit vous rembourser.", shop=order.merchant.name))
    return (reply(*lines),)


def _sent_again(_state: State, answer: Answer) -> Told:
    mission: Mission = answer.of(REDELIVER_MISSION)
    follow = Option(action_id(Action.FOLLOW, mission.reference), t("🔎 Suivre"))
    line = t("📦 C’est reparti : je cherche un livreur pour `{ref}`.", ref=mission.reference)
    return (reply(line, options=(follow,)),)


def _mission_rated(_state: State, answer: Answer) -> Told:
    if not answer.body.get(ASKS_WORD):
        return (reply(t("⭐ Merci pour votre avis !")),)
    mission: Mission = answer.of(RATE_MISSION)
    return (_ask_word(answer, who=mission.driver.name if mission.driver else None),)


def _order_rated(_state: State, answer: Answer) -> Told:
    order: Order = answer.of(RATE_ORDER)
    return (_ask_word(answer, who=order.merchant.name),)


def _ask_word(answer: Answer, *, who: str | None) -> Start:
    rated = {"reference": answer.body["reference"], "stars": int(answer.body["stars"])}
    return Start("rating", {**rated, "who": who})


def _human(_state: State, answer: Answer) -> Told:
    lines: tuple[Line, ...] = (
        t("🧑‍💼 C’est transmis à notre équipe : quelqu’un vous répondra ici même."),
    )
    phone = answer.answer.get("phone")
    if not phone:
        return (reply(*lines),)
    card = Card(name="TokTok", phone=str(phone))
    return (Reply(lines=(*lines, t("Si c’est urgent, appelez :")), card=card),)


_RATED: tuple[str, ...] = ("reference", "stars")
_AGAIN: Text = t("🔁 Comme la dernière fois")

DESK = Desk(
    role=None,
    options=(
        Option(action_id(Action.FOLLOW), t("🔎 Suivre")),
        Option(action_id(Action.HISTORY), t("🧾 Mes commandes")),
        Option(action_id(Action.REPEAT), _AGAIN),
    ),
    commands={
        (Action.FOLLOW, 0): Command(LIST_ACTIVITY),
        (Action.FOLLOW, 1): Command(GET_MISSION, ("reference",)),
        (Action.ORDER, 1): Command(GET_ORDER, ("reference",)),
        (Action.HISTORY, 0): Command(LIST_HISTORY),
        (Action.HISTORY, 1): Command(LIST_HISTORY, ("after",)),
        (Action.REPEAT, 0): Command(GET_LAST_JOB),
        (Action.RATE, 2): Command(RATE_MISSION, _RATED, {ASKS_WORD: True}),
        (Action.RATE_ORDER, 2): Command(RATE_ORDER, _RATED),
        (Action.CANCEL_NOW, 1): Command(CANCEL_MISSION, ("reference",)),
        (Action.CANCEL_ORDER_NOW, 1): Command(CANCEL_ORDER, ("reference",)),
        (Action.REDELIVER, 1): Command(REDELIVER_MISSION, ("reference",)),
    },
    asks_first={
        (Action.CANCEL, 1): lambda targets: confirm_cancel(targets[0]),
        (Action.CANCEL_ORDER, 1): lambda targets: confirm_cancel_order(targets[0]),
        (Action.RATE, 1): lambda targets: ask_stars(Action.RATE, targets[0]),
        (Action.RATE_ORDER, 1): lambda targets: ask_stars(Action.RATE_ORDER, targets[0]),
        (Action.REPEAT, 1): lambda targets: repeat(targets[0]),
        (Action.KEEP, 0): _keep,
    },
    meanings={
        Meaning.FOLLOW: _follow,
        Meaning.CANCEL: lambda _: Request(LIST_ACTIVITY, {CANCELS: True}),
        Meaning.HISTORY: lambda _: Request(LIST_HISTORY),
        Meaning.REPEAT: lambda _: Request(GET_LAST_JOB),
        Meaning.STOCK: _seek,
    },
    hears=hears,
    tellers={
        LIST_ACTIVITY.name: _activity,
        GET_MISSION.name: _mission,
        GET_ORDER.name: _order,
        LIST_HISTORY.name: _history,
        GET_LAST_JOB.name: last_job,
        CANCEL_MISSION.name: _cancelled,
        CANCEL_ORDER.name: _order_cancelled,
        REDELIVER_MISSION.name: _sent_again,
        RATE_MISSION.name: _mission_rated,
        RATE_ORDER.name: _order_rated,
        ASK_HUMAN.name: _human,
    },
    refusals=REFUSALS,
)
