"""What notifications does: one write per file."""
