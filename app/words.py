"""The table of every notice that a person can see, in English and Russian, by its code.

Invariant: both languages have every code, with the same fields (a test holds it). Deliberately
elsewhere: who says what, and in which language (`wording`).
"""

from __future__ import annotations

from app.words_of_commands import COMMANDS
from app.words_openai import OPENAI
from app.words_service import SERVICE

WORDS: dict[str, tuple[str, str]] = {
    **OPENAI,
    **SERVICE,
    **COMMANDS,
    # answering
    "abstained": (
        "The docs do not hold an answer to this.",
        "В документации нет ответа на этот вопрос.",
    ),
    "nearest_pages": (
        "The nearest pages you may read:",
        "Ближайшие страницы, которые вам доступны:",
    ),
    "reason_abstained": (
        "no passage is good enough; no model was asked",
        "ни один отрывок не подходит; модель не вызывалась",
    ),
    "cloud_off": (
        "{reason}, but no cloud model is configured",
        "{reason}, но облачная модель не настроена",
    ),
    "cloud_failed": (
        "The cloud model did not answer, so the answer is local: {why}",
        "Облачная модель не ответила, поэтому ответ локальный: {why}",
    ),
    "local_failed": (
        "The local model did not answer, so passages are quoted instead: {why}",
        "Локальная модель не ответила, поэтому приведены отрывки: {why}",
    ),
    "docs_say_alone": (
        "The model gave no answer. The docs say, word for word:",
        "Модель ничего не ответила. В документации сказано дословно:",
    ),
    "docs_say": (
        "The model named no source for that. The docs say, word for word:",
        "Модель не указала источник. В документации сказано дословно:",
    ),
    "credential_in_context": (
        "A credential stands in the question or in a passage found for it: it stays inside. "
        "Move it to a secret store and rotate it.",
        "В вопросе или найденном отрывке есть пароль или ключ: он не покидает компанию. "
        "Перенесите его в хранилище секретов и смените.",
    ),
    "injection_found": (
        "A passage holds hidden text or instructions to a model ({sources}): check who wrote it. "
        "They change no lane and no right, and are cut from what leaves.",
        "В отрывке есть скрытый текст или указания модели ({sources}): проверьте, кто их написал. "
        "На выбор модели и на права они не влияют, а из уходящего наружу вырезаются.",
    ),
    "unknown_placeholder": (
        "The cloud model wrote {count} placeholder(s) that were never issued, or as a part of a "
        "link; they are marked and not filled in.",
        "Облачная модель написала меток, которых мы не выдавали, или внутри ссылки: {count}; "
        "они помечены, значения не подставлены.",
    ),
    "waiting_local": ("The local model is reading…", "Локальная модель читает…"),
    "waiting_cloud": ("The cloud model is reading…", "Облачная модель читает…"),
    # what was found on the way back (app.grounding.Warned)
    "command_replaced": (
        "The model wrote a command that is not in the docs; the cited page's own stands in its place.",
        "Модель написала команду, которой нет в документации; вместо неё стоит команда со страницы.",
    ),
    "command_removed": (
        "The model wrote a command that is not in the docs; it was removed.",
        "Модель написала команду, которой нет в документации; она удалена.",
    ),
    "command_destructive": (
        "The answer holds a destructive command. Check what it will act on before you run it.",
        "В ответе есть опасная команда. Прежде чем выполнять, проверьте, на что она подействует.",
    ),
    "citation_unknown": (
        "The model cited a passage that does not exist; that mark was removed.",
        "Модель сослалась на несуществующий отрывок; ссылка удалена.",
    ),
    "link_removed": (
        "A link, image or address that is not in the docs was removed from the answer.",
        "Из ответа удалена ссылка, картинка или адрес, которых нет в документации.",
    ),
    "leftover_mark": (
        "A placeholder stands in the answer that could not be restored.",
        "В ответе осталась метка, которую не удалось раскрыть.",
    ),
    "uncited": (
        "The model did not say which passage its words rest on; check them against the sources.",
        "Модель не указала, на какой отрывок опирается; сверьте ответ с источниками.",
    ),
    # why a lane was chosen (app.confidentiality.reason.ReasonCode)
    "reason_clean": (
        "nothing in it had to be masked, and all of it may leave",
        "скрывать было нечего, всё это может уйти наружу",
    ),
    "reason_masked": (
        "it may leave once masked ({kinds})",
        "наружу уходит только после маскирования ({kinds})",
    ),
    "reason_label": (
        "its level, or that of a passage found for it, is {level}, which never leaves",
        "уровень самого текста или найденного к нему отрывка {level}, такое не покидает компанию",
    ),
    "reason_label_alone": (
        "its level is {level}, which never leaves",
        "его уровень {level}, такое не покидает компанию",
    ),
    "reason_finding": (
        "it holds what must stay inside ({kinds})",
        "в нём есть то, что не покидает компанию ({kinds})",
    ),
    "reason_unsure": (
        "a detector failed or was unsure ({detectors}), so it stays inside",
        "детектор отказал или не уверен ({detectors}), поэтому всё остаётся внутри",
    ),
    "reason_leftover": (
        "something would be left after masking ({kinds}), so it stays inside",
        "после маскирования что-то осталось бы ({kinds}), поэтому всё остаётся внутри",
    ),
    "reason_failed": (
        "the sanitiser failed, so it stays inside",
        "санитайзер отказал, поэтому всё остаётся внутри",
    ),
    "reason_held": (
        "the egress guard held it back ({kinds}); nothing left",
        "страж исходящих данных остановил запрос ({kinds}); наружу ничего не ушло",
    ),
    "reason_unwritten": (
        "the audit could not be written, so nothing left",
        "журнал аудита не записался, поэтому наружу ничего не ушло",
    ),
    "reason_cloud_failed": (
        "the cloud model did not answer",
        "облачная модель не ответила",
    ),
    "reason_likely": (
        "the classifier gives it more chance to be confidential than the policy lets leave",
        "вероятность того, что текст конфиденциален, выше той, что допускает политика",
    ),
    "reason_never": ("the policy does not use the cloud", "политика не использует облако"),
    "reason_easy": (
        "the policy uses the cloud for harder questions only",
        "политика использует облако только для более трудных вопросов",
    ),
    "reason_budget": (
        "the policy's budget for the cloud is spent, or its price is not known",
        "бюджет политики на облако исчерпан, или цена модели не указана",
    ),
    "reason_provider": (
        "the policy does not allow the configured cloud host",
        "политика не разрешает настроенный облачный адрес",
    ),
    "reason_off": ("no cloud model is configured", "облачная модель не настроена"),
    # headings of the terminal's output
    "sources_title": ("Sources", "Источники"),
    "lane_local": ("local", "локально"),
    "lane_cloud": ("cloud", "облако"),
    "lane_line": ("Lane: {lane} ({model}): {reason}.", "Ответ: {lane} ({model}): {reason}."),
    "lane_line_no_model": ("Lane: {lane}: {reason}.", "Ответ: {lane}: {reason}."),
    "what_left": ("What left (exactly):", "Что ушло наружу (дословно):"),
    "what_would_leave": ("What would leave (exactly):", "Что ушло бы наружу (дословно):"),
    "what_is_inside": ("What stays inside (original):", "Что остаётся внутри (оригинал):"),
    "decided_by": ("because of: {places}", "причина: {places}"),
    "column_part": ("part", "часть"),
    "column_level": ("level", "уровень"),
    "column_why": ("why", "почему"),
    "column_kind": ("found", "найдено"),
    "column_count": ("how often", "сколько"),
    "column_action": ("action", "действие"),
    "column_detector": ("by", "детектор"),
    "action_mask": ("mask", "скрыть"),
    "action_cut": ("cut", "вырезать"),
    "action_local": ("local", "не выпускать"),
    "column_inside": ("inside", "внутри"),
    "column_outside": ("leaves as", "уходит как"),
    "why_label": ("declared {level}", "объявлен {level}"),
    "why_unlabelled": (
        "nobody declared a level, so {level}",
        "уровень не объявлен, поэтому {level}",
    ),
    "why_asked": ("counts as {level}", "считается {level}"),
    "why_estimate": (
        "classifier: {level} ({percent} % that it is CONFIDENTIAL or more)",
        "классификатор: {level} (вероятность, что это CONFIDENTIAL или строже, {percent} %)",
    ),
    "why_unsure": (
        "classifier unsure ({percent} %), so it stays inside",
        "классификатор не уверен ({percent} %), поэтому остаётся внутри",
    ),
    "why_stays": ("holds what never leaves: {kinds}", "есть то, что не покидает компанию: {kinds}"),
    "why_unread": (
        "UNREAD: too long or too dense to be read in full",
        "UNREAD: слишком длинный или плотный текст, прочитан не целиком",
    ),
    "place_question": ("question", "вопрос"),
    "place_history": (
        "earlier turn or system message",
        "предыдущая реплика или системное сообщение",
    ),
    "place_heading": ("heading", "заголовок"),
    "place_text": ("text", "текст"),
    "nothing_leaves": ("Nothing would leave.", "Наружу ничего бы не ушло."),
    "masked_line": ("Masked: {count}.", "Скрыто: {count}."),
    "owner_line": ("owner {owner}", "владелец {owner}"),
    "no_owner": ("no owner", "владелец не указан"),
    "age_today": ("changed today", "изменено сегодня"),
    "age_days": ("changed {days} d ago", "изменено {days} дн. назад"),
    "review_overdue": ("review was due {date}", "срок пересмотра был {date}"),
    "lines_span": ("lines {first}-{last}", "строки {first}-{last}"),
    "warning": ("Warning", "Внимание"),
    "no_hits": ("Nothing found.", "Ничего не найдено."),
    "ingested": (
        "{name}: {added} added, {updated} updated, {removed} removed, {unchanged} unchanged; "
        "{chunks} chunks, {embedded} embedded, {seconds} s",
        "{name}: добавлено {added}, обновлено {updated}, удалено {removed}, без изменений {unchanged}; "
        "фрагментов {chunks}, новых векторов {embedded}, {seconds} с",
    ),
    "unlabelled": (
        "{count} document(s) have no declared sensitivity and count as CONFIDENTIAL: they are "
        "answered locally. Declare them in labels.toml or their front matter.",
        "Документов без метки: {count}; они считаются CONFIDENTIAL, ответы по ним только локальные. "
        "Объявите их в labels.toml или в начале файла.",
    ),
    "withdrawn": (
        "{count} document(s) are not answered any more until their labels can be read (see below)",
        "Документов, исключённых из ответов, пока их метки не читаются: {count} (см. ниже)",
    ),
    "ignored": (
        "Files of other formats, left alone: {kinds}",
        "Файлы других форматов, пропущены: {kinds}",
    ),
    "failed_file": ("Failed", "Ошибка"),
    "step_write": ("write", "записать"),
    "step_remove": ("remove", "убрать"),
    "plan_total": (
        "{changes} change(s), {keep} document(s) stay as they are",
        "изменений: {changes}, без изменений: {keep}",
    ),
    "no_sources": (
        "No source yet. Start with: hush ingest PATH",
        "Источников пока нет. Начните с: hush ingest ПУТЬ",
    ),
    "status": (
        "{name}  ({path})\n"
        "  documents {documents}, chunks {chunks}, last run {last_run} ({outcome})\n"
        "  failures {failures}, unlabelled {unlabelled}, review overdue {overdue}",
        "{name}  ({path})\n"
        "  документов {documents}, фрагментов {chunks}, последний запуск {last_run} ({outcome})\n"
        "  ошибок {failures}, без метки {unlabelled}, просрочен пересмотр {overdue}",
    ),
    "unlabelled_sources": ("  unlabelled: {names}", "  без метки: {names}"),
    "removed": (
        "{name}: {count} document(s) taken out of the index; the files themselves stay",
        "{name}: убрано из индекса документов: {count}; сами файлы остались",
    ),
    "overdue_sources": ("  review overdue: {names}", "  просрочен пересмотр: {names}"),
    "no_output": (
        "there is no standard output to write to; leave out >&-",
        "нет стандартного вывода, писать некуда; уберите >&-",
    ),
    "stopped": ("interrupted", "прервано"),
    "not_asked": (
        "hush ask would not ask a model. What the gate would decide if it did:",
        "hush ask не станет вызывать модель. Что решил бы шлюз, если бы стал:",
    ),
    "interrupted": (
        "interrupted; what was finished is kept, run the same command again to go on",
        "прервано; сделанное сохранено, повторите ту же команду, чтобы продолжить",
    ),
    # hush models
    "models_local": ("local", "локальная"),
    "models_cloud": ("cloud", "облачная"),
    "models_embedding": ("embedding", "эмбеддинги"),
    # progress
    "ingesting": ("ingest", "индексация"),
    "ingesting_percent": ("ingest {percent} %", "индексация: {percent} %"),
    "training": ("training", "обучение"),
    "training_percent": ("training {percent} %", "обучение: {percent} %"),
    # hush train
    "trained_figures": (
        "{language}: on topics it never saw {found} of {sensitive} sensitive texts stay local "
        "(95 % lower bound {bound}), of {clean} harmless ones {kept}; ECE {ece}, Brier {brier}",
        "{language}: на незнакомых темах остаются внутри {found} из {sensitive} закрытых текстов "
        "(нижняя граница 95 % {bound}), из {clean} безобидных {kept}; ECE {ece}, Brier {brier}",
    ),
    "trained_file": (
        "written to {path}\nsha256 {sha256}",
        "записано в {path}\nsha256 {sha256}",
    ),
    "time_left": ("eta", "осталось"),
}
