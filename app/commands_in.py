"""Which words are commands where no fence says so: behind prompts, in inline code, by indentation.

Invariant: pure, in time linear in what is read; a longer text never takes back that a line starts
with a prompt. `$`, `user@host:~#`, `[user@host ~]$`, `db=#` and `PS C:\\>` are prompts wherever a
line starts. `#` alone is a heading. `>` and `%` are quotes and percentages, so a line behind them
is a command only where it cannot be prose (`typed`). Deliberately elsewhere: how lines are read
(`markup`), what becomes of commands (`grounding`).
"""

from __future__ import annotations

import re

from app.danger import SPEECH

_NAMES = (
    "ansible ansible-playbook apt apt-get aws az bash bazel cargo cd chmod chown consul cp crictl "
    "curl dd dig docker docker-compose dnf etcdctl flux gcloud git grep gsutil helm helmfile "
    "iptables istioctl journalctl kafka-topics.sh kubectl kustomize ls mkdir mongosh mv mysql "
    "mysqldump nft nomad npm openssl patronictl pg_dump pg_restore pip podman psql pulumi python "
    "python3 rabbitmqctl redis-cli rm rsync s3cmd scp sed sops ssh sudo systemctl tar tcpdump "
    "terraform terragrunt tofu velero wget yc yum zfs"
)
PROGRAMS = frozenset(_NAMES.split())
"""Programs whose names are not also words of prose; they tell code where no mark does."""

_FILLERS = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u2800\u3164\uffa0"
_BLANK = rf"(?:[^\S\n]|[{_FILLERS}]|&nbsp;|&#(?:32|160|x20|xa0);)"
_BLANKS = re.compile(rf"[\s{_FILLERS}]")
_WHO = r"[\w.-]{1,40}@[\w.-]{1,80}"
_PROMPT = re.compile(
    r"(?:\([\w.-]{1,30}\) ?)?(?:(?:"
    r"\$|&#0{0,4}36;|&#x0{0,4}24;|[❯➜]"
    rf"|\[{_WHO}[ :][^\s\]]{{0,100}}\][$#%>]"
    rf"|{_WHO}[ :][^\s$#%>]{{0,100}} ?[$#%>]"
    r"|(?!\w{1,20}://)(?=[\w.+-]{0,60}[:@~=/])[\w~/][\w.:@/~=+-]{0,100}[$#>]"
    r"|(?:ba|z|a)?sh-[\d.]{1,8}[$#]|(?:mysql|sqlite|mongosh?|cqlsh|hive|redis)>"
    r"|[~/][\w./-]{0,100} [$#%]"
    rf"){_BLANK}|(?:PS )?[A-Za-z]:\\[^\n<>|]{{0,100}}>){_BLANK}*"
)
_SO_FAR = re.compile(
    r"(?:\([\w.-]{0,30}\)? ?)?(?:"
    r"[\w.:@/~=+-]{0,101}[$#>]?|[❯➜]|[~/][\w./-]{0,100} ?[$#%]?|\$?&[#\w]{0,8};?"
    r"|\[?[\w.-]{0,40}(?:@[\w.-]{0,80}(?:[ :][^\s\]]{0,100}\]? ?[$#%>]?)?)?"
    r"|(?:PS? ?)?(?:[A-Za-z](?::(?:\\[^\n<>|]{0,100})?)?)?"
    r")(?:&[#\w]{0,5})?"
)
"""All that can still become a prompt; what can't is prose at once."""
_FLAGGED = re.compile(r"[a-z_./~][\w.+/~-]{0,60}[ \t]+(?:[a-z][\w.:/-]{0,60}[ \t]+)?--?[A-Za-z]")
_PATH = re.compile(r"(?:\./|\.\./|~/)[\w.-]\S*")
_FIRST = re.compile(r"\S{0,30}")
_PERCENT = re.compile(rf"%{_BLANK}+(?=[a-z0-9_./~-])")

_WORD = re.compile(
    r"[|&;<>=!$#`+-]{1,3}"  # an operator that is talked about
    r"|&#?\w{1,10};"  # a character reference
    r"|[\w.:]+(?:<[\w.:,?\[\]]*)+>+(?:\(\))?"  # a generic type; no shell ends a line with `>`
    r"|[\w.()\[\]-]*[<>]=?-?\d[\d.]*\w{0,3}%?"  # a comparison with a number
    r"|[\w./:-]*\?[\w.%=&+/-]*"  # a query string
)
_PLACEHOLDER = re.compile(r"(?:^|(?<=[/:=.,_@-]))</?[\w.-]+/?>(?!\w)|[-=]>|;$")
_SHELL = re.compile(r"[|;<>&]|`[^`]+`|\$[('\"]|\$\{?IFS|^\{[^{\"'}]*,")


