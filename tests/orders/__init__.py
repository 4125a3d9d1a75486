"""Orders: the service over real engines, and its pure modules."""
