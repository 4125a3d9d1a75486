"""What conversation does, one write a file."""
