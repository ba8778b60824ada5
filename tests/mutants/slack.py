"""Mutants of Slack: exactly one answer, nothing live, nobody's rights but their own, nothing early."""

from __future__ import annotations

from tests.mutants import Mutant

_ASKING = "tests/unit/bots/test_slack_asking.py"
_ANSWERING = "tests/unit/bots/test_slack_answering.py"
_AROUND = "tests/unit/bots/test_slack_around.py"
_RENDER = "tests/unit/bots/test_slack_render.py"
_FAULTS = "tests/unit/bots/test_slack_faults.py"
_CONNECTION = "tests/unit/bots/test_slack_connection.py"

SLACK = (
    Mutant(
        "a channel that is being shared is taken for what it was", "12", "bots/slack/people.py",
        "        if news == self._news:\n", "        if True:\n",
        (f"{_CONNECTION}::test_a_channel_that_is_shared_while_slack_answers_is_asked_for_anew",),
    ),
    Mutant(
        "whoever asks once a channel is shared waits for what was asked before", "12", "bots/slack/people.py",
        'f"{self._news} {method} ', 'f"{method} ',
        (f"{_CONNECTION}::test_a_channel_that_is_shared_while_slack_answers_is_asked_for_anew",),
    ),
    Mutant(
        "whoever asks in an archived channel hears nothing", "-", "bots/slack/surface.py",
        "failure.code in _NOT_THERE | CLOSED:", "failure.code in _NOT_THERE:",
        (f"{_FAULTS}::test_whoever_asked_in_a_closed_place_learns_it_in_private",),
    ),
    Mutant(
        "a bot that may not read a thread answers nobody", "-", "bots/slack/posts.py",
        "            if failure.code not in OF_THE_BOT:\n                raise\n            return False\n",
        "            raise\n",
        (f"{_FAULTS}::test_a_bot_that_may_not_read_threads_answers_all_the_same",),
    ),
    Mutant(
        "a refusal is tried every five seconds for a day", "-", "bots/slack/failures.py",
        "SendFailed(self.code, self.retry_after,", "SendFailed(self.code, self.retry_after or 5.0,",
        (f"{_FAULTS}::test_what_slack_will_never_take_is_tried_less_and_less",),
    ),
    Mutant(
        "Slack hears that a message was taken before it is stored", "chat", "bots/slack/platform.py",
        "            process_before_response=True,\n",
        "            process_before_response=False,\n",
        (f"{_ASKING}::test_it_is_acknowledged_after_it_is_stored",),
    ),
    Mutant(
        "a post whose reply was lost is made again at once", "chat", "bots/slack/posts.py",
        "                if ts := await self._there(spot, marked, failure):\n",
        "                if ts := '':\n",
        (f"{_ANSWERING}::test_a_lost_reply_is_looked_for",),
    ),
    Mutant(
        "the library repeats posts", "chat", "bots/slack/wire.py",
        "            retry_handlers=[],\n",
        "",
        (f"{_ANSWERING}::test_a_lost_reply_is_looked_for",),
    ),
    Mutant(
        "an end that failed is tried again without a look", "chat", "bots/slack/surface.py",
        "                if await self._posts.settled_where_readable(spot, self._message.key):\n                    return\n",
        "                if False:\n                    return\n",
        (f"{_ANSWERING}::test_where_nobody_knows_the_inbox_is_told_and_the_next_try_looks_first",),
    ),
    Mutant(
        "half answers of an earlier life stay", "chat", "bots/slack/posts.py",
        "            await self._remove(spot, [*marked, *left])\n",
        "",
        (
            f"{_ANSWERING}::test_what_an_earlier_life_left_is_taken_away",
            f"{_ANSWERING}::test_half_of_a_long_answer_is_taken_away",
        ),
    ),
    Mutant(
        "any part of an answer counts as its end", "chat", "bots/slack/posts.py",
        '            if any(seen.mark.get("state") == DONE for seen in marked):\n',
        "            if marked:\n",
        (f"{_ANSWERING}::test_half_of_a_long_answer_is_taken_away",),
    ),
    Mutant(
        "Retry-After is not kept", "chat", "bots/slack/calls.py",
        "                self.pace.hold(method, channel, failure.retry_after)\n",
        "                pass\n",
        (f"{_ANSWERING}::test_a_short_retry_after_is_waited_for_a_long_one_is_told",),
    ),
    Mutant(
        "guests have the rights of their e-mail", "12", "bots/slack/people.py",
        "    full = home == team and not guest and ",
        "    full = home == team and ",
        (f"{_ASKING}::test_guests_and_strangers_have_no_mail",),
    ),
    Mutant(
        "people of other companies have the rights of their e-mail", "12", "bots/slack/people.py",
        "    full = home == team and not guest and ",
        "    full = not guest and ",
        (f"{_ASKING}::test_guests_and_strangers_have_no_mail",),
    ),
    Mutant(
        "an e-mail that nobody confirmed counts", "12", "bots/slack/people.py",
        '    full = home == team and not guest and user.get("is_email_confirmed") is True\n',
        "    full = home == team and not guest\n",
        (f"{_ASKING}::test_guests_and_strangers_have_no_mail",),
    ),
    Mutant(
        "a channel that Slack does not tell us about is the company's own", "12", "bots/slack/people.py",
        "return Channel(shared=True, said", "return Channel(shared=False, said",
        (f"{_ASKING}::test_what_slack_does_not_tell_counts_as_the_worse",),
    ),
    Mutant(
        "what only the asker may see is said to all", "12", "bots/slack/platform.py",
        "        kind = ThreadSurface if message.public else AskerSurface\n",
        "        kind = ThreadSurface\n",
        (f"{_ASKING}::test_a_command_is_answered_to_who_typed_it",),
    ),
    Mutant(
        "a whispered reply is said to all", "12", "bots/slack/surface.py",
        "        if reply.whisper and self._message.place is not None:\n",
        "        if False:\n",
        (f"{_ASKING}::test_presses_know_their_answer_and_thread",),
    ),
    Mutant(
        "links of documents are live", "14", "bots/slack/inline.py",
        '                self._url = self._allowed.get(str(token.attrs.get("href", "")))\n',
        '                self._url = str(token.attrs.get("href", ""))\n',
        (f"{_RENDER}::test_nothing_foreign_is_live",),
    ),
    Mutant(
        "addresses that stand bare are live", "14", "bots/slack/inline.py",
        "            self.add(address, code=True)\n",
        "            self.add(address)\n",
        (f"{_RENDER}::test_nothing_foreign_is_live",),
    ),
    Mutant(
        "links are unfurled", "14", "bots/slack/render.py",
        '        "unfurl_links": False,\n',
        '        "unfurl_links": True,\n',
        (f"{_ANSWERING}::test_a_lost_reply_is_looked_for",),
    ),
    Mutant(
        "a notification calls people", "14", "bots/slack/render.py",
        '    return _escaped(line) or "…"\n',
        '    return line or "…"\n',
        (f"{_RENDER}::test_words_are_no_commands",),
    ),
    Mutant(
        "the token follows a redirect", "6", "bots/slack/wire.py",
        "            trace.on_request_redirect.append(_refuse)\n",
        "",
        (f"{_AROUND}::test_redirects_are_refused_and_proxies_are_not_asked",),
    ),
    Mutant(
        "proxies of the environment are asked", "6", "bots/slack/wire.py",
        "        self.client.proxy = None\n",
        "",
        (f"{_AROUND}::test_redirects_are_refused_and_proxies_are_not_asked",),
    ),
    Mutant(
        "the token goes to whatever host an event names", "6", "bots/slack/wire.py",
        "        if not self.ours(url):\n            return None\n",
        "",
        (f"{_AROUND}::test_neither_the_token_nor_an_answer_goes_to_another_server",),
    ),
    Mutant(
        "answers go to whatever host a command names", "6", "bots/slack/wire.py",
        '        if not self.ours(url):\n            raise Failed("foreign_address")\n',
        "",
        (f"{_AROUND}::test_neither_the_token_nor_an_answer_goes_to_another_server",),
    ),
    Mutant(
        "the library's log lines keep their words", "8", "bots/slack/wire.py",
        "        logger.addFilter(_Wordless())\n",
        "        pass\n",
        (f"{_AROUND}::test_no_words_of_people_in_logs_or_reprs",),
    ),
    Mutant(
        "deliveries over HTTP are not verified", "chat", "bots/slack/platform.py",
        "            request_verification_enabled=not self._settings.socket_mode,\n",
        "            request_verification_enabled=False,\n",
        (f"{_AROUND}::test_forged_old_and_huge_deliveries_are_refused",),
    ),
    Mutant(
        "without a signing secret anybody may deliver", "chat", "bots/slack/platform.py",
        "        if self._settings.socket_mode or not self._settings.signing_secret.get_secret_value():\n",
        "        if self._settings.socket_mode:\n",
        (f"{_AROUND}::test_without_its_signing_secret_nothing_is_taken",),
    ),
    Mutant(
        "Markdown is given to Slack to read", "14", "bots/slack/growing.py",
        '        chunk: dict[str, object] = {"type": "blocks", "blocks": made}\n',
        '        chunk: dict[str, object] = {"type": "markdown_text", "text": str(made)}\n',
        (f"{_ANSWERING}::test_an_answer_grows_and_ends_in_one_message",),
    ),
)  # fmt: skip
