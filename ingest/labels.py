"""What owners declare: `labels.toml` tables and front matter -> `Declared`, and both -> `Labels`.

Invariant (law 2): the level of a document is the strictest of every matching table and its front
matter, and CONFIDENTIAL where nobody declared one; nothing lowers a level. For the other labels the
front matter wins over a later table, and a later table over an earlier one (a central `labels.toml`
stands before the folder's own). Deliberately elsewhere: how a glob matches (`globs`), how front
matter is cut out of a file (`formats`), what happens to a file whose labels are unclear (`sync`).
"""

from __future__ import annotations

import datetime
import difflib
import hashlib
import json
import os
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlsplit

from app.confidentiality.toml_place import place
from index.chunk import Sensitivity
from index.sentence import Rejected, Sentence
from ingest.document import Labels
from ingest.errors import LabelsInvalid, LabelsUnreadable
from ingest.globs import Glob
from ingest.level_words import strictest

FILE_NAME = "labels.toml"
KEYS = ("sensitivity", "audience", "owner", "review_by", "url")
_GUARDED = ("sensitivity", "audience")


@dataclass(frozen=True, slots=True)
class Declared:
    """What one owner said in one place, `None`: nothing. `marked` (`marks`) raises, not declares."""

    sensitivity: Sensitivity | None = None
    audience: frozenset[str] | None = None
    owner: str | None = None
    review_by: str | None = None
    url: str | None = None
    marked: Sensitivity | None = None

    def under(self, later: Declared) -> Declared:
        """Both together: the stricter level; of the rest, what `later` says where it says it."""
        return Declared(
            strictest((self.sensitivity, later.sensitivity)),
            self.audience if later.audience is None else later.audience,
            self.owner if later.owner is None else later.owner,
            self.review_by if later.review_by is None else later.review_by,
            self.url if later.url is None else later.url,
            strictest((self.marked, later.marked)),
        )

    def to_json(self) -> str:
        """One line, the same for equal declarations."""
        record = asdict(self)
        record["audience"] = None if self.audience is None else sorted(self.audience)
        return json.dumps(record, sort_keys=True)

    @classmethod
    def from_json(cls, line: str) -> Declared:
        """The reverse of `to_json`."""
        record = json.loads(line)
        audience = record.pop("audience")
        level, marked = record.pop("sensitivity"), record.pop("marked", None)
        return cls(
            sensitivity=None if level is None else Sensitivity(level),
            marked=None if marked is None else Sensitivity(marked),
            audience=None if audience is None else frozenset(audience),
            **record,
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of a `labels.toml`; `declared.url` is a prefix of the document's path."""

    glob: Glob
    own: bool
    declared: Declared


@dataclass(frozen=True, slots=True)
class Rules:
    """Every table that may speak of a source's files, in order."""

    rules: tuple[Rule, ...]
    own_file: bool
    """Whether the folder has a `labels.toml` of its own."""

    def declared_for(self, source: str) -> Declared:
        """What the tables say of "NAME:relative/path"; globs match with or without the name."""
        relative = source.partition(":")[2]
        found = Declared()
        for rule in self.rules:
            if rule.glob.matches(relative) or rule.glob.matches(source):
                found = found.under(_with_url(rule.declared, relative))
        return found

    def idle(self, sources: list[str]) -> list[str]:
        """Globs of the folder's own file that match none of these sources: misspelt, perhaps."""
        paths = [source.partition(":")[2] for source in sources]
        return [
            rule.glob.text
            for rule in self.rules
            if rule.own and not any(map(rule.glob.matches, (*paths, *sources)))
        ]


def combine(ruled: Declared, own: Declared, default_audience: str) -> Labels:
    """The labels of a document, from what the tables say and what its front matter says."""
    both = ruled.under(own)
    level = Sensitivity.CONFIDENTIAL if both.sensitivity is None else both.sensitivity
    return Labels(
        sensitivity=level if both.marked is None else max(level, both.marked),
        audience=frozenset({default_audience}) if both.audience is None else both.audience,
        owner=both.owner,
        review_by=both.review_by,
        url=both.url,
        declared=both.sensitivity is not None,
    )


def digest(labels: Labels | Declared) -> str:
    """A hash that is the same for equal labels."""
    record = asdict(labels)
    audience = record["audience"]
    record["audience"] = None if audience is None else sorted(audience)
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:32]


def declared_in(front_matter: Mapping[str, object]) -> Declared:
    """The labels among a document's front matter; its other keys are nobody's business here.

    Raises `LabelsUnreadable` for an unknown level, an empty audience, a value of the wrong shape,
    and a key that looks like a misspelt `sensitivity` or `audience`. A `url` that is a path is a
    site generator's own and no label.
    """
    try:
        named = {key.strip().lower(): value for key, value in front_matter.items()}
        for key in sorted(named.keys() - set(KEYS)):
            _refuse_misspelt(key)
        url = named.get("url")
        if not isinstance(url, str) or "://" not in url:
            named.pop("url", None)
        return _declared({key: named[key] for key in KEYS if key in named})
    except Rejected as error:
        raise LabelsUnreadable(
            "The front matter cannot be used: {problem}.", problem=error.sentence
        ) from None


