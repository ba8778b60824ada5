"""The net under the other detectors: one table of cases."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.detectors.unfamiliar import Unfamiliar
from tests.unit.app.detectors.cases import values

CASES = [
    ("ping Ladogasnab about the invoice", ["Ladogasnab"]),
    ("VektorStroy moved to another rack", ["VektorStroy"]),
    ("Noura set it, says Wickramasinghe's note", ["Noura", "Wickramasinghe"]),
    ("assignee=Gorskaya, reporter:Oyelaran", ["Gorskaya", "Oyelaran"]),
    ("Anna-Liisa-Koskela", ["Anna", "Liisa", "Koskela"]),
    ("DAVTYAN and Hrůza agree", ["DAVTYAN", "Hrůza"]),
    ("Договор с Квантехом подписан", ["Квантехом"]),
    ("Звонила Журавушкина: всё готово", ["Журавушкина"]),
    ("their id is 47003515 there", ["47003515"]),
    ("look at lonjump019 and C6626717 please", ["lonjump019", "C6626717"]),
    ("use Zq!7x#Lm there, not xk4-99120-b", ["Zq!7x#Lm", "xk4-99120-b"]),
    (
        "born 1981-04-27, 6 November 1963, 25 июня 1983, 02.05.1979, June 3rd, 1990",
        ["1981-04-27", "6 November 1963", "25 июня 1983", "02.05.1979", "June 3rd, 1990"],
    ),
    # what a manual leaves out, and what everybody knows
    ('token = "CggaATEVAgA...", | enp6rq7...  | e2lkj9... |', []),
    ("промокод или хэш: MD5-хэш, `MD5OfBody`, myfolder", []),
    ("упал xk4991204b... кто знает?", ["xk4991204b"]),
    ("k8s 1.29, x86_64, sha256, utf-8, s2-4xlarge, ext4, ipv6, p95, http2, base64, v1beta1", []),
    ("released 2021-04-27 and 3 March 2019; 12 nodes in 2004", []),
    ("C++17! is it #1 or 100%?", []),
    ("Restart the Kubernetes API server, then the StatefulSet.", []),
    ("AlertmanagerClusterFailedToSendAlerts and KubeNodeNotReady fired", []),
    ("PostgreSQL, PgBouncer and GitLab Runner on Ubuntu in Frankfurt", []),
    ("The Autoscaler rescheduled Misconfigured Pods", []),
    ("See README.md, Vagrantfile.lock and /opt/Zzyxq/bin", []),
    ("on Monday, 3 March, at 10:00 UTC", []),
    ("HTTP, TLS, DNS, WAL, EOC, IMOC", []),
    ("Перезапустите сервер Кафки и проверьте Прометеус", []),
    ("max 100000 connections, 1048576 bytes, 12345 items, 0.1234567", []),
    ("https://example.org/Zzyxq?id=47003515", []),
    ("func Zzyxq(x)", []),
    ("small letters: zzyxq ladogasnab", []),
    ("Для шардов. Неинтерактивная сессия, Подкластеры и Бэкапы, Визуализировать", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_cases(text: str, expected: list[str]) -> None:
    assert values(Unfamiliar(), text) == expected


def test_placeholders_are_none() -> None:
    assert values(Unfamiliar(), "\u27e6ZZYXQ_123456\u27e7 and \u27e6HOST_1\u27e7") == []


@pytest.mark.parametrize("piece", ["Zq", "A", "Я", "9", "Zzyxq ", "Ab'", "-A-", "Аб", "1 "])
def test_time_is_linear(piece: str) -> None:
    detector = Unfamiliar()
    list(detector.find("Zzyxq Журавушкина"))

    def spent(size: int) -> float:
        text = piece * (size // len(piece))
        began = time.process_time()
        list(detector.find(text))
        return time.process_time() - began

    small, large = spent(250_000), spent(1_000_000)
    assert large < 0.05 or large < 12 * max(small, 0.02)
    assert large < 5
