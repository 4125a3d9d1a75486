"""Tests of provider."""
