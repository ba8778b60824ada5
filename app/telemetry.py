"""What third-party libraries would tell others about us: switched off, before they are imported.

Invariant: after `switch_off()` no library that Hush uses posts prompts, usage or version checks of
its own accord; LangSmith's variables alone would make langchain-core post whole prompts (law 6).
Cheap: it imports nothing that is not imported yet. Deliberately elsewhere: which hosts our own code
may reach (`index.addresses`, the egress guard).
"""

from __future__ import annotations

import importlib
import os
import sys
from types import ModuleType

OFF = {
    "LANGSMITH_TRACING": "false",
    "LANGSMITH_TRACING_V2": "false",
    "LANGCHAIN_TRACING": "false",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_OTEL_ENABLED": "false",
    "LANGSMITH_GATEWAY": "false",
    "ANONYMIZED_TELEMETRY": "false",
    "DO_NOT_TRACK": "1",
    "SCARF_NO_ANALYTICS": "1",
    "UNSTRUCTURED_DISABLE_NOTICE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "DISABLE_TELEMETRY": "1",
    "OTEL_SDK_DISABLED": "true",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Set to these values, whatever they were."""
GONE = (
    "LANGSMITH_API_KEY",
    "LANGCHAIN_API_KEY",
    "LANGSMITH_GATEWAY_API_KEY",
    "LANGSMITH_ENDPOINT",
    "LANGCHAIN_ENDPOINT",
    "LANGSMITH_RUNS_ENDPOINTS",
    "LANGCHAIN_HANDLER",
    "OPENAI_BASE_URL",
    "OPENAI_API_BASE",
    "OPENAI_PROXY",
    "OPENAI_ORG_ID",
    "OPENAI_ORGANIZATION",
    "OPENAI_PROJECT_ID",
    "OPENAI_CUSTOM_HEADERS",
    "OPENAI_LOG",
)
"""Removed, like everything of OpenTelemetry's own (`OTEL_*`): they name places, or would change
requests behind our settings."""
DEFAULTS = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
"""Set where the environment says nothing: asking a hub must be chosen (HUSH_EMBEDDING__OFFLINE)."""


class _LangSmithOff:
    """Import hook: the moment `langsmith` is imported, its tracing is switched off."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        """Never finds anything; when langchain-core comes in, langsmith is configured first."""
        if name == "langchain_core" and self in sys.meta_path:
            sys.meta_path.remove(self)
            _configure(importlib.import_module("langsmith"))


def switch_off() -> None:
    """Do it; safe to call again. Takes well under a millisecond."""
    for name in [name for name in os.environ if name.startswith("OTEL_")]:
        del os.environ[name]
    os.environ.update(OFF)
    for name in GONE:
        os.environ.pop(name, None)
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    langsmith = sys.modules.get("langsmith")
    if langsmith is not None:
        _configure(langsmith)
    elif not any(isinstance(finder, _LangSmithOff) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LangSmithOff())


def _configure(langsmith: ModuleType) -> None:
    langsmith.configure(enabled=False)
