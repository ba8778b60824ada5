"""People's names as folders of shared places: PATH. `/mnt/backup/ivanov/`, `D:\\Share\\Иванов`.

Invariant: only the folder's name, only below a root where people keep folders of their own, and
linear. Deliberately elsewhere: homes and shares, which are masked whole (`paths`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Led
from app.confidentiality.detectors.handles import named
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.name_opinion import SHAPE, opinion
from app.confidentiality.detectors.unfamiliar import is_familiar

Span = tuple[int, int]

_ROOTED = Led(
    "mnt|media|srv|data|backup|dump|export|nfs|nas|share|storage|vol|archive|homes|people|staff"
    "|personal|profiles|scratch|work|users|maildir|vmail|var/|общ|архив|бэкап|отдел"
    "|сотрудники|личное",
    r"(?i:(?:(?<![\w.\-/\\])/|(?<=:)[\\/]{1,2})"
    r"(?:mnt|media|srv|data\d{0,2}|datasets?|backups?|dumps?|exports?|nfs\d?|nas\d{0,2}|shared?"
    r"|shares|storage|vol\w{0,6}|archives?|homes|people|staff|personal|profiles|scratch\d?|work"
    r"|workspaces?|users_data|maildir|vmail|var/(?:backups?|mail|spool/mail|vmail|spool/cron"
    r"(?:/crontabs)?)|общая|общие|архив|бэкап|отдел|сотрудники|личное)"
    r"(?=[/\\])(?P<f>(?:[/\\]{1,2}[\w.\-]{1,60}){1,8}))",
    back=2,
)
_STEP = re.compile(r"[/\\]([\w.\-]{1,60})(?=(?P<t>[/\\])|)")
_PART = re.compile(r"[^\W\d_]{4,40}")
_BUILT = re.compile(r"[a-z]{3,}(?:sk[iay]|cki|cka|wicz|czyk|escu|opoulos|idis|sson|oglu|dottir)\Z")
"""Surnames by their endings, in Latin letters; an initial may stand before."""
_SURNAME, _USUAL = 6, 5
"""Ranks of the lexicon: from which on a word is a surname, and up to which it is no usual word."""
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")


def folder_names(text: str) -> Iterator[tuple[str, Span]]:
    """(kind, span) of every such folder, or of the part of its name that is a person's."""
    for match in _ROOTED.finditer(text):
        for step in _STEP.finditer(text, match.start("f"), match.end("f")):
            if "." in step[1] and step["t"] is None:
                continue  # a file: its name is not a folder's
            for part in _PART.finditer(text, *step.span(1)):
                if _is_persons(part[0].casefold()):
                    yield "PATH", part.span()


def _is_persons(low: str) -> bool:
    """Whether a folder is called by somebody's name, and not by a word that is also one."""
    if _CYRILLIC.search(low):
        return opinion(low) == 3 or (opinion(low) == 2 and SHAPE.match(low) is not None)
    _, surname, usual = rank(low)
    if is_familiar(low):
        return False
    return surname >= _SURNAME or (usual < _USUAL and (named(low) or bool(_BUILT.match(low))))
