"""Files that settings name: one sentence for whatever is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import SettingsInvalid
from app.reading import policy_of, read, terms_of, unknown_variables
from app.settings import Settings
from index.chunk import Action


def _settings(**files: Path) -> Settings:
    return Settings(**files)  # type: ignore[arg-type]


def test_a_kind_that_nothing_finds_is_refused(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('[kinds]\nPERSONN = "local"\n')
    with pytest.raises(SettingsInvalid, match="PERSONN"):
        policy_of(_settings(policy=policy))


def test_kinds_of_the_dictionary_are_known(tmp_path: Path) -> None:
    policy, terms = tmp_path / "policy.toml", tmp_path / "terms.toml"
    policy.write_text('[kinds]\ncustomer = "local"\n')
    terms.write_text('[[term]]\nterm = "Globex"\nkind = "CUSTOMER"\n')
    assert policy_of(_settings(policy=policy, terms=terms)).kinds == {"CUSTOMER": Action.LOCAL}


@pytest.mark.parametrize("content", [b"[[term]]\n", b"\xff\xfe\x00", b"[[term"])
def test_a_dictionary_that_cannot_be_used_names_setting_and_file(
    content: bytes, tmp_path: Path
) -> None:
    terms = tmp_path / "terms.toml"
    terms.write_bytes(content)
    with pytest.raises(SettingsInvalid, match=r"HUSH_TERMS: .*terms\.toml"):
        terms_of(_settings(terms=terms))


def test_a_misspelt_section_is_named_with_what_was_meant(home: Path) -> None:
    home.mkdir()
    (home / "hush.toml").write_text("[embeding]\n")
    with pytest.raises(SettingsInvalid, match="embedding"):
        read(Settings)


def test_a_misspelt_variable_is_named() -> None:
    assert unknown_variables(["HUSH_CLOUD__MODEL", "HUSH_LABELS", "PATH"]) == []
    assert "HUSH_CLOUD__MODEL" in unknown_variables(["HUSH_CLUOD__MODEL"])[0]


@pytest.mark.parametrize("content", ["x = " + "9" * 5000, "x = " + "[" * 100_000])
def test_a_toml_that_python_itself_chokes_on_is_told_with_its_path(
    content: str, home: Path, tmp_path: Path
) -> None:
    home.mkdir()
    (home / "hush.toml").write_text(content)
    with pytest.raises(SettingsInvalid, match=r"hush\.toml"):
        read(Settings)
    (home / "hush.toml").unlink()
    policy = tmp_path / "policy.toml"
    policy.write_text(content)
    with pytest.raises(SettingsInvalid, match=r"HUSH_POLICY: .*policy\.toml"):
        policy_of(_settings(policy=policy))
