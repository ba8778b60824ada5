"""Settings of `hush up`. Deliberately elsewhere: what they mean (`schedule`)."""

from __future__ import annotations

from pydantic import Field, field_validator

from app.schedule import Schedule, folders
from index.settings import Section


class UpSettings(Section):
    """`hush up`: what is taken in, and how often it is looked at again."""

    folders: str = Field(
        "", description="folders that `hush up` takes in: `NAME=PATH, …`; known sources need none"
    )
    every: str = Field(
        "1h", description="how often sources are looked at: `1h, handbook=15m, archive=off`"
    )

    @field_validator("folders")
    @classmethod
    def _folders(cls, value: str) -> str:
        """What cannot be read is an error at the start."""
        folders(value)
        return value

    @field_validator("every")
    @classmethod
    def _every(cls, value: str) -> str:
        """What cannot be read is an error at the start."""
        Schedule.parse(value)
        return value
