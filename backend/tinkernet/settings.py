"""The environment, read once into one frozen object. Nobody else reads it."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """All settings of the server; each is the environment variable `TINKERNET_` plus its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="TINKERNET_", frozen=True, extra="ignore")

    data_dir: Path = Field(Path("data"), description="directory of the database")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; default: SQLite in the data directory"
    )
    ray_address: str | None = Field(
        None,
        pattern=r"^ray://[^/]+$",
        description="Ray Client of the cluster that carries out runs and sweeps, ray://host:port; "
        "default: this machine does",
    )
    max_sessions: int = Field(256, ge=1, description="sessions in all")
    max_sessions_per_address: int | None = Field(
        None, ge=1, description="sessions per client address; default: as many as in all"
    )
    session_ttl: float = Field(
        86_400, gt=0, description="seconds without a request or a viewer's message until a session expires"
    )
    save_interval: float = Field(
        3, gt=0, description="seconds between two saves of the sessions that changed"
    )
    list_experiments: bool = Field(
        True, description="whether all runs and sweeps are listed; otherwise one needs their ids"
    )
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="further origins, separated by commas, that may call the API and open streams"
    )
    log_level: str = Field(
        "info", pattern="^(critical|error|warning|info|debug)$", description="least severe level logged"
    )

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value

    @field_validator("ray_address")
    @classmethod
    def _is_installed(cls, address: str | None) -> str | None:
        if address is not None and find_spec("ray") is None:
            raise ValueError("Ray is not installed: pip install 'tinkernet[ray]'")
        return address

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'tinkernet.db').resolve()}"
