"""What only Slack's people read: sources and ages, the pane, what is wrong with the app.

Invariant: English and Russian in each line, with the same fields. Deliberately elsewhere: everything
that all platforms say (`words`).
"""

from __future__ import annotations

from typing import Final

SLACK: Final[dict[str, tuple[str, str]]] = {
    "slack_sources": ("Sources", "Источники"),
    "slack_more_sources": ("and {count} more", "и ещё {count}"),
    "slack_owner": ("owner: {owner}", "владелец: {owner}"),
    "slack_today": ("changed today", "изменён сегодня"),
    "slack_days": ("changed {count} d ago", "изменён {count} дн. назад"),
    "slack_months": ("changed {count} mo ago", "изменён {count} мес. назад"),
    "slack_years": ("changed {count} y ago", "изменён {count} г. назад"),
    "slack_many_years": ("changed {count} y ago", "изменён {count} лет назад"),
    "slack_overdue": ("review overdue since {day}", "проверка просрочена с {day}"),
    "slack_working": ("is looking in the documents…", "ищет в документах…"),
    "slack_taken": ("I am on it.", "Принято, смотрю."),
    "slack_in_private": (
        "I report in our direct messages.",
        "Отчитаюсь в личных сообщениях.",
    ),
    "slack_stop": ("Stop", "Остановить"),
    "slack_at_work": ("I am writing the answer.", "Пишу ответ."),
    "slack_pane_title": ("Ask about the documents", "Спросите о документах"),
    "slack_talk": ("Question", "Вопрос"),
    "slack_prompt_1": ("How do I roll back a release?", "Как откатить релиз?"),
    "slack_prompt_2": (
        "What do I do at a full disk?",
        "Что делать, если кончилось место на диске?",
    ),
    "slack_prompt_3": ("Who is on call, and how do I escalate?", "Кто дежурит и как эскалировать?"),
    "slack_prompt_4": ("What can you do?", "Что ты умеешь?"),
    "slack_invite": (
        "I cannot write in that channel: invite me there with /invite @{bot} and ask again.",
        "Я не могу писать в том канале: пригласите меня командой /invite @{bot} и спросите снова.",
    ),
    "slack_closed": (
        "I cannot write in the channel or thread where you asked: it is closed, or not for apps. Ask "
        "me here.",
        "Я не могу писать в канале или треде, где вы спросили: он закрыт или не для приложений. "
        "Спросите меня здесь.",
    ),
    "slack_file_unread": (
        "I did not read the file {name}: it is not text, too large, or Slack did not give it.",
        "Файл {name} не прочитан: это не текст, он слишком велик, или Slack его не отдал.",
    ),
    "slack_well_token": ("Slack knows the bot as @{bot}.", "Slack знает бота как @{bot}."),
    "slack_bad_token": (
        "Slack does not take the bot token: copy the Bot User OAuth Token (xoxb-…) from OAuth & "
        "Permissions into HUSH_SLACK__BOT_TOKEN.",
        "Slack не принимает токен бота: скопируйте Bot User OAuth Token (xoxb-…) со страницы OAuth & "
        "Permissions в HUSH_SLACK__BOT_TOKEN.",
    ),
    "slack_well_scopes": ("All scopes are granted.", "Все права выданы."),
    "slack_bad_scopes": (
        "Scopes are missing: {scopes}. Update the app with `python -m bots.slack.manifest` and "
        "install it to the workspace again.",
        "Не хватает прав: {scopes}. Обновите приложение по `python -m bots.slack.manifest` и "
        "установите его в рабочее пространство заново.",
    ),
    "slack_well_socket": ("Socket Mode works.", "Socket Mode работает."),
    "slack_bad_socket": (
        "Slack does not take the app-level token: make one with the scope connections:write under "
        "Basic Information, put it (xapp-…) into HUSH_SLACK__APP_TOKEN, and turn Socket Mode on.",
        "Slack не принимает токен приложения: создайте его с правом connections:write на странице "
        "Basic Information, впишите (xapp-…) в HUSH_SLACK__APP_TOKEN и включите Socket Mode.",
    ),
    "slack_well_http": ("Slack posts to {listen}.", "Slack пишет на {listen}."),
    "slack_bad_http": (
        "Neither an app token nor a signing secret with an address: set HUSH_SLACK__APP_TOKEN, or "
        "HUSH_SLACK__SIGNING_SECRET and HUSH_BOTS__LISTEN.",
        "Нет ни токена приложения, ни секрета подписи с адресом: задайте HUSH_SLACK__APP_TOKEN или "
        "HUSH_SLACK__SIGNING_SECRET и HUSH_BOTS__LISTEN.",
    ),
    "slack_well_channel": ("The bot is in {channel}.", "Бот есть в {channel}."),
    "slack_bad_channel": (
        "The bot is not in the channel {channel}: write /invite @{bot} there.",
        "Бота нет в канале {channel}: напишите там /invite @{bot}.",
    ),
    "slack_unreachable": (
        "Slack cannot be reached: check this machine's network and HUSH_SLACK__BASE_URL.",
        "Slack недоступен: проверьте сеть этой машины и HUSH_SLACK__BASE_URL.",
    ),
}
