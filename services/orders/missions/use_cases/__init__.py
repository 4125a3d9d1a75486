"""What can be done with missions: one write per file; the listing is the specification."""
