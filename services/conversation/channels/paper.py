"""A paper as PDF: headings and lines, in the fonts that every reader has.

Pure, and slow: call it in a thread.
"""

import io
import unicodedata
from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from services.conversation.desks.cards.data_copy import Paper

_MARGIN: Final = 18 * mm
_BODY: Final = ParagraphStyle("body", fontName="Helvetica", fontSize=9, leading=12.5)
_HEADING: Final = ParagraphStyle(
    "heading", parent=_BODY, fontName="Helvetica-Bold", fontSize=11.5, leading=16, spaceBefore=10
)
_TITLE: Final = ParagraphStyle("title", parent=_HEADING, fontSize=16, leading=22, alignment=TA_LEFT)
# The standard fonts know Windows-1252; a pictogram says nothing that the words do not.
_ENCODING: Final = "cp1252"
_DROPPED: Final = frozenset({"So", "Sk", "Cf", "Mn", "Co", "Cn", "Cs"})


def render_pdf(paper: Paper) -> bytes:
    """Set a paper, A4."""
    flowing = [Paragraph(_plain(paper.title), _TITLE)]
    flowing += [Paragraph(_plain(line), _BODY) for line in paper.intro]
    for section in paper.sections:
        flowing.append(Paragraph(_plain(section.heading), _HEADING))
        flowing += [Paragraph(_plain(line), _BODY) for line in section.lines]
        flowing.append(Spacer(0, 4))
    written = io.BytesIO()
    SimpleDocTemplate(
        written,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=_drawn(paper.title),
        author="TokTok",
    ).build(flowing)
    return written.getvalue()


def _plain(line: str) -> str:
    """Write people's words so that none of them is taken for markup."""
    return escape(_drawn(line)).replace("\n", "<br/>")


def _drawn(line: str) -> str:
    """Keep what the fonts can draw: an unknown letter becomes "?", a pictogram nothing."""
    return "".join(_letter(one) for one in unicodedata.normalize("NFC", line)).strip()


def _letter(letter: str) -> str:
    try:
        letter.encode(_ENCODING)
    except UnicodeEncodeError:
        if unicodedata.category(letter) == "Zs":
            return " "
        return "" if unicodedata.category(letter) in _DROPPED else "?"
    return " " if letter.isspace() and letter != "\n" else letter
