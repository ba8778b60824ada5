"""The nets under the careful rules: small letters, loose cues, columns and keys, credentials."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.cued_values import CuedValues
from app.confidentiality.detectors.records import Records
from app.confidentiality.detectors.secret_rest import SecretRest
from app.confidentiality.detectors.small_letters import SmallLetters
from app.confidentiality.verdict import Detector
from index.chunk import Action
from tests.unit.app.detectors.cases import values

SMALL = [
    ("callum any idea why it fails", ["callum"]),
    ("ask mei or siobhan about it", ["mei", "siobhan"]),
    ("Comment by dlindqvistov: done", ["dlindqvistov"]),
    ("kapusta_s, dynya-g and iya.vereschagina", ["kapusta_s", "dynya-g", "iya.vereschagina"]),
    ("plan-b, zone-a, vitamin_c, drwxrwxr-x, example.com", []),
    ("ask gleb.gaydamak or yuki_tanaka first", ["gleb.gaydamak", "yuki_tanaka"]),
    ("moved from zeus to kafkaprod, then mailrelay", ["zeus", "kafkaprod", "mailrelay"]),
    ("everything on phoenix went down", ["phoenix"]),
    ("[FIRING:1] InstanceDown (gandalf node-exporter critical)", ["gandalf"]),
    ("- name: titan\n  address: 10.1.2.3", ["titan"]),
    ("ssh to walrus, copy it from oak to maple", ["walrus", "oak", "maple"]),
    ("is thistle up? turnip is down again", ["thistle", "turnip"]),
    ("мастер сейчас hazelnut, зайди на берёзу", ["hazelnut", "берёзу"]),
    ("the walrus in the zoo sleeps at noon, на даче росла берёза", []),
    ("эльдар сказал позже, инесса просила", ["эльдар", "инесса"]),
    ("контакт: лиза лебедь, потом глеб полозков", ["лиза лебедь", "глеб полозков"]),
    ("вера полозкова согласна", ["вера полозкова"]),
    ("[09:15] вера: смотрю", ["вера"]),
    ("кира сказала нет", ["кира"]),
    ("(ЛЕБЕДЬ ОЛЕСЯ)", ["ЛЕБЕДЬ ОЛЕСЯ"]),
    ("- 08:50 Голубятников переключает базу", ["Голубятников"]),
    ("написать Л. Угловой на почту", ["Л. Угловой"]),
    # what everybody knows
    ("restart the kubelet, then etcd and the mountpoint of the loadbalancer", []),
    ("it shouldn't and couldn't", []),
    ("run lpadmin, dmesg and semanage, then zyxqctl", []),
    ("./zzyxq /opt/zzyxq zzyxq.conf --zzyxq zzyxq(x) zzyxq=1 $zzyxq", []),
    ("the mars rover, the robin hood and an atlas of phoenix", []),
    ("the database master and a file server in preproduction", []),
    ("надежда на лучшее, вера в людей и любовь к коду", []),
    ("Раздел А. Общие положения", []),
    ("Серверов не хватает, Дисков мало", []),
]
CUED = [
    ("why CUST97670 and NW-5299-52 fail", ["CUST97670", "NW-5299-52"]),
    ("why 54-85388 and 1974/45 fail", ["54-85388", "1974/45"]),
    ("emp no K556119, таб. № 22-87627", ["K556119", "22-87627"]),
    ("др у неё 24.10.63", ["24.10.63"]),
    ("x,11/27/65,y", []),
    ("it was 11/27/65 then", ["11/27/65"]),
    ("born on 8.3.1969", ["8.3.1969"]),
    ("зайдите под bpolozkov и смотрите", ["bpolozkov"]),
    ("scp dump.sql pokonkwo@web:/var", ["pokonkwo"]),
    ("диск отправьте на Ленина 116 кв 121", ["Ленина 116 кв 121"]),
    ("CVE-2024-1234, RFC 2616, ISO-27001, ED25519, KB5005565", []),
    ("as root, as postgres, as expected, под капотом", []),
    ("git@github.com: scp x root@web:/var", []),
    ("signed 67-8490/22 and 277-9768-71", ["67-8490/22", "277-9768-71"]),
    ("№ 8183-АБ/2025, ref 462/2022, 05/2024", ["8183-АБ/2025", "462/2022"]),
    ("from 12-2024-05 to 12-2025-05", []),
    ("connected as t.hooks", ["t.hooks"]),
    ("badge 10422, user id 5512098", ["10422"]),
    ("version 1.2.34, 10/24, 03-11-2024", []),
]
RECORDS = [
    (
        "name,dob,customer,password\nAnna Qu,8.3.1969,C-94967,lantern-horse\n",
        ["Anna Qu", "8.3.1969", "C-94967", "lantern-horse"],
    ),
    (
        "фио;др;договор;пароль\nЖук О. П.;05/09/1978;CUST64612;letmein",
        ["Жук О. П.", "05/09/1978", "CUST64612", "letmein"],
    ),
    (
        "| name | phone | host |\n|---|---|---|\n| Anna Qu | 415-555 | draco |\n",
        ["Anna Qu", "415-555", "draco"],
    ),
    ('{"имя":"Кира","фамилия":"Гайдамак"}', ["Кира", "Гайдамак"]),
    ("Surname: Moss\nGiven name: Theo\nBirth date: 01.02.70", ["Moss", "Theo", "01.02.70"]),
    # what a manual writes
    ("| Name | Description |\n|---|---|\n| Anna | a name |\n", []),
    ("name: my-service\nимя: кластера", []),
    ("login,password\n<login>,<password>\n$LOGIN,$PASSWORD", []),
    ("the host, the port and the password, for example", []),
]
REST = [
    ("pw: saffron-thunder-correct", ["saffron-thunder-correct"]),
    ("login zmkrtchyan / 4633b76ec92355cb", ["4633b76ec92355cb"]),
    ("заходи под gleb.gaydamak/maple-walrus-thunder", ["maple-walrus-thunder"]),
    ("root password on baikal is monkeybars", ["monkeybars"]),
    ("x --password KITE-7781", ["KITE-7781"]),
    ("password: 12.05.1987, пароль walrus.thunder.42", ["12.05.1987", "walrus.thunder.42"]),
    ("BIOS pw dandelion", ["dandelion"]),
    ("lampshade is the root password", ["lampshade"]),
    ("what's the pw?\nteapot", ["teapot"]),
    ("пароль тот же, ромашка", ["ромашка"]),
    ("admin/teapot works", ["teapot"]),
    ("the password, that is teapot in small letters", ["teapot"]),
    ("I reset it to dcrxsvja, change it after", ["dcrxsvja"]),
    ("сбросил на marmalade, потом смени", ["marmalade"]),
    ("The password there is biscuit-tiger-monday. The goal", ["biscuit-tiger-monday"]),
    ("the guest password is still monday_kitten btw", ["monday_kitten"]),
    ("reset Anna's password to windowWalrus for now", ["windowWalrus"]),
    ("use lantern to log in", ["lantern"]),
    ("Пароль там Кот-и-пёс. Потом", ["Кот-и-пёс"]),
    ("какой пароль?\nглеб: гитара_лето\nспс", ["гитара_лето"]),
    # what a manual writes
    ("changing a password as an admin, set the password to expire", []),
    ("the password is case-sensitive, user-defined and never up-to-date", []),
    ("the password is required, and the password is not shown", []),
    ("password: <password>, pw: $PW, пароль: ***", []),
    ("use sso to log in, use your badge to log in", []),
    ("use http/https or log in as user/admin", []),
    ("set it to true, change it to false; сбросил на ноль", []),
    ("the password policy is strict", []),
]


@pytest.mark.parametrize(
    ("detector", "text", "expected"),
    [
        (detector, text, expected)
        for detector, cases in (
            (SmallLetters(), SMALL),
            (CuedValues(), CUED),
            (Records(), RECORDS),
            (SecretRest(), REST),
        )
        for text, expected in cases
    ],
)
def test_cases(detector: Detector, text: str, expected: list[str]) -> None:
    assert values(detector, text) == expected


def test_a_password_of_a_column_keeps_the_text_inside() -> None:
    text = "login,password\npokonkwo,letmein"
    actions = {f.kind: f.action for f in Records().find(text)}
    assert actions == {"HANDLE": Action.MASK, "CREDENTIAL": Action.LOCAL}
    assert {f.action for f in SecretRest().find(REST[0][0])} == {Action.LOCAL}


@pytest.mark.parametrize("detector", [SmallLetters(), CuedValues(), Records(), SecretRest()])
@pytest.mark.parametrize(
    "piece",
    ["zq", "zzyxq ", "a.bb", "кира ", "КИРА ", "password is ", "password a b c d ", "login a/",
     "др 1.", "a,b;",
     "name,dob\n", "|", "reset it to x ", "1/1/", "имя: А ", "name: ab\n", "A1234-", "под а"],
)  # fmt: skip
def test_time_is_linear(detector: Detector, piece: str) -> None:
    list(detector.find("zzyxq кира ЖУК"))

    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        list(detector.find(text))
        return time.process_time() - began

    small, large = spent(50_000), min(spent(200_000) for _ in range(3))  # others work here, too
    assert large < 0.05 or large < 12 * max(small, 0.02)
    assert large < 2
