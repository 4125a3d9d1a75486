"""Sending a parcel: in one sentence, step by step, or by buttons and positions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bench.people.errands.customer import Customer
from bench.people.moves import Move, Why, card, pin, tap, write
from bench.people.personas import Errand
from bench.people.phrases import Say
from bench.people.reading import Shown, Topic, is_same_name, told
from bench.people.town import Town
from bench.people.wishes import Parcel, another_place
from services.conversation.understanding import normalise
from services.conversation.understanding.gazetteer import Entry
from services.orders.missions.models import MissionRow
from shared.contracts.orders.api import MissionStatus
from shared.values.phone import PhoneNumber
from shared.values.place import Place, distance_m

_OFF_BY_M: Final = 200.0
_READ_BACK: Final = {
    "pickup": "📍 De : *{place}*",
    "dropoff": "🏁 À : *{place}*",
    "phone": "👤 Contact : {who} {phone}",
    "value": "💰 Valeur : {value}",
}
_LABELS: Final = {
    "pickup": "📍 Le départ",
    "dropoff": "🏁 L’arrivée",
    "phone": "👤 Le contact",
    "value": "💰 La valeur",
}
_SAYS: Final = {
    "pickup": Say.NEW_PICKUP,
    "dropoff": Say.NEW_DROPOFF,
    "phone": Say.NEW_PHONE,
    "value": Say.NEW_VALUE,
}
_MOST_TRIES: Final = 2


@dataclass
class SendParcel:
    """A customer with a parcel.

    `told` is what the customer said or shared so far, as it was written; `fixes` counts how often a
    field was set right; `changing` is the field changed of one's own mind, until it is read back.
    """

    who: Customer
    wants: Parcel
    errand: Errand
    said: dict[str, str] = field(default_factory=dict)
    pinned: dict[str, tuple[float, float]] = field(default_factory=dict)
    fixes: dict[str, int] = field(default_factory=dict)
    changing: str | None = None
    correction_messages: int = 0
    has_no_contact: bool = False
    is_over: bool = False
    is_amiss: bool = False
    editing: str | None = None
    at_hand: str = "pickup"

    def opening(self) -> Move:
        """Begin: with everything in one sentence, or with the errand alone."""
        who = self.who
        if self.errand is Errand.COURIER_BUTTONS:
            if who.only_taps:
                return write(who.speaker.say(Say.HELLO), why=Why.WHIM)
            return self._place("pickup")
        if who.persona.pins >= 1.0 and self.errand is Errand.COURIER_STEPS and who.does(0.5):
            return self._place("pickup")
        if self.errand in {Errand.COURIER_STEPS, Errand.CORRECTION_MIDWAY, Errand.DIGRESSION}:
            return write(who.speaker.say(Say.SEND))
        self.said = dict.fromkeys(("pickup", "dropoff", "phone", "value"), "")
        return write(who.speaker.parcel(self.wants))

    def answer(self, shown: Shown) -> Move | None:
        """Answer what is asked; None when this person does not know what to do."""
        usual = self.who.usual(shown)
        if usual is not None or shown.topic is None:
            return usual
        self.is_over = shown.topic is Topic.SENT
        answers: Mapping[Topic, Callable[[Shown], Move | None]] = {
            Topic.PICKUP: lambda _: self._place("pickup"),
            Topic.DROPOFF: lambda _: self._place("dropoff"),
            Topic.CONTACT: self._contact,
            Topic.CONTENTS: self._contents,
            Topic.VALUE: self._contents,
            Topic.WHICH_PLACE: self._which_end,
            Topic.WHICH: self._which,
            Topic.READ_BACK: self._read_back,
            Topic.UNHEARD: self._insist,
            Topic.EDIT: self._edit,
            Topic.MENU: self._from_menu,
        }
        answer = answers.get(shown.topic)
        return answer(shown) if answer is not None else None

    def forget_changes(self) -> None:
        """Begin to count anew, for what comes after."""
        self.is_over, self.changing, self.correction_messages = False, None, 0

    def change_mind(self, _shown: Shown) -> Move | None:
        """Change something that was already said; None when nothing was."""
        fields = [name for name in _SAYS if name in self.said and name not in self.pinned]
        if not fields or self.changing is not None:
            return None
        self.changing = self.who.chance.choice(fields)
        self._want_another(self.changing)
        self.correction_messages = 1
        return self._say_anew(self.changing, why=Why.CORRECTION)

    async def check(self, town: Town) -> str | None:
        """Compare with what the database holds; tell what is wrong."""
        missions = await town.missions_of(self.who.phone.e164)
        if len(missions) != 1:
            return f"{len(missions)} missions"
        return self.wrong_in(missions[0], status=MissionStatus.PENDING)

    def wrong_in(self, mission: MissionRow, *, status: MissionStatus) -> str | None:
        """Tell what of a mission is not as it was wanted."""
        wants = self.wants
        facts = {
            "pickup": self._is_there(mission.pickup["place"], wants.pickup, "pickup"),
            "dropoff": self._is_there(mission.dropoff["place"], wants.dropoff, "dropoff"),
            "phone": mission.dropoff.get("contact_phone")
            == (None if self.has_no_contact else wants.phone.e164),
            "value": mission.declared_value == (wants.value if "value" in self.said else None),
            "status": mission.status is status,
        }
        wrong = [name for name, is_right in facts.items() if not is_right]
        return ", ".join(wrong) if wrong else None

    def _is_there(self, stored: dict[str, object], entry: Entry, end: str) -> bool:
        latitude, longitude = self.pinned.get(end, (entry.latitude, entry.longitude))
        meant = Place(label="?", latitude=latitude, longitude=longitude)
        place = Place.model_validate(stored)
        return place.is_located and distance_m(meant, place) < _OFF_BY_M

    def _place(self, end: str) -> Move:
        entry: Entry = getattr(self.wants, end)
        self.at_hand = end
        if self.who.does(self.who.persona.pins) or self.errand is Errand.COURIER_BUTTONS:
            latitude = entry.latitude + self.who.chance.uniform(-1, 1) * 0.002
            longitude = entry.longitude + self.who.chance.uniform(-1, 1) * 0.002
            self.pinned[end] = (latitude, longitude)
            self.said[end] = ""
            return pin(latitude, longitude)
        self.pinned.pop(end, None)
        self.said[end] = self.who.speaker.say(Say.PLACE, p=self.who.speaker.place(entry))
        return write(self.said[end])

    def _contact(self, shown: Shown) -> Move:
        wants, who = self.wants, self.who
        skip = shown.labelled("Passer")
        if who.only_taps and skip is not None:
            self.has_no_contact = True
            return tap(skip)
        self.has_no_contact = False
        self.said["phone"] = ""
        if who.does(0.1):
            return card(wants.name, wants.phone.e164)
        return write(who.speaker.say(Say.CONTACT, n=wants.name, t=who.speaker.phone(wants.phone)))

    def _contents(self, shown: Shown) -> Move:
        wants, who = self.wants, self.who
        documents = shown.labelled("📄 Documents")
        if shown.topic is Topic.VALUE:
            self.said["value"] = ""
            return write(who.speaker.sum(wants.value))
        if who.only_taps and documents is not None:
            return tap(documents)
        self.said["value"] = ""
        goods, value = who.speaker.goods(wants.goods), who.speaker.sum(wants.value)
        return write(who.speaker.say(Say.CONTENTS, w=goods, v=value))

    def _which_end(self, shown: Shown) -> Move:
        label = _LABELS[self.at_hand]
        return self.who.choose(shown, label, label.split(maxsplit=1)[1])

    def _which(self, shown: Shown) -> Move | None:
        """Pick what was meant among what was understood."""
        for entry in (self.wants.pickup, self.wants.dropoff):
            if option := shown.option_with(entry.name, city=entry.city):
                return tap(option, is_row=shown.is_list)
        for number in (str(self.wants.value), self.wants.phone.national):
            for option in shown.options:
                if _digits(number) == _digits(option[1]):
                    return tap(option, is_row=shown.is_list)
        return None

    def _read_back(self, shown: Shown) -> Move | None:
        """Look every line over; say yes when all is as wanted."""
        amiss = self._amiss(shown)
        self.is_amiss = bool(amiss)
        if self.changing is not None and self.changing in amiss:
            self.correction_messages += 1
        if not amiss:
            self.changing = None
            return self.who.agree(shown)
        return self._set_right(shown, amiss[0])

    def _set_right(self, shown: Shown, name: str) -> Move | None:
        tries = self.fixes.get(name, 0)
        self.fixes[name] = tries + 1
        edit = shown.labelled("✏️ Modifier")
        if tries < _MOST_TRIES and name not in self.pinned:
            return self._say_anew(name, why=Why.NEEDED)
        if tries < 2 * _MOST_TRIES and edit is not None:
            self.editing = name
            return tap(edit)
        return None

    def _insist(self, shown: Shown) -> Move | None:
        meant = self.changing or (self.at_hand if self.is_amiss else None)
        if meant is not None:
            self.editing = meant
            self.correction_messages += self.changing is not None
        return self.who.insist(shown, amiss=meant is not None)

    def _edit(self, shown: Shown) -> Move | None:
        option = shown.labelled(_LABELS[self.editing or "dropoff"])
        return tap(option, is_row=shown.is_list) if option is not None else None

    def _amiss(self, shown: Shown) -> Sequence[str]:
        wants = self.wants
        found = {
            name: " ".join((told(shown, message) or {}).values())
            for name, message in _READ_BACK.items()
        }
        right = {
            "pickup": self._is_named(found["pickup"], wants.pickup, "pickup"),
            "dropoff": self._is_named(found["dropoff"], wants.dropoff, "dropoff"),
            "phone": self.has_no_contact or _same_phone(found["phone"], wants.phone),
            "value": "value" not in self.said or _digits(found["value"]) == str(wants.value),
        }
        return [name for name, is_right in right.items() if not is_right]

    def _is_named(self, label: str, entry: Entry, end: str) -> bool:
        if end in self.pinned:  # what we call it is ours to say, but it is not the other end
            other = self.wants.dropoff if end == "pickup" else self.wants.pickup
            return bool(label) and not is_same_name(label, other.name)
        is_as_written = bool(label) and normalise(label) == normalise(self.said.get(end, ""))
        return is_as_written or is_same_name(label, entry.name)

    def _want_another(self, name: str) -> None:
        wants, chance = self.wants, self.who.chance
        match name:
            case "pickup":
                place = another_place(chance, wants.pickup, but=wants.dropoff)
                self.wants = replace(wants, pickup=place)
            case "dropoff":
                place = another_place(chance, wants.dropoff, but=wants.pickup)
                self.wants = replace(wants, dropoff=place)
            case "phone":
                digits = f"{chance.randrange(10**6):06d}"
                self.wants = replace(wants, phone=PhoneNumber(wants.phone.e164[:-6] + digits))
            case _:
                self.wants = replace(wants, value=wants.value + 3_000)

    def _say_anew(self, name: str, *, why: Why) -> Move:
        speaker, wants = self.who.speaker, self.wants
        fields = {
            "p": speaker.place(wants.pickup if name == "pickup" else wants.dropoff),
            "t": speaker.phone(wants.phone),
            "v": speaker.sum(wants.value),
        }
        words = speaker.say(_SAYS[name], **fields)
        self.said[name] = fields["p"]
        self.at_hand = name
        return write(words, why=why)

    def _from_menu(self, shown: Shown) -> Move:
        row = shown.labelled("📦 Envoyer un colis")
        if row is not None and (self.who.only_taps or self.who.does(self.who.persona.taps)):
            return tap(row, is_row=shown.is_list)
        return write(self.who.speaker.say(Say.SEND))


def _digits(words: str) -> str:
    return "".join(one for one in words if one.isdigit())


def _same_phone(words: str, phone: PhoneNumber) -> bool:
    return _digits(words).endswith(_digits(phone.national))
