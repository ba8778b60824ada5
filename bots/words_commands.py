"""What commands answer: search, sources, status, explain, reindex, language, pair, runbook, help.

Invariant: as `words`; `{c}` is what a command begins with on the platform. Deliberately elsewhere:
the lists of commands that a platform itself shows (its own `words`).
"""

from __future__ import annotations

COMMANDS = {
    "found_nothing": (
        "Nothing was found. Try other words.",
        "Ничего не нашлось. Попробуйте другие слова.",
    ),
    "found": ("Found:", "Найдено:"),
    "sources_none": (
        "There is nothing here that you may read yet.",
        "Пока здесь нет ничего, что вам можно читать.",
    ),
    "sources": ("Sources:", "Источники:"),
    "source_line": ("{name}: {documents} documents", "{name}: документов {documents}"),
    "source_updated": (", updated {updated}", ", обновлено {updated}"),
    "status_known": (
        "Account: {account}. Groups: {groups}.",
        "Учётная запись: {account}. Группы: {groups}.",
    ),
    "status_unknown": (
        "Account: {account}. A guest: reads only what is for everyone.",
        "Учётная запись: {account}. Гость: читает только открытое для всех.",
    ),
    "status_admin": ("An admin.", "Администратор."),
    "status_owner": ("Owner of: {owners}.", "Владелец: {owners}."),
    "status_place": (
        "Groups are set for this place: answers here rest on pages that all of them, and you, may "
        "read. Such pages: {count}.",
        "Для этого места заданы группы: здесь отвечаю по страницам, которые можно читать им всем и "
        "вам. Таких страниц: {count}.",
    ),
    "status_place_unknown": (
        "No groups are set for this place: only what is for everyone is used here. Whoever runs Hush "
        "adds {place} to access.toml.",
        "Для этого места группы не заданы: здесь используется только открытое для всех. Администратор "
        "Hush может добавить {place} в access.toml.",
    ),
    "status_ceiling": (
        "Shown here: up to {ceiling}.",
        "Здесь показываю до уровня {ceiling} включительно.",
    ),
    "status_up": ("The service answers.", "Сервис отвечает."),
    "none": ("none", "нет"),
    "explain_lane_local": (
        "It would be answered inside: {reason}",
        "Ответ был бы сделан внутри: {reason}",
    ),
    "explain_lane_cloud": (
        "It would be answered by the cloud, sanitised: {reason}",
        "Ответ дало бы облако, обезличенно: {reason}",
    ),
    "explain_level": ("Level: {level}.", "Уровень: {level}."),
    "explain_out": ("This text would leave:", "Наружу ушёл бы этот текст:"),
    "explain_in": ("Nothing would leave.", "Наружу ничего не ушло бы."),
    "reindex_which": (
        "Name a source; those that you may look at again: {names}.",
        "Назовите источник; обновить вы можете: {names}.",
    ),
    "reindex_none": (
        "That is for owners of a source's documents and for admins. Whoever runs Hush names them in "
        "access.toml.",
        "Это могут владельцы документов источника и администраторы. Администратор Hush называет их в "
        "access.toml.",
    ),
    "reindex_unknown": (
        "There is no such source here; those that you may look at again: {names}.",
        "Такого источника здесь нет; обновить вы можете: {names}.",
    ),
    "reindex_waiting": ("{source}: waiting for its turn…", "{source}: ждёт очереди…"),
    "reindex_running": ("{source}: {percent}% done…", "{source}: готово {percent} %…"),
    "reindex_done": (
        "{source} is up to date. Of the pages that you may read here: {added} added, {updated} "
        "changed, {removed} removed, {unchanged} as they were, {failed} failed.",
        "{source} обновлён. Из страниц, которые вам можно читать здесь: добавлено {added}, изменено "
        "{updated}, удалено {removed}, без изменений {unchanged}, с ошибкой {failed}.",
    ),
    "reindex_failed": (
        "{source} could not be taken in. The report is in: hush status",
        "{source} не удалось обновить. Отчёт покажет: hush status",
    ),
    "language_set": (
        "I will speak English with you; an answer is in the language of its question.",
        "Буду говорить с вами по-русски; сам ответ будет на языке вопроса.",
    ),
    "language_which": (
        "Write: {c}language en or {c}language ru",
        "Напишите: {c}language en или {c}language ru",
    ),
    "pair_which": (
        "Write the code behind the command: {c}pair CODE",
        "Напишите код после команды: {c}pair КОД",
    ),
    "pair_private": (
        "Write the code in a private message to the bot, never where others read along. Ask for a "
        "new one: this one may have been seen.",
        "Пишите код боту в личном сообщении, а не там, где читают другие. Попросите новый: этот могли "
        "увидеть.",
    ),
    "paired": (
        "This account is linked. Your groups: {groups}. Now ask your question.",
        "Учётная запись привязана. Ваши группы: {groups}. Теперь задайте вопрос.",
    ),
    "pair_known": (
        "This code added nothing: it is wrong, used or too old. Your groups: {groups}. If one is "
        "missing, ask for a new code (hush keys pair).",
        "Этот код ничего не добавил: он неверный, уже использован или устарел. Ваши группы: {groups}. "
        "Если какой-то не хватает, попросите новый код (hush keys pair).",
    ),
    "pair_wrong": (
        "This code does not work: it is wrong, used or too old. Ask for a new one (hush keys pair).",
        "Этот код не подходит: он неверный, уже использован или устарел. Попросите новый (hush keys "
        "pair).",
    ),
    "runbook_which": (
        "Write the alert's name or text behind the command: {c}runbook ALERT",
        "Напишите после команды имя или текст алерта: {c}runbook АЛЕРТ",
    ),
    "runbook": ("Runbook: {title}", "Инструкция: {title}"),
    "runbook_none": (
        "No runbook fits this alert. Ask a question in your own words, or ask the on-call.",
        "Для этого алерта инструкции нет. Спросите своими словами или обратитесь к дежурному.",
    ),
    "runbook_end": ("That was the end of the runbook.", "Это был конец инструкции."),
    "runbook_longer": (
        "The runbook is longer; the rest is in the document.",
        "Инструкция длиннее; остальное в самом документе.",
    ),
    "owner": ("Owner: {owners}", "Владелец: {owners}"),
    "help": (
        "I answer from your company's docs. Just ask, or paste an alert. Commands:\n\n"
        "- `{c}ask QUESTION`\n"
        "- `{c}runbook ALERT`: first steps\n"
        "- `{c}search WORDS`: pages\n"
        "- `{c}explain QUESTION`: what would leave, and why\n"
        "- `{c}sources`: what I answer from\n"
        "- `{c}status`: what I know of you\n"
        "- `{c}reindex SOURCE`: for owners and admins\n"
        "- `{c}pair CODE`: link your account\n"
        "- `{c}language ru`: русский\n"
        "- `{c}stop`: stop the answer\n\n"
        "Under an answer stands whether it was made inside or by the cloud.",
        "Отвечаю по документации вашей компании. Просто спросите или пришлите алерт. Команды:\n\n"
        "- `{c}ask ВОПРОС`\n"
        "- `{c}runbook АЛЕРТ`: первые шаги\n"
        "- `{c}search СЛОВА`: страницы\n"
        "- `{c}explain ВОПРОС`: что ушло бы наружу и почему\n"
        "- `{c}sources`: мои источники\n"
        "- `{c}status`: что я о вас знаю\n"
        "- `{c}reindex ИСТОЧНИК`: обновить (владельцам и администраторам)\n"
        "- `{c}pair КОД`: привязать учётную запись\n"
        "- `{c}language en`: English\n"
        "- `{c}stop`: остановить ответ\n\n"
        "Под ответом сказано, сделан он внутри или в облаке.",
    ),
}
