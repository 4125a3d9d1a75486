"""Tests of the rules-only understanding: tables of exact values, then properties."""
