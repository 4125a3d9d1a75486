"""One customer from the first word to the last: says, reads, answers, loses patience."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from random import Random
from traceback import format_exception
from typing import Final, Protocol

from bench.people import moves
from bench.people.errands.aftercare import Aftercare, AskForPerson
from bench.people.errands.basket import BuyGoods
from bench.people.errands.customer import Customer
from bench.people.errands.parcel import SendParcel
from bench.people.handset import Handset
from bench.people.moves import Move, Why, write
from bench.people.outcome import End, Outcome
from bench.people.personas import PERSONAS, Errand, Whim
from bench.people.phrases import Say, Tongue
from bench.people.reading import DONE, Shown, Topic, read
from bench.people.speaker import Speaker
from bench.people.town import Town
from bench.people.wishes import draw_basket, draw_parcel
from shared.values.contact import ContactRef
from shared.values.ids import new_id
from shared.values.phone import Country

MOST_MESSAGES: Final = 25
ALIKE: Final = 3
_SILENCES: Final = {
    Whim.SILENCE_20: timedelta(minutes=20),
    Whim.SILENCE_40: timedelta(minutes=40),
}
_SHOWN: Final = {
    Whim.STICKER: moves.sticker(),
    Whim.REACTION: moves.react("❤️", why=Why.WHIM),
    Whim.VOICE: moves.voice(),
    Whim.PHOTO: moves.photo(),
    Whim.MENU: write("menu", why=Why.WHIM),
}
_WORDS: Final = {
    Whim.INSULT: (Say.INSULT,),
    Whim.HELP: (Say.HELP,),
    Whim.WHERE: (Say.FOLLOW,),
    Whim.DETOUR: (Say.DETOUR, Say.STOP),
}
_AFTERCARE: Final = frozenset({Errand.FOLLOW, Errand.CANCEL, Errand.REPEAT})
_SHOPPING: Final = frozenset({Errand.SHOP_SENTENCE, Errand.SHOP_BROWSING})
_STEPS: Final = 4
_PIECE: Final = re.compile(r"(?<=[,.!?]) +(?=[^\W\d])")
_AT_ONCE: Final = timedelta(milliseconds=700)
_BETWEEN: Final = timedelta(minutes=10)
_IN_CAMEROON: Final = {Tongue.ENGLISH: 0.7, Tongue.LINGALA: 0.0}


class Policy(Protocol):
    """An errand as a customer leads it."""

    @property
    def errand(self) -> Errand:
        """Which one it is."""

    @property
    def is_over(self) -> bool:
        """Whether all that was wanted has been told done."""

    @property
    def correction_messages(self) -> int:
        """How many messages a change of mind took."""

    def opening(self) -> Move:
        """Begin."""

    def answer(self, shown: Shown) -> Move | None:
        """Answer what is shown; None when the customer does not know what to do."""

    def change_mind(self, shown: Shown) -> Move | None:
        """Change something said before; None when there is nothing to change."""

    async def check(self, town: Town) -> str | None:
        """Tell what is wrong in the database."""


@dataclass
class Life:
    """A customer at the phone, with what was counted of the errand at hand."""

    who: Customer
    handset: Handset
    shown: Shown = field(default_factory=Shown)
    counts: dict[Why, int] = field(default_factory=lambda: dict.fromkeys(Why, 0))
    alike: int = 0
    was_asked_thrice: bool = False
    plan: list[tuple[int, Whim]] = field(default_factory=list)

    async def lead(self, policy: Policy) -> str | None:
        """Lead an errand to its end; tell why it was given up."""
        self.counts = dict.fromkeys(Why, 0)
        opening = policy.opening()
        await self._say(opening)
        lost = 0
        for step in range(1, MOST_MESSAGES):
            await self._follow_whims(step, policy)
            move = policy.answer(self.shown)
            if policy.is_over:
                return None
            if self.was_asked_thrice:
                return "asked three times alike"
            if move is None:
                lost += 1
                move = [replace(opening, why=Why.NEEDED), write("menu"), None][min(lost, 3) - 1]
            if move is None:
                return "does not know what to do"
            await self._say(move)
        return f"not there after {MOST_MESSAGES} messages"

    async def begin(self) -> None:
        """Do what comes before the point: a hello, a voice note, an insult."""
        if self.who.persona.first is not None:
            await self._do(self.who.persona.first)
        elif self.who.does(self.who.persona.greets) and not self.who.only_taps:
            await self._say(write(self.who.speaker.say(Say.HELLO), why=Why.WHIM))

    async def _follow_whims(self, step: int, policy: Policy) -> None:
        for at, whim in list(self.plan):
            if at > step or self.shown.topic in DONE:
                continue
            if whim is not Whim.CHANGE:
                self.plan.remove((at, whim))
                await self._do(whim)
            elif self._may_change() and (move := policy.change_mind(self.shown)) is not None:
                self.plan.remove((at, whim))
                await self._say(move)

    def _may_change(self) -> bool:
        return self.shown.topic is not None and self.shown.topic is not Topic.WHICH

    async def _do(self, whim: Whim) -> None:
        if whim in _SILENCES:
            await self.handset.wait(_SILENCES[whim])
        elif whim in _SHOWN:
            await self._say(_SHOWN[whim])
        else:
            for say in _WORDS[whim]:
                await self._say(write(self.who.speaker.say(say), why=Why.WHIM))

    def _pieces(self, move: Move) -> list[Move]:
        """Send one thought in up to three messages, as people do who write as they speak."""
        parts = _PIECE.split(move.words, maxsplit=2) if move.kind == "text" else []
        if len(parts) < 2 or not self.who.does(self.who.persona.bursts):
            return [move]
        first, *others = (write(part, why=move.why) for part in parts)
        return [first, *(replace(one, after=_AT_ONCE) for one in others)]

    async def _say(self, move: Move) -> None:
        """Send a message and read the answer; without one the question before still stands."""
        self.counts[move.why] += 1
        pieces = self._pieces(move)
        self.counts[Why.WHIM] += len(pieces) - 1
        contents = await self.handset.send(pieces)
        if not contents:
            return
        before, now = self.shown, read(contents)
        if now.topic is Topic.RESUME and move.why is Why.NEEDED:
            self.counts[Why.NEEDED] -= 1
            self.counts[Why.WHIM] += 1
        is_aside = move.why is Why.WHIM and now.topic in {None, Topic.UNHEARD}
        self.shown = before if is_aside else now
        if now.topic is not None:
            is_alike = _key(now) == _key(before) and move.why is not Why.CORRECTION
            self.alike = self.alike + 1 if is_alike else 1
            self.was_asked_thrice = self.was_asked_thrice or self.alike >= ALIKE


def _key(shown: Shown) -> object:
    """Tell by what a question is the same: a read-back by its facts, the rest by its words."""
    if shown.topic is Topic.READ_BACK:
        return shown.body
    return shown.topic, shown.wording, [title for _, title in shown.options]


def customer(seed: int, number: int) -> tuple[Customer, Errand]:
    """Make the customer of a number."""
    chance = Random(f"{seed}:{number}")  # noqa: S311 - who somebody is, nothing secret
    persona = PERSONAS[number % len(PERSONAS)]
    share = _IN_CAMEROON.get(persona.tongues[0], 0.35)
    country = Country.CAMEROON if chance.random() < share else Country.CONGO
    tongue = persona.tongues[country is Country.CAMEROON]
    speaker = Speaker(tongue, country, chance, slips=persona.slips)
    return Customer(number, persona, country, chance, speaker), chance.choice(persona.errands)


async def live(town: Town, *, seed: int, number: int) -> Outcome:
    """Let a customer of this number come by; tell how it went."""
    who, errand = customer(seed, number)
    contact = ContactRef(contact_id=new_id(), phone=who.phone.e164, name=_name(who))
    life = Life(who, Handset(town, contact))
    policy = _policy(who, errand)
    try:
        end, why = await _lived(life, policy, town=town)
    except Exception as error:  # noqa: BLE001 - whatever breaks is this customer's outcome
        end, why = End.BROKEN, repr(error)
        life.handset.transcript += format_exception(error)
    return Outcome(
        number=number,
        persona=who.persona.name,
        errand=errand,
        end=end,
        needed=life.counts[Why.NEEDED],
        sent=life.handset.user_messages,
        answered=life.handset.bot_messages,
        corrections=policy.correction_messages,
        was_asked_thrice=life.was_asked_thrice,
        why=why,
        transcript=tuple(life.handset.transcript),
    )


def _policy(who: Customer, errand: Errand) -> Policy:
    """Want what the errand is about."""
    if errand in _SHOPPING:
        return BuyGoods(who, draw_basket(who.chance, country=who.country), errand)
    parcel = SendParcel(who, draw_parcel(who.chance, country=who.country), errand)
    if errand in _AFTERCARE:
        parcel.errand = Errand.COURIER_BUTTONS if who.only_taps else Errand.COURIER_SENTENCE
        return Aftercare(parcel, errand)
    return AskForPerson(parcel) if errand is Errand.HUMAN else parcel


async def _lived(life: Life, policy: Policy, *, town: Town) -> tuple[End, str]:
    """Lead the errand, after what comes before it, and look into the database."""
    await life.begin()
    given_up = None
    if isinstance(policy, Aftercare):
        given_up = await life.lead(policy.parcel)
        policy.parcel.forget_changes()
        await life.handset.wait(_BETWEEN)
    life.plan = _plan(life.who, policy.errand)
    given_up = given_up or await life.lead(policy)
    if given_up:
        return End.DEAD_END, given_up
    wrong = await policy.check(town)
    return (End.WRONG, wrong) if wrong else (End.DONE, "")


def _plan(who: Customer, errand: Errand) -> list[tuple[int, Whim]]:
    """Draw at which answers the whims come."""
    plan = [(who.chance.randint(1, _STEPS), whim) for whim in who.persona.whims]
    if errand is Errand.CORRECTION_MIDWAY:
        plan.append((who.chance.randint(2, _STEPS), Whim.CHANGE))
    if errand is Errand.CORRECTION_RECAP:
        plan.append((1, Whim.CHANGE))
    if errand is Errand.DIGRESSION:
        detours = (Whim.HELP, Whim.WHERE, Whim.MENU, Whim.DETOUR)
        plan.append((who.chance.randint(1, 3), who.chance.choice(detours)))
    return plan


def _name(who: Customer) -> str:
    return who.chance.choice(("Awa", "Junior", "Prisca", "Estelle", "Fabrice", "Gloire"))
