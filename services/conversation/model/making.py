"""Makes what the settings allow: a reader, a transcriber, or nothing."""

from dataclasses import dataclass

from services.conversation.model.calling import ModelCalls
from services.conversation.model.provider import find_provider
from services.conversation.model.reader import ModelReader
from services.conversation.model.spending import Spending
from services.conversation.model.transcriber import Transcriber
from services.conversation.settings import ConversationSettings
from shared.process import Process


@dataclass(frozen=True, slots=True)
class Models:
    """What a process can ask of a model."""

    reader: ModelReader | None = None
    transcriber: Transcriber | None = None


def make_models(settings: ConversationSettings, process: Process) -> Models:
    """Make the models of a process. Nothing is imported or connected before it is used."""
    provider = find_provider(settings)
    cap = round(settings.model_daily_budget_usd * 1_000_000)
    if provider is None or cap == 0:
        return Models()
    spending = Spending(process.database, process.clock, cap_micro_usd=cap)
    at_once = max(1, settings.lanes_at_once // 2)

    def calls() -> ModelCalls:
        """A breaker for each task: long notes that time out say nothing of short messages."""
        return ModelCalls(process, provider, spending=spending, at_once=at_once)

    model = provider.transcription_model
    hearing = Transcriber(calls(), process.client("notifications"), model=model) if model else None
    return Models(reader=ModelReader(calls()), transcriber=hearing)
