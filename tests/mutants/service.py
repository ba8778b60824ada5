"""Mutants of the service: access to passages, law 7 over HTTP, the owner's door, what is for admins."""

from __future__ import annotations

from tests.mutants import Mutant

_SERVICE = "tests/flow/test_service.py"
_KEPT = "tests/flow/test_service_kept.py"
_CLIENTS = "tests/flow/test_clients.py"
_ATTACKS = "tests/flow/test_service_attacks.py"

SERVICE = (
    Mutant(
        "a passage is read by its id whoever asks", "12", "index/listing.py",
        "self._scroll(schema.also_readable(Ids(wanted), access), None, vectors=False)",
        "self._scroll(Where((Ids(wanted),)), None, vectors=False)",
        (f"{_SERVICE}::test_search_and_passages_are_those_one_may_read",),
    ),
    Mutant(
        "an answer that nobody waited for is the next request's", "12", "index/store_process.py",
        "            pipe.close()  # else",
        "            pass  # else",
        (
            "tests/unit/index/test_edge_process.py"
            "::test_an_answer_that_nobody_waits_for_is_not_the_next_request_s",
        ),
    ),
    Mutant(
        "the lock of a folder that was put elsewhere is this one's", "-", "index/ownership.py",
        "            if _is_in(folder, descriptor):\n", "            if True:\n",
        (
            "tests/unit/index/test_ownership.py"
            "::test_a_folder_that_was_put_elsewhere_meanwhile_is_not_the_one",
        ),
    ),
    Mutant(
        "what a caller sends as an answer is believed", "7", "app/api/histories.py",
        "        level = Sensitivity.CONFIDENTIAL if ours is None else ours.level\n",
        "        level = Sensitivity.INTERNAL if ours is None else ours.level\n",
        (f"{_SERVICE}::test_law_7_history_that_a_caller_sends_is_not_trusted",),
    ),
    Mutant(
        "what a tool said is forgotten", "7", "app/api/responses_wire.py",
        '        return Message(role="tool", content="\\n".join([*said, self.arguments or ""]))\n',
        '        return Message(role="user", content="\\n".join([*said, self.arguments or ""]))\n',
        (f"{_CLIENTS}::test_law_7_openai_response_items_of_the_caller_are_not_trusted",),
    ),
    Mutant(
        "instructions are believed", "7", "app/api/responses_wire.py",
        '        said = [Message(role="system", content=self.instructions)] if self.instructions else []\n',
        "        said: list[Message] = []\n",
        (f"{_CLIENTS}::test_law_7_openai_instructions_are_not_trusted",),
    ),
    Mutant(
        "a quoted chat is believed", "7", "app/api/transcripts.py",
        "            level = max(level, Sensitivity.CONFIDENTIAL if ours is None else ours)\n",
        "            level = max(level, Sensitivity.INTERNAL if ours is None else ours)\n",
        (f"{_KEPT}::test_law_7_a_chat_that_is_quoted_in_a_question_is_not_trusted",),
    ),
    Mutant(
        "a conversation forgets its strictest turn", "7", "app/talks.py",
        "            floor=max(question.floor, level),\n",
        "            floor=question.floor,\n",
        (f"{_KEPT}::test_law_7_a_confidential_turn_holds_the_conversation_inside",),
    ),
    Mutant(
        "a turn whose document is gone goes along", "7", "app/talks.py",
        "[one for one in exchanges if stand(one.sources, now)]",
        "list(exchanges)",
        (f"{_KEPT}::test_law_7_a_turn_on_a_document_that_is_gone_is_left_out",),
    ),
    Mutant(
        "one asker's questions take every thread", "-", "app/fair_deciding.py",
        "_AT_ONCE = 2\n", "_AT_ONCE = 1_000\n",
        (
            "tests/unit/app/test_fair_deciding.py"
            "::test_somebody_else_waits_for_one_turn_and_not_for_all_of_one_asker",
        ),
    ),
    Mutant(
        "an error is handed on to whoever prints it", "8", "app/api/envelope.py",
        "            if status < 500:  # what was answered with 500 is noted\n",
        "            raise\n            if status < 500:\n",
        (
            "tests/unit/app/api/test_envelope.py"
            "::test_an_error_in_the_middle_of_an_answer_goes_no_further",
        ),
    ),
    Mutant(
        "no connection makes room for another", "-", "app/api/connections.py",
        "        if len(self.connections) > self.most:\n",
        "        if len(self.connections) < 0:\n",
        ("tests/wire/test_connections.py::test_the_oldest_that_owes_its_request_makes_room",),
    ),
    Mutant(
        "a request may take for ever", "-", "app/api/connections.py",
        "        if self.owes:\n            self.transport.abort()\n",
        "        if not self.owes:\n            self.transport.abort()\n",
        ("tests/wire/test_connections.py::test_a_request_that_does_not_end_is_closed",),
    ),
    Mutant(
        "a chat in another form is believed", "7", "app/api/transcripts.py",
        "    if _OTHER_FORMS.search(text) or (",
        "    if (",
        (f"{_ATTACKS}::test_law_7_a_chat_quoted_in_another_form_is_not_trusted",),
    ),
    Mutant(
        "answers break off without a word", "-", "app/api/serving.py",
        "        ending.append(loop.call_later(drain, app.cut))\n",
        "",
        (f"{_ATTACKS}::test_an_answer_that_outlasts_the_drain_says_that_it_was_cut",),
    ),
    Mutant(
        "the names of pages weigh nothing", "7", "app/citing.py",
        "        rested=tuple(pages),",
        "        rested=(),",
        (
            f"{_ATTACKS}::test_law_7_the_names_of_pages_in_an_answer_that_declines_do_not_go_out",
            f"{_ATTACKS}::test_an_admin_is_not_shown_the_names_of_pages_that_they_may_not_read",
        ),
    ),
    Mutant(
        "a RESTRICTED turn is kept", "7", "app/records/conversations.py",
        "        kept = exchange.withheld if exchange.restricted else exchange\n",
        "        kept = exchange\n",
        (f"{_KEPT}::test_nothing_of_a_restricted_turn_is_kept",),
    ),
    Mutant(
        "the owner's socket is anybody's", "12", "app/api/serving.py",
        "    mask = os.umask(0o177)\n",
        "    mask = os.umask(0)\n",
        (f"{_SERVICE}::test_the_owners_socket_is_the_owners",),
    ),
    Mutant(
        "everybody is an admin", "12", "app/api/access.py",
        "    if not principal.may(May.ADMIN):\n",
        "    if False:\n",
        (f"{_KEPT}::test_what_is_for_admins",),
    ),
    Mutant(
        "the audit names the service as the asker", "8", "app/gate.py",
        "            question.who or self.who,\n",
        "            self.who,\n",
        (f"{_KEPT}::test_the_audit_says_who_asked",),
    ),
)  # fmt: skip
