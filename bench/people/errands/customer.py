"""Who a customer is, and the habits that all errands share: tapping or typing, going on."""

from dataclasses import dataclass
from random import Random

from bench.people.moves import Move, Why, react, tap, write
from bench.people.personas import Persona
from bench.people.phrases import Say
from bench.people.reading import Shown, Topic
from bench.people.speaker import Speaker
from shared.values.phone import Country, PhoneNumber


@dataclass
class Customer:
    """One simulated person.

    Attributes:
        number: who it is; with the seed it decides everything else.
        chance: what happens by chance to this person, the same every time.
    """

    number: int
    persona: Persona
    country: Country
    chance: Random
    speaker: Speaker

    @property
    def phone(self) -> PhoneNumber:
        """The customer's own number, which nobody else has."""
        if self.country is Country.CONGO:
            return PhoneNumber(f"+24206{self.number:07d}")
        return PhoneNumber(f"+23767{self.number:07d}")

    @property
    def only_taps(self) -> bool:
        """Whether nothing is ever written by this person."""
        return self.persona.taps >= 1.0

    def does(self, share: float) -> bool:
        """Decide by chance."""
        return self.chance.random() < share

    def choose(self, shown: Shown, label: str, words: str, *, why: Why = Why.NEEDED) -> Move:
        """Tap the button with this label of ours, or write instead."""
        option = shown.labelled(label)
        if option is not None and (self.only_taps or self.does(self.persona.taps)):
            return tap(option, why=why, is_row=shown.is_list)
        return write(words, why=why)

    def pick(self, shown: Shown, title: str, words: str) -> Move:
        """Tap the choice with this title, or write instead."""
        option = shown.option(title)
        if option is not None and (self.only_taps or self.does(self.persona.taps)):
            return tap(option, is_row=shown.is_list)
        return write(words)

    def agree(self, shown: Shown) -> Move:
        """Say yes to what is read back."""
        if self.persona.reacts and self.does(0.5):
            return react("👍")
        return self.choose(shown, "✅ Confirmer", self.speaker.say(Say.YES))

    def insist(self, shown: Shown, *, amiss: bool) -> Move | None:
        """Tap what was meant by words that were not understood at the read-back."""
        option = shown.labelled("✏️ Modifier" if amiss else "✅ Confirmer")
        return tap(option, is_row=shown.is_list) if option is not None else None

    def usual(self, shown: Shown) -> Move | None:
        """Do what anybody does about these; None when the errand has to know."""
        match shown.topic:
            case Topic.RESUME:
                words = self.speaker.say(Say.GO_ON)
                return self.choose(shown, "▶️ Continuer", words, why=Why.WHIM)
            case Topic.STUCK if (option := shown.labelled("🔁 Réessayer")) is not None:
                return tap(option, is_row=shown.is_list)
            case Topic.MENU if (option := shown.labelled("▶️ Continuer")) is not None:
                return tap(option, why=Why.WHIM, is_row=shown.is_list)
            case _:
                return None
