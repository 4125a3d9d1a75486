"""What can be done with places: one write per file; the listing is the specification."""
