"""The driver's desk: duty, jobs near and in hand, offers, steps, position, past jobs, cash."""

from services.conversation.desks.cards.cash import cash_card, done_jobs_card, handover_card
from services.conversation.desks.cards.jobs import (
    JOBS,
    NEARBY,
    OFF,
    ON,
    job_done,
    job_now,
    job_won,
    jobs_near,
    no_job_in_hand,
)
from services.conversation.desks.driver.refusals import REFUSALS
from services.conversation.desks.driver.speaking import done_as_said, hears
from services.conversation.desks.driver.words import GO_OFF, GO_ON, WORDS
from services.conversation.dialogue.desk import Command, Desk, Told
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.replies import Option, Reply, reply
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import State
from services.conversation.understanding import Intent as Meaning
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Driver, DriverHistory, JobList, Mission, MissionStatus
from shared.contracts.orders.calls import (
    ACCEPT_OFFER,
    CHANGE_DUTY,
    DECLINE_OFFER,
    GET_CASH,
    GET_DRIVER,
    LIST_DONE_JOBS,
    LIST_JOBS,
    RATE_MISSION,
    REPORT_POSITION,
    REPORT_STEP,
    START_HANDOVER,
    TAKE_JOB,
)
from shared.contracts.orders.cash import CashAccount
from shared.texts import t

ROLE = "driver"


def _position(said: Said) -> Request | None:
    return Request(REPORT_POSITION, {"place": said.place.model_dump()}) if said.place else None


def _won(_state: State, answer: Answer) -> Told:
    mission = Mission.model_validate(answer.answer)
    return (job_won(mission),)


def _declined(_state: State, _answer: Answer) -> Told:
    return (reply(t("C’est noté, merci. 👍")),)


def _step(_state: State, answer: Answer) -> Told:
    return (told_step(answer.of(REPORT_STEP)),)


def told_step(mission: Mission) -> Reply:
    """Say where a job stands after the driver's own report."""
    if mission.status is MissionStatus.DELIVERED:
        return job_done(mission)
    if mission.status is MissionStatus.RETURNED:
        back = t("↩️ `{ref}` est rapporté. Merci !", ref=mission.reference)
        return reply(back, options=(JOBS, NEARBY))
    return job_now(mission)


def _duty(_state: State, answer: Answer) -> Told:
    driver: Driver = answer.of(CHANGE_DUTY)
    if not driver.is_on_duty:
        return (reply(t("🔴 Vous êtes *hors service*. Bon repos, {name} !", name=driver.name)),)
    lines = (
        t("🟢 Vous êtes *en service*, {name}.", name=driver.name),
        t("Partagez votre position pour recevoir les courses proches de vous."),
    )
    return (Reply(lines=lines, wants_location=True),)


def _in_hand(_state: State, answer: Answer) -> Told:
    driver: Driver = answer.of(GET_DRIVER)
    if (done := done_as_said(driver, answer.body)) is not None:
        return done
    if driver.active_missions:
        return tuple(job_now(mission) for mission in driver.active_missions[:3])
    return (no_job_in_hand(driver),)


def _nearby(state: State, answer: Answer) -> Told:
    found: JobList = answer.of(LIST_JOBS)
    return (jobs_near(found.jobs, country=state.country),)


def _done(state: State, answer: Answer) -> Told:
    history: DriverHistory = answer.of(LIST_DONE_JOBS)
    return (done_jobs_card(history, country=state.country),)


def _cash(state: State, answer: Answer) -> Told:
    account: CashAccount = answer.of(GET_CASH)
    return (cash_card(account, country=state.country),)


def _handover(state: State, answer: Answer) -> Told:
    account: CashAccount = answer.of(START_HANDOVER)
    return (handover_card(account, country=state.country),)


def _nothing(_state: State, _answer: Answer) -> Told:
    return ()


DESK = Desk(
    role=ROLE,
    title=t("🛵 Espace livreur"),
    options=(JOBS, NEARBY, ON, OFF, Option(action_id(Action.CASH), t("💵 Mon cash"))),
    commands={
        (Action.ACCEPT_OFFER, 1): Command(ACCEPT_OFFER, ("offer_id",)),
        (Action.DECLINE_OFFER, 1): Command(DECLINE_OFFER, ("offer_id",)),
        (Action.TAKE_JOB, 1): Command(TAKE_JOB, ("reference",)),
        (Action.NEARBY, 0): Command(LIST_JOBS),
        (Action.STEP, 2): Command(REPORT_STEP, ("reference", "status")),
        (Action.RETURN, 1): Command(REPORT_STEP, ("reference",), {"status": "returned"}),
        (Action.RATE_CLIENT, 2): Command(RATE_MISSION, ("reference", "stars")),
        (Action.DUTY_ON, 0): Command(CHANGE_DUTY, fixed={"is_on_duty": True}),
        (Action.DUTY_OFF, 0): Command(CHANGE_DUTY, fixed={"is_on_duty": False}),
        (Action.JOBS, 0): Command(GET_DRIVER),
        (Action.DONE_JOBS, 0): Command(LIST_DONE_JOBS),
        (Action.DONE_JOBS, 1): Command(LIST_DONE_JOBS, ("after",)),
        (Action.CASH, 0): Command(GET_CASH),
        (Action.HAND_OVER_CASH, 0): Command(START_HANDOVER),
    },
    meanings={
        Meaning.DRIVER_JOBS: lambda _: Request(GET_DRIVER),
        Meaning.DRIVER_ON: lambda _: GO_ON,
        Meaning.DRIVER_OFF: lambda _: GO_OFF,
        Meaning.HISTORY: lambda _: Request(LIST_DONE_JOBS),
    },
    words=WORDS,
    hears=hears,
    on_place=_position,
    tellers={
        ACCEPT_OFFER.name: _won,
        TAKE_JOB.name: _won,
        DECLINE_OFFER.name: _declined,
        REPORT_STEP.name: _step,
        CHANGE_DUTY.name: _duty,
        GET_DRIVER.name: _in_hand,
        LIST_JOBS.name: _nearby,
        LIST_DONE_JOBS.name: _done,
        GET_CASH.name: _cash,
        START_HANDOVER.name: _handover,
        REPORT_POSITION.name: _nothing,
    },
    refusals=REFUSALS,
)
