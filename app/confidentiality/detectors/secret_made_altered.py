"""Credentials told by what is altered in a known one: `пароль тот же, только с 7 в конце`.

A table as that of `secret_made_rules`: `same password, just add !26`, `к старому паролю допиши #9`.
Invariant: bounded repetition only. Deliberately elsewhere: values written out in full.
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_made_parts import Grade
from app.confidentiality.detectors.secret_plain_rules import CUE

_NUMERAL = (
    r"(?:ноль|нул|единиц|один|одн|дв[ау]|двойк|три|тройк|четыр|четв[её]рк|пят[ьи]|пят[её]рк|шест"
    r"|сем[ьи]|сем[её]рк|вос[еь]м|дев[яь]т)[а-яё]{0,4}"
)
_PIECE = (
    rf"[\"'`«]?(?P<v>[\d!@#$%^&*?+_]{{1,8}}|[A-Za-z\d!@#$%^&*?+_]{{0,6}}\d[A-Za-z\d!@#$%^&*?+_]{{0,6}}"
    rf"|{_NUMERAL}|(?:восклицательн|вопросительн)[а-яё]{{2,3}} знак[а-яё]{{0,2}}|(?:seven|eight|nine"
    r"|zero|one|two|three|four|five|six)|(?:exclamation|question) mark)[\"'`»]?(?![\w.]*\w)"
)
_AT_END = r"(?:в|на) (?:сам\w{2} )?(?:конце|конец|хвосте?|начале|начало)"
_ADD = r"(?:добав|допи[сш]|припи[сш]|прибав|дополн|подстав|пририсуй)[а-яё]{0,6}"
_TO_END = r"(?:at|on|to|in) the (?:very )?(?:end|front|beginning|start|tail)"
_SWAP = r"(?:помен|замен|смен|измен|исправ|постав|пиш|сдела|друг|теперь|стал)[а-яё]{0,4}"

ALTERED: tuple[tuple[str, str, Grade], ...] = (
    (  # пароль тот же, только с 7 в конце
        "pass|pwd|pw|парол|пас",
        rf"{CUE}(?!\w)[^\n.;]{{0,60}}?(?<!\w)(?:с|со|плюс|и|только|но|{_ADD})[ ](?:ещё |еще "
        rf"|цифр[аоу]й? |знак |символ )?{_PIECE}(?:[ ](?:ещё |еще )?{_AT_END}|[ ]{_ADD})(?!\w)",
        Grade.CODE,
    ),
    (  # пароль старый, в конец добавь !26
        "pass|pwd|pw|парол|пас",
        rf"{CUE}(?!\w)[^\n.;]{{0,60}}?(?:{_AT_END}(?: (?:надо |нужно )?{_ADD})?|{_ADD}(?: {_AT_END})?)"
        rf"(?: (?:цифру|символ|знак|ещё|еще|просто|туда)){{0,2}}[ :—–-]{{1,3}}{_PIECE}",
        Grade.CODE,
    ),
    (  # к старому паролю допиши #9
        "к_стар|к_прежн|к_обычн|к_тому|к_прошл|к_парол|к_стандартн|к_своему|к_предыдущ",
        rf"к (?:[а-яё]{{3,14}} ){{0,2}}пасс?(?:у|ролю|ворду)(?: (?:просто|ещё|еще"
        rf"|потом)){{0,2}}[ ]?,?[ ]?"
        rf"{_ADD}(?: {_AT_END})?(?: (?:цифру|символ|знак|ещё|еще))?[ :—–-]{{1,3}}{_PIECE}",
        Grade.CODE,
    ),
    (  # пароль прошлогодний, год поменяй на 2026
        "pass|pwd|pw|парол|пас",
        rf"{CUE}(?!\w)[^\n.;]{{0,60}}?(?<!\w)(?:год|цифр[аыу]|числ[оа]|месяц|номер"
        rf"|последн[а-яё]{{2,3}} (?:цифр[аыу]|символ[а-яё]?|знак[а-яё]?|букв[аыу]))[ ]"
        rf"(?:(?:надо |нужно )?{_SWAP} (?:на |это )?|это ){_PIECE}",
        Grade.CODE,
    ),
    (  # same password, just with a 7 at the end
        "pass|pwd|pw",
        rf"{CUE}(?!\w)[^\n.;]{{0,60}}?(?<!\w)(?:with|plus|add|append|put|prepend|just|but)(?: (?:an?"
        rf"|the|just|another|digit|number)){{0,2}} {_PIECE} {_TO_END}",
        Grade.CODE,
    ),
    (  # old password plus 26
        "same|old|usual|previous|last|прежн|стар|обычн|прошл|тот_же|такой_же|стандартн",
        rf"(?:same|old|usual|previous|last year'?s?|прежний|старый|обычный|прошлый|тот же|такой же"
        rf"|стандартный) {CUE}(?!\w)[^\n.;:]{{0,30}}?(?:,| but| just| and| и| но| только)?[ ]?"
        rf"(?:plus|add|append|плюс|\+|{_ADD})[ ](?!2[Ff][Aa]){_PIECE}"
        r"(?=[ ]?(?:[.,;!?)\n]|\Z)| (?:at|on|in|to|в|на|и|and)(?!\w))",
        Grade.CODE,
    ),
)
"""(first words, pattern, grade of the value)."""
