"""How a job is told to its driver: what was won, where it stands, what to tap next."""

from typing import Final

from services.conversation.desks.cards.chosen_words import chosen_words
from services.conversation.desks.cards.figures import kilometres
from services.conversation.desks.cards.missions import RULE, STATE_WORDS
from services.conversation.dialogue.replies import Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Driver, Job, Mission, MissionStatus, Stop
from shared.texts import Line, Text, t
from shared.values.clock import local_time
from shared.values.money import Money
from shared.values.phone import Country, PhoneNumber

JOBS: Final = Option(action_id(Action.JOBS), t("🛵 Mes courses"))
NEARBY: Final = Option(action_id(Action.NEARBY), t("📋 Courses libres"))
ON: Final = Option(action_id(Action.DUTY_ON), t("🟢 Je suis disponible"))
OFF: Final = Option(action_id(Action.DUTY_OFF), t("🔴 Fin de service"))

# What the driver may tap next, from where the mission is.
_NEXT: Final[dict[MissionStatus, tuple[MissionStatus, Text]]] = {
    MissionStatus.ACCEPTED: (MissionStatus.TO_PICKUP, t("🛵 Je pars")),
    MissionStatus.TO_PICKUP: (MissionStatus.AT_PICKUP, t("📍 Je suis au départ")),
    MissionStatus.AT_PICKUP: (MissionStatus.PICKED_UP, t("📦 Colis récupéré")),
    MissionStatus.PICKED_UP: (MissionStatus.IN_TRANSIT, t("🛣️ En route")),
    MissionStatus.IN_TRANSIT: (MissionStatus.AT_DROPOFF, t("📍 Je suis arrivé")),
    MissionStatus.AT_DROPOFF: (MissionStatus.DELIVERED, t("✅ Livré")),
}
_BEFORE_PICKUP: Final = (
    MissionStatus.ACCEPTED,
    MissionStatus.TO_PICKUP,
    MissionStatus.AT_PICKUP,
)


def job_won(mission: Mission) -> Reply:
    """Give the driver who won a job all it takes, with the first step."""
    lines: list[Line] = [t("✅ *COURSE À VOUS* `{ref}`", ref=mission.reference), RULE]
    lines += _stop_lines(
        t("📍 *Départ* : {place}", place=mission.pickup.place.label), mission.pickup
    )
    lines += _stop_lines(
        t("🏁 *Arrivée* : {place}", place=mission.dropoff.place.label), mission.dropoff
    )
    if mission.description:
        lines.append(t("📦 {what}", what=chosen_words(mission.description)))
    if mission.declared_value:
        lines.append(t("💰 Valeur : {value}", value=Money(mission.declared_value)))
    lines += [*_cash_line(mission), *_pickup_code(mission)]
    return reply(*lines, options=next_steps(mission))


def job_now(mission: Mission) -> Reply:
    """Tell the driver where the job stands and what to tap next."""
    is_before = mission.status in _BEFORE_PICKUP
    stop = mission.pickup if is_before else mission.dropoff
    lines = [
        t("🛵 `{ref}` : *{state}*", ref=mission.reference, state=STATE_WORDS[mission.status]),
        *_stop_lines(t("📍 {place}", place=stop.place.label), stop),
        *(_pickup_code(mission) if is_before else _cash_line(mission)),
    ]
    return reply(*lines, options=next_steps(mission))


def job_done(mission: Mission) -> Reply:
    """Thank the driver, remind of the cash, and ask how the client was."""
    lines = [t("🎉 *Course terminée !* Merci."), t("`{ref}` est livrée.", ref=mission.reference)]
    if mission.cash_to_collect:
        cash = Money(mission.cash_to_collect)
        lines.append(t("💵 {cash} en main : à remettre au bureau (*mon cash*).", cash=cash))
    lines.append(t("Comment était le client ?"))
    good = Option(action_id(Action.RATE_CLIENT, mission.reference, "5"), t("😀 Très bien"))
    hard = Option(action_id(Action.RATE_CLIENT, mission.reference, "2"), t("😕 Difficile"))
    return reply(*lines, options=(good, hard, JOBS))


