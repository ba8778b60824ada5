"""The chat service's settings: one frozen class, `hush.toml` and `HUSH_*`.

The cloud lane is off until base URL, key and model are all set. Nothing is read at import.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator

from app.safe_url import is_safe
from app.service_settings import HookSettings, LimitSettings
from app.settings_upstream import BreakerSettings, QueueSettings, TracesSettings
from app.up_settings import UpSettings
from index.sentence import Rejected
from index.settings import IndexSettings, Section

_SHORTEST_PASSPHRASE = 16
_SHA256 = re.compile(r"(?:[0-9A-Fa-f]{64})?")


def whole_hash(value: str) -> str:
    """A hash that was cut short would refuse every file."""
    if not _SHA256.fullmatch(value.strip()):
        raise Rejected(
            "write the 64 digits and letters (0-9, a-f) that `sha256sum FILE` prints for the "
            "model's file; leave it empty to load the file unchecked"
        )
    return value


class LocalSettings(Section):
    """The local lane: a GGUF in process, or an OpenAI-compatible server on a private address."""

    gguf: Path | None = Field(None, description="a GGUF chat model, run in process by llama.cpp")
    sha256: str = Field("", description="its pinned hash; a file with another one is refused")
    context: int = Field(4096, ge=512, description="tokens of context for the GGUF model")
    base_url: str = Field("", description="llama-server, Ollama, LM Studio, vLLM: `http://…/v1`")
    api_key: SecretStr = Field(SecretStr(""), description="key of that server, if it wants one")
    model: str = Field("", description="model name at that server")
    public_host: bool = Field(False, description="allow a host that is not loopback or private")
    timeout: float = Field(120.0, gt=0, description="seconds for one whole local answer")
    max_tokens: int = Field(512, ge=16, description="longest local answer")

    _whole_hash = field_validator("sha256")(whole_hash)


class RecogniserSettings(Section):
    """A stronger recogniser of names beside the built-in ones; it can only add findings."""

    model: Path | None = Field(
        None, description="folder of a token-classification model (transformers) or of GLiNER"
    )
    sha256: str = Field("", description="pinned hash of its weights; others are refused")
    device: Literal["auto", "cpu", "cuda"] = Field("auto", description="where it runs")

    _whole_hash = field_validator("sha256")(whole_hash)


class CloudSettings(Section):
    """The cloud lane; off until base URL, key and model are all set."""

    base_url: str = Field("", description="any OpenAI-compatible API: `https://api.openai.com/v1`")
    api_key: SecretStr = Field(SecretStr(""), description="its key; never shown")
    model: str = Field("", description="model name there")
    timeout: float = Field(60.0, gt=0, description="seconds for one whole cloud answer, retries in")
    attempts: int = Field(2, ge=1, le=5, description="tries within that time; each has its ticket")
    max_tokens: int = Field(1024, ge=16, description="longest answer asked for")

    @property
    def on(self) -> bool:
        """Whether the cloud lane is configured."""
        return bool(self.base_url and self.model and self.api_key.get_secret_value())


class AuditSettings(Section):
    """The audit beside its lines: sealed copies of what left, off until there is a key."""

    seal_key: SecretStr = Field(
        SecretStr(""), description="passphrase for sealed copies of what left; empty: none are kept"
    )
    seal_days: int = Field(30, ge=1, le=3650, description="days until a sealed copy is removed")

    @field_validator("seal_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        """A short one would be guessed."""
        if 0 < len(value.get_secret_value()) < _SHORTEST_PASSPHRASE:
            raise Rejected(
                "the passphrase for sealed copies needs 16 characters or more; take the output of "
                "`openssl rand -hex 32`"
            )
        return value


class ClassifierSettings(Section):
    """The classifier; without a path the one that `hush train` made, else the shipped one."""

    path: Path | None = Field(None, description="an artefact that `hush train --out` wrote")
    sha256: str = Field(
        "",
        description="its pinned hash, if not the one in the file that `hush train` put beside it",
    )

    @field_validator("sha256")
    @classmethod
    def _whole_hash(cls, value: str) -> str:
        """A hash that was cut short would refuse every file."""
        if not _SHA256.fullmatch(value.strip()):
            raise Rejected(
                "write the 64 digits and letters (0-9, a-f) that `hush train` shows; leave it empty "
                "to use the hash in the file beside the classifier"
            )
        return value


class OidcSettings(Section):
    """Sign-in through an OpenID Connect issuer; off until issuer and client id are set."""

    issuer: str = Field("", description="its issuer URL, exactly as it writes it: `https://…`")
    client_id: str = Field("", description="the client that Hush is at the issuer")
    client_secret: SecretStr = Field(
        SecretStr(""), description="its secret; empty for a public client (PKCE is always used)"
    )
    audience: str = Field("", description="`aud` that tokens must have; empty means the client id")
    groups_claim: str = Field("groups", description="claim that lists somebody's groups")
    name_claim: str = Field("preferred_username", description="claim that names somebody")
    admin_group: str = Field("", description="group of that claim whose members are admins")
    members: str = Field(
        "",
        description="groups, by commas, of everybody whom the issuer signs in; set it to `staff` "
        "where the issuer knows employees only",
    )
    require: str = Field(
        "", description="claims that tokens must have, by commas: `hd=example.com`"
    )
    scopes: str = Field("openid profile email groups", description="scopes asked for at sign-in")
    hosts: str = Field(
        "", description="further hosts, by commas, where the issuer has its keys and tokens"
    )
    session_hours: float = Field(
        12.0, gt=0, le=168, description="hours until somebody must sign in there again"
    )

    @property
    def on(self) -> bool:
        """Whether an issuer is configured."""
        return bool(self.issuer)

    @model_validator(mode="after")
    def _usable(self) -> Self:
        """An issuer that could be listened in on, or half a configuration, signs nobody in."""
        if self.issuer and not is_safe(self.issuer):
            raise Rejected(
                "the issuer is an https:// address without user, question mark or #; http:// "
                "is for this machine only"
            )
        if bool(self.issuer) != bool(self.client_id):
            raise Rejected("the issuer and the client id are set together, or neither is")
        if any("=" not in claim for claim in self.require.split(",") if claim.strip()):
            raise Rejected("a required claim is written as name=value")
        return self


class AnswerSettings(Section):
    """How answers are made."""

    passages: int = Field(6, ge=1, le=50, description="passages put into a prompt")
    prompt_characters: int = Field(
        6000, ge=500, description="longest text of all passages together"
    )
    hosts: str = Field(
        "",
        description="hosts, by commas, whose addresses answers may hold besides those of documents "
        "and those inside; all below them too",
    )
    timeout: float = Field(
        300.0, gt=0, description="seconds for one whole answer, waiting and all models included"
    )
    follow_up: float = Field(
        8.0, ge=0, description="seconds for the local model to make a follow-up whole; 0: never ask"
    )


class CostsSettings(Section):
    """Own hardware, for the break-even of `hush costs`; without a price there is none."""

    hardware_price: float | None = Field(None, gt=0, description="what the machine costs")
    years: float = Field(3.0, gt=0, le=30, description="years of use")
    watts: float | None = Field(None, ge=0, description="its draw on average, around the clock")
    price_per_kwh: float | None = Field(None, ge=0, description="money for a kWh")
    currency: str = Field(
        "", max_length=8, description="of these prices; empty: the policy's `budget.currency`"
    )


class ServiceSettings(Section):
    """A running service, for what asks it from outside; without a URL the owner's socket is tried."""

    url: str = Field("", description="where it is: `https://hush.example.com`")
    key: SecretStr = Field(SecretStr(""), description="a key that `hush keys create` made")
    public_host: bool = Field(False, description="allow a host that is not loopback or private")
    timeout: float = Field(330.0, gt=0, description="seconds for one whole answer")


