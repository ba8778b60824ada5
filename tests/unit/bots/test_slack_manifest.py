"""The manifest is what the code listens to and calls: nothing less, nothing more."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

from bots.slack.calls import SCOPES
from bots.slack.incoming import COMMANDS
from bots.slack.listeners import COMMAND, EVENTS, SHORTCUT
from bots.slack.manifest import LISTENING_SCOPES, main, manifest, scopes
from bots.slack.platform import Slack
from bots.slack.threads import Threads
from tests.unit.bots.slack_parts import settings
from tests.wire.fake_slack import SCOPES as GRANTED
from tests.wire.fake_slack import FakeSlack
from tests.wire.fake_slack_methods import METHODS

CODE = Path(__file__).parents[3] / "bots" / "slack"
_METHOD = re.compile(r"(?:auth|apps|assistant|chat|conversations|files|users)\.[a-zA-Z.]+")


def called() -> set[str]:
    """Methods that stand in calls of the code."""
    found = set()
    for path in CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                for inner in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    for text in ast.walk(inner):
                        if isinstance(text, ast.Constant) and isinstance(text.value, str):
                            found |= {text.value} if _METHOD.fullmatch(text.value) else set()
    return found


def test_every_method_has_its_scopes_and_is_called() -> None:
    methods = {
        text.value
        for path in CODE.glob("*.py")
        for text in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.Constant)
        and isinstance(text.value, str)
        and _METHOD.fullmatch(text.value)
        and not path.name.startswith(("calls", "pace"))
    }
    assert methods == set(SCOPES)
    assert called() <= set(SCOPES)


def test_the_strict_slack_asks_for_the_same_scopes() -> None:
    for method, spec in METHODS.items():
        assert set(spec.scopes) <= set(SCOPES[method]), method
    assert set(scopes()) == GRANTED


async def test_what_the_app_listens_to_is_what_the_manifest_asks_for(tmp_path: Path) -> None:
    slack = Slack(settings(FakeSlack(port=1)), tmp_path)

    async def accept(_: object) -> bool:
        return True

    threads = Threads(tmp_path / "slack.sqlite")
    app = slack.app(accept, threads)
    threads.close()
    await slack.close()
    assert len(app._async_listeners) == 10
    made = manifest()
    events = made["settings"]["event_subscriptions"]["bot_events"]
    assert events == list(EVENTS) == sorted(LISTENING_SCOPES)
    assert [c["command"] for c in made["features"]["slash_commands"]] == [COMMAND]
    assert [s["callback_id"] for s in made["features"]["shortcuts"]] == [SHORTCUT]
    assert made["settings"]["interactivity"]["is_enabled"]


def test_socket_mode_or_an_address() -> None:
    assert manifest()["settings"]["socket_mode_enabled"]
    assert "url" not in json.dumps(manifest())
    posted = manifest("https://hush.example.com/")
    assert not posted["settings"]["socket_mode_enabled"]
    address = "https://hush.example.com/slack/events"
    assert posted["settings"]["event_subscriptions"]["request_url"] == address
    assert posted["features"]["slash_commands"][0]["url"] == address


def test_the_manifest_is_within_slacks_limits() -> None:
    made = manifest()
    assert len(made["display_information"]["description"]) <= 140
    [shortcut] = made["features"]["shortcuts"]
    assert len(shortcut["name"]) <= 24 and len(shortcut["description"]) <= 150
    [command] = made["features"]["slash_commands"]
    for action in COMMANDS:
        assert re.search(rf"\b{action}\b", command["usage_hint"]), action
    assert len(command["usage_hint"]) <= 1000 and len(command["description"]) <= 2000
    assert len(made["features"]["assistant_view"]["assistant_description"]) <= 300


def test_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert json.loads(capsys.readouterr().out) == manifest()
    assert main(["http://plain.example"]) == 2
