"""Mutants of what stands between askers and models: the queue, the breakers."""

from __future__ import annotations

from tests.mutants import Mutant

_FLOW = "tests/flow/test_upstream.py"
_QUEUE = "tests/unit/app/test_queueing.py"
_BREAKER = "tests/unit/app/test_breaker.py"
_TRACES = "tests/flow/test_traces.py"

UPSTREAM = (
    Mutant(
        "more than so many at the local model", "3", "app/queueing.py",
        "        while self._waiting and len(self._running) < self.limits.at_once:\n",
        "        while self._waiting and len(self._running) <= self.limits.at_once:\n",
        (f"{_QUEUE}::test_turns_and_positions_whatever_happens",),
    ),
    Mutant(
        "one asker has every turn", "3", "app/queueing.py",
        "                self._waiting.move_to_end(who)\n",
        "                pass\n",
        (f"{_QUEUE}::test_nobody_starves", f"{_QUEUE}::test_one_of_each_after_the_other"),
    ),
    Mutant(
        "a place that was left is lost", "3", "app/queueing.py",
        "        else:\n            return\n        self._advance()\n",
        "        else:\n            return\n",
        (f"{_QUEUE}::test_a_place_that_is_cancelled_is_given_to_the_next_one_at_once",),
    ),
    Mutant(
        "one asker may fill the queue", "3", "app/queueing.py",
        "        if own >= self.limits.per_user:\n",
        "        if False:\n",
        (f"{_QUEUE}::test_limits", f"{_FLOW}::test_one_may_have_so_many_questions_there_and_no_more"),
    ),
    Mutant(
        "everybody tries a model that rests", "3", "app/breaker.py",
        "        if self._trying or self._clock() < self._until:\n",
        "        if self._clock() < self._until:\n",
        (f"{_BREAKER}::test_one_question_alone_tries_it_again",),
    ),
    Mutant(
        "a refused key is tried for ever", "3", "app/breaker.py",
        "_FOR_EVERYBODY = frozenset({401, 403, 404, 429})",
        "_FOR_EVERYBODY = frozenset({404, 429})",
        (f"{_BREAKER}::test_what_counts",),
    ),
    Mutant(
        "a cloud model that rests is asked", "3", "app/answering.py",
        "    if cloud is None or attempt is None:\n",
        "    attempt = attempt or desk.breakers.local.enter()\n    if cloud is None or attempt is None:\n",
        (f"{_FLOW}::test_a_cloud_model_that_fails_rests_and_the_route_says_so",),
    ),
    Mutant(
        "spans name their source", "8", "app/observing.py",
        '                self._end({"hush.passages": len(passages)})\n',
        '                self._end({"hush.passages": str(passages)})\n',
        (f"{_TRACES}::test_an_answer_of_the_cloud",),
    ),
    Mutant(
        "spans name who asked", "8", "app/observing.py",
        '{"hush.answer.id": question.id}',
        '{"hush.answer.id": question.id, "user.id": question.who}',
        (f"{_TRACES}::test_an_answer_of_the_cloud",),
    ),
    Mutant(
        "spans go anywhere", "6", "app/tracing.py",
        'Rule("HUSH_TRACES__PUBLIC_HOST", chosen.public_host)',
        'Rule("HUSH_TRACES__PUBLIC_HOST", True)',
        (f"{_TRACES}::test_a_collector_that_is_away_or_not_in_the_house",),
    ),
    Mutant(
        "spans hear OpenTelemetry's variables", "6", "app/tracing.py",
        'Resource({"service.name": "hush", "service.version": version("hush")})',
        'Resource.create({"service.version": version("hush")})',
        (f"{_TRACES}::test_variables_of_opentelemetry_switch_nothing_on_and_lead_nowhere_else",),
    ),
    Mutant(
        "OpenTelemetry's variables stay", "6", "app/telemetry.py",
        '    for name in [name for name in os.environ if name.startswith("OTEL_")]:\n        del os.environ[name]\n',
        "",
        (f"{_TRACES}::test_none_of_opentelemetrys_own_variables_are_left",),
    ),
)  # fmt: skip
