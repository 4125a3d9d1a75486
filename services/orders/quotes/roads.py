"""How far a ride is on real roads, as a router measures it, or not at all.

Asked at the edge, before a transaction begins. A router that is slow or away costs one second once
in half a minute: in between nobody asks it, and the road is estimated (see `pricing`).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx
import structlog
from pydantic import BaseModel, Field, ValidationError

from shared.values.clock import Clock
from shared.values.place import Place

TIMEOUT_S: Final = 1.0
LEFT_ALONE_FOR: Final = timedelta(seconds=30)

log = structlog.get_logger()


class _Route(BaseModel):
    distance: float = Field(ge=0)  # metres


class _Routes(BaseModel):
    """What we read of OSRM's answer (project-osrm.org, HTTP API, route service)."""

    routes: list[_Route] = Field(min_length=1)


@dataclass(slots=True)
class Roads:
    """Measures rides with OSRM; with no `url` it measures none."""

    http: httpx.AsyncClient
    clock: Clock
    url: str = ""
    _asked_again_at: datetime | None = field(default=None, init=False)

    async def measure(self, start: Place, goal: Place) -> int | None:
        """Give the metres of the fastest ride between two places; None when nobody knows.

        A place without coordinates, or that no road reaches, is an answer; a failure is logged.
        """
        if not (self.url and start.is_located and goal.is_located) or self._is_left_alone():
            return None
        try:
            answer = await self.http.get(_address(self.url, start, goal), timeout=TIMEOUT_S)
            if answer.status_code == httpx.codes.BAD_REQUEST:  # NoRoute, NoSegment
                return None
            answer.raise_for_status()
            return round(_Routes.model_validate_json(answer.content).routes[0].distance)
        except (httpx.HTTPError, ValidationError) as error:
            self._asked_again_at = self.clock.now() + LEFT_ALONE_FOR
            log.warning("road not measured", error=type(error).__name__)
            return None

    def _is_left_alone(self) -> bool:
        return self._asked_again_at is not None and self.clock.now() < self._asked_again_at


def _address(url: str, start: Place, goal: Place) -> str:
    ends = f"{start.longitude:.6f},{start.latitude:.6f};{goal.longitude:.6f},{goal.latitude:.6f}"
    return f"{url.rstrip('/')}/route/v1/driving/{ends}?overview=false"
