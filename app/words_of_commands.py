"""Notices of the commands that go through a service, of `hush up`, `hush feedback` and `hush gaps`.

Invariant: as `words.WORDS`, both languages have every code, with the same fields.
"""

from __future__ import annotations

COMMANDS: dict[str, tuple[str, str]] = {
    "waiting_queue": (
        "waiting for the local model, {count} before you",
        "ожидание локальной модели, перед вами {count}",
    ),
    "tagger_same": (
        "It is the tagger that is in use.",
        "Это тот самый теггер, который используется.",
    ),
    "tagger_other": (
        "It is not the tagger that is in use, which is pinned in the package.",
        "Это не тот теггер, который используется: тот закреплён в пакете.",
    ),
    "up_stopping": (
        "stopping; running answers may end. Ctrl-C again stops at once",
        "остановка; начатые ответы закончатся. Повторный Ctrl-C остановит сразу",
    ),
    "up_taken_in": (
        "{name}: {added} added, {updated} updated, {removed} removed, {unchanged} unchanged, "
        "{failed} failed",
        "{name}: добавлено {added}, обновлено {updated}, удалено {removed}, без изменений "
        "{unchanged}, ошибок {failed}",
    ),
    "up_not_taken_in": ("{name} was not taken in: {problem}", "{name}: не взят: {problem}"),
    "up_bots": ("the bots run: {names}", "боты работают: {names}"),
    "up_child_ended": (
        "{name} has ended (status {status}); it is started again in {seconds:g} s",
        "{name}: завершился (код {status}); будет запущен снова через {seconds:g} с",
    ),
    "feedback_none": ("Nobody has judged an answer yet.", "Ответы ещё никто не оценивал."),
    "feedback_up": ("good", "хорошо"),
    "feedback_down": ("bad", "плохо"),
    "feedback_needs_human": ("needs a human", "нужен человек"),
    "feedback_withheld": ("(the question is not kept)", "(вопрос не хранится)"),
    "gaps_none": (
        "No question without an answer is kept.",
        "Вопросов без ответа не сохранено.",
    ),
    "gaps_questions": ("Questions without an answer:", "Вопросы без ответа:"),
    "gaps_question": (
        "  {times} time(s), {askers} asker(s), last {last}: {question}",
        "  {times} раз, спросивших {askers}, последний раз {last}: {question}",
    ),
    "gaps_near": ("      near: {sources}", "      рядом: {sources}"),
    "gaps_by_owner": ("By the owner of the nearest pages:", "По владельцам ближайших страниц:"),
    "gaps_by_source": ("By the nearest page:", "По ближайшим страницам:"),
}
