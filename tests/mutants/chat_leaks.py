"""Mutants of what somebody who tries may learn in a chat (laws 12 and 13): names, companies, changes."""

from __future__ import annotations

from tests.mutants import Mutant

_FLOW = "tests/flow/test_chat_leaks.py"
_ALERTS = "tests/unit/bots/test_alerts.py"
_ASKING = "tests/unit/bots/test_slack_asking.py"
_UNIT = "tests/unit/app/test_chat_exit.py"
_TALK = "tests/unit/bots/test_conversation.py"

CHAT_LEAKS = (
    Mutant(
        "an owner that may not be shown is shown", "13", "app/api/chat_exit.py",
        '"owner": one.owner if owner else None}', '"owner": one.owner}',
        (f"{_FLOW}::test_law_13_owners_and_addresses_are_text_of_documents",),
    ),
    Mutant(
        "a text is judged for whoever may not read what it rests on", "12", "app/api/chat.py",
        "    if not may.keys() >= set(body.sources):\n", "    if False:\n",
        (f"{_FLOW}::test_law_12_a_text_is_not_judged_with_documents_that_the_channel_may_not_read",),
    ),
    Mutant(
        "who is called is told of documents of others", "12", "app/api/chat.py",
        "        names = await asyncio.to_thread(_known_to, made, whom, names)\n",
        "        pass\n",
        (f"{_FLOW}::test_law_12_who_is_called_learns_of_no_document_that_is_not_theirs",),
    ),
    Mutant(
        "an alert is asked for as if the company were alone there", "12", "bots/alerts_in.py",
        "            asker = Asker(place=place, shared=shared, language=language)\n",
        "            asker = Asker(place=place, language=language)\n",
        (f"{_ALERTS}::test_law_12_an_alert_for_a_shared_channel_is_asked_for_as_such",),
    ),
    Mutant(
        "a channel that was shared meanwhile is as it was", "12", "bots/conversation.py",
        "            shared = await self._posts.shared(message.place)\n", "            pass\n",
        (
            f"{_TALK}::test_law_12_a_channel_that_was_shared_while_the_question_waited_is_shared",
        ),
    ),
    Mutant(
        "whoever presses brings their own workspace", "12", "bots/slack/completing.py",
        '        people.person(team, where.get("user", "")), _channel(message, people)\n',
        '        people.person(where["team"], where.get("user", "")), _channel(message, people)\n',
        (f"{_ASKING}::test_a_press_from_another_company_has_no_mail_here",),
    ),
    Mutant(
        "sources are listed as they were", "13", "bots/talk_buttons.py",
        "    still = tuple(one for one in known.citations if not now[one.source].withheld)\n",
        "    still = known.citations\n",
        (f"{_TALK}::test_law_13_what_became_stricter_is_neither_listed_nor_told",),
    ),
    Mutant(
        "a human is called in a channel for the asker alone", "12", "bots/talk_buttons.py",
        "    asker = talk.here if public else await _whose(talk)\n",
        "    asker = await _whose(talk)\n",
        (f"{_TALK}::test_law_12_a_human_called_in_a_channel_is_called_for_all_who_are_there",),
    ),
    Mutant(
        "that an answer may not be shared is told to the channel", "12", "bots/conversation.py",
        "            if message.answer:  # a button: what it rests on is told to whoever pressed it alone\n",
        "            if False:\n",
        (f"{_TALK}::test_a_private_answer_is_shared_by_the_services_judgement",),
    ),
    Mutant(
        "what was withheld of an alert is told at its end", "13", "bots/alerts_in.py",
        '        body["hidden"] = held or _hidden(found) == "level"\n', "",
        (f"{_ALERTS}::test_law_13_what_was_withheld_is_not_told_when_it_is_over",),
    ),
    Mutant(
        "steps above the ceiling keep their buttons", "13", "bots/talk_buttons.py",
        "    if passage.withheld == \"level\":\n        return _withheld(talk, passage)\n",
        "",
        (f"{_TALK}::test_law_13_steps_above_the_ceiling_are_a_sentence_without_buttons",),
    ),
    Mutant(
        "what left is told as it was", "13", "app/api/chat.py",
        "    return await chat.judge(kept.outgoing, sources)\n",
        "    return Judged(text=kept.outgoing)\n",
        ("tests/flow/test_chat_left.py::test_law_13_what_left_is_judged_as_any_text",),
    ),
    Mutant(
        "a credential that stands in no line by itself is shown", "13", "app/chat_exit.py",
        "        if in_pieces(text) or (not bad and rings(text)):  # in no line by itself\n",
        "        if False:\n",
        (f"{_UNIT}::test_law_13_a_credential_in_pieces_is_not_shown",),
    ),
    Mutant(
        "what nobody caught is told with its words", "8", "bots/log.py",
        'error=type(context.get("exception")).__name__', 'error=str(context.get("exception"))',
        ("tests/unit/bots/test_parts.py::test_law_8_what_nobody_caught_is_told_by_its_name",),
    ),
    Mutant(
        "loops and servers write what they like", "8", "bots/log.py",
        '    *("asyncio", "uvicorn", "starlette", "websockets"),\n', "",
        ("tests/unit/bots/test_parts.py::test_law_8_libraries_and_loops_say_nothing",),
    ),
    Mutant(
        "a made-up press reaches somebody's private talk", "12", "bots/telegram/handlers.py",
        '        if not group.startswith("-"):\n            return None', "        if False:\n            return None",
        (
            "tests/wire/test_telegram_out.py::"
            "test_a_private_answer_is_shared_in_its_group_by_a_member",
        ),
    ),
    Mutant(
        "a chat is told where a folder lies", "13", "app/api/reindexed.py",
        '"total": total, "problem": None',
        '"total": total',
        ("tests/flow/test_chat_reindex.py::test_law_13_a_chat_is_not_told_where_a_folder_lies",),
    ),
)  # fmt: skip