def next_steps(mission: Mission) -> tuple[Option, ...]:
    """Give the next step, and a way out when it cannot be taken."""
    ref = mission.reference
    if mission.status is MissionStatus.PROBLEM:
        return (
            Option(action_id(Action.DELIVER, ref), t("✅ Livré quand même")),
            Option(action_id(Action.RETURN, ref), t("↩️ Rapporté au départ")),
        )
    following = _NEXT.get(mission.status)
    if following is None:
        return ()
    status, title = following
    step = action_id(Action.STEP, ref, status)
    if status is MissionStatus.DELIVERED:
        step = action_id(Action.DELIVER, ref)
    if status is MissionStatus.PICKED_UP and mission.order_reference and mission.pickup_code:
        step = action_id(Action.COLLECT, ref)
    problem = Option(action_id(Action.FAIL, ref), t("⚠️ Problème"))
    is_with_parcel = mission.status not in _BEFORE_PICKUP
    return (Option(step, title), *((problem,) if is_with_parcel else ()))


def next_status(mission: Mission) -> MissionStatus | None:
    """Tell which step comes next, None where something else has to be decided."""
    following = _NEXT.get(mission.status)
    return following[0] if following is not None else None


def jobs_near(driver_jobs: list[Job], *, country: Country) -> Reply:
    """Show what can be taken now: one job whole, several in a list."""
    if not driver_jobs:
        return reply(
            t("📋 Aucune course libre près de vous pour le moment."),
            t("Restez disponible : je vous écris dès qu’il y en a une."),
            options=(JOBS,),
        )
    if len(driver_jobs) == 1:
        return _job_card(driver_jobs[0], country=country)
    rows = tuple(
        Option(_take_id(job), _pay_and_way(job), _from_to(job.mission)) for job in driver_jobs
    )
    lines = (t("📋 *{count} courses libres*. Touchez celle que vous prenez :", count=len(rows)),)
    return Reply(lines=lines, options=rows, list_label=t("Voir les courses"))


def no_job_in_hand(driver: Driver) -> Reply:
    """Say that nothing is in hand, and what can be done about it."""
    on = t("🟢 en service") if driver.is_on_duty else t("🔴 hors service")
    line = t("Vous n’avez pas de course en cours. Vous êtes {state}.", state=on)
    return reply(line, options=(NEARBY, OFF) if driver.is_on_duty else (ON,))


def _job_card(job: Job, *, country: Country) -> Reply:
    lines: list[Line] = [
        t("📋 *COURSE LIBRE* `{ref}`", ref=job.mission.reference),
        RULE,
        t("💳 *{gain}*", gain=_pay_and_way(job)),
        t("📍 De : {place}", place=job.mission.pickup.place.label),
        t("🏁 À : {place}", place=job.mission.dropoff.place.label),
        *_cash_line(job.mission),
    ]
    if job.expires_at is not None:
        at = f"{local_time(job.expires_at, country):%H:%M}"
        lines.append(t("⏳ Pour vous seul jusqu’à {at}.", at=at))
    take = Option(_take_id(job), t("✅ Prendre"))
    if job.offer_id is None:
        return reply(*lines, options=(take,))
    leave = Option(action_id(Action.DECLINE_OFFER, str(job.offer_id)), t("❌ Refuser"))
    return reply(*lines, options=(take, leave))


def _take_id(job: Job) -> str:
    if job.offer_id is not None:
        return action_id(Action.ACCEPT_OFFER, str(job.offer_id))
    return action_id(Action.TAKE_JOB, job.mission.reference)


def _pay_and_way(job: Job) -> Text:
    if job.distance_to_pickup_m is None:
        return t("{pay}", pay=Money(job.pay))
    km = kilometres(job.distance_to_pickup_m)
    return t("{pay} · à {km} km", pay=Money(job.pay), km=km)


def _from_to(mission: Mission) -> Text:
    way = t(
        "{pickup} → {dropoff}",
        pickup=mission.pickup.place.label,
        dropoff=mission.dropoff.place.label,
    )
    if not mission.cash_to_collect:
        return way
    return t("{way} · encaisser {cash}", way=way, cash=Money(mission.cash_to_collect))


def _cash_line(mission: Mission) -> list[Line]:
    if not mission.cash_to_collect:
        return []
    return [t("💵 À encaisser : *{cash}*", cash=Money(mission.cash_to_collect))]


def _pickup_code(mission: Mission) -> list[Line]:
    if mission.pickup_code is None:
        return []
    return [t("🔐 Code à montrer au départ : *{code}*", code=mission.pickup_code)]


def _stop_lines(first: Text, stop: Stop) -> list[Line]:
    lines: list[Line] = [first]
    who = stop.contact_name or ""
    if stop.contact_phone:
        phone = PhoneNumber(stop.contact_phone).national
        lines.append(t("   👤 {who} {phone}", who=who, phone=phone))
    elif who:
        lines.append(t("   👤 {who}", who=who))
    if stop.place.map_link:
        lines.append(t("   🗺️ {link}", link=stop.place.map_link))
    return lines
