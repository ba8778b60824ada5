"""What only Telegram's people read, in English and Russian: commands, marks of a reply, checks.

Invariant: as `bots.words`. Deliberately elsewhere: everything that both platforms say.
"""

from __future__ import annotations

from typing import Final

TELEGRAM: Final = {
    "telegram_repeated": (
        "This may have come before: Telegram did not confirm it.",
        "Возможно, это уже приходило: Telegram не подтвердил отправку.",
    ),
    "telegram_unshown": (
        "The answer is there, but Telegram does not take it. Ask on Hush's page instead.",
        "Ответ готов, но Telegram его не принимает. Задайте вопрос на странице Hush.",
    ),
    "telegram_private_first": (
        "That I show to you alone. Open a private chat with me, press Start, then try again.",
        "Это я покажу только вам. Откройте личный чат со мной, нажмите «Старт» и повторите.",
    ),
    "telegram_may_not_write": (
        "I can't write in the group or topic where you asked. Let me send messages there, or ask me "
        "here.",
        "Я не могу писать в группе или теме, где вы спросили. Разрешите мне отправлять туда сообщения "
        "или спросите меня здесь.",
    ),
    "telegram_share": ("Share with the group", "Показать в группе"),
    "telegram_file": (
        "This file can't be read: text and logs can, up to a size. Send the part that "
        "matters as text.",
        "Не могу прочитать этот файл: нужен текст или лог, и не слишком большой. Пришлите важную "
        "часть сообщением.",
    ),
    "telegram_anonymous": (
        "I answer people, so that each sees what they may. Switch off “Remain anonymous” in your "
        "admin rights here, or write to me in private.",
        "Я отвечаю людям, чтобы каждый видел то, что ему можно. Отключите «Анонимность» в своих "
        "правах администратора или напишите мне в личном чате.",
    ),
    "telegram_updated": ("updated {date}", "обновлено {date}"),
    "telegram_person": ("colleague {number}", "коллега {number}"),
    # ---- the list of commands
    "command_ask": ("Ask the docs", "Задать вопрос документации"),
    "command_search": ("Find pages", "Найти страницы"),
    "command_runbook": ("First steps for an alert", "Первые шаги для алерта"),
    "command_explain": ("What would leave, and why", "Что ушло бы наружу и почему"),
    "command_sources": ("What I answer from", "По каким источникам я отвечаю"),
    "command_status": ("What I know of you", "Что я о вас знаю"),
    "command_reindex": ("Look at a source again (owners)", "Обновить источник (владельцам)"),
    "command_language": ("en or ru", "Язык: en или ru"),
    "command_pair": ("Link this account: /pair CODE", "Связать учётную запись: /pair КОД"),
    "command_stop": ("Stop the answer", "Остановить ответ"),
    "command_help": ("How to ask", "Как спрашивать"),
    # ---- checks
    "telegram_check_token": (
        "Telegram knows the bot as @{name}",
        "Telegram знает бота как @{name}",
    ),
    "telegram_wrong_token": (
        "Telegram does not accept HUSH_TELEGRAM__TOKEN; copy it from @BotFather: /mybots, your bot, "
        "API Token",
        "Telegram не принимает HUSH_TELEGRAM__TOKEN; скопируйте его у @BotFather: /mybots, ваш бот, "
        "API Token",
    ),
    "telegram_unreachable": (
        "Telegram can't be reached at HUSH_TELEGRAM__BASE_URL; check the address and the network",
        "Telegram недоступен по HUSH_TELEGRAM__BASE_URL; проверьте адрес и сеть",
    ),
    "telegram_rival": (
        "another process takes this bot's messages; stop it, or revoke the token at @BotFather",
        "сообщения этого бота забирает другой процесс; остановите его или смените токен у @BotFather",
    ),
    "telegram_polling": ("messages are fetched from Telegram", "сообщения забираются у Telegram"),
    "telegram_hooked": (
        "Telegram delivers to HUSH_TELEGRAM__WEBHOOK_URL",
        "Telegram доставляет на HUSH_TELEGRAM__WEBHOOK_URL",
    ),
    "telegram_hook_fails": (
        "Telegram's last delivery to HUSH_TELEGRAM__WEBHOOK_URL failed; check that it reaches "
        "HUSH_BOTS__LISTEN over https",
        "Последняя доставка Telegram на HUSH_TELEGRAM__WEBHOOK_URL не удалась; проверьте, что адрес "
        "ведёт на HUSH_BOTS__LISTEN по https",
    ),
    "telegram_hook_elsewhere": (
        "a webhook is set though HUSH_TELEGRAM__WEBHOOK_URL is not; it is removed when the bot starts",
        "задан вебхук, хотя HUSH_TELEGRAM__WEBHOOK_URL пуст; он снимется при запуске бота",
    ),
    "telegram_hook_not_yet": (
        "the webhook is set when the bot starts",
        "вебхук задаётся при запуске бота",
    ),
    "telegram_in_chat": ("the bot is in {place}", "бот есть в {place}"),
    "telegram_not_in_chat": (
        "the bot can't write to {place}; add it to that group, or correct HUSH_BOTS__ALERTS_TO",
        "бот не может писать в {place}; добавьте его в эту группу или исправьте HUSH_BOTS__ALERTS_TO",
    ),
}