def is_command(code: str) -> bool:
    """Whether inline code is more than a name: a blank of any kind or shell syntax stands in it.

    Words, paths, flags, `$HOME`, versions, globs, `<placeholders>` and lone operators are names.
    """
    if _BLANKS.search(code):
        return True
    return not _WORD.fullmatch(code) and bool(_SHELL.search(_PLACEHOLDER.sub("", code)))


def prompt_at(text: str, at: int) -> int | None:
    """Where the command begins behind the prompt that stands at `at`; None where none does."""
    found = _PROMPT.match(text, at)
    return found.end() if found else None


def may_become_prompt(text: str, at: int) -> bool:
    """Whether more input could still make a prompt of what stands at the end of the input."""
    return len(text) - at < 400 and bool(_SO_FAR.fullmatch(text, at))


def unprompted(line: str) -> str:
    """A line of code without the spaces around it and without its prompt."""
    line = line.strip()
    found = _PROMPT.match(line + " ")
    return line[found.end() :].strip() if found else line


def typed(line: str) -> bool:
    """Whether a quoted line cannot be prose: it starts with a program, or a flag follows soon.

    A function word ("the", "is", "для") or a full stop at the end makes it prose.
    """
    if SPEECH.search(" " + line) or re.search(r"\w[.!?…]$", line.rstrip()):
        return False
    words = line.split(maxsplit=1)
    known = len(words) > 1 and words[0] in PROGRAMS
    return known or bool(_FLAGGED.match(line) or _PATH.match(line))


def percent_at(line: str) -> int | None:
    """Where the command begins in `% command`, which csh and zsh show; None for a percentage."""
    found = _PERCENT.match(line)
    return found.end() if found and not SPEECH.search(" " + line[found.end() :]) else None


def begins_with_program(text: str, at: int, final: bool) -> bool | None:
    """Whether the name of a program and a space stand here; None where more input is needed."""
    word = _FIRST.match(text, at)
    assert word is not None
    if word.end() == len(text) and not final and len(word[0]) < 30:
        return None
    return word[0] in PROGRAMS and text[word.end() : word.end() + 1] == " "


def command_lines(text: str, at: int, final: bool) -> list[str] | None:
    """The line that starts here and those that a backslash continues; None: not all are here."""
    lines: list[str] = []
    while not lines or (lines[-1].endswith("\\") and at <= len(text)):
        end = text.find("\n", at)
        if end < 0 and not final:
            return None
        end = len(text) if end < 0 else end
        lines.append(text[at:end])
        at = end + 1
    return lines


_PARTS = re.compile(r"( *)(>|[-*+]|\d{1,9}[.)])( *)")
_CODE_COLUMNS = 4
_Items = list[tuple[bool, int]]
"""Containers, outermost first: whether it is a quote, and the column at which its text begins."""


class Containers:
    """The list items and quotes that are open, and whether a paragraph is: CommonMark's rule.

    An indented line is code where it stands four columns inside its container and continues no
    paragraph. `enter` every line's prefix in turn, then `leave` it.
    """

    def __init__(self) -> None:
        self._open: _Items = []
        self._now: _Items = []
        self._paragraph = False

    def leave(self, paragraph: bool) -> None:
        """The line ended; `paragraph`: the next one may continue its text."""
        self._open, self._paragraph = self._now, paragraph

    def enter(self, prefix: str) -> int | None:
        """The columns before a line of indented code; None where the line is no such code.

        `prefix`: its indentation, list and quote marks, without tabs. Asked twice, it answers the
        same.
        """
        now, before, paragraph = self._marked(prefix)
        code = not paragraph and len(prefix) - _base(now) >= _CODE_COLUMNS
        self._now = [*now, *before] if paragraph else now
        return _base(now) if code else None

    def _marked(self, prefix: str) -> tuple[_Items, _Items, bool]:
        """What this line stands in, what it may lazily continue, whether it may at all."""
        now, before, paragraph = _Items(), self._open, self._paragraph
        for part in _PARTS.finditer(prefix):
            now, before = _inside(now, before, part.start(2))
            if part.start(2) - _base(now) >= _CODE_COLUMNS:
                return now, before, paragraph
            quote, spaces = part[2] == ">", len(part[3])
            same = quote and bool(before) and before[0][0]
            before = before[1:] if same else []
            paragraph = paragraph and same
            inner = min(spaces, 1) if quote or spaces > _CODE_COLUMNS else spaces
            now = [*now, (quote, part.end(2) + inner)]
        return *_inside(now, before, len(prefix)), paragraph


def _inside(now: _Items, before: _Items, column: int) -> tuple[_Items, _Items]:
    """The list items of the line before that this column still stands in."""
    kept = 0
    while kept < len(before) and not before[kept][0] and before[kept][1] <= column:
        kept += 1
    return [*now, *before[:kept]], before[kept:]


def _base(items: _Items) -> int:
    return items[-1][1] if items else 0
