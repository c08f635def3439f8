"""Every setting, typed, from the environment and ``.env``. ``.env.example`` documents each."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class SearchEngine(StrEnum):
    """Which engine answers searches."""

    AUTO = "auto"
    RANK_BM25 = "rank-bm25"
    TANTIVY = "tantivy"


class LogFormat(StrEnum):
    """How the log is written."""

    AUTO = "auto"
    TEXT = "text"
    JSON = "json"


class SettingsError(Exception):
    """A setting has a value that can't be used. The message is for the operator."""


class Settings(BaseSettings):
    """The operator's choices. An empty value in ``.env`` counts as not set."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore"
    )

    discord_token: SecretStr | None = Field(
        default=None, description="The bot's token; without one, only the preview runs."
    )
    corpus_dir: Path = Field(default=Path("seeds"), description="The folder of articles.")
    watch_corpus: bool = Field(
        default=False, description="Whether the corpus folder is reindexed when it changes."
    )
    data_dir: Path = Field(default=Path("data"), description="Where the store and index live.")
    search_engine: SearchEngine = Field(
        default=SearchEngine.AUTO, description="auto, rank-bm25 (in memory) or tantivy (on disk)."
    )
    max_file_mb: float = Field(
        default=5.0, gt=0, le=1024, description="A larger file is refused, in megabytes."
    )
    preview_port: int = Field(
        default=8765, ge=1, le=65535, description="The preview's port on 127.0.0.1."
    )
    log_level: str = Field(
        default="INFO",
        pattern="(?i)^(debug|info|warning|error)$",
        description="DEBUG, INFO, WARNING or ERROR.",
    )
    log_format: LogFormat = Field(
        default=LogFormat.AUTO,
        description="text, json, or auto: text in a terminal, else JSON.",
    )
    shard_count: str = Field(
        default="none",
        pattern="^(auto|none|[1-9][0-9]{0,3})$",
        description="none (one connection), auto (as many as Discord advises) or a number.",
    )
    metrics_port: int | None = Field(
        default=None, ge=1, le=65535, description="The port of /metrics and /healthz; off if unset."
    )
    metrics_host: str = Field(
        default="127.0.0.1", description="The address on which that port is opened."
    )

    @field_validator("corpus_dir", "data_dir")
    @classmethod
    def _is_a_path(cls, path: Path) -> Path:
        if "\0" in str(path):
            raise ValueError("no path holds a NUL")
        return path

    @property
    def token(self) -> SecretStr | None:
        """The token without the spaces that copying adds; None where there is none."""
        token = self.discord_token.get_secret_value().strip() if self.discord_token else ""
        return SecretStr(token) if token else None

    @property
    def max_file_bytes(self) -> int:
        return int(self.max_file_mb * 1024 * 1024)


_WANTED = {
    "search_engine": "to be auto, rank-bm25 or tantivy",
    "watch_corpus": "to be true or false",
    "max_file_mb": "to be a number of megabytes above 0, at most 1024",
    "preview_port": "to be a whole number from 1 to 65535",
    "log_format": "to be auto, text or json",
    "shard_count": "to be auto, none or a whole number from 1 to 9999",
    "metrics_port": "to be a whole number from 1 to 65535, or empty",
    "metrics_host": "to be an address of this machine",
    "log_level": "to be DEBUG, INFO, WARNING or ERROR",
    "corpus_dir": "to be the path of a folder",
    "data_dir": "to be the path of a folder",
}


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SettingsError: with one sentence for each value that can't be used. The value itself
            is left out, as it may be a secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        names = [str(problem["loc"][0]) for problem in error.errors(include_input=False)]
        wanted = "; ".join(f"{name.upper()} is {_WANTED.get(name, 'wrong')}" for name in names)
        raise SettingsError(
            f"A setting can't be used: {wanted}. Mend it in the environment or in .env; "
            ".env.example says more."
        ) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text: save it as UTF-8.") from None
