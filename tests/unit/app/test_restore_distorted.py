"""What models make of placeholders is understood, whole and in every cut."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.confidentiality.restoring import (
    HOLD_BACK,
    MARK,
    Restorer,
    Vault,
    restore,
    restore_pieces,
)
from tests.samples.distortions import VAULT, WAYS, answers, cuts, every_way


def test_every_distortion_is_restored() -> None:
    missed = [(a.ways, a.text) for a in every_way() if restore(a.text, VAULT).text != a.wanted]
    assert missed == []


def test_whole_answers_are_restored() -> None:
    missed = [a.text for a in answers(7, 600) if restore(a.text, VAULT).text != a.wanted]
    assert missed == []


def test_every_cut_of_an_answer_gives_the_unstreamed_result() -> None:
    for number, answer in enumerate(answers(11, 40)):
        whole = restore(answer.text, VAULT)
        for pieces in cuts(answer.text, number, 15):
            assert restore_pieces(pieces, VAULT) == whole, pieces


_BITS: tuple[str, ...] = (
    *(
        "HOST",
        "_",
        "1",
        "12",
        "⟦",
        "⟧",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "{",
        "}",
        "*",
        "`",
        "\\",
        "&",
    ),
    *(
        "&lt;",
        "&#10214;",
        "\\u27e6",
        "IP",
        "PERSON",
        " ",
        "-",
        "\n",
        "2",
        "'s",
        "у",
        "ом",
        ".",
        ":",
    ),
    *("198.51.100.23", "198.51.100.2", "host-5.domain-2.example", "203.0.113.0/24", "](http://x/"),
    *(
        "```",
        "```bash\n",
        "$",
        "host",
        "Host",
        "ХОСТ",
        "DOMAIN",
        "@",
        '"',
        "|",
        "~~~",
        "#",
        "ж",
        "«",
    ),
)
_BITS += (
    "&lobrk;",
    "%E2%9F%A6",
    "\\llbracket",
    "\u200b",
    "#",
    "\u2116",
    "\u2212",
    "&#95;",
    "\uff11",
    "__",
)
_BITS += ("INTERNALINFRASTRUCTUREOFACUSTOMER", "\\\u27e6", "\u27e6\u27e6")
_RUSSIAN = Vault(
    {**VAULT.values, "⟦PERSON_1⟧": "Иван Петров", "⟦HOST_1⟧": "db1", "⟦DOMAIN_2⟧": "corp.lan"},
    wholes={"⟦HOST_1⟧": "db1.corp.lan"},
)


@given(st.lists(st.sampled_from(_BITS), max_size=14), st.data())
def test_hostile_answers_in_every_cut(bits: list[str], data: st.DataObject) -> None:
    answer = "".join(bits)
    whole = restore(answer, _RUSSIAN)
    at = data.draw(st.integers(0, len(answer)))
    assert restore_pieces([answer[:at], answer[at:]], _RUSSIAN) == whole
    assert restore_pieces(answer, _RUSSIAN) == whole


@given(st.lists(st.sampled_from(_BITS), max_size=60))
def test_hold_back_is_bounded_whatever_comes(bits: list[str]) -> None:
    restorer = Restorer(_RUSSIAN)
    for character in "".join(bits):
        restorer.feed(character)
        assert len(restorer._buffer) <= HOLD_BACK


def test_plain_words_pass_at_once() -> None:
    restorer = Restorer(Vault({"⟦HOST_1⟧": "db1"}))
    for word in ("Restart ", "the ", "service, ", "затем ", "подождите. ", "Done 3 times: x"):
        assert restorer.feed(word) == word


@pytest.mark.parametrize(
    "answer",
    [
        "HOST_2 and [HOST_2], <HOST_2>, host 1, Host 1, host-1",
        "MY_HOST_1 and $HOST_1 and ${HOST_1} and HOST_123 and HOST_1a",
        "call HOST_1X, xHOST_1, HOST 1.5, HOST-1.5",
        "[[wiki_1]], PERSONAL_1, IP 2.4, a (b), [1], x[HOST_7]",
        "1198.51.100.23, 198.51.100.230, 198.51.100.23.4, xhost-5.domain-2.example",
        "host-5.domain-2.examples, host-5.domain-2.example.org, my-host-5.domain-2.example",
    ],
)
def test_what_was_not_issued_stays(answer: str) -> None:
    assert restore(answer, VAULT).text == answer
    assert restore(answer, VAULT).unknown == 0


@pytest.mark.parametrize(
    ("answer", "text", "unknown"),
    [
        ("⟦HOST_99⟧, ⟦NOBODY_1⟧", f"{MARK}, {MARK}", 2),
        ("&#10214;HOST_99&#10215;", MARK, 1),
        ("⟦HOST⟧", "⟦HOST⟧", 2),
        ("198.51.100.23:5432", "10.24.3.99:5432", 0),
        ("ping 198.51.100.23.", "ping 10.24.3.99.", 0),
        ("http://HOST-5.domain-2.example:80/x", "http://db5.corp.lan:80/x", 0),
        ("[go](http://198.51.100.23/)", f"[go](http://{MARK}/)", 1),
        ("[HOST_1](https://x/)", "[db-prod-03.corp.lan](https://x/)", 0),
        ("⟦ХОСТ_1⟧ ⟦НОSТ_1⟧ ⟦ПЕРСОНА_1⟧", "db-prod-03.corp.lan db-prod-03.corp.lan Anna Lee", 0),
        ("⟦АДРЕС_4⟧ ⟦АДРЕС_2⟧", "ops@corp-mail.ru 10.24.3.17", 0),
    ],
)
def test_odd_ones(answer: str, text: str, unknown: int) -> None:
    restored = restore(answer, VAULT)
    assert (restored.text, restored.unknown) == (text, unknown)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ФИО_1", "PERSON_1"), ("Сервер_1", "HOST_1"), ("SERVER_1", "HOST_1"), ("主机_1", "HOST_1"),
        ("ORGANIZATION 1", "ORGANISATION_1"), ("Компания-1", "ORGANISATION_1"), ("тикет_1", "TICKET_1"),
        ("E-MAIL_1", "EMAIL_1"), ("КПП_1", "KPP_1"), ("USERNAME_1", "HANDLE_1"),
    ],
)  # fmt: skip
def test_a_label_in_another_language_or_another_word(written: str, name: str) -> None:
    names = ["PERSON", "HOST", "ORGANISATION", "TICKET", "EMAIL", "KPP", "HANDLE"]
    vault = Vault({f"⟦{label}_1⟧": f"the {label}_1" for label in names})
    assert restore(f"⟦{written}⟧", vault).text == f"the {name}"
    assert restore(written.replace("E-MAIL", "MAIL"), vault).text == written.replace(
        "E-MAIL", "MAIL"
    )


def test_a_translated_label_that_may_mean_two_is_marked() -> None:
    two = Vault({"⟦IP_1⟧": "10.1.2.3", "⟦EMAIL_1⟧": "a@corp.ru"})
    assert restore("⟦АДРЕС_1⟧", two).text == MARK


def test_a_part_by_itself_means_the_whole() -> None:
    vault = Vault(
        {"⟦HOST_1⟧": "db1", "⟦DOMAIN_1⟧": "corp.lan", "⟦HOST_2⟧": "acme", "⟦EMAIL_1⟧": "ann"}
        | {"⟦NET_1⟧": "10.1.2", "⟦IP_1⟧": "7"},
        wholes={"⟦HOST_1⟧": "db1.corp.lan", "⟦HOST_2⟧": "acme.slack.com"}
        | {"⟦EMAIL_1⟧": "ann@mail.ru", "⟦IP_1⟧": "10.1.2.7"},
    )
    answer = "⟦HOST_1⟧. ⟦HOST_1⟧.⟦DOMAIN_1⟧ HOST_1.DOMAIN_1 ⟦HOST_2⟧.slack.com ⟦HOST_2⟧"
    assert restore(answer, vault).text == (
        "db1.corp.lan. db1.corp.lan db1.corp.lan acme.slack.com acme.slack.com"
    )
    answer = "⟦EMAIL_1⟧@mail.ru ⟦EMAIL_1⟧ ⟦NET_1⟧.⟦IP_1⟧ ⟦IP_1⟧ ⟦NET_1⟧.0/24"
    assert restore(answer, vault).text == "ann@mail.ru ann@mail.ru 10.1.2.7 10.1.2.7 10.1.2.0/24"


@pytest.mark.parametrize("bit", ["⟦", "HOST_", "[", "&#10214;", "*_`", "](", "<a ", "`", "198.51."])
def test_a_long_answer_takes_linear_time(bit: str) -> None:
    began = time.process_time()
    restore(bit * (100_000 // len(bit)), VAULT)
    assert time.process_time() - began < 6


def test_there_are_as_many_ways_as_we_say() -> None:
    assert len(WAYS) >= 80
