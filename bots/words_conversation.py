"""What a person reads around questions and answers: waiting, refusals, badges, buttons.

Invariant: as `words`. Deliberately elsewhere: what commands answer (`words_commands`).
"""

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
        "This may have come before: the bot could not learn whether it arrived.",
        "Возможно, это уже приходило: бот не смог узнать, дошло ли сообщение.",
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
        "Many questions are waiting here already. This one was not taken; ask it again in a few "
        "minutes, or in a private message.",
        "Здесь уже много вопросов в очереди. Этот не принят; задайте его снова через "
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
        "That was many questions in a short time. Ask again in {wait}.",
        "Слишком много вопросов за короткое время. Спросите снова через {wait}.",
    ),
    "refused_busy_for": (
        "The service of Hush takes no questions at the moment. Ask again in {wait}.",
        "Сервис Hush сейчас не принимает вопросы. Спросите снова через {wait}.",
    ),
    "wait_seconds": ("{count} s", "{count} с"),
    "wait_minutes": ("{count} min", "{count} мин"),
    "wait_hours": ("{count} h", "{count} ч"),
    "refused_busy": (
        "The service of Hush is busy. Ask again in a minute.",
        "Сервис Hush занят. Спросите ещё раз через минуту.",
    ),
    "refused_forbidden": (
        "That is for the owners of these documents and for admins. Ask one of them.",
        "Это могут только владельцы этих документов и администраторы. Обратитесь к ним.",
    ),
    "refused_not_for_channel": (
        "This answer can't be shared: not everybody in the channel or group may read all that it rests "
        "on, or a page has changed since. Ask the question there instead.",
        "Этим ответом нельзя поделиться: не всем в канале или группе можно читать то, на чём он "
        "основан, или страница с тех пор изменилась. Задайте вопрос прямо там.",
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
        "Only you can see this: not everybody where you asked may read these pages.",
        "Это видите только вы: не всем там, где вы спросили, можно читать эти страницы.",
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
}
