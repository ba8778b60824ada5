"""The view that patterns read leads back to the original's positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.confidentiality.detectors.view import View
from index.chunk import Action


def test_what_hides_a_value_is_undone() -> None:
    text = "a\u200bb\u00a0c\u2014d ｅ и\u0306 \u27e6HOST_1\u27e7"
    assert View.of(text).text == "ab c-d e й " + "\u27e6" * 8
    assert View.of(text, blank=False).text.endswith("\u27e6HOST_1\u27e7")


def test_look_alike_letters_and_dots_in_brackets_are_read_as_what_they_look_like() -> None:
    assert View.of("Acm\u0435 \u0391cme п\u0061роль").text == "Acme Acme пароль"
    assert (
        View.of("подами k8s-кластер Kafka-ой Kafkaй").text == "подами k8s-кластер Kafka-ой Kafkaй"
    )
    view = View.of("at 10[.]20(.)30[dot]41 f(.) [.]")
    assert view.text == "at 10.20.30.41 f(.) [.]"
    assert view.finding("X", Action.MASK, (3, 14), "test").end == len("at 10[.]20(.)30[dot]41")


def test_letters_written_as_codes_are_letters() -> None:
    for text in ("%D0%98%D0%B2%d0%b0", "\\u0418\\u0432\\u0430", "&#1048;&#x432;&#1072;"):
        view = View.of(f"q={text}&b")
        assert view.text == "q=Ива&b"
        finding = view.finding("X", Action.MASK, (2, 5), "test")
        assert (finding.start, finding.end) == (2, 2 + len(text))
    assert View.of("10&#46;20&#x2e;30 &#73;van a&#64;b").text == "10.20.30 Ivan a@b"
    assert View.of("100%D0 &#60; \\u04 %20").text == "100%D0 &#60; \\u04 %20"


def test_text_that_only_resembles_a_placeholder_is_read() -> None:
    hidden = "\u27e6AKIAQWERTY1234_1\u27e7"
    assert View.of(hidden).text == "(AKIAQWERTY1234 1)"
    assert View.of("[[db01.corp_1]] f(a_1)").text == "[[db01.corp 1]] f(a_1)"


@given(st.text(alphabet="ab \u200b\u00ad\u00a0\u2014и\u0306\u27e6\u27e7H_1%D0&#64;", max_size=60))
def test_positions_lead_back(text: str) -> None:
    view = View.of(text)
    origins = [view.origin(place) for place in range(len(view.text))]
    assert origins == sorted(set(origins))
    assert all(0 <= origin < len(text) for origin in origins)
    for place, origin in enumerate(origins):
        if view.text[place] in "abH_1":
            assert text[origin] == view.text[place]
    if view.text:
        whole = view.finding("X", Action.MASK, (0, len(view.text)), "test")
        assert 0 <= whole.start < whole.end <= len(text)


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ("\U0001f1f0\U0001f1f4\U0001f1fc", "KOW"),
        ("\U0001f17a\U0001f17e\U0001f186", "KOW"),
        ("\U0001f15a\U0001f15e\U0001f166", "KOW"),
        ("\U0001f13a\U0001f13e\U0001f146", "KOW"),
        ("\u24a6\u24aa\u24b2", "kow"),
        ("\u24c0\u24de\u24e6", "Kow"),
        ("\u1d0b\u1d0f\u1d21", "kow"),
    ],
    ids=ascii,
)
def test_letters_in_frames_and_small_capitals_are_letters(drawn: str, read: str) -> None:
    view = View.of(f"ask {drawn} now")
    assert view.text == f"ask {read} now"
    assert view.origin(4 + len(read)) == 4 + len(drawn)
