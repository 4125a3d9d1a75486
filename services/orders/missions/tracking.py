"""The public page of a mission, as HTML: no script, no phone number, 8 KB at most. Pure.

What is shown is what a recipient may know: the state, an honest time, the driver's first name and
a map link (orders.md, Proof, cash, tracking).
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.orders.missions.statuses import state_of
from shared.contracts.orders.api import Minutes, Mission, MissionStatus
from shared.values.clock import local_time
from shared.values.phone import Country
from shared.values.place import Place

REFRESH_S: Final = 30
_PHONE_LIKE: Final = re.compile(r"\+?\d(?:[\s.\-()]*\d){6,}")
_MARKS: Final = {
    MissionStatus.PENDING: "Demande enregistrée",
    MissionStatus.ACCEPTED: "Livreur trouvé",
    MissionStatus.TO_PICKUP: "En route vers le retrait",
    MissionStatus.AT_PICKUP: "Au point de retrait",
    MissionStatus.PICKED_UP: "Colis récupéré",
    MissionStatus.IN_TRANSIT: "En route vers vous",
    MissionStatus.AT_DROPOFF: "Arrivé à destination",
    MissionStatus.DELIVERED: "Colis livré",
}
_HEADLINES: Final = {
    MissionStatus.PENDING: "Nous cherchons votre livreur",
    MissionStatus.ACCEPTED: "Un livreur s’en occupe",
    MissionStatus.TO_PICKUP: "Le livreur va chercher le colis",
    MissionStatus.AT_PICKUP: "Le livreur est au point de retrait",
    MissionStatus.PICKED_UP: "Le colis est avec le livreur",
    MissionStatus.IN_TRANSIT: "Le colis est en route",
    MissionStatus.AT_DROPOFF: "Le livreur est arrivé",
    MissionStatus.DELIVERED: "Colis livré, merci !",
    MissionStatus.PROBLEM: "Un imprévu retarde la livraison",
    MissionStatus.RETURNED: "Le colis a été retourné à l’expéditeur",
    MissionStatus.CANCELLED: "La livraison a été annulée",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the timeline; `at` is the local time, empty for a step without a report."""

    title: str
    at: str
    is_done: bool
    is_current: bool


def render_tracking(mission: Mission, *, driver_place: Place | None, now: datetime) -> str:
    """Render the page of a running or just ended mission; `driver_place` must be fresh or None."""
    country = Country.CONGO
    status = mission.status
    is_over = state_of(status).is_terminal
    return (
        _pages()
        .get_template("tracking.html")
        .render(
            reference=mission.reference,
            headline=_HEADLINES[status],
            tone=_tone(status),
            eta=_eta_words(mission.eta),
            driver="" if is_over else _first_name(mission),
            marks=_marks(mission, country=country),
            pickup=_without_phones(mission.pickup.place.label),
            dropoff=_without_phones(mission.dropoff.place.label),
            map_link="" if is_over else _map_link(mission, driver_place=driver_place),
            is_driver_shown=driver_place is not None,
            refresh_s=0 if is_over else REFRESH_S,
            updated=f"{local_time(now, country):%H:%M}",
        )
    )


def render_gone() -> str:
    """Render the page of a link that has expired."""
    return (
        _pages()
        .get_template("notice.html")
        .render(
            title="Ce suivi est terminé",
            words="La livraison est finie depuis plusieurs jours : son lien n’est plus actif.",
        )
    )


def render_unknown() -> str:
    """Render the page of a link that leads nowhere."""
    return (
        _pages()
        .get_template("notice.html")
        .render(
            title="Lien de suivi introuvable",
            words="Vérifiez que le lien reçu sur WhatsApp a été copié en entier.",
        )
    )


@lru_cache(maxsize=1)
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _marks(mission: Mission, *, country: Country) -> list[Mark]:
    """Tick what was reported, and what a later report implies."""
    times = {entry.status: entry.at for entry in mission.timeline}
    reached = max((state_of(one).rank for one in times if one in _MARKS), default=0)
    return [
        Mark(
            title=title,
            at=f"{local_time(times[status], country):%H:%M}" if status in times else "",
            is_done=state_of(status).rank <= reached,
            is_current=status is mission.status,
        )
        for status, title in _MARKS.items()
    ]


def _tone(status: MissionStatus) -> str:
    if status is MissionStatus.DELIVERED:
        return "good"
    return "road" if status in _MARKS else "warn"


def _eta_words(eta: Minutes | None) -> str:
    if eta is None:
        return ""
    if eta.low == 0:
        return f"dans moins de {max(5, eta.high)} min"
    return f"dans {eta.low} à {eta.high} min"


def _first_name(mission: Mission) -> str:
    name = _without_phones(mission.driver.name) if mission.driver else ""
    return name.split()[0] if name.split() else ""


def _without_phones(words: str) -> str:
    """Hide what could be dialled: people write numbers into addresses."""
    return _PHONE_LIKE.sub("•••", words)


def _map_link(mission: Mission, *, driver_place: Place | None) -> str:
    if driver_place is not None:
        return driver_place.map_link or ""
    return mission.dropoff.place.map_link or ""
