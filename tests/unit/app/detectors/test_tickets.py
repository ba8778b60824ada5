"""Tickets by form or word; customers, contracts and orders by the word before them."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.tickets import Tickets
from tests.unit.app.detectors.cases import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("see OPS-1234 for details", "TICKET", "OPS-1234"),
        ("fix(PAY-7): retry", "TICKET", "PAY-7"),
        ("feature/INFRA-88-retry", "TICKET", "INFRA-88"),
        ("INC0012345 is open", "TICKET", "INC0012345"),
        ("RITM0045512", "TICKET", "RITM0045512"),
        ("по заявке № 45121", "TICKET", "45121"),
        ("обращение 778812 закрыто", "TICKET", "778812"),
        ("ticket #90210", "TICKET", "90210"),
        ("ЗНО-12345 в работе", "TICKET", "ЗНО-12345"),
        ("branch ops-1234", "TICKET", "ops-1234"),
        ("договор № 123/45 от мая", "CUSTOMER", "123/45"),
        ("договор поставки № П-118/24", "CUSTOMER", "П-118/24"),
        ("по договору Д-2023/117", "CUSTOMER", "Д-2023/117"),
        ("клиент 4471-К жалуется", "CUSTOMER", "4471-К"),
        ("Лицевой счёт: 00451276", "CUSTOMER", "00451276"),
        ("customer id: C-99871", "CUSTOMER", "C-99871"),
        ('"customerId": "C-99871"', "CUSTOMER", "C-99871"),
        ("order #77812 failed", "CUSTOMER", "77812"),
        ("contract no. A-2023/118", "CUSTOMER", "A-2023/118"),
        ("client_id=44719", "CUSTOMER", "44719"),
        ("не привязалось к рейсу 2026/47339", "CUSTOMER", "2026/47339"),
        ("у клиента 1925 7859 другая квота", "CUSTOMER", "1925 7859"),
    ],
)
def test_found(text: str, kind: str, value: str) -> None:
    assert found(Tickets(), text) == [(kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "CVE-2024-1 CVE-2019-11477 RFC-2616 UTF-8 SHA-256 ISO-8601 HTTP-404 KEP-1880 ГОСТ-34 ФЗ-152",
        "KAFKA-123 SPARK-31 ORA-01017 E5-2660 AES-256-GCM L12-L30 10-OCT-2024 GPT-4 K8S-1",
        "issue 12, case 2, step 3; the order of 10 nodes; client version 1.2; orders 2024-05-01",
        "клиент версии 1.2, заказ в 2024 году, договор от 12.05.2024, задача 3, клиент psql 14",
        "account 12 policy v1 member_2 tenant2 customer-managed keys, contract testing 101",
        "border 123456, recorder 99999, disorder 123-45",
        "\u27e6TICKET_1\u27e7 order \u27e6CUSTOMER_12345\u27e7",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(Tickets(), text) == []
