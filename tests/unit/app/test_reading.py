"""Files that settings name: one sentence for whatever is wrong with them."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from app.errors import SettingsInvalid
from app.reading import policy_of, read, terms_of
from app.settings import Settings
from app.variables import unknown_variables
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
    (wild,) = unknown_variables(["HUSH_NOSUCH"])
    assert "did you mean" not in wild


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("HUSH_POLCY", "HUSH_POLICY"),
        ("hush_polcy", "HUSH_POLICY"),
        ("HUSH_POLICY_FILE", "HUSH_POLICY"),
        ("HUSH_HOM", "HUSH_HOME"),
        ("HUSH_TERM", "HUSH_TERMS"),
        ("HUSH_TERMS_PATH", "HUSH_TERMS"),
        ("HUSH_LABEL", "HUSH_LABELS"),
        ("HUSH_LABLES", "HUSH_LABELS"),
        ("HUSH_RECOGNIZER__MODEL", "HUSH_RECOGNISER__MODEL"),
    ],
)
def test_a_slip_in_a_name_without_which_more_may_leave_is_refused(
    name: str, meant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "never.toml")
    with pytest.raises(SettingsInvalid, match=f"{name} is not a setting, and without {meant} more"):
        read(Settings)


@pytest.mark.parametrize("name", ["HUSH_NOSUCH", "HUSH_USR", "HUSH_DEBUGGING", "HUSH_POLITE"])
def test_any_other_unknown_name_does_not_stop_the_start(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "x")
    assert read(Settings).policy is None


@pytest.mark.parametrize(("spoken", "refused"), [("de", True), ("", False), ("RU", False)])
def test_a_language_that_hush_does_not_speak_is_refused(
    spoken: str, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUSH_LANGUAGE", spoken)
    with pytest.raises(SettingsInvalid, match="en or ru") if refused else nullcontext():
        read(Settings)


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
