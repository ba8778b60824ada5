"""Street addresses in several countries' forms; sizes, versions and headings are none."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.streets import Streets
from app.confidentiality.verdict import examine
from tests.unit.app.detectors.cases import values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "ship it to 221B Baker Street, London NW1 6XE please",
            "221B Baker Street, London NW1 6XE",
        ),
        ("lives at 1600 Pennsylvania Ave NW", "1600 Pennsylvania Ave NW"),
        (
            "42 Elm Street, Apt 5, Springfield, IL 62704",
            "42 Elm Street, Apt 5, Springfield, IL 62704",
        ),
        ("send to 742 evergreen terrace", "742 evergreen terrace"),
        ("Hauptstraße 5, 10115 Berlin", "Hauptstraße 5, 10115 Berlin"),
        ("12 rue de la Paix, 75002 Paris", "12 rue de la Paix, 75002 Paris"),
        ("Calle Mayor 12", "Calle Mayor 12"),
        ("адрес: г. Москва, ул. Ленина, д. 5, кв. 12", "г. Москва, ул. Ленина, д. 5, кв. 12"),
        ("живёт на улице Садовая, 14", "улице Садовая, 14"),
        ("PO Box 1234", "PO Box 1234"),
        ("PSC 1139, Box 7638\nAPO AP 94917", "PSC 1139, Box 7638\nAPO AP 94917"),
        ("my zip code is 35649", "35649"),
        ("почтовый индекс: 190000", "190000"),
        ("Доставка: ул. Бажова, 86к1, оф. 2", "ул. Бажова, 86"),
    ],
)
def test_found(text: str, value: str) -> None:
    detectors = (Streets(),)
    spans = [(f.start, f.end) for f in examine(text, detectors).findings]
    start = text.index(value)
    covered = {at for a, b in spans for at in range(a, b)}
    missed = [at for at in range(start, start + len(value)) if at not in covered]
    assert not any(text[at].isalnum() for at in missed), spans


def test_the_lines_of_an_address_on_its_own_stay() -> None:
    text = "Anna Berg\n\n12 Mill Lane\nApt. 4\nLeeds\n"
    found = values(Streets(), text)
    assert found
    assert all("\n" not in value for value in found)


@pytest.mark.parametrize(
    "text",
    [
        "limit of 110 Pods per Kubelet",
        "Route53 record and a 3 GB cache",
        "## Mitigation\n\nTODO",
        "HTTP/1.1 200 OK",
        "version 2.4.1 of 2023-01-02",
        "the main street of the data path",
        "Шаг 5. Откройте консоль",
        "10.20.30.40:8080/path",
    ],
)
def test_left_alone(text: str) -> None:
    assert values(Streets(), text) == []
