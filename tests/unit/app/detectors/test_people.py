"""People in Russian, English and transliteration; products and headings are none."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.people import People
from tests.unit.app.detectors.cases import values


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Спроси Ивана Петрова про кластер.", ["Ивана Петрова"]),
        ("напиши анне смирновой в чат", ["анне смирновой"]),
        ("Дежурный: Сидоров А.А.", ["Сидоров А.А."]),
        ("согласовано с Марией Ивановной", ["Марией Ивановной"]),
        ("ask Ivan about the cluster", ["Ivan"]),
        ("on-call: Anna Smirnova", ["Anna Smirnova"]),
        ("owner: Mark Johnson", ["Mark Johnson"]),
        ("Dr. Fitzwilliam will join", ["Fitzwilliam"]),
        ("Yulan Haddock <yh@acme.ru>", ["Yulan Haddock"]),
        ("escalate to @ivan.petrov now", ["@ivan.petrov"]),
        ("reviewed by J. Smith", ["J. Smith"]),
        ("Krisztián said no", ["Krisztián"]),
        ("Ivan\nPetrov", ["Ivan\nPetrov"]),
        ("thanks to Kovalev for that", ["Kovalev"]),
        ("my name is ivan", ["ivan"]),
        ("[10:32] Priya Natarajan: looking now", ["Priya Natarajan"]),
        ("Reporter: Donald van der Voet", ["Donald van der Voet"]),
        ("Assignee: O'Brien, Kathleen", ["O'Brien, Kathleen"]),
        ("Nguyễn Thị Hoa approved it", ["Nguyễn Thị Hoa"]),
        ("thanks to Jana Hrůza", ["Jana Hrůza"]),
        ("From: Maria de la Cruz <maria@acme.io>", ["Maria de la Cruz"]),
        ("signed, JOHN SMITH", ["JOHN SMITH"]),
        ("Will Marsh  9:14 AM\ndid anyone touch it", ["Will Marsh"]),
        ("ask Anna Van-der-Meer", ["Anna Van-der-Meer"]),
        ("Minutes\n- Rivers to renew the certificate", ["Rivers"]),
        ("is red. Thanks! Kit", ["Kit"]),
        ("is red.\n\nCheers,\nJo\n", ["Jo"]),
        ("Will O'Dowd took it", ["Will O'Dowd"]),
        ("our founders: Kovalev, Lee and Phillips", ["Kovalev", "Lee", "Phillips"]),
    ],
)
def test_found(text: str, names: list[str]) -> None:
    assert values(People(), text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Jenkins and Gunicorn restart Kafka Connect",
        "Title Case Headings Are Not People",
        "Mark Resolved Incidents As Closed",
        "Travis builds the Ruby image with Helm",
        "Max 32, Min 1; Jun 24 06:26:22",
        "Last Updated  9:14 AM\nStart Time 10:00\n",
        "Notes\n- Nodes to drain\n- Restart to apply\n- Users will see it",
        "Thanks! Will do. Best Practices\n\n",
        "@dataclass and @here and @angular/core",
        "Перезапустите сервис Kafka Connect в Kubernetes.",
        "Open an MR. Apply via CI",
        "\u27e6PERSON_1\u27e7 and \u27e6PERSON_2\u27e7 will join",
        "Напишите \u27e6PERSON_1\u27e7 в общий канал.",
    ],
)
def test_left_alone(text: str) -> None:
    assert values(People(), text) == []


def test_a_text_without_cyrillic_does_not_load_the_recogniser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from app.confidentiality.detectors import russian_tagger

    def refuse() -> None:
        raise AssertionError("loaded")

    monkeypatch.setattr(russian_tagger, "_recogniser", refuse)
    assert values(People(), "ask Ivan") == ["Ivan"]
    with pytest.raises(AssertionError, match="loaded"):
        list(People().find("спроси Ивана, где ключи от стенда"))


@pytest.mark.parametrize("verb", ["Ask", "Ping", "Call", "Chase", "Escalate", "Page", "Cc", "Loop"])
@pytest.mark.parametrize(
    "text",
    [
        "{} Martin Oyelaran (m.oyelaran@northfreight.com, +44 20 7946 0812) before you restart it.",
        "{} Martin Oyelaran before you restart the deployment, and watch the pods.",
        "Then: {} Martin Oyelaran <m.oyelaran@northfreight.com>.",
    ],
)
def test_an_order_is_none_of_the_name(verb: str, text: str) -> None:
    found = values(People(), text.format(verb))
    assert found[0] == "Martin Oyelaran"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ping the on-call before you restart the deployment.", []),
        ("Chase Oyelaran fixed it; Page Kowalski agreed", ["Chase Oyelaran", "Page Kowalski"]),
        ("signed by Block, Amy", ["Block, Amy"]),
        ("May Chen took over", ["May Chen"]),
        ("Will Smith and Grant Hughes are here", ["Will Smith", "Grant Hughes"]),
    ],
)
def test_an_order_alone_is_no_name_and_a_name_that_is_a_verb_stays(
    text: str, names: list[str]
) -> None:
    assert values(People(), text) == names
