"""Who speaks among others, and Russian surnames in small letters."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.half_names import HalfNames
from app.confidentiality.detectors.small_letters import SmallLetters
from app.confidentiality.detectors.speakers import speakers
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import superlinear

NAMED = [
    ("standup\nmatilda - the proxy\nfrost - on leave", ["matilda", "frost"]),
    ("matilda: ok\nvan der berg: late", ["matilda", "van der berg"]),
    ("[10:02] matilda: which one\n[10:03] woods: the old one", ["matilda", "woods"]),
    ("⟦PERSON_1⟧: ok\nwoods: late", ["woods"]),
    ("тимофей: смотрю\nпогосян: ок", ["тимофей", "погосян"]),
    ("[10:02] ⟦PERSON_1⟧: что\n[10:03] тер-петросян: да", ["тер-петросян"]),
    # what is no name, what stands alone, and another form
    ("matilda: ok\nnginx: up\n", []),
    ("host: db\nfield: x\nprice: 3", []),
    ("matilda: ok\n\n" + "a quiet line\n" * 40 + "woods: late", []),
    ("matilda: ok\nwoods - late", []),
]
SURNAMES = [
    ("это к чистякову, он в курсе", ["чистякову"]),
    ("доступ только у лыткиной и сафронова", ["лыткиной", "сафронова"]),
    ("тут вишневский просил перенести", ["вишневский"]),
    ("тут беломорский просил перенести", ["беломорский"]),
    ("спросите у корсуковой", ["корсуковой"]),
    ("тут зыков просил перенести", ["зыков"]),
    ("десять сервисов работает, много клиентов пишет", []),
    ("виртуальную машину, у машины, к машине, за машиной", []),
    ("список эндпоинтов и подзапросов для супергероев", []),
    ("корневой раздел и тепловой датчик", []),
    ("московский регион, английский интерфейс", []),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_a_name_among_speakers_is_one(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in speakers(text)] == expected


@pytest.mark.parametrize(("text", "expected"), SURNAMES)
def test_a_surname_in_small_letters(text: str, expected: list[str]) -> None:
    assert values(SmallLetters(), text, ["PERSON"]) == expected


def test_hostile_lines_take_linear_time() -> None:
    assert superlinear(HalfNames(), ("matilda: x\n", "⟦PERSON_1⟧: x\n", "ab cd ", "12:00 ")) == []
    assert superlinear(SmallLetters(), ("у лыткиной ", "вишневский просил ", "зыков ")) == []
