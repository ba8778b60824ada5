"""Credentials that are noted, dictated or typed with no word for them: `на стикере x`, `отвечай x`.

A table as that of `secret_made_rules`; the looser the place, the more its value must look like one.
Invariant: bounded repetition only. Deliberately elsewhere: places that name a password.
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_made_parts import IS, LOGIN, OF, VALUE, Grade

_TYPO = (
    r"п(?=[аорль@0]{0,5}р)(?=[аорль@0]{0,5}л)[аорль@0]{3,6}(?![а-яё])"
    r"|p(?=[asword@]{0,7}s)(?=[asword@]{0,7}w)(?=[asword@]{0,7}d)[asword@]{5,8}(?![a-z])"
)
"""The letters of `пароль` and of `password` in another order."""
_OLD = (
    "нов|стар|временн|дефолтн|стандартн|заводск|одноразов|общ|прежн|текущ|гостев|по_дефолту|по_умолчанию"
    "|тот_же|как_обычно|default|factory|temporary|the_usual|as_usual|the_new|the_old"
)
_WHICH = (
    r"(?:(?:нов|стар|временн|дефолтн|стандартн|общ|прежн|текущ|одноразов|гостев)(?:ый|ий)|заводской"
    r"|общий на всех|по дефолту|по умолчанию|тот же|как обычно|default|factory|temporary"
    r"|(?:the|as) usual|the (?:new|old))"
)
_ON_PAPER = (
    "стикер|бумажк|наклейк|наклеен|листочк|листк|блокнот|визитк|табличк|записк|шпаргалк|sticker|post-it"
    "|sticky|whiteboard|label"
)
_NOTE = (
    "запиши|записыва|диктую|диктова|продиктова|запомни|передаю|сообщаю|write_down|write_it|jot_down"
    "|dictat|note_it"
)

NOTED: tuple[tuple[str, str, Grade], ...] = (
    (  # парлоь от стенда: x
        "парл|пароь|паор|порл|прло|проль|прал|п@р|пар0|п0р|порол|прол|прль|прлль|паоль|passo|passwr"
        "|psas|pssw|paswo|paswr|pasow|psaw|p@ss",
        rf"(?:{_TYPO}){OF}{IS}{VALUE}",
        Grade.NUMBER,
    ),
    (  # on the sticker: x
        _ON_PAPER,
        rf"(?:{_ON_PAPER})[а-яёs]{{0,4}}(?!\w)[^\n.;:?!]{{0,36}}?"
        rf"(?:[ ]?[:=]|[ ][—–-]|,)?[ ](?=\S{{0,40}}\d){VALUE}",
        Grade.MADE,
    ),
    (  # write down: x
        _NOTE,
        rf"(?:{_NOTE})[а-яё]{{0,5}}(?!\w)(?: (?:по|by|over|вам|тебе|the|phone|телефону"
        rf"|голосом|буквы)){{0,3}}(?:[ ]?[:,]|[ ][—–-])?[ ]{VALUE}",
        Grade.MADE,
    ),
    (  # новый: x
        _OLD,
        rf"{_WHICH}(?:[ ]?[:,]|[ ][—–-])[ ]{VALUE}",
        Grade.MADE,
    ),
    (  # временный x
        _OLD,
        rf"{_WHICH}[ ]{VALUE}",
        Grade.WILD,
    ),
    (  # по дефолту x
        "дефолтн|заводск|одноразов|по_дефолту|общий_на|тот_же",
        rf"(?:(?:дефолтн|одноразов)ый|заводской|по дефолту|общий на всех|тот же)[ ]{VALUE}",
        Grade.MADE,
    ),
    (  # answer x
        "отвеча|ответь|вбей|вбива|вводи|введи|наб|вставь|подставь|answer|punch_in|key_in|заш|заход|захож"
        "|пуска|log",
        r"(?:отвеча[а-яё]{1,4}|ответь(?:те)?|вбей(?:те)?|вбива[а-яё]{1,3}|вводи[а-яё]{0,3}|введи(?:те)?"
        r"|наб[еи]р[а-яё]{1,4}|вставь(?:те)?|подставь(?:те)?|answer(?: it)?|punch in|key in"
        r"|(?:заш[её]л|зашла|заход[а-яё]{1,4}|захожу|пуска[а-яё]{1,3}|logged in|logs? in)"
        r"(?: (?:всегда|только|теперь|always|only|now))? (?:с|по|под|with|using))"
        rf"(?:[ ]?[:,]|[ ][—–-])?[ ](?:{LOGIN}[ ]?[/:,][ ]?)?{VALUE}",
        Grade.MADE,
    ),
    (  # x worked
        "сработа|подошл|подош|подходит|worked",
        r"(?:сработал[оаи]?|подошл?[аои]?|подош[её]л|подходит|worked)(?:[ ]?[:,]|[ ][—–-])?[ ]"
        rf"{VALUE}",
        Grade.WILD,
    ),
    (  # set it to x: whatever else is set looks like a name
        "став|постав|выстав|смени|поменя|замен|теперь|сейчас|станет|был|second|втор|третьим|дальше|потом"
        "|затем|then|спрос|запрос",
        r"(?:(?:по|вы)?став(?:ь|ил|или|ила|им|лю)|сменил[аи]?(?: [а-яё]{2,6})? на|поменял[аи]? (?:с|на)"
        r"|заменил[аи]? на|теперь|сейчас|станет|был|втор(?:ой|ым)(?: полем)?|третьим|дальше|потом|затем"
        r"|then|спросит|запросит)(?:[ ]?[:,]|[ ][—–-])?[ ]"
        rf"{VALUE}",
        Grade.WILD,
    ),
    (  # sudo: x
        "sudo|судо|аутентифик|авториз|вафл|ключниц|мастер|пвд|пс:|пс_|p:|п:|pw:|кодовое|второй_фактор|wifi"
        "|вайфай|wi-fi|вай-фай|распаков|расшифров|админ",
        r"(?:(?:sudo|судо|мастер|p|п|пс|pw)(?=[ ]?(?:[:=]|->|→|[—–-][ ]))|аутентифик[а-яё]{3,5}"
        r"|авториз[а-яё]{2,5}|вафл[яиюе]|ключниц[аыуе]|пвд|пс|кодовое"
        r"|второй фактор[^\n.]{0,24}?(?=,? \S{0,40}\d)"
        r"|(?:wi-?fi|вай-?фа[йяюе])(?: (?:гост[а-яё]{1,3}|for guests|guests?))?"
        r"|распаковать(?: можно)?|расшифровать(?: можно)?|админ\+?)(?: (?:по|с|через|только|это))?"
        rf"(?:[ ]?[:=,]|[ ]?(?:->|→)|[ ][—–-]|(?<=\+))?[ ]?{VALUE}",
        Grade.MADE,
    ),
)
"""(first words, pattern, grade of the value)."""
