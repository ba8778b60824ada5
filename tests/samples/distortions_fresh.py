"""More ways in which models draw a placeholder: numbers, separators, escapes, wrapped lines, brackets.

Written apart from the first list, from what models of many vendors are known for; `WAYS` of
`distortions` holds both.
"""

from __future__ import annotations

from collections.abc import Callable

OPEN, CLOSE = "\u27e6", "\u27e7"
_WIDE = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}
_LOW = {ord("0") + digit: chr(0x2080 + digit) for digit in range(10)}


def _joined(separator: str) -> Callable[[str, int], str]:
    return lambda label, n: f"{OPEN}{label}{separator}{n}{CLOSE}"


def _between(opening: str, closing: str) -> Callable[[str, int], str]:
    return lambda label, n: f"{opening}{label}_{n}{closing}"


FRESH: dict[str, Callable[[str, int], str]] = {
    "padded with a zero": lambda label, n: f"{OPEN}{label}_{n:02d}{CLOSE}",
    "padded with zeros": lambda label, n: f"{OPEN}{label}_{n:03d}{CLOSE}",
    "padded and bare": lambda label, n: f"{label}_{n:02d}",
    "wide digits": lambda label, n: f"{OPEN}{label}_{str(n).translate(_WIDE)}{CLOSE}",
    "digits below the line": lambda label, n: f"{OPEN}{label}{str(n).translate(_LOW)}{CLOSE}",
    "hash": _joined("#"),
    "blank and hash": _joined(" #"),
    "numero sign": _joined(" \u2116"),
    "colon": _joined(":"),
    "dot": _joined("."),
    "slash": _joined("/"),
    "two underscores": _joined("__"),
    "blanks around the underscore": _joined(" _ "),
    "en dash": _joined("\u2013"),
    "minus": _joined("\u2212"),
    "hyphen that does not break": _joined("\u2011"),
    "wide low line": _joined("\uff3f"),
    "zero width in it": _joined("_\u200b"),
    "narrow blank": _joined("\u202f"),
    "escape of HTML for the underscore": _joined("&#95;"),
    "named escape for the underscore": _joined("&lowbar;"),
    "escape of a blank": _joined("&nbsp;"),
    "backslash twice": _joined("\\\\_"),
    "escaped hyphen": _joined("\\-"),
    "line wrapped behind the bracket": _between(OPEN + "\n", CLOSE),
    "line wrapped at the underscore": _joined("_\n"),
    "line wrapped before the bracket": _between(OPEN, "\n" + CLOSE),
    "line wrapped in the label": lambda label, n: f"{OPEN}{label[:2]}\n{label[2:]}_{n}{CLOSE}",
    "zero width around": _between(OPEN + "\u200b", "\u200b" + CLOSE),
    "thin blanks": _between(OPEN + "\u2009", "\u2009" + CLOSE),
    "soft hyphen": lambda label, n: f"{OPEN}{label[:2]}\u00ad{label[2:]}_{n}{CLOSE}",
    "quotes inside": _between(OPEN + '"', '"' + CLOSE),
    "full stop inside": _between(OPEN, "." + CLOSE),
    "brackets twice": _between(OPEN * 2, CLOSE * 2),
    "square three times": _between("[[[", "]]]"),
    "square and ours": _between("[", CLOSE),
    "ours and square": _between(OPEN, "]"),
    "brackets escaped": _between("\\" + OPEN, "\\" + CLOSE),
    "label in bold": lambda label, n: f"{OPEN}**{label}**_{n}{CLOSE}",
    "mathematical angles": _between("\u27e8", "\u27e9"),
    "double angles": _between("\u27ea", "\u27eb"),
    "tortoise shells": _between("\u3014", "\u3015"),
    "wide square": _between("\uff3b", "\uff3d"),
    "named escape of the bracket": _between("&lobrk;", "&robrk;"),
    "escape in capitals": _between("&#X27E6;", "&#X27E7;"),
    "named square": _between("&lbrack;", "&rbrack;"),
    "percent escapes": _between("%E2%9F%A6", "%E2%9F%A7"),
    "json in capitals": _between("\\u27E6", "\\u27E7"),
    "mathematics": _between("\\llbracket ", " \\rrbracket"),
    "mathematical angle by name": _between("\\langle ", " \\rangle"),
}
