"""Notices about limits, bodies, webhooks and budgets of groups, in English and Russian, by code.

Invariant: as `words.WORDS`. Deliberately elsewhere: the limits (`api.limiting`).
"""

from __future__ import annotations

LIMITS: dict[str, tuple[str, str]] = {
    "problem_too_many_requests": (
        "Too many requests within a minute; wait {seconds} s, then go on more slowly.",
        "Слишком много запросов за минуту; подождите {seconds} с и продолжайте реже.",
    ),
    "problem_too_many_answers": (
        "As many answers as may run at once ({most}) are running; wait until one has ended, or stop "
        "one.",
        "Одновременно может готовиться не больше ответов, чем {most}, и столько уже готовится; "
        "дождитесь окончания одного или остановите его.",
    ),
    "problem_tokens_of_hour": (
        "The tokens of this hour are used up; ask again in {seconds} s, or ask an administrator for "
        "a higher limit.",
        "Токены на этот час израсходованы; спросите снова через {seconds} с или попросите "
        "администратора повысить предел.",
    ),
    "problem_tokens_of_day": (
        "The tokens of this day are used up; ask again in {seconds} s, or ask an administrator for "
        "a higher limit.",
        "Токены на эти сутки израсходованы; спросите снова через {seconds} с или попросите "
        "администратора повысить предел.",
    ),
    "problem_question_too_long": (
        "The question is longer than {most} characters; shorten it, or name the document instead of "
        "quoting it.",
        "Вопрос длиннее допустимого (символов: {most}); сократите его или назовите документ вместо "
        "цитаты.",
    ),
    "problem_not_json": (
        "The body is read as JSON only: send the header `Content-Type: application/json`.",
        "Тело читается только как JSON: добавьте заголовок `Content-Type: application/json`.",
    ),
    "problem_hook_refused": (
        "There is no source of that name here, or the secret is not the one set for it.",
        "Источника с таким именем здесь нет, либо секрет не тот, который для него задан.",
    ),
    "reason_group_budget": (
        "this month's budget of the group {kinds} is spent",
        "месячный бюджет группы {kinds} израсходован",
    ),
}
