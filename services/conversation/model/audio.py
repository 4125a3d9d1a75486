"""Which sound a file is, by its first bytes: the type that comes with it is the sender's word."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sound:
    """A format that transcription takes."""

    file_name: str
    mime_type: str


_OGG: Final = Sound("note.ogg", "audio/ogg")
_MP3: Final = Sound("note.mp3", "audio/mpeg")
_MP4: Final = Sound("note.m4a", "audio/mp4")
_WAV: Final = Sound("note.wav", "audio/wav")
_FLAC: Final = Sound("note.flac", "audio/flac")
_WEBM: Final = Sound("note.webm", "audio/webm")

# WhatsApp's own voice notes are Ogg; the others are files that people send.
_BEGINNINGS: Final = (
    (0, b"OggS", _OGG),
    (0, b"ID3", _MP3),
    (0, b"\xff\xfb", _MP3),
    (0, b"\xff\xf3", _MP3),
    (0, b"\xff\xf2", _MP3),
    (4, b"ftyp", _MP4),
    (8, b"WAVE", _WAV),
    (0, b"fLaC", _FLAC),
    (0, b"\x1a\x45\xdf\xa3", _WEBM),
)


def sound_of(content: bytes) -> Sound | None:
    """Tell the format, or None when it is no sound that transcription takes."""
    for at, beginning, sound in _BEGINNINGS:
        if content[at : at + len(beginning)] == beginning:
            return sound
    return None
