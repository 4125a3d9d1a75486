"""How a mission is told to its client: the card with its timeline."""

from typing import Final

from services.conversation.dialogue.replies import Option, Reply, reply
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission, MissionStatus
from shared.texts import Line, Text, t

RULE: Final = "──────────────"

STATE_WORDS: Final[dict[MissionStatus, Text]] = {
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

_OVER: Final = (MissionStatus.DELIVERED, MissionStatus.RETURNED, MissionStatus.CANCELLED)


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
    if mission.eta is not None and mission.status not in _OVER:
        lines.append(
            t("⏱️ Arrivée dans {low} à {high} min", low=mission.eta.low, high=mission.eta.high)
        )
    if mission.tracking_url and mission.status not in _OVER:
        lines.append(t("🗺️ {url}", url=mission.tracking_url))
    if mission.delivery_code and mission.status not in _OVER:
        lines.append(
            t("🔐 Code de livraison, à donner à la remise : *{code}*", code=mission.delivery_code)
        )
    return reply(*lines, options=_options(mission))


def _options(mission: Mission) -> tuple[Option, ...]:
    reference = mission.reference
    if mission.is_redeliverable:
        return (Option(action_id(Action.REDELIVER, reference), t("📦 Relivrer")),)
    if mission.status is MissionStatus.DELIVERED:
        rate = Option(action_id(Action.RATE, reference), t("⭐ Noter"))
        return (rate, again_option(reference))
    if mission.status in _OVER:
        return (again_option(reference),)
    refresh = Option(action_id(Action.FOLLOW, reference), t("🔄 Actualiser"))
    cancel = Option(action_id(Action.CANCEL, reference), t("❌ Annuler"))
    return (refresh, cancel) if mission.is_cancellable else (refresh,)


def again_option(reference: str) -> Option:
    """Offer the same errand once more."""
    return Option(action_id(Action.REPEAT, reference), t("🔁 Refaire"))


def mission_row(mission: Mission) -> Option:
    """Name a mission in a list, to be looked at."""
    return Option(
        action_id(Action.FOLLOW, mission.reference),
        Text("{reference}", {"reference": mission.reference}),
        t(
            "{pickup} → {dropoff}",
            pickup=mission.pickup.place.label,
            dropoff=mission.dropoff.place.label,
        ),
    )


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
        return [t("⚠️ {state}", state=STATE_WORDS[mission.status])]
    ranks = list(MissionStatus)
    lines: list[Line] = []
    for status in _LADDER:
        is_now = status is mission.status
        is_past = ranks.index(status) < ranks.index(mission.status) or status in reached
        mark = "🔵" if is_now else "✅" if is_past else "⚪"
        if is_now and status is MissionStatus.DELIVERED:
            mark = "✅"
        words = t("*{state}*", state=STATE_WORDS[status]) if is_now else STATE_WORDS[status]
        lines.append(t("{mark} {state}", mark=mark, state=words))
    if mission.status is MissionStatus.TO_PICKUP:
        lines.insert(2, t("🔵 *{state}*", state=STATE_WORDS[MissionStatus.TO_PICKUP]))
    return lines


def confirm_cancel(reference: str) -> Reply:
    """Ask before a mission is called off."""
    return reply(
        t("Annuler la course `{ref}` ?", ref=reference),
        options=(
            Option(action_id(Action.CANCEL_NOW, reference), t("Oui, annuler")),
            Option(action_id(Action.KEEP), t("Non, garder")),
        ),
    )
