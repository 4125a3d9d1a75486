"""The status ladder: sent, delivered, read, or failed, told to the platform and shown as ticks.

Who looks at a chat in the browser reads it there; otherwise people read after a short while.
"""

from collections import Counter
from collections.abc import Callable

from pydantic import BaseModel, ConfigDict, Field

from simulator.chats import Direction, Tick
from simulator.clock import Agenda, VirtualClock
from simulator.graph.errors import GraphError
from simulator.people import Person
from simulator.settings import SimulatorSettings
from simulator.webhooks.chaos import Trouble
from simulator.webhooks.payloads import Json, StatusFacts, Update, status_value
from simulator.webhooks.pricing import SERVICE, pricing
from simulator.webhooks.sender import WebhookSender
from simulator.world import Send, World


class Habits(BaseModel):
    """How people take messages: milliseconds after acceptance, null for never by themselves."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    delivered_after_ms: float | None = Field(default=60, ge=0)
    read_after_ms: float | None = Field(default=600, ge=0)


class Receipts:
    """Moves every accepted send up the ladder."""

    def __init__(
        self,
        settings: SimulatorSettings,
        *,
        clock: VirtualClock,
        agenda: Agenda,
        trouble: Trouble,
        world: World,
        sender: WebhookSender,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._agenda = agenda
        self._trouble = trouble
        self._world = world
        self._sender = sender
        self._service_counts: Counter[tuple[str, str]] = Counter()
        self.habits = self._default_habits()

    def clear(self) -> None:
        """Go back to the habits of the settings and a fresh month."""
        self._service_counts.clear()
        self.habits = self._default_habits()

    def _default_habits(self) -> Habits:
        return Habits(
            delivered_after_ms=self._settings.simulator_delivered_after_ms,
            read_after_ms=self._settings.simulator_read_after_ms,
        )

    def fail(self, send: Send, person: Person | None, error: GraphError) -> None:
        """Report that an accepted send will not arrive."""
        send.error = error.as_status_error()
        self._report(send, person, status=Tick.FAILED)

    def arrive(self, send: Send, person: Person) -> None:
        """Report `sent`, and let the person take it as people do."""
        if send.category == SERVICE:
            self._service_counts[send.number_id, f"{send.at:%Y-%m}"] += 1
        self._report(send, person, status=Tick.SENT)
        if send.type == "reaction":
            return
        if not self._trouble.skips_delivered():
            self._then(self.habits.delivered_after_ms, lambda: self.deliver(send, person))
        self._then(self.habits.read_after_ms, lambda: self._read_unwatched(send, person))

    def deliver(self, send: Send, person: Person) -> None:
        """The phone got it."""
        self._report(send, person, status=Tick.DELIVERED)

    def read(self, send: Send, person: Person) -> None:
        """The person saw it."""
        self._report(send, person, status=Tick.READ)

    def look(self, person: Person) -> None:
        """Read everything in a chat: somebody has it on a screen."""
        self._world.watch(person)
        unread = {
            entry.id
            for entry in self._world.chat(person).newest_first()
            if entry.direction is Direction.OUT and entry.status.rank < Tick.READ.rank
        }
        for send in [send for send in self._world.sends if send.wamid in unread]:
            if send.type != "reaction":
                self.read(send, person)

    def _then(self, after_ms: float | None, action: Callable[[], None]) -> None:
        if after_ms is not None:
            self._agenda.after(after_ms / 1000, action)

    def _read_unwatched(self, send: Send, person: Person) -> None:
        if not self._world.is_watched(person):
            self.read(send, person)

    def _report(self, send: Send, person: Person | None, *, status: Tick) -> None:
        if send.status is not None and send.status.rank >= status.rank:
            return
        send.status = status
        if person is not None and status is not Tick.FAILED:
            self._world.tick(person, send.wamid, status=status)
        facts = StatusFacts(
            message_id=send.wamid,
            status=status,
            at=self._clock.now(),
            recipient=send.to,
            callback_data=_callback_data(send.payload),
            pricing=self._pricing(send, status),
            error=send.error,
        )
        self._sender.post(
            Update(
                key=f"{send.wamid}:{status}",
                lane=f"status-{send.wamid}",
                value=status_value(person, facts),
                at=facts.at,
                number_id=send.number_id,
            )
        )

    def _pricing(self, send: Send, status: Tick) -> Json | None:
        is_second = status in {Tick.DELIVERED, Tick.READ} and not send.is_priced_again
        if status is not Tick.SENT and not is_second:
            return None
        send.is_priced_again = is_second
        return pricing(
            send.category,
            at=send.at,
            is_window_open=send.is_window_open,
            service_count=self._service_counts[send.number_id, f"{send.at:%Y-%m}"],
        )


def _callback_data(payload: Json) -> str | None:
    data = payload.get("biz_opaque_callback_data")
    return data if isinstance(data, str) else None
