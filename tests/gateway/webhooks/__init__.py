"""Tests of what Meta calls."""
