"""Errands of one message: menu, help, a person, follow, and the driver's side of the chat.

Each asks, and tells the answer; none is a form, so none disturbs the form under way.
"""

from collections.abc import Callable
from typing import Any, Final

from services.conversation.dialogue.intents import Answer, Ask
from services.conversation.dialogue.missions import mission_card, next_step_option, offer_accepted
from services.conversation.dialogue.replies import Card, Line, Option, Reply, Text, reply, t
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import State
from services.conversation.dialogue.turn import Turn
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Driver, Mission, MissionStatus

DRIVER: Final = "driver"


def start_id(flow: str) -> str:
    """Write the id of a menu row that starts an errand."""
    return f"start:{flow}"


def menu(turn: Turn, *notices: Line) -> None:
    """Show what the person can do here; drivers see their side first."""
    options = [Option(start_id(name), flow.title) for name, flow in turn.flows.items()]
    options.append(Option(action_id(Action.FOLLOW), t("🔎 Suivre")))
    if DRIVER in turn.state.roles:
        options = [*driver_options(), *options]
    options.append(Option("word:help", t("❓ Aide")))
    lines = notices or (t("Que puis-je faire pour vous ?"),)
    turn.add(Reply(lines=lines, options=tuple(options), list_label=t("Voir le menu")))


def driver_options() -> list[Option]:
    """List a driver's own entries."""
    return [
        Option(action_id(Action.JOBS), t("🛵 Mes courses")),
        Option(action_id(Action.DUTY_ON), t("🟢 Je suis disponible")),
        Option(action_id(Action.DUTY_OFF), t("🔴 Fin de service")),
    ]


def explain(turn: Turn) -> None:
    """Say what can be written at any step."""
    turn.say(
        t("❓ *Comment ça marche*"),
        t("📦 Écrivez tout en une phrase :"),
        t("_Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille_"),
        "",
        t("À tout moment : *menu*, *retour*, *annuler*, *statut* (où est mon colis ?), *humain*."),
    )


def human(turn: Turn) -> None:
    """Pass the person on to somebody of the team."""
    turn.ask(Ask.ASK_HUMAN, {})


def follow(turn: Turn, reference: str | None = None) -> None:
    """Show one job, or all running ones."""
    if reference:
        turn.ask(Ask.SHOW_MISSION, {"reference": reference})
    else:
        turn.ask(Ask.LIST_MISSIONS, {})


def report_position(turn: Turn, said: Said) -> None:
    """Pass on where a driver is; nothing is said about it."""
    if said.place is not None:
        turn.ask(Ask.REPORT_POSITION, {"place": said.place.model_dump()})


def soon(turn: Turn) -> None:
    """Say honestly that this is not offered here yet."""
    menu(turn, t("Ce service n’est pas encore ouvert ici. Voici ce que je peux faire :"))


def tell(state: State, answer: Answer) -> tuple[Reply, ...]:
    """Say what came back."""
    if answer.refusal is not None:
        return (_refused(answer),)
    tellers: dict[Ask, Callable[[State, Answer], tuple[Reply, ...]]] = {
        Ask.LIST_MISSIONS: _missions,
        Ask.SHOW_MISSION: lambda _state, one: (mission_card(_mission(one)),),
        Ask.CANCEL_MISSION: _cancelled,
        Ask.RATE_MISSION: lambda _state, _one: (reply(t("⭐ Merci pour votre avis !")),),
        Ask.ACCEPT_OFFER: lambda _state, one: (offer_accepted(_mission(one)),),
        Ask.DECLINE_OFFER: lambda _state, _one: (reply(t("C’est noté, merci. 👍")),),
        Ask.REPORT_STEP: _step,
        Ask.SET_DUTY: _duty,
        Ask.SHOW_DRIVER: _jobs,
        Ask.REPORT_POSITION: lambda _state, _one: (),
        Ask.ASK_HUMAN: _human,
    }
    return tellers[answer.ask](state, answer)


def _mission(answer: Answer) -> Mission:
    return Mission.model_validate(answer.answer)


