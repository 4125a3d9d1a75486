"""Catalogue: merchants and what they sell. Orders and stock movements come above it, not here."""
