"""The bots' settings: one frozen class, `hush.toml` and `HUSH_*`, as every process of Hush reads them.

Invariant: a name that comes near one of ours is refused, not passed over: a token that is not read
would leave a bot silent. Nothing is read at import, no value is shown. Deliberately elsewhere: what
is said of a wrong one (`setting_slips`), the service's own settings, which these do not repeat but
for `home` and `service`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from bots.words import Wrong

_SHORTEST_SECRET = 16
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def default_home() -> Path:
    """`HUSH_HOME`, or `~/.local/share/hush`."""
    return Path(os.environ.get("HUSH_HOME") or Path.home() / ".local" / "share" / "hush")


def _long_enough(value: SecretStr) -> SecretStr:
    """A short secret would be guessed."""
    if 0 < len(value.get_secret_value()) < _SHORTEST_SECRET:
        raise Wrong("setting_short_secret")
    return value


def _safe_address(value: str) -> str:
    """Tokens go there: over TLS, or inside this machine."""
    try:
        parts = urlsplit(value)
        well = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        known = bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        well = known = False
    if not well or not known or "?" in value or "#" in value:
        raise Wrong("setting_address")
    return value


def _safe_or_none(value: str) -> str:
    return value and _safe_address(value)


class Section(BaseModel):
    """A nested part of the settings: frozen, and a misspelt key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SlackSettings(Section):
    """Slack; off until there is a bot token."""

    base_url: str = Field("https://slack.com/api/", description="Slack's Web API")
    bot_token: SecretStr = Field(SecretStr(""), description="the app's bot token: `xoxb-…`")
    app_token: SecretStr = Field(
        SecretStr(""), description="its app-level token for Socket Mode: `xapp-…`"
    )
    signing_secret: SecretStr = Field(
        SecretStr(""),
        description="its signing secret; without an app token Slack then posts to HUSH_BOTS__LISTEN",
    )
    file_bytes: int = Field(200_000, ge=0, description="longest text file read from a message")

    _address = field_validator("base_url")(_safe_address)

    @property
    def on(self) -> bool:
        """Whether it is configured."""
        return bool(self.bot_token.get_secret_value())

    @property
    def socket_mode(self) -> bool:
        """Whether it connects to Slack; else Slack connects to it."""
        return bool(self.app_token.get_secret_value())


class TelegramSettings(Section):
    """Telegram; off until there is a token."""

    base_url: str = Field(
        "https://api.telegram.org/bot", description="the Bot API, up to the token"
    )
    file_url: str = Field("", description="where files are; empty: beside the Bot API")
    token: SecretStr = Field(SecretStr(""), description="the token that BotFather gave")
    webhook_url: str = Field(
        "", description="how Telegram reaches HUSH_BOTS__LISTEN; empty: the bot asks Telegram"
    )
    webhook_secret: SecretStr = Field(
        SecretStr(""), description="secret that Telegram sends with each update to the webhook"
    )
    guests: bool = Field(
        False, description="answer accounts that are not paired, from what is for `everyone`"
    )
    file_bytes: int = Field(200_000, ge=0, description="longest text file read from a message")

    _address = field_validator("base_url")(_safe_address)
    _files = field_validator("file_url")(_safe_or_none)
    _secret = field_validator("webhook_secret")(_long_enough)

    @property
    def on(self) -> bool:
        """Whether it is configured."""
        return bool(self.token.get_secret_value())

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """A webhook without a secret would take updates from anybody."""
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise Wrong("setting_webhook_secret", "HUSH_TELEGRAM__WEBHOOK_URL")
        return self


