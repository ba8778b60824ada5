"""The egress guard: what it holds, what it lets through, and its tickets (law 5)."""

from __future__ import annotations

import base64
import gzip
import json
import sys
import threading
import time
import urllib.parse
import zlib
from collections.abc import Callable, Collection
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.confidentiality.coded_runs import TooDeepError
from app.confidentiality.guard import Clear, Destination, Guard, Held, Outgoing, Watch
from app.confidentiality.reason import ReasonCode
from app.confidentiality.views import views

KEY = "sk-test-not-a-real-key-0123456789"
GOAL = Destination("https://api.example.com/v1/chat/completions", KEY, "model-x")
HEADERS = (
    ("Host", "api.example.com"),
    ("Authorization", f"Bearer {KEY}"),
    ("Content-Type", "application/json"),
    ("Content-Length", "123"),
)


def request(text: str, system: str = "Answer briefly.") -> Outgoing:
    messages = [{"role": "system", "content": system}, {"role": "user", "content": text}]
    body = {"messages": messages, "model": "model-x", "max_tokens": 100, "stream": True}
    return Outgoing(GOAL.url, HEADERS, json.dumps(body, ensure_ascii=False).encode())


def reading(
    outgoing: Outgoing,
    originals: Collection[str] = (),
    watch: Watch | None = None,
    issued: Collection[str] = (),
) -> tuple[str, ...]:
    """Names of the alarms that rang."""
    judged = Guard(GOAL, watch or Watch()).read(outgoing, originals, issued, "d1")
    if isinstance(judged, Clear):
        return ()
    assert judged.reason.code is ReasonCode.HELD
    return judged.reason.kinds


HELD = [
    ("credential", "use AKIA" + "QYLPMN5HFIQR7XYA now"),
    ("credential", "ghp_" + "x7Kd92mQ" * 5),
    ("credential", "glpat-" + "Zk3n9QpLr8sT2vWx4yAb"),
    ("credential", "eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl"),
    ("credential", "https://hooks.slack.com/services/T0AAAA/B0BBBB/abcdefgh12345678"),
    ("private_key", "-----BEGIN OPENSSH PRIVATE KEY-----"),
    ("userinfo", "postgres://app:s3cretPw@db/x"),
    ("keyed_secret", 'password: "Tr0ub4dor&3"'),
    ("keyed_secret", "пароль: Zima2024!"),
    ("keyed_secret", "API_TOKEN=9f8e7d6c5b4a"),
    ("email", "write to anna.lee@acme-corp.com"),
    ("email", "почта иван@почта.рф"),
    ("ipv4", "ssh 10.20.30.40"),
    ("ipv4", "curl http://185.12.64.1:8080/"),
    ("ipv4", "--bind=10.20.30.40"),
    ("ipv6", "ping fd12:3456:789a::1"),
    ("ipv6", "ping 2a02:6b8::2:242"),
    ("mac", "device 3c:22:fb:4e:9a:01"),
    ("internal_host", "ssh db1.prod.corp"),
    ("internal_host", "payments.svc.cluster.local is down"),
    ("phone", "call +7 (912) 345-67-89"),
    ("phone", "звоните 8 (912) 345-67-89"),
    ("card", "card 5204 2477 5000 1471"),
    ("iban", "to GB33 BUKB 2020 1555 5555 55"),
    ("snils", "СНИЛС 112-233-445 95"),
    ("russian_id", "ИНН 7707083893"),
    ("russian_id", "паспорт 45 07 123456"),
]

STAYS = [
    "kubectl -n monitoring get pods --sort-by=.status.startTime",
    "see https://kubernetes.io/docs/concepts/ and https://github.com/org/repo",
    "git clone git@github.com:org/repo.git",
    "password: $DB_PASSWORD, token=${TOKEN}, secret: <your secret>, --password-stdin",
    "password: ⟦SECRET_1⟧ on ⟦HOST_1⟧, ask ⟦PERSON_2⟧ or ⟦EMAIL_1⟧",
    "postgres://⟦USER_1⟧:⟦X_1⟧@⟦HOST_1⟧/db and postgres://user:$PASSWORD@db/x",
    "mail someone@example.com; systemctl restart postgresql@14-main.service",
    "bind 0.0.0.0:8080 or 127.0.0.1, mask 255.255.255.0, doc 192.0.2.10, dns 8.8.8.8",
    "release v1.2.3.4 of 2024-01-01 12:34:56, range 10.0.0.0/8, ::1",
    "pip install thing==1.2.3.4 or image@1.2.3.4; tag 1.2.3.4; use fc00::/7",
    "std::vector and Foo::Bar, sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0",
    "host.docker.internal, kubernetes.default.svc.cluster.local, /etc/rc.local, a.local.json",
    "scale to 1700000000 at 1700000000000 with 4111 1111 1111 1111 and +1 202-555-0143",
    "the secret is stored in Vault; the token is rotated; key: value",
    "перезапустите сервис, затем проверьте логи командой journalctl -u nginx",
    "annotations: kubernetes.io/ingress.class: nginx, apiVersion: apps/v1",
]


