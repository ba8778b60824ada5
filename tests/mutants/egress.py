"""Mutants of the way out: guard, tickets, transport, audit, restoring."""

from __future__ import annotations

from tests.mutants import Mutant

_GUARD = "app/confidentiality/guard.py"
_TICKETS = "app/confidentiality/tickets.py"
_TRANSPORT = "app/models/transport.py"
_AUDIT = "app/audit.py"
_GUARD_TESTS = ("tests/unit/app/test_guard.py",)
_WIRE = ("tests/wire/test_cloud_wire.py",)

EGRESS = (
    Mutant(
        "the guard has no alarms", "5", _GUARD,
        "        yield from ringing(view)\n", "", _GUARD_TESTS,
    ),
    Mutant(
        "the guard decodes nothing", "5", _GUARD,
        "            for view in views(text):\n", "            for view in (text,):\n", _GUARD_TESTS,
    ),
    Mutant(
        "the guard does not know the originals", "5", _GUARD,
        'needles = [*self._watched, Needles("original", originals)]',
        "needles = [*self._watched]",
        _GUARD_TESTS,
    ),
    Mutant(
        "the guard does not know the dictionary", "5", _GUARD,
        '            Needles("dictionary", watch.terms, strict=False),\n', "", _GUARD_TESTS,
    ),
    Mutant(
        "the guard knows no canary", "5", _GUARD,
        "            *_canaries(watch.canaries),\n", "", _GUARD_TESTS,
    ),
    Mutant(
        "the guard knows no confidential text", "5", _GUARD,
        '        yield "confidential_text" if self._overlap(view) else ""\n', "", _GUARD_TESTS,
    ),
    Mutant(
        "the key may stand anywhere", "5", _GUARD,
        '            Needles("api_key", [destination.key]),\n', "", _GUARD_TESTS,
    ),
    Mutant(
        "any header may leave", "5", _GUARD,
        "        if name not in HEADERS:\n", "        if False:\n", _GUARD_TESTS,
    ),
    Mutant(
        "any field may leave", "5", _GUARD,
        "not {key for key, _ in body.pairs} <= FIELDS", "False", _GUARD_TESTS,
    ),
    Mutant(
        "any address will do", "6", _GUARD,
        "        if outgoing.url != self._destination.url:\n", "        if False:\n", _GUARD_TESTS,
    ),
    Mutant(
        "a guard that fails lets it out", "3", _GUARD,
        '            return ["failure"]\n', '            return [""]\n', _GUARD_TESTS,
    ),
    Mutant(
        "a guard that is late lets it out", "3", _GUARD,
        "                    if self._clock() > deadline:\n", "                    if False:\n",
        _GUARD_TESTS,
    ),
    Mutant(
        "a ticket is good twice", "5", _TICKETS,
        "        ours = self._open.pop(ticket.id, None)", "        ours = self._open.get(ticket.id)",
        _GUARD_TESTS,
    ),
    Mutant(
        "a ticket is good for another host and other bytes", "5", _TICKETS,
        "            and (ticket.decision, ticket.host, ticket.digest) == (decision, host, digest)\n",
        "", _GUARD_TESTS,
    ),
    Mutant(
        "a ticket never ends", "5", _TICKETS,
        "            and _alive(ticket, self._clock())\n", "", _GUARD_TESTS,
    ),
    Mutant(
        "a ticket may come from the future", "3", _TICKETS,
        "    return ticket.issued <= now <= ticket.expires", "    return now <= ticket.expires",
        ("tests/flow/test_faults.py::test_nothing_leaves",),
    ),
    Mutant(
        "the guard is not asked before sending", "5", _TRANSPORT,
        "        if not isinstance(judged, Clear):\n            self._hold(judged)\n",
        "        assert isinstance(judged, Clear) or True\n", _WIRE,
    ),
    Mutant(
        "no ticket is given back", "5", _TRANSPORT,
        "        if not self._guard.redeem(judged.ticket, decision, outgoing):\n", "        if False:\n",
        _WIRE,
    ),
    Mutant(
        "the audit comes after the bytes", "8", _TRANSPORT,
        "        self._audit.egress(self._decided, attempt)\n", "", _WIRE,
    ),
    Mutant(
        "what the client wants is not compared", "5", _TRANSPORT,
        "        if wanted != (outgoing.url, json.loads(outgoing.body)):\n", "        if False:\n", _WIRE,
    ),
    Mutant(
        "redirects are followed", "6", "app/models/transport.py",
        "        return await self._wire.handle_async_request(\n",
        "        return await httpx2.AsyncClient(transport=self._wire, follow_redirects=True).send(\n",
        ("tests/wire/test_cloud_wire.py::test_nothing_goes_to_where_a_redirect_points",),
    ),
    Mutant(
        "raw text may be sent", "5", "app/models/cloud.py",
        "        if type(prompt) is not Sanitized:\n", "        if False:\n", _WIRE,
    ),
    Mutant(
        "a line need not be on the disk", "8", _AUDIT,
        "        os.fsync(file)\n", "", ("tests/unit/app/test_audit.py",),
    ),
    Mutant(
        "an unwritable audit is passed by", "8", _AUDIT,
        "            why = error.strerror or type(error).__name__\n        raise AuditUnwritable(",
        "            why = error.strerror or type(error).__name__\n            return\n"
        "        raise AuditUnwritable(",
        ("tests/unit/app/test_audit.py", *_WIRE),
    ),
    Mutant(
        "the chain is not followed", "8", _AUDIT,
        'record.get("previous") != previous', "False", ("tests/unit/app/test_audit.py",),
    ),
    Mutant(
        "placeholders that were never sent are restored in a link's target", "10",
        "app/confidentiality/restoring.py",
        "        if name is None or target:\n", "        if name is None:\n",
        ("tests/unit/app/test_restore.py",),
    ),
)  # fmt: skip
