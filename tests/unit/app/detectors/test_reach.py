"""Accounts, short numbers, numbers of staff, home folders, points of the globe; look-alikes."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.infrastructure import Infrastructure
from app.confidentiality.detectors.reach import Reach
from tests.unit.app.detectors.cases import values

COORDINATES = "The office: 51.5072, -0.1276."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("reach me at t.me/mokonkwo please", "mokonkwo"),
        ("https://telegram.me/petrova_an", "petrova_an"),
        ("t.me/joinchat/AAAAAEabc12", "joinchat/AAAAAEabc12"),
        ("https://t.me/+Xy3dQ0abCd", "+Xy3dQ0abCd"),
        ("wa.me/442071838750", "442071838750"),
        ("https://www.linkedin.com/in/rachel-crawford-7/", "rachel-crawford-7"),
        ("github.com/rcrawford", "rcrawford"),
        ("his id is live:anna.novak", "live:anna.novak"),
        ("Skype: live:.cid.3f2a9b7c1d", "live:.cid.3f2a9b7c1d"),
        ("скайп: sidorov.pavel", "sidorov.pavel"),
        ("the dump is in ~rcrawford on the bastion", "~rcrawford"),
        ("ls -la ~mokonkwo/", "~mokonkwo"),
        ("ask the desk, ext. 3306", "3306"),
        ("extension 512", "512"),
        ("доб. 3306", "3306"),
        ("добавочный 221", "221"),
        ("внутренний номер 22-11", "22-11"),
        ("phone 3306", "3306"),
        ("dial 3306 if it rings", "3306"),
        ("Телефон: 3306", "3306"),
        ("позвоните на 3306, спросите Олю", "3306"),
        ("Employee 20817 has no access", "20817"),
        ("сотрудник № 208 уволен", "208"),
        ("доступ сотруднику 20817 закрыт", "20817"),
        (COORDINATES, "51.5072, -0.1276"),
        ("координаты 59.9386 30.3141", "59.9386 30.3141"),
        ('{"lat": 51.5072, "lng": -0.1276}', "-0.1276"),
        ("51.5072° N, 0.1276° W", "51.5072° N, 0.1276° W"),
        ("55°45'21\"N 37°37'04\"E", "55°45'21\"N 37°37'04\"E"),
    ],
)
def test_found(text: str, value: str) -> None:
    assert value in values(Reach(), text)


@pytest.mark.parametrize(
    "text",
    [
        "see github.com/kubernetes and https://twitter.com/prometheusio",
        "t.me/kubernetes_ru, https://t.me/s/share",
        "live: true, live:prod, go-live:2026",
        "Skype for business",
        "cd ~/bin, ~1.2 GB, ~all, ~latest, ~5 minutes, foo~bar, 1.0~beta2, ~ubuntu, ~/.ssh",
        "mkfs.ext4 on ext3, extension 2019 files, ext4 1024, context 3306, text 3306",
        "phone 5, phone 2019, iPhone 3306 call 3306 times, headphone 3306",
        "employee 2026 handbook, employees 20817, сотрудник 2025 года, сотрудников 20817",
        "loss 0.1234, 0.2345 and [0.5678, 0.1111, 0.9876]",
        "map 51.5072, 0.1276, 3.1415, 2.7182",
    ],
)
def test_look_alikes_stay(text: str) -> None:
    assert not values(Reach(), text)


@pytest.mark.parametrize("address", ["nfs://io/export", "http://io/x", "cifs://ra/c"])
def test_a_bare_name_of_two_letters_is_a_host_behind_a_scheme(address: str) -> None:
    assert address in values(Infrastructure(), f"mount {address} on the node")


@pytest.mark.parametrize("address", ["redis://db:6379", "http://es:9200/x", "nfs://server/export"])
def test_a_role_behind_a_scheme_is_none(address: str) -> None:
    assert not values(Infrastructure(), f"mount {address} on the node")


@pytest.mark.parametrize(
    "piece", ["t.me/", "t.me/a", "skype ", "live:", "ext. ", "~aaa", "1.2345, ", "55°45'", "phone ",
              "employee ", "lat 1.234 ", "a.", "9" * 50 + " "]
)  # fmt: skip
def test_hostile_lines_are_read_in_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begun = time.process_time()
    list(Reach().find(text))
    assert time.process_time() - begun < 6
