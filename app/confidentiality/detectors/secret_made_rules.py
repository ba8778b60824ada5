"""How people point at a credential without calling it one: a table of patterns.

Each line: the words one of which a pattern begins with, the pattern, and how much the value must look
like a credential (`Grade`). The value is the group `v`, what may be one before it `l`. Invariant:
bounded repetition only. Deliberately elsewhere: whether a value is good enough (`secret_made`).
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_made_altered import ALTERED
from app.confidentiality.detectors.secret_made_codes import CODES
from app.confidentiality.detectors.secret_made_digits import NUMBERED
from app.confidentiality.detectors.secret_made_noted import NOTED
from app.confidentiality.detectors.secret_made_opened import OPENED
from app.confidentiality.detectors.secret_made_pairs import PAIRS
from app.confidentiality.detectors.secret_made_parts import (
    IS,
    LOGIN,
    OF,
    OPTIONS,
    VALUE,
    VERBS,
    Grade,
)
from app.confidentiality.detectors.secret_made_placed import PLACED
from app.confidentiality.detectors.secret_plain_rules import CUE

_OTHERS: tuple[tuple[str, str, Grade], ...] = (
    (  # пас x
        "пас|парол|pas|passw|psswd|pasw|пароль|pswd|pwrd",
        r"(?:пас|парол|парольк?[аи]|парольчик|pas|passw|psswd|pasw|pswd|pwrd)"
        rf"{OF}{IS}{VALUE}",
        Grade.NUMBER,
    ),
    (  # password (mind the case) x
        "pass|pwd|pw|psw|парол|пас",
        rf"{CUE}(?!\w)(?:[ ]{LOGIN}(?=[ ]?[:=])|[ ](?:root|admin|vnc|luks|ad|gpg|vpn|bios"
        rf"|[а-яё]{{3,16}}(?: [а-яё]{{3,16}})?))?{OF}(?: \([^)\n]{{1,24}}\)|,? (?:если"
        rf"|in case)[^,\n]{{1,24}},)?{IS}{VALUE}",
        Grade.NUMBER,
    ),
    (  # сбросили пароль, теперь x
        "reset|chang|set|rotat|updat|сброс|смен|помен|измен|обнов|постав|задал|установ",
        r"(?:reset|chang|set|rotat|updat|сброс|смен|помен|измен|обнов|постав|задал"
        r"|установ)[а-яёa-z]{0,6}[^\n.:]{0,24}?(?<!\w)"
        rf"{CUE}(?!\w)[^\n.:]{{0,30}}?[ ](?:теперь|на|now|to|it'?s|новый|стал|as)(?: is|это"
        rf"|now)?:?[ ]{VALUE}",
        Grade.NUMBER,
    ),
    (  # keystore is protected with x
        "protect|encrypt|lock|secur|seal|open|unlock|decrypt|unpack|unzip|extract|got_in|get_in"
        "|gets_in|getting_in|log|sign",
        r"(?:(?:protected|encrypted|locked|secured|sealed) (?:with|by|using)|open(?:s|ed|ing)?"
        r"|unlock(?:s|ed|ing)?"
        r"|decrypt(?:s|ed|ing)?|unpack(?:s|ed)?|unzip(?:s|ped)?|extract(?:s|ed)?|(?:got|get|gets"
        r"|getting) in(?:to)?"
        r"|log(?:s|ged|ging)?[ -]?(?:in|on)(?:to)?|sign(?:s|ed)?[ -]in)"
        r"(?:[ ][\w.\-]{1,24}){0,4}?(?: with| using| by|(?<=with)|(?<=by)|(?<=using))"
        rf"(?: (?:the )?(?:password|code|key|phrase|combination))? (?:(?P<l>{LOGIN})(?: and |/| / "
        rf"|, |:)(?:the password )?)?{VALUE}",
        Grade.TICKET,
    ),
    (  # открывается паролем x
        "откры|разблокир|распак|расшифр|запарол|защищ|закры|зашифр|снима|под_парол|вход|пускает"
        "|пустил|подош|подход",
        r"(?:(?:откры|разблокир|распак|расшифр|запарол|защищ|закры|зашифр|снима)[а-яё]{1,9}"
        r"|под паролем|вход[а-яё]{0,4}"
        r"|пускает|пустило?|(?:не )?подош[а-яё]{1,3}|подход[а-яё]{1,3})"
        r"(?:,? (?:паролем|по паролю|с паролем|на пароль|кодом|по|с|на|через|пароль|только|ключом"
        r"|фразой|ключ|код|пин)){0,2}"
        rf"(?:[ ]?[:,—–-])?[ ](?:{LOGIN}[ ]?[/:,][ ]?)?{VALUE}",
        Grade.MADE,
    ),
    (  # typed x three times
        "typ|enter|try|trie|trying|ввож|вводи|ввел|ввёл|введи|ввест|вбива|вбил|вбей|наб|пробо"
        "|пробу|попроб|печата|жм|подош"
        "|не_подош|пишу|хотя|reject|accept|принима|принял",
        r"(?:typ(?:e|ed|ing)|enter(?:ed|ing|s)?|tr(?:y|ied|ying)"
        r"|ввож[уа]|вводи(?:м|ть|те|л|ла|ли|шь|т)?|вв[её]л[аи]?|введ(?:и|ите|[её]м)|ввести|вводить"
        r"|набрать|вбить|вбива(?:ю|й|ем|йте|л|ешь)|вбил[аи]?"
        r"|вбей(?:те)?|наб[ие]?ра(?:ю|л|ла|ем|й|йте|ть)|набери(?:те)?|пробова(?:л|ла|ли)|пробу(?:ю"
        r"|й|йте|ем)"
        r"|попробу(?:й|йте|ю|ем)|печата(?:ю|ем|й|л)|жм[уи]|(?:не )?подош(?:[её]л|ла|ло)|пишу"
        r"|reject(?:s|ed|ing)?|accept(?:s|ed|ing)?|принима(?:ет|ют|л)|принял[ао]?)"
        r"(?: (?:it|them|there|in|туда|там|в поле|как|под|as|с|всё|все|exactly|именно|просто"
        r"|только|ни|both|either|the|password|пароль"
        rf"|пасс|code|код)){{0,3}}(?:[ ]?:)? (?:(?P<l>{LOGIN})(?:[ ]?[/:,][ ]?| and | и "
        rf"| с паролем |[ ]))?{VALUE}",
        Grade.TYPED,
    ),
    (  # logging in with x
        "put|paste|using|use|логин|заход|захо|зайди|войти|войди|вхо|автори|под|вставл|answer"
        "|remember|say",
        r"(?:put(?:ting)?|past(?:e|ed|ing)|us(?:e|ed|ing)|say|answer|remember|вставля(?:ю|й|ем)"
        r"|логин(?:имся|ься|юсь|итесь|иться)|заход(?:и|им|ите)|захожу|зайди(?:те)?"
        r"|войти|войди(?:те)?|вхо(?:жу|дим|дите?)|автори(?:зуемся|зуюсь|зоваться|зуйся)|под)"
        r"(?: (?:it|them|there|in|туда|там|в поле|как|под|as|с|всё|все|exactly|именно|просто"
        r"|только)){0,3}"
        rf"(?:[ ]?:)? (?:(?P<l>{LOGIN})(?:[ ]?[/:,][ ]?| and | и | с паролем |[ ]))?{VALUE}",
        Grade.TOLD,
    ),
    (  # kinit with x
        "kinit|runas|su_|sudo_|login|vpnc|openconnect|telnet|ftp|sftp|ssh|rdp|mstsc|psql|mysql"
        "|по_ssh|по_rdp|по_рдп|рдп|фтп",
        r"(?:kinit|runas|su|sudo|login|vpnc|openconnect|telnet|s?ftp|ssh|rdp|mstsc|psql|mysql"
        r"|по ssh|по rdp|по рдп|рдп|фтп)"
        r"(?: (?:в|на|to|into|on|as|под|как|with|using|from|по) [\w.\-@:]{2,40}"
        r"| [\w.\-@]{2,40}(?=[ ,:]))?"
        rf"(?: (?:as|под|как|then|and|и|и уч[её]тка)|[:,])?(?:[ ],?{LOGIN})?"
        rf"(?:[ ]?[,/:][ ]?(?:then |then type |потом )?|[ ](?:with|using|and|и|с|с паролем|pw|pass"
        rf"|пасс)[ ]|[ ]){VALUE}",
        Grade.MADE,
    ),
    (  # use `-p x`
        OPTIONS,
        rf"(?:{VERBS}) [\"'`]?(?:-[paPw]|--pass\w{{0,8}})[ =]?{VALUE}",
        Grade.TICKET,
    ),
    (  # pw changed, now x; set mine to x
        "pass|pwd|pw|парол|сбрось|поставь|поменяй|смени|reset|set|change",
        rf"(?:{CUE}(?!\w)[^\n.]{{0,16}}?(?:chang|reset|помен|смен|сброс"
        rf"|обнов)[^\n.]{{0,24}}?(?:now|теперь|it'?s|на|to)"
        r"|(?:сбрось|поставь|поменяй|смени|reset|set|change)(?:те)?(?: (?:мне|ему|ей|mine|it|his"
        r"|hers|theirs|them))?"
        rf"(?: пожалуйста)? (?:на|to|as))[ :]{{1,2}}{VALUE}",
        Grade.TYPED,
    ),
    (  # which password? agent: x
        "pass|pwd|pw|pin|парол|пас|пин|код|code",
        rf"(?:{CUE}|pin|пин(?:-?код)?|код|code)(?!\w)[^\n?]{{0,30}}\?[ ](?:[^\W\d_]{{2,20}}: "
        rf"|(?:->|→|=>|[-–—:]) )?(?:it is |it's |это )?{VALUE}",
        Grade.NUMBER,
    ),
    (  # setenv DBPW x
        "setenv|env|define|export|set|arg",
        r"(?:setenv|env|define|export|set|arg)[ (]['\"]?\w{0,30}(?:pw|pass(?:w(?:or)?d)?|pwd"
        r"|secret)['\"]?[ ,=]{1,2}"
        rf"{VALUE}",
        Grade.SAID,
    ),
    (  # root на db01: x
        "root|рут|admin|админ|под_админ|под_рут",
        rf"(?:под )?(?:root|рут|admin|админ)[а-яё]{{0,2}}(?: (?:на|on|at"
        rf"|в) [\w.\-]{{2,40}})?(?:[ ]?[:=][ ]?|[ ][—–-][ ]|[ ]){VALUE}",
        Grade.TICKET,
    ),
)
RULES = (*PAIRS, *CODES, *_OTHERS, *PLACED, *OPENED, *NOTED, *ALTERED, *NUMBERED)
"""(first words, pattern, grade of the value)."""
AFTERWARDS = (
    "is_your|is_the_code|is_the_door|is_the_pin|код_подтв|код_для|код_от|ваш_код|это_код|это_пин"
    "|это_парол|is_what_i|as_the_pass|as_my_pass|as_a_pass|as_pass|as_the_pw"
    "|пароль_в_смысле"
    "|в_качестве_парол|should_get|should_work|should_let|должн|will_get|is_the_pass|is_the_pw"
    "|is_my_pass|is_our_pass|works|fits|lets|gets|opens|unlocks|access_denied|denied|rejected"
    "|wrong|three_times|подходит|подойд|подош"
    "|работает|пускает|пустит|открывает|разблокир|отказ|не_подош|не_подход|не_работа|больше_не|не_пуска|пишет|говорит"
)
"""What is said of a value that stands right before."""
