"""How people put a plain word, a phrase or a number as a password: tables of patterns.

Each pattern begins with one of its words and has bounded repetition. The value is the group `v` (or
`w`), a login before it `l`. Deliberately elsewhere: whether the value is one (`secret_plain`).
"""

from __future__ import annotations

_V = r"[\"'`«“]?(?P<v>[^\W\d_][\w\-.@+]{1,30}[\w+]!?)[\"'`»”]?"
_END = (
    r"(?=[.!?]?\s*(?:$|\n|[,;)|(#/]|\.\s|<|\\n| (?:and|but|for|on|at|to|now|again|still|since|works|if"
    r"|btw|fyi|thx|lol|pls|и|а|но|для|на|от|к|это|пока|теперь|вроде|подойд|работа|пуска|стоит|кстати|спс|если)\b))"
)
CUE = r"(?:pass(?:w(?:or)?d|phrase|code|w)?|pwd?|psw|p/w|парол[ьяюем]{1,3}|паролик|пас(?:с(?:ворд)?)?)"
_OF = (
    r"(?:[ ](?:for|of|on|to|от|на|для|к|у|в)[ ](?:(?:the|our"
    r"|my)[ ])?[\w.\-@]{1,40}(?:[ ][\w.\-@]{1,30}(?:(?:[ ][\w.\-@]{1,30}){1,4}"
    r"(?=[ ]?[:=]|[ ][—–-]|[ ](?:is|это)[ ]))?)?"
    r"|[ ](?:рута|админа|роутера|вайфая|впн|базы|root'?s?)"
    r"|[ ]уч[её]т[а-яё]{2,5}(?:[ ]записи)?[ ][\w.\-]{2,30})?"
)
_JOINT = (
    r"(?:'s|[ ]?[:=→?]{1,2}|[ ]?[-–—]{1,2}>?|[ ](?:is|was|are|now|still|это|теперь|сейчас|тот же"
    r"|прежний"
    r"|стандартный|такой|всё|все|был|была|set|remains|again|as always|as usual|как обычно|как всегда"
    r"|по умолчанию|по-прежнему|не меняли|не менялся|типа|вроде|пока|что|временно|везде"
    r"|(?:установлен|выставлен|задан|сброшен|смен[её]н|измен[её]н|поставлен)[аоы]?[ ](?:в|на)"
    r"|служит|является|выступает|назначен|выставлен|установлен|задан|стоит|поставили|сделали|выдали"
    r"|прислали|оставили|останется|остался|новый|временный|старый|простой|общий|гостевой|reads"
    r"|serves as|set to|set as|stays|всюду|один"
    r"|на всех|у всех|какой|там|здесь|кажется|наверное|по-моему|поменяли|сменили|забыл"
    r"|same everywhere|everywhere|there|here|hasn't changed|the same)"
    r"(?:[ ](?:still|just|now|always|тот же|же|такой|такой же|the same))?[,:]?){0,3}"
)
_NOT = r"(?<![\w\-.$/#@])"
_NAMES = (
    "admin|administrator|root|sa|postgres|oracle|operator|guest|manager|sysadmin|cisco|ubnt|support"
    "|sys|system|tomcat|mysql|pi|jenkins|svc_|ops|test|user(?![\"'`]?(?:[ ]?=|:[ ]))"
)
_LOGIN = (
    rf"(?<![\w/.\-@$])(?P<l>(?:{_NAMES.replace('|svc_', '')})(?:@[\w.\-]{{2,30}})?|svc_\w{{1,20}})"
)
LETTER = (
    r"(?:capital|upper(?:case)?|big|lower(?:case)?|small|заглавн[а-яё]{2}|больш[а-яё]{2}"
    r"|маленьк[а-яё]{2}|строчн[а-яё]{2}) [\"'`]?[a-zа-яё](?![\w'])"
)
_DIGIT = (
    r"(?:zeros?|ones?|twos?|threes?|fours?|fives?|six(?:es)?|sevens?|eights?|nines?|double|triple|ноль|нол[яей]{1,2}"
    r"|один|одна|единиц[аы]?|дв[ае]|двойк[аи]|двоек|три|тройк[аи]|троек|четыре|четв[её]рк[аи]|пять"
    r"|пят[её]рк[аи]|шесть|шест[её]рк[аи]|семь|сем[её]рк[аи]|восемь|восьм[её]рк[аи]|девять|девятк[аи]"
    r"|нул[яей]{1,2})"
)
_HELD = (
    r"(?:сервер|хост|нод|машин|стенд|кластер|систем|сервис|уч[её]тк|юзер|пользовател|баз|проект"
    r"|портал|сайт|роутер|прилож|схем|виртуалк|аккаунт|ящик|репозит|канал|групп|домен|админ|клиент"
    r"|скрипт|пакет|модул|им[яе]н|команд|утилит|программ|прибор|шлюз|узел|узл)"
)
"""What has a name of its own, which then is no password."""
_RUSSIAN_OF = (
    r"(?:[ ](?:от|на|для|к|ко|у|с|из|под)"
    r"(?:[ ](?:[а-яё]{2,20}|ssh-[а-яё]{3,8}|\.[a-z]{2,5})){1,2}){1,3}"
)
POINTED = (
    (  # пароль от архива с дампом kettle
        "парол|пас|мастер-парол|парольн",
        rf"{_NOT}(?:мастер-)?(?:парол[ьяею]|пас(?:с(?:ворд)?)?|парольн[а-яё]{{2}} фраз[аы])(?!\w)"
        rf"(?![^\n.;:]{{0,60}}?(?<![а-яё]){_HELD}[а-яё]{{0,4}}[ ][A-Za-z]){_RUSSIAN_OF}[ ]"
        rf"(?P<v>[A-Za-z]{{4,30}}!?){_END}",
    ),
    (
        "pass|pwd|pw|psw|p/w|парол|пас",
        rf"{_NOT}{CUE}(?!\w){_OF}(?!\w){_JOINT}[ ]?,?[ ]{_V}{_END}",
    ),
    (
        "requirepass|masterauth|rootpw|keypass|storepass"
        "|username|enable|neighbor|radius|tacacs|shared|api_secret|the_secret|secret|psk|секрет",
        r"(?:(?:requirepass|masterauth|rootpw|keypass|storepass)[ ]"
        r"|(?:username [\w.\-]{1,32}(?: privilege \d{1,2})?|enable|neighbor \S{1,40})"
        r" (?:password|secret)(?: \d)?[ ]"
        r"|(?:radius|tacacs\+?|shared|api|the)(?: server| shared)? (?:secret|key)"
        r"(?: (?:for|of|to) [\w.\-]{1,20})?(?: is| was|:|=)?[ ]"
        r"|(?:secret|psk)(?:[ ]?[:=]| is)[ ]|psk[ ]"
        r"|секрет(?:н[а-яё]{2} слов[оа])?(?: (?:для|от) [\w.\-]{1,20})?[ ]?[:\-—]?[ ])"
        rf"{_V}{_END}",
    ),
    (
        "type|enter|use|try|say|вводи|введи|набери|вбей|with|using|с_парол|попробуй|пробуй|используй"
        "|укажи|подставь|впиши|кажется|вроде|кажись",
        rf"(?:type|enter|use|try|say|вводи(?:те)?|введи(?:те)?|набери(?:те)?|вбей(?:те)?|with|using"
        rf"|(?:попробуй|пробуй|используй|укажи|подставь|впиши)(?:те)?(?: с| под| через)?"
        rf"|кажется|вроде|кажись)"
        rf"[ ]{_V}(?=[^\n.;]{{0,48}}(?<!\w)(?:{CUE}|to (?:log|sign|get) ?in)(?!\w))",
    ),
    (
        "pass|pwd|pw|prompt|asks|парол|спрос|запрос",
        rf"(?:{CUE}|prompts?|asks|спросит|запросит)(?!\w)[^\n.;]{{0,40}}?(?<!\w)(?:type|enter|use|try"
        rf"|say|answer|reply|put|(?:вводи|введи|набери|вбей|пиши)(?:те)?)[ ](?!парол|логин|код|пин)"
        rf"{_V}{_END}",
    ),
    (
        "opens|unlocks|decrypts|unzips|unpacks|откры|распак|расшифр",
        r"(?:(?:opens|unlocks|decrypts|unzips|unpacks) (?:with|using|by)"
        r"|(?:откры|распаков|расшифров)[а-яё]{2,9}(?: (?:с )?(?:паролем|словом|по)"
        r"|(?=[ ][\"'`«A-Za-z])))"
        rf"[ ]{_V}{_END}",
    ),
    (
        "wifi|wi-fi|wlan|ssid|вайфай|вай-фай",
        r"(?:wi-?fi|wlan|ssid|вай-?фа[йяюе])(?: (?:one|key|pass(?:word)?|code|guest|гостев[а-яё]{2}"
        r"|пароль|ключ))?"
        r"(?: (?:is|for|для|в|от|на) ?(?:the )?(?:[\w\-]{2,16}(?= (?:is|:"
        r"|=)))?)?(?: is)?[ ]?[:=,\-—]?[ ]"
        rf"(?:[\w\-]{{2,20}}[ ]?[/|][ ]?)?{_V}{_END}",
    ),
    (
        "wifi|wi-fi|wlan|ssid|network|guest|сеть|сети|вайфай",
        rf"(?:(?:guest )?(?:network|wi-?fi|wlan|ssid)|сет[ьи]|вайфай) [\w\-]{{2,24}},? (?:key|ключ"
        rf"|парол[ья]|uses|pass\w{{0,5}})(?: is)?[ :]{{1,2}}{_V}{_END}",
    ),
    (
        "guest|network",
        rf"guest (?:network|wi-?fi) (?:uses|key|pass\w{{0,5}})(?: is)?[ :]{{1,2}}{_V}{_END}",
    ),
    (
        "root|рут|admin|админ",
        rf"(?<![\w/.\-@$])(?:root|рут(?:ом|а|у)?|admin|админ(?:ом|а|у)?)(?: is| на [\w\-]{{3,20}}| там"
        rf"| здесь| везде| everywhere){{0,1}}(?:[ ]?[:/—-][ ]?|(?<=is)[ ]|(?<=[а-я])[ ]"
        rf"|(?<=where)[ ]|[ ](?=[а-яё])){_V}{_END}",
    ),
    (
        "ftp|фтп|vpn|впн|rdp|smtp|imap|smb|db|mail|почта|джира|jira|grafana|графана|wiki|вики|nas|камер"
        "|роутер|заббикс|zabbix|джир|router|switch|printer|cctv|принтер",
        r"(?:ftp|фтп|vpn|впн|rdp|smtp|imap|smb|db|mail|почта|джира|jira|grafana|графана|wiki|вики|nas"
        r"|камер[аыуе]|роутер[а-я]{0,2}|заббикс[а-я]{0,2}|zabbix|джир[аыуе]|router|switch|printer|cctv"
        r"|принтер[а-я]{0,2})(?: auth| login| user| логин"
        r"| юзер)?[ ]?[:,]?[ ](?P<l>[A-Za-z][\w.\-]{1,30})"
        rf"(?:[ ]?[/:][ ]?|,[ ]){_V}{_END}",
    ),
    (
        "cred|login|auth|factory|default|логин|логопас|л/п|кред|доступ|учетк|учётк|юзер|user|account|usr|u:|аккаунт",
        r"(?:cred(?:ential)?s?|(?:factory |default )?log ?in|(?:basic )?auth|логин(?:/пароль)?"
        r"|логопасс?|л/п|доступ[ыа]?|кред[а-яё]{1,4}|уч[её]тк[аи]|юзер|user(?:name)?"
        r"|account|usr|u|аккаунт)(?:[ ](?:for|of|on|to|от|на|для|к|у|в)[ ][\w.\- ]{1,48}?(?=[ ]?[:=]))?"
        r"[ ]?[:=]?[ ]{1,2}[\"'`]?"
        r"(?P<l>(?!(?:is|was)[ ])[A-Za-z][\w.@$\-]{1,30})[\"'`]?"
        r"(?:[ ]?[/:|,][ ]?|[ ]//[ ]|[ ](?:and|и|with|pass(?:word)?|pwd?|pw|p|пасс|пароль"
        r"|п)[ ]?[:=]?[ ]|[ ])"
        rf"{_V}{_END}",
    ),
    (
        _NAMES,
        rf"{_LOGIN}[\"'`]?(?:[ ](?:and|и|with|=|-)[ ]|[ ]?,[ ](?:pass(?:word)?|pwd?|pw|пасс"
        rf"|пароль)?[ ]?|[ ](?:is )?\w{{2,10}}, (?:pwd?|pass)?[ ]?){_V}{_END}",
    ),
    (
        _NAMES,
        rf"{_LOGIN}[\"'`]?[ ]?[/:|]{{1,2}}[ ]?{_V}(?![\w/.:@\-])",
    ),
    (
        _NAMES,
        rf"{_LOGIN}[ ](?P<v>(?P=l))(?!\w)",
    ),
    (
        "reset|chang|set|rotat|updat|switch",
        rf"(?:re)?(?:set|chang|rotat|updat|switch)[a-z]{{0,5}}[^\n.:]{{0,30}}?(?<!\w){CUE}(?!\w)"
        rf"[^\n.:]{{0,24}}?[ ](?:to|as)[ ]{_V}{_END}",
    ),
    (
        "--pass|-pass|--store|-store|--key|-key",
        rf"(?<!\w)--?(?:store|key)?pass(?:word|wd|phrase)?[= ](?!-){_V}(?=\s|$)",
    ),
)
SPELT = (
    (
        "capital|upper|lower|small|big|заглавн|больш|маленьк|строчн",
        rf"(?P<v>{LETTER}[^\n.]{{0,24}}?[, ](?:then |and |потом |и )?{LETTER}[^\n.]{{0,40}})",
    ),
    (
        "spelled|spelt|по_буквам",
        r"(?:spelled|spelt|по буквам)(?: out)?[ :—–\-]{1,3}(?P<v>\w(?:[-., ]{1,2}\w){3,30})(?!\w)",
    ),
    (
        "pass|pwd|pw|pin|code|парол|пин|код",
        rf"{_NOT}(?:{CUE}|pin(?: ?code)?|code|пин(?:-?код)?|код)(?!\w){_OF}(?!\w){_JOINT}[ ]?"
        rf"(?P<v>{_DIGIT}(?:[ ,\-]{{1,2}}{_DIGIT}){{1,11}})(?![\w])",
    ),
    (
        "same|such|такой|такая|тот",
        r"(?:same|такой же|тот же)(?: as|,? как)?(?: и)?(?: the| my| your)? (?:log ?in|user ?name"
        r"|host ?name|логин|имя|хостнейм)[а-яё]{0,2}"
        r"(?:(?:, i\.?e\.?,?|,? т\.?е\.?,?|, то есть|,|:| -| —)[ ]|[ ]?\()"
        r"(?P<v>[^\W\d_][\w\-]{2,30})",
    ),
    (
        "door|front|back|gate|lockbox|safe|alarm|keypad|voicemail|phone|домофон|дверь|калитка|сейф"
        "|сигнализаци|ворота|шлагбаум|подъезд|ячейк|card|карт",
        r"(?:(?:front |back )?(?:door|gate|lockbox|safe|alarm|keypad|voicemail|phone unlock|card)"
        r"|домофон[а-я]?|двер[ьи]|калитк[аи]|сейф[а]?|сигнализаци[яи]|ворота?|шлагбаум[а]?|подъезд[а]?)"
        r"(?: (?:code|pin|код|пин|opens with|is|на|это)|:| -| —){0,2}[ ]?"
        r"(?P<v>\d{4,8}[#*]?|\d{1,4}[а-яa-z]\d{2,5})(?![\w.:%]|[ -]\d)",
    ),
    (
        "dog|cat|pet|wife|husband|son|daughter|kid|mother|собак|кот|кошк|жен|муж|сын|дочк|дочер|мам",
        r"(?:dog|cat|pet|wife|husband|son|daughter|kid|mother)'?s?'? (?:name|surname"
        r"|birthday)[^\n.]{0,12}?"
        r"[ ](?P<v>[A-Z][a-z]{2,15}[^\n.]{0,20})|имя (?:мое[йг]о? |наше[йг]о? )?(?:собаки|кота"
        r"|кошки|жены"
        r"|мужа|сына|дочери|дочки|мамы)[^\n.]{0,12}?[ ](?P<w>[А-ЯЁ][а-яё]{2,15}[^\n.]{0,20})",
    ),
    (
        "app|db|root|admin|svc|user|postgres|mysql|api|web|backup|deploy|ops|test|dev",
        r"(?<![\w/:@.\-])[A-Za-z][\w.\-]{1,30}:(?P<v>[^\s:@/\"'<>${}]{4,40})@"
        r"(?=\d{1,3}(?:\.\d{1,3}){3}|[\w\-.]{2,60}(?::\d{2,5}|/\w))",
    ),
)
"""What is said so that no other word need tell: letters one by one, digits in words."""
PHRASES = (
    (
        "two|three|four|five|six",
        r"(?:two|three|four|five|six) words(?: together)?(?:,[^\n:]{0,20})?: "
        r"(?P<v>[^\W\d_]{3,14}(?:[ ][^\W\d_]{2,14}){1,5})(?=[.!]?[ ]*(?:$|\n|[,;(]))",
    ),
    (
        "cred|login|логин|доступ|кред|уч",
        r"(?:cred(?:ential)?s?|log ?in|логин(?:/пароль)?|доступ[ыа]?|креды"
        r"|уч[её]тк[аи])[ ]?[:=]?[ ]{1,2}"
        r"[A-Za-z][\w.@\-]{1,30}(?:[ ]?[/:|,][ ]?|[ ](?:and|и|with)[ ])"
        r"(?P<v>[^\W\d_]{3,14}(?:[ ][^\W\d_]{2,14}){1,5})(?=[.!]?[ ]*(?:$|\n|[,;(]))",
    ),
    (
        "pass|pwd|pw|парол|кодов|ключев|секретн|фраза|wifi|wi-fi|вайфай",
        rf"{_NOT}(?:(?:{CUE}|парольн[а-яё]{{2}} фраз[аы]|(?:кодов|ключев|секретн)[а-яё]{{2}}"
        rf" (?:фраз|слов)[аоы]|фраза(?: для| от) [\w.\-]{{2,16}}|(?:wi-?fi|вай-?фай)(?: one| пароль)?)"
        rf"(?!\w){_OF}(?!\w)){_JOINT}[ ]?[\"'`«“]?"
        r"(?P<v>[^\W\d_]{3,14}(?:[ ][^\W\d_]{2,14}){1,5})[\"'`»”]?(?=[.!]?[ ]*(?:$|\n|[,;(])|[.!]\s)",
    ),
)
"""Several plain words in a row."""
AROUND = (
    (
        "with|in_lower|all|lower|upper|small_letters|caps|no_spaces|one_word|с_больш|с_заглавн|с_маленьк"
        "|без_пробел|маленькими|слитно|латиницей|капсом|в_русской|в_английской|в_латинской|через",
        r"(?:with (?:a|an|two|the) (?:capital|zero|one|dollar|bang|big|small|lower|upper)"
        r"|(?:in |all )?(?:lower ?case|upper ?case|small letters|caps|no spaces|one word)"
        r"|с (?:больш|заглавн|маленьк)[а-яё]{2,4}|без пробел[а-яё]{1,3}|маленькими|слитно|латиницей"
        r"|капсом|в (?:русской|английской|латинской) раскладке|через (?:ноль|единицу))(?!\w)",
    ),
    (
        "capital|upper|lower|small|big|заглавн|больш|маленьк|строчн",
        rf"(?P<v>{LETTER}[^\n.]{{0,40}})",
    ),
    (
        "pin|pattern|passcode|пин",
        r"(?:(?:pin|pattern|passcode)(?: (?:of|for|to|on|the|my|our|card|sim|phone|door|token|alarm"
        r"|unlock|lock|tablet|safe|gate|room|server){1,2}| is| was|:|=){0,4}"
        r"|пин(?:-?код[а-яё]{0,2})?(?: [а-яё]{2,14}){0,3}[:=]?) [\"'`]?(?P<v>\d{4,8})(?![\w.%]|[ -]\d)",
    ),
    (
        "pass|pwd|pw|psw|парол|пас|--pass|-pass",
        rf"(?<![^\W_])(?<![$/#@])-{{0,2}}{CUE}(?!\w)(?:[\"'`]?[ ]?[:=]{{1,2}}>?[ ]?|[ ](?:is |это "
        rf"|- )?)[\"'`]?"
        r"(?P<v>[^\s\"'`,;|<>(){}]{4,40})(?=[\s\"'`,;|)]|$)",
    ),
    (
        "pass|pwd|pw|psw|pin|парол|пас|пин|wifi|wi-fi|вайфай|вай-фай|логин|login|log_in",
        r"[\w\-]{2,40}",
    ),
)
"""How a value is described, a letter of it, a number, and words that tell of what stands around."""
