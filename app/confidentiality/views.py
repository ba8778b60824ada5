"""Other ways to read the same string: what the egress guard looks at besides the raw text.

Of a decoding that works line by line only the lines that it changes are read again, each with the
one behind it: cost follows what is hidden, not the length of the text. Backwards and
in rot13 only lines are read that speak of a password, and runs in which a token begins
(`token_beginnings`); known values are looked for backwards everywhere (`needles`).
Invariant: bounded. At most three decodings deep, and at most `_GROWTH` times the length of the
string altogether; a string that unfolds further raises `TooDeepError`, and nothing leaves.
Deliberately elsewhere: what is looked for (`alarms`, `guard`), how characters are folded
(`folding`). No code of the sanitiser is used.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterator

from app.confidentiality.coded_runs import LONG_RUN, TooDeepError, readable_runs
from app.confidentiality.folding import bare, plain, unmixed

_DEPTH = 3
_GROWTH = 12
_ESCAPE = re.compile(
    r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})"
    r"|([0-3][0-7]{2})|([nrt\"'\\/@.,:;_*#$&|(){}\[\]!<>=~^%+-]))"
)
_SHORT = {"n": "\n", "r": "\r", "t": "\t"}
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+|(?:=[0-9a-fA-F]{2}){3,}")
_QUOTED_BYTE = re.compile(r"=(?:[0-9A-F]{2}|(?<==[0-9a-f]{2}=)[0-9a-f]{2})")
_QUOTED_FEWEST = 3
"""Fewer are assignments: `limit=42`."""
_NUMBERED = re.compile(r"(?:%u|U\+)([0-9a-fA-F]{4,6}),? ?", re.IGNORECASE)
_SOFT_BREAK = re.compile(r"=\r?\n(?=\S)")
_ENTITY = re.compile(r"&(?:#[0-9xX]|[A-Za-z]{2,8};)")
_PUNYCODE = re.compile(r"\bxn--([a-z0-9-]{1,59})", re.IGNORECASE)
_DEFANGED = re.compile(r"\s?[\[({<]\s?(?:\.|dot|точка)\s?[\])}>]\s?", re.IGNORECASE)
_AT = re.compile(r"\s?[\[({<]\s?(?:@|at|собака)\s?[\])}>]\s?", re.IGNORECASE)
_BRACKETED = re.compile(r"[\[({<]\s?(?:[.@]|dot|at|точка|собака)\s?[\])}>]", re.IGNORECASE)
_SPELLED_AT = re.compile(
    r"(?<![\w.])([\w.-]{2,40}) (?:at|собака|эт) ([\w-]{2,40}(?: ?(?:dot|точка|\.) ?[\w-]{2,40}){1,3})"
    r"(?![\w.])",
    re.IGNORECASE,
)
_SPELLED_DOT = re.compile(r" ?(?:\bdot\b|\bточка\b|\.) ?", re.IGNORECASE)
_APART = re.compile(
    r"(?<![^\W_])[^\W_](?:[ .,_*|\u00b7/+\t\n'\"`-]{1,9}(?:[^\W_]|[:=])(?![^\W_])){7,}"
)
_WIDEST = 9
"""Characters between two letters that stand apart."""
_ANY_APART = re.compile(
    r"[ .,_*|\u00b7/+\t\n'\"`-](?:(?:[^\W_]|[:=])[ .,_*|\u00b7/+\t\n'\"`-]{1,9}){3}"
)
"""What is in every such run, and in few texts."""
_BACKWARDS = ("drowssap", "drowssaP", "DROWSSAP", "ьлорап", "ьлораП")
_ROT13 = ("cnffjbeq", "Cnffjbeq", "CNFFJBEQ")
_DIGITS_ONLY = re.compile(r"[\d\W_]*")
_EMPHASIS = re.compile(
    r"\*(?=\w)(?<=\w\*)|\*\*(?=\w)(?<=\w\*\*)|\*\*\*(?=\w)(?<=\w\*\*\*)|~~(?=\w)(?<=\w~~)|`(?=\w)(?<=\w`)"
)
"""Within a word. What it may begin with comes first, for it to be quick."""
_TAG = re.compile(
    r"</?(?:a|b|i|u|s|em|strong|span|div|p|br|wbr|td|th|tr|dt|dd|h[1-6]|li|ul|ol|code|kbd|sub|sup|font|small|mark|del"
    r"|ins|tt|var)(?:\s[^<>\n]{0,200})?/?>|<!--[^\n]{0,200}?-->",
    re.IGNORECASE,
)
_TURN = re.compile(
    r"[ \t>|]{0,8}(?:[0-9]{1,3}[.)]|\[?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\]?"
    r"(?:[ \t]+<?[\w.]{1,20}[:>])?)[ \t]+"
)
"""What begins an item of a list or a line of a chat."""
_TURNS = re.compile(rf"(?:^|\n){_TURN.pattern}[^\n]*\n{_TURN.pattern}")
_JOINED = re.compile(r"[\"'`\\](?:(?<!\\)\s?\+\s?[\"'`]|(?<=\\)\r?\n[ \t]*|(?<=[\"'])[\"'](?=\w))")


def views(text: str) -> Iterator[str]:
    """`text` itself and everything it decodes to, each once. Raises `TooDeepError`."""
    room = _GROWTH * len(text) + 1000
    seen: set[str] = set()
    level = [text]
    for _ in range(_DEPTH + 1):
        deeper: list[str] = []
        for view in level:
            if not view or view in seen:
                continue
            seen.add(view)
            room -= len(view)
            if room < 0:
                raise TooDeepError
            yield view
            deeper += _decoded(view)
        level = deeper
    if any(view not in seen and LONG_RUN.search(view) for view in level):
        raise TooDeepError


def _decoded(text: str) -> Iterator[str]:
    if not text.isascii():
        yield _changed(text, plain)
        yield _changed(text, unmixed)
        yield _changed(text, bare)
    if "\\" in text:
        yield _changed(text, lambda line: _ESCAPE.sub(_unescaped, line), "\\")
    if "%" in text:
        yield _changed(text, lambda line: _PERCENT.sub(lambda m: _bytes(m[0], "%"), line), "%")
    if "%u" in text or "U+" in text:
        yield _changed(text, lambda line: _NUMBERED.sub(_character, line))
    if "=" in text:
        whole = _SOFT_BREAK.sub("", text)
        if len(whole) != len(text) or len(_QUOTED_BYTE.findall(text)) >= _QUOTED_FEWEST:
            yield _changed(whole, lambda line: _QUOTED.sub(lambda m: _bytes(m[0], "="), line), "=")
        if len(whole) != len(text):
            yield whole
    if "&" in text:
        yield _changed(
            text, lambda line: html.unescape(line) if _ENTITY.search(line) else line, "&"
        )
    lowered = text.casefold()
    if "xn--" in lowered:
        yield _changed(text, lambda line: _PUNYCODE.sub(_from_punycode, line))
    yield from _spelled(text, lowered)
    yield from readable_runs(text)


def _changed(text: str, decode: Callable[[str], str], mark: str = "") -> str:
    """The lines that `decode` changes, decoded, each with the line behind it that says something; a
    line without `mark` is not changed."""
    if "\n" not in text:
        decoded = decode(text)
        return decoded if decoded != text else ""
    kept: list[str] = []
    changed = False
    for line in text.split("\n"):
        decoded = decode(line) if mark in line else line
        if changed or decoded != line:
            kept.append(decoded)
        changed = decoded != line or (changed and not line.strip())
    return "\n".join(kept)


def _spelled(text: str, lowered: str) -> Iterator[str]:
    """What people write apart so that nothing finds it."""
    if _BRACKETED.search(text):
        yield _changed(text, lambda line: _AT.sub("@", _DEFANGED.sub(".", line)))
    if (" at " in lowered and "dot" in lowered) or "собака" in lowered:
        yield _changed(text, lambda line: _SPELLED_AT.sub(_as_address, line))
    if _ANY_APART.search(text):
        lines = (text[start:end] for start, end in _lines_of(_APART, text))
        yield "\n".join(put for line in lines if (put := _APART.sub(_together, line)) != line)
    yield from _turned_lines(text)
    if _EMPHASIS.search(text):
        yield _changed(text, lambda line: _EMPHASIS.sub("", line))
    if "<" in text and _TAG.search(text):
        yield _changed(text, lambda line: _TAG.sub("", line), "<")
    if _TURNS.search(text):
        yield _across_turns(text)
    if '"' in text or "'" in text or "\\\n" in text:
        yield "\n".join(_JOINED.sub("", text[start:end]) for start, end in _lines_of(_JOINED, text))


def _together(match: re.Match[str]) -> str:
    """Letters without what stands between them; all else where that is always the same."""
    apart = match[0]
    if _DIGITS_ONLY.fullmatch(apart):
        return apart
    for step in range(2, _WIDEST + 2):
        letters = apart[::step]
        if apart == apart[1:step].join(letters):
            return letters
    return "".join(filter(str.isalnum, apart))


def _turned_lines(text: str) -> Iterator[str]:
    """Lines that speak of a password backwards or in rot13, turned back."""
    if _has(_BACKWARDS, text):
        yield _changed(text, lambda line: line[::-1] if _has(_BACKWARDS, line) else line)
    if _has(_ROT13, text):
        yield _changed(
            text, lambda line: codecs.encode(line, "rot13") if _has(_ROT13, line) else line
        )


def _has(words: tuple[str, ...], line: str) -> bool:
    return any(word in line for word in words)


def _across_turns(text: str) -> str:
    """The last word of each item of a list or line of a chat together with the first of the next."""
    kept: list[str] = []
    last = ""
    for line in text.split("\n"):
        begun = _TURN.match(line)
        words = line[begun.end() :].split() if begun else []
        if words and last:
            kept.append(words[0])
        if len(words) > 1:
            kept.append(f"\n{words[-1]}")
        elif words and not last:
            kept.append(f"\n{words[0]}")
        last = words[-1] if words else ""
    return "".join(kept)


def _lines_of(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Lines that the pattern matches in, each with the one behind it."""
    found: list[tuple[int, int]] = []
    line = 0
    for match in pattern.finditer(text):
        if match.end() <= line:
            continue
        start = text.rfind("\n", 0, match.start()) + 1
        line = text.find("\n", match.end())
        line = len(text) if line < 0 else line
        end = text.find("\n", line + 1)
        end = len(text) if end < 0 else end
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _as_address(match: re.Match[str]) -> str:
    return f"{match[1]}@{_SPELLED_DOT.sub('.', match[2])}"


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number < 0x110000 else match[0]


def _unescaped(match: re.Match[str]) -> str:
    if code := match[1] or match[2] or match[3] or match[4]:
        number = int(code, 16)
        return chr(number) if number < 0x110000 else match[0]
    if match[5]:
        return chr(int(match[5], 8))
    return _SHORT.get(match[6], match[6])


def _bytes(run: str, mark: str) -> str:
    return bytes.fromhex(run.replace(mark, "")).decode(errors="replace")


def _from_punycode(match: re.Match[str]) -> str:
    try:
        return match[1].encode().decode("punycode")
    except UnicodeError:
        return match[0]
