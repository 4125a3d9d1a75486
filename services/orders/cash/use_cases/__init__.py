"""What can be done with cash: one write per file; the listing is the specification."""
