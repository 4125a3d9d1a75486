"""What one process of conversation holds for its life."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.model.making import make_models
from services.conversation.model.reader import ModelReader
from services.conversation.model.transcriber import Transcriber
from services.conversation.models import messaging
from services.conversation.settings import ConversationSettings
from services.conversation.use_cases.take_in_updates import Batch, take_in_updates
from services.conversation.work import Work
from shared.contracts.call import Caller
from shared.contracts.conversation.api import InboundBatch
from shared.messaging.lanes import put_alone
from shared.process import Process

NAME = "conversation"


@dataclass(frozen=True, slots=True)
class Container:
    """The process, the services that conversation asks, and the models if there are any."""

    process: Process
    orders: Caller
    support_phone: str | None = None
    reader: ModelReader | None = None
    transcriber: Transcriber | None = None
    notifications: Caller | None = None
    public_url: str = ""

    @property
    def has_model(self) -> bool:
        """Whether a model can be asked to read a message."""
        return self.reader is not None

    @property
    def has_transcription(self) -> bool:
        """Whether a voice note can be written down."""
        return self.transcriber is not None

    def open_work(self, session: AsyncSession) -> Work:
        """Make the work of a transaction that begins now."""
        return Work.on(session, now=self.process.clock.now())

    async def take_in(self, batch: Batch) -> InboundBatch:
        """Store a batch in one transaction; one of messages only is a single statement."""
        if batch.others:
            async with self.process.database.transaction() as session:
                return await take_in_updates(self.open_work(session), batch)
        stored = len(await put_alone(self.process.database, messaging, batch.items))
        return InboundBatch(stored=stored, duplicates=len(batch.items) - stored, quarantined=0)


def make_container(settings: ConversationSettings) -> Container:
    """Make the container of a process; nothing connects before it is used."""
    process = Process(settings, name=NAME)
    models = make_models(settings, process)
    return Container(
        process=process,
        orders=process.client("orders"),
        support_phone=settings.support_phone,
        reader=models.reader,
        transcriber=models.transcriber,
        notifications=process.client("notifications"),
        public_url=settings.public_url.rstrip("/"),
    )
