"""Where in a text a placeholder would break something: `Grammar.place()`.

The rule. Prose, tables, shell (a placeholder is one literal word to it), and fences without a
language that look like none: `PLAIN`, placeholders. Data that is read by line (YAML, INI, logs,
server configurations): `DATA`, where a placeholder parses but an address has its own grammar, so
addresses get surrogates. Strict grammars (JSON, TOML, programming languages): inside strings and
comments as in data; outside of them `BARE`, where no placeholder can stand: numbers become strings,
words a bare label. The language of a fence decides; without one, what its text looks like.
Invariant: linear time. Deliberately elsewhere: what stands there instead (`ledger`).
"""

from __future__ import annotations

import bisect
import json
import re
from dataclasses import dataclass, field
from enum import Enum

from app.confidentiality.detectors.tables import words


class Place(Enum):
    """What the grammar around a value allows."""

    PLAIN = "plain"
    DATA = "data"
    BARE = "bare"


_DATA = words(
    """
    yaml yml ini conf cfg config properties env dotenv log logs logfmt nginx apache haproxy caddy
    caddyfile systemd unit service dockerfile docker xml html csv tsv hosts zone dns bind ssh_config
    sshconfig promql logql traefik envoy pgpass prometheus alertmanager helm ansible puppet
    """
)
_HASHED = words("toml python py python3 py3 ruby rb perl r hcl tf terraform jq nix elixir julia")
_SLASHED = words(
    """
    json json5 jsonc jsonl ndjson javascript js jsx typescript ts tsx java kotlin kt scala groovy
    gradle jenkinsfile go golang c h cpp c++ cc cs csharp rust rs swift php dart proto protobuf
    graphql css scss jsonnet cue
    """
)
_DASHED = words("sql mysql pgsql postgres postgresql plsql psql lua haskell")

_FENCE = re.compile(r"^[ \t>*+\-0-9.)]{0,16}?(`{3,}|~{3,})[ \t]*([^\s`{]*)[^\n`]*$", re.MULTILINE)
_STRING = r"\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?"
_TRIPLE = r'"""(?:[^"\\]|\\.|"(?!""))*(?:""")?|' + r"'''(?:[^'\\]|\\.|'(?!''))*(?:''')?"
_INSIDE = {
    "#": re.compile(rf"{_TRIPLE}|{_STRING}|#[^\n]*", re.DOTALL),
    "/": re.compile(rf"{_STRING}|`(?:\\.|[^`\\])*`?|//[^\n]*|/\*(?:[^*]|\*(?!/))*", re.DOTALL),
    "-": re.compile(rf"{_STRING}|--[^\n]*|/\*(?:[^*]|\*(?!/))*", re.DOTALL),
}
_YAML_LINE = re.compile(r"[ \t]*(?:- +)?[\w.\-/\"']{1,80}:(?:[ \t]+\S.*|[ \t]*)|[ \t]*- +\S.*|---")
_LOG_LINE = re.compile(
    r"(?:[\[(]?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d "
    r"|[IWEF]\d{4} \d\d:"
    r"|(?:\d{1,3}\.){3}\d{1,3} - \S+ \[|time=|ts=|level=)"
)
_TOML_LINE = re.compile(r"\[{1,2}[\w.\-\"' ]+\]{1,2}|[\w.\-\"']+ *= *(?:[\"'\[{\d].*|true|false)")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The places of one text, each from its start to the next one's."""

    starts: list[int] = field(repr=False)
    kinds: list[Place] = field(repr=False)

    @classmethod
    def of(cls, text: str) -> Grammar:
        """Read a text once."""
        grammar = cls([0], [Place.PLAIN])
        if "\n" not in text and not text.lstrip().startswith(("{", "[")):
            return grammar
        at = 0
        for start, end, language in _fences(text):
            grammar._unfenced(text, at, start)
            grammar._fenced(text, start, end, language)
            grammar._add(end, Place.PLAIN)
            at = end
        grammar._unfenced(text, at, len(text))
        return grammar

    def place(self, position: int) -> Place:
        """The place at a position."""
        return self.kinds[bisect.bisect_right(self.starts, position) - 1]

    def _add(self, start: int, kind: Place) -> None:
        if self.starts[-1] == start:
            self.kinds[-1] = kind
        elif self.kinds[-1] is not kind:
            self.starts.append(start)
            self.kinds.append(kind)

    def _fenced(self, text: str, start: int, end: int, language: str) -> None:
        if language and not _known(language):
            return
        family = _family(language) if language else _guessed(text[start:end])
        if family == "data":
            self._add(start, Place.DATA)
        elif family:
            self._strict(text, start, end, _INSIDE[family])

    def _strict(self, text: str, start: int, end: int, inside: re.Pattern[str]) -> None:
        self._add(start, Place.BARE)
        for match in inside.finditer(text, start, end):
            self._add(match.start(), Place.DATA)
            self._add(match.end(), Place.BARE)

    def _unfenced(self, text: str, start: int, end: int) -> None:
        """Pasted data without a fence: one JSON value, or three lines of YAML or of a log."""
        body = text[start:end]
        if body.lstrip()[:1] in ("{", "[") and _is_json(body):
            self._strict(text, start, end, _INSIDE["/"])
            self._add(end, Place.PLAIN)
            return
        run: list[re.Match[str]] = []
        for line in _LINE.finditer(text, start, end):
            if _YAML_LINE.fullmatch(line[0]) or _LOG_LINE.match(line[0]):
                run.append(line)
                continue
            self._data_lines(run)
            run = []
        self._data_lines(run)

    def _data_lines(self, run: list[re.Match[str]]) -> None:
        logged = bool(run) and all(_LOG_LINE.match(line[0]) for line in run)
        nested = any(line[0][:1].isspace() or line[0].startswith("- ") for line in run)
        if logged or (len(run) >= 3 and nested):
            self._add(run[0].start(), Place.DATA)
            self._add(run[-1].end(), Place.PLAIN)


def _known(language: str) -> bool:
    low = language.casefold()
    return low in _DATA or low in _HASHED or low in _SLASHED or low in _DASHED


def _family(language: str) -> str:
    low = language.casefold()
    if low in _DATA:
        return "data"
    return "#" if low in _HASHED else "/" if low in _SLASHED else "-"


def _guessed(code: str) -> str:
    """The family of a fence without a language; empty where it looks like a shell or nothing."""
    lines = [line for line in code.splitlines() if line.strip()][:40]
    if code.lstrip()[:1] in ("{", "[") and _is_json(code):
        return "/"
    if lines and all(_TOML_LINE.match(x.strip()) or x.lstrip().startswith("#") for x in lines):
        return "#"
    if lines and sum(bool(_LOG_LINE.match(line)) for line in lines) * 2 > len(lines):
        return "data"
    if len(lines) > 1 and all(_YAML_LINE.fullmatch(x) or x.lstrip().startswith("#") for x in lines):
        return "data"
    return ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _fences(text: str) -> list[tuple[int, int, str]]:
    """Start, end (of the code, without its fences) and language of every fence."""
    found: list[tuple[int, int, str]] = []
    opening: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opening is None:
            opening = match
        elif match[1].startswith(opening[1]) and not match[2]:
            found.append((opening.end(), match.start(), opening[2]))
            opening = None
    if opening is not None:
        found.append((opening.end(), len(text), opening[2]))
    return found
