"""Messages become replies, against the strict stand-in of the service over real HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.contract import AlertAnswer, Humans, Paired
from bots.client import HttpService
from bots.conversation import STEPS, Conversation
from bots.inbox_store import Store
from bots.message import Action, Attached, Message, Reply
from bots.posting import Posts
from bots.remembered import Memory
from bots.settings import ServiceSettings, Settings
from tests.unit.bots.fake_platform import FakePlatform, message, private
from tests.wire.fake_bots_service import CITED, KEY, FakeBotsService, Refused, serving
from tests.wire.fake_bots_service import STEPS as RUNBOOK


@pytest.fixture(scope="module")
def served() -> Iterator[FakeBotsService]:
    with serving(FakeBotsService()) as fake:
        yield fake


@pytest.fixture
def fake(served: FakeBotsService) -> Iterator[FakeBotsService]:
    """A fresh state behind the same door."""
    url = served.url
    for name, value in vars_of(FakeBotsService()).items():
        setattr(served, name, value)
    served.url = url
    yield served
    assert served.refused == [], "the bots broke the contract"


def vars_of(fake: FakeBotsService) -> dict[str, object]:
    return {name: getattr(fake, name) for name in FakeBotsService.__slots__}


class Desk:
    """A conversation with one platform in memory."""

    def __init__(self, conversation: Conversation, platform: FakePlatform, memory: Memory) -> None:
        self.conversation, self.platform, self.memory = conversation, platform, memory
        self.store: Store
        self.stopped: bool | None = None
        self.waited = list[float]()

    async def says(self, asked: Message) -> Reply:
        before = len(self.platform.finished)
        await self.conversation.answer(asked, self.platform.surface(asked))
        [(key, reply)] = self.platform.finished[before:]
        assert key == asked.key
        return reply


@pytest.fixture
async def desk(fake: FakeBotsService, home: Path) -> AsyncIterator[Desk]:
    async with _desk(fake, home, frozenset({"slack"})) as made:
        yield made


def _desk(fake: FakeBotsService, home: Path, guests: frozenset[str]):  # type: ignore[no-untyped-def]
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opened() -> AsyncIterator[Desk]:
        settings = Settings(service=ServiceSettings(url=fake.url, key=SecretStr(KEY)), home=home)
        store, platform = Store(home / "inbox.sqlite"), FakePlatform()
        memory = Memory(store, 7)
        await memory.open()

        async def at_once(seconds: float) -> None:
            made.waited.append(seconds)

        posts = Posts(store, {"slack": platform}, sleep=at_once)
        async with HttpService(settings) as client:
            conversation = Conversation(
                client, memory, posts, lambda _: made.stopped, guests=guests, sleep=at_once
            )
            made = Desk(conversation, platform, memory)
            made.store = store
            yield made
        store.close()

    return opened()


async def test_a_question_is_answered_with_its_lane_sources_and_buttons(desk: Desk) -> None:
    reply = await desk.says(message(1, "how do I roll back?"))
    assert reply.text.startswith("About 'how do I roll back?'")
    assert reply.badge == "cloud, sanitised: fake-model · 1 masked"
    assert reply.citations == (CITED,)
    assert [one.action for one in reply.buttons] == [
        Action.HELPFUL, Action.UNHELPFUL, Action.HUMAN, Action.LEFT,
    ]  # fmt: skip
    assert all(len(one.value) <= 48 and one.value.isascii() for one in reply.buttons)
    grown = [said for _, kind, said in desk.platform.told if kind == "grow"]
    assert grown and all(reply.text.startswith(said) for said in grown)


async def test_who_asks_where_stands_in_the_headers(desk: Desk, fake: FakeBotsService) -> None:
    await desk.says(message(1, "how?", mail="anna@example.com", shared=True))
    [asked] = fake.of("/api/ask")
    assert (asked.account, asked.place, asked.mail, asked.shared) == (
        "slack:T1:U1", "slack:T1:C1", "anna@example.com", True,
    )  # fmt: skip
    assert asked.body is not None
    assert asked.body.model_dump()["thread"] == "slack:T1:C1:1"


async def test_russian_is_answered_in_russian(desk: Desk, fake: FakeBotsService) -> None:
    reply = await desk.says(message(1, "как откатить?"))
    assert (reply.language, reply.buttons[0].label) == ("ru", "Полезно")
    assert fake.of("/api/ask")[0].language == "ru"


async def test_more_is_for_the_askers_eyes_only(desk: Desk, fake: FakeBotsService) -> None:
    fake.more.add("secret?")
    await desk.says(message(1, "secret?"))
    [(_, whisper)] = desk.platform.whispered
    assert whisper.whisper and whisper.text.startswith("Only you can see this")
    assert whisper.buttons[0].action is Action.SHARE
    first, second = fake.of("/api/ask")
    assert (first.place, second.place) == ("slack:T1:C1", "")
    assert all("Only you" not in reply.text for _, reply in desk.platform.finished)


async def test_nobody_is_told_of_more_in_private_or_without_it(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.more.add("secret?")
    await desk.says(private(1, "secret?"))
    await desk.says(message(2, "another?"))
    assert desk.platform.whispered == []
    assert len(fake.of("/api/ask")) == 2


async def test_what_only_the_asker_sees_is_asked_for_the_asker(
    desk: Desk, fake: FakeBotsService
) -> None:
    reply = await desk.says(message(1, "how?", public=False))
    assert reply.whisper
    assert Action.SHARE in [one.action for one in reply.buttons]
    assert fake.of("/api/ask")[0].place == ""
    assert fake.of("/api/chat/more") == []


async def test_law_12_a_channel_that_was_shared_while_the_question_waited_is_shared(
    desk: Desk, fake: FakeBotsService
) -> None:
    desk.platform.companies.add("slack:T1:C1")
    await desk.says(message(1, "how?"))
    assert [one.shared for one in fake.asked if one.path == "/api/ask"] == [True]


async def test_a_private_answer_is_shared_by_the_services_judgement(
    desk: Desk, fake: FakeBotsService
) -> None:
    reply = await desk.says(message(2, "", action=Action.SHARE, answer="a-1"))
    assert "Shared a-1" in reply.text and not reply.whisper
    assert fake.of("/api/chat/share")[0].place == "slack:T1:C1"
    fake.problems["/api/chat/share"] = [Refused(403, "not_for_channel")]
    reply = await desk.says(message(3, "", action=Action.SHARE, answer="a-1"))
    assert "can't be shared" in reply.text and "Shared" not in reply.text
    assert reply.whisper, "law 12: the channel does not learn that there is something to hide"


async def test_what_left_is_told_to_whoever_asked(desk: Desk, fake: FakeBotsService) -> None:
    answer = (await desk.says(message(1, "how?"))).answer
    press = message(2, "", action=Action.LEFT, answer=answer)
    reply = await desk.says(press)
    assert reply.whisper and "HOST_1" in reply.text
    other = await desk.says(replace(press, key="k3", account="slack:T1:U2"))
    assert "HOST_1" not in other.text and other.text.startswith("Only whoever asked")
    gone = await desk.says(replace(press, key="k4", answer="a-unknown"))
    assert "not kept any more" in gone.text
    assert [one.account for one in fake.of("/api/chat/left")] == ["slack:T1:U1"]


async def test_what_left_is_kept_nowhere_but_at_the_service(
    desk: Desk, fake: FakeBotsService, home: Path
) -> None:
    """Once the conversation is deleted there, nobody gets it."""
    answer = (await desk.says(message(1, "how?"))).answer
    kept = _stored(home)
    assert answer.encode() in kept and b"HOST_1" not in kept
    fake.given.clear()
    gone = await desk.says(message(2, "", action=Action.LEFT, answer=answer))
    assert gone.whisper and "not kept any more" in gone.text


def _stored(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*.sqlite*"))


async def test_nothing_left_for_a_local_answer(desk: Desk, fake: FakeBotsService) -> None:
    fake.lane = "local"
    answer = (await desk.says(message(1, "how?"))).answer
    reply = await desk.says(message(2, "", action=Action.LEFT, answer=answer))
    assert reply.text.startswith("Nothing left")


async def test_sources_are_listed_where_the_answer_stands_only(desk: Desk) -> None:
    answer = (await desk.says(message(1, "how?"))).answer
    press = message(2, "", action=Action.CITED, answer=answer)
    assert (await desk.says(press)).citations == (CITED,)
    elsewhere = replace(press, key="k3", place="slack:T1:C2")
    assert (await desk.says(elsewhere)).citations == ()


async def test_law_13_what_became_stricter_is_neither_listed_nor_told(
    desk: Desk, fake: FakeBotsService
) -> None:
    answer = (await desk.says(message(1, "how?"))).answer
    fake.stricter.add(CITED.source)
    press = message(2, "", action=Action.CITED, answer=answer)
    reply = await desk.says(press)
    assert reply.citations == () and reply.whisper
    reply = await desk.says(replace(press, key="k3", action=Action.LEFT))
    assert "HOST_1" not in reply.text and reply.text.startswith("Above")
    assert {one.place for one in fake.of("/api/chat/judge")} == {"slack:T1:C1"}


async def test_an_answer_to_a_command_is_kept_for_its_buttons(
    desk: Desk, fake: FakeBotsService
) -> None:
    await desk.says(message(1, "how?", public=False, thread=""))
    body = fake.of("/api/ask")[0].body
    assert body is not None and body.model_dump()["thread"] == "slack:T1:C1:1"


async def test_a_verdict_and_a_human(desk: Desk, fake: FakeBotsService) -> None:
    for action, verdict in ((Action.HELPFUL, "up"), (Action.UNHELPFUL, "down")):
        reply = await desk.says(message(1, "", action=action, answer="a-1"))
        assert reply.whisper
        body = fake.of("/api/feedback")[-1].body
        assert body is not None and body.model_dump()["verdict"] == verdict
    reply = await desk.says(message(2, "", action=Action.HUMAN, answer="a-1"))
    assert reply.accounts == ("slack:T1:U7",) and "The question: rollback" in reply.text
    assert desk.platform.posted == []


async def test_an_owner_who_is_an_e_mail_is_found_by_it_before_the_on_call(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.humans = Humans(accounts=["slack:T1:U9"], owners=["a@x.io"], on_call=True, summary="")
    press = message(2, "", action=Action.HUMAN, answer="a-1")
    reply = await desk.says(press)
    assert reply.accounts == ("slack:T1:U9",) and "On call" in reply.text
    desk.platform.mails["a@x.io"] = "slack:T1:U3"
    reply = await desk.says(press)
    assert reply.accounts == ("slack:T1:U3",) and "Owner of the page" in reply.text


async def test_in_private_the_human_is_written_to_once(desk: Desk) -> None:
    press = private(2, "", action=Action.HUMAN, answer="a-1")
    for _ in range(2):
        reply = await desk.says(press)
        assert reply.accounts == ("slack:T1:U7",)
    assert [place for place, *_ in desk.platform.posted] == ["slack:T1:U7"]


async def test_a_human_for_an_answer_that_one_sees_alone_is_written_to(desk: Desk) -> None:
    """A mention in what only the asker sees calls nobody."""
    reply = await desk.says(message(2, "", action=Action.HUMAN, answer="a-1", public=False))
    assert reply.whisper and "I have told them" in reply.text
    [(place, note, *_)] = desk.platform.posted
    assert place == "slack:T1:U7" and note.accounts == ("slack:T1:U1",)


@pytest.mark.parametrize(
    ("status", "code", "after", "said"),
    [
        (429, "too_many_requests", 7, "Ask again in 7 s"),
        (429, "tokens_of_day", 60, "Ask again in 60 s"),
        (429, "too_many_answers", None, "busy"),
        (503, "unavailable", None, "busy"),
        (503, "unavailable", 3_600, "Ask again in 60 min"),
        (429, "tokens_of_day", 40_000, "Ask again in 12 h"),
        (401, "unauthorized", None, "does not accept this bot's key"),
        (500, "failed", None, "number: req-1"),
    ],
)
async def test_a_service_that_says_no_ends_in_one_sentence(
    desk: Desk, fake: FakeBotsService, status: int, code: str, after: int | None, said: str
) -> None:
    fake.problems["/api/ask"] = [Refused(status, code, after) for _ in range(10)]
    reply = await desk.says(message(1))
    assert said in reply.text
    fake.problems.clear()


async def test_a_service_that_is_away_for_a_moment_is_waited_for(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.problems["/api/ask"] = [Refused(503, "unavailable"), Refused(503, "unavailable", 9)]
    assert (await desk.says(message(1))).answer
    assert desk.waited == [1.0, 9.0]
    fake.problems.clear()


async def test_whoever_is_not_known_yet_waits_for_such_a_moment_too(
    fake: FakeBotsService, home: Path
) -> None:
    async with _desk(fake, home, frozenset()) as desk:
        fake.problems["/api/chat/who"] = [Refused(503, "unavailable")]
        assert (await desk.says(private(1))).answer
    fake.problems.clear()


async def test_an_answer_is_shown_though_there_is_no_room_to_remember_it(desk: Desk) -> None:
    await desk.store.do(lambda database: database.execute("DROP TABLE answer").close())
    assert "how?" in (await desk.says(message(1))).text


async def test_a_service_that_is_away_for_longer_says_so_at_once(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.problems["/api/ask"] = [Refused(503, "unavailable", 3_600)]
    reply = await desk.says(message(1, "как откатить?"))
    assert "через 60 мин" in reply.text and desk.waited == []
    fake.problems.clear()


async def test_an_answer_is_not_lost_because_nobody_can_say_who_asked(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.abstained = True
    fake.problems["/api/chat/who"] = [Refused(500, "failed")]
    assert (await desk.says(message(1))).answer
    fake.problems.clear()


async def test_an_answer_that_breaks_off_is_an_apology(desk: Desk, fake: FakeBotsService) -> None:
    fake.broken.add("how?")
    assert (await desk.says(message(1, "how?"))).text.startswith("Sorry")


async def test_strangers_read_one_sentence_where_there_are_no_guests(
    fake: FakeBotsService, home: Path
) -> None:
    fake.known = {"slack:T1:U9"}
    fake.codes["CODE-1"] = Paired(name="Anna", groups=["staff"])
    async with _desk(fake, home, frozenset()) as desk:
        for action in (Action.ASK, Action.SEARCH, Action.RUNBOOK, Action.SOURCES, Action.NEXT):
            reply = await desk.says(private(1, "how?", action=action))
            assert "/pair CODE" in reply.text
        assert {one.path for one in fake.asked} == {"/api/chat/who"}
        pressed = await desk.says(message(1, "", action=Action.WHOLE, answer=CITED.id))
        assert pressed.whisper, "a group does not read along what is wrong with an account"
        first = await desk.says(private(1, "", action=Action.HELP))
        assert first.text.startswith("Hush does not know") and "QUESTION" in first.text
        reply = await desk.says(private(2, "wrong", action=Action.PAIR))
        assert "does not work" in reply.text
        reply = await desk.says(private(3, "CODE-1", action=Action.PAIR))
        assert "staff" in reply.text
        assert (await desk.says(private(4, "how?"))).answer
        helped = await desk.says(private(5, "", action=Action.HELP))
        assert helped.text.startswith("I answer"), "to somebody who is known"
        again = await desk.says(private(3, "CODE-1", action=Action.PAIR))
        assert "staff" in again.text, "the same code, after a life that was cut off"


async def test_a_code_is_not_used_where_others_read_along(
    desk: Desk, fake: FakeBotsService
) -> None:
    reply = await desk.says(message(1, "CODE-1", action=Action.PAIR))
    assert "private message" in reply.text
    assert fake.of("/api/chat/pair")[-1].place, "the service makes it void"
    fake.codes["CODE-2"] = Paired(name="Eve", groups=["crew"])
    mine = await desk.says(message(2, "CODE-2", action=Action.PAIR, public=False))
    assert "crew" in mine.text, "a command that nobody else sees"


@pytest.mark.parametrize(("platform", "typed"), [("slack", "/hush "), ("telegram", "/")])
@pytest.mark.parametrize("language", ["en", "ru"])
async def test_commands_are_told_as_they_are_typed_there(
    desk: Desk, platform: str, typed: str, language: str
) -> None:
    asked = private(1, "", action=Action.HELP, platform=platform, language=language)
    told = (await desk.says(asked)).text
    lines = [line for line in told.splitlines() if line.startswith("- ")]
    assert len(lines) == 10 and all(line.startswith(f"- `{typed}") for line in lines)
    assert ("документации" in told) is (language == "ru")
    which = await desk.says(replace(asked, action=Action.LANGUAGE, text="?"))
    assert f"{typed}language en" in which.text


async def test_a_chosen_language_stays(desk: Desk, fake: FakeBotsService) -> None:
    chosen = await desk.says(message(1, "ru", action=Action.LANGUAGE))
    assert chosen.text.startswith("Буду говорить с вами по-русски")
    assert (await desk.says(message(2, "how?"))).language == "ru"
    await desk.memory.open()
    assert desk.memory.chosen("slack:T1:U1") == "ru"
    assert "language en" in (await desk.says(message(3, "fr", action=Action.LANGUAGE))).text


async def test_status_search_explain_and_sources(desk: Desk, fake: FakeBotsService) -> None:
    fake.admins.add("slack:T1:U1")
    status = await desk.says(message(1, "", action=Action.STATUS))
    assert status.whisper and "INTERNAL" in status.text and "admin" in status.text
    assert "Such pages: 12." in status.text, "pages that may be used in the channel"
    found = await desk.says(message(2, "rollback", action=Action.SEARCH))
    assert [one.source for one in found.citations] == [CITED.source]
    explained = await desk.says(message(3, "rollback", action=Action.EXPLAIN))
    assert "```\nHOST_1\n```" in explained.text
    assert "handbook" in (await desk.says(message(4, "", action=Action.SOURCES))).text


async def test_reindexing_is_for_owners_and_admins_and_is_followed(
    desk: Desk, fake: FakeBotsService
) -> None:
    ask = message(1, "handbook", action=Action.REINDEX)
    assert "owners" in (await desk.says(ask)).text
    fake.admins.add("slack:T1:U1")
    reply = await desk.says(ask)
    assert "1 added, 2 changed" in reply.text and "1 failed" in reply.text
    which = await desk.says(message(2, "", action=Action.REINDEX))
    assert "handbook" in which.text
    unknown = await desk.says(message(3, "handbok", action=Action.REINDEX))
    assert "no such source" in unknown.text and "handbook" in unknown.text
    fake.admins.clear()
    none = await desk.says(message(4, "", action=Action.REINDEX))
    assert "owners" in none.text and "handbook" not in none.text


async def test_a_code_that_adds_nothing_is_told_as_such(desk: Desk) -> None:
    """Whoever has groups already does not read that the code has worked."""
    reply = await desk.says(private(1, "wrong", action=Action.PAIR))
    assert "added nothing" in reply.text and "linked" not in reply.text


async def test_the_next_steps_go_on_behind_steps_of_several_passages(
    desk: Desk, fake: FakeBotsService
) -> None:
    shown = f"{RUNBOOK}\n3. Check the log.\n4. Tell the on-call.\n## Afterwards"
    fake.alert = AlertAnswer(shown="Down", steps=shown, runbook=CITED)
    reply = await desk.says(message(1, "PaymentsDown", action=Action.RUNBOOK))
    ask = message(2, "", action=Action.NEXT, answer=reply.buttons[0].value)
    assert (await desk.says(ask)).text == "Write it down."
    whole = {"steps": f"{shown}\nWrite it down."}
    fake.alert = fake.alert.model_copy(update=whole)
    reply = await desk.says(message(3, "PaymentsDown", action=Action.RUNBOOK))
    assert reply.buttons == (), "all of it is there"


async def test_a_pasted_alert_gets_the_first_steps_and_the_rest_on_demand(
    desk: Desk, fake: FakeBotsService
) -> None:
    pasted = "[FIRING:1] PaymentsDown\nLabels:\n - alertname = PaymentsDown\n - severity = page"
    reply = await desk.says(message(1, pasted, action=Action.RUNBOOK))
    assert RUNBOOK in reply.text and "payments\\-team" in reply.text
    assert [one.action for one in reply.buttons] == [Action.NEXT, Action.WHOLE]
    rest = await desk.says(message(2, "", action=Action.NEXT, answer=reply.buttons[0].value))
    assert rest.text == "3. Check the log.\n\n4. Tell the on-call."
    ask = message(3, "", action=Action.NEXT, answer=rest.buttons[0].value)
    afterwards = await desk.says(ask)
    assert afterwards.text == "## Afterwards\n\nWrite it down." and afterwards.buttons == ()
    ask = message(4, "", action=Action.WHOLE, answer=reply.buttons[1].value)
    whole = await desk.says(ask)
    told = [RUNBOOK, rest.text, afterwards.text]
    assert whole.text == "\n\n".join(["# Payments", *told]) and whole.notes == ()
    fake.longer = "\n\n## More\n\n" + "Word. " * 4_000
    longer = await desk.says(replace(ask, key="slack:T1:C1:5.5"))
    assert longer.text == whole.text and "longer" in longer.notes[0]
    body = fake.of("/api/chat/alert")[0].body
    assert body is not None and body.model_dump()["name"] == "PaymentsDown"


async def test_an_alert_above_the_ceiling_shows_the_services_sentence_alone(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.alert = AlertAnswer(shown="Above.", withheld="level", page="https://hush.example/#ask")
    reply = await desk.says(message(1, "DiskFull on db-1", action=Action.RUNBOOK))
    assert (reply.text, reply.citations) == ("Above.", ())


async def test_a_pasted_alert_above_the_ceiling_has_the_steps_that_may_be_shown(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.alert = AlertAnswer(
        shown="Above.", steps="1. Look.", runbook=CITED, withheld="level", shown_withheld="level"
    )
    reply = await desk.says(message(1, "DiskFull on db-1", action=Action.RUNBOOK))
    assert "1. Look." in reply.text and reply.citations == (CITED,)


async def test_law_13_steps_above_the_ceiling_are_a_sentence_without_buttons(
    desk: Desk, fake: FakeBotsService
) -> None:
    fake.alert = AlertAnswer(shown="DiskFull", steps="Above.", withheld="level")
    reply = await desk.says(message(1, "DiskFull on db-1", action=Action.RUNBOOK))
    assert reply.text == "Above.", "not the alert, which they know"
    fake.stricter.add(CITED.source)
    for action in (Action.NEXT, Action.WHOLE):
        reply = await desk.says(message(2, "", action=action, answer=f"{CITED.id}:0"))
        assert (reply.text, reply.citations, reply.buttons) == ("Above.", (), ())


async def test_law_12_a_human_called_in_a_channel_is_called_for_all_who_are_there(
    desk: Desk, fake: FakeBotsService
) -> None:
    """Also for an answer that the asker got alone: its pages may not be for the channel."""
    answer = (await desk.says(message(1, "how?", public=False))).answer
    press = message(2, "", action=Action.HUMAN, answer=answer)
    await desk.says(press)
    await desk.says(replace(press, public=False))
    places = [one.place for one in fake.of("/api/chat/human")]
    assert places == ["slack:T1:C1", ""]


async def test_stop_says_what_it_did(desk: Desk) -> None:
    for stopped, said in ((True, "Stopped."), (False, "Only whoever asked"), (None, "No answer")):
        desk.stopped = stopped
        reply = await desk.says(message(1, "", action=Action.STOP))
        assert reply.text.startswith(said) and reply.whisper


async def test_files_are_part_of_the_question(desk: Desk, fake: FakeBotsService) -> None:
    log = Attached("app.log", "x" * 60_000 + "\n```\nnot the end")
    await desk.says(message(1, "what is this?", files=(log,)))
    [question] = fake.questions()
    assert question.startswith("what is this?\n\napp.log:\n````\n") and len(question) <= 20_000
    assert "not the end\n````" in question


async def test_blank_and_endless_questions(desk: Desk, fake: FakeBotsService) -> None:
    assert "Write a question" in (await desk.says(message(1, "  "))).text
    assert "20000" in (await desk.says(message(2, "x" * 20_001))).text
    assert fake.asked == []


def test_every_action_is_answered() -> None:
    assert set(STEPS) == set(Action)
