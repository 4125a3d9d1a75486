"""Tests of how services keep their tables."""