@pytest.mark.parametrize(("alarm", "text"), HELD)
def test_held_by_shape(alarm: str, text: str) -> None:
    assert alarm in reading(request(f"First {text} then go on."))


@pytest.mark.parametrize("text", STAYS)
def test_what_may_leave_leaves(text: str) -> None:
    assert reading(request(text)) == ()


def wrapped(text: str) -> str:
    line = base64.b64encode(("padding " * 12 + text).encode()).decode()
    return "\n".join(line[at : at + 76] for at in range(0, len(line), 76))


HIDINGS: dict[str, Callable[[str], str]] = {
    "full width": lambda t: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in t),
    "zero width": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "percent": lambda t: "".join(f"%{byte:02X}" for byte in t.encode()),
    "percent twice": lambda t: urllib.parse.quote(urllib.parse.quote(t, safe=""), safe=""),
    "json escapes": lambda t: "".join(f"\\u{ord(c):04x}" for c in t),
    "hex escapes": lambda t: "".join(f"\\x{ord(c):02x}" for c in t),
    "hex": lambda t: t.encode().hex(),
    "hex number": lambda t: "0x" + t.encode().hex().upper(),
    "dots in brackets": lambda t: base64.b64encode(t.replace(".", "[.]").encode()).decode(),
    "entities": lambda t: "".join(f"&#{ord(c)};" for c in t),
    "base64": lambda t: base64.b64encode(t.encode()).decode(),
    "url base64": lambda t: base64.urlsafe_b64encode(b"<<" + t.encode() + b">>").decode(),
    "base64 in lines": wrapped,
    "base64 of percent": lambda t: base64.b64encode(urllib.parse.quote(t).encode()).decode(),
    "glued base64": lambda t: "ab/" + base64.b64encode(t.encode()).decode(),
}


@pytest.mark.parametrize("hiding", HIDINGS)
@pytest.mark.parametrize("value", ["anna.lee@acme-corp.com", "AKIA" + "QYLPMN5HFIQR7XYA"])
def test_decoded_views(hiding: str, value: str) -> None:
    assert reading(request(f"look: {HIDINGS[hiding](value)} end")) != ()


@pytest.mark.parametrize(
    "text",
    [
        "ORION-Payments",
        "orion payments",
        "o r i o n p a y m e n t s",
        "Orion.Payments",
        "xorionpaymentsx",
    ],
)
def test_originals_and_dictionary_whatever_case_and_separators(text: str) -> None:
    assert reading(request(f"about {text} now"), ["Orion Payments"]) == ("original",)
    assert reading(request(f"about {text} now"), watch=Watch(["Orion Payments"])) == ("dictionary",)


def test_short_values_are_held_as_words_only() -> None:
    assert reading(request("on db1 now"), ["db1"]) == ("original",)
    assert reading(request("on DB1_main now"), ["db1"]) == ("original",)
    assert reading(request("on db12 now"), ["db1"]) == ()


@pytest.mark.parametrize(
    "text", ["у Ромашки", "с РОМАШКОЙ", "Северного Потока", "северным_потоком"]
)
def test_dictionary_in_other_cases_of_russian(text: str) -> None:
    watch = Watch(["Ромашка", "Северный Поток"])
    assert reading(request(f"сбой {text} сегодня"), watch=watch) == ("dictionary",)
    assert reading(request("ромашковый чай и поток данных"), watch=watch) == ()


def test_our_own_placeholders_are_no_findings_and_forged_ones_are() -> None:
    text = "ask ⟦CUSTOMER_1⟧"
    assert reading(request(text), watch=Watch(["customer"]), issued=["⟦CUSTOMER_1⟧"]) == ()
    assert reading(request(text), watch=Watch(["customer"])) == ("dictionary",)


