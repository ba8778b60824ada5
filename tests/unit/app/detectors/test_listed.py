"""Lists and fields that one kind of value fills."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.half_names import HalfNames
from app.confidentiality.detectors.infrastructure import Infrastructure
from app.confidentiality.detectors.listed import Listed
from tests.unit.app.detectors.cases import found, values
from tests.unit.app.detectors.timing import superlinear


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Watchers: smith_a, wren.price", "HANDLE", ["smith_a", "wren.price"]),
        ("наблюдатели: t.hooks, o.park", "HANDLE", ["t.hooks", "o.park"]),
        ("uid=1012(x.rush) gid=1012(a.rush)", "HANDLE", ["x.rush", "a.rush"]),
        ("[drew.lockwood@⟦HOST_1⟧ ~]$ df -h", "HANDLE", ["drew.lockwood"]),
        ("(cn=Angus Cross)", "PERSON", ["Angus Cross"]),
        ("директор\n________ Волк С.", "PERSON", ["Волк С."]),
        ("________ / И. П. Сорока", "PERSON", ["И. П. Сорока"]),
        ("Бакеты: quillon-a, logs.quillon", "BUCKET", ["quillon-a", "logs.quillon"]),
        ("клиент ⟦NAME_1⟧, № 3147 6368, тариф", "CUSTOMER", ["3147 6368"]),
        ("клиент ⟦NAME_1⟧, № 50895, тариф", "CUSTOMER", ["50895"]),
        ("last changed by field_g", "HANDLE", ["field_g"]),
        ("рук. Волк Савва, тел.", "PERSON", ["Волк Савва"]),
        ("terraform state in severnik-prod-tfstate", "BUCKET", ["severnik-prod-tfstate"]),
        ("logs.severnik.test is full", "BUCKET", ["logs.severnik.test"]),
        ("sub 3454 6119 cancelled", "CUSTOMER", ["3454 6119"]),
        ("ack by a.price, done", "HANDLE", ["a.price"]),
        ("account no 3147 6368", "CUSTOMER", ["3147 6368"]),
    ],
)
def test_found(text: str, kind: str, expected: list[str]) -> None:
    assert found(Listed(), text) == [(kind, value) for value in expected]


@pytest.mark.parametrize(
    "text",
    [
        "Reviewers: at least two people",
        "reviewers: everyone, users",
        "uid=0(root) gid=0(root) groups=0(root)",
        "[root@⟦HOST_1⟧ ~]# ls",
        "cn=Domain Users,ou=Groups",
        "________ name",
        "buckets: read-only, access-control",
        "order 2024 2025 2026",
        "SELECT x AS outcome_c, to size_t",
        "my-app-logs, /var/log/severnik-logs, velero-backups, data-export-job, x/severnik-dump.sql",
        "№ 1234, №12345-ФЗ",
        "by a.b.price and to a.price.com, user a.price@x",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(Listed(), text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sgp2dprint34 and jdbc:oracle:thin:@//rook:1521/X", ["sgp2dprint34", "rook"]),
        ("app29.sgp3 и КЕ: rook\n", ["app29.sgp3", "rook"]),
        ("read access to logs.quillon.stg", ["logs.quillon.stg"]),
        ("otter-osd, basalt-ci", ["otter-osd", "basalt-ci"]),
        ("rook-ceph, spring-mvc, python-dev, apple-silicon", []),
        ("logging.service.stg and search.profiles.stg", []),
    ],
)
def test_machines_by_their_place(text: str, expected: list[str]) -> None:
    assert values(Infrastructure(), text, ["HOST"]) == expected


def test_a_bucket_behind_to() -> None:
    assert values(Infrastructure(), "access to test-quillon-dwh-export?", ["BUCKET"]) == [
        "test-quillon-dwh-export"
    ]


def test_a_number_beside_a_person_is_a_phone() -> None:
    assert values(HalfNames(), "<td>⟦PERSON_1⟧</td><td>801-9876</td>") == ["801-9876"]
    assert values(HalfNames(), "'⟦EMAIL_1⟧@outlook.com', '141-3527'") == ["141-3527"]
    assert values(HalfNames(), "⟦HOST_1⟧ 801-9876") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("абонент мороз ⟦PERSON_1⟧ звонил", ["мороз"]),
        ("позовите волка ⟦PERSON_1⟧", ["волка"]),
        ("09:28 - Заречная заметила рост", ["Заречная"]),
        ("05:17 - Заря подтвердили", ["Заря"]),
        ("⟦PERSON_1⟧ -> Summer, ⟦PERSON_1⟧ and Kubernetes", ["Summer"]),
        ("Zorvantrix/Hartsmoorby, Linux/Windows", ["Zorvantrix/Hartsmoorby"]),
        ("Марк, привет! Можешь глянуть", ["Марк"]),
        ("позовите менеджера ⟦PERSON_1⟧, спросите дежурного ⟦PERSON_1⟧", []),
        ("09:28 - Новая версия вышла, 05:17 - Алерты ушли", []),
        ("Всем привет! Внимание, спасибо", []),
    ],
)
def test_names_by_what_stands_around(text: str, expected: list[str]) -> None:
    assert values(HalfNames(), text) == expected


def test_hostile_lines_take_linear_time() -> None:
    pieces = (
        "watchers: a,", "uid=1(", "cn=Ab Cd ", "____", "buckets: a-b,", "[a@b ", "№ 1234 ",
        "order id: 123 4567 ", "[a@b c]$ ", "logs-", "a.logs.", "by a_b ", "рук. Аб ",
    )  # fmt: skip
    assert superlinear(Listed(), pieces) == []
    more = ("⟦PERSON_1⟧ and Summer ", "Zorv/Hart ", "05:17 - Заря подтвердили ", "абонент мороз ")
    assert superlinear(HalfNames(), more) == []
