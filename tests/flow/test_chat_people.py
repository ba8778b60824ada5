"""In chats: nothing is shown that the asker or the channel may not read, by search, by id, by an
answer, by a follow-up in a thread; who somebody is, pairing, whether there is more for the asker alone.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.principals import Scope
from tests.flow import chats
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import make_desk
from tests.flow.test_service import events

QUESTION = "How do I restart payments?"
LABEL = "---\nsensitivity: INTERNAL\naudience: [{}]\n---\n# {}\n\n{}\n"
PAGES = (
    ("a", "staff", "Restart payments with canary97x."),
    ("b", "staff, sre", "Restart payments with canary98x."),
    ("c", "board", "Restart payments with canary99x."),
    ("d", "everyone", "Lunch stands in our kitchen at noon, says canary100x."),
)
Headers = dict[str, str]
Chat = tuple[Running, httpx.AsyncClient]


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Ingested]:
    with closing(Ingested(tmp_path)) as made:
        yield made


@asynccontextmanager
async def chatting(tmp_path: Path, pages: Ingested) -> AsyncIterator[Chat]:
    """A service, and a bot's client whose key may read for every group but `legal`."""
    desk = make_desk(tmp_path, local=chats.Parrot())
    async with running(desk, pages, table=chats.table()) as doors:
        records = doors.context.records
        key = records.keys.create("bot", chats.GROUPS, [Scope.ACT]).secret
        code = records.pairing.make(["board"], "", timedelta(minutes=5)).text
        assert records.pairing.use(chats.PAIRED, code) is not None
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx.AsyncClient(
            base_url=doors.url, headers=headers, trust_env=False, timeout=30
        ) as http:
            yield doors, http


async def ask(http: httpx.AsyncClient, headers: Headers, text: str, thread: str = "") -> Any:
    body = {"question": text, "thread": thread}
    async with http.stream("POST", "/api/ask", json=body, headers=headers) as response:
        assert response.status_code == 200, await response.aread()
        said = await events(response)
    assert said[-1][0] == "done", said
    return said


async def test_law_12_nobody_is_shown_what_they_or_the_channel_may_not_read(
    tmp_path: Path, pages: Ingested
) -> None:
    """Thousands of (asker, place, document): found by search exactly where both may read it, opened
    by its id exactly there, too."""
    chosen = random.Random(5)
    audiences = chats.documents(pages, 24, chosen)
    ids = {chunk.source: chunk.id for chunk in pages.chunks()}
    triples = 0
    async with chatting(tmp_path, pages) as (_, http):
        for headers, groups, every in chats.pairs():
            may = {s for s, audience in audiences.items() if chats.covers(audience, groups, every)}
            body = {"query": "restart payments", "k": 100}
            answer = await http.post("/api/search", json=body, headers=headers)
            assert {hit["source"] for hit in answer.json()["hits"]} == may, headers
            for source in chosen.sample(sorted(audiences), 2):
                one = await http.get(f"/api/passages/{ids[source]}", headers=headers)
                assert (one.status_code == 200) is (source in may), (headers, source)
            triples += len(audiences)
    assert triples > 2500


async def test_law_12_nor_by_an_answer_or_a_follow_up_in_a_thread(
    tmp_path: Path, pages: Ingested
) -> None:
    """All kinds of askers take turns in one thread of each place, with a model that says all that it
    is given: no answer holds a word of a page that this asker or the place may not read."""
    chosen = random.Random(6)
    audiences = chats.documents(pages, 24, chosen)
    words = {f"canary{source[9:-3]}x": audience for source, audience in audiences.items()}
    turns = list(chats.pairs())
    chosen.shuffle(turns)
    shown = 0
    async with chatting(tmp_path, pages) as (_, http):
        for headers, groups, every in turns[:24]:
            for text in (QUESTION, "And then?"):
                said = str(await ask(http, headers, text, "169.1"))
                for word in set(chats.CANARY.findall(said)):
                    assert chats.covers(words[word], groups, every), (headers, word)
                    shown += 1
    assert shown > 80


@pytest.fixture
async def chat(tmp_path: Path, pages: Ingested) -> AsyncIterator[Chat]:
    """Four pages: for all employees, for some, for the board and for guests."""
    for name, audience, text in PAGES:
        pages.write(f"{name}.md", LABEL.format(audience, name, text))
    pages.ingest()
    async with chatting(tmp_path, pages) as opened:
        yield opened


ANN, BEN = {"Hush-For": "slack:T1:U4"}, {"Hush-For": "slack:T1:U1"}
STAFF, TEAM, OPEN = ({"Hush-In": f"slack:T1:C{n}"} for n in (1, 2, 9))


