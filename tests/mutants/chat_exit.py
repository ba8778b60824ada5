"""Mutants of the way into chats (law 13): judging at one place, sources, words, credentials, blocks."""

from __future__ import annotations

from tests.mutants import Mutant

_FLOW = "tests/flow/test_chat_exit.py"
_UNIT = "tests/unit/app/test_chat_exit.py"
_CHAT = "tests/flow/test_chat.py"
_REINDEX = "tests/flow/test_chat_reindex.py"
_LEFT = "tests/flow/test_chat_left.py"
_DIGESTS = "tests/flow/test_chat_digests.py"

CHAT_EXIT = (
    Mutant(
        "what a bot gets is not judged", "13", "app/api/chat_exit.py",
        "        return given if chat is None else cast(R, await chat.shown(cast(Sayable, given)))\n",
        "        return given\n",
        (f"{_FLOW}::test_law_13_search_passages_and_explain",),
    ),
    Mutant(
        "an answer grows in a chat as it does elsewhere", "13", "app/api/asking.py",
        "                for name, wire in said if releasing is None else await releasing.of(piece, said):\n",
        "                for name, wire in said:\n",
        (f"{_FLOW}::test_law_13_an_answer_above_the_ceiling_is_withheld",),
    ),
    Mutant(
        "an address that did not choose answers a bot", "13", "app/api/access.py",
        "    require_marked(principal, request)\n", "",
        (f"{_FLOW}::test_law_13_a_route_without_a_mark_gives_a_bot_nothing",),
    ),
    Mutant(
        "words go out before they are judged", "13", "app/api/releasing.py",
        "        if self._held or end <= self._tried:\n            return []\n",
        '        if end <= self._tried:\n            return [("token", Token(text=more))]\n',
        (f"{_FLOW}::test_law_13_a_credential_is_cut_from_stream_and_answer",),
    ),
    Mutant(
        "a chat is told which documents decided", "13", "app/api/releasing.py",
        "        return any(source in words for source in self._hidden)\n",
        "        return False\n",
        (f"{_FLOW}::test_law_13_an_answer_above_the_ceiling_is_withheld",),
    ),
    Mutant(
        "what was withheld goes along as history", "13", "app/talks.py",
        "        return [one for one in standing if all(now[s.source] <= most for s in one.sources)]\n",
        "        return [one for one in standing if most is not None]\n",
        (f"{_FLOW}::test_law_13_what_was_withheld_is_no_history_of_the_chat",),
    ),
    Mutant(
        "sources do not count", "13", "app/chat_exit.py",
        "        if not self.allowed(chat.platform, sources) >= set(sources):\n",
        "        if not sources and self.page is None:\n",
        (f"{_UNIT}::test_law_13_sources_above_the_ceiling_withhold_the_whole",),
    ),
    Mutant(
        "words do not count", "13", "app/chat_exit.py",
        "            within = self._level(verdict) <= self.ceiling(chat.platform)\n",
        "            within = verdict is not None\n",
        (f"{_UNIT}::test_law_13_the_words_count_as_well_as_the_sources",),
    ),
    Mutant(
        "an unsure classifier counts for nothing", "13", "app/chat_exit.py",
        "        doubt = Sensitivity.CONFIDENTIAL if verdict.unsure else Sensitivity.PUBLIC\n",
        "        doubt = Sensitivity.PUBLIC\n",
        (f"{_UNIT}::test_law_13_an_unsure_classifier_counts_as_above_internal",),
    ),
    Mutant(
        "a detector that fails counts for little", "13", "app/chat_exit.py",
        "            return STRICTEST\n", "            return Sensitivity.CONFIDENTIAL\n",
        (f"{_UNIT}::test_law_13_a_detector_that_breaks_withholds_the_whole_everywhere",),
    ),
    Mutant(
        "what the detectors find of credentials is shown", "13",
        "app/confidentiality/credential_lines.py",
        "    bad = set(_of_findings(lines, found))\n", "    bad = set[int]()\n",
        (f"{_UNIT}::test_law_13_what_only_a_detector_finds_is_cut_as_well",),
    ),
    Mutant(
        "the guard's alarm for credentials is not heard", "13",
        "app/confidentiality/credential_lines.py",
        "any(name in CREDENTIAL_ALARMS for view in views(text) for name in ringing(view))",
        "any(name in () for view in views(text) for name in ringing(view))",
        (f"{_UNIT}::test_law_13_what_only_the_guards_alarm_hears_is_cut_as_well",),
    ),
    Mutant(
        "what is left after the cut is not judged", "13", "app/chat_exit.py",
        "        if _holds_credential(verdict) or rings(shown):\n",
        "        if shown is None:\n",
        (f"{_UNIT}::test_law_13_what_is_still_there_after_the_cut_withholds_the_whole",),
    ),
    Mutant(
        "a policy may raise a ceiling", "13", "app/confidentiality/policy.py",
        "            if level > (most := CEILINGS.get(platform, Sensitivity.PUBLIC)):\n",
        "            if level < (most := CEILINGS.get(platform, Sensitivity.PUBLIC)) and level > most:\n",
        ("tests/unit/app/test_policy.py::test_law_13_a_ceiling_is_lowered_and_never_raised",),
    ),
    Mutant(
        "whatever somebody was answered is shared", "12", "app/api/chat.py",
        "    if kept.restricted or not kept.text or not stand(kept.sources, now):\n",
        "    if kept.restricted or not kept.text or now is None:\n",
        (
            f"{_CHAT}::test_law_12_what_is_not_for_the_channel_is_not_shared",
            f"{_CHAT}::test_law_12_what_rests_on_such_a_turn_is_not_shared_either",
        ),
    ),
    Mutant(
        "what rests on a private turn is shared", "12", "app/api/chat.py",
        "    rested = {one.source for one in kept.sources}\n"
        "    return await asyncio.to_thread(made.exit.store.levels, rested, asker.access)\n",
        "    rested = {one.source for one in kept.sources}\n"
        "    return await asyncio.to_thread(made.exit.store.levels, rested, asker.private_access)\n",
        (f"{_CHAT}::test_law_12_what_is_not_for_the_channel_is_not_shared",),
    ),
    Mutant(
        "an alert is shown as it came", "13", "app/api/chat.py",
        "        shown=shown.text,\n        runbook=runbook[0] if runbook else None,\n",
        "        shown=body.text,\n        runbook=runbook[0] if runbook else None,\n",
        (f"{_CHAT}::test_law_13_an_alert_shows_no_credential_and_no_runbook_above_the_ceiling",),
    ),
    Mutant(
        "steps of any runbook are shown", "13", "app/api/chat.py",
        "        steps=steps.text,\n", "        steps=found.steps,\n",
        (f"{_CHAT}::test_law_13_an_alert_shows_no_credential_and_no_runbook_above_the_ceiling",),
    ),
    Mutant(
        "a runbook is found whoever asks", "12", "app/chat_alert.py",
        "            for source in sorted(self.store.documents(access, url=address)):\n"
        "                return self.store.read(source, access)\n",
        "            for source in sorted(self.store.documents(Access.owner(), url=address)):\n"
        "                return self.store.read(source, Access.owner())\n",
        (f"{_CHAT}::test_the_runbook_of_an_alert",),
    ),
    Mutant(
        "everybody in a chat has sources looked at again", "-", "app/api/ingesting.py",
        "    return any(chat.owns(one.owner) for one in listed.values() if "
        'one.source.startswith(f"{name}:"))\n',
        '    return any(one.source.startswith(f"{name}:") for one in listed.values())\n',
        (f"{_CHAT}::test_owners_and_admins_have_a_source_looked_at_again",),
    ),
    Mutant(
        "an owner is told of what others may read", "12", "app/chat_digests.py",
        "            if all(source.source in may for source in one.sources)\n",
        "            if may is not None\n",
        (f"{_CHAT}::test_digests_of_owners",),
    ),
    Mutant(
        "a report counts documents that are for others", "12", "app/api/reindexed.py",
        "listed = exit.store.documents(asker.access).items()",
        "listed = exit.store.documents(Principal.owner().access).items()",
        (f"{_REINDEX}::test_law_12_a_report_is_of_what_one_may_read",),
    ),
    Mutant(
        "how many documents a source has shows in the progress", "12", "app/api/reindexed.py",
        "    if progress.report is None:\n",
        "    if progress.report is None:\n        return progress\n",
        (f"{_REINDEX}::test_law_12_how_far_a_run_is_says_nothing_of_how_many_there_are",),
    ),
    Mutant(
        "a report names failures of documents that are for others", "12", "app/api/reindexed.py",
        'if isinstance(one, dict) and one.get("source") in known]',
        "if isinstance(one, dict) and known is not None]",
        (f"{_REINDEX}::test_law_12_a_report_is_of_what_one_may_read",),
    ),
    Mutant(
        "what was seen in private is compared in a channel", "12", "app/api/ingesting.py",
        '    return f"{asker.id} {asker.place}"\n',
        "    return asker.id\n",
        (f"{_REINDEX}::test_a_run_is_followed_where_it_was_begun",),
    ),
    Mutant(
        "what left is told of documents that are for others now", "12", "app/api/chat.py",
        "    if not stand(kept.sources, await _levels(made, kept, asker)):\n"
        "        return made.exit.withheld",
        "    if False:\n        return made.exit.withheld",
        (f"{_LEFT}::test_law_12_what_left_is_not_told_once_a_document_is_for_others_or_stricter",),
    ),
    Mutant(
        "what left is told in any place", "13", "app/api/chat.py",
        "made.records.conversations.answered, body.answer, asker.talks)",
        "made.records.conversations.answered, body.answer, asker.id)",
        (f"{_LEFT}::test_what_left_is_given_to_whom_the_answer_was_given",),
    ),
    Mutant(
        "an owner's digest is of documents that they may not read", "12", "app/chat_digests.py",
        "for source, one in self.store.documents(account.access).items()",
        "for source, one in self.store.documents(Access.owner()).items()",
        (f"{_DIGESTS}::test_what_an_owner_reads_in_slack",),
    ),
    Mutant(
        "a bot is told of owners of documents that its key may not read", "12",
        "app/api/chat_digests.py",
        "all_labels, asker.access, platform)",
        "all_labels, Principal.owner().access, platform)",
        (f"{_DIGESTS}::test_law_12_mails_are_told_of_documents_that_the_key_may_read",),
    ),
    Mutant(
        "a digest says what is above the platform's ceiling", "13", "app/chat_digests.py",
        "and one.sensitivity <= most and self._plain(source, chat)",
        "and self._plain(source, chat)",
        (f"{_DIGESTS}::test_in_telegram_an_owner_is_who_was_paired_under_the_mail",),
    ),
    Mutant(
        "a digest quotes questions as they are", "13", "app/chat_digests.py",
        "if len(found) < _MOST and not self.exit.judge(question, (), chat).withheld:",
        "if len(found) < _MOST:",
        (f"{_DIGESTS}::test_what_an_owner_reads_in_slack",),
    ),
)  # fmt: skip
