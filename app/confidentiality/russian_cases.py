"""The grammatical case that a place in a Russian sentence demands of a name.

`case_of` reads what stands around the place: an ending glued to a placeholder, a preposition, the
word that governs it, a noun that it belongs to. Invariant: it says a case only where the sentence
shows one; a place that could be read in two ways has none. It looks at most `_REACH` characters
back, so its time does not depend on the length of the text.
Deliberately elsewhere: putting a name into the case (`russian_names`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.morphology import Reading, readings
from app.confidentiality.detectors.tables import words

_REACH = 240
_PLACEHOLDER = re.compile(r"\u27e6[A-Z0-9_]+_[0-9]+\u27e7")
_TOKEN = re.compile(r"\u27e6[A-Z0-9_]+_[0-9]+\u27e7|[А-ЯЁа-яё]+(?:-[а-яё]+)*|[A-Za-z0-9_]+|[^\s\w]")
_GLUED = re.compile(r"-?([а-яё]{1,3})(?!\w)")
_GLUED_CASES = {
    "у": "datv", "ю": "datv", "ому": "datv", "ему": "datv",
    "ом": "ablt", "ем": "ablt", "ём": "ablt", "ым": "ablt", "им": "ablt",
    "а": "gent", "я": "gent", "ого": "gent", "его": "gent", "ы": "gent", "и": "gent",
    "е": "loct", "ой": "ablt", "ей": "ablt",
}  # fmt: skip
_FEMININE_GLUED = {"у": "accs", "ю": "accs", "ую": "accs", "е": "datv"}

_AFTER = {
    "gent": words(
        """
        от до из без для у около возле после кроме вместо ради против насчет вокруг из-за из-под
        помимо среди мимо напротив относительно касательно вследствие
        """
    ),
    "datv": words("к ко благодаря согласно вопреки навстречу подобно по"),
    "accs": words("про через сквозь спустя на"),
    "ablt": words("с со над надо перед передо между"),
    "loct": words("о об обо при"),
}
_PREPOSITIONS = {word: case for case, table in _AFTER.items() for word in table}
_BEHIND_ABLT = words(
    """
    закрепить закреплять закрепленный числиться следить наблюдать присматривать ухаживать бежать
    идти пойти остаться оставаться оставить стоять последить сходить зайти заехать приехать
    ходить записать слово очередь решение право долг дело замужем прийти послать
    """
)
_BEHIND_ACCS = words(
    """
    отвечать ответить расписаться голосовать проголосовать спасибо рад рада радоваться заступиться
    переживать волноваться платить заплатить поручиться ручаться дежурить отдежурить подежурить
    работать поработать сделать делать подписать подписаться извиниться благодарить замолвить
    сказать говорить доделать беспокоиться выйти
    """
)
_ON_LOCT = words("держаться лежать висеть числиться женат женить жениться основываться замыкаться")
_DATIVE = words(
    """
    позвонить звонить написать писать сообщить сообщать передать передавать отправить отправлять
    ответить отвечать помочь помогать дать давать выдать выдавать поручить поручать сказать говорить
    доложить докладывать напомнить напоминать переслать пересылать скинуть скидывать показать
    показывать принадлежать подчиняться доверять доверить предоставить предоставлять объяснить
    объяснять рассказать рассказывать предложить предлагать разрешить разрешать запретить запрещать
    вернуть возвращать вручить вручать отдать отдавать кинуть кидать прислать присылать сдать
    набрать посоветовать советовать рекомендовать отписать отписаться эскалировать адресовать
    перезвонить перенаправить послать посылать слать выслать высылать делегировать назначить
    мешать помешать угрожать обещать пообещать позволить отказать подсказать подсказывать верить
    поверить следовать пригодиться понадобиться нравиться понравиться достаться уступить
    купить одолжить завидовать переадресовать открыть дублировать продублировать форварднуть
    докинуть маякнуть отстучать отзвониться отчитаться поставить объявить оплатить присвоить
    пожаловаться жаловаться посвятить спасибо надо нужно нужен можно нельзя следует приходится
    пришлось придется удалось необходимо должно
    """
)
_ACCUSATIVE = words(
    """
    спросить спрашивать попросить просить пригласить приглашать уведомить уведомлять предупредить
    предупреждать вызвать вызывать найти искать добавить добавлять удалить удалять заменить заменять
    увидеть видеть встретить встречать поблагодарить благодарить подключить подключать пингануть
    пинговать пнуть дернуть дергать тегнуть тегать упомянуть упоминать поставить проинформировать
    информировать известить оповестить оповещать подождать ждать назвать знать позвать звать
    привлечь привлекать отпустить сменить подменить отметить отмечать выбрать выбирать указать
    поймать убедить исключить исключать внести включить нанять уволить слушать послушать
    поздравить заблокировать разблокировать зарегистрировать беспокоить разбудить будить тревожить
    любить уважать поддержать поддерживать отстранить перевести попросите ввести ознакомить
    """
)
_GENITIVE = words("дождаться ждаться избегать касаться бояться опасаться слушаться")
_ABLATIVE = words(
    "являться стать становиться руководить управлять командовать заведовать интересоваться "
    "быть оказаться зваться называться заняться гордиться восхищаться"
)
_LINKS = words("и или либо да ни а также")
_COMMA = re.compile(r"[,;]$")


def case_of(text: str, start: int, gender: str | None = None) -> str | None:
    """The case of `CASES` that the place `start` of a Russian text demands, or `None`.

    `start` is where a placeholder (or a name) begins. `gender` (`masc`, `femn`) of the name decides
    glued endings that two genders share. Reads at most a few words back.
    """
    if glued := _glued(text, start, gender):
        return glued
    before = _TOKEN.findall(
        text[max(0, start - _REACH) : start].replace("ё", "е").replace("Ё", "Е")
    )
    for end in range(len(before) - 1, -1, -1):
        if before[end] in ".!?:;|()[]" or before[end] == "\n":
            before = before[end + 1 :]
            break
    return _demanded(before)


def _glued(text: str, start: int, gender: str | None) -> str | None:
    placeholder = _PLACEHOLDER.match(text, start)
    ending = _GLUED.match(text, placeholder.end()) if placeholder else None
    if ending is None:
        return None
    if gender == "femn" and ending[1] in _FEMININE_GLUED:
        return _FEMININE_GLUED[ending[1]]
    return _GLUED_CASES.get(ending[1])


def _demanded(before: list[str]) -> str | None:
    """What the words before a place demand; the nearest that shows a case decides."""
    if not before:
        return None
    word = before[-1].lower()
    if _PLACEHOLDER.fullmatch(before[-1]) or not word[0].isalpha() or not _cyrillic(word):
        return None
    if word in _LINKS:
        return _linked(before[:-1])
    if word == "за":
        return _behind(before[:-1])
    if word == "на":
        return "loct" if _any(before[-4:-1], _ON_LOCT) else "accs"
    if word in _PREPOSITIONS:
        return _PREPOSITIONS[word]
    return _governed(before, word)


def _linked(before: list[str]) -> str | None:
    """After `и`: the case of the placeholder before it."""
    if before and _PLACEHOLDER.fullmatch(before[-1]):
        return _demanded(before[:-1])
    return None


def _behind(before: list[str]) -> str | None:
    if _any(before[-4:], _BEHIND_ABLT):
        return "ablt"
    return "accs" if _any(before[-4:], _BEHIND_ACCS) else None


def _any(before: list[str], lemmas: frozenset[str]) -> bool:
    return any(_lemmas(word.lower()) & lemmas for word in before)


def _lemmas(word: str) -> frozenset[str]:
    return frozenset({word, *(r.normal.replace("ё", "е") for r in readings(word)[:3])})


def _governed(before: list[str], word: str) -> str | None:
    """What a verb, a participle or a noun right before the place demands."""
    first = next(iter(readings(word)), None)
    if first is None:
        return None
    if not first.grammemes & {"NOUN", "ADJF"} and (lemmas := _lemmas(word)):
        return _by_verb(before, first, lemmas)
    if "NOUN" in first.grammemes:
        return _by_noun(before, word)
    return None


def _by_verb(before: list[str], first: Reading, lemmas: frozenset[str]) -> str | None:
    if "PRTS" in first.grammemes or ("PRTF" in first.grammemes and "pssv" in first.grammemes):
        return "datv" if lemmas & _DATIVE else "ablt"
    if _may_be_subject(before, first):
        return None
    for table, case in (
        (_DATIVE, "datv"),
        (_ACCUSATIVE, "accs"),
        (_GENITIVE, "gent"),
        (_ABLATIVE, "ablt"),
    ):
        if lemmas & table:
            return case
    return None


def _may_be_subject(before: list[str], verb: Reading) -> bool:
    """Whether the name may be the verb's subject (`ответил \u27e6PERSON_1\u27e7`)."""
    if "VERB" not in verb.grammemes or verb.grammemes & {"1per", "2per", "impr"}:
        return False
    for word in before[:-1]:
        for reading in readings(word.lower())[:1]:
            if "nomn" in reading.grammemes and reading.grammemes & {"NOUN", "NPRO"}:
                return False
    return True


def _by_noun(before: list[str], word: str) -> str | None:
    """A thing's noun has the name in the genitive; a person's has it in the noun's own case."""
    nouns = [r for r in readings(word) if "NOUN" in r.grammemes]
    person = "anim" in nouns[0].grammemes
    asked = _demanded(before[:-1])
    if person:
        cases = {r.case for r in nouns if "sing" in r.grammemes}
        if asked in cases:
            return asked
        return next(iter(cases)) if len(cases) == 1 else None
    governed = _giver(before[:-1])
    accs = any(r.case in ("accs",) for r in nouns)
    return "datv" if governed and accs else "gent"


def _giver(before: list[str]) -> bool:
    """Whether a verb of giving stands up to three words before, with nothing between but adjectives."""
    for word in reversed(before[-4:]):
        low = word.lower()
        if low in _PREPOSITIONS or not _cyrillic(low):
            return False
        reading = next(iter(readings(low)), None)
        if reading and reading.grammemes & {"VERB", "INFN"}:
            return bool(_lemmas(low) & _DATIVE)
    return False


def _cyrillic(word: str) -> bool:
    return "а" <= word[0] <= "я" or word[0] == "ё"
