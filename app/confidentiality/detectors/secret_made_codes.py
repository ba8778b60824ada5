"""Codes, PINs, tokens and keys that are pointed at rather than named.

A table as that of `secret_made_rules`. Invariant: bounded repetition only. Deliberately
elsewhere: codes
behind a telling word (`secret_codes`), keys with a shape of their own (`secret_keys`).
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_made_parts import DIGITS, IS, OF, VALUE, Grade

CODES: tuple[tuple[str, str, Grade], ...] = (
    (  # meeting passcode x
        "код_доступа|passcode|идентификатор|meeting",
        rf"(?:код доступа|passcode|(?:идентификатор|meeting id)[^\n]{{1,30}}(?:код|passcode"
        rf"|password)){OF}{IS}{VALUE}",
        Grade.NUMBER,
    ),
    (  # token for jenkins: x
        "token|деплой-токен|deploy-token|bot-token|бот-токен|api-token|access-token|токен|api|апи"
        "|ключ|access_key|secret|секрет|лицензионный_ключ|license_key|licence_key|signing_key",
        r"(?:(?:(?:api|апи|бот|bot|деплой|deploy|access|ci)[ -])?(?:token|токен[а-яё]{0,2})|(?:api"
        r"|апи)[ -]?(?:key|ключ[а-яё]{0,2})|ключ(?:ом|а|у|ик)?|секрет(?:ом|а)?"
        r"|secret|(?:access|secret|licen[sc]e|signing) key|(?:секретный|лицензионный) ключ)"
        rf"(?:[ ][^\W\d_]{{2,20}}){{0,3}}?{OF}{IS}[\"'`«]?(?P<v>[0-9a-fA-F]{{8}}"
        rf"(?:-[0-9a-fA-F]{{4}}){{3}}-[0-9a-fA-F]{{12}}"
        r"|[0-9a-fA-F]{24,128}|(?=\S{0,30}\d)[A-Za-z][A-Za-z0-9]{1,8}[_\-][A-Za-z0-9_\-]{16,128}"
        r"|(?=\S{0,40}\d)(?=\S{0,40}[a-z])(?=\S{0,40}[A-Z])[A-Za-z0-9]{20,64})(?![\w\-./])",
        Grade.CODE,
    ),
    (  # unlocks with 730791
        "open|unlock|disarm|разблокир|откры|отпира|снима|отключа|обезвреж",
        r"(?:(?:opens|unlocks|unlock it|open it|disarms|disarm it)"
        r"(?: with| by| using)|(?:разблокир|откры|отпира|снима|отключа|обезвреж)[а-яё]{2,9}"
        r"(?: (?:кодом|по коду|пином|цифрами|комбинацией|паролем|по паролю"
        r"|по пину))) (?P<v>\d{4,10}#?)(?![\w.%]|[ -]\d)",
        Grade.CODE,
    ),
    (  # the SMS said 537-676
        "sms|смс|text|authenticator|пуш|push|otp|2fa|двухфактор|аутентификатор|приложение|мне_при"
        "|пришл|пришел|пришёл|прилетел|упал|google_auth|код"
        "|code|one-time|one_time|verification|confirmation",
        r"(?:sms|смс(?:к[аиу])?|text(?: message)?|authenticator|пуш|push|t?otp|2fa"
        r"|двухфактор[а-яё]{1,6}"
        r"|аутентификатор[а-яё]{0,2}|приложени[а-яё]{1,2}|мне|пришл[оаи]|приш[её]л|прилетел|упал|(?:verification"
        r"|confirmation|security"
        r"|login|one[- ]time|sign[- ]in) code|app|код(?:ы)? (?:из|от|для|в|с|на)?[ ]?(?:смс|sms"
        r"|двухфактор[а-яё]{1,6}|2fa"
        r"|приложени[а-яё]{1,2}|аутентификатор[а-яё]{0,2}|подтверждени[а-яё]|входа|авторизации"
        r"|банка|пуша|письма))"
        r"(?:,? (?:app|code|код|смска|смс|в|из|на|me|just|now|right now|сейчас|мне|the|that"
        r"|with)){0,3}"
        r"(?:[ ]?[:=—–-]|[ ](?:said|says|say|shows?|is|was|reads|gives?|gave|sent|пришл[оаи]"
        r"|пришёл|показывает|показал[ао]?"
        rf"|выда[её]т|прислал[ао]?|говорит|такой))?(?: (?:me|code|код|a code|мне))?[ ]{DIGITS}",
        Grade.CODE,
    ),
    (  # код 761-149, вводи
        "код|code|смс|sms|токен|google|microsoft|duo|okta|steam",
        r"(?:(?:код|code)[ :]{1,2}(?=[\d \-]{4,9},? (?:ввод|введ|никому|действ|enter|type|expires"
        r"|valid|hurry|do not|don't|быстр))"
        r"|(?:код|code)(?: just)?,? (?:приш[её]л|прилетел|упал|arrived|came|it is"
        r"|it's)(?: in)?[: ]{1,2}"
        r"|токен (?:из|от) (?:приложения|смс|банка)(?: [а-яё]{3,12})? |(?:смс|sms|письмо"
        r"|сообщение)(?:ка)?,? (?:с кодом|код|with code|with the code)[: ]{1,2}"
        rf"|(?:google|authenticator|microsoft|duo|okta|steam) code{OF}[: ]{{1,2}}){DIGITS}",
        Grade.CODE,
    ),
    (  # phone code 6571, keybox by the door: 5412
        "парол|код|пин|pin|code|passcode|unlock|ключниц|планшет|ворота|калитк|keybox|lockbox|gate"
        "|сейф|safe|door|двер|шлагб"
        "|домоф|panel|панел|tablet|подъезд|sim|симк|phone|телефон|сигнализ|alarm|гараж|garage",
        r"(?:(?:пароль|код|пин|pin|code|passcode|unlock)(?: от| на| для| on| of| for"
        r"| to)?(?: the)? (?:телефон|планшет|сим|phone"
        r"|tablet|ключниц|сейф|двер|ворот|домоф|шлагб|панел|гараж|сигнализ|замк|panel|keybox"
        r"|lockbox|door|gate|garage|safe|alarm|lock|подъезд)[а-яёa-z]{0,6}"
        r"[^\n\d.]{0,24}?(?:[ :]|: )|(?:ключница|планшет|ворота|калитка|keybox|lockbox|gate|сейф"
        r"|safe|door|дверь|шлагбаум|домофон"
        r"|panel|панель|tablet|подъезд|sim|симка|phone|телефон|сигнализаци[яию]|alarm(?: o(?:ff"
        r"|n))?|гараж|garage)(?: (?:у|на|в|by|at|in|on|near)[^\n\d.:]{1,24})?(?::| -| —| unlock"
        r"| code)"
        rf"[ ]?){DIGITS}",
        Grade.CODE,
    ),
    (  # it's 4444 for the server room door
        "it's|it_is|its|use|press|dial|type|enter|наб|жм|нажм|введ|ввод",
        rf"(?:it'?s|it is|use|press|dial|type|enter|наб[еи][а-яё]{{1,5}}|жм[а-яё]"
        rf"|нажм[а-яё]{{1,3}}|введ[а-яё]{{1,3}}|вводи)[ ]{DIGITS}"
        r"(?=#?,? (?:for|on|at|in|into|as|to|then|and|для|на|от|в|как|и|чтоб[ыа]"
        r"|потом)[^\n.]{0,24}?(?:door|gate|keypad|safe|alarm|confirm|verify|log ?in|sign|unlock"
        r"|подтвержд|вход|authenticator|2fa|code|pin"
        r"|prompt|двер|домоф|сейф|ворот|калит|код|пин|аутентиф))",
        Grade.CODE,
    ),
    (  # bitlocker pin x
        "pin|пин|puk|passcode",
        rf"(?:pin|пин(?:-?код)?|puk|passcode){OF}(?:[ ]?[:=][ ]?|[ ](?:is|это|-)[ ]|[ ]){VALUE}",
        Grade.MADE,
    ),
    (  # wi-fi: x, key: y
        "wifi|wi-fi|wlan|ssid|вай|сет|network|hotspot|точка|вафл|guest",
        r"(?:wi-?fi|wlan|ssid|вай-?фа[йяюе]|сет[ьи]|network|hotspot|точк[аи] доступа"
        r"|guest)(?!\w)[^\n.;!?]{0,40}?"
        r"(?<!\w)(?:key|ключ(?: безопасности| сети)?|pass\w{0,6}|pwd?|psk|парол[ьяюем]{1,3}|пасс?)"
        rf"(?:[ ]?[:=][ ]?|[ ](?:is|это|-|—|–)[ ]|[ ]){VALUE}",
        Grade.SAID,
    ),
    (  # the RADIUS secret is x
        "shared|radius|tacacs|pre-s|presh|pre_s|psk|общий|секрет|предвар|community|ipsec|ключ"
        "|комьюнити",
        r"(?:shared (?:secret|key|password)|(?:radius|tacacs\+?|ipsec)(?: shared)? (?:secret|key"
        r"|psk)|pre-?shared(?: key)?"
        r"|psk|общ(?:ий|его) (?:секрет|ключ)|секрет (?:радиуса|radius|для radius|вебхука)"
        r"|предварительный ключ|ipsec psk"
        r"|community(?:[ -](?:string|строка))?|комьюнити|ключ (?:ipsec|впн|vpn|туннеля))"
        r"(?: \([^)\n]{1,16}\))?(?:(?:[ ](?:for|of|on|between|in|with|для|на|от|между"
        r"|к)[ ][\w.\- ]{1,30}?)?"
        rf"(?:[ ]?[:=][ ]?|[ ](?:is|это|-|—|–|now|теперь)[ ])|[ ]){VALUE}",
        Grade.ANY,
    ),
    (  # answer to the secret question: x
        "secret|magic|code|safe|pass|кодов|секретн|контрольн|security|ответ|answer|волшебн|стоп",
        r"(?:(?:secret|magic|code|safe)[ -]?(?:word|phrase)|pass[ -]phrase|(?:кодов|секретн"
        r"|волшебн)[а-яё]{2,3} "
        r"(?:слов|фраз)[а-яё]{1,2}|стоп-слово|(?:ответ на|answer to(?: the| my"
        r"| your)?) [^\n.:]{0,8}(?:секретный|контрольный"
        r"|secret|security) (?:вопрос|question)|(?:security|secret) question[^\n]{0,50}?answer"
        r"|(?:секретный"
        rf"|контрольный) вопрос[^\n]{{0,50}}?ответ){OF}{IS}{VALUE}",
        Grade.SAID,
    ),
    (  # AnyDesk: 812334991 / x
        "anydesk|teamviewer|тимв|энидеск|rustdesk|zoom|зум|meeting|идентификатор|id:|id_",
        r"(?:anydesk|teamviewer|тимв[а-яё]{4,6}|энидеск|rustdesk|zoom|зум|meeting id|идентификатор"
        r"|id)(?:[ ](?:id|ид))?[ :]{1,2}"
        r"(?:\d[ -]?){8,13}[ ,/]{1,3}(?:(?:pass\w{0,6}|пароль|pw|pwd|код)[ :]{1,2})?"
        rf"{VALUE}",
        Grade.SAID,
    ),
    (  # wifi x
        "wifi|wi-fi|wlan|вайфай|вай-фай|hotspot",
        rf"(?:wi-?fi|wlan|вай-?фай|hotspot)(?: (?:на|в|for|on|at|in)[^\n:=.,]{{1,24}}?(?=[:=]"
        rf"| [—-] | is ))?{IS}{VALUE}",
        Grade.MADE,
    ),
)
"""(first words, pattern, grade of the value)."""
