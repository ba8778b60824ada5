"""Settings that writing and asking share: where state lies, the encoder, Qdrant.

One frozen class per process: `app.settings.Settings` and `ingest.settings.IngestSettings` extend
`IndexSettings`. Values come from `HUSH_*` variables (nested with `__`), then from `hush.toml` in
`HUSH_HOME`; nothing is read at import.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

BILINGUAL_DEFAULT = "use-multilingual"
"""Name of the encoder that needs no hub (`index.multilingual`)."""


def default_home() -> Path:
    """`HUSH_HOME`, or `~/.local/share/hush`."""
    return Path(os.environ.get("HUSH_HOME") or Path.home() / ".local" / "share" / "hush")


class Section(BaseModel):
    """A nested part of the settings: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EmbeddingSettings(Section):
    """The dense encoder."""

    model: str = Field(
        BILINGUAL_DEFAULT,
        description="`use-multilingual`, or a sentence-transformers model by name or path",
    )
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="where it runs")
    revision: str = Field("", description="commit or tag of a model taken from a hub")
    sha256: str = Field("", description="pinned hash of the model's weights; another is refused")
    query_prefix: str = Field("", description="put before questions (e5: `query: `)")
    passage_prefix: str = Field("", description="put before passages (e5: `passage: `)")
    offline: bool = Field(True, description="never ask a hub; a model by name must be in its cache")


class QdrantSettings(Section):
    """Qdrant server; without a URL the embedded store in `HUSH_HOME` is used."""

    url: str = Field("", description="a Qdrant server, for teams; empty means embedded")
    api_key: SecretStr = Field(SecretStr(""), description="its key")
    collection: str = Field("hush", description="its collection (an alias points to a generation)")
    public_host: bool = Field(False, description="allow a host that is not loopback or private")


class IndexSettings(BaseSettings):
    """What every Hush process reads."""

    model_config = SettingsConfigDict(
        env_prefix="HUSH_",
        env_nested_delimiter="__",
        frozen=True,
        extra="ignore",
    )

    home: Path = Field(default_factory=default_home, description="all state lives here")
    default_audience: str = Field(
        "staff", description="who may read a document without an audience"
    )
    embedding: EmbeddingSettings = Field(default_factory=lambda: EmbeddingSettings())
    qdrant: QdrantSettings = Field(default_factory=lambda: QdrantSettings())

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then `HUSH_*`, then `hush.toml`; a working directory's .env is not read."""
        toml = TomlConfigSettingsSource(settings_cls, toml_file=default_home() / "hush.toml")
        return (init_settings, env_settings, toml)
