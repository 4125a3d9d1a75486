"""What can be done with drivers: one write per file; the listing is the specification."""