async def test_a_thread_is_the_channels_conversation(chat: Chat) -> None:
    doors, http = chat
    first = (await ask(http, ANN | STAFF, QUESTION, "169.1"))[-1][1]
    second = (await ask(http, BEN | STAFF, "And then?", "169.1"))[-1][1]
    other = (await ask(http, ANN | STAFF, QUESTION, "169.2"))[-1][1]
    alone = (await ask(http, ANN, QUESTION, "169.1"))[-1][1]
    elsewhere = (await ask(http, ANN | OPEN, QUESTION, "169.1"))[-1][1]
    assert first["conversation"] == second["conversation"]
    assert len({one["conversation"] for one in (first, other, alone, elsewhere)}) == 4
    kept = doors.context.records.conversations
    who = kept.owner(first["conversation"])
    assert who is not None and who.endswith("/in:slack:T1:C1")
    found = kept.get(first["conversation"], who)
    assert found is not None and [turn.question for turn in found.exchanges] == [
        QUESTION,
        "And then?",
    ]
    assert str(kept.owner(alone["conversation"])).endswith("/for:slack:T1:U4")


async def test_who_may_name_a_thread(chat: Chat) -> None:
    doors, http = chat
    body = {"question": QUESTION, "thread": "169.1"}
    key = {"Authorization": f"Bearer {doors.keys['staff']}"}
    for headers in (key, {}):
        refused = await http.post("/api/ask", json=body, headers=headers)
        assert refused.status_code == 422 and "thread" in refused.json()["error"]["message"]
    made = (await ask(http, ANN, QUESTION, "169.1"))[-1][1]["conversation"]
    both = {**body, "conversation": made}
    assert (await http.post("/api/ask", json=both, headers=ANN)).status_code == 422
    theirs = {"question": QUESTION, "conversation": made}
    assert (await http.post("/api/ask", json=theirs, headers=ANN | STAFF)).status_code == 404
    assert (await http.post("/api/ask", json=theirs, headers=BEN)).status_code == 404


async def test_law_7_what_one_asker_was_answered_is_not_given_to_the_next(chat: Chat) -> None:
    """In a channel of `staff`, also where an answer rests on the page only by an earlier turn."""
    doors, http = chat
    ben = {"Hush-For": "slack:T1:U7"}  # a guest: what is for everyone
    await ask(http, ANN | STAFF, QUESTION, "169.1")
    second = (await ask(http, ANN | STAFF, "Lunch in our kitchen at noon?", "169.1"))[-1][1]
    said = str(await ask(http, ben | STAFF, "And then?", "169.1"))
    assert set(chats.CANARY.findall(second["text"])) == {"canary97x", "canary98x", "canary100x"}
    assert set(chats.CANARY.findall(said)) == {"canary100x"}
    kept = doors.context.records.conversations
    found = kept.get(second["conversation"], kept.owner(second["conversation"]) or "")
    assert found is not None
    rests = {one.source[5]: one.before for one in found.exchanges[1].sources}
    assert rests == {"a": True, "b": True, "d": False}, "only by the turn before"


async def test_anybody_in_a_channel_may_judge_an_answer_given_there(chat: Chat) -> None:
    doors, http = chat
    public = (await ask(http, ANN | STAFF, QUESTION, "169.1"))[-1][1]["answer"]
    private = (await ask(http, ANN, QUESTION, "169.1"))[-1][1]["answer"]

    async def judged(headers: Headers, answer: str) -> int:
        body = {"answer": answer, "verdict": "down"}
        return (await http.post("/api/feedback", json=body, headers=headers)).status_code

    assert await judged(BEN | STAFF, public) == await judged(ANN | STAFF, public) == 204
    assert await judged(BEN | OPEN, public) == await judged(BEN, public) == 404
    assert await judged(ANN, private) == 204
    assert await judged(BEN, private) == await judged(BEN | STAFF, private) == 404
    assert len(doors.context.records.feedback.list()) == 3


async def test_one_s_own_conversations_are_not_shown_in_a_channel(chat: Chat) -> None:
    _, http = chat
    mine = (await ask(http, ANN, QUESTION, "1"))[-1][1]["conversation"]
    for path in ("/api/conversations", f"/api/conversations/{mine}"):
        assert mine not in (await http.get(path, headers=ANN | STAFF)).text


