"""Where the quartiers of the demo are (WGS 84), to put shops and drivers on the map."""

from typing import Final

from shared.local.people import City
from shared.values.place import Place

_BZV, _PNR, _DLA = City.BRAZZAVILLE, City.POINTE_NOIRE, City.DOUALA
_POINTS: Final = {
    (_BZV, "Poto-Poto"): (-4.2612, 15.2787),
    (_BZV, "Centre-ville"): (-4.2696, 15.2832),
    (_BZV, "Moungali"): (-4.2527, 15.2661),
    (_BZV, "Bacongo"): (-4.2893, 15.2539),
    (_BZV, "Ouenzé"): (-4.2389, 15.2828),
    (_BZV, "Talangaï"): (-4.2186, 15.2925),
    (_PNR, "Lumumba"): (-4.7936, 11.8569),
    (_PNR, "Tié-Tié"): (-4.7817, 11.8892),
    (_PNR, "Mpita"): (-4.8142, 11.8672),
    (_PNR, "Mpaka"): (-4.7731, 11.9053),
    (_DLA, "Akwa"): (4.0511, 9.7003),
    (_DLA, "Bonapriso"): (4.0244, 9.6969),
    (_DLA, "Deïdo"): (4.0661, 9.7119),
    (_DLA, "Bonabéri"): (4.0747, 9.6711),
}


def place_of(city: City, quartier: str) -> Place:
    """Find a quartier.

    Raises:
        KeyError: the demo has nobody there.
    """
    latitude, longitude = _POINTS[city, quartier]
    return Place(
        label=quartier, latitude=latitude, longitude=longitude, quartier=quartier, city=city.value
    )
