"""Mutants of the way out: guard, tickets, transport, audit, restoring."""

from __future__ import annotations

from tests.mutants import Mutant

_GUARD = "app/confidentiality/guard.py"
_TICKETS = "app/confidentiality/tickets.py"
_TRANSPORT = "app/models/transport.py"

_READINGS = "app/confidentiality/readings.py"
_READ = "tests/unit/app/test_guard_readings.py"

EGRESS = (
    Mutant(
        "a reading counts for other originals", "5", _READINGS,
        "repr((whole, sorted(originals), sorted(issued)))", "repr((whole, sorted(issued)))",
        (f"{_READ}::test_anything_else_is_read",),
    ),
    Mutant(
        "a reading counts for good", "5", _READINGS,
        "self._clear.pop(key, None))  # one step: no two threads take the same",
        "self._clear.get(key))", (f"{_READ}::test_a_retry_is_read_again",),
    ),
    Mutant(
        "a reading never grows old", "5", _READINGS,
        "at is not None and 0 <= self._clock() - at <= SECONDS", "at is not None",
        (f"{_READ}::test_an_older_reading_counts_no_more",),
    ),
    Mutant(
        "what was held counts as read", "5", _GUARD,
        "                return Held.because(*hits)\n            self._readings.note(key)\n",
        "                self._readings.note(key)\n                return Held.because(*hits)\n",
        (f"{_READ}::test_what_was_held_is_read_again_and_held_again",),
    ),
    Mutant(
        "the guard has no alarms", "5", _GUARD,
        "        yield from ringing(view)\n", "", ("tests/unit/app/test_guard.py::test_held_by_shape",),
    ),
    Mutant(
        "the guard decodes nothing", "5", _GUARD,
        "            for view in views(text):\n", "            for view in (text,):\n", ("tests/unit/app/test_guard.py::test_decoded_views",),
    ),
    Mutant(
        "the guard does not know the originals", "5", _GUARD,
        'needles = [*self._watched, Needles("original", originals)]',
        "needles = [*self._watched]",
        ("tests/unit/app/test_guard.py::test_originals_and_dictionary_whatever_case_and_separators",),
    ),
    Mutant(
        "the guard does not know the dictionary", "5", _GUARD,
        '            Needles("dictionary", watch.terms, strict=False),\n', "", ("tests/unit/app/test_guard.py::test_originals_and_dictionary_whatever_case_and_separators",),
    ),
    Mutant(
        "the guard knows no canary", "5", _GUARD,
        "tuple(_canaries(watch.canaries))", "()", ("tests/unit/app/test_guard.py::test_canaries_and_text_of_confidential_documents",),
    ),
    Mutant(
        "a masked canary is silent", "5", _GUARD,
        "        yield from (canary.name for canary in self._canaries if canary and canary.within(masked))\n", "", ("tests/flow/test_oversight.py::test_canaries",),
    ),
    Mutant(
        "the guard knows no confidential text", "5", _GUARD,
        '        yield "confidential_text" if self._overlap(view) else ""\n', "", ("tests/unit/app/test_guard.py::test_canaries_and_text_of_confidential_documents",),
    ),
    Mutant(
        "the key may stand anywhere", "5", _GUARD,
        '            Needles("api_key", [destination.key]),\n', "", ("tests/unit/app/test_guard.py::test_the_key_is_allowed_in_its_own_header_only_and_only_when_equal",),
    ),
    Mutant(
        "any header may leave", "5", _GUARD,
        "        if name not in HEADERS or own.get(name, value) != value:\n", "        if False:\n", ("tests/unit/app/test_guard.py::test_unknown_headers_are_held",),
    ),
    Mutant(
        "any field may leave", "5", _GUARD,
        "not {key for key, _ in body.pairs} <= FIELDS", "False", ("tests/unit/app/test_guard.py::test_bodies",),
    ),
    Mutant(
        "any address will do", "6", _GUARD,
        "        if outgoing.url != self._destination.url:\n", "        if False:\n", ("tests/unit/app/test_guard.py::test_another_address_is_held",),
    ),
    Mutant(
        "a guard that fails lets it out", "3", _GUARD,
        '            return ["failure"]\n', '            return [""]\n', ("tests/unit/app/test_guard.py::test_a_failing_part_holds_and_quotes_nothing",),
    ),
    Mutant(
        "a guard that is late lets it out", "3", _GUARD,
        "                    if self._clock() > deadline:\n", "                    if False:\n",
        ("tests/unit/app/test_guard.py::test_too_slow_is_held",),
    ),
    Mutant(
        "a ticket is good twice", "5", _TICKETS,
        "        ours = self._open.pop(ticket.id, None)", "        ours = self._open.get(ticket.id)",
        ("tests/unit/app/test_guard.py::test_tickets",),
    ),
    Mutant(
        "a ticket is good for another host and other bytes", "5", _TICKETS,
        "            and (ticket.decision, ticket.host, ticket.digest) == (decision, host, digest)\n",
        "", ("tests/unit/app/test_guard.py::test_tickets",),
    ),
    Mutant(
        "a ticket never ends", "5", _TICKETS,
        "            and _alive(ticket, self._clock())\n", "", ("tests/unit/app/test_guard.py::test_tickets",),
    ),
    Mutant(
        "a ticket may come from the future", "3", _TICKETS,
        "    return ticket.issued <= now <= ticket.expires", "    return now <= ticket.expires",
        ("tests/unit/app/test_guard.py::test_a_clock_that_goes_back_makes_no_ticket_live_longer",),
    ),
    Mutant(
        "the guard is not asked before sending", "5", _TRANSPORT,
        "        if not isinstance(judged, Clear):\n            self._hold(judged)\n",
        "        assert isinstance(judged, Clear) or True\n", ("tests/wire/test_cloud_wire.py::test_nothing_when_the_guard_holds",),
    ),
    Mutant(
        "no ticket is given back", "5", _TRANSPORT,
        "        if not self._guard.redeem(judged.ticket, decision, outgoing):\n", "        if False:\n",
        ("tests/wire/test_cloud_wire.py::test_nothing_with_a_used_ticket",),
    ),
    Mutant(
        "the audit comes after the bytes", "8", _TRANSPORT,
        "        self._audit.egress(self._decided, attempt, outgoing.body)\n", "", ("tests/wire/test_cloud_wire.py::test_the_audit_line_is_there_before_the_first_byte",),
    ),
    Mutant(
        "what the client wants is not compared", "5", _TRANSPORT,
        "        if wanted != (outgoing.url, json.loads(outgoing.body)):\n", "        if False:\n", ("tests/wire/test_cloud_wire.py::test_a_client_that_asks_for_something_else_is_held",),
    ),
    Mutant(
        "redirects are followed", "6", "app/models/transport.py",
        "        response = await self._wire.handle_async_request(\n",
        "        response = await httpx2.AsyncClient(transport=self._wire, follow_redirects=True).send(\n",
        ("tests/wire/test_cloud_wire.py::test_nothing_goes_to_where_a_redirect_points",),
    ),
    Mutant(
        "a proxy of the environment is used for the cloud", "6", _TRANSPORT,
        "httpx2.AsyncHTTPTransport(verify=security, trust_env=False, retries=0)",
        "httpx2.AsyncHTTPTransport(verify=security, retries=0, "
        "proxy=__import__('os').environ.get('HTTP_PROXY'))",
        ("tests/wire/test_cloud_wire.py::test_nothing_goes_to_a_proxy",),
    ),
    Mutant(
        "the client's own bytes leave", "5", _TRANSPORT,
        "                content=self.outgoing.body,\n", "                content=request.content,\n",
        ("tests/wire/test_cloud_wire.py::test_our_own_bytes_leave_however_the_client_writes_the_same",),
    ),
    Mutant(
        "raw text may be sent", "5", "app/models/cloud.py",
        "        if type(prompt) is not Sanitized:\n", "        if False:\n", ("tests/wire/test_cloud_wire.py::test_nothing_for_raw_text_at_run_time",),
    ),
    Mutant(
        "a line need not be on the disk", "8", "app/audit/chain.py",
        "        data = data[os.write(file, data) :]\n    os.fsync(file)\n",
        "        data = data[os.write(file, data) :]\n",
        ("tests/flow/test_safeguards.py::test_nothing_is_written_to_the_audit_without_being_synced",),
    ),
    Mutant(
        "an unwritable audit is passed by", "8", "app/audit/__init__.py",
        "            self._chain.append(line)\n            return\n        except OSError as error:\n"
        "            failure = self._unwritable(error)\n        raise failure\n",
        "            self._chain.append(line)\n            return\n        except OSError:\n"
        "            return\n",
        ("tests/unit/app/test_audit.py::test_a_folder_in_its_place",),
    ),
    Mutant(
        "a changed line is as good as any", "8", "app/audit/verifying.py",
        'return "" if hmac.compare_digest(ours, found[1]) else "mac"', 'return ""',
        ("tests/unit/app/test_audit.py::test_whatever_is_done_to_it_shows",),
    ),
    Mutant(
        "lines may stand in another order", "8", "app/audit/verifying.py",
        '        if record.get("previous") != self.head.last:\n', "        if False:\n",
        ("tests/unit/app/test_audit.py::test_whatever_is_done_to_it_shows",),
    ),
    Mutant(
        "an end that was cut off is no loss", "8", "app/audit/verifying.py",
        'return "" if read_head(chain.head_path, self.key) in (self.head, behind) else "head"',
        'return ""',
        ("tests/unit/app/test_audit.py::test_whatever_is_done_to_it_shows",),
    ),
    Mutant(
        "the record holds the asker's words", "8", "app/audit/__init__.py",
        '{"event": "decided", **self._words(decided), "lane": "local"}',
        '{"event": "decided", **self._words(decided), "lane": "local", "text": decided.question_text}',
        ("tests/flow/test_safeguards.py::test_a_record_of_what_stayed_holds_no_word_of_it",),
    ),
    Mutant(
        "an original may stand in a link's target", "10",
        "app/confidentiality/restoring.py",
        "        if self._place.in_target:\n", "        if not name:\n",
        ("tests/unit/app/test_restore.py",),
    ),
    Mutant(
        "an original may stand in a link without a scheme", "14",
        "app/confidentiality/restoring.py",
        "        return self._place.in_bare_link(", "        return not name and self._place.in_bare_link(",
        ("tests/unit/app/test_bare_links.py",),
    ),
    Mutant(
        "brackets that nobody issued are shown as they are", "10", "app/confidentiality/restoring.py",
        "        return MARK\n", "        return raw\n",
        ("tests/unit/app/test_restore.py",),
    ),
)  # fmt: skip
