"""What the simulator is told by its environment. Defaults fit one machine, none is a secret."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class DemoPerson(BaseModel):
    """A person known from the start; the first three open as columns of the browser phone."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    phone: str = Field(pattern=r"^\+?[0-9]{6,15}$")
    name: str
    role: str = "client"


class SimulatorSettings(BaseSettings):
    """Field names are the environment's names in lower case; times are seconds unless said."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore", env_ignore_empty=True)

    simulator_host: str = "127.0.0.1"
    simulator_port: int = Field(default=8900, ge=1, le=65535)
    simulator_webhook_url: str = "http://127.0.0.1:8000/webhooks/meta"
    public_url: str = "http://127.0.0.1:8000"
    simulator_gateway_url: str = ""
    """Where links that begin with `public_url` are fetched instead: needed between containers."""
    simulator_people: tuple[DemoPerson, ...] = ()
    whatsapp_app_secret: SecretStr = SecretStr("simulator-app-secret")
    whatsapp_verify_token: SecretStr = SecretStr("simulator-verify-token")
    whatsapp_api_token: SecretStr = SecretStr("simulator-api-token")
    whatsapp_phone_number_id: str = "106540352242922"
    simulator_more_number_ids: tuple[str, ...] = ()
    """Further business numbers, for runs that send through several."""
    simulator_account_id: str = "102290129340398"
    simulator_display_phone: str = Field(default="242060000000", pattern=r"^[0-9]{6,15}$")
    simulator_business_name: str = "TokTok"
    simulator_graph_version: str = Field(default="v26.0", pattern=r"^v[0-9]+\.[0-9]+$")
    simulator_messages_per_second: float = Field(default=80.0, gt=0)
    simulator_messaging_limit: int = Field(default=2_000, gt=0)
    """Unique people written to outside their window in 24 h (whatsapp-cloud-api.md, §6)."""
    simulator_webhook_workers: int = Field(default=16, ge=1, le=200)
    simulator_webhook_timeout_s: float = Field(default=10.0, gt=0)
    simulator_webhook_backoff_most_s: float = Field(default=3.0, gt=0)
    """Meta backs off over seven days; a developer does not wait that long."""
    simulator_delivered_after_ms: int | None = Field(default=60, ge=0)
    simulator_read_after_ms: int | None = Field(default=600, ge=0)

    @property
    def number_ids(self) -> tuple[str, ...]:
        """Every business number, the default one first."""
        return (self.whatsapp_phone_number_id, *self.simulator_more_number_ids)
