"""How an application is told to who made it."""

from services.conversation.dialogue.forms import Draft, Mend
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.replies import Reply, reply
from shared.texts import t


def application_sent() -> Reply:
    """Say that it is under review, and who comes back."""
    return reply(
        t("📨 *Candidature envoyée* : en cours d’examen."),
        t("Je vous écris ici dès que l’équipe a décidé."),
    )


def refused_application(answer: Answer, _draft: Draft) -> Mend | None:
    """Ask for another place when this one is not served; the other refusals end it."""
    match answer.refusal:
        case "out_of_area":
            return Mend(t("😕 Nous ne sommes pas encore dans cette ville."), asks="place")
        case "place_not_located":
            return Mend(t("😕 Je ne situe pas bien ce lieu."), asks="place")
        case _:
            return None
