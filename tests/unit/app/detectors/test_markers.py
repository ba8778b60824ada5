"""Marks of confidentiality, and talk of it."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.markers import Markers
from index.chunk import Action


@pytest.mark.parametrize(
    "text",
    [
        "Для служебного пользования",
        "КОММЕРЧЕСКАЯ ТАЙНА",
        "содержит сведения, составляющие коммерческую тайну",
        "Строго конфиденциально",
        "Гриф: ДСП",
        "Confidential - do not distribute",
        "internal only",
        "FOR INTERNAL USE ONLY",
        "shared under NDA",
        "# CONFIDENTIAL",
        "Classification: Restricted",
        "для\u00a0служебного\nпользования",
    ],
)
def test_marks_keep_a_text_inside(text: str) -> None:
    assert {(f.kind, f.action) for f in Markers().find(text)} == {("MARKER", Action.LOCAL)}


@pytest.mark.parametrize(
    "text",
    [
        "Политика конфиденциальности",
        "confidential data must be encrypted",
        "данные не составляют коммерческую тайну",
        "kubectl create secret; an internal-only IP address",
        "This endpoint is internal.",
    ],
)
def test_talk_of_confidentiality_does_not(text: str) -> None:
    assert list(Markers().find(text)) == []
