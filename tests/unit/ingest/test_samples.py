"""The shipped handbook is what it says: pages, languages, labels, planted values, questions."""

from __future__ import annotations

import ipaddress
import json
import re
import shutil
import subprocess
import tomllib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from stdnum import iban, luhn
from stdnum.ru import inn, ogrn

from index.chunk import EVERYONE, Sensitivity
from index.filters import Access
from index.script import language
from ingest.labels import load_rules
from ingest.samples import QUESTIONS, terms
from tests.samples.handbook import (
    EXPECTED,
    MARKDOWN,
    PAGES,
    PLANTED,
    ROOT,
    body,
    fences,
    front_matter,
    labels,
    of_kind,
    prose,
    text_of,
    tokens,
)

_VAULT_OR_PLACEHOLDER = re.compile(r"kv/|\$|\\\(|=-$|<")
_SECRETLIKE = re.compile(
    r"(?:password|пароль|\bpw|api_key|secret_key|priv aes 128|auth sha|bearer)[\"'`]?[:= ]+[\"'`]*"
    r"((?=\S*\d)[^\s\"'`|]{8,})|://[^\s/:@]+:([^\s/@]+)@",
    re.IGNORECASE,
)


def test_there_are_enough_pages_in_both_languages() -> None:
    spoken = Counter(language(prose(page)) for page in PAGES)

    assert len(PAGES) >= 30
    assert min(spoken["en"], spoken["ru"]) >= 0.4 * len(PAGES)
    assert {Path(page).suffix for page in PAGES} == {".md", ".txt", ".html", ".ipynb"}


def test_a_page_named_ru_is_russian_and_no_other() -> None:
    wrong = [page for page in MARKDOWN if (language(prose(page)) == "ru") != (".ru." in page)]

    assert wrong == ["oncall/incident-comms-templates.md"], "that one is in both languages"


def test_most_pages_exist_in_one_language_only_and_translations_keep_their_commands() -> None:
    pairs = [(page, page.replace(".md", ".ru.md")) for page in MARKDOWN if ".ru." not in page]
    translated = [pair for pair in pairs if pair[1] in PAGES]

    assert 2 <= len(translated) <= len(PAGES) / 8
    for pair in translated:
        first, second = ([t.content for t in tokens(p) if t.type == "fence"] for p in pair)
        assert first == second, pair


def test_lengths_differ() -> None:
    lengths = [len(text_of(page).splitlines()) for page in PAGES]

    assert sum(length > 200 for length in lengths) >= 2
    assert sum(length < 30 for length in lengths) >= 3


def test_every_markdown_page_has_one_title_and_sections() -> None:
    for page in MARKDOWN:
        levels = [t.tag for t in tokens(page) if t.type == "heading_open"]
        assert levels[:1] == ["h1"], page
        assert levels.count("h1") == 1, page
        assert "h2" in levels, page


def test_every_other_page_has_a_heading() -> None:
    notebook = json.loads(text_of("procedures/capacity-review.ipynb"))

    assert "".join(notebook["cells"][0]["source"]).startswith("# ")
    assert "<h1>" in text_of("architecture/adr-014-outbox.html")
    assert text_of("network/vpn-access.ru.txt").split("\n\n")[0] == "Доступ по VPN"


def test_every_kind_of_block_is_there() -> None:
    marks: set[str] = set()
    for page in MARKDOWN:
        stack: list[str] = []
        for token in tokens(page):
            if token.nesting == 1:
                marks.add(f"{stack[-1]}/{token.type}" if stack else token.type)
                stack.append(token.type)
            elif token.nesting == -1:
                stack.pop()
            elif token.type == "fence":
                inside = "item/" if "list_item_open" in stack else ""
                marks |= {f"{inside}fence", f"fence {token.markup}", f"fence:{token.info}"}
            elif token.type == "html_block" and token.content.startswith("<!--"):
                marks.add("comment")
            if token.type == "table_open" and "list_item_open" in stack:
                marks.add("item/table")

    assert marks >= {
        "table_open",
        "blockquote_open",
        "ordered_list_open",
        "list_item_open/bullet_list_open",
        "item/fence",
        "item/table",
        "comment",
        "fence ```",
        "fence ````",
        "fence ~~~",
    }
    spoken = ("bash", "yaml", "sql", "toml", "json", "promql", "text", "hcl", "nginx", "markdown")
    assert marks >= {f"fence:{name}" for name in spoken}