class BotsSettings(Section):
    """All bots: the queue, what they listen on, alerts, digests."""

    listen: str = Field(
        "",
        description="`HOST:PORT` for alerts, Slack over HTTP and Telegram's webhook; empty: none",
    )
    alerts_token: SecretStr = Field(
        SecretStr(""),
        description="bearer token that Alertmanager sends; without one there are none",
    )
    alerts_to: str = Field(
        "", description="where alerts go, by commas: `slack:T1:C1`, `telegram:-100123`"
    )
    alerts_bytes: int = Field(4_000_000, ge=1_000, description="longest body of an alert")
    alerts_minute: int = Field(120, ge=1, description="deliveries of alerts taken in a minute")
    at_once: int = Field(16, ge=1, le=512, description="answers made at once")
    account_at_once: int = Field(2, ge=1, description="of them for one account")
    place_at_once: int = Field(8, ge=1, description="of them in one channel or chat")
    account_waiting: int = Field(
        200, ge=1, description="questions of one account that wait; one more is refused with a word"
    )
    place_waiting: int = Field(
        1_000,
        ge=1,
        description="questions in one channel that wait; one more is refused with a word",
    )
    answer_seconds: float = Field(
        400.0, gt=0, description="seconds after which an answer is given up with an apology"
    )
    send_hours: float = Field(
        24.0, gt=0, description="hours for which a platform that takes nothing is tried again"
    )
    drain: float = Field(20.0, ge=0, description="seconds that running answers may take at the end")
    keep_days: int = Field(
        30, ge=1, le=3650, description="days that a message's key is known, so that it is one"
    )
    answer_days: int = Field(
        7,
        ge=1,
        le=365,
        description="days for which buttons know whose an answer is, and its sources",
    )
    digest_day: Literal[
        "", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
    ] = Field("monday", description="day of the owners' weekly digest (UTC); empty: none")
    digest_hour: int = Field(8, ge=0, le=23, description="its hour (UTC)")

    _secret = field_validator("alerts_token")(_long_enough)

    @field_validator("listen")
    @classmethod
    def _place(cls, value: str) -> str:
        """Host and port, or nothing."""
        host, _, port = value.rpartition(":")
        if value and not (host and port.isascii() and port.isdigit() and int(port) < 65_536):
            raise Wrong("setting_listen")
        return value

    @field_validator("alerts_to")
    @classmethod
    def _places(cls, value: str) -> str:
        """Each is a channel of a platform."""
        for place in value.split(","):
            if place.strip() and place.strip().partition(":")[0] not in ("slack", "telegram"):
                raise Wrong("setting_alerts_to")
        return value

    @property
    def places(self) -> tuple[str, ...]:
        """Where alerts go."""
        return tuple(place.strip() for place in self.alerts_to.split(",") if place.strip())


class ServiceSettings(Section):
    """A running service; without a URL the owner's socket in `HUSH_HOME`. As the service's clients."""

    url: str = Field("", description="where it is: `https://hush.example.com`")
    key: SecretStr = Field(SecretStr(""), description="a key that `hush keys create` made")
    public_host: bool = Field(False, description="allow a host that is not loopback or private")
    timeout: float = Field(330.0, gt=0, description="seconds for one whole answer")


class Settings(BaseSettings):
    """Settings of `hush slack`, `hush telegram` and the bots of `hush up`."""

    model_config = SettingsConfigDict(
        env_prefix="HUSH_", env_nested_delimiter="__", frozen=True, extra="ignore"
    )

    home: Path = Field(default_factory=default_home, description="all state lives here")
    service: ServiceSettings = Field(default_factory=lambda: ServiceSettings())
    slack: SlackSettings = Field(default_factory=lambda: SlackSettings())
    telegram: TelegramSettings = Field(default_factory=lambda: TelegramSettings())
    bots: BotsSettings = Field(default_factory=lambda: BotsSettings())

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

    @model_validator(mode="after")
    def _heard(self) -> Self:
        """Telegram would post where nobody listens."""
        if self.telegram.webhook_url and not self.bots.listen:
            raise Wrong("setting_webhook_listen", "HUSH_TELEGRAM__WEBHOOK_URL")
        return self

    @property
    def configured(self) -> tuple[str, ...]:
        """The platforms that have their token."""
        return tuple(name for name in ("slack", "telegram") if getattr(self, name).on)

    @property
    def folder(self) -> Path:
        """Where the bots keep what must outlive them."""
        return self.home / "bots"
