"""Mutants of the way into chats (law 13): judging at one place, sources, words, credentials, blocks."""

from __future__ import annotations

from tests.mutants import Mutant

_FLOW = "tests/flow/test_chat_exit.py"
_UNIT = "tests/unit/app/test_chat_exit.py"

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
        "    return any(name in _ALARMS for view in views(text) for name in ringing(view))\n",
        "    return any(name in () for view in views(text) for name in ringing(view))\n",
        (f"{_UNIT}::test_law_13_lines_with_a_credential_are_cut",),
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
)  # fmt: skip