def test_canaries_and_text_of_confidential_documents() -> None:
    assert reading(request("x canary-7f3a91 y"), watch=Watch(canaries=["canary-7f3a91"])) == (
        "canary",
    )
    watch = Watch(overlap=lambda text: "merger plan" in text)
    assert reading(request("the merger plan says"), watch=watch) == ("confidential_text",)
    hidden = base64.b64encode(b"the merger plan says").decode()
    assert reading(request(hidden), watch=watch) == ("confidential_text",)


def test_the_key_is_allowed_in_its_own_header_only_and_only_when_equal() -> None:
    assert reading(request("fine")) == ()
    assert "api_key" in reading(request(f"key {KEY}"))
    other = tuple((n, f"{v}x" if n == "Authorization" else v) for n, v in HEADERS)
    assert reading(replace(request("fine"), headers=other)) != ()
    twice = (*HEADERS, ("User-Agent", KEY))
    assert "api_key" in reading(replace(request("fine"), headers=twice))


@pytest.mark.parametrize("name", ["X-Stainless-OS", "Cookie", "traceparent", "OpenAI-Organization"])
def test_unknown_headers_are_held(name: str) -> None:
    outgoing = replace(request("fine"), headers=(*HEADERS, (name, "x")))
    assert reading(outgoing) == ("header",)


def test_known_headers_are_read() -> None:
    outgoing = replace(request("fine"), headers=(*HEADERS, ("User-Agent", "ssh 10.20.30.40")))
    assert reading(outgoing) == ("ipv4",)


def test_another_address_is_held() -> None:
    url = GOAL.url + "?user=anna"
    assert reading(replace(request("fine"), url=url)) == ("address",)


@pytest.mark.parametrize(
    ("body", "alarm"),
    [
        (b'{"messages": [], "metadata": {}}', "field"),
        (b"[]", "field"),
        (b"not json", "failure"),
        (b'{"model": "\xff"}', "failure"),
        (b'{"model": "10.20.30.40"}', "ipv4"),
        (b'{"messages": [{"role": "user", "10.20.30.40": "x"}]}', "ipv4"),
        (b'{"messages": ["10.20.30.40"], "messages": []}', "ipv4"),
        (b'{"messages": ["\\u0031\\u0030.20.30.40"]}', "ipv4"),
        (b'{"messages": "' + b"x" * 1_000_001 + b'"}', "size"),
    ],
)
def test_bodies(body: bytes, alarm: str) -> None:
    assert reading(replace(request(""), body=body)) == (alarm,)


def test_a_failing_part_holds_and_quotes_nothing() -> None:
    def broken(text: str) -> bool:
        raise RuntimeError(text)

    held = Guard(GOAL, Watch(overlap=broken)).read(request("quiet words"), (), (), "d")
    assert held == Held.because("failure")
    assert "quiet" not in repr(held)


def test_too_slow_is_held() -> None:
    ticks = iter(range(0, 10_000, 2))
    guard = Guard(GOAL, Watch(), seconds=5.0, clock=lambda: float(next(ticks)))
    assert guard.read(request("fine"), (), (), "d") == Held.because("time")


def test_a_text_that_unfolds_for_ever_is_held() -> None:
    text = "anna.lee@acme-corp.com"
    for _ in range(6):
        text = base64.b64encode(text.encode()).decode()
    assert reading(request(text)) != ()


def test_views_are_bounded_and_the_text_itself_is_the_first() -> None:
    assert next(views("as it is")) == "as it is"
    nested = "x%2541" * 3 + "&amp;amp;amp;amp;lt;"
    assert sum(map(len, views(nested))) <= 12 * len(nested) + 1000
    bomb = "some words"
    for _ in range(5):
        bomb = base64.b64encode(bomb.encode()).decode()
    with pytest.raises(TooDeepError):
        list(views(bomb))