async def test_who_somebody_is(chat: Chat) -> None:
    doors, http = chat
    asked = {"Hush-For": "slack:T1:U1", "Hush-Mail": "anna@example.com"}
    assert (await http.get("/api/chat/who", headers=asked | STAFF)).json() == {
        "account": "slack:T1:U1",
        "known": True,
        "groups": ["sre", "staff"],
        "admin": True,
        "owner_of": ["payments-team"],
        "place": "slack:T1:C1",
        "place_known": True,
        "ceiling": "CONFIDENTIAL",
    }
    guest = (await http.get("/api/chat/who", headers={"Hush-For": "telegram:99"})).json()
    assert (guest["known"], guest["groups"], guest["ceiling"]) == (False, [], "INTERNAL")
    alone = (await http.get("/api/chat/who", headers=STAFF | {"Hush-Shared": "1"})).json()
    assert (alone["account"], alone["known"], alone["place_known"]) == ("", False, False)
    assert (await http.get("/api/chat/who")).status_code == 422
    staff = {"Authorization": f"Bearer {doors.keys['staff']}", **ANN}
    refused = await http.get("/api/chat/who", headers=staff)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "acting")


async def test_the_owners_socket_acts_for_others(chat: Chat) -> None:
    doors, _ = chat
    door = httpx.AsyncHTTPTransport(uds=str(doors.path))
    async with httpx.AsyncClient(transport=door, base_url="http://hush") as http:
        body = {"query": "restart", "k": 100}

        async def found(headers: Headers) -> set[str]:
            answer = await http.post("/api/search", json=body, headers=headers)
            return {hit["source"][5] for hit in answer.json()["hits"]}

        assert await found({}) == set("abcd")
        assert await found(BEN) == set("abd") and await found(BEN | TEAM) == set("bd")
        assert await found(ANN | OPEN) == set("d")
        refused = await http.get("/api/chat/who", headers={"Hush-Mail": "anna@example.com"})
        assert refused.status_code == 403


async def test_whether_there_is_more_for_the_asker(chat: Chat) -> None:
    _, http = chat

    async def more(headers: Headers, text: str = QUESTION) -> object:
        body = {"question": text}
        answer = await http.post("/api/chat/more", json=body, headers=headers)
        return answer.json().get("more", answer.status_code)

    assert await more(ANN | STAFF) is True, "the board's page"
    assert await more(BEN | STAFF) is False, "all that this one may read, the channel may"
    assert await more(BEN | OPEN) is True
    assert await more({"Hush-For": "slack:T1:U6"} | OPEN) is False, "a guest"
    assert await more(ANN) == await more(STAFF) == await more({}) == 422
    assert await more(ANN | STAFF, "  ") == 422


async def test_pairing_holds_at_once_and_is_gone_at_once(chat: Chat) -> None:
    doors, http = chat
    pairing, account = doors.context.records.pairing, {"Hush-For": "telegram:5"}

    async def groups() -> list[str]:
        groups: list[str] = (await http.get("/api/chat/who", headers=account)).json()["groups"]
        return groups

    code = pairing.make(["staff", "legal"], "Eve", timedelta(minutes=5)).text
    assert await groups() == []
    sent = await http.post("/api/chat/pair", json={"code": code}, headers=account)
    assert sent.json() == {"name": "Eve", "groups": ["staff"]}, "never more than the bot's key"
    assert await groups() == ["staff"]
    pairing.end("telegram:5")
    assert await groups() == []


async def test_a_code_that_others_have_seen_is_void(chat: Chat) -> None:
    doors, http = chat
    account = {"Hush-For": "telegram:6"}
    code = doors.context.records.pairing.make(["staff"], "Eve", timedelta(minutes=5)).text
    for headers in ({**account, "Hush-In": "telegram:-100"}, account):
        sent = await http.post("/api/chat/pair", json={"code": code}, headers=headers)
        assert (sent.status_code, sent.json()["error"]["code"]) == (403, "wrong_code")


async def test_codes_that_do_not_work_are_answered_alike_and_counted(chat: Chat) -> None:
    doors, http = chat
    pairing = doors.context.records.pairing
    used = pairing.make(["staff"], "", timedelta(minutes=5)).text
    ended = pairing.make(["staff"], "", timedelta(0)).text
    good = pairing.make(["staff"], "", timedelta(minutes=5)).text
    account = {"Hush-For": "telegram:6"}
    assert pairing.use("telegram:7", used) is not None

    async def said(code: str, headers: Headers = account) -> tuple[int, object]:
        answer = await http.post("/api/chat/pair", json={"code": code}, headers=headers)
        problem = answer.json().get("error", {})
        return answer.status_code, (problem.get("code"), problem.get("message"))

    wrong = [await said(code) for code in (used, ended, "abcd-efgh-jkmn", "x", good[:-1])]
    assert len(set(wrong)) == 1 and wrong[0][0] == 403
    assert "hush keys pair" in str(wrong[0][1])
    status, told = await said(good)
    assert status == 429 and "10 minutes" in str(told)
    assert (await said(good, {"Hush-For": "telegram:8"}))[0] == 200, "another account may try"
    for headers in ({}, STAFF):
        assert (await said("x", headers))[0] == 422
