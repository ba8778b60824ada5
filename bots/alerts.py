"""Alerts, read: Alertmanager's webhook, and texts that people paste or forward. Pure.

Invariant: an alert is untrusted data; nothing in it is followed, and what can't be read is none.
Deliberately elsewhere: which runbook fits (the service), posting them (`alerts_in`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.contract import Alert

_TOLD = 10
"""Alerts of a group that are written out."""
_LONGEST_NAME, _LONGEST_LINE, _LONGEST_TEXT = 500, 1_000, 20_000
_PAIR = re.compile(r"^\s*[-*•]?\s*([A-Za-z_][\w.]*)\s*[=:]\s*(.+?)\s*$")
_HEAD = re.compile(
    r"^\W*\[(?:FIRING|RESOLVED)(?::\s*\d+)?\]\W*(?P<name>[A-Za-z_][\w.:-]*)", re.IGNORECASE
)
_GRAFANA = re.compile(
    r"^\W*(?:\d+\s+)?(?:alerts?\s+)?(?:firing|resolved)(?:\s+alerts?)?\W*$", re.IGNORECASE
)
_ZABBIX = re.compile(
    r"^\W*(?:(?:resolved|updated)\s+)?(?:problem|проблема)(?:\s+(?:name|имя))?\s*:\s*(?P<name>\S.*)$",
    re.IGNORECASE,
)
_ZABBIX_FIELDS = re.compile(
    r"^\W*(?:problem started|problem name|host|severity|original problem id|operational data|"
    r"trigger|event id|проблема началась|имя проблемы|хост|узел(?: сети)?|важность|"
    r"оригинальный id проблемы|триггер)\b.*:?",
    re.IGNORECASE,
)
_RUNBOOK = ("runbook_url", "runbook", "runbookurl")


class _Wire(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class One(_Wire):
    """One alert of a delivery."""

    status: str = Field("firing", max_length=20)
    labels: dict[str, str] = {}
    annotations: dict[str, str] = {}
    fingerprint: str = Field("", max_length=128)

    @property
    def firing(self) -> bool:
        """Whether it still fires."""
        return self.status != "resolved"


class Told(_Wire):
    """What is kept of a delivery until it is posted: of thousands of alerts no more than is shown."""

    name: str
    text: str
    runbook_url: str
    firing: int
    count: int


class Group(_Wire):
    """What Alertmanager posts (`version` 4): alerts of one group."""

    version: str = Field(pattern="^4$")
    group_key: str = Field(alias="groupKey", min_length=1, max_length=4_000)
    status: str = Field(pattern="^(firing|resolved)$")
    alerts: list[One] = Field(min_length=1, max_length=5_000)
    common_labels: dict[str, str] = Field({}, alias="commonLabels")
    common_annotations: dict[str, str] = Field({}, alias="commonAnnotations")

    @property
    def name(self) -> str:
        """What it is called."""
        labels = self.common_labels or self.alerts[0].labels
        return _short(labels.get("alertname") or self.alerts[0].labels.get("alertname", "alert"))

    @property
    def firing(self) -> int:
        """How many fire."""
        return sum(one.firing for one in self.alerts) if self.status != "resolved" else 0

    @property
    def runbook_url(self) -> str:
        """Of the group, else of the first alert that has one."""
        return next(
            (
                url[:2_000]
                for notes in (self.common_annotations, *(one.annotations for one in self.alerts))
                for name in _RUNBOOK
                if (url := notes.get(name, ""))
            ),
            "",
        )

    def text(self) -> str:
        """What a person reads of it: no address, each alert on its lines."""
        lines = list(_lines(self.common_labels, self.common_annotations))
        for one in self.alerts[:_TOLD]:
            own = {k: v for k, v in one.labels.items() if self.common_labels.get(k) != v}
            notes = {
                k: v for k, v in one.annotations.items() if self.common_annotations.get(k) != v
            }
            mark = "firing" if one.firing and self.status != "resolved" else "resolved"
            said = list(_lines(own, notes))
            lines += [f"[{mark}] {said[0]}", *said[1:]] if said else [f"[{mark}]"]
        if len(self.alerts) > _TOLD:
            lines.append(f"+{len(self.alerts) - _TOLD}")
        return "\n".join([self.name, *lines])[:_LONGEST_TEXT]

    def told(self) -> Told:
        """What people are told of it."""
        return Told(
            name=self.name[:_LONGEST_NAME],
            text=self.text(),
            runbook_url=self.runbook_url,
            firing=self.firing,
            count=len(self.alerts),
        )

    def state(self) -> str:
        """What makes another delivery say something new: which alerts are in which state."""
        alerts = sorted(
            f"{one.fingerprint or json.dumps(one.labels, sort_keys=True)}={one.firing}"
            for one in self.alerts
        )
        return json.dumps([self.status, alerts])


def _lines(labels: Mapping[str, str], notes: Mapping[str, str]) -> Iterator[str]:
    shown = [f"{name}={_short(value)}" for name, value in labels.items() if name != "alertname"]
    if shown:
        yield " ".join(shown)
    for name in ("summary", "description", "message"):
        if said := notes.get(name):
            yield _short(said)


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_LINE]


def group_of(body: bytes) -> Group | None:
    """A delivery of Alertmanager's webhook; None where it is none."""
    try:
        return Group.model_validate_json(body)
    except ValidationError:
        return None


