"""An original as it may stand at its place of an answer: never as markup, link or a command's end.

Invariant: what is put into code, a quoted string, a table or a URL stays one value there; a value
of the usual letters, digits and signs is put in as it is. Deliberately elsewhere: which place it is
(`surroundings`), and places where nothing is put in at all (`restoring`).
"""

from __future__ import annotations

import re
import shlex

from app.confidentiality.detectors.tables import words
from app.confidentiality.surroundings import Surroundings

_SHELL = words("sh bash zsh shell console fish ksh terminal shell-session shellsession")
_DOUBLED = words("yaml yml sql mysql pgsql postgresql postgres plpgsql psql ini")
_UNSAFE_SHELL = re.compile(r"[;&|$`()<>\n\r\"'\\*?{}!#~\[\]]")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
_BREAKS_A_URL = re.compile(r"[\s\x00-\x20\"'<>`{}|\\^\[\]()?#&=;%]")
_ESCAPED_TEXT = re.compile(r"(?:[^\"\\\x00-\x1f]|\\[^\r\n])*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_MARKUP = re.compile(
    r"[`*|\\]|<(?=[A-Za-z/!?])|!?\[(?=[^\]]{0,200}\]\s?[(\[:])|~~|(?<![^\W_])_|_(?![^\W_])"
)
_ADDRESSES = frozenset({"HOST", "DOMAIN", "IP", "NET", "EMAIL", "USER", "PATH", "QUERY", "URL"})


def fitted(value: str, label: str, place: Surroundings) -> str:
    """`value`, of a placeholder with this label, as it is put in at `place`."""
    if place.in_code:
        return _in_code(value if place.language is not None else value.replace("`", ""), place)
    value = _BREAKS.sub(" ", value)
    if place.in_url and label not in _ADDRESSES:
        return _BREAKS_A_URL.sub(_percent, value)
    if not place.in_table:
        return _MARKUP.sub(lambda m: m[0] if m[0] == "|" else _escaped(m), value)
    return _MARKUP.sub(_escaped, value)


def is_whole(value: str, place: Surroundings) -> bool:
    """Whether a value that came with its escapes stays one string in the code at this place."""
    inside = place.language is not None and place.quote == '"'
    return inside and _ESCAPED_TEXT.fullmatch(value) is not None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _escaped(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match[0])


def _in_code(value: str, place: Surroundings) -> str:
    language = place.language or ""
    shell = language in _SHELL or not language
    if place.quote == '"':
        return _in_double(value, shell)
    if place.quote == "'":
        return _in_single(_BREAKS.sub(" ", value), language, shell)
    value = _BREAKS.sub(" ", value)
    if shell and _UNSAFE_SHELL.search(value):
        return shlex.quote(value)
    return value


def _in_double(value: str, shell: bool) -> str:
    special = r'["\\$`]' if shell else r'["\\]'
    one_line = _BREAKS.sub(" ", value) if shell else value
    plain = re.sub(special, lambda m: f"\\{m[0]}", one_line)
    return _CONTROL.sub(lambda m: f"\\u{ord(m[0]):04x}", plain)


def _in_single(value: str, language: str, shell: bool) -> str:
    if language in _DOUBLED:
        return value.replace("'", "''")
    if shell:
        return value.replace("'", "'\\''")
    return value.replace("\\", "\\\\").replace("'", "\\'")
