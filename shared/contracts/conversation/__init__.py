"""What others may know of conversation: how it takes webhooks in, its events, its button ids."""
