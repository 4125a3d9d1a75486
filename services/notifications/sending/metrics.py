"""Figures of sending for Prometheus."""

from typing import Final

from prometheus_client import Counter, Histogram

SENDS: Final = Counter(
    "notification_sends_total", "Finished tries, by outcome", ["channel", "outcome", "code"]
)
SEND_SECONDS: Final = Histogram(
    "notification_send_duration_seconds",
    "Time the channel took to answer",
    ["channel"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
WITHHELD: Final = Counter(
    "notifications_withheld_total", "Notifications given up before or after sending", ["reason"]
)
