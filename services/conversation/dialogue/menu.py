"""The menu, the help, and a person of the team: what everybody is offered at any moment."""

from typing import Final

from services.conversation.dialogue.desk import Desk, Start
from services.conversation.dialogue.filling import start
from services.conversation.dialogue.forms import Flow
from services.conversation.dialogue.intents import ASK_HUMAN, Answer, Request
from services.conversation.dialogue.replies import HUMAN, Option, Reply
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood, normalise
from shared.texts import Line, t

# From this rank on an errand comes below what people need every day.
RARE: Final = 6
_NOTHING_UNDERSTOOD = Understood(intent=Meaning.UNKNOWN)


def start_id(flow: str) -> str:
    """Write the id of a menu row that starts an errand."""
    return f"start:{flow}"


def show_menu(turn: Turn, *notices: Line, offers_human: bool = False) -> None:
    """Show what the person can do here; who has a role sees its side first.

    With several roles one side is shown, and the ways to the others.
    """
    roles, others = _worn(turn)
    special = [desk for desk in turn.book.desks_of(roles) if desk.role is not None]
    common = [desk for desk in turn.book.desks_of(roles) if desk.role is None]
    flows = [(flow.menu_rank or 0, flow) for flow in turn.book.flows_of(roles) if flow.menu_rank]
    options = [
        *(option for desk in special for option in desk.options),
        *(Option(f"hat:{desk.role}", desk.title) for desk in others if desk.title is not None),
        *(_row(flow) for rank, flow in flows if rank < RARE),
        *(option for desk in common for option in desk.options),
        *(_row(flow) for rank, flow in flows if rank >= RARE),
        Option("word:help", t("❓ Aide")),
    ]
    if offers_human:
        options.insert(0, HUMAN)
    if _has_draft(turn):
        options.insert(0, Option("resume:yes", t("▶️ Continuer")))
    lines = notices or (t("Que puis-je faire pour vous ?"),)
    turn.add(Reply(lines=lines, options=tuple(options), list_label=t("Voir le menu")))


def _worn(turn: Turn) -> tuple[list[str], list[Desk]]:
    """Give the roles whose side is shown, and the desks of the others."""
    roles = turn.state.roles
    special = [desk for desk in turn.book.desks_of(roles) if desk.role is not None]
    if len(special) < 2:
        return roles, []
    hat = turn.state.hat if turn.state.hat in roles else special[0].role
    return [hat] if hat else [], [desk for desk in special if desk.role != hat]


def wear(turn: Turn, role: str) -> None:
    """Show another role's side of the menu."""
    if role in turn.state.roles:
        turn.state.hat = role
    show_menu(turn)


def _has_draft(turn: Turn) -> bool:
    current = turn.state.current
    return current is not None and not turn.flow_of(current).is_fleeting


def _row(flow: Flow) -> Option:
    return Option(start_id(flow.name), flow.title)


def explain(turn: Turn) -> None:
    """Say what can be written at any step."""
    turn.say(
        t("❓ *Comment ça marche*"),
        t("📦 Un colis, en une phrase :"),
        t("_Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille_"),
        t("🛍️ Une commande : _poulet mayo moins de 3000_"),
        "",
        t("À tout moment : *menu*, *retour*, *annuler*, *statut* (où est mon colis ?), *humain*."),
        t("🔐 Recevoir ou effacer ce que nous savons de vous : *mes données*."),
    )


def ask_human(turn: Turn) -> None:
    """Pass the person on to somebody of the team."""
    turn.ask(Request(ASK_HUMAN))


def not_yet(turn: Turn) -> None:
    """Say honestly that this is not offered here yet."""
    show_menu(turn, t("Ce service n’est pas encore ouvert ici. Voici ce que je peux faire :"))


def do_meaning(turn: Turn, meaning: Meaning, understood: Understood | None = None) -> bool:
    """Do what a desk of the person does for a sentence; say whether one does."""
    for desk in turn.book.desks_of(turn.state.roles):
        if (means := desk.meanings.get(meaning)) is not None:
            say_or_do(turn, means(understood or _NOTHING_UNDERSTOOD))
            return True
    return False


def do_word(turn: Turn, text: str) -> bool:
    """Do what a desk of the person does for a whole message; say whether one does."""
    wanted = normalise(text)
    for desk in turn.book.desks_of(turn.state.roles):
        meant = desk.words.get(wanted)
        if meant is None and desk.hears is not None:
            meant = desk.hears(wanted)
        if meant is not None:
            say_or_do(turn, meant)
            return True
    return False


def tell(turn: Turn, answer: Answer) -> None:
    """Say what came back to something that was no errand's."""
    if answer.refusal is not None:
        turn.say(turn.book.line_of(answer))
        return
    for told in turn.book.tellers[answer.ask](turn.state, answer):
        say_or_do(turn, told)


def say_or_do(turn: Turn, what: Reply | Start | Request) -> None:
    """Say a reply, begin an errand, or ask a service."""
    match what:
        case Reply():
            turn.add(what)
        case Start(flow, filled, skipped):
            start(turn, flow, filled=filled, skipped=skipped)
        case Request():
            turn.ask(what)