class McpSettings(Section):
    """What agents are given over MCP."""

    ceiling: Literal["PUBLIC", "INTERNAL", "CONFIDENTIAL", "RESTRICTED"] = Field(
        "CONFIDENTIAL",
        description="highest level of text that agents get; INTERNAL where they run on a cloud "
        "model",
    )


class ServeSettings(Section):
    """`hush serve`: where it listens, and how much it takes."""

    host: str = Field("127.0.0.1", description="address to listen on; without keys loopback only")
    port: int = Field(8750, ge=0, le=65535, description="port; 0 takes a free one")
    public_url: str = Field("", description="how browsers reach it: `https://hush.example.com`")
    body_bytes: int = Field(1_000_000, ge=1_000, description="longest request body")
    drain: float = Field(20.0, ge=0, description="seconds that running answers may take at the end")
    index_process: bool | None = Field(
        None,
        description="keep the embedded index in a process of its own; unset: where there is a "
        "further core",
    )


class RecordsSettings(Section):
    """What the service keeps: keys, conversations, feedback; a file in `HUSH_HOME` by default."""

    url: SecretStr = Field(
        SecretStr(""),
        description="`postgresql+psycopg://USER:PASSWORD@HOST/DATABASE`; empty: a file in HUSH_HOME",
    )
    public_host: bool = Field(False, description="allow a host that is not loopback or private")
    conversation_days: int = Field(
        90, ge=1, le=3650, description="days after which a conversation nobody speaks in is deleted"
    )
    given_days: int = Field(
        30, ge=1, le=3650, description="days for which an answer sent back is known as our own"
    )
    feedback_days: int = Field(
        365, ge=1, le=3650, description="days that feedback and unanswered questions are kept"
    )


