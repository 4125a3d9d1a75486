"""What can be done with partners: one write per file; the listing is the specification."""
