"""Marks of confidentiality, and talk of it."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.markers import Markers
from app.confidentiality.verdict import Part, assess
from index.chunk import Action, Sensitivity
from tests.unit.app.detectors.timing import superlinear


@pytest.mark.parametrize(
    "text",
    [
        "Для служебного пользования",
        "КОММЕРЧЕСКАЯ ТАЙНА",
        "Коммерческая тайна ООО «Ромашка»",
        "содержит сведения, составляющие коммерческую тайну",
        "с пометкой «коммерческая тайна»",
        "Строго конфиденциально",
        "Тема: Конфиденциально: бюджет",
        "Гриф: ДСП",
        "Не для распространения",
        "не пересылать третьим лицам",
        "Информация ограниченного доступа",
        "Confidential - do not distribute",
        "Subject: CONFIDENTIAL: Q3 numbers",
        "(confidential)",
        "internal only",
        "INTERNAL-ONLY\nThe lag rises.",
        "TLP AMBER+STRICT",
        "Privileged & attorney-client",
        "Please keep this between us for now",
        "we buy them in March, do not tell anyone",
        "Between us: the site closes in May",
        "Do not publish. Draft of the notice",
        "embargoed until Friday",
        "Строго между нами\nЗавод закрываем",
        "Никому не показывать: план на весну",
        "Не разглашать!",
        "Kommercheskaya tayna",
        "[internal only] runbook",
        "FOR INTERNAL USE ONLY",
        "Please do not share this outside the team",
        "DO NOT FORWARD",
        "shared under NDA",
        "подпадает под NDA",
        "# CONFIDENTIAL",
        "TLP:AMBER",
        "Attorney-client privileged",
        "Privileged & Confidential",
        "This e-mail and any attachments are confidential",
        "К О Н Ф И Д Е Н Ц И А Л Ь Н О",
        "C O N F I D E N T I A L",
        "Д С П",
        "для\u00a0служебного\nпользования",
        "c\u200bonfidential - not for external use",
        "Дальше не рассылать.",
        "Это по секрету, дальше не рассылать: завод закрываем",
        "Прошу никому не пересылать! Список на увольнение",
        "Не пересылайте это дальше, пожалуйста",
        "По секрету: отдел переезжает",
        "Пишу тебе по секрету: подписали",
        "Пусть это останется между нами",
        "Без права передачи",
        "not for further distribution",
        "Please keep this to yourself",
        "Between you and me, the site closes in May",
        "This stays between you and me.",
        "Please don't pass this on to anyone.",
        "Not to be passed on",
        "Don’t pass it on.",
        "we merge in May, don't pass this along",
        "Keep it within the team, the offer is out",
        "I tell you this in the strictest confidence",
        "Off the record: they lost the tender",
        "No further distribution!",
    ],
)
def test_marks_keep_a_text_inside(text: str) -> None:
    assert {(f.kind, f.action) for f in Markers().find(text)} == {("MARKER", Action.LOCAL)}
    assert assess([Part("passage", text, Sensitivity.PUBLIC)], [Markers()]).sensitivity is (
        Sensitivity.CONFIDENTIAL
    )


@pytest.mark.parametrize(
    "text",
    ["Секретно", "СОВЕРШЕННО СЕКРЕТНО", "Top Secret", "TLP:RED", "Classification: Restricted",
     "С Е К Р Е Т Н О"],
)  # fmt: skip
def test_marks_of_secrecy_raise_to_restricted(text: str) -> None:
    verdict = assess([Part("passage", text, Sensitivity.PUBLIC)], [Markers()])
    assert verdict.sensitivity is Sensitivity.RESTRICTED


@pytest.mark.parametrize(
    "text",
    [
        "Политика конфиденциальности; закон о коммерческой тайне; секретный ключ",
        "confidential data must be encrypted, Confidential VMs, OAuth confidential clients",
        "do not use ConfigMaps for confidential data",
        "данные не составляют коммерческую тайну",
        "данные хранятся конфиденциально и безопасно",
        "Коммерческая тайна — это сведения любого характера",
        "kubectl create secret; an internal-only IP address; kind: Secret",
        "This endpoint is internal. This method is for internal use by the library",
        "Do not share your password with anyone. Don't share the same volume",
        "Do not forward ports below 1024, do not copy files",
        "This is not confidential",
        "internal-only: true\nport: 80",
        "Do not tell anyone your PIN. Никому не говорите пароль",
        "Chats between us and the vendor; как между нами договорились",
        "find_by_full_path('gitlab/top-secret')",
        "The NDA template; A B C D; К о л о н к а",
        "Письма дальше не рассылаются, очередь стоит. Как не рассылать уведомления всем",
        "Дальше не публикуйте метрики старым агентом",
        "Он рассказал по секрету, что сервер упал. Секрет лежит в Vault",
        "The difference between you and me is the shell; a link between you and me.",
        "Do not pass it on the command line. Do not pass on stdin. Never pass it along with -f",
        "Keep it within the limits. Keep it within the team's quota. Keep this in mind.",
        "with confidence; off the recording; distribution is not for further changes",
        "Прошу не показывать баннер новым пользователям",
    ],
)
def test_talk_of_confidentiality_does_not(text: str) -> None:
    assert list(Markers().find(text)) == []


def test_a_long_line_is_read_in_linear_time() -> None:
    assert (
        superlinear(
            Markers(),
            ("к о ", "a ", "internal ", "не для ", "confidential ", "*", "[", "nda ", "\n "),
        )
        == []
    )
