"""All that others may know of a service: DTOs, events, errors, client, a fake that behaves."""