def test_one_page_has_crlf_line_ends_and_no_other() -> None:
    crlf = [page for page, path in PAGES.items() if b"\r" in path.read_bytes()]

    assert crlf == ["onboarding/laptop-setup.ru.md"]
    assert b"\r\n" in PAGES[crlf[0]].read_bytes()
    assert "\n" not in PAGES[crlf[0]].read_bytes().decode().replace("\r\n", "")


def test_data_in_fences_is_well_formed() -> None:
    readers: dict[str, Callable[[str], object]] = {
        "yaml": yaml.safe_load,
        "json": json.loads,
        "toml": tomllib.loads,
    }
    read = Counter[str]()
    for page, token in fences():
        if token.info in readers:
            assert readers[token.info](token.content), page
            read[token.info] += 1

    assert min(read[name] for name in readers) >= 1


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_every_command_is_valid_bash() -> None:
    scripts = [token.content for _, token in fences() if token.info == "bash"]
    whole = "\n".join(f"f{n}() {{\n{script}\n}}" for n, script in enumerate(scripts))
    checked = subprocess.run(
        ["bash", "-n"], check=False, input=whole, text=True, capture_output=True
    )

    assert len(scripts) > 60
    assert (checked.returncode, checked.stderr) == (0, "")


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in MARKDOWN:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", body(page)):
            if not (PAGES[page].parent / target).exists():
                broken.append((page, target))

    assert broken == []


def test_labels_cover_every_level_and_most_pages_are_internal() -> None:
    level = {page: labels(page).sensitivity for page in PAGES}
    count = Counter(level.values())

    assert count[Sensitivity.PUBLIC] >= 3
    assert count[Sensitivity.CONFIDENTIAL] >= 5
    assert count[Sensitivity.RESTRICTED] >= 3
    assert count[Sensitivity.INTERNAL] > len(PAGES) / 2
    assert not load_rules(ROOT, None).idle([f"handbook:{page}" for page in PAGES])


def test_drafts_are_undeclared_and_only_they() -> None:
    undeclared = [page for page in PAGES if not labels(page).declared]

    assert undeclared == ["drafts/copperline-notes.md", "drafts/warehouse-robots.ru.md"]
    assert {labels(page).sensitivity for page in undeclared} == {Sensitivity.CONFIDENTIAL}


def test_owners_audiences_and_links_are_declared() -> None:
    every = [labels(page) for page in PAGES]
    groups = frozenset[str]().union(*(label.audience for label in every))

    assert groups >= {EVERYONE, "staff", "sre", "security", "finance", "hr"}
    assert len({label.owner for label in every}) >= 8
    assert all(label.url for label in every)
    assert sum(label.review_by is None for label in every) <= 2
    for label in every:
        assert (EVERYONE in label.audience) == (label.sensitivity is Sensitivity.PUBLIC)


def test_front_matter_comes_in_several_shapes() -> None:
    shapes = {frozenset(front_matter(page)) for page in MARKDOWN}

    assert {frozenset(), frozenset({"title"})} < shapes
    assert any("sensitivity" in shape for shape in shapes)


@pytest.mark.parametrize("entry", PLANTED, ids=lambda entry: f"{entry['kind']}-{entry['page']}")
def test_planted_values_stand_in_their_pages(entry: dict[str, str]) -> None:
    assert entry["value"] in text_of(entry["page"])


