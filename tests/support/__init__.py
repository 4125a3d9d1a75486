"""What several tests need: databases, builders, talk."""
