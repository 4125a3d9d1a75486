"""Whatever happens, everybody reads it in their own language, whole and within the limits."""

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from services.notifications.messages.message import Kind, Notice
from services.notifications.messages.wording import CATALOGUE
from shared.contracts.notifications.api import Buttons, LinkButton, Template
from shared.texts import FILE
from shared.values.language import Language
from tests.notifications.messages.every_notice import every_notice

NOTICES = [*every_notice()]
FRENCH, ENGLISH = Language.FRENCH, Language.ENGLISH
OTHERS = [Language.LINGALA, ENGLISH]
# What English says as French does.
SHARED_LABELS = ("Contact", "Note", "Total")


def named(notice: Notice) -> str:
    return notice.kind.value


def test_every_kind_is_written_by_some_event() -> None:
    assert {notice.kind for notice in NOTICES} == set(Kind) - {Kind.REPLY}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("notice", NOTICES, ids=named)
def test_every_notice_is_whole_and_fits_in_every_language(
    notice: Notice, language: Language
) -> None:
    message = notice.said(language)
    values = message.fallback.body_parameters if message.fallback else []
    words = [*lines_of(notice, language), *titles_of(notice, language), *values]

    assert not [line for line in words if re.search(r"[{}]|\bNone\b", line)]
    assert len(getattr(message.content, "body", "")) <= 1024
    assert all(0 < len(value) <= 200 for value in values)


@pytest.mark.parametrize("notice", NOTICES, ids=named)
def test_no_french_is_left_in_english(notice: Notice) -> None:
    pairs = [
        *zip(lines_of(notice, FRENCH), lines_of(notice, ENGLISH), strict=True),
        *zip(sentences_of(notice, FRENCH), sentences_of(notice, ENGLISH), strict=True),
        *zip(titles_of(notice, FRENCH), titles_of(notice, ENGLISH), strict=True),
    ]

    assert [french for french, english in pairs if is_untouched(french, english)] == []


@pytest.mark.parametrize("notice", NOTICES, ids=named)
def test_the_sentences_of_a_notice_are_said_in_lingala(notice: Notice) -> None:
    french, lingala = lines_of(notice, FRENCH), lines_of(notice, Language.LINGALA)

    if french:
        assert french[0] != lingala[0]
        assert french[-2:] != lingala[-2:]


@pytest.mark.parametrize("notice", NOTICES, ids=named)
def test_a_template_leaves_in_english_or_in_french(notice: Notice) -> None:
    said = {language: notice.said(language).fallback for language in Language}
    english = said[ENGLISH]

    assert said[Language.LINGALA] == said[FRENCH]
    if english is not None:
        assert english.language == "en"
        assert english.stand_in == said[FRENCH]


def test_a_page_that_is_followed_is_told_the_language() -> None:
    links = [
        [getattr(said(notice, language), "url", None) for language in Language]
        for notice in NOTICES
        if isinstance(said(notice, FRENCH), LinkButton)
    ]

    page = "https://toktok.example/track/abc"
    assert {tuple(urls) for urls in links} == {(page, f"{page}?lang=ln", f"{page}?lang=en")}


@pytest.mark.parametrize("language", OTHERS)
def test_every_wording_keeps_placeholders_marks_and_emoji(language: Language) -> None:
    wrong = [
        french
        for french, wording in catalogue_of(language)
        if not wording
        or fields_of(french) != fields_of(wording)
        or french.count("*") != wording.count("*")
        or emoji_of(french) != emoji_of(wording)
    ]

    assert wrong == []


def said(notice: Notice, language: Language) -> object:
    return notice.said(language).content


def lines_of(notice: Notice, language: Language) -> list[str]:
    return str(getattr(said(notice, language), "body", "")).splitlines()


def titles_of(notice: Notice, language: Language) -> list[str]:
    match said(notice, language):
        case Buttons(buttons=buttons):
            return [button.title for button in buttons]
        case LinkButton(title=title):
            return [title]
        case _:
            return []


def sentences_of(notice: Notice, language: Language) -> list[str]:
    """The last value of a template is its sentence; offers and orders give facts only."""
    fallback = notice.said(language).fallback
    told = isinstance(fallback, Template) and fallback.template.endswith(("update", "news"))
    return fallback.body_parameters[-1:] if told and fallback else []


def is_untouched(french: str, english: str) -> bool:
    is_data = french.startswith("•") or re.fullmatch(r"`\S+`", french)
    if is_data or french == "Menu" or not re.search(r"[^\W\d_]{2}", french):
        return False
    label = re.match(r"\S+ (\w+) ?:", french)
    if label and label[1] in SHARED_LABELS:
        return False
    return french.replace(" :", ":") == english


def catalogue_of(language: Language) -> Iterator[tuple[str, str]]:
    with (CATALOGUE.folder / language / FILE).open("rb") as content:
        yield from [(str(one.id), str(one.string)) for one in read_po(content) if one.id]


def fields_of(words: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(words)} - {None}


def emoji_of(words: str) -> str:
    return words[0] if words[0] > "\u2600" else ""
