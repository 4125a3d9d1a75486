"""Figures of the models for Prometheus."""

from typing import Final

from prometheus_client import Counter, Histogram

CALLS: Final = Counter("model_calls_total", "Calls of a model, by outcome", ["task", "outcome"])
SECONDS: Final = Histogram(
    "model_call_duration_seconds",
    "Time a model took to answer or to fail",
    ["task"],
    buckets=(0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 5, 10),
)
SPEND: Final = Counter("model_spend_micro_usd_total", "What answered calls cost", ["task"])
