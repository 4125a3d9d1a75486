"""One write of pictures per file."""
