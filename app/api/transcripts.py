"""Conversations that a client quotes inside a message: titles, tags, follow-ups (law 7).

Chat programs send their own requests beside a person's: "make a title for this chat", with the chat
in one user message. Invariant: answers quoted there are history that a caller sent, and trusted as
little; what they ask for is answered here, from the person's own words, and goes to no model.
The shapes are those of Open WebUI's default templates (`USER: …`, `ASSISTANT: …`, `### Task:`).
Deliberately elsewhere: which answers are ours (`histories.Given`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from index.chunk import Sensitivity

_ROLE = re.compile(
    r"(?mi)^[ \t>*#\[(-]{0,8}(user|human|you|пользователь|человек|вы|ты"
    r"|assistant|ai|bot|model|hush|chatgpt|gpt|claude|system|developer|tool"
    r"|ассистент|помощник|бот|модель|система)"
    r"(?:[ ]said|[ ]сказал)?[\])*]{0,3}[ \t]?[:\uff1a]\*{0,2}[ \t]?"
)
_OTHER_FORMS = re.compile(
    r"(?i)\"role\"\s{0,4}:\s{0,4}\"(?:assistant|model|tool)\"|<\|im_start\|>|<start_of_turn>"
    r"|\[/INST\]|<\|?(?:start_header_id\|>)?assistant\b"
)
"""A chat as programs and models write it down, in which nobody is told apart here."""
_END = re.compile(r"(?mi)^[ \t]*(?:</?chat_history>|</?messages>|###[ ].*)[ \t]*$")
_HISTORY = re.compile(r"(?i)<chat_history>|^###[ ]Chat History", re.MULTILINE)
_TASK = re.compile(r"(?i)\A\s*### Task:\s")
_PEOPLE = frozenset({"user", "human", "you", "пользователь", "человек", "вы", "ты"})
_WORDS = 6


def level_of(text: str, given: Callable[[str], Sensitivity | None]) -> Sensitivity:
    """The level of the answers that a message quotes; INTERNAL where it quotes none.

    `given` knows the level of each answer that is ours; any other counts as CONFIDENTIAL.
    """
    level = Sensitivity.INTERNAL
    for role, said in _quoted(text):
        if role not in _PEOPLE and said:
            ours = given(said)
            level = max(level, Sensitivity.CONFIDENTIAL if ours is None else ours)
    if _OTHER_FORMS.search(text) or (_HISTORY.search(text) and not _ROLE.search(text)):
        return Sensitivity.CONFIDENTIAL  # a chat in a form that cannot be told apart
    return level


def chore(text: str) -> str | None:
    """What a chat program's own request is answered; None where it is no such request."""
    if not _TASK.match(text) or not _HISTORY.search(text):
        return None
    wanted = text[:2_000].lower()
    asked = [said for role, said in _quoted(text) if role in _PEOPLE and said]
    if "title" in wanted:
        words = (asked[0] if asked else "").split()
        title = " ".join(words[:_WORDS]).rstrip("?.,:;!") or "Hush"
        return json.dumps({"title": title}, ensure_ascii=False)
    if "tags" in wanted:
        return json.dumps({"tags": ["General"]})
    if "follow" in wanted:
        return json.dumps({"follow_ups": []})
    if "quer" in wanted:
        return json.dumps({"queries": asked[-1:]}, ensure_ascii=False)
    return "{}"


def _quoted(text: str) -> list[tuple[str, str]]:
    """Who says what in a chat that is quoted; nothing where fewer than two speak, or no history
    is announced: a question may well have a line that begins with `user:`."""
    heads = list(_ROLE.finditer(text))
    roles = {head[1].lower() for head in heads}
    if not heads or (not _HISTORY.search(text) and not (roles & _PEOPLE and roles - _PEOPLE)):
        return []
    found = []
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        end = _END.search(text, head.end())
        stop = following.start() if following else len(text)
        stop = min(stop, end.start()) if end else stop
        found.append((head[1].lower(), text[head.end() : stop].strip()))
    return found
