"""A job that nobody took alone is open to all: the first to take it has it."""

from datetime import datetime, timedelta
from typing import Final

from services.notifications.messages import templates
from services.notifications.messages.driver.job import job_facts, route_text
from services.notifications.messages.layout import card, francs_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission
from shared.texts import t

STAYS_NEWS: Final = timedelta(minutes=10)


def job_opened(mission: Mission, *, pay: int, opened_at: datetime) -> Notice:
    """Tell a driver nearby; after ten minutes somebody has it, or the search is over."""
    body = card(
        t("COURSE OUVERTE À TOUS"),
        reference=mission.reference,
        facts=job_facts(mission, pay=pay),
        state=t("Le premier livreur qui la prend l’a"),
        what_next=t("La prenez-vous ?"),
    )
    return Notice(
        Kind.JOB_OPENED,
        Category.OFFER,
        content=Choices(
            body=body,
            choices=[
                Choice(id=action_id(Action.TAKE_JOB, mission.reference), title=t("Prendre")),
                Choice(id=action_id(Action.NEARBY), title=t("Voir")),
            ],
        ),
        fallback=templates.job_opened(
            route=route_text(mission),
            pay=francs_text(pay) or t("à convenir"),
            reference=mission.reference,
        ),
        expires_at=opened_at + STAYS_NEWS,
    )
