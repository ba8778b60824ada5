"""Words of marks of confidentiality: first words, pattern, and whether they count only as a mark.

Invariant: every repetition is bounded. `None` in the third place: a mark only where the text is tied
to the words ("under NDA"). Deliberately elsewhere: what stands as a mark (`markers`).
"""

from __future__ import annotations

_S = r"[\s_\-/]{1,4}"
_CALLED = (
    rf"(?:(?:classification|sensitivity|confidentiality)(?:{_S}(?:level|label|class|marking))?"
    rf"|классификация(?:{_S}(?:документа|данных|информации))?|гриф|пометка"
    rf"|гриф{_S}(?:секретности|конфиденциальности|документа|доступа)|(?:уровень|степень){_S}"
    rf"(?:доступа|секретности|конфиденциальности)|конфиденциальность|секретность)"
    r"(?!\w)[\"'*_`~)]{0,4}\s?(?:[:=|]|[—–]|\s-\s)[\s\"'*_`|:=\[(«]{0,8}"
)
"""The name of a classification and what divides it from its value, in prose, tables and settings."""
_NAMES = (
    "classification|sensitivity|confidentiality|гриф|классификация|уровень|степень|пометка"
    "|конфиденциальность|секретность"
)
_ENDS = r"(?=\s{0,2}(?:[.!;:,)\]»\"”—–]|$)|[ \t]{0,4}\n|\s-\s)"
"""Where a request ends: what goes on may be the thing that it is about."""
_TELL = (
    r"(?:(?:рассыл|пересыл|распростран|рассказыв|разглаш|показыв)(?:ать|ять|айте|яйте|ай|яй)"
    r"|публик(?:овать|уйте|уй))(?!\w)"
)
_OF_SECRECY = r"(?:коммерческ|служебн|банковск|врачебн|государственн)"
SAID = (
    # (first words, pattern, whether it counts only as a mark)
    (
        "для|только|исключительно",
        rf"(?:(?:только|исключительно){_S})?для{_S}(?:служебного|внутреннего"
        rf"|внутрикорпоративного){_S}(?:пользования|использования)"
        rf"|только{_S}для{_S}сотрудников(?={_S}(?:компании|банка|группы|отдела)|\W*$)",
        False,
    ),
    (
        "коммерческ|служебн|банковск|врачебн",
        rf"{_OF_SECRECY}ая{_S}тайна(?!\w|\s[—\-]\s(?:это|информация)|\s(?:это|является|охраняется"
        rf"|регулируется))",
        False,
    ),
    (
        "содерж|составля|относ|явля|охраня|режим|гриф|пометк|под_грифом",
        rf"(?<!не )(?:содерж|составля|относ|явля|охраня|режим|гриф"
        rf"|пометк)[а-я]{{0,8}}[\s:«\"]{{1,3}}(?:[а-я]{{1,12}}\s){{0,3}}"
        rf"{_OF_SECRECY}[а-я]{{2}}{_S}тайн[а-я]{{1,2}}",
        False,
    ),
    ("строго", rf"строго{_S}конфиденциальн(?:о|ая|ый|ое)(?!\w)", False),
    ("конфиденциально", r"конфиденциально(?!\w)", True),
    (
        "не_для|не_подлежит|не_распространять|не_пересылать|не_передавать|не_выносить",
        rf"не{_S}(?:для{_S}(?:распространения|печати|публикации|передачи|пересылки|посторонних"
        rf"|внешнего{_S}(?:использования|распространения))"
        rf"|подлежит{_S}(?:разглашению|распространению|передаче{_S}третьим)|(?:пересылать"
        rf"|передавать){_S}(?:третьим{_S}лицам|за{_S}пределы|наружу|вовне)"
        rf"|выносить{_S}за{_S}пределы{_S}(?:компании|организации|отдела|группы))",
        False,
    ),
    ("не_распространять|не_пересылать", rf"не{_S}(?:распространять|пересылать)(?!\w)", True),
    (
        "информация_ограниченного|ограниченного|документ",
        rf"(?:для{_S}|документ{_S}"
        rf"|информация{_S})ограниченного{_S}(?:доступа|распространения|пользования)",
        False,
    ),
    ("внутренний_документ", rf"внутренний{_S}документ(?:{_S}(?:компании|банка))?", True),
    ("nda", r"nda(?!\w)", None),
    ("nda", rf"nda{_S}(?:protected|required|material|applies)(?!\w)", False),
    (
        "company|strictly|highly|commercial|most",
        rf"(?:company|strictly|highly|commercial(?:ly)?){_S}(?:in{_S})?(?:confidential|secret)"
        rf"(?:{_S}information)?(?!\w|{_S}(?:data|values|fields|workloads))"
        rf"|company{_S}(?:internal|proprietary)(?!\w)",
        False,
    ),
    (
        "proprietary|privileged|confidential|private",
        rf"(?:proprietary|privileged|private){_S}(?:and|&){_S}confidential|confidential{_S}"
        rf"(?:and|&){_S}(?:proprietary|privileged)",
        False,
    ),
    (
        "confidential",
        rf"confidential(?:ity{_S}notice|\s?[:,.;|/\-]{{1,3}}\s?(?:do{_S}not|not{_S}for|internal"
        rf"|property)|{_S}(?:do{_S}not|not{_S}for|property{_S}of))",
        False,
    ),
    (
        "confidential|non-public",
        r"confidential(?:\sdocument|\sinformation|\smaterial|\smemo"
        r"|\sdraft)?(?!\w)",
        True,
    ),
    (
        "do_not|don't|please_do|not_to_be",
        rf"(?:(?:please{_S})?do(?:{_S}not|n[’']t)|not{_S}to{_S}be){_S}(?:distributed?|shared?"
        rf"|forward(?:ed)?|circulated?|redistributed?|disclosed?|copy|copied)"
        rf"(?:{_S}(?:this|it|these)(?:{_S}(?:document|page|message|mail|e-?mail|thread|file"
        rf"|slides?|deck|numbers))?)?"
        rf"{_S}(?:outside|externally|beyond|further|publicly|with{_S}(?:anyone{_S}(?:outside"
        rf"|else)|third{_S}parties|customers|external)|to{_S}(?:third{_S}parties"
        rf"|anyone{_S}outside)|without{_S}(?:prior|written|permission|approval))",
        False,
    ),
    (
        "do_not|don't|please",
        rf"(?:please{_S})?do(?:{_S}not|n[’']t){_S}(?:distribute|share|forward|circulate"
        rf"|redistribute|disclose)(?:{_S}this(?:{_S}(?:document|page|message|mail|e-?mail"
        rf"|thread|file|slides?|deck))?)?(?!\w)",
        True,
    ),
    (
        "not_for",
        rf"not{_S}for{_S}(?:external|public|further|general|wider){_S}(?:use|distribution"
        rf"|release|sharing|circulation|disclosure)|not{_S}for{_S}(?:distribution|circulation"
        rf"|redistribution)",
        False,
    ),
    (
        "for_internal|for_official|internal_use|official_use|restricted_use",
        rf"(?:for{_S})?(?:internal|official|restricted){_S}use{_S}only|for{_S}internal{_S}"
        rf"(?:eyes|distribution|circulation){_S}only",
        False,
    ),
    ("internal", r"internal(?: eyes)?[ _]only(?!\w)|internal-only(?=[^\w\n]{0,12}(?:\n|$))", True),
    (
        "employees|staff|eyes|need-to-know|need_to_know",
        rf"(?:employees?|staff){_S}(?:eyes{_S})?only(?!\w)|eyes{_S}only(?!\w)|"
        rf"(?:on{_S}a{_S})?need{_S}to{_S}know{_S}(?:basis|only)",
        False,
    ),
    (
        "attorney|solicitor|legal",
        rf"(?:attorney|solicitor|lawyer){_S}client{_S}(?:privileged?"
        rf"|communication)|legal(?:ly)?{_S}privileged",
        False,
    ),
    ("trade_secret", r"trade secrets?(?!\w)", None),
    (
        "this_e|this_m|this_document|this_page|the_information|настоящее|данное",
        r"(?:this (?:e-?mail|message|document|page|memo)(?: \(?(?:and"
        r"|including) any attachments\)?,?)? (?:is|are|contains?) (?:\w+ ){0,2}(?:confidential"
        r"|privileged)"
        r"|(?:настоящее|данное) (?:сообщение|письмо) (?:\w+ ){0,4}конфиденциальн\w{2,4})",
        False,
    ),
    ("tlp", r"tlp[\s:\-]{0,3}amber(?:\+strict)?(?!\w)", False),
    (
        "privileged",
        rf"privileged{_S}(?:and|&|/){_S}(?:attorney|solicitor|lawyer|legal)",
        False,
    ),
    (
        "keep",
        rf"keep{_S}(?:this|it|that){_S}(?:strictly{_S}|just{_S})?(?:between{_S}us"
        rf"|under{_S}wraps|to{_S}yourself|off{_S}the{_S}record|quiet(?={_S}(?:for|until|till)|\W))",
        False,
    ),
    (
        "do_not_tell|don't_tell|don’t_tell|tell_no",
        rf"(?:do{_S}not|don[’']t){_S}tell{_S}(?:anyone|anybody)(?!\w|{_S}(?:your|the|what))"
        rf"|tell{_S}no(?:{_S}one|body)(?!\w|{_S}(?:your|the|what))",
        False,
    ),
    ("between_us|strictly_between", r"(?:strictly |just )?between us(?! and)(?!\w)", True),
    ("do_not_publish|don't_publish", rf"do(?:{_S}not|n[’']t){_S}publish(?!\w)", True),
    ("embargoed|under_embargo", rf"embargoed{_S}(?:until|till)|under{_S}embargo(?!\w)", False),
    ("строго_между|между_нами", rf"(?:строго{_S})?между{_S}нами(?!\w)", True),
    (
        "никому",
        rf"никому{_S}(?:пока{_S})?не{_S}(?:показыва|рассказыва|пересыла|говор)[а-я]{{1,5}}"
        rf"(?!\w|{_S}(?:сво|ваш|парол|код|ключ|токен|пин|о{_S}))",
        False,
    ),
    ("не_разглашать", rf"не{_S}разглашать(?!\w)", True),
    (
        "дальше|далее|просьба|прошу|пожалуйста|никому|не",
        rf"(?:(?:дальше|далее|никому|просьба|прошу|пожалуйста){_S}(?:(?:это|письмо|документ|файл|дальше"
        rf"|далее|никому|больше){_S}){{0,2}}не{_S}{_TELL}"
        rf"|не{_S}{_TELL}{_S}(?:(?:это|письмо|документ|файл){_S})?(?:дальше|далее|никому|другим))"
        rf"{_ENDS}",
        False,
    ),
    (
        "это|пишу|говорю|скажу|сообщаю",
        rf"(?:это|пишу|говорю|скажу|сообщаю){_S}(?:(?:тебе|вам|всё|все|только|строго){_S}){{0,2}}"
        rf"по{_S}секрету{_ENDS}",
        False,
    ),
    ("по_секрету|строго_по_секрету", rf"(?:строго{_S})?по{_S}секрету(?!\w)", True),
    (
        "без_права|остан|остаться|остаётся",
        rf"без{_S}права{_S}(?:передачи|пересылки|распространения|публикации){_ENDS}"
        rf"|остан?(?:ется|ётся|ться){_S}(?:только{_S})?между{_S}нами(?!\w)",
        False,
    ),
    (
        "please|do_not|don't|don’t|not_to|must_not|never",
        rf"(?:please{_S})?(?:do{_S}not|don[’']t|not{_S}to{_S}be|must{_S}not{_S}be|never){_S}(?:pass(?:ed)?|spread"
        rf"|hand(?:ed)?){_S}(?:(?:this|it|these)(?:{_S}(?:mail|e-?mail|message|document|page|file"
        rf"|note))?{_S})?(?:on|along|around|over{_S}to{_S}(?:anyone|others))"
        rf"(?:{_S}to{_S}(?:anyone|anybody|others|other{_S}people))?{_ENDS}",
        False,
    ),
    (
        "keep",
        rf"keep{_S}(?:this|it|that|these){_S}(?:(?:strictly|just|please){_S})?(?:to{_S}yourselves"
        rf"|between{_S}(?:ourselves|you{_S}and{_S}me)|in-?house|confidential"
        rf"|(?:within|inside){_S}(?:the|this|our){_S}(?:team|company|office|room)){_ENDS}",
        False,
    ),
    (
        "between_you|between_ourselves|between_the|just_between|strictly_between|this_is|this_stays"
        "|it_stays|this_must",
        rf"(?<!\w\s)(?:(?:this|it){_S}(?:is|stays|must{_S}stay){_S})?(?:(?:just|strictly){_S})?"
        rf"between{_S}(?:you{_S}and{_S}(?:me|i)|ourselves|the{_S}two{_S}of{_S}us){_ENDS}",
        False,
    ),
    (
        "in_strict|in_the_strict|in_absolute|ears_only|no_further",
        rf"in{_S}(?:the{_S})?(?:strict|strictest|absolute){_S}confidence(?!\w)|ears{_S}only(?!\w)"
        rf"|no{_S}further{_S}(?:distribution|circulation|sharing|dissemination){_ENDS}",
        False,
    ),
    ("off_the_record|strictly_off", rf"(?:strictly{_S})?off{_S}the{_S}record(?!\w)", True),
    ("kommercheskaya|kommercheskaja", rf"kommerchesk(?:aya|aja|aia){_S}ta[yji]na(?!\w)", False),
    (
        _NAMES,
        _CALLED
        + r"(?:strictly\s|company\s|строго\s)?(?:confidential|internal|конфиденциальн\w{1,2}"
        r"|дсп|кт|для\sслужебного|для\sвнутреннего|коммерческая\sтайна|служебная\sтайна)\b",
        False,
    ),
)
RESTRICTED = (
    ("top", rf"top{_S}secret(?!\w)", False),
    ("tlp", r"tlp[\s:\-]{0,3}red(?!\w)", False),
    ("совершенно|строго|сов", rf"(?:совершенно|строго|сов\.?){_S}секретно(?!\w)", False),
    ("секретно", r"секретно(?!\w)", True),
    ("особой", rf"особой{_S}важности(?!\w)", True),
    (
        _NAMES,
        _CALLED + r"(?:highly\s|top\s|строго\s|совершенно\s)?(?:restricted|secret|секретно|сс|ов"
        r"|особой\sважности|ограниченн\w{2,3}\s(?:доступ|распростран)\w{0,4})\b",
        False,
    ),
)
