"""The ingest process's settings."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from index.settings import IndexSettings, Section


class ParseSettings(Section):
    """Limits on what is read."""

    max_megabytes: int = Field(20, ge=1, description="larger files are reported, not read")
    timeout: float = Field(
        60.0, gt=0, description="seconds for one PDF or docx in its child process"
    )
    memory_megabytes: int = Field(2048, ge=256, description="address space of that child process")
    chunk_tokens: int = Field(
        300, ge=50, description="longest prose chunk, in the encoder's tokens"
    )


class IngestSettings(IndexSettings):
    """Settings of `hush ingest`, `plan`, `status`, `remove`."""

    labels: Path | None = Field(
        None, description="`labels.toml` for all sources; a folder's own one is read too"
    )
    ingest: ParseSettings = Field(default_factory=lambda: ParseSettings())
