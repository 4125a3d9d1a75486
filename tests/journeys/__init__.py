"""Journeys: real processes, as `make demo` starts them, and what people see."""
