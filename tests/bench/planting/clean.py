"""Internal texts with nothing in them to hide: they should get the cloud lane.

Written for the measurement alone; half of the templates of each language are as good as unseen.
"""

from __future__ import annotations

import itertools

_EN = (
    "How do I restart {a} without dropping connections?",
    "The {a} pipeline is slow again, the lint stage takes {n} minutes. Ideas?",
    "Reminder: the {a} weekly sync moves from Tuesday to Thursday. Agenda stays the same.",
    "We should move {a} from cron to a proper queue. Pros: retries, metrics. Cons: one more thing to run.",
    "Checklist before a release of {a}: changelog updated, migrations reviewed, dashboards open, rollback tried.",
    "Style guide: name topics in lower case with dots, one owner per topic, no personal prefixes.",
    "kubectl -n {a} get pods | grep -v Running\nkubectl -n {a} describe pod {a}-0",
    "Pods of {a} are OOMKilled at {n}00Mi. Raise the limit or fix the cache?",
    "What does exit code {n} mean when the {a} job fails?",
    "The new starter guide for {a} is a bit long; let us cut the part about local builds.",
    "livenessProbe:\n  httpGet:\n    path: /healthz\n    port: 8080\n  periodSeconds: {n}",
    "Lunch and learn on Friday: how {a} handles back pressure. Everyone is welcome, bring questions.",
    "Retro notes: too many meetings, good pairing on {a}, docs are better than last quarter.",
    "Could we switch {a} to structured logs? JSON lines with level, service and trace id would do.",
    "Our definition of done for {a}: tests, docs, an alert, and a dashboard panel.",
    "ERROR {a}: context deadline exceeded after {n}s, retrying with backoff",
    "Set `max_connections` to {n}0 and reload; no restart is needed for {a}.",
    "The desk in the corner is free on Mondays; please put the chairs back after the {a} meeting.",
    "Vacation rule: plan two weeks ahead, put it in the calendar, hand over your {a} tasks.",
    "Draft of the {a} roadmap: faster builds, fewer flaky tests, one place for runbooks.",
)
_RU = (
    "Как перезапустить {a}, не разрывая соединений?",
    "Сборка {a} опять медленная, проверка стиля идёт {n} минут. Есть идеи?",
    "Напоминание: встреча по {a} переносится со вторника на четверг, повестка та же.",
    "Предлагаю перенести {a} с крона на очередь. Плюсы: повторы и метрики. Минус: ещё один сервис.",
    "Перед релизом {a}: обновить список изменений, проверить миграции, открыть панели, проверить откат.",
    "Правила именования: топики строчными через точку, один владелец, без личных приставок.",
    "kubectl -n {a} get pods | grep -v Running\nkubectl -n {a} logs {a}-0 --tail={n}",
    "Поды {a} убивает OOM на {n}00Mi. Поднять лимит или чинить кеш?",
    "Что значит код выхода {n}, если падает задание {a}?",
    "Инструкция для новичков по {a} длинновата, давайте уберём часть про локальную сборку.",
    "В пятницу рассказываем, как {a} справляется с нагрузкой. Приходите все, берите вопросы.",
    "Итоги ретро: много встреч, хорошо поработали парами над {a}, документация стала лучше.",
    "Может, переведём {a} на структурные логи? Хватит уровня, сервиса и трейса.",
    "Готово - это тесты, документация, алерт и панель для {a}.",
    "ОШИБКА {a}: время ожидания истекло через {n} с, повторяю с задержкой",
    "Поставьте `max_connections` в {n}0 и перечитайте настройки, {a} перезапускать не нужно.",
    "Отпуск планируем за две недели, отмечаем в календаре и передаём задачи по {a}.",
    "Черновик планов по {a}: быстрые сборки, меньше мигающих тестов, одно место для инструкций.",
    "Какой порт слушает {a} по умолчанию и где это поменять?",
    "После обновления {a} очереди растут; смотрите панель и увеличьте число потребителей.",
)
_SERVICES = (
    "billing",
    "checkout",
    "search",
    "gateway",
    "reports",
    "inventory",
    "scheduler",
    "mailer",
)


def internal_texts(language: str) -> list[str]:
    """160 texts of a language."""
    templates = _RU if language == "ru" else _EN
    pairs = itertools.product(templates, enumerate(_SERVICES))
    return [template.format(a=service, n=3 + 2 * number) for template, (number, service) in pairs]
