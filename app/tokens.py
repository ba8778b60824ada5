"""What an answer's Markdown is made of: the tokens that the lexer gives, and how a URL looks.

Invariant: plain values without behaviour. Deliberately elsewhere: how they are found in a stream
(`markup`), what becomes of them (`grounding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_WORD = 2000
"""A word without spaces is read in pieces of this many characters."""


@dataclass(frozen=True, slots=True)
class Text:
    """Prose, with its spaces; never a newline."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A newline, or the indentation, list and quote marks at the start of a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation such as `[1]`, `[1, 2]`, `[1-3]` or its lenticular form."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A Markdown link or image, on one line."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Url:
    """A bare URL."""

    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """An HTML element that links or loads something; it is dropped."""


@dataclass(frozen=True, slots=True)
class Span:
    """An inline code span, without its backticks."""

    code: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of code.

    `prefix` is what stands before it on its line (list and quote marks, indentation). `prompt` is
    None for a fence, "$ " for a line that starts so, "" for an indented line with a program's name.
    """

    prefix: str
    info: str
    lines: tuple[str, ...]
    prompt: str | None = None


Token = Text | Gap | Mark | Link | Url | Tag | Span | Block

URL = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|\bwww\.)[^\s<>\"'`\[\](){}|\\^«»“”]*", re.IGNORECASE
)
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


def unpadded(code: str) -> str:
    """CommonMark: one space is taken off both ends where both have one."""
    padded = len(code) > 2 and code[0] == code[-1] == " " and code.strip()
    return code[1:-1] if padded else code


def numbers_in(text: str) -> tuple[int, ...]:
    """`1, 3-5` -> 1, 3, 4, 5; a range of more than twenty is its two ends."""
    numbers: list[int] = []
    for piece in re.split(r"\s*[,;]\s*", text):
        ends = [int(end) for end in re.split(r"\s*[–-]\s*", piece)]
        near = len(ends) == 2 and 0 <= ends[1] - ends[0] <= 20
        numbers.extend(range(ends[0], ends[1] + 1) if near else ends)
    return tuple(dict.fromkeys(numbers))


def trimmed_url(url: str) -> str:
    """Without the punctuation of the sentence it stands in."""
    return url.rstrip(".,;:!?*_~")


def with_urls(text: str) -> list[Text | Url]:
    """Prose split where a URL stands in it; words are read up to 2000 characters."""
    if "://" not in text and "www." not in text.lower():
        return [Text(text)]
    tokens: list[Text | Url] = []
    for word in re.findall(rf"[ \t]+|[^ \t]{{1,{LONGEST_WORD}}}", text):
        at = 0
        for found in URL.finditer(word):
            url = trimmed_url(found[0])
            tokens += [Text(word[at : found.start()]), Url(url)]
            at = found.start() + len(url)
        tokens.append(Text(word[at:]))
    return [token for token in tokens if token.text]
