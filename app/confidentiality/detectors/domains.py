"""Which names of the net are a host's, and which of those are known to everybody.

Invariant: tables and pure functions of one short string. A name that is on no list is taken for one
of the house: masking a stranger's name costs little, showing one's own costs much.
"""

from __future__ import annotations

import functools
import re

from app.confidentiality.detectors.public_sites import OWNERS, PUBLIC, TENANT_LABELS, TENANTS
from app.confidentiality.detectors.tables import words

ENDINGS = words(
    """
    com net org edu gov mil int biz pro aero coop museum jobs mobi travel tel asia cat post
    arpa io dev app cloud tech ai online site store shop xyz team systems digital agency
    company network group space website live world today email support services solutions
    software engineering studio media press blog wiki link click design host hosting page
    codes run tools works zone center finance bank money capital ventures consulting global
    international city technology computer security health academy school events news video
    games fun club top vip ltd inc llc gmbh moscow ac ad ae af ag al am ao ar as at au aw ax
    az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca ch ci cl cm cn co cr cu cv cw
    cx cy cz de dj dk dm dz ec ee eg es et eu fi fj fo fr ga gd ge gf gg gh gi gl gm gn gp gq
    gr gt gu gw gy hk hn hr ht hu ie il im iq ir je jm jo jp ke kg kh ki km kn kp kr kw ky kz
    la lb lc li lk lr ls lt lu lv ly ma mc mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx mz
    na nc ne nf ng ni nl np nr nu nz om pa pe pf pg ph pk pm pn pr pt pw qa re ro ru rw sa sb
    sc sd se sg si sk sl sm sn sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv
    tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw cc me рф рус москва бел
    укр қаз срб дети онлайн сайт орг ком xn--p1ai xn--p1acf xn--80adxhks xn--90ais xn--j1amh
    """
)
"""Endings of public names; those that are also words or file endings are in `WORDY_ENDINGS`."""

WORDY_ENDINGS = words(
    "is it in to do so my no be id info name md py sh rs pl ps zip mov cc me tv ms"
)
"""Endings that count only in an address with a scheme, or after three labels and not a file."""

FILE_ENDINGS = words(
    """
    md py sh rs pl ps zip mov so js ts jsx tsx css scss html htm xhtml php rb go java kt scala
    c h cc cpp hpp cs fs vb sql lua r jl ex exs erl hs ml clj groovy swift tf tfvars hcl
    tfstate json jsonl yaml yml xml toml ini cfg conf config cnf properties env lock mod sum
    gradle pom txt log csv tsv rst adoc tex pdf doc docx xls xlsx ppt pptx odt rtf eml msg png
    jpg jpeg gif svg ico bmp webp mp3 mp4 avi tar gz tgz bz2 xz zst lz4 lzo rar deb rpm apk
    msi exe dll bin iso img qcow2 vmdk ova jar war ear whl egg gem pem crt cer key csr p12 pfx
    jks der asc sig sha256 md5 pub bak old orig tmp swp pid sock service timer socket mount
    target slice list repo rules d out err dump db sqlite dat data wal lck cache j2 erb tpl
    tmpl mustache jsonnet libsonnet proto avsc thrift wsdl xsd xslt dockerfile makefile
    gemfile ipynb pyc pyi bat cmd psm1 vbs plist
    """
)
"""Last pieces of names of files."""

INTERNAL_ENDINGS = words(
    """
    internal local lan corp intra intranet private home localdomain svc consul prod production
    stage staging preprod infra vpn dc k8s office cluster ad domain int loc priv inside gprd
    gstg
    """
)
"""Last labels of names that only exist inside a house."""

RESERVED = words(
    "example.com example.org example.net example.edu example.ru example.io localhost.localdomain"
)

_REGION = re.compile(r"[a-z]{2}(?:-[a-z]{3,9}){1,2}-?\d[a-z]?")


def is_ending(label: str) -> bool:
    """Whether a public name may end in `label` (lower case)."""
    return label in ENDINGS or label in WORDY_ENDINGS


_SURROGATE = re.compile(r"(?:host|email)-\d{1,6}\.domain-\d{1,6}\.example")


def is_reserved(host: str) -> bool:
    """Names set aside for examples and for this machine (RFC 2606, RFC 6761).

    A numbered machine below such a name (`db-7.corp.acme.example`) is somebody's all the same, but
    for the names that stand for masked ones (`surrogates`).
    """
    name = host.casefold().rstrip(".")
    if name in ("localhost", "example", "kubernetes.default") or name in RESERVED:
        return True
    last = name.rsplit(".", 1)[-1]
    if last in ("localhost", "onion"):
        return True
    if last in ("example", "test", "invalid"):
        numbered = name.count(".") >= 2 and re.search(r"\d", name.split(".", 1)[0])
        return not numbered or _SURROGATE.fullmatch(name) is not None
    return name.startswith("kubernetes.default.svc") or any(
        name.endswith(f".{known}") for known in RESERVED
    )


def is_host_in_place(name: str) -> bool:
    """Whether a dotted name that stands where a host's would is one, whoever's it is."""
    labels = name.casefold().split(".")
    if is_reserved(name) or is_public(name) or "_" in labels[-1] or not all(labels):
        return False
    if labels[-1] in ("nano", "micro", "small", "medium", "large") or labels[-1].endswith("xlarge"):
        return False
    return labels[-1].isalpha() and labels[-1] not in FILE_ENDINGS and not labels[0].isdigit()


@functools.lru_cache(maxsize=4096)
def is_public(host: str) -> bool:
    """Whether everybody knows this host, so that naming it tells nothing."""
    labels = host.casefold().rstrip(".").split(".")
    if labels[-2:] in (["github", "io"], ["gitlab", "io"]):
        return len(labels) == 2 or labels[-3] in OWNERS
    for size in (2, 3, 4):
        name = ".".join(labels[-size:])
        if name in PUBLIC:
            return name not in TENANTS or all(
                label in TENANT_LABELS or bool(_REGION.fullmatch(label))
                for label in labels[: -len(name.split("."))]
            )
    return False
