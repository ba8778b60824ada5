"""Mutants of limits, webhooks, what admins see, budgets of groups."""

from __future__ import annotations

from tests.mutants import Mutant

_LIMITING = "tests/unit/app/api/test_limiting.py"
_HOOKS = "tests/flow/test_service_hooks.py"
_SIGNATURES = "tests/unit/app/api/test_push_signatures.py"
_UPKEEP = "tests/flow/test_service_upkeep.py"
_PEOPLE = "tests/flow/test_service_people.py"
_OVER_HTTP = "tests/flow/test_service_limits.py"

LIMITS = (
    Mutant(
        "a request is counted for nobody", "-", "app/api/access.py",
        "    context(request).limiting.request(principal)\n",
        "",
        (f"{_OVER_HTTP}::test_too_many_requests_are_refused_in_the_shape_of_each_surface",),
    ),
    Mutant(
        "a bot's key is not counted as a whole", "-", "app/api/limiting.py",
        "    return ((USER, who.id), (KEY, key)) if acting else ((KEY, key),)\n",
        "    return ((USER, who.id),) if acting else ((KEY, key),)\n",
        (f"{_LIMITING}::test_requests_of_a_person_and_of_the_key_as_a_whole",),
    ),
    Mutant(
        "a slot is kept by whoever goes away", "-", "app/api/limiting.py",
        "                self._answers[name] -= 1\n",
        "                self._answers[name] -= 0\n",
        (f"{_OVER_HTTP}::test_a_slot_is_given_back_when_a_client_goes_away",),
    ),
    Mutant(
        "an answer whose client went away waits for the collector", "-", "app/api/event_stream.py",
        "        async with aclosing(self._events):\n            await",
        "        if True:\n            await",
        ("tests/unit/app/api/test_event_stream.py"
         "::test_who_goes_away_while_a_piece_is_written_closes_what_makes_it",),
    ),
    Mutant(
        "what ends an answer is cut off with it", "8", "app/models/ending.py",
        "    await asyncio.shield(ending)\n",
        "    await ending\n",
        ("tests/wire/test_cloud_trouble.py"
         "::test_who_goes_away_is_in_the_audit_however_often_they_are_cancelled",),
    ),
    Mutant(
        "answers cost no tokens", "-", "app/api/asking.py",
        "        context(request).limiting.spend(request.state.principal, read.tokens)\n",
        "",
        (f"{_OVER_HTTP}::test_tokens_that_are_used_up",),
    ),
    Mutant(
        "each address has a place of its own in memory", "-", "app/identity/tries.py",
        "        return str(int.from_bytes(digest.digest()) % _PLACES)\n",
        "        return address\n",
        (f"{_LIMITING}::test_failed_sign_ins_take_memory_of_a_fixed_size",),
    ),
    Mutant(
        "a push is believed whoever signed it", "12", "app/api/hooks.py",
        "    if not proof.holds() or name not in made.hooks.secrets:\n",
        "    if name not in made.hooks.secrets:\n",
        (f"{_HOOKS}::test_nobody_learns_which_sources_there_are",),
    ),
    Mutant(
        "a push may be sent again", "12", "app/api/hooks.py",
        "    if seen.again(name, (delivery.id, proof.body)):\n",
        "    if seen.again(name, (delivery.id,)):\n",
        (f"{_HOOKS}::test_a_push_makes_one_look",),
    ),
    Mutant(
        "a signed push may be as old as it likes", "12", "app/api/push_signatures.py",
        "        return signed and self._is_fresh()\n",
        "        return signed\n",
        (f"{_SIGNATURES}::test_a_signed_push_is_fresh",),
    ),
    Mutant(
        "a group's budget is charged to nobody", "2", "app/gate.py",
        '            budget=self.policy.budget.charged(question.access.groups) or "",\n',
        "",
        (f"{_UPKEEP}::test_the_budget_of_a_group_switches_its_people_to_local",),
    ),
    Mutant(
        "a group's budget is not asked for", "2", "app/allowance.py",
        "        group = budget.charged(groups)\n",
        "        group = None\n",
        ("tests/unit/app/test_allowance.py::test_budgets_of_groups",),
    ),
    Mutant(
        "an admin reads what they may not read", "12", "app/oversight.py",
        "not one.restricted and stand(", "not one.restricted or stand(",
        (f"{_PEOPLE}::test_what_rests_on_what_an_admin_may_not_read_is_not_shown",),
    ),
    Mutant(
        "an admin reads what was said after it", "12", "app/talks.py",
        "for one in question.before if one.source not in own",
        "for one in question.before if False",
        (f"{_PEOPLE}::test_nor_what_was_said_after_it",),
    ),
    Mutant(
        "nobody notes who reads whose conversation", "8", "app/oversight.py",
        '        self._audit.overseen("looked", admin.id, who, name)\n',
        "",
        (f"{_PEOPLE}::test_an_admin_lists_reads_and_deletes",),
    ),
    Mutant(
        "a picture's address stays where a document has it", "14", "app/grounding.py",
        " and not leads_out(token.rest)\n",
        "\n",
        ("tests/unit/app/test_shown_safely.py::test_a_definition_never_stays",),
    ),
    Mutant(
        "a tag with an address stays where a document has it", "14", "app/grounding.py",
        "held = not (token.always or leads_out(tag)) and self._held(tag)",
        "held = not token.always and self._held(tag)",
        ("tests/unit/app/test_shown_safely.py::test_a_tag_with_an_address_never_stays",),
    ),
    Mutant(
        "an answer may recite the prompt", "14", "app/grounding.py",
        "self._lexer.feed(self._recited.feed(piece))",
        "self._lexer.feed(piece)",
        ("tests/flow/test_injected.py::test_nothing_is_drawn_or_followed_in_text",),
    ),
)  # fmt: skip
