"""What can be wrong with Slack, for `hush doctor`: the tokens, the scopes, the channels.

Invariant: every finding that is not well says what to do. Deliberately elsewhere: the sentences
(`bots.slack.words`), which are said in the language of the command.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from bots.message import Finding, SendFailed
from bots.settings import SlackSettings
from bots.slack.calls import Calls
from bots.slack.failures import Failed
from bots.slack.manifest import PATH, scopes
from bots.slack.surface import place_of
from bots.words import say

_DOWN = ("unreachable", "lost", "ratelimited")


async def checks(
    calls: Calls, settings: SlackSettings, listen: str, places: Sequence[str], language: str = "en"
) -> AsyncIterator[Finding]:
    """One after the other; without a token that works there is nothing more to look at."""
    try:
        answer = await calls.must("auth.test")
    except Failed as failure:
        code = "slack_unreachable" if failure.code in _DOWN else "slack_bad_token"
        yield Finding("slack token", False, say(code, language))
        return
    name = str(answer.get("user") or "hush")
    yield Finding("slack token", True, say("slack_well_token", language, bot=name))
    yield _scopes(str(answer.get("_scopes") or ""), language)
    yield await _connection(calls, settings, listen, language)
    for place in places:
        if place.startswith("slack:"):
            yield await _channel(calls, place, name, language)


def _scopes(granted: str, language: str) -> Finding:
    had = {scope.strip() for scope in granted.split(",")}
    missing = [scope for scope in scopes() if scope not in had]
    if missing:
        words = say("slack_bad_scopes", language, scopes=", ".join(missing))
        return Finding("slack scopes", False, words)
    return Finding("slack scopes", True, say("slack_well_scopes", language))


async def _connection(calls: Calls, settings: SlackSettings, listen: str, language: str) -> Finding:
    if settings.socket_mode:
        token = settings.app_token.get_secret_value()
        try:
            await calls.wire.call("apps.connections.open", {}, token)
        except Failed as failure:
            code = "slack_unreachable" if failure.code in _DOWN else "slack_bad_socket"
            return Finding("slack socket", False, say(code, language))
        return Finding("slack socket", True, say("slack_well_socket", language))
    if settings.signing_secret.get_secret_value() and listen:
        words = say("slack_well_http", language, listen=listen + PATH)
        return Finding("slack http", True, words)
    return Finding("slack http", False, say("slack_bad_http", language))


async def _channel(calls: Calls, place: str, name: str, language: str) -> Finding:
    try:
        _, known = place_of(place)
        answer = await calls.must("conversations.info", channel=known)
        member = bool((answer.get("channel") or {}).get("is_member"))
    except (Failed, SendFailed):
        member = False
    code = "slack_well_channel" if member else "slack_bad_channel"
    return Finding("slack channel", member, say(code, language, channel=place, bot=name))
