"""Mutants of Telegram: stored before confirmed, silent when told to wait, nothing live, for whom it is."""

from __future__ import annotations

from tests.mutants import Mutant

_IN, _OUT = "tests/wire/test_telegram_in.py", "tests/wire/test_telegram_out.py"
_HOOK, _TEXT = "tests/wire/test_telegram_hook.py", "tests/unit/bots/test_telegram_render.py"
_FOREIGN = f"{_TEXT}::test_nothing_foreign_is_live"

_FAULTS = "tests/wire/test_telegram_faults.py"

TELEGRAM = (
    Mutant(
        "a clock that is set back makes a bot silent for a day", "-", "bots/telegram/waiting.py",
        "        return min(max(0.0, until - self._now()), asked)\n",
        "        return max(0.0, until - self._now())\n",
        (f"{_HOOK}::test_the_next_life_waits_for_what_this_one_was_told",),
    ),
    Mutant(
        "a webhook of somebody else's stays", "-", "bots/telegram/platform.py",
        "                await self._unhook()\n", "                pass\n",
        (f"{_FAULTS}::test_a_webhook_that_somebody_sets_is_taken_away",),
    ),
    Mutant(
        "a message's number counts in another chat", "-", "bots/telegram/sending.py",
        "            if place != chat:", "            if False:",
        (f"{_FAULTS}::test_in_a_group_that_has_moved_no_number_of_the_old_one_counts",),
    ),
    Mutant(
        "whoever asks in a closed topic hears nothing", "-", "bots/telegram/surface.py",
        "            if failed.for_good:\n                await self._say_where(reply)\n", "",
        (f"{_FAULTS}::test_whoever_asked_where_the_bot_may_not_write_learns_it_in_private",),
    ),
    Mutant(
        "what was never sent is marked as sent", "-", "bots/telegram/wire.py",
        ', "UnsupportedProtocol", "RuntimeError")', ', "UnsupportedProtocol")',
        (f"{_FAULTS}::test_what_could_not_be_sent_because_the_platform_starts_again_was_not_sent",),
    ),
    Mutant(
        "an update is confirmed before it is stored", "13", "bots/telegram/platform.py",
        "                    await self._take(update, accept)\n                    offset = max(offset, update.update_id + 1)\n",
        "                    offset = max(offset, update.update_id + 1)\n                    await self._take(update, accept)\n",
        (f"{_IN}::test_an_update_is_confirmed_after_it_was_stored",),
    ),
    Mutant(
        "Telegram's links lead anywhere", "14", "bots/telegram/render.py",
        '(kind != "text_link" or url in links) and start < len(text)', "start < len(text)", (_FOREIGN,),
    ),
    Mutant(
        "bare addresses are live in Telegram", "14", "bots/telegram/render.py",
        '        else:\n            yield Mark("code", start, end)\n', "", (_FOREIGN,),
    ),
    Mutant(
        "Telegram unfurls links", "14", "bots/telegram/sending.py",
        "                part.text,\n                entities=entities(part),\n                link_preview_options=_NO_PREVIEW,\n                message_thread_id=topic,\n",
        "                part.text,\n                entities=entities(part),\n                message_thread_id=topic,\n",
        (f"{_OUT}::test_a_private_answer_grows_as_a_draft_and_ends_as_one_message",),
    ),
    Mutant(
        "nobody waits when Telegram asks for it", "13", "bots/telegram/sending.py",
        "                    self.pace.hold(failed.seconds)\n", "                    pass\n",
        (f"{_OUT}::test_nothing_is_sent_before_retry_after",),
    ),
    Mutant(
        "the next life does not know what it is to wait for", "13", "bots/telegram/pace.py",
        "            self._waiting.keep(self.held())\n", "            pass\n",
        (f"{_HOOK}::test_the_next_life_waits_for_what_this_one_was_told",),
    ),
    Mutant(
        "a message that may have come before has no mark", "13", "bots/telegram/surface.py",
        "            part = shown.repeated(part, reply.language)\n", "            pass\n",
        (f"{_OUT}::test_a_reply_whose_fate_is_unknown_comes_again_with_a_mark",),
    ),
    Mutant(
        "what is for the asker alone stands in the group", "12", "bots/telegram/surface.py",
        "            await self._aside(reply)\n            return\n", "            pass\n",
        (f"{_OUT}::test_what_left_is_shown_to_whoever_pressed_alone",),
    ),
    Mutant(
        "anybody shares into a group", "12", "bots/telegram/handlers.py",
        "        if member.status in _OUTSIDE or not getattr(member, \"is_member\", True):\n            return None\n", "",
        (f"{_OUT}::test_a_private_answer_is_shared_in_its_group_by_a_member",),
    ),
    Mutant(
        "a press is whatever a client sends", "12", "bots/telegram/handlers.py",
        "        if name not in BUTTONS or query.message is None:\n", "        if query.message is None:\n",
        (f"{_IN}::test_a_press_is_ended_and_taken_as_what_we_gave_out",),
    ),
    Mutant(
        "the webhook takes updates from anybody", "13", "bots/telegram/webhook.py",
        "        if not hmac.compare_digest(given.encode(), secret.encode()):\n", "        if secret is None:\n",
        (f"{_HOOK}::test_without_the_secret_nothing_is_read",),
    ),
    Mutant(
        "the library logs texts and the token", "8", "bots/telegram/wire.py",
        "        logging.getLogger(name).setLevel(_SILENT)\n", "        pass\n",
        (f"{_IN}::test_a_wrong_token_ends_it_and_stands_nowhere",),
    ),
)  # fmt: skip