class Settings(IndexSettings):
    """Settings of `hush ask`, `search`, `explain`, `scan`, `doctor`, `models`."""

    terms: Path | None = Field(
        None, description="the organisation's dictionary (`terms.toml` or text)"
    )
    policy: Path | None = Field(
        None, description="`policy.toml`: stricter than the laws, never looser"
    )
    user: str = Field("", description="who asks, for the audit; empty means the login name")
    readers: int | None = Field(
        None,
        ge=0,
        le=64,
        description="processes that read for the gate beside the first, 0.1 to 0.3 GB each; unset: "
        "one for each further core, three at most",
    )
    local: LocalSettings = Field(default_factory=lambda: LocalSettings())
    cloud: CloudSettings = Field(default_factory=lambda: CloudSettings())
    audit: AuditSettings = Field(default_factory=lambda: AuditSettings())
    recogniser: RecogniserSettings = Field(default_factory=lambda: RecogniserSettings())
    classifier: ClassifierSettings = Field(default_factory=lambda: ClassifierSettings())
    serve: ServeSettings = Field(default_factory=lambda: ServeSettings())
    limits: LimitSettings = Field(default_factory=lambda: LimitSettings())
    hooks: HookSettings = Field(default_factory=lambda: HookSettings())
    up: UpSettings = Field(default_factory=lambda: UpSettings())
    access: Path | None = Field(
        None,
        description="`access.toml`: groups of the users, channels and chats of Slack and Telegram",
    )
    oidc: OidcSettings = Field(default_factory=lambda: OidcSettings())
    service: ServiceSettings = Field(default_factory=lambda: ServiceSettings())
    mcp: McpSettings = Field(default_factory=lambda: McpSettings())
    answer: AnswerSettings = Field(default_factory=lambda: AnswerSettings())
    queue: QueueSettings = Field(default_factory=lambda: QueueSettings())
    breaker: BreakerSettings = Field(default_factory=lambda: BreakerSettings())
    traces: TracesSettings = Field(default_factory=lambda: TracesSettings())
    costs: CostsSettings = Field(default_factory=lambda: CostsSettings())
    records: RecordsSettings = Field(default_factory=lambda: RecordsSettings())
