"""One write of the catalogue per file."""