HARD = [
    "a" * 60_000,
    "a." * 30_000,
    "1" * 60_000,
    "1 " * 30_000,
    "a@" * 30_000,
    ":" * 60_000,
    "password=" * 7_000,
    "%25" * 20_000,
    "[" * 60_000,
    "eyJ" * 20_000,
    "AB12 " * 12_000,
    "://a:" * 12_000,
    "\\u0041" * 10_000,
    "инн " * 15_000,
    "key " * 15_000,
    "password for a " * 4_000,
    "curl -x " * 7_000,
    "mysql -" * 8_000,
    "login " * 10_000,
    "user admin/" * 5_000,
    "ip-1-1-1-" * 6_000,
    "a at b dot " * 5_000,
    "a-" * 30_000,
    "=41" * 20_000,
    "ab " * 20_000,
    "A2" * 30_000,
    "xn--" * 15_000,
    "тел " * 15_000,
    "а" * 60_000,
    "aа" * 30_000,
    "sha256 secret: x-y.z_" * 3_000,
    '"a" + ' * 10_000,
    "ул. 1111111111111111111111 " * 2_000,
    "| password |\n" * 5_000,
    "password a b c " * 4_000,
    "born 1 1 1 1 " * 5_000,
    "1 Main Main " * 5_000,
    "@a." * 20_000,
    "1.1.1.1.1 " * 6_000,
    "-u a -p " * 7_000,
    "sk-" * 7_000,
    "xoxb 1 a " * 3_000,
    "AKIA-" * 5_000,
    "AIKA_" * 5_000,
    "NXVN_" * 5_000,
    "Token\n\n" * 8_000,
    "# a secret\n" * 5_000,
    "secret " * 8_000,
    "a1\n" * 20_000,
    "a1|" * 20_000,
    "drowssap " * 3_000,
    "cnffjbeq\n" * 3_000,
    "*a" * 15_000,
    "a+\n" * 20_000,
    "name: token\nvalue: " * 3_000,
    "<token>a1b2</" * 4_000,
    ">a1b2c3</" * 27_000,
    "a|b\n--|--\n" * 6_000,
    "a\u0301" * 15_000,
    "\U000e0041" * 60_000,
]


@pytest.mark.parametrize("text", HARD, ids=lambda text: ascii(text[:9]))
def test_linear_time(text: str) -> None:
    """Twice the text takes about twice the time; a quadratic pattern would take minutes here."""
    guard = Guard(GOAL, Watch(["Orion Payments"]), seconds=60.0)
    began = time.perf_counter()
    guard.read(request(text), ["some original"], (), "d")
    assert time.perf_counter() - began < 6.0


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_it_never_raises(text: str) -> None:
    judged = Guard(GOAL, Watch()).read(
        request(text.encode("utf-8", "replace").decode()), (), (), "d"
    )
    assert isinstance(judged, Clear | Held)


