"""What names a house at its suppliers: BUCKET and ACCOUNT (accounts, projects, folders, ARNs).

Invariant: an id without a form of its own counts only after a word that says what it is; the made-up
ids of manuals (`123456789012`, `my-bucket`) do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, Led, before
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.trade_words import HOLES, PLAIN, PRODUCTS

_GUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_S = r"[\s:=#№\"'`*]{1,6}(?:is\s|это\s)?"
_BUCKET = r"[a-z0-9][a-z0-9._\-]{1,61}[a-z0-9]"
_TABLE = (
    (
        "BUCKET",
        "s3|gs:|gcs:|oss:|abfs|wasb|yos:",
        r"(?<![\w/])(?P<v>(?:s3[an]?|gs|gcs|oss|abfss?|wasbs?|yos)://[^\s<>\"'`)\]{}$,;]{3,400})",
    ),
    (
        "BUCKET",
        "storage.|s3|hb.|obs.",
        r"(?:storage\.(?:yandexcloud\.net|googleapis\.com|cloud\.google\.com"
        r"(?:/storage)?/browser|selcloud\.ru)|s3(?:[.\-][a-z0-9\-]{4,20})?"
        r"\.amazonaws\.com|hb\.(?:vkcs\.cloud|bizmrg\.com)|obs\.ru-moscow-1\.hc\.sbercloud\.ru)"
        rf"/(?P<v>(?P<b>{_BUCKET})(?:/[^\s<>\"'`)\]{{}}]{{0,300}})?)",
    ),
    (
        "BUCKET",
        "bucket|бакет|корзин",
        r"(?:buckets?(?:[_-]?name)?|бакет[а-я]{0,3}|корзин[а-я]{1,2})(?:\s(?:named|called|name"
        r"|с именем|под именем|is))?"
        rf"(?P<s>{_S})(?P<v>(?P<b>(?-i:{_BUCKET})))(?![\w(]|\.\w|/\w)",
    ),
    (
        "BUCKET",
        "склад|лежит|лежат|льём|льем|льёт|льет|кладём|кладем|выгруж|залив|бэкап|бекап|архив|upload|stored"
        "|backups|copied|dumps",
        r"(?:склад[а-я]{2,9}|лежит|лежат|ль[её]т|ль[её]м|клад[её]м|выгруж[а-я]{2,6}|залив[а-я]{2,6}"
        r"|б[эе]кап[а-я]{0,4}|архив[а-я]{0,4}|upload(?:s|ed)?|stored|backups?|copied|dumps?)"
        r"(?:\s[\wа-яё]{2,16}){0,2}\s(?:в|из|in|to|from|on)\s[\"'`]?"
        r"(?P<v>(?P<b>(?-i:[a-z0-9]{3,20}(?:-[a-z0-9]{1,20}){1,4})))(?![\w(@:/]|\.\w)",
    ),
    (
        "BUCKET",
        "в_|из_|to_|from_|in_",
        r"(?:в|из|to|from|in) [\"'`]?(?P<v>(?P<b>(?-i:[a-z0-9]{3,20}(?:-[a-z0-9]{2,20}){0,3}"
        r"-(?:backups?|dumps?|archives?|tfstate|media|uploads?|assets|artifacts|exports?|attachments?))))"
        r"(?![\w(@:/\-]|\.\w)",
    ),
    (
        "ACCOUNT",
        "arn:",
        r"(?<![\w:])(?P<v>arn:aws[\w\-]{0,12}:[\w\-]{1,40}:[\w\-]{0,30}:"
        r"(?:\d{12})?:[^\s\"'`<>,;)\]]{1,300})",
    ),
    (
        "ACCOUNT",
        "account|аккаунт|owner|payer|aws",
        rf"(?:accounts?|аккаунт\w{{0,2}}|owner|payer|aws)(?:[ _-]?(?:id|number|no\.?))?{_S}"
        rf"(?P<v>\d{{12}}|\d{{4}}-\d{{4}}-\d{{4}})(?![\w\-])",
    ),
    (
        "ACCOUNT",
        "cloud|folder|org|service|облак|каталог|организаци",
        r"(?:cloud|folder|org(?:anization)?|service[ _-]account|облак\w{1,2}|каталог\w{0,2}"
        r"|организаци\w)(?:[ _-]?id)?"
        rf"{_S}(?P<v>(?=[a-z]*\d)[a-z0-9]{{20}})(?![\w\-])",
    ),
    (
        "ACCOUNT",
        "tenant|subscription|directory|client|application|object|principal|billing|resource"
        "|подписк|тенант|арендатор",
        r"(?:tenant|subscription|directory|client|application|object|principal|billing|resource"
        r"|подписк\w{1,2}|тенант\w{0,2}"
        rf"|арендатор\w{{0,2}})s?[ _/-]{{0,2}}(?:id|guid)?(?:{_S}|(?<=/))(?P<v>{_GUID})",
    ),
    (
        "ACCOUNT",
        "--project|--quota-project|--billing|google_cloud_project|gcp_project|core_project"
        "|projects/|set_project|project|проект|gcp",
        r"(?:--project(?:[_-]id)?|--quota-project|--billing-account|google_cloud_project"
        r"|gcp_project|core_project"
        r"|projects(?=/[\w\-]{4,40}/(?:locations|zones|regions|global|topics|subscriptions"
        r"|secrets|serviceAccounts|instances|databases|datasets|roles))"
        r"|set project|project[ _-]?id|проект[а-я]{0,2} gcp|gcp[ -]проект[а-я]{0,2}|gcp project)"
        r"[\s=:/\"'`]{1,4}(?P<v>(?P<b>(?-i:[a-z][a-z0-9\-]{4,28}[a-z0-9])))(?![\w\-(])",
    ),
    (
        "ACCOUNT",
        "ocid1",
        r"(?<!\w)(?P<v>ocid1\.[a-z]{2,30}\.[a-z0-9]{2,8}\.[a-z0-9\-]{0,20}\.[a-z0-9]{20,80})",
    ),
)
_CUES = Cues([(words_, pattern) for _, words_, pattern in _TABLE])
_RESOURCES = (
    "b1g|bpf|bb4|aje|ajt|ao7|aoe|enp|e9b|e2l|b0c|fhm|fv4|fd8|epd|ef3|crp|cat|c9q|cl1|rc1|d9h"
    "|f2e|d4e|a7l|dn2|dd8|fke|yd0|cn3|abj|cdg|dcd|ds7|etn|mdb|al5|bfb"
)
"""Yandex Cloud: the kind of resource is its first three characters."""
_FORMS = (
    Led(
        _RESOURCES,
        rf"(?P<v>(?:{_RESOURCES})(?<![\w\-]...)(?=[a-z]*\d)[a-z0-9]{{17}})(?![\w\-])",
    ),
    re.compile(r"-(?P<n>\d{6})(?![\w\-])"),
    re.compile(r"@(?P<v>(?P<b>[a-z][a-z0-9\-]{4,28}[a-z0-9]))(?=\.iam\.gserviceaccount\.com)"),
    re.compile(
        r"(?P<v>\d(?<!\d\d)\d{11})(?=\.dkr\.ecr\.|\.signin\.aws|:(?:role|user|root|policy)\b)"
    ),
    re.compile(r"(?P<v>[0-9A-F](?<![\w\-].)[0-9A-F]{5}-[0-9A-F]{6}-[0-9A-F]{6})(?![\w\-])"),
)
_PROJECT = re.compile(r"(?<![\w\-.@/])[a-z]{3,12}-[a-z]{3,12}\Z")
_HOLE = re.compile(
    r"(?i)\b(?:my|your|example|some|test)?[-_]?(?:bucket|project|account|org|repo|app|\w*name)"
    r"(?:[-_]?(?:name|id|\d))?\b$"
    r"|<|\{|\$|xxx|123456789012|111122223333|^(?:\w+://)?(?:my|your|some|example|bucket|doc)"
    r"(?:[-_/]|\b)|^(\d)\1{11}"
    r"|12345678-1234|0{8}-0{4}"
)
_PUBLIC_BUCKETS = words(
    """
    yandexcloud-yc yc-compliance cloud-certs doc-files kubernetes-release k8s-release
    gcp-public-data google-cloud-sdk cloud-sdk-release aws-cli ec2-downloads-windows
    commoncrawl tensorflow pub datalens managed-clickhouse managed-kafka examples samples
    yc-mdb-examples user-data downloads chromium-browser-snapshots
    """
)


def at_suppliers(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """(kind, span) of every such name."""
    for number, match in _CUES.matches(text):
        yield from _told(_TABLE[number][0], text, match, match.start("v"))
    for pattern in _FORMS:
        for match in pattern.finditer(text):
            if "n" not in match.groupdict():
                yield from _told("ACCOUNT", text, match, match.start("v"))
            elif made := before(text, match.start(), _PROJECT, 26):
                yield from _told("ACCOUNT", text, match, made.start())


def _told(
    kind: str, text: str, match: re.Match[str], start: int
) -> Iterator[tuple[str, tuple[int, int]]]:
    groups = match.groupdict()
    end = match.end("v") if "v" in groups else match.end()
    while end > start and text[end - 1] in ".,;:!?*_":
        end -= 1
    name = groups.get("b")
    if (
        end > start
        and not _HOLE.search(text[start:end])
        and (name is None or _is_name(name, match))
    ):
        yield kind, (start, end)


def _is_name(name: str, match: re.Match[str]) -> bool:
    """A name of the house's: not a word of the sentence, nor a supplier's public bucket."""
    parts = re.split(r"[-._]", name)
    if name in _PUBLIC_BUCKETS or not HOLES.isdisjoint(parts) or name.isdigit():
        return False
    if ("bucket" in parts and len(parts) < 3) or all(
        part in PLAIN | PRODUCTS or not part for part in parts
    ):
        return False
    separator = match.groupdict().get("s")
    if separator is None:
        return True
    return len(parts) > 1 or any(map(str.isdigit, name)) or bool(re.search("[=\"'`]", separator))
