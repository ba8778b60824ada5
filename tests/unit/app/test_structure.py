"""What of a value is kept in clear, and when two ways of writing are one value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.confidentiality.structure import pieces
from app.confidentiality.value_keys import key


def shown(label: str, value: str) -> str:
    return "".join(f"<{p.label}>" if p.label else p.text for p in pieces(label, value))


@pytest.mark.parametrize(
    ("label", "value", "kept"),
    [
        ("HOST", "db1.corp.example.net", "<HOST>.<DOMAIN>"),
        ("HOST", "db-prod-03", "<HOST>"),
        ("HOST", "orion.lan", "<HOST>"),
        ("HOST", "acme-corp.io", "<DOMAIN>"),
        ("HOST", "acme.com.ua", "<DOMAIN>"),
        ("HOST", "acme.slack.com", "<HOST>.slack.com"),
        ("HOST", "db1.corp.net.", "<HOST>.<DOMAIN>."),
        ("IP", "10.1.2.3", "<IP>"),
        ("IP", "10.1.2.3/32", "<IP>/32"),
        ("IP", "10.1.2.0/24", "<NET>.0/24"),
        ("IP", "10.1.0.0/16", "<NET>.0.0/16"),
        ("IP", "10.1.16.0/20", "<NET>.0/20"),
        ("IP", "fd12:3456::/48", "<NET>/48"),
        ("IP", "fd12:3456::1", "<IP>"),
        ("EMAIL", "ivan.petrov@corp.ru", "<EMAIL>@<DOMAIN>"),
        ("EMAIL", "ivan.petrov@mail.ru", "<EMAIL>@mail.ru"),
        ("EMAIL", "ivan [at] corp [dot] ru", "<EMAIL>"),
        (
            "URL",
            "https://db1.corp.net:8443/api/v1/health",
            "https://<HOST>.<DOMAIN>:8443/api/v1/health",
        ),
        ("URL", "https://10.1.2.3/login?user=anna#x", "https://<IP>/login?<QUERY>#<QUERY>"),
        (
            "URL",
            "https://wiki.corp.net/display/acme-merger/",
            "https://<HOST>.<DOMAIN>/display/<PATH>/",
        ),
        ("URL", "http://[fd12::1]:80/", "http://[<IP>]:80/"),
        ("URL", "postgres://app@db1.corp.net/orders", "postgres://<USER>@<HOST>.<DOMAIN>/<PATH>"),
        ("URL", "https://github.com/acme/secret", "https://github.com/<PATH>/<PATH>"),
        ("URL", "not a url", "<URL>"),
        ("PERSON", "Anna Lee", "<PERSON>"),
    ],
)
def test_structure_is_kept(label: str, value: str, kept: str) -> None:
    assert shown(label, value) == kept


@given(
    st.sampled_from(["HOST", "URL", "EMAIL", "IP", "TERM", "DOMAIN"]),
    st.text(alphabet="a1.-:/@?#[]%é я⟦", max_size=40) | st.text(max_size=20),
)
def test_parts_put_together_are_the_value(label: str, value: str) -> None:
    assert "".join(piece.text for piece in pieces(label, value)) == value


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("PERSON", "Иванов", "Иванову"),
        ("PERSON", "Иванов", "Ivanov"),
        ("PERSON", "Иван Петров", "Петрову Ивану"),
        ("PERSON", "ANNA LEE", "Anna  Lee"),
        ("TERM", "Ромашка", "Ромашке"),
        ("TERM", "Ромашка", "Romashka"),
        ("TERM", "Globex", "GLOBEX"),
        ("HOST", "DB1.corp.lan", "db1.corp.lan"),
        ("PHONE", "＋7 912", "+7 912"),
    ],
)
def test_one_value(label: str, one: str, other: str) -> None:
    assert key(label, one) == key(label, other)


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        ("PERSON", "Иванов", "Петров"),
        ("PERSON", "Анна Иванова", "Олег Иванов"),
        ("PERSON", "Anna Lee", "Anna Ray"),
        ("TERM", "Orion", "Orion 2"),
        ("TERM", "Ромашка", "Рамка"),
        ("HOST", "db1.corp.lan", "db-1.corp.lan"),
        ("INN", "7707083893", "7707083894"),
    ],
)
def test_two_values(label: str, one: str, other: str) -> None:
    assert key(label, one) != key(label, other)
