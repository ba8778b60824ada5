"""Mutants of the classifier: its file, its encoder, its monotone weights, its unsure band."""

from __future__ import annotations

from tests.mutants import Mutant

_FILE = "app/classifier_file.py"
_CLASSIFIER = "app/confidentiality/detectors/classifier.py"

JUDGE = (
    Mutant(
        "any classifier's file will do", "3", _FILE,
        "    if hashlib.sha256(content).hexdigest() != which.sha256:\n", "    if False:\n",
        ("tests/unit/app/test_classifier_file.py::test_a_harmed_file_is_refused_and_the_gate_is_unsure",),
    ),
    Mutant(
        "a classifier of another encoder will do", "3", _FILE,
        "    if artefact.encoder != encoders.fingerprint:\n", "    if False:\n",
        ("tests/unit/app/test_classifier_file.py::test_another_encoder_is_refused",),
    ),
    Mutant(
        "findings may lower a probability", "2", _CLASSIFIER,
        "    return LOCAL_WEIGHT * math.log1p", "    return -LOCAL_WEIGHT * math.log1p",
        ("tests/unit/app/detectors/test_classifier.py::test_more_findings_never_lower_the_probability",),
    ),
    Mutant(
        "findings that are masked raise a level", "2", _CLASSIFIER,
        "    local = sum(finding.action is Action.LOCAL for finding in findings)\n",
        "    local = len(findings)\n",
        ("tests/unit/app/detectors/test_classifier.py::test_law_2_findings_that_are_masked_never_raise_the_probability",),
    ),
    Mutant(
        "there is no unsure band", "3", _CLASSIFIER,
        "        if probability >= scale.low:\n", "        if False:\n",
        ("tests/unit/app/detectors/test_classifier.py::test_an_unsure_text_counts_as_confidential",),
    ),
    Mutant(
        "several weak signs are none", "3", _CLASSIFIER,
        "        if together >= much and level < Sensitivity.CONFIDENTIAL:\n", "        if False:\n",
        ("tests/unit/app/detectors/test_classifier.py::test_several_weak_parts_make_the_whole_unsure_and_clean_ones_do_not",),
    ),
    Mutant(
        "what a killed process had in hand is clean", "3", "app/readers.py",
        "                [([], [name]) for name in task.names],\n",
        "                [([], []) for _ in task.names],\n",
        ("tests/unit/app/test_readers.py::test_law_3_what_a_killed_process_had_in_hand_is_unsure",),
    ),
    Mutant(
        "what a killed process was to settle is known", "3", "app/readers.py",
        "                None,\n", "                Known(()),\n",
        ("tests/unit/app/test_readers.py::test_law_3_what_a_killed_process_was_to_settle_is_not_known",),
    ),
    Mutant(
        "a process with other detectors will do", "3", "app/reader_process.py",
        "    if detector_version(terms) != version:\n", "    if False:\n",
        ("tests/unit/app/test_readers.py::test_a_process_with_other_detectors_is_not_fit",),
    ),
)  # fmt: skip
