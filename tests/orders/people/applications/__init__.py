"""Orders, noun by noun: applications."""
