"""Why a picture is refused: for problem documents in English, for people in French. Pure."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a picture that nobody can mend by trying again."""

    TOO_LARGE = "it is over 5 MB"
    WRONG_TYPE = "it is not a JPEG, PNG or WebP picture"
    BROKEN = "it is broken"
    TOO_MANY_PIXELS = "it has more than 40 million pixels"
    NOT_THERE = "there is nothing at its address"
    REDIRECTED = "its address leads elsewhere"
    ADDRESS = "its address is not a public one"
    UNREACHABLE = "its address does not answer"

    @property
    def said(self) -> str:
        """The same to a person, to stand behind a colon."""
        return _SAID[self]


_SAID = {
    Fault.TOO_LARGE: "elle dépasse 5 Mo",
    Fault.WRONG_TYPE: "ce n’est pas une image JPEG, PNG ou WebP",
    Fault.BROKEN: "le fichier est abîmé",
    Fault.TOO_MANY_PIXELS: "elle est trop grande (plus de 40 millions de pixels)",
    Fault.NOT_THERE: "il n’y a rien à cette adresse",
    Fault.REDIRECTED: "son adresse renvoie ailleurs",
    Fault.ADDRESS: "son adresse n’est pas publique",
    Fault.UNREACHABLE: "son adresse ne répond pas",
}


class PictureRefused(Exception):
    """A picture cannot be used, now or later."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)
