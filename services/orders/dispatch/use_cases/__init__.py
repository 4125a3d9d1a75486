"""What can be done with dispatch: one write per file; the listing is the specification."""