class Clock:
    """A clock that the test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_tickets() -> None:
    clock = Clock()
    guard = Guard(GOAL, Watch(), clock=clock)
    outgoing = request("fine")

    def cleared() -> Clear:
        judged = guard.read(outgoing, (), (), "decision-1")
        assert isinstance(judged, Clear)
        return judged

    ticket = cleared().ticket
    assert guard.redeem(ticket, "decision-1", outgoing)
    assert not guard.redeem(ticket, "decision-1", outgoing), "a replay"
    assert not guard.redeem(cleared().ticket, "decision-2", outgoing), "another decision"
    assert not guard.redeem(cleared().ticket, "decision-1", request("other")), "another body"
    elsewhere = replace(outgoing, url="https://api.example.org/v1/chat/completions")
    assert not guard.redeem(cleared().ticket, "decision-1", elsewhere), "another host"
    forged = replace(cleared().ticket, digest=request("other").digest)
    assert not guard.redeem(forged, "decision-1", request("other")), "a forged ticket"
    assert not Guard(GOAL, Watch()).redeem(cleared().ticket, "decision-1", outgoing)
    late = cleared().ticket
    clock.now += 31
    assert not guard.redeem(late, "decision-1", outgoing), "late"


def test_nothing_of_the_request_shows_in_a_repr() -> None:
    guard = Guard(GOAL, Watch(["Orion"], ["canary-1"]))
    shown = (
        repr(request("db words")) + repr(GOAL) + repr(Watch(["Orion"], ["canary-1"])) + repr(guard)
    )
    for private in ("db words", KEY, "Orion", "canary"):
        assert private not in shown


def _is_module(name: str) -> bool:
    import importlib.util

    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # its parent is no package
        return False


def _reached(module: str, seen: set[str]) -> set[str]:
    """Every module that `module` brings in, of ours and of others."""
    import ast
    import importlib.util
    from pathlib import Path

    if module in seen:
        return seen
    seen.add(module)
    if module.partition(".")[0] not in ("app", "index", "ingest"):
        return seen
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    for node in ast.walk(ast.parse(Path(spec.origin).read_text("utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{name.name}" for name in node.names]
            ours = node.module.startswith(("app", "index", "ingest"))
            names = [n for n in inner if ours and _is_module(n)] or [node.module]
        for name in names:
            _reached(name, seen)
    return seen


def test_it_shares_no_code_with_what_it_checks() -> None:
    """Law 5: independent of the sanitiser and of the detectors, and without name recognition."""
    reached = _reached("app.confidentiality.guard", set())
    ours = {name for name in reached if name.startswith(("app", "index", "ingest"))}
    allowed = "alarms folding guard needles readings reason tickets views coded_runs"
    allowed += " alarm_addresses alarm_numbers alarm_secrets alarm_values"
    allowed += " json_strings put_together token_beginnings"
    assert ours == {
        *(f"app.confidentiality.{name}" for name in allowed.split()),
        *("index.chunk", "index.sentence"),
    }
    strangers = {name.partition(".")[0] for name in reached - ours}
    assert strangers <= set(sys.stdlib_module_names), "no recogniser of names, no library at all"


def test_the_walk_would_see_a_detector() -> None:
    assert "app.confidentiality.verdict" in _reached("app.confidentiality.sanitize", set())


def test_a_reader_that_never_ends_is_held() -> None:
    stop = threading.Event()
    guard = Guard(GOAL, Watch(overlap=lambda _: stop.wait(30)), seconds=0.1)
    began = time.monotonic()
    try:
        assert guard.read(request("fine"), (), (), "d") == Held.because("time")
    finally:
        stop.set()
    assert time.monotonic() - began < 5


def test_a_clock_that_goes_back_makes_no_ticket_live_longer() -> None:
    clock = Clock()
    guard = Guard(GOAL, Watch(), clock=clock)
    judged = guard.read(request("fine"), (), (), "d")
    assert isinstance(judged, Clear)
    clock.now -= 1
    assert not guard.redeem(judged.ticket, "d", request("fine"))


def test_the_audit_can_say_which_canary_it_was() -> None:
    watch = Watch(canaries={"c-1": "kelovimaduro", "c-2": "pesatinokalu"})
    assert reading(request("see pesatinokalu"), watch=watch) == ("canary:c-2",)


@pytest.mark.parametrize(
    "text",
    [
        "\u043aelovimaduro",
        "KELOVI-MADURO",
        "file-kelovimaduro.md",
        "k e l o v i m a d u r o",
        "orudamivolek",
        "kelovi\u0301maduro",
        base64.b64encode(b"# kelovimaduro").decode(),
        base64.b32encode(b"the kelovimaduro row").decode(),
        "| kelovimaduro | 3 |",
    ],
    ids=ascii,
)
def test_a_canary_in_every_dress(text: str) -> None:
    watch = Watch(canaries={"c-1": "kelovimaduro"})
    assert "canary:c-1" in reading(request(f"see {text} there"), watch=watch)


def _in_lines(text: str, size: int) -> str:
    return "\n".join(text[at : at + size] for at in range(0, len(text), size))


def _codes(form: str, text: str, between: str = " ") -> str:
    return between.join(form % byte for byte in text.encode())


def _dump(text: str) -> str:
    """As `xxd` prints it, without the letters."""
    digits = text.encode().hex(" ", -2).split()
    rows = range(0, len(digits), 8)
    return "\n".join(f"{at * 2:08x}: {' '.join(digits[at : at + 8])}  .." for at in rows)


UNDONE: dict[str, Callable[[str], str]] = {
    "hex": lambda t: t.encode().hex(),
    "base64 in short lines": lambda t: _in_lines(base64.b64encode(t.encode()).decode(), 10),
    "base64 in fours": lambda t: _in_lines(base64.b64encode(t.encode()).decode(), 4).replace(
        "\n", " "
    ),
    "base32 in small letters": lambda t: base64.b32encode(t.encode()).decode().lower(),
    "hex in fours": lambda t: t.encode().hex(" ", -2),
    "hex in eights": lambda t: t.encode().hex(" ", -4),
    "hex in a column": lambda t: t.encode().hex("\n"),
    "a dump": _dump,
    "decimal codes": lambda t: _codes("%d", t),
    "decimal codes with commas": lambda t: _codes("%d", t, ", "),
    "octal codes": lambda t: _codes("%03o", t),
    "binary codes": lambda t: " ".join(f"{byte:08b}" for byte in t.encode()),
    "percent and u": lambda t: _codes("%%u%04x", t, ""),
    "U and plus": lambda t: _codes("U+%04X", t),
    "quoted printable in small letters": lambda t: _codes("=%02x", t, ""),
    "compressed quickly": lambda t: base64.b64encode(zlib.compress(t.encode(), 1)).decode(),
    "UTF-16, big end first": lambda t: base64.b64encode(t.encode("utf-16-be")).decode(),
    "UTF-16 with its mark": lambda t: base64.b64encode(t.encode("utf-16")).decode(),
    "UTF-7": lambda t: f"+{base64.b64encode(t.encode('utf-16-be')).decode().rstrip('=')}-",
    "tags between letters": lambda t: "".join(f"<b>{letter}</b>" for letter in t),
    "a tag within": lambda t: f"{t[:8]}<span class=x>{t[8:]}</span>",
    "cells": lambda t: f"<td>{t[:8]}</td><td>{t[8:]}</td>",
    "numbered items": lambda t: f"1. it is {t[:8]}\n2. {t[8:]} so far",
    "a letter in each item": lambda t: "\n".join(f"{n}. {one}" for n, one in enumerate(t)),
    "lines of a chat": lambda t: f"10:01 bob: so {t[:8]}\n10:02 bob: {t[8:]}",
    "flags": lambda t: "".join(chr(0x1F1E6 + ord(c) - 97) for c in t),
    "white on black squares": lambda t: "".join(chr(0x1F170 + ord(c) - 97) for c in t),
    "letters in brackets": lambda t: "".join(chr(0x249C + ord(c) - 97) for c in t),
    "small capitals": lambda t: t.translate(
        str.maketrans("abdeghiklmnoprtuvz", "ᴀʙᴅᴇɢʜɪᴋʟᴍɴᴏᴘʀᴛᴜᴠᴢ")
    ),
    "Cyrillic letters": lambda t: _in_cyrillic(t),
}


def _in_cyrillic(text: str) -> str:
    return text.replace("j", "дж").translate(
        str.maketrans("abdefghiklmnoprstvz", "абдефгхиклмнопрствз")
    )


@pytest.mark.parametrize("hiding", UNDONE)
@pytest.mark.parametrize("canary", ["dabadikozevinatojeri", "hegujipomavorutilesa"])
@pytest.mark.parametrize("behind", ["", "\nThanks, bye."])
def test_a_canary_in_codes_that_a_reader_undoes(hiding: str, canary: str, behind: str) -> None:
    text = f"Please look at this:\n{UNDONE[hiding](canary)}{behind}"
    assert "canary:c" in reading(request(text), watch=Watch(canaries={"c": canary}))


MORE_HIDINGS: dict[str, Callable[[str], str]] = {
    "quoted printable": lambda t: "".join(f"={byte:02X}" for byte in t.encode()),
    "base32": lambda t: base64.b32encode(f"see {t} there".encode()).decode(),
    "hex with blanks": lambda t: t.encode().hex(" "),
    "powershell": lambda t: base64.b64encode(t.encode("utf-16-le")).decode(),
    "compressed": lambda t: base64.b64encode(gzip.compress(t.encode())).decode(),
    "octal": lambda t: "".join(f"\\{ord(c):03o}" for c in t),
    "look-alikes": lambda t: t.replace("a", "\u0430").replace("A", "\u0410").replace("c", "\u0441"),
    "strings put together": lambda t: f'"{t[:9]}" + "{t[9:]}"',
    "broken over lines": lambda t: f"{t[:9]}\\\n    {t[9:]}",
    "spelled": lambda t: (
        " ".join(t) if "@" not in t else t.replace("@", " at ").replace(".", " dot ")
    ),
    "brackets": lambda t: t.replace("@", " [at] ").replace(".", "(dot)"),
}


@pytest.mark.parametrize("hiding", MORE_HIDINGS)
@pytest.mark.parametrize("value", ["anna.lee@acme-corp.com", "AKIA" + "QYLPMN5HFIQR7XYA"])
def test_more_decoded_views(hiding: str, value: str) -> None:
    assert reading(request(f"look: {MORE_HIDINGS[hiding](value)} end")) != ()


@pytest.mark.parametrize(
    ("alarm", "text"),
    [
        ("ipv4", "curl http://169090600:8080/"),
        ("ipv4", "open http://0x0a141e28/ now"),
        ("ipv4", "0x0a.0x14.0x1e.0x28"),
        ("ipv4", "ip-10-20-30-40.ec2"),
        ("ipv4", "40.30.20.10.in-addr.arpa"),
        ("ipv4", "10 dot 20 dot 30 dot 40"),
        ("ipv6", "ping ::ffff:10.20.30.40"),
        ("mac", "3c22.fb4e.9a01"),
        ("keyed_secret", "the password for grafana is Xk29slon77"),
        ("keyed_secret", "пароль от графаны теперь Xk29-slon-77"),
        ("keyed_secret", "логин: admin / Kx9!mvQ2"),
        ("keyed_secret", "mysql -u root -pQ7xk29vb"),
        ("keyed_secret", "curl -u admin:Q7xk29vb https://x"),
        ("keyed_secret", "ALTER USER a IDENTIFIED BY 'Q7xk29vb'"),
        ("keyed_secret", "id/pw master/iPp6@GRq"),
        ("credential", "admin:$apr1$x7Kd92mQ$abcdefghijklmnopqrstuv"),
        ("random_string", "value wJalrXUtnFEMI/K7MDENG/bPxRfiCYzk93mQx7Kd2 there"),
        ("private_key", "MIIEpAIBAAKCAQEAx7Kd92mQ"),
        ("russian_id", "номер 500100732259 в базе"),
        ("national_id", "her number 536-90-4399 on file"),
        ("phone", "тел. 345-67-89"),
        ("card", "5204.2477.5000.1471"),
        (
            "keyed_secret",
            "hosts:\n\n| host | user | password |\n|---|---|---|\n| a | ops | kestrel7741 |",
        ),
        ("keyed_secret", "вот:\n\n| сервис | пароль |\n|--|--|\n| x | y |\n| a | берёза4471 |"),
        ("keyed_secret", "the new password for the portal: maple.Otter.8812"),
        ("keyed_secret", "сменила пароль, пока такой maple.otter.881, потом поменяй"),
        ("keyed_secret", "docker login -u ci -p Kestrel7741 registry.example.com"),
        ("ipv4", "IP 10.20.30.40.50211 > 8.8.8.8.53: Flags"),
        ("birth_date", "Form wants date of birth 17/09/1984 and more"),
        ("birth_date", "she was born on March 3rd, 1984"),
        ("birth_date", "дата рождения: 01.06.1982"),
        ("birth_date", "Петров, 26.02.1968 г.р."),
        ("street", "send it to 178 Harbour View Street, please"),
        ("street", "адрес: ул. Большая Речная, дом 12"),
        ("street", "живёт на проспекте, просп. Речной 12"),
        ("handle", "ping @s.kestrelova about it"),
        ("initials", "согласовать с А. Б. Кестреловым"),
        ("initials", "отв. Кестрелов А.Б., до пятницы"),
        ("initials", "signed by J. R. Kestrel"),
        ("keyed_secret", "прислала пароль, временный otter@9344, потом поменяй"),
    ],
)
def test_held_by_shape_in_other_notations(alarm: str, text: str) -> None:
    assert alarm in reading(request(f"First {text} then go on."))


@pytest.mark.parametrize(
    "text",
    [
        "ssh host-1.example or db.invalid, 198.51.100.7, 203.0.113.9, 2001:db8::7, 00:00:5e:00:53:01",
        "host-198-51-100-7, ip-192-0-2-1, http://3325256705/, ::ffff:192.0.2.1",
        "secretName: grafana-tls-2, token_ttl: 3600s, key: sha256, use oauth2 tokens and RSA-2048 keys",
        "The API key is rotated in 90d; the password must have 12chars; see step-3 and v1.2",
        "ECDSA key fingerprint is SHA256:PoaSwqxRc8g6iOXtiH7ayGHpSN0MXwUfWHkGgpLELJ8.",
        "commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b by CI, id 388151056235919956",
        "ключ шифрования хранится в KMS, токен живёт 12 часов, пароль задаётся при установке",
        "| name | token type |\n|---|---|\n| a | oauth2 |",
        "| option | password policy |\n|---|---|\n| length | 12 or more |",
        "the password must have 12 characters, 2 digits; release 1.2.3.4.5 of 2024-01-01",
        "@angular/core and @app.route('/') and @pytest.fixture; 5 Main Features of Drive 2",
        "AKIAIOSFODNN7EXAMPLE and wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "https://x.example/?a=42&limit=56bdf53a1f10c078c2b4fb5a26cefa67",
        "aws s3 cp s3://example/2024/01/01/log.gz . && tar -xzf log.gz",
    ],
)
def test_more_of_what_may_leave_leaves(text: str) -> None:
    assert reading(request(text)) == ()


@pytest.fixture(scope="module")
def large() -> Guard:
    """A dictionary of 100,000 terms, many of which begin alike."""
    terms = [f"Company{n:05}" for n in range(40_000)]
    terms += [
        f"ООО Ромашка{chr(0x430 + n % 32)}{chr(0x430 + n // 32 % 32)}{n}" for n in range(40_000)
    ]
    terms += [
        f"{a}{b}{c}{d}ion"
        for a in "bcdfgklmpr"
        for b in "aeiou"
        for c in "nrstvbdglm"
        for d in (
            "tat",
            "ver",
            "lan",
            "mir",
            "sol",
            "gor",
            "pel",
            "dam",
            "kun",
            "rit",
            "bos",
            "wen",
            "fal",
            "hud",
            "jas",
            "zor",
            "cep",
            "lov",
            "tig",
            "nam",
            "ser",
            "vic",
            "mon",
            "pol",
            "dar",
            "ken",
            "lis",
            "fen",
            "gat",
            "hol",
            "riv",
            "sta",
            "tor",
            "ulm",
            "wax",
            "yel",
            "bri",
            "cro",
            "dre",
            "fle",
        )
    ]
    return Guard(GOAL, Watch(terms), seconds=60.0)


def test_a_large_dictionary_is_read_in_no_time(large: Guard) -> None:
    text = "Company says ООО Рога restart the pods of the company then wait. " * 250
    began = time.process_time()
    assert isinstance(large.read(request(text), (), (), "d"), Clear)
    assert time.process_time() - began < 0.5
    held = large.read(request(f"{text} about company-17 and Company 31777."), (), (), "d")
    assert held == Held.because("dictionary")
    held = large.read(request("сбой у ООО Ромашкагб35 сегодня"), (), (), "d")
    assert held == Held.because("dictionary")


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("Анна Петрова", "спросите Анну Петрову"),
        ("Анна Петрова", "согласовано с Анной Петровой"),
        ("Иван Орлов", "у Ивана Орлова"),
        ("Павел Заяц", "без Павла Зайца, но с Павлом Заяц"),
        ("Андрей Белый", "Андрею Белому"),
        ("Мария", "для Марии"),
        ("Дмитрий Ким", "от Дмитрия Кима"),
        ("Лев Достоевский", "Лев Достоевского"),
        ("Анна Петрова", "login anna petrova"),
        ("Anna", "Anna's laptop"),
        ("Globex", "the Globexs"),
    ],
)
def test_originals_in_other_forms(original: str, text: str) -> None:
    assert reading(request(text), [original]) == ("original",)


@pytest.mark.parametrize(
    ("original", "text"),
    [("Анна", "анналы истории"), ("Заря", "зараза и заряд"), ("Вера", "верите ли")],
)
def test_other_words_are_no_forms(original: str, text: str) -> None:
    assert reading(request(text), [original]) == ()


def test_a_short_term_is_not_found_across_words_by_accident() -> None:
    watch = Watch(["Astarte"])
    assert reading(request("it was tarted up, vastarted"), watch=watch) == ()
    for text in ("of Astarte,", "ASTARTE_HOST", "a s t a r t e", "a-starte"):
        assert reading(request(text), watch=watch) == ("dictionary",)


def test_a_body_of_a_megabyte_takes_time_in_proportion() -> None:
    guard = Guard(GOAL, Watch(["Orion Payments"]), seconds=60.0)
    line = "kubectl -n monitoring get pods; the token lives in Vault, key one=two [x](y) 12:30 "
    small, big = line * 600, line * 6000
    times = []
    for text in (small, big):
        began = time.process_time()
        assert isinstance(guard.read(request(text), ["some original"], (), "d"), Clear)
        times.append(time.process_time() - began)
    assert times[1] < 25 * times[0] + 0.5
    assert times[1] < 4.0
