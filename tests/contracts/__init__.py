"""One suite on a fake and on the service it stands for."""
