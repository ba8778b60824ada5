"""The notices of `hush costs`, in English and Russian, by code.

Invariant: as `words.WORDS`, both languages have every code, with the same fields. Deliberately
elsewhere: the figures (`bill`).
"""

from __future__ import annotations

COSTS: dict[str, tuple[str, str]] = {
    "costs_none": (
        "The audit holds no answers of that time.",
        "За это время в журнале аудита нет ответов.",
    ),
    "costs_span": (
        "From {first} to {last} (UTC), by the audit:",
        "С {first} по {last} (UTC), по журналу аудита:",
    ),
    "costs_local": (
        "  local: {count} answer(s); their tokens are not in the audit",
        "  локально: ответов {count}; их токенов в журнале нет",
    ),
    "costs_cloud": (
        "  cloud: {count} answer(s), about {tokens_in} tokens in, {tokens_out} out, {cost}",
        "  облако: ответов {count}, токенов около {tokens_in} туда, {tokens_out} обратно, {cost}",
    ),
    "costs_abstained": (
        "  without an answer in the docs: {count}; no model was asked",
        "  без ответа в документации: {count}; модель не вызывалась",
    ),
    "costs_held": (
        "  held back by the egress guard, answered locally: {count}",
        "  задержаны контролем отправки, отвечены локально: {count}",
    ),
    "costs_saved": (
        "Estimate: the answers that stayed inside would have cost {cost} in the cloud, each as much "
        "as a cloud answer on average.",
        "Оценка: ответы, оставшиеся внутри, обошлись бы в облаке в {cost}, если каждый стоит как "
        "средний облачный.",
    ),
    "costs_days": ("By day:", "По дням:"),
    "costs_groups": ("By group of whoever asked:", "По группам спрашивавших:"),
    "costs_group_unknown": ("not known", "неизвестна"),
    "costs_row": (
        "  {name} local {local}, cloud {cloud}, no answer {abstained}, {cost}",
        "  {name} локально {local}, облако {cloud}, без ответа {abstained}, {cost}",
    ),
    "costs_other": (
        "Spent in another currency, not in the sums: {cost}.",
        "Потрачено в другой валюте, в суммы не вошло: {cost}.",
    ),
    "costs_unpriced": (
        "Requests sent to the cloud: {requests} (an answer may take several tries, and a try may "
        "end without one). For {count} of them the price was not known; their money is not in the "
        "sums. Give prices in policy.toml.",
        "Запросов к облаку: {requests} (на один ответ может уйти несколько попыток, и попытка может "
        "остаться без ответа). Из них без известной цены: {count}; их денег в суммах нет. Укажите "
        "цены в policy.toml.",
    ),
    "costs_unfinished": (
        "Cloud answers that were broken off, or are still under way: {count}.",
        "Облачных ответов, которые прерваны или ещё идут: {count}.",
    ),
    "costs_broken": (
        "Records left out because they cannot be read: {count}; see `hush audit verify`.",
        "Пропущено записей, которые не читаются: {count}; см. `hush audit verify`.",
    ),
    "costs_budget": (
        "Budget of {period}: {spent} of {limit} spent.",
        "Бюджет на {period}: потрачено {spent} из {limit}.",
    ),
    "costs_budget_of_group": (
        "Budget of the group {group} for {period}: {spent} of {limit} spent.",
        "Бюджет группы {group} на {period}: потрачено {spent} из {limit}.",
    ),
    "costs_traffic": (
        "Own hardware against the cloud, at {answers} answers a month (measured over {days} "
        "day(s); an estimate):",
        "Своё оборудование против облака, при {answers} ответах в месяц (измерено за дней: {days}; "
        "оценка):",
    ),
    "costs_month": (
        "  a month: own hardware {own} (power {power} of it); the cloud {cloud} if it answered "
        "everything; really paid {spent}",
        "  в месяц: своё оборудование {own} (из них электричество {power}); облако {cloud}, если бы "
        "отвечало на всё; на деле заплачено {spent}",
    ),
    "costs_break_even": (
        "  paid for after {months} months, against a cloud that answers everything",
        "  окупается за {months} мес. против облака, отвечающего на всё",
    ),
    "costs_break_even_never": (
        "  never paid for at this traffic, even against a cloud that answers everything",
        "  при такой нагрузке не окупается даже против облака, отвечающего на всё",
    ),
    "costs_break_even_spent": (
        "  paid for after {months} months, against what is really paid",
        "  окупается за {months} мес. против того, что платится на деле",
    ),
    "costs_break_even_spent_never": (
        "  never paid for against what is really paid",
        "  против того, что платится на деле, не окупается",
    ),
    "costs_short": (
        "  {days} day(s) tell little of a month: look again later",
        "  дней измерено мало ({days}): посмотрите ещё раз позже",
    ),
    "costs_no_break_even_settings": (
        "For the break-even of own hardware set {names} (and, if you like, HUSH_COSTS__YEARS and "
        "HUSH_COSTS__CURRENCY).",
        "Чтобы узнать, когда окупится своё оборудование, задайте {names} (и, если хотите, "
        "HUSH_COSTS__YEARS и HUSH_COSTS__CURRENCY).",
    ),
    "costs_no_break_even_traffic": (
        "No break-even of own hardware: no cloud answer with a price is in the audit.",
        "Окупаемость оборудования не посчитать: в журнале нет облачных ответов с ценой.",
    ),
    "costs_no_break_even_currency": (
        "No break-even of own hardware: its prices are in another currency than the cloud's; set "
        "HUSH_COSTS__CURRENCY and the prices to that one.",
        "Окупаемость оборудования не посчитать: его цены в другой валюте, чем у облака; задайте "
        "HUSH_COSTS__CURRENCY и цены в той же валюте.",
    ),
}
