"""The public page of a mission, as HTML: no script, no phone number, 8 KB at most. Pure.

What is shown is what a recipient may know: the state, an honest time, the driver's first name and
a map link (orders.md, Proof, cash, tracking). Said in the language of who looks.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from services.orders.missions.statuses import state_of
from shared.contracts.orders.api import Minutes, Mission, MissionStatus
from shared.texts import Catalogue, Line, Text, t
from shared.values.clock import local_time
from shared.values.language import Language
from shared.values.phone import Country
from shared.values.place import Place

CATALOGUE: Final = Catalogue(Path(__file__).parent / "locale")
REFRESH_S: Final = 30
_PHONE_LIKE: Final = re.compile(r"\+?\d(?:[\s.\-()]*\d){6,}")
_MARKS: Final = {
    MissionStatus.PENDING: t("Demande enregistrée"),
    MissionStatus.ACCEPTED: t("Livreur trouvé"),
    MissionStatus.TO_PICKUP: t("En route vers le retrait"),
    MissionStatus.AT_PICKUP: t("Au point de retrait"),
    MissionStatus.PICKED_UP: t("Colis récupéré"),
    MissionStatus.IN_TRANSIT: t("En route vers vous"),
    MissionStatus.AT_DROPOFF: t("Arrivé à destination"),
    MissionStatus.DELIVERED: t("Colis livré"),
}
_HEADLINES: Final = {
    MissionStatus.PENDING: t("Nous cherchons votre livreur"),
    MissionStatus.ACCEPTED: t("Un livreur s’en occupe"),
    MissionStatus.TO_PICKUP: t("Le livreur va chercher le colis"),
    MissionStatus.AT_PICKUP: t("Le livreur est au point de retrait"),
    MissionStatus.PICKED_UP: t("Le colis est avec le livreur"),
    MissionStatus.IN_TRANSIT: t("Le colis est en route"),
    MissionStatus.AT_DROPOFF: t("Le livreur est arrivé"),
    MissionStatus.DELIVERED: t("Colis livré, merci !"),
    MissionStatus.PROBLEM: t("Un imprévu retarde la livraison"),
    MissionStatus.RETURNED: t("Le colis a été retourné à l’expéditeur"),
    MissionStatus.CANCELLED: t("La livraison a été annulée"),
}
_LABELS: Final = {
    "arrival": t("Arrivée prévue"),
    "driver": t("Votre livreur"),
    "start": t("De"),
    "end": t("À"),
    "steps": t("Étapes"),
    "refreshes": t("la page s’actualise seule"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One step of the timeline; `at` is the local time, empty for a step without a report."""

    title: Text
    at: str
    is_done: bool
    is_current: bool


def render_tracking(
    mission: Mission, *, driver_place: Place | None, now: datetime, language: Language
) -> str:
    """Render the page of a running or just ended mission; `driver_place` must be fresh or None."""
    country = Country.CONGO
    status = mission.status
    is_over = state_of(status).is_terminal
    return _page(
        "tracking.html",
        language,
        reference=mission.reference,
        headline=_HEADLINES[status],
        tone=_tone(status),
        eta=_eta_words(mission.eta),
        driver="" if is_over else _first_name(mission),
        marks=_marks(mission, country=country),
        pickup=_without_phones(mission.pickup.place.label),
        dropoff=_without_phones(mission.dropoff.place.label),
        map_link="" if is_over else _map_link(mission, driver_place=driver_place),
        map_words=_map_words(driver_place),
        labels=_LABELS,
        refresh_s=0 if is_over else REFRESH_S,
        updated=t("Mis à jour à {time}", time=f"{local_time(now, country):%H:%M}"),
    )


def render_gone(language: Language) -> str:
    """Render the page of a link that has expired."""
    return _notice(
        language,
        title=t("Ce suivi est terminé"),
        words=t("La livraison est finie depuis plusieurs jours : son lien n’est plus actif."),
    )


def render_unknown(language: Language) -> str:
    """Render the page of a link that leads nowhere."""
    return _notice(
        language,
        title=t("Lien de suivi introuvable"),
        words=t("Vérifiez que le lien reçu sur WhatsApp a été copié en entier."),
    )


def _notice(language: Language, *, title: Text, words: Text) -> str:
    hint = t("Pour suivre une livraison en cours, écrivez « suivre » à TokTok sur WhatsApp.")
    return _page("notice.html", language, title=title, words=words, hint=hint)


def _page(name: str, language: Language, **values: object) -> str:
    """Fill a template, which says its lines with `say`, and offers the other languages."""
    others = [one for one in Language if one is not language]
    say = partial(CATALOGUE.say, language=language)
    return _pages().get_template(name).render(values, say=say, language=language, others=others)


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


def _eta_words(eta: Minutes | None) -> Line:
    if eta is None:
        return ""
    if eta.low == 0:
        return t("dans moins de {minutes} min", minutes=max(5, eta.high))
    return t("dans {low} à {high} min", low=eta.low, high=eta.high)


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


def _map_words(driver_place: Place | None) -> Text:
    if driver_place is not None:
        return t("Voir le livreur sur la carte")
    return t("Voir l’adresse sur la carte")
