"""Mutants of the bots: exactly once, law 13 in chats, who is told what, the door for alerts."""

from __future__ import annotations

from tests.mutants import Mutant

_INBOX = "tests/unit/bots/test_inbox.py"
_AGAIN = "tests/unit/bots/test_inbox_again.py"
_QUEUE = "tests/unit/bots/test_inbox_queue.py"
_TALK = "tests/unit/bots/test_conversation.py"
_ALERTS = "tests/unit/bots/test_alerts.py"
_CLIENT = "tests/unit/bots/test_client.py"
_DIGESTS = "tests/unit/bots/test_digests.py"
_PARTS = "tests/unit/bots/test_parts.py"

BOTS = (
    Mutant(
        "a message is acknowledged before it is on the disk", "-", "bots/inbox.py",
        "        new = await self._store.do(lambda database: inbox_rows.added(database, message, text, now))\n",
        "        new = self._spawn(self._store.do(lambda database: inbox_rows.added(database, message, text, now))) is not None\n",
        (f"{_INBOX}::test_a_message_is_answered_once_however_often_it_comes",),
    ),
    Mutant(
        "an acknowledgement that is broken off loses its question", "-", "bots/inbox.py",
        "        return await asyncio.shield(self._spawn(self._accepted(message)))\n",
        "        return await self._accepted(message)\n",
        (f"{_INBOX}::test_an_acknowledgement_nobody_waits_for_any_more_is_answered_all_the_same",),
    ),
    Mutant(
        "who waited long asks as who they were", "12", "bots/inbox.py",
        "            item.message = standing(item.message, found)\n",
        "            pass\n",
        ("tests/unit/bots/test_inbox_queue.py::test_law_12_who_waited_long_asks_as_who_they_are_at_their_turn",),
    ),
    Mutant(
        "any number of alerts' bodies is held at once", "-", "bots/listening.py",
        "            async with asyncio.timeout(_BODY_SECONDS), reading:\n",
        "            async with asyncio.timeout(_BODY_SECONDS):\n",
        ("tests/unit/bots/test_alerts.py::test_few_bodies_are_held_at_once_and_none_for_long",),
    ),
    Mutant(
        "nobody looks for a reply after a restart", "-", "bots/inbox.py",
        "        if not known or (item.earlier and await surface.look()):\n",
        "        if not known:\n",
        (f"{_AGAIN}::test_after_a_restart_the_reply_is_looked_for",),
    ),
    Mutant(
        "a reply that may have been sent is not marked", "-", "bots/durable_surface.py",
        "        self.again = found is None\n",
        "        self.again = False\n",
        (f"{_AGAIN}::test_after_a_restart_the_reply_is_looked_for",),
    ),
    Mutant(
        "a reply whose fate is unknown is sent again at once", "-", "bots/durable_surface.py",
        "            if problem.uncertain and await self.look():\n",
        "            if False and await self.look():\n",
        (f"{_AGAIN}::test_a_reply_whose_fate_is_unknown_is_looked_for",),
    ),
    Mutant(
        "a platform is asked of a message as it came", "-", "bots/durable_surface.py",
        "self._platform.found(self.as_it_is())",
        "self._platform.found(self._message)",
        (f"{_AGAIN}::test_a_platform_that_cannot_look_knows_that_it_was_being_sent",),
    ),
    Mutant(
        "retry_after is not waited for", "-", "bots/durable_surface.py",
        "            wait = max(problem.retry_after, 0.0) or pause\n            spent += wait\n",
        "            wait = pause\n            spent += wait\n",
        (f"{_AGAIN}::test_retry_after_is_waited_for_to_the_letter",),
    ),
    Mutant(
        "what is answered keeps its text", "8", "bots/inbox_rows.py",
        "state = 'done', body = '', shown = ''",
        "state = 'done', shown = ''",
        (f"{_INBOX}::test_what_is_done_leaves_its_key_and_no_text",),
    ),
    Mutant(
        "what is erased stays in the file", "8", "bots/inbox_store.py",
        '"secure_delete=ON"',
        '"secure_delete=OFF"',
        (f"{_INBOX}::test_what_is_done_leaves_its_key_and_no_text",),
    ),
    Mutant(
        "others read the bots' file", "8", "bots/inbox_store.py",
        "os.O_CREAT | os.O_RDWR, 0o600)",
        "os.O_CREAT | os.O_RDWR, 0o644)",
        (f"{_INBOX}::test_only_its_owner_reads_the_file",),
    ),
    Mutant(
        "a heap of one account holds up the others", "-", "bots/fair.py",
        "                    self._waiting.move_to_end(account)\n",
        "                    self._waiting.move_to_end(account, last=False)\n",
        (f"{_QUEUE}::test_nobody_waits_behind_somebody_elses_heap",),
    ),
    Mutant(
        "an alert in the last moment keeps the process from ending", "-", "bots/alerts_in.py",
        "                async with asyncio.timeout(_LOOK_SECONDS):  # `wait_for` may swallow the end\n                    await self._news.wait()\n",
        "                await asyncio.wait_for(self._news.wait(), _LOOK_SECONDS)\n",
        (f"{_ALERTS}::test_it_ends_whenever_it_is_to_end",),
    ),
    Mutant(
        "a full disk turns an answer into an apology", "-", "bots/remembered.py",
        "        except sqlite3.Error as error:\n            tell(", "        except ZeroDivisionError as error:\n            tell(",
        (f"{_TALK}::test_an_answer_is_shown_though_there_is_no_room_to_remember_it",),
    ),
    Mutant(
        "an owner whose platform is away has no digest that week", "-", "bots/digests.py",
        "        if waiting or later or (missing and not again):", "        if missing and not again:",
        (f"{_DIGESTS}::test_a_platform_that_is_away_when_it_is_due_gets_it_later",),
    ),
    Mutant(
        "Alertmanager is told not to come again", "-", "bots/listening.py",
        '_refused(503, "too_many"', '_refused(429, "too_many"',
        (f"{_ALERTS}::test_too_many_deliveries_wait_and_strangers_use_up_none",),
    ),
    Mutant(
        "a service that says it is away for an hour is waited for", "-", "bots/patience.py",
        "            if problem.code not in _PASSES or spent > _LONGEST:\n",
        "            if problem.code not in _PASSES:\n",
        (f"{_TALK}::test_a_service_that_is_away_for_longer_says_so_at_once",),
    ),
    Mutant(
        "who asks is asked once of a service that starts again", "-", "bots/conversation.py",
        "        standing = await patiently(lambda: self._service.who(talk.private), self._sleep)\n",
        "        standing = await self._service.who(talk.private)\n",
        (f"{_TALK}::test_whoever_is_not_known_yet_waits_for_such_a_moment_too",),
    ),
    Mutant(
        "a service that says nothing was asked too much", "-", "bots/client_failures.py",
        '        code = "late" if heard.yes else "silent"\n',
        '        code = "late"\n',
        (f"{_CLIENT}::test_a_service_that_takes_a_question_and_says_nothing_is_not_there",),
    ),
    Mutant(
        "the channel learns that the asker may read more", "13", "bots/talk_asking.py",
        "    await talk.surface.whisper(replace(reply, text=text, whisper=True))\n",
        "    await talk.surface.grow(text)\n",
        (f"{_TALK}::test_more_is_for_the_askers_eyes_only",),
    ),
    Mutant(
        "a channel's question is asked for the asker alone", "12", "bots/talk.py",
        "        return self.here if self.message.public else self.private\n",
        "        return self.private\n",
        (f"{_TALK}::test_who_asks_where_stands_in_the_headers",),
    ),
    Mutant(
        "what left is told to anybody", "13", "bots/talk_buttons.py",
        "    if known.account != talk.message.account:\n        return talk.say(\"only_asker\", whisper=True)\n",
        "",
        (f"{_TALK}::test_what_left_is_told_to_whoever_asked",),
    ),
    Mutant(
        "what left is kept by the bots", "8", "bots/remembered.py",
        '            "place": place or "",\n',
        '            "place": place or "",\n            "left": done.outgoing,\n',
        (f"{_TALK}::test_what_left_is_kept_nowhere_but_at_the_service",),
    ),
    Mutant(
        "sources are listed anywhere", "12", "bots/talk_buttons.py",
        '    if known is None or known.place != (talk.message.place or ""):\n',
        "    if known is None:\n",
        (f"{_TALK}::test_sources_are_listed_where_the_answer_stands_only",),
    ),
    Mutant(
        "strangers are answered", "12", "bots/conversation.py",
        "        if standing.known:\n            return None\n",
        "        return None\n",
        (f"{_TALK}::test_strangers_read_one_sentence_where_there_are_no_guests",),
    ),
    Mutant(
        "a code is used where others read along", "12", "bots/talk_commands.py",
        "    if talk.message.place is not None and talk.message.public:\n        if _CODE",
        "    if False:\n        if _CODE",
        (f"{_TALK}::test_a_code_is_not_used_where_others_read_along",),
    ),
    Mutant(
        "alerts are taken from anybody", "14", "bots/listening.py",
        '        if not well or scheme.lower() != "bearer" or not secret:\n',
        "        if not secret:\n",
        (f"{_ALERTS}::test_an_alert_is_taken_with_the_token_only",),
    ),
    Mutant(
        "an alert may be of any length", "-", "bots/request_bodies.py",
        "        if len(body) > most:\n            return None\n",
        "",
        (f"{_ALERTS}::test_a_body_that_hides_its_length_ends_all_the_same",),
    ),
    Mutant(
        "an alert that cannot be judged is shown all the same", "13", "bots/alerts_in.py",
        'Reply(say("alert_unjudged", language))',
        "Reply(group.text())",
        (f"{_ALERTS}::test_what_cannot_be_judged_is_said_without_its_text_and_mended_later",),
    ),
    Mutant(
        "an alert above the ceiling shows its name", "13", "bots/alerts_in.py",
        "    if hidden or held:  # its name may be in what was taken out\n",
        "    if held:\n",
        (f"{_ALERTS}::test_what_is_above_the_ceiling_shows_no_name",),
    ),
    Mutant(
        "an alert's words are markup where its runbook is withheld", "14", "bots/alerts_in.py",
        '    return ["\\\\\\n".join(map(plain, shown))] if shown else []\n',
        '    return ["\\\\\\n".join(shown)] if shown else []\n',
        (f"{_ALERTS}::test_law_13_what_stands_in_the_place_of_what_is_withheld",),
    ),
    Mutant(
        "nothing stands in the place of steps that are withheld", "-", "bots/alerts_in.py",
        "    return [found.steps] if only_steps else []\n",
        "    return []\n",
        (f"{_ALERTS}::test_law_13_what_stands_in_the_place_of_what_is_withheld",),
    ),
    Mutant(
        "an alert is posted whenever it is delivered", "-", "bots/alerts_in.py",
        "        if row is not None and row.digest == digest:\n",
        "        if False:\n",
        (f"{_ALERTS}::test_a_group_is_one_message_which_its_end_changes",),
    ),
    Mutant(
        "the bots' service may be anywhere", "6", "app/contract/reaching.py",
        'Rule("HUSH_SERVICE__PUBLIC_HOST", public_host)',
        'Rule("HUSH_SERVICE__PUBLIC_HOST", True)',
        (f"{_CLIENT}::test_what_is_no_address_of_the_house_is_refused",),
    ),
    Mutant(
        "a digest is told at every look", "-", "bots/digests.py",
        '            if row is None or row.state != "sent":\n',
        "            if True:\n",
        (f"{_DIGESTS}::test_a_week_is_told_once_over_restarts",),
    ),
    Mutant(
        "a digest's hour is that of summer", "-", "bots/digests.py",
        "    now = now.astimezone(UTC)  # which knows no summer time\n",
        "",
        (f"{_DIGESTS}::test_a_week_in_which_clocks_change_has_one",),
    ),
    Mutant(
        "an owner with two names gets two digests", "-", "bots/digests.py",
        "by_account = {_short(digest.account): digest",
        "by_account = {digest.account: digest",
        (f"{_DIGESTS}::test_an_owner_with_an_account_and_a_mail_gets_one",),
    ),
    Mutant(
        "nobody is told of owners who get no digest", "-", "bots/digests.py",
        "        if missing + found.nobody:\n",
        "        if False:\n",
        (f"{_DIGESTS}::test_a_mail_that_nobody_knows_is_looked_for_once_more_and_told_once",),
    ),
    Mutant(
        "a digest is made for the account without its e-mail", "12", "bots/digests.py",
        "asker = Asker(account, mail=mail)",
        "asker = Asker(account)",
        ("tests/flow/test_chat_digests.py::test_what_an_owner_reads_in_slack",),
    ),
    Mutant(
        "data in fixed words is markup", "14", "bots/replies.py",
        '    return _MARKUP.sub(r"\\\\\\1", " ".join(text.split()))\n',
        '    return " ".join(text.split())\n',
        (f"{_PARTS}::test_data_in_fixed_words_is_no_markup",),
    ),
    Mutant(
        "all who wait are told at once", "-", "bots/positions.py",
        "                await self._wait(_APART_SECONDS)\n", "",
        (f"{_QUEUE}::test_a_long_queue_is_told_one_after_the_other",),
    ),
    Mutant(
        "a digest that was never sent says that it may have come", "-", "bots/posting.py",
        "            if not maybe and not failed.uncertain:\n", "            if False:\n",
        (f"{_DIGESTS}::test_what_is_sent_later_is_marked_only_where_it_may_have_come",),
    ),
    Mutant(
        "a doubt about a digest is forgotten", "-", "bots/posting.py",
        "            if not maybe and not failed.uncertain:\n", "            if not failed.uncertain:\n",
        (f"{_DIGESTS}::test_a_doubt_outlasts_a_failure_that_is_none",),
    ),
    Mutant(
        "an owner who is an e-mail gets no digest where Slack was away", "-", "bots/digests.py",
        "        if waiting or later or (missing and not again):\n",
        "        if waiting or ((missing or later) and not again):\n",
        (f"{_DIGESTS}::test_owners_by_mail_wait_for_a_platform_that_is_away",),
    ),
)  # fmt: skip
