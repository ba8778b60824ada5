"""Whatever is wrong with a setting is said by its name, in both languages, without its value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.errors import SettingsInvalid
from app.reading import read
from app.session import describe
from app.settings import Settings
from app.translation import in_russian
from ingest.settings import IngestSettings

OURS = [
    ("HUSH_LOCAL__CONTEXT", "many-secrets", "write a whole number"),
    ("HUSH_LOCAL__CONTEXT", "7", "it must be 512 or more"),
    ("HUSH_LOCAL__TIMEOUT", "soon-secret", "write a number"),
    ("HUSH_LOCAL__TIMEOUT", "-7", "it must be greater than 0"),
    ("HUSH_LOCAL__PUBLIC_HOST", "secretly", "write true or false"),
    ("HUSH_EMBEDDING__DEVICE", "secret-moon", "write one of auto, cpu, cuda"),
    ("HUSH_CLOUD__ATTEMPTS", "777", "it must be 5 or less"),
    ("HUSH_CLOUD__KEY", "sk-secret", "there is no such setting"),
    ("HUSH_LOCAL__SHA256", "secret-77", "write the 64 digits"),
    ("HUSH_LOCAL", "7", "it is a section"),
]


@pytest.mark.parametrize(("name", "value", "words"), OURS)
def test_it_is_named_and_said_in_both_languages_without_its_value(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError) as raised:
        read(Settings)
    said = describe(raised.value)
    russian = in_russian(said)
    assert said.startswith(f"setting {name} (hush.toml: ") and words in said
    assert russian.startswith(f"настройка {name} (hush.toml: ") and words not in russian
    assert value not in said.replace("HUSH_", "") and value not in russian
    assert "Input" not in said


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("terms = 5", "HUSH_TERMS", "path of a file"),
        ("user = true", "HUSH_USER", "write a text"),
        ("cloud = 5", "HUSH_CLOUD", "it is a section"),
        ("[cloud]\napi_key = 787", "HUSH_CLOUD__API_KEY", "write a text"),
        ("[cloud]\nattempts = 1.5", "HUSH_CLOUD__ATTEMPTS", "whole number"),
        ("[local]\ntimeout = 'x'", "HUSH_LOCAL__TIMEOUT", "write a number"),
        ("[local]\ntimeout = nan", "HUSH_LOCAL__TIMEOUT", "greater than 0"),
        ("[local]\npublic_host = []", "HUSH_LOCAL__PUBLIC_HOST", "true or false"),
    ],
)
def test_what_stands_in_hush_toml_is_named_too(
    line: str, name: str, words: str, home: Path
) -> None:
    home.mkdir()
    (home / "hush.toml").write_text(line)
    with pytest.raises(ValidationError) as raised:
        read(Settings)
    said = describe(raised.value)
    assert f"setting {name} " in said and words in said
    assert "787" not in said
    assert not re.search("[a-z]{3,} [a-z]{3,} [a-z]{3,}", in_russian(said))


def test_several_are_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_CLOUD__ATTEMPTS", "9")
    monkeypatch.setenv("HUSH_LOCAL__CONTEXT", "9")
    with pytest.raises(ValidationError) as raised:
        read(Settings)
    russian = in_russian(describe(raised.value))
    assert "не меньше 512; настройка HUSH_CLOUD__ATTEMPTS" in russian


def test_a_section_that_is_no_json_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_LOCAL", "sk-secret")
    monkeypatch.setenv("HUSH_CLOUD", '{"model": "m"}')
    with pytest.raises(SettingsInvalid, match=r"HUSH_LOCAL .* a section") as raised:
        read(Settings)
    assert "secret" not in str(raised.value) and "HUSH_CLOUD" not in str(raised.value)
    assert read(IngestSettings)


def test_a_whole_hash_is_taken_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_LOCAL__SHA256", " " + "aB" * 32 + "\n")
    assert read(Settings).local.sha256.strip() == "aB" * 32
    monkeypatch.setenv("HUSH_LOCAL__SHA256", "")
    assert read(Settings).local.sha256 == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"user = 'a'\nuser = 'Globex'\n", "line 2"),
        (b"user = Globex", "line 1, column 8"),
        (b"user = [", "at the end"),
        (b"\xff", "not UTF-8"),
        (b"lokal = 1\nzzz = 2", r"did you mean local\?; zzz is not a setting; see"),
    ],
)
def test_a_hush_toml_that_cannot_be_read_is_not_quoted(
    content: bytes, words: str, home: Path
) -> None:
    home.mkdir()
    (home / "hush.toml").write_bytes(content)
    with pytest.raises(SettingsInvalid, match=words) as raised:
        read(Settings)
    assert "Globex" not in str(raised.value)
    assert "hush.toml" in in_russian(raised.value.sentence)