def _refuse_misspelt(key: str) -> None:
    if near := difflib.get_close_matches(key, _GUARDED, 1, 0.8):
        raise Rejected(
            'the key "{key}" looks like {near} misspelt; the keys of labels are {keys}',
            key=key,
            near=near[0],
            keys=", ".join(KEYS),
        )


def load_rules(folder: Path, central: Path | None) -> Rules:
    """The tables of the central file, then of the folder's own. Raises `LabelsInvalid`.

    Who calls this has changed nothing yet, and changes nothing when it raises.
    """
    own = folder / FILE_NAME
    has_own = os.path.lexists(own)
    try:
        first = _read(central, own=False) if central is not None else ()
        return Rules((*first, *(_read(own, own=True) if has_own else ())), has_own)
    except Rejected as error:
        raise LabelsInvalid(
            "{problem}. Nothing was changed: the former labels still hold", problem=error.sentence
        ) from None


def _read(path: Path, *, own: bool) -> tuple[Rule, ...]:
    try:
        tables = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise Rejected(
            "{path} cannot be read ({cause}); correct HUSH_LABELS or the file's rights",
            path=path,
            cause=error.strerror,
        ) from None
    except UnicodeDecodeError:
        raise Rejected("{path} is not UTF-8; save it as UTF-8", path=path) from None
    except tomllib.TOMLDecodeError as error:
        raise Rejected(
            "{path} is not valid TOML ({place}); mend it", path=path, place=place(error)
        ) from None
    except (ValueError, RecursionError):
        raise Rejected("{path} is not valid TOML; mend it", path=path) from None
    return tuple(_rule(path, text, table, own=own) for text, table in tables.items())


def _rule(path: Path, text: str, table: object, *, own: bool) -> Rule:
    try:
        if not isinstance(table, dict):
            raise Rejected('it is not a table; write ["GLOB"] on a line, and the labels below it')
        for key in table:
            if key not in KEYS:
                unknown = Sentence('unknown key "{key}"; use {keys}', key=key, keys=", ".join(KEYS))
                raise Rejected(_with_hint(unknown, key.lower(), KEYS))
        return Rule(Glob.parse(text), own, _declared(table))
    except Rejected as error:
        raise Rejected(
            '{path}, table "{table}": {problem}', path=path, table=text, problem=error.sentence
        ) from None


def _with_hint(problem: Sentence, word: str, known: Sequence[str]) -> Sentence:
    near = difflib.get_close_matches(word, known, 1)
    if not near:
        return problem
    return Sentence("{problem} (did you mean {near}?)", problem=problem, near=near[0])


def _declared(table: Mapping[str, object]) -> Declared:
    """Checks the values of known keys. Raises `Rejected`, whose text quotes no value."""
    said = dict(table)
    return Declared(
        _level(said["sensitivity"]) if "sensitivity" in said else None,
        _audience(said["audience"]) if "audience" in said else None,
        _line("owner", said["owner"]) if "owner" in said else None,
        _date(said["review_by"]) if "review_by" in said else None,
        _url(said["url"]) if "url" in said else None,
    )


def _level(value: object) -> Sensitivity:
    name = value if isinstance(value, str) else ""
    try:
        return Sensitivity.parse(name)
    except Rejected as error:
        words = [level.name for level in Sensitivity]
        raise Rejected(_with_hint(error.sentence, name.strip().upper(), words)) from None


def _audience(value: object) -> frozenset[str]:
    listed = value.split(",") if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(g, str) for g in listed):
        raise Rejected("audience is a group or a list of groups")
    groups = frozenset(group.strip() for group in listed if group.strip())
    if not groups:
        raise Rejected("audience is empty; name a group, or leave the line out")
    for group in groups:
        _refuse_controls("audience", group)
    return groups


def _line(key: str, value: object) -> str:
    """Text in one line. A number is taken as its digits: YAML makes one of a bare `owner: 42`."""
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18
    text = " ".join(str(value).split()) if isinstance(value, str) or is_number else ""
    if not text:
        raise Rejected("{key} is one line of text", key=key)
    _refuse_controls(key, text)
    return text


def _refuse_controls(key: str, text: str) -> None:
    """Refused, not dropped: without its control character it may be the name of another group."""
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise Rejected("{key} holds a control character; take it out", key=key)


def _date(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    try:
        return datetime.date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise Rejected("review_by is a date such as 2027-01-31") from None


def _url(value: object) -> str:
    address = _line("url", value)
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise Rejected("url starts with https:// or http:// and a host")
    return address


def _with_url(declared: Declared, relative: str) -> Declared:
    if declared.url is None:
        return declared
    return replace(declared, url=declared.url + quote(relative))