def _missions(_state: State, answer: Answer) -> tuple[Reply, ...]:
    missions = [Mission.model_validate(one) for one in answer.answer["missions"]]
    if not missions:
        send = Option(start_id("courier"), t("📦 Envoyer un colis"))
        return (reply(t("Vous n’avez pas de course en cours."), options=(send,)),)
    if len(missions) == 1:
        return (mission_card(missions[0]),)
    rows = tuple(
        Option(
            action_id(Action.FOLLOW, one.reference),
            Text("{reference}", {"reference": one.reference}),
            t(
                "{pickup} → {dropoff}",
                pickup=one.pickup.place.label,
                dropoff=one.dropoff.place.label,
            ),
        )
        for one in missions
    )
    lines = (t("🔎 Vous avez {count} courses en cours.", count=len(missions)),)
    return (Reply(lines=lines, options=rows, list_label=t("Voir mes courses")),)


def _cancelled(_state: State, answer: Answer) -> tuple[Reply, ...]:
    mission = _mission(answer)
    return (reply(t("❌ Votre course `{ref}` est annulée.", ref=mission.reference)),)


def _step(_state: State, answer: Answer) -> tuple[Reply, ...]:
    mission = _mission(answer)
    if mission.status is MissionStatus.DELIVERED:
        return (
            reply(
                t("🎉 *Course terminée !* Merci."),
                t("`{ref}` est livrée.", ref=mission.reference),
                options=(Option(action_id(Action.JOBS), t("🛵 Mes courses")),),
            ),
        )
    return (next_step_option(mission),)


def _duty(_state: State, answer: Answer) -> tuple[Reply, ...]:
    driver = Driver.model_validate(answer.answer)
    if not driver.is_on_duty:
        return (reply(t("🔴 Vous êtes *hors service*. Bon repos, {name} !", name=driver.name)),)
    return (
        Reply(
            lines=(
                t("🟢 Vous êtes *en service*, {name}.", name=driver.name),
                t("Partagez votre position pour recevoir les courses proches de vous."),
            ),
            wants_location=True,
        ),
    )


def _jobs(_state: State, answer: Answer) -> tuple[Reply, ...]:
    driver = Driver.model_validate(answer.answer)
    if not driver.active_missions:
        on = t("🟢 en service") if driver.is_on_duty else t("🔴 hors service")
        toggle = driver_options()[2 if driver.is_on_duty else 1]
        line = t("Vous n’avez pas de course en cours. Vous êtes {state}.", state=on)
        return (reply(line, options=(toggle,)),)
    return tuple(next_step_option(mission) for mission in driver.active_missions[:3])


def _human(_state: State, answer: Answer) -> tuple[Reply, ...]:
    lines: tuple[Line, ...] = (
        t("🧑‍💼 C’est transmis à notre équipe : quelqu’un vous répondra ici même."),
    )
    phone: Any = answer.answer.get("phone")
    if not phone:
        return (reply(*lines),)
    card = Card(name="TokTok", phone=str(phone))
    return (Reply(lines=(*lines, t("Si c’est urgent, appelez :")), card=card),)


def _refused(answer: Answer) -> Reply:
    """One helpful line for each refusal; the codes are those of shared.contracts.orders.errors."""
    reference = str(answer.params.get("reference") or answer.body.get("reference") or "")
    known: dict[str, Text] = {
        "mission_not_found": t("Je ne trouve pas la course {ref}.", ref=reference),
        "mission_not_cancellable": t(
            "La course {ref} ne peut plus être annulée : le colis est déjà avec le livreur.",
            ref=reference,
        ),
        "mission_not_ratable": t("La course {ref} n’est pas encore livrée.", ref=reference),
        "mission_already_taken": t(
            "🙏 Trop tard : cette course vient d’être prise. À la prochaine !"
        ),
        "offer_expired": t("⌛ Cette proposition a expiré. La prochaine arrive bientôt."),
        "offer_not_found": t("Cette proposition n’existe plus."),
        "step_not_allowed": t("Cette étape est déjà faite pour {ref}.", ref=reference),
        "not_your_mission": t("La course {ref} est à un autre livreur.", ref=reference),
        "driver_not_found": t("Vous n’êtes pas encore enregistré comme livreur."),
    }
    sorry = t("Désolé, je n’ai pas pu le faire. Écrivez *humain* pour parler à un conseiller.")
    return reply(known.get(answer.refusal or "", sorry))
