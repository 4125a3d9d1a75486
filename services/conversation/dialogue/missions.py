"""How a mission is told in the chat: the client's card with timeline, the driver's next step."""

from typing import Final

from services.conversation.dialogue.replies import Line, Option, Reply, Text, reply, t
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission, MissionStatus, Stop
from shared.values.money import Money
from shared.values.phone import PhoneNumber

RULE: Final = "──────────────"

_STATE: Final[dict[MissionStatus, Text]] = {
    MissionStatus.PENDING: t("Recherche d’un livreur"),
    MissionStatus.ACCEPTED: t("Livreur trouvé"),
    MissionStatus.TO_PICKUP: t("Livreur en route vers le départ"),
    MissionStatus.AT_PICKUP: t("Livreur arrivé au départ"),
    MissionStatus.PICKED_UP: t("Colis récupéré"),
    MissionStatus.IN_TRANSIT: t("Colis en route"),
    MissionStatus.AT_DROPOFF: t("Livreur arrivé à destination"),
    MissionStatus.DELIVERED: t("Livré"),
    MissionStatus.PROBLEM: t("Problème signalé"),
    MissionStatus.RETURNED: t("Retourné au départ"),
    MissionStatus.CANCELLED: t("Annulé"),
}

_LADDER: Final = (
    MissionStatus.PENDING,
    MissionStatus.ACCEPTED,
    MissionStatus.AT_PICKUP,
    MissionStatus.PICKED_UP,
    MissionStatus.IN_TRANSIT,
    MissionStatus.AT_DROPOFF,
    MissionStatus.DELIVERED,
)

# What the driver may tap next, from where the mission is.
_NEXT: Final[dict[MissionStatus, tuple[MissionStatus, Text]]] = {
    MissionStatus.ACCEPTED: (MissionStatus.TO_PICKUP, t("🛵 Je pars")),
    MissionStatus.TO_PICKUP: (MissionStatus.AT_PICKUP, t("📍 Je suis au départ")),
    MissionStatus.AT_PICKUP: (MissionStatus.PICKED_UP, t("📦 Colis récupéré")),
    MissionStatus.PICKED_UP: (MissionStatus.IN_TRANSIT, t("🛣️ En route")),
    MissionStatus.IN_TRANSIT: (MissionStatus.AT_DROPOFF, t("📍 Je suis arrivé")),
    MissionStatus.AT_DROPOFF: (MissionStatus.DELIVERED, t("✅ Livré")),
}


def mission_card(mission: Mission) -> Reply:
    """Show a client a mission: route, timeline, driver, ETA, and what can still be done."""
    lines: list[Line] = [
        t("*VOTRE COURSE* `{ref}`", ref=mission.reference),
        RULE,
        *route(mission),
        "",
        *timeline(mission),
    ]
    if mission.driver is not None:
        lines.append(t("🛵 {name}, {phone}", name=mission.driver.name, phone=mission.driver.phone))
    if mission.eta is not None:
        lines.append(
            t("⏱️ Arrivée dans {low} à {high} min", low=mission.eta.low, high=mission.eta.high)
        )
    if mission.tracking_url:
        lines.append(t("🗺️ {url}", url=mission.tracking_url))
    options = [Option(action_id(Action.FOLLOW, mission.reference), t("🔄 Actualiser"))]
    if mission.is_cancellable:
        options.append(Option(action_id(Action.CANCEL, mission.reference), t("❌ Annuler")))
    return reply(*lines, options=tuple(options))


def route(mission: Mission) -> tuple[Line, ...]:
    """Say from where to where."""
    return (
        t("📍 De : {place}", place=mission.pickup.place.label),
        t("🏁 À : {place}", place=mission.dropoff.place.label),
    )


def timeline(mission: Mission) -> list[Line]:
    """Draw the states passed ✅, the one at hand 🔵 and those to come ⚪."""
    reached = {entry.status for entry in mission.timeline} | {mission.status}
    if mission.status not in _LADDER and mission.status is not MissionStatus.TO_PICKUP:
        return [t("⚠️ {state}", state=_STATE[mission.status])]
    ranks = list(MissionStatus)
    lines: list[Line] = []
    for status in _LADDER:
        is_now = status is mission.status
        is_past = ranks.index(status) < ranks.index(mission.status) or status in reached
        mark = "🔵" if is_now else "✅" if is_past else "⚪"
        if is_now and status is MissionStatus.DELIVERED:
            mark = "✅"
        words = t("*{state}*", state=_STATE[status]) if is_now else _STATE[status]
        lines.append(t("{mark} {state}", mark=mark, state=words))
    if mission.status is MissionStatus.TO_PICKUP:
        lines.insert(2, t("🔵 *{state}*", state=_STATE[MissionStatus.TO_PICKUP]))
    return lines


def offer_accepted(mission: Mission) -> Reply:
    """Give the driver who won a job all it takes, with the first step."""
    lines: list[Line] = [t("✅ *COURSE À VOUS* `{ref}`", ref=mission.reference), RULE]
    lines += _stop_lines(
        t("📍 *Départ* : {place}", place=mission.pickup.place.label), mission.pickup
    )
    lines += _stop_lines(
        t("🏁 *Arrivée* : {place}", place=mission.dropoff.place.label), mission.dropoff
    )
    if mission.description:
        lines.append(t("📦 {what}", what=mission.description))
    if mission.declared_value:
        lines.append(t("💰 Valeur : {value}", value=Money(mission.declared_value)))
    if mission.cash_to_collect:
        lines.append(t("💵 À encaisser : {cash}", cash=Money(mission.cash_to_collect)))
    return reply(*lines, options=_steps(mission))


def confirm_cancel(reference: str) -> Reply:
    """Ask before a mission is called off."""
    return reply(
        t("Annuler la course `{ref}` ?", ref=reference),
        options=(
            Option(action_id(Action.CANCEL, reference, "yes"), t("Oui, annuler")),
            Option(action_id(Action.CANCEL, reference, "no"), t("Non, garder")),
        ),
    )


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


def next_step_option(mission: Mission) -> Reply:
    """Tell the driver where the job stands and what to tap next."""
    return reply(
        t("🛵 `{ref}` : *{state}*", ref=mission.reference, state=_STATE[mission.status]),
        *_where_next(mission),
        options=_steps(mission),
    )


def _where_next(mission: Mission) -> tuple[Line, ...]:
    is_before_pickup = mission.status in (MissionStatus.ACCEPTED, MissionStatus.TO_PICKUP)
    stop = mission.pickup if is_before_pickup else mission.dropoff
    words = t("📍 {place}", place=stop.place.label)
    return tuple(_stop_lines(words, stop))


def _steps(mission: Mission) -> tuple[Option, ...]:
    following = _NEXT.get(mission.status)
    if following is None:
        return ()
    status, title = following
    return (Option(action_id(Action.STEP, mission.reference, status), title),)
