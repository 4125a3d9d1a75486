"""Places on the ground: WGS 84 coordinates, a label people use, and the distance between two."""

from math import asin, cos, radians, sin, sqrt

from pydantic import BaseModel, ConfigDict, Field

EARTH_RADIUS_M = 6_371_000


class Place(BaseModel):
    """A point with the words for it.

    `label` is what the person said or what we call it; `quartier` and `city` are set when known.
    Coordinates are degrees, WGS 84; both are None for an address nobody has placed yet.
    """

    model_config = ConfigDict(frozen=True)

    label: str = Field(min_length=1, max_length=200, examples=["Moungali, rond-point"])
    latitude: float | None = Field(default=None, ge=-90, le=90, examples=[-4.248])
    longitude: float | None = Field(default=None, ge=-180, le=180, examples=[15.264])
    quartier: str | None = None
    city: str | None = Field(default=None, examples=["Brazzaville"])

    @property
    def is_located(self) -> bool:
        """Whether it has coordinates."""
        return self.latitude is not None and self.longitude is not None

    @property
    def map_link(self) -> str | None:
        """A link any phone opens, or None without coordinates."""
        if not self.is_located:
            return None
        return f"https://maps.google.com/?q={self.latitude:.6f},{self.longitude:.6f}"


def distance_m(a: Place, b: Place) -> float:
    """Great-circle metres between two located places (haversine).

    Raises:
        ValueError: one of them has no coordinates.
    """
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        raise ValueError("both places need coordinates")
    d_lat, d_lon = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    h = sin(d_lat / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(d_lon / 2) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(h))
