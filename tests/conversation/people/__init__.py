"""Transcripts named after what goes wrong with people; the errands themselves are next door."""
