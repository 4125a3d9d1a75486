"""A job that nobody took alone is open to all: the first to take it has it."""

from datetime import datetime, timedelta
from typing import Final

from services.notifications.messages import templates
from services.notifications.messages.driver.job import job_facts, route_text
from services.notifications.messages.layout import card, francs_text
from services.notifications.messages.message import Category, Kind, Message
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import Mission

STAYS_NEWS: Final = timedelta(minutes=10)


def job_opened(mission: Mission, *, pay: int, opened_at: datetime) -> Message:
    """Tell a driver nearby; after ten minutes somebody has it, or the search is over."""
    body = card(
        "COURSE OUVERTE À TOUS",
        reference=mission.reference,
        facts=job_facts(mission, pay=pay),
        state="Le premier livreur qui la prend l’a",
        what_next="La prenez-vous ?",
    )
    return Message(
        Kind.JOB_OPENED,
        Category.OFFER,
        content=Buttons(
            body=body,
            buttons=[
                Button(id=action_id(Action.TAKE_JOB, mission.reference), title="Prendre"),
                Button(id=action_id(Action.NEARBY), title="Voir"),
            ],
        ),
        fallback=templates.job_opened(
            route=route_text(mission),
            pay=francs_text(pay) or "à convenir",
            reference=mission.reference,
        ),
        expires_at=opened_at + STAYS_NEWS,
    )
