"""Network blocked beyond loopback, environment emptied, state in a temporary home."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import pytest_socket

# The same examples in every run: a green run stays green.
hypothesis.settings.register_profile("repeatable", derandomize=True)
hypothesis.settings.load_profile("repeatable")

_KEPT = {"PATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT"}
_KEPT |= {"HUSH_TEST_QDRANT_URL", "HUSH_TEST_POSTGRES_URL", "HUSH_TEST_CHROMIUM"}
SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Empty the environment before anything of ours is imported."""
    for name in (
        set(os.environ) - _KEPT - {n for n in os.environ if n.startswith(("PYTEST", "COV"))}
    ):
        del os.environ[name]
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "2"
    # A run started in the background inherits an ignored SIGINT; tests send themselves real ones.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def loopback_only() -> Iterator[None]:
    """A connection to any host but this one fails the test."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)
    yield
    pytest_socket._remove_restrictions()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh `HUSH_HOME`, and a user home with nothing in it."""
    state = tmp_path / "hush-home"
    monkeypatch.setenv("HUSH_HOME", str(state))
    monkeypatch.setenv("HOME", str(tmp_path / "user-home"))
    return state


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Development data beside the checkout; a user has no such folder."""
    data = SHARED / "data"
    if not data.is_dir():
        pytest.skip("development data (../shared/data) is not on this machine")
    return data
