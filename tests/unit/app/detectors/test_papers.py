"""Dates of birth, licences, people's numbers: right ones are found, wrong check digits are not."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
import stdnum.be.nn
import stdnum.br.cpf
import stdnum.ca.sin
import stdnum.ch.ssn
import stdnum.cz.rc
import stdnum.de.idnr
import stdnum.es.dni
import stdnum.fi.hetu
import stdnum.fr.nir
import stdnum.gb.nhs
import stdnum.ie.pps
import stdnum.it.codicefiscale
import stdnum.nl.bsn
import stdnum.no.fodselsnummer
import stdnum.pl.pesel
import stdnum.pt.nif
import stdnum.ro.cnp

from app.confidentiality.detectors import national
from app.confidentiality.detectors.papers import Papers
from tests.unit.app.detectors.cases import found

FOUND = [
    ("DOB: 12/03/1985", "BIRTHDATE", "12/03/1985"),
    ("she was born on March 5, 1987 in Leeds", "BIRTHDATE", "March 5, 1987"),
    ("дата рождения: 12.03.1985", "BIRTHDATE", "12.03.1985"),
    ("Петров, 12.03.1985 г.р.", "BIRTHDATE", "12.03.1985"),
    ("родилась 5 мая 1990 года", "BIRTHDATE", "5 мая 1990"),
    ('"birthDate": "1987-05-03"', "BIRTHDATE", "1987-05-03"),
    ("date_of_birth: 1987-05-03", "BIRTHDATE", "1987-05-03"),
    ("1987-05-03 (date of b\u0131rth)", "BIRTHDATE", "1987-05-03"),
    ("my driver's license is D1234562", "LICENCE", "D1234562"),
    ("водительское удостоверение 77 12 345678", "LICENCE", "77 12 345678"),
    ("MORGA657054SM9IJ", "LICENCE", "MORGA657054SM9IJ"),
    ("NINO AB 12 34 56 C", "NATIONAL_ID", "AB 12 34 56 C"),
    ("NHS number 943 476 5919", "NATIONAL_ID", "943 476 5919"),
    ("Steuer-ID 86095742719", "NATIONAL_ID", "86095742719"),
    ("1 85 05 78 006 084 91", "NATIONAL_ID", "1 85 05 78 006 084 91"),
    ("RCCMNL83S18D969H", "NATIONAL_ID", "RCCMNL83S18D969H"),
    ("DNI 12345678Z", "NATIONAL_ID", "12345678Z"),
    ("PESEL 44051401359", "NATIONAL_ID", "44051401359"),
    ("BSN: 111222333", "NATIONAL_ID", "111222333"),
    ("ITIN 912-78-1234", "NATIONAL_ID", "912-78-1234"),
    ("ssn: 123456789", "SSN", "123456789"),
    ("EIN 12-3456789", "SSN", "12-3456789"),
    ("КПП 770701001", "KPP", "770701001"),
    ("БИК банка: 044525225", "BIK", "044525225"),
]


@pytest.mark.parametrize(("text", "kind", "value"), FOUND)
def test_found(text: str, kind: str, value: str) -> None:
    assert (kind, value) in found(Papers(), text)


@pytest.mark.parametrize(
    "text",
    [
        "released on March 5, 2024",
        "MIT License, version 2.0, 2024-01-02",
        "the pod was born again after restart",
        "12345678A",
        "86095742718 items",
        "build 44051401359",
        "770701001",
        "2024-05-03T10:11:12",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(Papers(), text) == []


SAME: list[tuple[Callable[[str], bool], Any, str]] = [
    (national.nhs, stdnum.gb.nhs, "9434765919"),
    (national.steuer_id, stdnum.de.idnr, "36574261809"),
    (national.nir, stdnum.fr.nir, "295109912611193"),
    (national.codice_fiscale, stdnum.it.codicefiscale, "RCCMNL83S18D969H"),
    (national.dni, stdnum.es.dni, "54362315K"),
    (national.pesel, stdnum.pl.pesel, "44051401359"),
    (national.bsn, stdnum.nl.bsn, "111222333"),
    (national.rijksregister, stdnum.be.nn, "85073003328"),
    (national.hetu, stdnum.fi.hetu, "131052-308T"),
    (national.fodselsnummer, stdnum.no.fodselsnummer, "15108695088"),
    (national.rodne_cislo, stdnum.cz.rc, "7103192745"),
    (national.ahv, stdnum.ch.ssn, "7569217076985"),
    (national.cpf, stdnum.br.cpf, "39053344705"),
    (national.sin, stdnum.ca.sin, "123456782"),
    (national.cnp, stdnum.ro.cnp, "1630615123457"),
    (national.pps, stdnum.ie.pps, "6433435F"),
    (national.nif, stdnum.pt.nif, "501964843"),
]


@pytest.mark.parametrize(("ours", "theirs", "right"), SAME)
def test_what_stdnum_takes_is_taken_and_a_changed_digit_is_not(
    ours: Callable[[str], bool], theirs: Any, right: str
) -> None:
    rng = random.Random(3)
    assert theirs.is_valid(right)
    assert ours(right)
    for _ in range(300):
        place = rng.randrange(len(right))
        if right[place].isdigit():
            value = right[:place] + rng.choice("0123456789") + right[place + 1 :]
            assert ours(value) or not theirs.is_valid(value)
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    assert ours(wrong) == theirs.is_valid(wrong)
