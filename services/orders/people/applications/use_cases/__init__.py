"""What can be done with applications: one write per file; the listing is the specification."""
