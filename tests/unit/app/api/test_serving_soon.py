"""What is refused before anything slow is read."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from app.api.serving import SOCKET, require_alone, require_free
from app.errors import HushError


def test_a_port_in_use_is_refused() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(HushError, match=r"cannot listen on 127\.0\.0\.1"),
    ):
        require_free("127.0.0.1", taken.getsockname()[1])
    require_free("127.0.0.1", 0)


def test_one_service_for_one_home(tmp_path: Path) -> None:
    door = tmp_path / SOCKET
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(door))
        listening.listen()
        with pytest.raises(HushError, match="a service is running already"):
            require_alone(tmp_path)
    require_alone(tmp_path)
    assert door.exists(), "what a dead service left is taken away only when the door is made"
