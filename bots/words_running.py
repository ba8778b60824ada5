"""What whoever runs the bots reads (settings, the start, checks); alerts and digests.

Invariant: as `words`; no value of a setting stands in a sentence. Deliberately elsewhere: which
sentence fits (`setting_slips`, `running`, `checking`), lines of the log (`log`).
"""

from __future__ import annotations

RUNNING = {
    # ---- settings
    "setting_invalid": (
        "setting {name} is not valid: {problem}",
        "параметр {name} задан неверно: {problem}",
    ),
    "setting_other": ("see the table in README", "смотрите таблицу в README"),
    "setting_unknown": (
        "there is no such setting; see the table in README",
        "такого параметра нет; смотрите таблицу в README",
    ),
    "setting_near": (
        "{name} is not a setting; did you mean {meant}?",
        "{name} не параметр; имелся в виду {meant}?",
    ),
    "setting_number": ("write a number", "напишите число"),
    "setting_range": ("the number is out of its range", "число вне допустимых пределов"),
    "setting_one_of": ("write one of: {values}", "напишите одно из: {values}"),
    "setting_text": (
        "write one text in quotes; several values stand in it by commas",
        "напишите одну строку в кавычках; несколько значений в ней через запятую",
    ),
    "setting_yes_or_no": ("write true or false", "напишите true или false"),
    "setting_file": (
        "{path} is not valid TOML; texts stand in quotes, and no key stands twice",
        "{path} написан не по правилам TOML; тексты стоят в кавычках, ключи не повторяются",
    ),
    "setting_short_secret": (
        "a secret needs 16 characters or more; take the output of `openssl rand -hex 32`",
        "секрету нужно не меньше 16 знаков; возьмите вывод `openssl rand -hex 32`",
    ),
    "setting_address": (
        "write an https:// address without user, question mark or #; http:// is for this machine "
        "only",
        "напишите адрес https:// без пользователя, вопросительного знака и #; http:// только для этой "
        "машины",
    ),
    "setting_webhook_secret": (
        "a webhook needs HUSH_TELEGRAM__WEBHOOK_SECRET; take the output of `openssl rand -hex 32`",
        "вебхуку нужен HUSH_TELEGRAM__WEBHOOK_SECRET; возьмите вывод `openssl rand -hex 32`",
    ),
    "setting_webhook_listen": (
        "it needs HUSH_BOTS__LISTEN as well, the HOST:PORT to which that address leads",
        "нужен ещё HUSH_BOTS__LISTEN: АДРЕС:ПОРТ, куда ведёт этот адрес",
    ),
    "setting_listen": (
        "write HOST:PORT, such as 127.0.0.1:8760",
        "напишите АДРЕС:ПОРТ, например 127.0.0.1:8760",
    ),
    "setting_alerts_to": (
        "write channels by commas, such as slack:T1:C1, telegram:-100123",
        "напишите каналы через запятую, например slack:T1:C1, telegram:-100123",
    ),
    # ---- the start
    "start_usage": (
        "usage: python -m bots [slack] [telegram] [--json]\n"
        "Runs the named bots, or all that are configured, until a signal. --json: one JSON object on "
        "the first line of stdout says that they run, or why not.",
        "использование: python -m bots [slack] [telegram] [--json]\n"
        "Запускает названных ботов или всех настроенных, до сигнала. --json: объект JSON в первой "
        "строке stdout скажет, что они работают, или почему нет.",
    ),
    "start_nothing": (
        "no platform is configured; set HUSH_SLACK__BOT_TOKEN or HUSH_TELEGRAM__TOKEN",
        "ни одна платформа не настроена; задайте HUSH_SLACK__BOT_TOKEN или HUSH_TELEGRAM__TOKEN",
    ),
    "start_not_configured": (
        "{name} is not configured; set {variable}",
        "{name} не настроен; задайте {variable}",
    ),
    "start_unknown": (
        "{name} is no platform; there are: {names}",
        "{name} не платформа; есть: {names}",
    ),
    "start_twice": (
        "bots run already with this HUSH_HOME; stop them first",
        "с этим HUSH_HOME боты уже работают; сначала остановите их",
    ),
    "start_not_free": (
        "the bots cannot listen on {place} ({why}); choose another HUSH_BOTS__LISTEN",
        "боты не могут слушать {place} ({why}); выберите другой HUSH_BOTS__LISTEN",
    ),
    "start_ended": (
        "the bots have ended; the lines above say why",
        "боты завершились; почему, сказано строками выше",
    ),
    "start_no_folder": (
        "{path} cannot be written ({why}); check HUSH_HOME and its rights",
        "в {path} нельзя писать ({why}); проверьте HUSH_HOME и права",
    ),
    "start_damaged": (
        "{path} is damaged; move it and its -wal and -shm files away and start again: questions that "
        "were not answered yet must be asked again",
        "файл {path} повреждён; уберите его вместе с файлами -wal и -shm и запустите снова: вопросы, "
        "на которые ещё не ответили, придётся задать заново",
    ),
    "running": ("the bots run: {names}", "боты работают: {names}"),
    "crashed": (
        "unexpected {error}; look at the log (HUSH_DEBUG=1 prints the traceback)",
        "непредвиденный {error}; смотрите журнал (HUSH_DEBUG=1 печатает трассировку)",
    ),
    # ---- checks
    "check_none": (
        "none; set HUSH_SLACK__BOT_TOKEN or HUSH_TELEGRAM__TOKEN to have one",
        "нет; задайте HUSH_SLACK__BOT_TOKEN или HUSH_TELEGRAM__TOKEN",
    ),
    "check_service_ok": ("the service answers at {where}", "сервис отвечает: {where}"),
    "check_service_down": (
        "no service answers at {where}; start it with hush serve, or mend HUSH_SERVICE__URL",
        "сервис не отвечает: {where}; запустите hush serve или исправьте HUSH_SERVICE__URL",
    ),
    "check_service_key": (
        "the service refused the bots' key; make one with hush keys create --name bots --groups "
        "GROUPS --scope act, and set HUSH_SERVICE__KEY",
        "сервис не принял ключ ботов; создайте его: hush keys create --name bots --groups ГРУППЫ "
        "--scope act, и задайте HUSH_SERVICE__KEY",
    ),
    "check_service_act": (
        "the bots' key may not ask for others; make one with hush keys create --name bots --groups "
        "GROUPS --scope act, and set HUSH_SERVICE__KEY",
        "ключ ботов не даёт спрашивать за других; создайте его: hush keys create --name bots --groups "
        "ГРУППЫ --scope act, и задайте HUSH_SERVICE__KEY",
    ),
    "check_service_address": (
        "HUSH_SERVICE__URL leads outside, so nothing was sent; use a host inside, or set "
        "HUSH_SERVICE__PUBLIC_HOST=true",
        "HUSH_SERVICE__URL ведёт наружу, поэтому ничего не отправлено; укажите внутренний узел или "
        "задайте HUSH_SERVICE__PUBLIC_HOST=true",
    ),
    "check_place_ok": ("alerts go to {place}", "алерты идут в {place}"),
    "check_place_unknown": (
        "{place} has no groups in access.toml, so its alerts find only what is for everyone",
        "у {place} нет групп в access.toml, поэтому для алертов ищется лишь открытое для всех",
    ),
    "check_place_off": (
        "alerts are to go to {place}, but {name} is not configured",
        "алерты должны идти в {place}, но {name} не настроен",
    ),
    "check_no_alerts": (
        "no alert can come in yet; set {names} as well",
        "алерты пока не могут прийти; задайте ещё {names}",
    ),
    # ---- alerts
    "alert_firing": ("Firing: {name}", "Сработал: {name}"),
    "alert_resolved": ("Resolved: {name}", "Закрыт: {name}"),
    "alert_withheld_firing": ("An alert is firing.", "Сработал алерт."),
    "alert_withheld_resolved": ("An alert is resolved.", "Алерт закрыт."),
    "alert_count": (
        "{firing} firing, {resolved} resolved",
        "активных {firing}, закрытых {resolved}",
    ),
    "alert_unjudged": (
        "An alert came in, and the service could not judge its text for this channel. Look in "
        "Alertmanager.",
        "Пришёл алерт, но сервис не смог проверить его текст для этого канала. Посмотрите в "
        "Alertmanager.",
    ),
    # ---- digests
    "digest": (
        "Your pages in the last {days} days ({owners})",
        "Ваши страницы за последние {days} дней ({owners})",
    ),
    "digest_answered": (
        "Questions they answered: {count}",
        "Вопросов, на которые они ответили: {count}",
    ),
    "digest_documents": ("Most asked:", "Чаще всего:"),
    "digest_gaps": (
        "Not answered, near your pages:",
        "Без ответа, по темам ваших страниц:",
    ),
    "digest_down": ("Found not helpful:", "С пометкой «Не помогло»:"),
    "digest_stale": ("Past their review date:", "Пора пересмотреть:"),
    "digest_unlabelled": (
        "Without a label (so they count as CONFIDENTIAL):",
        "Без метки (поэтому считаются CONFIDENTIAL):",
    ),
    "digest_credentials": (
        "Credentials were found in these; take them out and change them:",
        "В этих найдены секреты; уберите и смените их:",
    ),
}
