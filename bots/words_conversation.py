"""What a person reads in a conversation. See `words`."""

from __future__ import annotations

CONVERSATION = {
    # ---- while it is worked on
    "looking": ("Looking in the docs…", "Ищу в документации…"),
    "queued": (
        "Your question is number {position} in the queue; the answer comes here.",
        "Ваш вопрос в очереди под номером {position}; ответ придёт сюда.",
    ),
    "again": ("Starting the answer again…", "Начинаю ответ заново…"),
    # ---- how it ends
    "may_be_again": (
        "This answer may have been sent before: the bot was restarted meanwhile.",
        "Возможно, этот ответ уже приходил: бот тем временем перезапускался.",
    ),
    "cancelled": ("Cancelled, as you asked.", "Отменено по вашей просьбе."),
    "stopped": ("Stopped.", "Остановлено."),
    "nothing_to_stop": (
        "No answer of yours is being made here.",
        "Здесь сейчас не готовится ответ на ваш вопрос.",
    ),
    "apology": (
        "Sorry, this was not answered. Ask again; if it goes on, tell whoever runs Hush this "
        "number: {id}.",
        "Извините, ответить не удалось. Спросите ещё раз; если повторится, сообщите администратору "
        "Hush номер {id}.",
    ),
    "too_long": (
        "Sorry, the answer took too long and was given up. Ask again, best more narrowly (number "
        "for whoever runs Hush: {id}).",
        "Извините, ответ готовился слишком долго и прерван. Сузьте вопрос и спросите ещё раз (номер "
        "для администратора Hush: {id}).",
    ),
    "too_many_waiting": (
        "You have many questions waiting already. This one was not taken; ask it again when some "
        "have been answered.",
        "У вас уже много вопросов в очереди. Этот не принят; задайте его снова, когда придут ответы "
        "на часть из них.",
    ),
    "place_full": (
        "Many questions are waiting in this channel already. This one was not taken; ask it again "
        "in a few minutes, or in a private message.",
        "В этом канале уже много вопросов в очереди. Этот не принят; задайте его снова через "
        "несколько минут или в личном сообщении.",
    ),
    "no_words": (
        "Write a question, for example: how do I roll back payments?",
        "Напишите вопрос, например: как откатить релиз биллинга?",
    ),
    "too_long_question": (
        "The question is too long; at most {most} characters fit, files included. Leave out what "
        "does not matter.",
        "Вопрос слишком длинный: помещается до {most} знаков вместе с файлами. Уберите лишнее.",
    ),
    # ---- the service says no
    "unknown_account": (
        "Hush does not know this account yet, so it can't answer from internal pages. Ask whoever "
        "runs Hush to add {account} to access.toml.",
        "Hush пока не знает вашу учётную запись и не отвечает по внутренним страницам. Попросите "
        "администратора Hush добавить {account} в access.toml.",
    ),
    "unknown_account_pair": (
        "Hush does not know this account yet. Ask whoever runs Hush for a code (hush keys pair), "
        "then write: /pair CODE",
        "Я пока не знаю вашу учётную запись. Попросите у администратора Hush код (hush keys pair) и "
        "пришлите мне: /pair КОД",
    ),
    "refused_unreachable": (
        "The service of Hush can't be reached at the moment. Ask again in a few minutes; whoever "
        "runs it finds more with: hush doctor (number {id}).",
        "Сервис Hush сейчас недоступен. Спросите ещё раз через несколько минут; администратору "
        "поможет команда hush doctor (номер {id}).",
    ),
    "refused_late": (
        "Sorry, the answer took too long and was given up. Ask again, best more narrowly (number "
        "{id}).",
        "Извините, ответ готовился слишком долго и прерван. Сузьте вопрос и спросите ещё раз (номер "
        "{id}).",
    ),
    "refused_refused_key": (
        "The service of Hush does not accept this bot's key. Whoever runs it makes one with: hush "
        "keys create --scope act, and sets HUSH_SERVICE__KEY (number {id}).",
        "Сервис Hush не принимает ключ этого бота. Администратору: создайте ключ командой hush keys "
        "create --scope act и задайте HUSH_SERVICE__KEY (номер {id}).",
    ),
    "refused_too_many_requests": (
        "That was many questions in a short time. Ask again in {seconds} s.",
        "Слишком много вопросов за короткое время. Спросите снова через {seconds} с.",
    ),
    "refused_busy": (
        "The service of Hush is busy. Ask again in a minute.",
        "Сервис Hush занят. Спросите ещё раз через минуту.",
    ),
    "refused_forbidden": (
        "That is for the owners of these documents and for admins. Ask one of them.",
        "Это могут только владельцы этих документов и администраторы. Обратитесь к ним.",
    ),
    "refused_not_for_channel": (
        "This answer can't be shown here: not everybody in this channel may read all that it rests "
        "on, or a page has changed since. Ask the question here instead.",
        "Этот ответ нельзя показать здесь: не всем в этом канале можно читать то, на чём он основан, "
        "или страница с тех пор изменилась. Задайте вопрос прямо здесь.",
    ),
    "refused_too_many_codes": (
        "Too many wrong codes. Try again in ten minutes, with a new one.",
        "Слишком много неверных кодов. Попробуйте снова через десять минут, с новым кодом.",
    ),
    "refused_question_too_long": (
        "The question is too long, files included. Leave out what does not matter.",
        "Вопрос слишком длинный (вместе с файлами). Уберите лишнее.",
    ),
    "refused_not_found": (
        "That is not there any more. Ask the question again.",
        "Этого больше нет. Задайте вопрос снова.",
    ),
    "refused_invalid": (
        "That could not be understood. Write: {c}help",
        "Не удалось понять. Напишите: {c}help",
    ),
    # ---- about an answer
    "badge_local": ("local: {model}", "локально: {model}"),
    "badge_cloud": ("cloud, sanitised: {model}", "облако, обезличено: {model}"),
    "no_model": ("no model was asked", "модель не спрашивали"),
    "quoted": ("pages quoted, no model", "цитаты страниц, без модели"),
    "masked": ("{count} masked", "скрыто: {count}"),
    "nearest": ("Nearest pages: {pages}", "Ближайшие страницы: {pages}"),
    "nothing_left": (
        "Nothing left the company for this answer: it was made inside.",
        "Для этого ответа наружу ничего не ушло: он сделан внутри.",
    ),
    "what_left": (
        "Exactly this text left the company for your question:",
        "По вашему вопросу наружу ушёл именно этот текст:",
    ),
    "only_asker": (
        "Only whoever asked can see that.",
        "Это видит только тот, кто спрашивал.",
    ),
    "only_asker_stops": (
        "Only whoever asked can stop that.",
        "Остановить может только тот, кто спрашивал.",
    ),
    "forgotten": (
        "The details of this answer are not kept any more. Ask the question again.",
        "Подробности этого ответа больше не хранятся. Задайте вопрос снова.",
    ),
    "more_for_you": (
        "Only you can see this. For you there is more than this channel may read:",
        "Это видите только вы. Вам доступно больше, чем этому каналу:",
    ),
    "shared_by": ("An answer that {account} shares:", "Ответ, которым делится {account}:"),
    "asked": ("Question: {question}", "Вопрос: {question}"),
    "thanks_up": ("Thank you, noted.", "Спасибо, записано."),
    "thanks_down": (
        "Thank you, noted; the owners of the pages will see it.",
        "Спасибо, записано; владельцы страниц это увидят.",
    ),
    "human": ("Somebody is needed here.", "Здесь нужен человек."),
    "human_on_call": ("On call:", "Дежурный:"),
    "human_owner": ("Owner of the page:", "Владелец страницы:"),
    "human_nobody": (
        "No account is known for the owner of these pages ({owners}); ask your team's on-call. "
        "Whoever runs Hush adds them to access.toml.",
        "Для владельца этих страниц ({owners}) не указана учётная запись; обратитесь к дежурному. "
        "Администратор Hush может добавить её в access.toml.",
    ),
    "nobody_owner": ("none named", "не указан"),
    "human_asks": (
        "Somebody asks for a human: {account}.",
        "Просят помощи человека: {account}.",
    ),
    "human_told": ("I have told them:", "Я передал:"),
    # ---- buttons
    "button_helpful": ("Helpful", "Полезно"),
    "button_unhelpful": ("Not helpful", "Не помогло"),
    "button_human": ("Needs a human", "Нужен человек"),
    "button_share": ("Share with the channel", "Показать в канале"),
    "button_next": ("Next steps", "Дальше"),
    "button_whole": ("Whole runbook", "Вся инструкция"),
    "button_cited": ("Sources", "Источники"),
    "button_left": ("What left", "Что ушло"),
    "button_stop": ("Stop", "Остановить"),
    # ---- commands
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
        "This channel has its groups; only what all of it may read is used here.",
        "Канал настроен: здесь отвечаю только по тому, что можно читать всем его группам.",
    ),
    "status_place_unknown": (
        "This channel is not set up: only what is for everyone is used here. Whoever runs Hush adds "
        "{place} to access.toml.",
        "Канал не настроен: здесь используется только открытое для всех. Администратор "
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
    "reindex_waiting": ("{source}: waiting for its turn…", "{source}: ждёт очереди…"),
    "reindex_running": ("{source}: {done} of {total}…", "{source}: {done} из {total}…"),
    "reindex_done": (
        "{source} is up to date: {added} added, {updated} changed, {removed} removed, {unchanged} "
        "as they were, {failed} failed.",
        "{source} обновлён: добавлено {added}, изменено {updated}, удалено {removed}, без изменений "
        "{unchanged}, с ошибкой {failed}.",
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
    "help": (  # {c}: what a command begins with there
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
