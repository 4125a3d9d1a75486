"""Who hears what, and in which words."""
