"""The public page speaks the language of who looks."""

import pytest

from services.orders.missions.tracking import CATALOGUE, render_gone, render_tracking
from services.orders.missions.tracking_language import language_for
from shared.contracts.orders.api import MissionStatus
from shared.texts import FILE
from shared.values.language import Language
from shared.values.place import Place
from tests.notifications.builders import NOON, mission
from tests.orders.town import Town

FRENCH, LINGALA, ENGLISH = Language.FRENCH, Language.LINGALA, Language.ENGLISH
MOUNGALI = Place(label="Moungali", latitude=-4.2564, longitude=15.2743)


def page_of(status: MissionStatus, language: Language) -> str:
    shown = mission(status=status)
    return render_tracking(shown, driver_place=MOUNGALI, now=NOON, language=language)


@pytest.mark.parametrize(
    ("asked", "accepted", "language"),
    [
        (None, None, FRENCH),
        ("ln", "en-GB,en;q=0.9", LINGALA),
        ("EN", "fr", ENGLISH),
        ("de", "en-CM", ENGLISH),
        ("", "de, ln;q=0.4, en;q=0.7", ENGLISH),
        (None, "fr-CG, en;q=0.9", FRENCH),
        (None, "de, en;q=0, *;q=0.1", FRENCH),
        (None, "en;q=high, ln;q=0.1", LINGALA),
        (None, ";;,,=;q", FRENCH),
        ("<script>", "\x00", FRENCH),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_best_that_the_browser_likes(
    asked: str | None, accepted: str | None, language: Language
) -> None:
    assert language_for(asked, accepted=accepted) is language


@pytest.mark.parametrize("status", MissionStatus)
def test_every_page_is_said_in_every_language(status: MissionStatus) -> None:
    headlines = set()
    for language in Language:
        page = page_of(status, language)
        assert f'<html lang="{language}">' in page
        assert len(page.encode()) <= 8_192
        headlines.add(page.split("<h1>")[1].split("</h1>")[0])
        assert [f'href="?lang={one}"' in page for one in Language] == [
            one is not language for one in Language
        ]

    assert len(headlines) == 3


def test_an_english_page_has_no_french_in_it() -> None:
    page = page_of(MissionStatus.IN_TRANSIT, ENGLISH).split("</style>")[1]

    assert "Arrives <strong>in 12 to 18 min</strong>" in page
    assert "<dt>From</dt><dd>Moungali</dd>" in page
    assert "See the driver on the map" in page
    for french in ("Livreur", "Colis", "Étapes", "carte", "jour", "retrait", "<dt>De</dt>"):
        assert french not in page


def test_every_text_of_the_page_has_a_wording_in_every_language() -> None:
    source = (CATALOGUE.folder / FRENCH / FILE).read_text()
    for language in (LINGALA, ENGLISH):
        wordings = (CATALOGUE.folder / language / FILE).read_text()
        assert wordings.count("msgid") == source.count("msgid") > 30
        assert 'msgstr ""\n\n' not in wordings


def test_a_link_that_has_expired_says_so_in_lingala() -> None:
    page = render_gone(LINGALA)

    assert '<html lang="ln">' in page
    assert "Kolanda oyo esili" in page
    assert "ezali wapi" in page


async def test_the_link_is_answered_in_the_language_that_comes_with_it(town: Town) -> None:
    path = "/track/" + "A" * 22
    by_browser = await town.http.get(path, headers={"accept-language": "en-GB,fr;q=0.5"})
    by_link = await town.http.get(path, params={"lang": "ln"}, headers={"accept-language": "en"})

    assert by_browser.status_code == by_link.status_code == 404
    assert by_browser.headers["vary"] == "Accept-Language"
    assert "<h1>Tracking link not found</h1>" in by_browser.text
    assert "<h1>Lien ya kolanda emonani te</h1>" in by_link.text
