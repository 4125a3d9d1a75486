"""A person is spoken to in another language from now on."""

from services.notifications.work import Work
from shared.contracts.conversation.events import LanguageChosen


async def change_language(work: Work, event: LanguageChosen) -> None:
    """Remember the language; what is queued already keeps the words it has."""
    await work.recipients.speak(event.contact, language=event.language)
