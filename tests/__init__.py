"""Tests mirror the source; journeys/ and browser/ use the real processes."""
