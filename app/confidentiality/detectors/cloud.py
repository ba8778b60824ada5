"""What names a house at its suppliers: BUCKET, ACCOUNT, REPOSITORY, SHARE."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.tables import words

_GUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_PATTERNS = (
    (
        "BUCKET",
        r"(?<![\w/])(?P<v>(?:s3a?|gs|gcs|oss|abfss?|wasbs?|yos)://[^\s<>\"'`)\]{}$]{3,400})",
    ),
    (
        "ACCOUNT",
        r"(?<![\w:])(?P<v>arn:aws[\w\-]{0,12}:[\w\-]{1,40}:[\w\-]{0,30}:(?:\d{12}"
        r")?:[^\s\"'`<>,;)\]]{1,300})",
    ),
    (
        "ACCOUNT",
        r"(?i:account(?:[ _-]?id)?|аккаунт\w{0,2}|owner)[\s:=#\"'`]{1,6}(?P<v>\d{12}"
        r"|\d{4}-\d{4}-\d{4})(?![\w\-])",
    ),
    ("ACCOUNT", r"(?P<v>(?<!\d)\d{12})(?=\.dkr\.ecr\.)"),
    (
        "ACCOUNT",
        r"(?<![\w\-])(?P<v>(?:b1g|aje|ajt|ao7|enp|e9b|e2l|b0c|fhm|epd|ef3|bpf|crp|cat|c9q"
        r"|rc1|f2e|d4e|a7l)(?=[a-z]*\d)[a-z0-9]{17})(?![\w\-])",
    ),
    (
        "ACCOUNT",
        rf"(?i:tenant|subscription|directory|client|application)[ _-]?(?i:id"
        rf")?[\s:=\"'`]{{1,6}}(?P<v>{_GUID})",
    ),
    (
        "ACCOUNT",
        r"(?<![\w\-])(?:--project|--billing-account|GOOGLE_CLOUD_PROJECT|projects"
        r")[ =/](?P<v>[a-z][a-z0-9\-]{4,28}[a-z0-9])(?![\w\-])",
    ),
    ("REPOSITORY", r"(?<![\w.\-])(?P<v>git@[\w.\-]{1,100}:[\w.\-]{1,80}(?:/[\w.\-]{1,80}){1,6})"),
    (
        "REPOSITORY",
        r"(?:github\.com|gitlab\.com|bitbucket\.org|ghcr\.io|quay\.io"
        r")/(?P<v>(?P<o>[A-Za-z0-9][\w.\-]{0,60})/[\w.\-]{1,80}(?:/[^\s<>\"'`)\]}]{0,300})?)",
    ),
    (
        "SHARE",
        r"(?<![\w\\])(?P<v>\\\\[A-Za-z0-9][\w.\-]{1,60}\\[\w$.\-]{1,80}(?:\\[\w$.\- ]{1,80}){0,8})",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_HOLE = re.compile(
    r"(?i)\b(?:my|your|example|some)[-_]?(?:bucket|project|account|org|repo|app|\w*name"
    r")\b|<|\{|\$|xxx|123456789012$"
)

_OWNERS = words(
    """
    kubernetes kubernetes-sigs kubernetes-incubator helm prometheus prometheus-operator
    prometheus-community grafana thanos-io cortexproject jaegertracing open-telemetry etcd-io
    coredns containerd opencontainers docker moby docker-library istio linkerd envoyproxy cilium
    projectcalico argoproj fluxcd tektoncd knative jetstack cert-manager hashicorp ansible
    ansible-collections chef puppetlabs jenkinsci drone goharbor minio ceph rook apache elastic
    opensearch-project influxdata clickhouse postgres pgbouncer zalando patroni mysql mariadb
    mongodb redis rabbitmq nats-io confluentinc python pypa psf django pallets encode nodejs npm
    golang go rust-lang ruby rails torvalds systemd nginx nginxinc haproxy traefik caddyserver
    openssl curl git gitlab-org gitlab-com github actions google googlecloudplatform aws awslabs
    azure microsoft yandex yandex-cloud facebook twitter uber netflix spotify openai anthropics
    huggingface pytorch tensorflow qdrant langchain-ai ggml-org ggerganov features topics about
    explore settings login orgs marketplace sponsors blog security pricing enterprise coreos
    quay openshift bitnami sorintlab brendangregg getsentry vmware vmware-tanzu velero-io
    bats-core stedolan jqlang mikefarah wkhtmltopdf
    """
)
"""Owners of public projects; a repository of theirs tells nothing."""


def at_suppliers(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """(kind, span) of every such name."""
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            owner = match.groupdict().get("o")
            if owner is not None and owner.casefold() in _OWNERS:
                continue
            start, end = match.span("v")
            while end > start and text[end - 1] in ".,;:!?*_":
                end -= 1
            if end > start and not _HOLE.search(text[start:end]):
                yield kind, (start, end)
