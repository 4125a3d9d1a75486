"""Benchmarks: ratios measured in one interleaved run, with CPU beside wall time. Never tests.

Each is a command that stops by itself and writes `bench/results/<name>-<date>.json`.
"""
