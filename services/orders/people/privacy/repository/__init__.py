"""SQL of privacy: a person's rows in every noun, read, emptied or deleted."""

from services.orders.people.privacy.repository.clients import ClientRows
from services.orders.people.privacy.repository.erasures import ErasureRepository
from services.orders.people.privacy.repository.readings import PersonReadings
from services.orders.people.privacy.repository.workers import WorkerRows

__all__ = ["ClientRows", "ErasureRepository", "PersonReadings", "WorkerRows"]
