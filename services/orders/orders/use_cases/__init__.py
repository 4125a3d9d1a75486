"""What can be done with orders: one write per file; the listing is the specification."""
