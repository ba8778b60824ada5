"""Mutants of the command line's way through a service: whose door it is, whose settings count."""

from __future__ import annotations

from tests.mutants import Mutant

_DOOR = "tests/flow/test_owner_client.py"

COMMAND_LINE = (
    Mutant(
        "the owner's addresses are there for anybody", "12", "app/api/owner.py",
        "    if not is_owners(request):\n",
        "    if False:\n",
        (f"{_DOOR}::test_nobody_but_the_owner_finds_it",),
    ),
    Mutant(
        "--as is forgotten on the way", "12", "app/api/owner.py",
        "    access = access_of(groups if isinstance(groups, str) else None)\n",
        "    access = access_of(None)\n",
        (f"{_DOOR}::test_the_owner_asks_as_somebody",),
    ),
    Mutant(
        "a service with a looser policy is asked all the same", "2", "app/owner_client.py",
        '        if differ := said.get("differ"):\n',
        '        if (differ := said.get("differ")) and not differ:\n',
        (f"{_DOOR}::test_a_service_with_other_settings_is_not_asked",),
    ),
    Mutant(
        "what rules say is not compared", "2", "app/same_settings.py",
        "        if name in _RULES:\n",
        "        if False:\n",
        ("tests/unit/app/test_sentence_wire.py::test_what_differs_is_named_and_no_value_travels",),
    ),
)  # fmt: skip
