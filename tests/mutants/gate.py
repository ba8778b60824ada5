"""Mutants of the decision: verdict, route, sanitiser, the deadline, the prompt."""

from __future__ import annotations

from tests.mutants import Mutant

_VERDICT = "app/confidentiality/verdict.py"
_EXAMINING = "app/confidentiality/examining.py"
_ROUTE = "app/confidentiality/route.py"
_POLICY = "app/confidentiality/policy.py"
_SANITIZE = "app/confidentiality/sanitize.py"
_UNIT = "tests/unit/app"
_FAULTS = "tests/flow/test_faults.py::test_nothing_leaves"

GATE = (
    Mutant(
        "a label is no floor", "2", _VERDICT,
        "    levels = [part.label for part in parts]\n",
        "    levels = [Sensitivity.PUBLIC]\n",
        (f"{_UNIT}/test_verdict.py",),
    ),
    Mutant(
        "a finding that stays raises no level", "2", _VERDICT,
        "    levels += [_level(finding, raises) for finding in found]\n", "",
        (f"{_UNIT}/test_verdict.py",),
    ),
    Mutant(
        "a dictionary's level does not raise", "2", _VERDICT,
        "    return max(Sensitivity.CONFIDENTIAL, raises.get(finding.kind, Sensitivity.PUBLIC))",
        "    return Sensitivity.CONFIDENTIAL",
        (f"{_UNIT}/test_verdict.py",),
    ),
    Mutant(
        "the heading is not read", "1", _VERDICT,
        "                found[part.heading],\n",
        "                Examined((), ()),\n",
        (f"{_UNIT}/test_verdict.py",),
    ),
    Mutant(
        "what other detectors found is remembered", "3", "app/confidentiality/remembered.py",
        "        return digest, *map(id, detectors)\n",
        "        return (digest,)\n",
        (f"{_UNIT}/test_remembered.py::test_another_dictionary_never_gets_an_old_reading",),
    ),
    Mutant(
        "what a detector was unsure of is remembered", "3", "app/confidentiality/remembered.py",
        "if kept is None and not examined.unsure:", "if kept is None:",
        (f"{_UNIT}/test_remembered.py::test_a_failure_is_not_remembered",),
    ),
    Mutant(
        "a detector that fails is nobody's business", "3", _EXAMINING,
        "            unsure.append(detector.name)\n            continue\n",
        "            continue\n",
        (f"{_UNIT}/test_verdict.py",),
    ),
    Mutant(
        "a detector that is late is as good as any", "3", _EXAMINING,
        "if clock() - began > patience or not all(",
        "if not all(",
        (f"{_UNIT}/test_verdict.py",),
    ),
    Mutant(
        "the classifier's failure is forgotten", "3", _VERDICT,
        "        return _Opinion(unsure=(judge.name,))\n",
        "        return _Opinion()\n",
        (f"{_FAULTS}[the classifier raises]",),
    ),
    Mutant(
        "an unsure classifier is a sure one", "3", _VERDICT,
        "unsure = whole.unsure or any(estimate.unsure for estimate in estimates)",
        "unsure = False",
        (f"{_FAULTS}[the classifier is unsure]",),
    ),
    Mutant(
        "where findings overlap the looser action stays", "2", "app/confidentiality/merging.py",
        "        -STRICTNESS[finding.action],\n",
        "        STRICTNESS[finding.action],\n",
        (f"{_UNIT}/test_verdict.py",),
    ),
    Mutant(
        "an unsure verdict may leave", "3", _ROUTE,
        "    if verdict.unsure:\n",
        "    if False:\n",
        (f"{_UNIT}/test_route.py",),
    ),
    Mutant(
        "CONFIDENTIAL may leave", "2", _ROUTE,
        "verdict.sensitivity > min(policy.highest, CEILING)",
        "verdict.sensitivity > Sensitivity.RESTRICTED",
        (f"{_UNIT}/test_route.py",),
    ),
    Mutant(
        "a policy may be looser than the laws", "2", _POLICY,
        "        if self.highest is not None and self.highest > CEILING:\n",
        "        if False:\n",
        (f"{_UNIT}/test_route.py",),
    ),
    Mutant(
        "a policy may loosen an action", "2", _POLICY,
        "max(action, wanted, key=STRICTNESS.__getitem__)",
        "wanted",
        (f"{_UNIT}/test_route.py",),
    ),
    Mutant(
        "a kind's floor may be loosened", "2", _POLICY,
        "            if STRICTNESS[action] < STRICTNESS[floor]:\n",
        "            if False:\n",
        (f"{_UNIT}/test_policy.py",),
    ),
    Mutant(
        "nobody asks whether the policy wants the cloud now", "2", "app/gate.py",
        "        if isinstance(route, Cloud) and (stays := self.allowed(prompt, route.prompt, groups)):\n",
        "        if isinstance(route, Cloud) and (stays := None):\n",
        ("tests/flow/test_safeguards.py::test_a_policy_that_does_not_want_the_cloud_now_keeps_it_inside",),
    ),
    Mutant(
        "a sanitiser that fails is passed by", "3", _ROUTE,
        "        return Local(Reason(ReasonCode.FAILED))\n",
        "        raise\n",
        (f"{_UNIT}/test_route.py",),
    ),
    Mutant(
        "no second assessment", "5", _SANITIZE,
        "            self.kinds.add(finding.kind)\n",
        "            continue\n",
        (f"{_UNIT}/test_sanitize.py::test_what_the_first_reading_missed_is_found_in_the_exact_result",),
    ),
    Mutant(
        "only what is new is assessed again", "5", _SANITIZE,
        "        (result.user, whole),\n",
        "",
        (f"{_UNIT}/test_settling.py::test_a_forged_digest_hides_nothing_from_the_others",),
    ),
    Mutant(
        "a second assessment that is unsure is enough", "3", _SANITIZE,
        "        if examined.unsure:\n            return {}, Reason",
        "        if False:\n            return {}, Reason",
        (f"{_UNIT}/test_sanitize.py::test_a_detector_that_fails_at_the_second_reading_is_refused",),
    ),
    Mutant(
        "the sanitiser takes what it is given", "2", _SANITIZE,
        "    level = max([verdict.sensitivity, *(part.label for part in parts)])\n",
        "    level = verdict.sensitivity\n",
        (f"{_UNIT}/test_sanitize.py::test_a_confidential_label_is_refused_even_where_the_verdict_lies",),
    ),
    Mutant(
        "a credential is masked and goes out", "10", _SANITIZE,
        "    if local:\n        return Reason(ReasonCode.FINDING, tuple(local), level)\n",
        "",
        (f"{_UNIT}/test_sanitize.py::test_credentials_make_it_local",),
    ),
    Mutant(
        "anybody makes a Sanitized", "5", _SANITIZE,
        "        if seal is not _SEAL:\n",
        "        if False:\n",
        (f"{_UNIT}/test_sanitize.py::test_nobody_else_makes_one",),
    ),
    Mutant(
        "nobody waits with a deadline", "3", "app/gate.py",
        "answers.get(timeout=patience)",
        "answers.get(timeout=300)",
        (f"{_FAULTS}[a detector hangs]",),
    ),
    Mutant(
        "the rehearsal is not asked", "5", "app/gate.py",
        "(held := foreseen.late or self._held(route.prompt))",
        "(held := foreseen.late)",
        ("tests/flow/test_answering.py::test_nothing_leaves_and_the_answer_is_local",),
    ),
    Mutant(
        "a guard that had no time is asked again", "3", "app/gate.py",
        "(held := foreseen.late or self._held(route.prompt))",
        "(held := self._held(route.prompt))",
        (f"{_UNIT}/test_gate_whole.py"
         "::test_law_3_a_guard_that_had_no_time_is_not_asked_again_and_nothing_leaves",),
    ),
    Mutant(
        "a rehearsal that fails lets it out", "3", "app/gate.py",
        "            return Reason(ReasonCode.FAILED)\n",
        "            return None\n",
        (f"{_UNIT}/test_gate_whole.py::test_a_rehearsal_that_fails_means_local",),
    ),
    Mutant(
        "earlier turns are not judged", "7", "app/prompt.py",
        '                Part("history", text, turn.sensitivity)\n',
        '                Part("history", "", Sensitivity.PUBLIC)\n',
        (f"{_UNIT}/test_prompt.py",),
    ),
    Mutant(
        "earlier turns leave no level", "7", "app/prompt.py",
        '                Part("history", text, turn.sensitivity)\n',
        '                Part("history", text, Sensitivity.PUBLIC)\n',
        ("tests/flow/test_conversation.py::test_law_7_a_confidential_turn_keeps_the_conversation_inside",),
    ),
    Mutant(
        "findings of other detectors are used again", "11", "app/prompt.py",
        "        known=chunk.known if same and detector_version else None,\n",
        "        known=chunk.known,\n",
        (f"{_UNIT}/test_prompt.py",),
    ),
    Mutant(
        "passages are not marked as data", "14", "app/prompt.py",
        '    return _OWN_MARK.sub("\\u2039", text)',
        "    return text",
        (f"{_UNIT}/test_prompt.py",),
    ),
)  # fmt: skip
