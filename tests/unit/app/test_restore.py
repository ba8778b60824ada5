"""The way back: only what was sent out is restored, in one piece or in any."""

from __future__ import annotations

import subprocess
import tomllib
from itertools import pairwise

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.confidentiality.restoring import (
    MARK,
    Restorer,
    Vault,
    placeholder,
    restore,
    restore_pieces,
)

VAULT = Vault(
    {
        "⟦HOST_1⟧": "db1.corp.lan",
        "⟦HOST_2⟧": "db2.corp.lan",
        "⟦INTERNAL_NAME_1⟧": "orion",
        "⟦LITERAL_1⟧": "⟦HOST_9⟧",
    }
)
SNIPPETS = (
    "⟦HOST_1⟧",
    "⟦host_2⟧",
    "⟦ HOST_1 ⟧",
    "⟦HOST\\_1⟧",
    "[[HOST_1]]",
    "【INTERNAL_NAME_1】",
    "⟦HOST_77⟧",
    "⟦LITERAL_1⟧",
    "[[wiki_1]]",
    "⟦",
    "⟧",
    "[",
    "](https://x/",
    ")",
    "\n",
    "[1]: ",
    "<a href=",
    ">",
    " text ",
    "evil.com/",
    "//evil.example?q=",
    ".evil.com",
    "\\.evil",
    "&#46;com",
    "*",
    "`",
    "ж",
    "_1",
)


@pytest.mark.parametrize(
    ("answer", "text", "unknown"),
    [
        ("ssh ⟦HOST_1⟧", "ssh db1.corp.lan", 0),
        ("⟦ host_1 ⟧ and ⟦HOST\\_2⟧", "db1.corp.lan and db2.corp.lan", 0),
        ("[[HOST_1]] 〚HOST_2〛 【INTERNAL\\_NAME\\_1】", "db1.corp.lan db2.corp.lan orion", 0),
        ("⟦HOST_3⟧ is invented", f"{MARK} is invented", 1),
        ("[[HOST_3]] too", f"{MARK} too", 1),
        ("[[Page_1]] is a wiki link", "[[Page_1]] is a wiki link", 0),
        ("⟦LITERAL_1⟧", "⟦HOST_9⟧", 0),
        ("half ⟦HOST_1", "half db1.corp.lan", 0),
        ("half ⟦HOST_7 of it", f"half {MARK} of it", 1),
        ("HOST_1 without brackets", "db1.corp.lan without brackets", 0),
        ("HOST_7 without brackets", "HOST_7 without brackets", 0),
        ("[go](https://evil.invalid/?q=⟦HOST_1⟧)", f"[go](https://evil.invalid/?q={MARK})", 1),
        ("[go](\nhttps://x/(a)⟦HOST_1⟧) ⟦HOST_1⟧", f"[go](\nhttps://x/(a){MARK}) db1.corp.lan", 1),
        ("[go](<a)b/⟦HOST_1⟧>)", f"[go](<a)b/{MARK}>)", 1),
        ("[1]: https://x/⟦HOST_1⟧", f"[1]: https://x/{MARK}", 1),
        ('<img src="https://x/⟦HOST_1⟧">', f'<img src="https://x/{MARK}">', 1),
        ("[⟦HOST_1⟧](https://x/)", "[db1.corp.lan](https://x/)", 0),
        ("curl https://⟦HOST_1⟧/health", "curl https://db1.corp.lan/health", 0),
    ],
)
def test_whole(answer: str, text: str, unknown: int) -> None:
    restored = restore(answer, VAULT)
    assert (restored.text, restored.unknown) == (text, unknown)


@given(st.lists(st.sampled_from(SNIPPETS) | st.text(max_size=5), max_size=12), st.data())
def test_every_cut_gives_the_unstreamed_result(snippets: list[str], data: st.DataObject) -> None:
    answer = "".join(snippets)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(answer)), max_size=8)))
    edges = [0, *cuts, len(answer)]
    pieces = [answer[a:b] for a, b in pairwise(edges)]
    assert restore_pieces(pieces, VAULT) == restore(answer, VAULT)


@given(st.lists(st.sampled_from(SNIPPETS), max_size=6))
def test_one_character_at_a_time(snippets: list[str]) -> None:
    answer = "".join(snippets)
    assert restore_pieces(answer, VAULT) == restore(answer, VAULT)


@given(st.text(alphabet="⟦⟧[]HOST_12 \\\t", max_size=400))
def test_hold_back_is_bounded(answer: str) -> None:
    restorer = Restorer(VAULT)
    sent = 0
    for received, character in enumerate(answer, start=1):
        restored = restorer.feed(character)
        sent += len(restored)
        if "⟦" not in answer and "[[" not in answer:
            assert received - sent <= 64
        assert len(restorer._buffer) <= 64


def test_only_this_request_s_placeholders() -> None:
    assert restore("⟦HOST_1⟧", Vault({})).text == MARK


def test_an_original_is_not_restored_twice() -> None:
    nested = Vault({"⟦LITERAL_1⟧": "⟦HOST_1⟧", "⟦HOST_1⟧": "db1.corp.lan"})
    assert restore("⟦LITERAL_1⟧", nested).text == "⟦HOST_1⟧"


def test_the_shape_means_nothing_to_shell_toml_yaml_and_markdown() -> None:
    shape = placeholder("HOST", 1)
    printed = subprocess.run(
        ["bash", "-c", f"printf '%s|' ssh {shape} up"], capture_output=True, check=True
    )
    assert printed.stdout.decode() == f"ssh|{shape}|up|"
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(f"host = {shape}")
    assert yaml.safe_load(f"host: {shape}\nport: 1") == {"host": shape, "port": 1}
    assert MarkdownIt().render(f"see {shape} now") == f"<p>see {shape} now</p>\n"
