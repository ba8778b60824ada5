"""The bots' settings: strict, and in step with the service's."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import ServiceSettings as TheServices
from app.variables import unknown_variables
from bots.setting_slips import SettingsWrong, read
from bots.settings import ServiceSettings, Settings
from bots.words import TABLES, say
from index.settings import default_home


def test_the_service_is_found_by_the_same_settings() -> None:
    def shape(model: type) -> dict[str, object]:
        return {
            name: (field.annotation, field.default, field.description)
            for name, field in model.model_fields.items()  # type: ignore[attr-defined]
        }

    assert shape(ServiceSettings) == shape(TheServices)
    assert Settings().home == default_home()


def test_the_service_calls_none_of_them_unknown() -> None:
    names = [
        f"HUSH_{section.upper()}__{name.upper()}"
        for section in ("slack", "telegram", "bots")
        for name in type(getattr(Settings(), section)).model_fields
    ]
    assert unknown_variables(names) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUSH_SLACK__BOTTOKEN", "xoxb-1"),
        ("HUSH_SLACK__BASE_URL", "http://slack.example/api/"),
        ("HUSH_TELEGRAM__BASE_URL", "https://user@api.telegram.org/bot"),
        ("HUSH_TELEGRAM__FILE_URL", "http://files.example/bot"),
        ("HUSH_TELEGRAM__WEBHOOK_URL", "https://hush.example/telegram"),
        ("HUSH_TELEGRAM__WEBHOOK_SECRET", "short"),
        ("HUSH_BOTS__LISTEN", "8760"),
        ("HUSH_BOTS__LISTEN", "127.0.0.1:99999"),
        ("HUSH_BOTS__ALERTS_TOKEN", "short"),
        ("HUSH_BOTS__ALERTS_TO", "mattermost:town"),
        ("HUSH_BOTS__AT_ONCE", "0"),
        ("HUSH_BOTS__DIGEST_DAY", "someday"),
    ],
)
def test_what_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_a_list_where_a_text_is_wanted(home: Path) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "hush.toml").write_text('[bots]\nalerts_to = ["slack:T1:C1"]\n', encoding="utf-8")
    with pytest.raises(SettingsWrong) as raised:
        read()
    assert "one text in quotes" in raised.value.sentence("en")


def test_the_choices_are_told_in_no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUSH_BOTS__DIGEST_DAY", "someday")
    with pytest.raises(SettingsWrong) as raised:
        read()
    assert str(raised.value.fields["values"]).endswith("'saturday', 'sunday'")


def test_a_file_and_variables_and_which_are_on(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    home.mkdir()
    (home / "hush.toml").write_text(
        '[slack]\nbot_token = "xoxb-secret"\n[bots]\nalerts_to = "slack:T1:C1, telegram:-100"\n'
    )
    monkeypatch.setenv("HUSH_TELEGRAM__TOKEN", "42:secret")
    settings = Settings()
    assert settings.configured == ("slack", "telegram")
    assert settings.bots.places == ("slack:T1:C1", "telegram:-100")
    assert not settings.slack.socket_mode
    assert not {"xoxb-secret", "42:secret"} & set(repr(settings).split("'"))


def test_every_sentence_is_there_in_both_languages() -> None:
    import string

    for table in TABLES:
        for code, (english, russian) in table.items():
            fields = [
                sorted({name for _, name, _, _ in string.Formatter().parse(said) if name})
                for said in (english, russian)
            ]
            assert fields[0] == fields[1], code
            assert any("а" <= letter <= "я" for letter in russian.lower()) or not russian, code
    assert say("stopped", "ru") == "Остановлено."
    assert sum(map(len, TABLES)) == len({code for table in TABLES for code in table})
