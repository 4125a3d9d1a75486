"""What a person's copy says: all that every service holds of them, in words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.conversation.dialogue.state import State
from services.conversation.dialogue.wording import Voice
from shared.contracts.notifications.api import SentMessage
from shared.contracts.orders.api import Mission, Stop
from shared.contracts.orders.orders import Order
from shared.contracts.orders.privacy import PersonalData
from shared.texts import Line, Text, t
from shared.values.clock import local_time
from shared.values.money import Money

_NOTHING: Final = t("Rien.")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of headings and lines, said in the person's language."""

    title: str
    intro: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A message of the person: its kind, its words if it has any."""

    at: datetime
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class OwnData:
    """What conversation holds: who the person is, where the dialogue stands, what was written."""

    identifiers: tuple[tuple[str, str], ...]
    state: State
    written: Sequence[Written]
    asked_human_at: Sequence[datetime]


def copy_of(
    own: OwnData, held: PersonalData, sent: Sequence[SentMessage], *, voice: Voice, at: datetime
) -> Paper:
    """Write the copy."""
    on = _Writing(voice, own.state)
    sections = (
        (t("Qui vous êtes"), _identity(on, own)),
        (t("Où en est notre conversation"), _dialogue(own.state)),
        (t("Vos courses"), [line for one in held.missions for line in _mission(on, one)]),
        (t("Vos commandes"), [line for one in held.orders for line in _order(on, one)]),
        (
            t("Vos avis"),
            [f"{one.reference} : {one.stars}/5 {one.comment or ''}" for one in held.ratings],
        ),
        (t("Vos candidatures"), _applications(on, held)),
        (t("Votre compte de livreur"), _driver(on, held)),
        (t("Votre boutique"), _shop(held)),
        (t("Ce que vous nous avez écrit"), _written(on, own.written)),
        (t("Ce que nous vous avons écrit"), _sent(on, sent)),
        (t("Quand vous avez demandé un conseiller"), [on.day(one) for one in own.asked_human_at]),
    )
    return Paper(
        title=voice.say(t("Vos données chez TokTok")),
        intro=(
            voice.say(t("Copie faite le {at}.", at=on.day(at))),
            voice.say(t("De chaque liste, les plus récents d’abord.")),
        ),
        sections=tuple(
            Section(voice.say(heading), tuple(voice.say(line) for line in lines or [_NOTHING]))
            for heading, lines in sections
        ),
    )


@dataclass(frozen=True, slots=True)
class _Writing:
    voice: Voice
    state: State

    def day(self, moment: datetime) -> str:
        """Write a moment in the person's local time."""
        return f"{local_time(moment, self.state.country):%d/%m/%Y %H:%M}"


def _facts(*facts: tuple[Text, object]) -> list[Line]:
    """Write what is known; what is not has no line."""
    return [
        t("{what} : {value}", what=what, value=value)
        for what, value in facts
        if value not in (None, "")
    ]


def _identity(on: _Writing, own: OwnData) -> list[Line]:
    names = {
        "phone": t("Numéro"),
        "user_id": t("Identifiant WhatsApp"),
        "username": t("Pseudo WhatsApp"),
        "contact_id": t("Identifiant chez nous"),
    }
    known = [(names[kind], value) for kind, value in own.identifiers if kind in names]
    return _facts(
        (t("Nom"), own.state.name),
        *known,
        (t("Langue"), own.state.language.value),
        (t("Dernier message"), on.day(own.state.last_said_at) if own.state.last_said_at else None),
    )


def _dialogue(state: State) -> list[Line]:
    return _facts(
        (t("Pays"), state.country.value),
        (t("Ville"), state.city),
        (t("Rôles"), ", ".join(state.roles)),
        *((t("Brouillon"), f"{one.flow} {_draft(one.filled)}") for one in state.stack),
    )


def _draft(filled: dict[str, object]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in filled.items() if value is not None)


def _stop(stop: Stop) -> str:
    place = stop.place
    where = [place.label, place.quartier, place.city]
    if place.is_located:
        where.append(f"{place.latitude}, {place.longitude}")
    who = [stop.contact_name, stop.contact_phone]
    return " · ".join(dict.fromkeys(part for part in [*where, *who] if part))


def _mission(on: _Writing, mission: Mission) -> list[Line]:
    return [
        f"{mission.reference} · {on.day(mission.created_at)} · {mission.status.value}",
        *_facts(
            (t("Départ"), _stop(mission.pickup)),
            (t("Arrivée"), _stop(mission.dropoff)),
            (t("Contenu"), mission.description),
            (t("Valeur"), _money(mission.declared_value)),
            (t("À encaisser"), _money(mission.cash_to_collect)),
            (t("Prix"), _money(mission.price)),
            (t("Livreur"), mission.driver.name if mission.driver else None),
        ),
        *(
            f"{on.day(entry.at)} · {entry.status.value} {entry.note or ''}"
            for entry in mission.timeline
        ),
    ]


def _order(on: _Writing, order: Order) -> list[Line]:
    bought = ", ".join(f"{line.quantity} × {line.name}" for line in order.lines)
    return [
        f"{order.reference} · {on.day(order.created_at)} · {order.status.value}",
        *_facts(
            (t("Commerce"), order.merchant.name),
            (t("Articles"), bought),
            (t("Total"), _money(order.total)),
            (t("Paiement"), order.payment_method.value),
            (t("Adresse"), _stop(order.dropoff)),
            (t("Remarque"), order.note),
        ),
    ]


def _ratings(held: PersonalData) -> list[Line]:
    return [f"{one.reference} : {one.stars}/5 {one.comment or ''}" for one in held.ratings]


def _applications(on: _Writing, held: PersonalData) -> list[Line]:
    return [
        f"{one.kind.value} · {one.state.value} · {on.day(one.submitted_at)} · {one.name} · "
        f"{one.phone} · {one.city} · {_draft(dict(one.details))}"
        for one in held.applications
    ]


def _driver(on: _Writing, held: PersonalData) -> list[Line]:
    if held.driver is None or held.cash is None:
        return []
    driver = held.driver
    return [
        *_facts(
            (t("Nom"), driver.name),
            (t("Numéro"), driver.phone),
            (t("Ville"), driver.city),
            (t("Note"), f"{driver.rating:.1f}/5"),
            (t("En caisse"), _money(held.cash.in_hand)),
            (t("Courses faites"), ", ".join(held.driven)),
        ),
        *(
            f"{on.day(entry.at)} · {entry.kind.value} · {Money(entry.amount)} · "
            f"{entry.reference or ''}"
            for entry in held.cash.entries
        ),
    ]


def _shop(held: PersonalData) -> list[Line]:
    if held.merchant is None:
        return []
    shop = held.merchant
    return [
        *_facts(
            (t("Nom"), shop.name),
            (t("Numéro"), shop.phone),
            (t("Adresse"), shop.place.label),
            (t("Horaires"), shop.hours),
        ),
        *(
            f"{one.name} · {Money(one.price)} · {one.stock} · {one.description}"
            for one in held.products
        ),
    ]


def _written(on: _Writing, written: Iterable[Written]) -> list[Line]:
    return [f"{on.day(one.at)} · {one.kind} · {one.words}" for one in written]


def _sent(on: _Writing, sent: Iterable[SentMessage]) -> list[Line]:
    return [f"{on.day(one.at)} · {one.state} · {one.words}" for one in sent]


def _money(amount: int | None) -> str | None:
    return str(Money(amount)) if amount is not None else None
