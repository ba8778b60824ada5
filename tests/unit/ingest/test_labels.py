"""Globs and labels: what wins over what, what is refused, and that nothing lowers a level."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import Sensitivity
from ingest.errors import LabelsInvalid, LabelsUnreadable
from ingest.globs import Glob
from ingest.labels import KEYS, Declared, combine, declared_in, digest, load_rules

LEVELS = st.none() | st.sampled_from(list(Sensitivity))


def declared(folder: Path, toml: str, source: str, central: str | None = None) -> Declared:
    (folder / "labels.toml").write_text(toml, encoding="utf-8")
    other = folder / "central.toml" if central is not None else None
    if other is not None and central is not None:
        other.write_text(central, encoding="utf-8")
    return load_rules(folder, other).declared_for(source)


@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("hr/**", "hr/pay.md", True),
        ("hr/**", "hr/2026/pay.md", True),
        ("hr/**", "hrx/pay.md", False),
        ("docs:hr/**", "docs:hr/pay.md", True),
        ("docs:**", "docs:a.md", True),
        ("docs:**", "docs2:a.md", False),
        ("docs:hr", "docs:hr/pay.md", True),
        ("*:hr/*", "docs:hr/pay.md", True),
        ("a:b.md", "a:b.md", True),
        ("hr/**", "docs/hr/pay.md", False),
        ("hr", "hr/2026/pay.md", True),
        ("hr/", "hr/2026/pay.md", True),
        ("hr", "hr.md", False),
        ("./hr/*", "hr/pay.md", True),
        ("/hr/*", "hr/pay.md", True),
        ("hr/*", "hr/2026/pay.md", False),
        ("*.md", "a.md", True),
        ("*.md", "x/a.md", False),
        ("**/*.md", "a.md", True),
        ("**/*.md", "x/y/a.md", True),
        ("**", "x/y/a.md", True),
        ("a/**/b.md", "a/b.md", True),
        ("a/**/b.md", "a/x/y/b.md", True),
        ("a/**/b.md", "ax/b.md", False),
        ("file-?.md", "file-1.md", True),
        ("file-?.md", "file-10.md", False),
        ("[ab].md", "a.md", True),
        ("[!ab].md", "a.md", False),
        ("[!ab].md", "c.md", True),
        ("[a-c]?.md", "bz.md", True),
        ("[.md", "[.md", True),
        ("a.b", "aXb", False),
        ("кадры/**", "кадры/оклады.md", True),
        ("й/**", "и\u0306/a.md", True),
        ("и\u0306/**", "й/a.md", True),
        ("HR/**", "hr/a.md", False),
        ("a b/*", "a b/c\td.md", True),
    ],
)
def test_glob(glob: str, path: str, matches: bool) -> None:
    assert Glob.parse(glob).matches(path) is matches


@pytest.mark.parametrize(
    "glob", ["", "/", "a//b", "../x", "a/./b", "docs/**.md", "a**", "*.{md,txt}", "hr\\**", "[z-a]"]
)
def test_a_glob_that_can_be_misunderstood_is_refused(glob: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Glob.parse(glob)


def test_the_strictest_of_all_tables_and_front_matter_holds(tmp_path: Path) -> None:
    toml = '["**"]\nsensitivity = "public"\n["hr/**"]\nsensitivity = "restricted"\n'
    toml += '["hr/open/**"]\nsensitivity = "internal"\n'
    ruled = declared(tmp_path, toml, "docs:hr/open/a.md")
    own = declared_in({"sensitivity": "PUBLIC"})
    assert combine(ruled, own, "staff").sensitivity is Sensitivity.RESTRICTED


@given(st.lists(LEVELS, max_size=5), LEVELS)
def test_nothing_lowers_a_level(tables: list[Sensitivity | None], own: Sensitivity | None) -> None:
    ruled = Declared()
    for level in tables:
        ruled = ruled.under(Declared(sensitivity=level))
    result = combine(ruled, Declared(sensitivity=own), "staff")
    said = [level for level in (*tables, own) if level is not None]
    assert result.sensitivity is (max(said) if said else Sensitivity.CONFIDENTIAL)
    assert result.declared is bool(said)


def test_undeclared_means_confidential_for_the_default_audience() -> None:
    labels = combine(Declared(), Declared(), "staff")
    assert labels.sensitivity is Sensitivity.CONFIDENTIAL
    assert labels.audience == {"staff"}
    assert not labels.declared


def test_front_matter_wins_over_a_later_table_over_an_earlier_one(tmp_path: Path) -> None:
    toml = '["**"]\nowner = "first"\naudience = "a"\nreview_by = 2027-01-01\n'
    toml += '["*.md"]\nowner = "second"\naudience = ["b", "c"]\n'
    ruled = declared(tmp_path, toml, "docs:a.md")
    assert (ruled.owner, ruled.review_by) == ("second", "2027-01-01")
    assert ruled.audience == frozenset({"b", "c"})
    labels = combine(ruled, declared_in({"owner": "third", "audience": "everyone"}), "staff")
    assert labels.owner == "third"
    assert labels.audience == {"everyone"}


def test_the_folders_own_file_stands_after_the_central_one(tmp_path: Path) -> None:
    central = (
        '["docs:**"]\nowner = "central"\nsensitivity = "restricted"\n["wiki:**"]\nowner = "no"\n'
    )
    ruled = declared(
        tmp_path, '["**"]\nowner = "own"\nsensitivity = "public"', "docs:a.md", central
    )
    assert ruled.owner == "own"
    assert ruled.sensitivity is Sensitivity.RESTRICTED


def test_url_is_a_prefix_in_a_table_and_whole_in_front_matter(tmp_path: Path) -> None:
    toml = '["**"]\nurl = "https://wiki.example/docs/"\n'
    ruled = declared(tmp_path, toml, "docs:ops/how to.md")
    assert ruled.url == "https://wiki.example/docs/ops/how%20to.md"
    own = declared_in({"url": "https://x.example/page"})
    assert combine(ruled, own, "staff").url == "https://x.example/page"
    assert declared_in({"url": "/blog/a-site-generators-own/"}).url is None


def test_globs_that_match_nothing_are_named(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text('["hr/**"]\nowner = "a"\n["runbok/**"]\nowner = "b"\n')
    rules = load_rules(tmp_path, None)
    assert rules.own_file
    assert rules.idle(["docs:hr/a.md", "docs:runbook/a.md"]) == ["runbok/**"]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ('["hr/**"]\nsensitivty = "public"', ["labels.toml", "hr/**", "sensitivty", "audience",
                                              "did you mean sensitivity"]),
        ('["hr/**"]\nsensitivity = "confidental"', ["labels.toml", "hr/**", "PUBLIC", "RESTRICTED",
                                                    "did you mean CONFIDENTIAL"]),
        ('["hr/**"]\nsensitivity = 3', ["hr/**", "PUBLIC"]),
        ('["hr/**"]\naudience = []', ["hr/**", "audience is empty"]),
        ('["hr/**"]\naudience = " , "', ["hr/**", "audience is empty"]),
        ('["hr/**"]\naudience = [1]', ["hr/**", "list of groups"]),
        ('["hr/**"]\nowner = ""', ["hr/**", "owner"]),
        ('["hr/**"]\nreview_by = "soon"', ["hr/**", "2027-01-31"]),
        ('["hr/**"]\nurl = "javascript:alert(1)"', ["hr/**", "https://"]),
        ('["docs/**.md"]\nowner = "a"', ["docs/**.md", "docs/**/*.md"]),
        ('owner = "everybody"', ["owner", "not a table"]),
        ("[hr/**]", ["labels.toml", "not valid TOML", "line 1"]),
        ('["hr/**]', ["labels.toml", "not valid TOML"]),
        ("x = " + "9" * 5000, ["labels.toml", "not valid TOML"]),
        ("x = " + "[" * 5000, ["labels.toml", "not valid TOML"]),
        ('["hr/**"]\nowner = 0x' + "f" * 5000, ["hr/**", "owner is one line"]),
        ('["hr/**"]\nurl = "https://[x"', ["hr/**", "url starts with"]),
        ('["hr/**"]\nowner = "ops\\u001b[2J"', ["hr/**", "owner holds a control character"]),
        ('["hr/**"]\nowner = "ops\\u009b2J"', ["hr/**", "owner holds a control character"]),
        ('["hr/**"]\naudience = ["hr\\u0000"]', ["hr/**", "audience holds a control character"]),
    ],
)  # fmt: skip
def test_a_bad_labels_file_is_refused_with_what_to_do(
    tmp_path: Path, toml: str, words: list[str]
) -> None:
    (tmp_path / "labels.toml").write_text(toml)
    with pytest.raises(LabelsInvalid) as caught:
        load_rules(tmp_path, None)
    assert [word for word in words if word not in str(caught.value)] == []
    assert str(caught.value).endswith("Nothing was changed: the former labels still hold")


def test_an_unreadable_labels_file_is_no_missing_one(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").symlink_to(tmp_path / "nowhere")
    with pytest.raises(LabelsInvalid, match="cannot be read"):
        load_rules(tmp_path, None)
    with pytest.raises(LabelsInvalid, match="HUSH_LABELS"):
        load_rules(tmp_path / "other", tmp_path / "nowhere")
    (tmp_path / "labels.toml").unlink()
    (tmp_path / "labels.toml").write_bytes('["*"]\nowner = "ж"'.encode("cp1251"))
    with pytest.raises(LabelsInvalid, match="UTF-8"):
        load_rules(tmp_path, None)


@pytest.mark.parametrize(
    "front",
    [
        {"sensitivity": "secret"},
        {"sensitivity": None},
        {"Sensitivity": "Pubic"},
        {"sensitivty": "restricted"},
        {"audiense": "hr"},
        {"audience": []},
        {"audience": None},
        {"audience": {"hr": True}},
        {"review_by": "2027-13-01"},
        {"url": "ftp://files.example/a"},
        {"url": "https://[x"},
        {"owner": 16**5000},
        {"owner": "ops\x1b[2J"},
        {"owner": "ops\x07"},
        {"owner": "ops\x9b2J"},
        {"owner": "o\x7fps"},
        {"audience": "hr\x00"},
        {"audience": ["staff", "h\x1br"]},
        {"audience": "hr\x8f, staff"},
        {"url": "https://wiki.example/\x1b[2J"},
    ],
)
def test_front_matter_that_is_not_clear_is_refused(front: dict[str, object]) -> None:
    with pytest.raises(LabelsUnreadable) as caught:
        declared_in(front)
    assert "secret" not in str(caught.value)
    assert any(key in str(caught.value) for key in KEYS)
    assert str(caught.value).isprintable()


def test_a_misspelt_key_is_named_with_what_is_known() -> None:
    with pytest.raises(LabelsUnreadable) as caught:
        declared_in({"title": "a", "sensitivty": "restricted"})
    assert '"sensitivty" looks like sensitivity misspelt' in str(caught.value)
    assert ", ".join(KEYS) in str(caught.value)
    assert "restricted" not in str(caught.value)


def test_white_space_in_an_owner_is_no_control_character() -> None:
    assert declared_in({"owner": " people\n  team\t2 ", "audience": " hr ,\tops\n"}) == Declared(
        owner="people team 2", audience=frozenset({"hr", "ops"})
    )


def test_front_matter_as_people_write_it() -> None:
    own = declared_in(
        {
            "title": "Payroll",
            "tags": ["a"],
            "Sensitivity": " Internal ",
            "audience": "hr, finance",
            "owner": "people-team",
            "review_by": datetime.date(2027, 1, 31),
        }
    )
    assert own == Declared(
        Sensitivity.INTERNAL, frozenset({"hr", "finance"}), "people-team", "2027-01-31", None
    )


def test_declarations_survive_the_manifest_and_equal_ones_have_one_digest() -> None:
    own = Declared(
        Sensitivity.PUBLIC, frozenset({"b", "a"}), "o", "2027-01-31", "https://x.example/"
    )
    assert Declared.from_json(own.to_json()) == own
    assert Declared.from_json(Declared().to_json()) == Declared()
    assert digest(own) == digest(Declared.from_json(own.to_json()))
    assert digest(own) != digest(Declared())
