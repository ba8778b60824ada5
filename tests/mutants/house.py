"""Mutants of the house: who may read, labels, answers, addresses, telemetry."""

from __future__ import annotations

from tests.mutants import Mutant

_ANSWERING = "app/answering.py"

HOUSE = (
    Mutant(
        "the dense leg reads everything", "12", "index/edge.py",
        "        return self._leg(schema.DENSE, list(vector), limit, schema.readable(access))\n",
        "        return self._leg(schema.DENSE, list(vector), limit, None)\n", ("tests/contract/test_store.py::test_the_filter_is_inside_each_leg",),
    ),
    Mutant(
        "the sparse leg reads everything", "12", "index/edge.py",
        "        return self._leg(schema.SPARSE, query, limit, schema.readable(access))\n",
        "        return self._leg(schema.SPARSE, query, limit, None)\n", ("tests/contract/test_store.py::test_the_filter_is_inside_each_leg",),
    ),
    Mutant(
        "scores count what may not be read", "12", "index/edge.py",
        "scope = None if allowed is None else qdrant_edge.IdfParams(corpus=allowed)",
        "scope = None", ("tests/contract/test_store.py::test_scores_tell_nothing_of_what_may_not_be_read",),
    ),
    Mutant(
        "undeclared means INTERNAL", "2", "ingest/labels.py",
        "Sensitivity.CONFIDENTIAL if both.sensitivity is None else both.sensitivity",
        "Sensitivity.INTERNAL if both.sensitivity is None else both.sensitivity",
        ("tests/unit/ingest/test_labels.py::test_undeclared_means_confidential_for_the_default_audience",),
    ),
    Mutant(
        "undeclared means everyone", "12", "ingest/labels.py",
        "frozenset({default_audience}) if both.audience is None",
        'frozenset({"everyone"}) if both.audience is None',
        ("tests/unit/ingest/test_labels.py::test_undeclared_means_confidential_for_the_default_audience",),
    ),
    Mutant(
        "a deleted document is still there", "12", "ingest/run.py",
        "        tools.store.prune(source, None)\n", "", ("tests/flow/test_sync.py::test_a_run_adds_changes_renames_and_deletes",),
    ),
    Mutant(
        "the local lane falls back to the cloud", "3", _ANSWERING,
        "        words = desk.fallback.stream(prompt)\n",
        "        draft.lane = Lane.CLOUD\n        words = desk.fallback.stream(prompt)\n",
        ("tests/flow/test_answering.py::test_there_is_no_way_from_local_to_cloud",),
    ),
    Mutant(
        "the lane shown is the lane that was meant", "9", _ANSWERING,
        "        local = Draft(Lane.LOCAL, desk.local.name, why, None, 0, (notice,), draft.level)\n",
        "        local = Draft(Lane.CLOUD, desk.local.name, why, None, 0, (notice,), draft.level)\n",
        ("tests/flow/test_answering.py::test_a_cloud_that_breaks_off_is_followed_by_a_local_answer",),
    ),
    Mutant(
        "invented commands are shown", "14", "app/grounding.py",
        "            self._failed = token\n            return\n",
        "            self._show(token, lines)\n            return\n",
        ("tests/unit/app/test_grounding.py::test_an_invented_command_is_never_shown",),
    ),
    Mutant(
        "foreign links stay", "14", "app/grounding.py",
        "        if number is None and not (url.startswith(\"<\") and self._held_inside(url)):\n",
        "        if False:\n",
        ("tests/unit/app/test_grounding.py::test_foreign_links_are_dropped",),
    ),
    Mutant(
        "an address that a document holds stays, wherever it leads", "14", "app/grounding.py",
        "        inside = self._house.holds(url)\n", "        inside = True\n",
        (
            "tests/unit/app/test_house_links.py"
            "::test_an_address_that_a_document_holds_goes_too_where_it_is_foreign",
        ),
    ),
    Mutant(
        "a local server may be anywhere", "6", "index/addresses.py",
        "    if not rule.allow_public and not any(address in network for network in _PRIVATE):\n",
        "    if False:\n", ("tests/unit/index/test_addresses.py::test_refused_unless_the_setting_says_otherwise",),
    ),
    Mutant(
        "metadata services may be asked", "6", "index/addresses.py",
        "    if _never(address):\n", "    if False:\n", ("tests/unit/index/test_addresses.py::test_never",),
    ),
    Mutant(
        "redirects of a local server are followed", "6", "index/addresses.py",
        "    return httpx2.AsyncClient(\n"
        "        transport=transport, trust_env=False, follow_redirects=False, timeout=timeout\n",
        "    return httpx2.AsyncClient(\n"
        "        transport=transport, trust_env=False, follow_redirects=True, timeout=timeout\n",
        ("tests/unit/index/test_addresses.py::test_redirects_are_not_followed",),
    ),
    Mutant(
        "models that run elsewhere are local", "6", "app/models/openai_compatible.py",
        '_REMOTE = re.compile(r"[-:]cloud$", re.IGNORECASE)', '_REMOTE = re.compile(r"(?!)")',
        ("tests/unit/app/test_openai_compatible.py::test_models_that_run_elsewhere_are_refused",),
    ),
    Mutant(
        "tracing is left on", "6", "app/telemetry.py",
        "    langsmith.configure(enabled=False)\n", "    return\n",
        ("tests/flow/test_safeguards.py::test_tracing_stays_off_where_somebody_switches_it_on_later",),
    ),
    Mutant(
        "tracing's variables are left", "6", "app/telemetry.py",
        "    os.environ.update(OFF)\n", "", ("tests/unit/app/test_telemetry.py",),
    ),
)  # fmt: skip
