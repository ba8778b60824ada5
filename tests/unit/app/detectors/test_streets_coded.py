"""Addresses known by code and town, by another street, by a post box; numbers that are none."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.streets import Streets
from app.confidentiality.detectors.streets_coded import coded


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Bring it to Lindqvistpark 4, 123 45 Ekby", "Lindqvistpark 4, 123 45 Ekby"),
        ("It is in Wolkenhof 5-9, 87031 Altdorf.", "Wolkenhof 5-9, 87031 Altdorf"),
        ("Send to Vinkenpad 39, 9814 RV, Oudewater.", "Vinkenpad 39, 9814 RV, Oudewater"),
        ("at 24 Calder Ridge, Port Ansel, MS 50937", "24 Calder Ridge, Port Ansel, MS 50937"),
        ("at 26 Rowan Glen, Eastwick, DY7 9PG at 8", "26 Rowan Glen, Eastwick, DY7 9PG"),
        ("Meet me at Tallis Road and Maple at noon", "Tallis Road and Maple"),
        ("the intersection of Hollis Drive and King Street", "Hollis Drive and King Street"),
        (
            "a shop on the corner of Calder Ridge and 5th, upstairs",
            "the corner of Calder Ridge and 5th",
        ),
        ("Write to Private Bag 1616, Muriwai 0881.", "Private Bag 1616, Muriwai 0881"),
        ("our box: Postbus 417, 3500 AB Utrecht", "Postbus 417, 3500 AB Utrecht"),
        ("at Wolkenhof 5, 87031 Altdorf, Austria", "Wolkenhof 5, 87031 Altdorf, Austria"),
    ],
)
def test_found_whole(text: str, address: str) -> None:
    assert address in {text[f.start : f.end] for f in Streets().find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Version 3, 2019 edition",
        "Set Limits to 4096, 8192 bytes",
        "Use Redis 7 and Kafka 3 in Docker",
        "between Monday and Friday",
        "Switch BP 12 off",
    ],
)
def test_left_alone(text: str) -> None:
    assert [*coded(text)] == []


@pytest.mark.parametrize(
    "line", ["Aa " * 100_000, "Aa 1, " * 50_000, "12 Aa Bb, " * 30_000, "corner of Aa " * 23_000]
)
def test_time_is_linear(line: str) -> None:
    began = time.process_time()
    for _ in coded(line):
        pass
    assert time.process_time() - began < 4