def is_alert(text: str) -> bool:
    """Whether a text is an alert."""
    return recognised(text) is not None


def recognised(text: str) -> Alert | None:
    """The alert that a text is: Alertmanager's, Grafana's or Zabbix's; None where it is none."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return None
    for read in (_delivered, _headed, _listed, _zabbix):
        if (found := read(text, lines)) is not None:
            return found
    return None


def _delivered(text: str, _: list[str]) -> Alert | None:
    """The webhook's own JSON."""
    if not text.lstrip().startswith("{"):
        return None
    group = group_of(text.encode())
    if group is None:
        return None
    return _pasted(group.name, group.text(), group.runbook_url)


def _headed(text: str, lines: list[str]) -> Alert | None:
    """`[FIRING:2] HighErrorRate …`, as Alertmanager's and Grafana's titles are."""
    for line in lines[:3]:
        if head := _HEAD.match(line):
            pairs = _pairs(lines)
            name = pairs.get("alertname") or head["name"]
            return _pasted(name, text, _url(pairs))
    return None


def _listed(text: str, lines: list[str]) -> Alert | None:
    """A list of labels with `alertname`, under a line that says firing or resolved."""
    pairs = _pairs(lines)
    named = "alertname" in pairs
    headed = any(_GRAFANA.match(line) for line in lines[:3])
    if not named or not (headed or {"severity", "summary", "description", "startsAt"} & set(pairs)):
        return None
    return _pasted(pairs["alertname"], text, _url(pairs))


def _zabbix(text: str, lines: list[str]) -> Alert | None:
    """`Problem: …` with at least two of Zabbix's other lines."""
    head = next((found for line in lines[:3] if (found := _ZABBIX.match(line))), None)
    others = sum(bool(_ZABBIX_FIELDS.match(line)) for line in lines)
    if head is None or others < 2:
        return None
    return _pasted(head["name"], text, _url(_pairs(lines)))


def _pairs(lines: list[str]) -> dict[str, str]:
    """`name = value` and `name: value`; the first of each counts."""
    found: dict[str, str] = {}
    for line in lines:
        if pair := _PAIR.match(line):
            found.setdefault(pair[1], pair[2].strip("\"'"))
    return found


def _url(pairs: Mapping[str, str]) -> str:
    return next((pairs[name][:2_000] for name in _RUNBOOK if name in pairs), "")


def _pasted(name: str, text: str, url: str) -> Alert:
    return Alert(name=_short(name)[:_LONGEST_NAME], text=text[:_LONGEST_TEXT], runbook_url=url)