def test_credentials_stand_in_the_listed_pages_only() -> None:
    found = {
        (page, next(filter(None, match.groups())).rstrip("\\.,"))
        for page in PAGES
        for match in _SECRETLIKE.finditer(text_of(page))
        if not _VAULT_OR_PLACEHOLDER.search(match[0])
    }
    listed = {(e["page"], e["value"]) for e in PLANTED if e["kind"] == "credential"}

    assert found <= listed
    assert len(found) >= 6


def test_two_internal_pages_hold_a_credential() -> None:
    holding = {entry["page"] for entry in PLANTED if entry["kind"] == "credential"}
    internal = {page for page in holding if labels(page).sensitivity is Sensitivity.INTERNAL}

    assert internal == {"runbooks/payout-queue-stuck.md", "runbooks/gps-gateway.ru.md"}
    assert not any(labels(page).sensitivity is Sensitivity.PUBLIC for page in holding)


def test_numbers_with_a_checksum_are_valid() -> None:
    assert all(inn.is_valid(value) for value in of_kind("inn"))
    assert {len(value) for value in of_kind("inn")} == {10, 12}
    assert all(ogrn.is_valid(value) for value in of_kind("ogrn"))
    assert all(luhn.is_valid(value.replace(" ", "")) for value in of_kind("card"))
    assert all(iban.is_valid(value) for value in of_kind("iban"))
    assert of_kind("snils")
    for value in of_kind("snils"):
        digits, control = value[:-3].replace("-", ""), int(value[-2:])
        total = sum(int(d) * (9 - place) for place, d in enumerate(digits))
        assert total % 101 % 100 == control


def test_every_address_is_private_and_every_domain_is_reserved() -> None:
    everything = "\n".join(map(text_of, PAGES))
    four = re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", everything)
    domains = re.findall(r"(?:@|://)(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+)", everything)

    assert four
    assert all(ipaddress.ip_address(value).is_private for value in four)
    assert all(ipaddress.ip_network(value).is_private for value in of_kind("ipv6"))
    assert {domain.rsplit(".", 1)[1] for domain in domains} <= {"example", "internal"}


def test_the_dictionary_has_terms_of_both_languages_that_stand_in_the_pages() -> None:
    entries = tomllib.loads(terms().read_text("utf-8"))["term"]
    everything = "\n".join(map(text_of, PAGES))

    assert {language(entry["term"]) for entry in entries} == {"en", "ru"}
    for entry in entries:
        assert set(entry) == {"term", "kind", "level", "action"}
        assert entry["term"] in everything
        Sensitivity.parse(entry["level"])


def test_the_demo_asks_what_is_expected() -> None:
    assert [question.text for question in QUESTIONS] == list(EXPECTED)
    assert len(QUESTIONS) >= 8
    assert all(question.language == language(question.text) for question in QUESTIONS)
    assert all(question.note.endswith(".") for question in QUESTIONS)
    lanes = Counter((entry.get("lane"), entry.get("because", "")) for entry in EXPECTED.values())
    assert lanes["cloud", ""] >= 2
    assert lanes["local", "label"] >= 1
    assert lanes["local", "credential"] >= 1


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text[:30])
def test_the_page_a_question_rests_on_has_the_label_it_needs(question: Any) -> None:
    expected = EXPECTED[question.text]
    access = Access.owner() if question.groups is None else Access.of(*question.groups)
    holding = {entry["page"] for entry in PLANTED if entry["kind"] == "credential"}
    for page in expected["pages"]:
        label = labels(page)
        assert access.may_read(label.audience) != expected.get("abstains", False)
        if "lane" in expected:
            stays = label.sensitivity >= Sensitivity.CONFIDENTIAL
            assert stays == (expected.get("because") == "label")
            assert (page in holding) == (expected.get("because") == "credential")
        if expected.get("crosses"):
            assert (".ru." in page) != (question.language == "ru")
        for kind in expected.get("masked", []):
            assert any(e["page"] == page and e["kind"] == kind for e in PLANTED), kind
