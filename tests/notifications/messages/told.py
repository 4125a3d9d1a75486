"""What events make people hear, said in French: the source of every other wording."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from services.notifications.messages import news
from services.notifications.messages.message import Addressed, Message
from shared.messaging.events import Event
from shared.values.contact import ContactRef
from shared.values.language import Language

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True)
class Told:
    contact: ContactRef
    message: Message
    dedupe_key: str
    topic: str | None


def said(told: list[Addressed], language: Language = Language.FRENCH) -> list[Told]:
    return [Told(one.contact, one.notice.said(language), one.dedupe_key, one.topic) for one in told]


def in_french(tell: Callable[[E], list[Addressed]]) -> Callable[[E], list[Told]]:
    return lambda event: said(tell(event))


told_of_status: Final = in_french(news.told_of_status)
told_of_order: Final = in_french(news.told_of_order)
told_of_payment: Final = in_french(news.told_of_payment)
told_of_exhaustion: Final = in_french(news.told_of_exhaustion)
told_of_offer: Final = in_french(news.told_of_offer)
told_of_closed_offer: Final = in_french(news.told_of_closed_offer)
told_of_open_job: Final = in_french(news.told_of_open_job)
told_of_nearness: Final = in_french(news.told_of_nearness)
told_of_decision: Final = in_french(news.told_of_decision)
told_of_new_shop: Final = in_french(news.told_of_new_shop)
told_of_stock: Final = in_french(news.told_of_stock)
told_of_refused_picture: Final = in_french(news.told_of_refused_picture)
told_of_handover: Final = in_french(news.told_of_handover)
told_of_ceiling: Final = in_french(news.told_of_ceiling)
