"""Prometheus metrics every process has. A service adds its own beside what they measure."""

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

HTTP_SECONDS = Histogram(
    "http_request_duration_seconds",
    "Time to answer an HTTP request",
    ["method", "route", "status"],
    buckets=_SECONDS,
)
LANE_ITEM_SECONDS = Histogram(
    "lane_item_duration_seconds",
    "Time from a lane item's arrival to its acknowledgement",
    ["service", "kind"],
    buckets=_SECONDS,
)
LANE_ITEMS_PARKED = Counter(
    "lane_items_parked_total", "Lane items given up after every try", ["service", "kind"]
)
EVENTS_CONSUMED = Counter(
    "events_consumed_total", "Events applied, once each", ["service", "event"]
)
EVENTS_PARKED = Counter(
    "events_parked_total", "Events given up after every try", ["service", "event"]
)
EVENT_LAG_SECONDS = Gauge(
    "event_lag_seconds", "Age of the newest event applied", ["service", "producer"]
)
