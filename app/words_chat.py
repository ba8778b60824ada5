"""Notices of what a chat platform may show, in English and Russian, by code.

Invariant: as `words.WORDS`; none of them says anything of what it stands for. Deliberately elsewhere:
when each is said (`chat_exit`), the words of the bots themselves (`bots.words`).
"""

from __future__ import annotations

CHAT: dict[str, tuple[str, str]] = {
    "problem_not_in_chat": (
        "That is not given to a bot for somebody; open it on the page of Hush.",
        "Боту это ни за кого не выдаётся; откройте страницу Hush.",
    ),
    "problem_only_in_chat": (
        "A bot asks this for somebody or for a channel; name them in Hush-For or Hush-In.",
        "Это бот спрашивает за кого-то или за канал; назовите их в Hush-For или Hush-In.",
    ),
    "chat_above": (
        "This may not be shown here: it is more confidential than this chat allows. {where}",
        "Показать это здесь нельзя: это конфиденциальнее, чем разрешено в этом чате. {where}",
    ),
    "chat_credential": (
        "This is not shown here, because a credential stands in it. {where}",
        "Здесь это не показано, потому что в тексте есть пароль, ключ или токен. {where}",
    ),
    "chat_page": (
        "[Ask on the page of Hush]({page}).",
        "[Спросите на странице Hush]({page}).",
    ),
    "chat_no_page": (
        "Ask on the page of Hush; your administrator knows its address, and a link comes here once "
        "HUSH_SERVE__PUBLIC_URL is set.",
        "Спросите на странице Hush; её адрес знает администратор, а ссылка появится здесь, когда "
        "будет задано HUSH_SERVE__PUBLIC_URL.",
    ),
    "chat_line": (
        "(a line that holds a credential is left out here)",
        "(строка с паролем, ключом или токеном здесь не показана)",
    ),
    "chat_line_of": (
        "(a line that holds a credential is left out here; it stands in {sources})",
        "(строка с паролем, ключом или токеном здесь не показана; она есть в {sources})",
    ),
    "problem_not_for_channel": (
        "This answer may not be shown in the channel: a document that it rests on is not for everybody "
        "there, or has changed since. Ask in the channel itself.",
        "Этот ответ нельзя показать в канале: документ, на котором он основан, доступен там не всем "
        "или с тех пор изменился. Спросите в самом канале.",
    ),
    "problem_not_owner": (
        "Only owners of documents of that source and admins of chats may have it looked at again; "
        "access.toml says who they are.",
        "Перечитать этот источник могут только владельцы его документов и администраторы чатов; кто "
        "они, сказано в access.toml.",
    ),
    "chat_looked_up": (
        "Looked up in {sources}.",
        "Искали в {sources}.",
    ),
    "chat_found_nothing": (
        "No document was found that answers it.",
        "Документа, который отвечает на это, не нашлось.",
    ),
}
