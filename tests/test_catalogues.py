"""Every sentence for people exists in three languages, and says what the French one says."""

import importlib.util
import re
from functools import cache
from types import ModuleType
from typing import Final

import pytest
from babel.messages.pofile import read_po

from shared.local.spawn import ROOT
from shared.texts import FILE, SPEAKERS
from shared.values.language import Language

_PARAMETER: Final = re.compile(r"\{(\w+)\}")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_LEADING_EMOJI: Final = re.compile(
    r"^[\U0001F000-\U0001FAFF\u2600-\u27BF\u23E9-\u23FA\u2B50\u2B05-\u2B07]+"
)

every_catalogue = pytest.mark.parametrize(
    ("service", "language"),
    [(service, language) for service in SPEAKERS for language in Language],
)


@cache
def tool() -> ModuleType:
    """The script behind `make texts`."""
    spec = importlib.util.spec_from_file_location("texts", ROOT / ".ci" / "texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def wordings(service: str, language: Language) -> dict[str, str]:
    file = ROOT / "services" / service / SPEAKERS[service] / language / FILE
    with file.open("rb") as content:
        return {str(one.id): str(one.string) for one in read_po(content) if one.id}


@every_catalogue
def test_a_catalogue_says_all_that_the_code_says_and_no_more(
    service: str, language: Language
) -> None:
    said = {str(one.id) for one in tool().template_of(ROOT / "services" / service) if one.id}

    assert set(wordings(service, language)) == said, "make texts"


@every_catalogue
def test_no_wording_is_missing(service: str, language: Language) -> None:
    assert [message for message, words in wordings(service, language).items() if not words] == []


@every_catalogue
def test_every_wording_holds_what_the_french_one_holds(service: str, language: Language) -> None:
    for message, words in wordings(service, language).items():
        assert sorted(_PARAMETER.findall(words)) == sorted(_PARAMETER.findall(message)), message
        for mark in "*_`":
            assert words.count(mark) == message.count(mark), message
        assert words.count("\n") == message.count("\n"), message
        assert _LEADING_EMOJI.findall(words) == _LEADING_EMOJI.findall(message), message


@pytest.mark.parametrize("service", list(SPEAKERS))
def test_the_languages_differ(service: str) -> None:
    """A catalogue filled with French would pass all the rest."""
    french = wordings(service, Language.FRENCH)
    for language in (Language.LINGALA, Language.ENGLISH):
        same = [one for one, words in wordings(service, language).items() if words == french[one]]
        worded = [
            one for one in french if len(re.findall(r"[^\W\d_]{3,}", _PARAMETER.sub("", one))) > 1
        ]
        assert len([one for one in same if one in worded]) <= len(worded) * 0.05, same
