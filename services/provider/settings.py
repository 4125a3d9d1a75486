"""Settings of provider."""

from shared.settings import ServiceSettings


class ProviderSettings(ServiceSettings):
    """The environment of provider: what every service has."""
