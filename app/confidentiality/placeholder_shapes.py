"""How models draw a placeholder: brackets, signs inside, look-alike letters, translated labels.

Tables only. Deliberately elsewhere: reading (`distorted`).
"""

from __future__ import annotations

STRONG = {"\u27e6": "\u27e7", "\u301a": "\u301b", "\u3010": "\u3011", "[[": "]]"}
ESCAPED = {
    "&#10214;": "&#10215;",
    "&#x27e6;": "&#x27e7;",
    "\\u27e6": "\\u27e7",
    "&#12314;": "&#12315;",
}
WEAK = {
    **{"{{": "}}", "<<": ">>", "\\[": "\\]", "&lt;": "&gt;", "&#91;": "&#93;", "\u00ab": "\u00bb"},
    **{"[": "]", "{": "}", "<": ">", "(": ")", "\u27e8": "\u27e9", "\u300a": "\u300b"},
}
OURS = frozenset({"\u27e6", "&#10214;", "&#x27e6;", "\\u27e6"})
PAIRS = {**STRONG, **ESCAPED, **WEAK}
OPENINGS = sorted(PAIRS, key=len, reverse=True)
LONE_CLOSINGS = ("\u27e7", "\u301b", "\u3011")
ALSO_CLOSING = (*LONE_CLOSINGS, "]]", "]")
MARKUP = "*_`\\ \t\u00a0"
SEPARATORS = "_\\-*` \t\u00a0\u2011"
LOOK = str.maketrans("АВЕКМНОРСТУХІЅЈ", "ABEKMHOPCTYXISJ")
NOT_BEFORE = "$"
TRANSLATED = {
    **dict.fromkeys(("ХОСТ", "УЗЕЛ", "СЕРВЕР", "МАШИНА"), ("HOST",)),
    **dict.fromkeys(("ПЕРСОНА", "ЧЕЛОВЕК", "ИМЯ", "ЛИЦО", "СОТРУДНИК"), ("PERSON",)),
    **dict.fromkeys(("ПОЧТА", "ЭЛПОЧТА", "ИМЕЙЛ"), ("EMAIL",)),
    **dict.fromkeys(("ОРГАНИЗАЦИЯ", "КОМПАНИЯ", "ORGANIZATION"), ("ORGANISATION",)),
    **dict.fromkeys(("КЛИЕНТ", "ЗАКАЗЧИК"), ("CUSTOMER",)),
    **dict.fromkeys(("IPАДРЕС",), ("IP",)),
    **{"АДРЕС": ("ADDRESS", "IP", "EMAIL"), "ДОМЕН": ("DOMAIN",), "СЕТЬ": ("NET",)},
    **{"ТЕЛЕФОН": ("PHONE",), "ПОЛЬЗОВАТЕЛЬ": ("USER",), "ПУТЬ": ("PATH",), "ТЕРМИН": ("TERM",)},
    **{"ПРОЕКТ": ("PROJECT",), "КАРТА": ("CARD",), "СЧЕТ": ("ACCOUNT", "IBAN"), "ИНН": ("INN",)},
    **{"СНИЛС": ("SNILS",), "ПАСПОРТ": ("PASSPORT",), "ССЫЛКА": ("URL",), "ОГРН": ("OGRN",)},
}

TRANSLATIONS = {
    label: tuple(word.translate(LOOK) for word, labels in TRANSLATED.items() if label in labels)
    for label in {label for labels in TRANSLATED.values() for label in labels}
}
"""Label -> the translations of it, in the letters that `LOOK` leaves."""
