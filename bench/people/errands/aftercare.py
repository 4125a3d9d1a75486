"""What comes after a parcel was sent: following it, calling it off, sending the same again.

The parcel itself is sent first, in one sentence, and does not count.
"""

from dataclasses import dataclass
from typing import Final

from bench.people.errands.parcel import SendParcel
from bench.people.moves import Move, Why, tap, write
from bench.people.personas import Errand
from bench.people.phrases import Say
from bench.people.reading import Shown, Topic, told
from bench.people.town import Town
from shared.contracts.orders.api import MissionStatus

_OPENINGS: Final = {
    Errand.FOLLOW: Say.FOLLOW,
    Errand.CANCEL: Say.CANCEL,
    Errand.REPEAT: Say.REPEAT,
}
_ROWS: Final = {
    Errand.FOLLOW: "🔎 Suivre",
    Errand.CANCEL: "🔎 Suivre",
    Errand.REPEAT: "🔁 Comme la dernière fois",
}


@dataclass
class Aftercare:
    """Somebody whose parcel is under way."""

    parcel: SendParcel
    errand: Errand
    seen: str | None = None
    correction_messages: int = 0
    is_over: bool = False

    def opening(self) -> Move:
        """Say what one wants; without writing, by the menu."""
        who = self.parcel.who
        if who.only_taps:
            return write(who.speaker.say(Say.HELLO), why=Why.WHIM)
        return write(who.speaker.say(_OPENINGS[self.errand]))

    def answer(self, shown: Shown) -> Move | None:
        """Go on until the card, the cancellation or the new parcel is there."""
        who = self.parcel.who
        usual = who.usual(shown)
        self.is_over = shown.topic in {Topic.CALLED_OFF, Topic.SENT}
        if usual is not None or self.is_over:
            return usual
        match shown.topic:
            case Topic.MENU | Topic.NOTHING:
                row = shown.labelled(_ROWS[self.errand])
                return tap(row, is_row=shown.is_list) if row is not None else None
            case Topic.MISSION:
                return self._look(shown)
            case Topic.CALL_OFF:
                return who.choose(shown, "Oui, annuler", who.speaker.say(Say.YES))
            case _:
                return self.parcel.answer(shown)

    def change_mind(self, _shown: Shown) -> Move | None:
        """Know what one wants."""
        return None

    async def check(self, town: Town) -> str | None:
        """Compare with what the database holds; tell what is wrong."""
        missions = await town.missions_of(self.parcel.who.phone.e164)
        wanted = 2 if self.errand is Errand.REPEAT else 1
        if len(missions) != wanted:
            return f"{len(missions)} missions"
        if self.errand is Errand.FOLLOW and self.seen != missions[0].reference:
            return "another job was shown"
        is_off = self.errand is Errand.CANCEL
        status = MissionStatus.CANCELLED if is_off else MissionStatus.PENDING
        return self.parcel.wrong_in(missions[-1], status=status)

    def _look(self, shown: Shown) -> Move | None:
        self.seen = (told(shown, "*VOTRE COURSE* `{ref}`") or {}).get("ref")
        if self.errand is Errand.FOLLOW:
            self.is_over = True
            return None
        option = shown.labelled("❌ Annuler")
        return tap(option) if option is not None else None


@dataclass
class AskForPerson:
    """Somebody who wants to talk to a person, not to a program."""

    parcel: SendParcel
    errand: Errand = Errand.HUMAN
    correction_messages: int = 0
    is_over: bool = False

    def opening(self) -> Move:
        """Ask."""
        return write(self.parcel.who.speaker.say(Say.HUMAN))

    def answer(self, shown: Shown) -> Move | None:
        """Ask once more when that was not heard."""
        self.is_over = shown.topic is Topic.HUMAN
        return None if self.is_over else write(self.parcel.who.speaker.say(Say.HUMAN))

    def change_mind(self, _shown: Shown) -> Move | None:
        """Know what one wants."""
        return None

    async def check(self, town: Town) -> str | None:
        """Find nothing sent."""
        missions = await town.missions_of(self.parcel.who.phone.e164)
        return f"{len(missions)} missions" if missions else None
