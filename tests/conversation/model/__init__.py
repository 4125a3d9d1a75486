"""The model that helps to understand, against a real server that misbehaves."""
