"""What can be done with quotes: one write per file; the listing is the specification."""
