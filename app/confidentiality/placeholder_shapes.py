"""How models draw a placeholder: brackets, signs inside, look-alike letters, translated labels.

Tables only. Deliberately elsewhere: reading (`distorted`).
"""

from __future__ import annotations

STRONG = {
    **{"\u27e6": "\u27e7", "\u301a": "\u301b", "\u3010": "\u3011", "[[": "]]", "[[[": "]]]"},
    **{"\u27e6\u27e6": "\u27e7\u27e7", "\u27ea": "\u27eb", "\u3014": "\u3015", "\uff3b": "\uff3d"},
}
ESCAPED = {
    "&#10214;": "&#10215;",
    "&#x27e6;": "&#x27e7;",
    "\\u27e6": "\\u27e7",
    "&#12314;": "&#12315;",
    "&lobrk;": "&robrk;",
    "%e2%9f%a6": "%e2%9f%a7",
    "\\llbracket": "\\rrbracket",
    "\\langle": "\\rangle",
    "\\\u27e6": "\\\u27e7",
}
WEAK = {
    **{"{{": "}}", "<<": ">>", "\\[": "\\]", "&lt;": "&gt;", "&#91;": "&#93;", "\u00ab": "\u00bb"},
    **{"&lbrack;": "&rbrack;", "&lang;": "&rang;", "&lbrace;": "&rbrace;", "\uff08": "\uff09"},
    **{"\u3008": "\u3009", "\u300c": "\u300d"},
    **{"[": "]", "{": "}", "<": ">", "(": ")", "\u27e8": "\u27e9", "\u300a": "\u300b"},
}
OURS = frozenset(
    {"\u27e6", "\u27e6\u27e6", "&#10214;", "&#x27e6;", "\\u27e6", "&lobrk;"}
    | {"%e2%9f%a6", "\\llbracket", "\\\u27e6"}
)
PAIRS = {**STRONG, **ESCAPED, **WEAK}
OPENINGS = sorted(PAIRS, key=len, reverse=True)
LONGEST_SIGN = max(map(len, [*PAIRS, *PAIRS.values()]))
LONE_CLOSINGS = ("\u27e7", "\u301b", "\u3011")
ALSO_CLOSING = (*LONE_CLOSINGS, "]]", "]")
MARKUP = "*_`\\ \t\u00a0"
SEPARATORS = "_\\-*` \t\u00a0\u2011"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u2009\u202f\u200a\u2002\u2003"
INSIDE_MARKUP = MARKUP + _UNSEEN + "\r\n\"'\u201c\u201d"
"""What may stand beside a label in our brackets; a line's end too, where a line was wrapped."""
INSIDE_SEPARATORS = (
    SEPARATORS + _UNSEEN + "\r\n#:.,/~=\u2116\u2010\u2012\u2013\u2014\u2212\uff3f\uff0d"
)
ENTITIES = ("&#95;", "&#x5f;", "&lowbar;", "&nbsp;", "&#160;", "%5f", "%20")
"""Separators as escapes of HTML and of addresses."""
LOOK = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")
NOT_BEFORE = "$"
_TRANSLATED = {
    "HOST": "ХОСТ УЗЕЛ СЕРВЕР МАШИНА HOSTNAME SERVER NODE MACHINE 主机 服务器",
    "PERSON": "ПЕРСОНА ЧЕЛОВЕК ИМЯ ФИО ЛИЦО ЛИЧНОСТЬ СОТРУДНИК PERSONA PERSONNE PEOPLE 人员 姓名 人",
    "NAME": "ИМЯ НАЗВАНИЕ 姓名",
    "EMAIL": "ПОЧТА ЭЛПОЧТА ИМЕЙЛ АДРЕС MAIL EMAILADDRESS 邮箱 邮件",
    "ORGANISATION": "ОРГАНИЗАЦИЯ КОМПАНИЯ ФИРМА ORGANIZATION COMPANY ORG 组织 公司",
    "CUSTOMER": "КЛИЕНТ ЗАКАЗЧИК CLIENT 客户",
    "IP": "IPАДРЕС АЙПИ АДРЕС IPADDRESS 地址",
    "ADDRESS": "АДРЕС 地址",
    "DOMAIN": "ДОМЕН 域名",
    "NET": "СЕТЬ ПОДСЕТЬ NETWORK SUBNET 网络",
    "PHONE": "ТЕЛЕФОН НОМЕР TEL TELEPHONE PHONENUMBER 电话",
    "NUMBER": "НОМЕР ЧИСЛО",
    "USER": "ПОЛЬЗОВАТЕЛЬ ЛОГИН USERNAME 用户",
    "HANDLE": "ЛОГИН НИК НИКНЕЙМ USERNAME",
    "PATH": "ПУТЬ 路径",
    "TERM": "ТЕРМИН",
    "PROJECT": "ПРОЕКТ 项目",
    "CARD": "КАРТА",
    "ACCOUNT": "СЧЕТ АККАУНТ УЧЕТКА 账户",
    "IBAN": "СЧЕТ ИБАН",
    "INN": "ИНН",
    "KPP": "КПП",
    "BIK": "БИК",
    "SNILS": "СНИЛС",
    "OGRN": "ОГРН",
    "PASSPORT": "ПАСПОРТ",
    "LICENCE": "ПРАВА УДОСТОВЕРЕНИЕ LICENSE",
    "BIRTHDATE": "ДАТА ДАТАРОЖДЕНИЯ",
    "DATE": "ДАТА",
    "TICKET": "ТИКЕТ ЗАЯВКА ЗАДАЧА",
    "URL": "ССЫЛКА ЮРЛ LINK 链接",
    "MAC": "МАК",
    "BUCKET": "БАКЕТ",
    "REPOSITORY": "РЕПОЗИТОРИЙ REPO",
    "IDENTIFIER": "ИДЕНТИФИКАТОР",
}

TRANSLATIONS = {
    label: tuple(word.translate(LOOK) for word in listed.split())
    for label, listed in _TRANSLATED.items()
}
"""Label -> the translations of it, in the letters that `LOOK` leaves."""
