"""Repositories, shares, home folders and logins of a domain; buckets and accounts at suppliers."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.infrastructure import Infrastructure
from tests.unit.app.detectors.cases import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        (
            "git clone git@gitlab.acme.ru:infra/core.git",
            "REPOSITORY",
            "git@gitlab.acme.ru:infra/core.git",
        ),
        ("https://github.com/acme-pay/api/pull/3", "REPOSITORY", "acme-pay/api/pull/3"),
        ("репозиторий infra-team/helm-charts", "REPOSITORY", "infra-team/helm-charts"),
        ("merge pay-core/api!123 first", "REPOSITORY", "pay-core/api!123"),
        ("доступ к infra/vasilek-deploy", "REPOSITORY", "infra/vasilek-deploy"),
        ("опять упал mobile/neptun-api", "REPOSITORY", "mobile/neptun-api"),
        ("складываем в charon-backups", "BUCKET", "charon-backups"),
        ("выгружаем каждый день в loki-raw-2", "BUCKET", "loki-raw-2"),
        (r"на \\fs01\Отдел\отчёт лежит", "SHARE", r"\\fs01\Отдел\отчёт"),
        ("mount -t cifs //fs01/share /mnt", "SHARE", "//fs01/share"),
        ("smb://nas2/docs", "SHARE", "smb://nas2/docs"),
        ("mount nfs01:/export/home /h", "SHARE", "nfs01:/export/home"),
        ("cd /home/ivanov/deploy && ls", "PATH", "/home/ivanov/deploy"),
        (r"C:\Users\ivanov\Desktop", "PATH", r"C:\Users\ivanov\Desktop"),
        ("/Users/k.petrova/src", "PATH", "/Users/k.petrova/src"),
        (r"login CORP\ivanov failed", "HANDLE", r"CORP\ivanov"),
        (r"runas /user:CORP\ivanov", "HANDLE", r"CORP\ivanov"),
        (r"user: acme.local\ivanov", "HANDLE", r"acme.local\ivanov"),
        ("gs://acme-dumps/x", "BUCKET", "gs://acme-dumps/x"),
        ("bucket acme-backups is full", "BUCKET", "acme-backups"),
        ("в бакете acme-logs", "BUCKET", "acme-logs"),
        ("https://storage.googleapis.com/acme-logs/f", "BUCKET", "acme-logs/f"),
        ("AWS account 987654321098", "ACCOUNT", "987654321098"),
        ("principal 987654321098:root", "ACCOUNT", "987654321098"),
        ("arn:aws:s3:::acme-logs/*", "ACCOUNT", "arn:aws:s3:::acme-logs/"),
        ("gcloud --project acme-main", "ACCOUNT", "acme-main"),
        ("project quiet-falcon-334217", "ACCOUNT", "quiet-falcon-334217"),
        (
            "/subscriptions/8f14e45f-ceea-467f-9e2b-1a2b3c4d5e6f",
            "ACCOUNT",
            "8f14e45f-ceea-467f-9e2b-1a2b3c4d5e6f",
        ),
        ("folder b1gvmob95yysaplct532", "ACCOUNT", "b1gvmob95yysaplct532"),
        ("acct 01A2B3-C4D5E6-F7A8B9", "ACCOUNT", "01A2B3-C4D5E6-F7A8B9"),
    ],
)
def test_found(text: str, kind: str, value: str) -> None:
    assert (kind, value) in found(Infrastructure(), text)


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/kubernetes/kubernetes/issues/1 github.com/helm/helm ghcr.io/grafana/loki:2",
        "https://docs.gitlab.com/ee/ci/variables/ repository name, project path, image: nginx/latest",
        "/home/ubuntu/app /home/user1/x C:\\Users\\Administrator\\x /users/sign_in /home/<login>/x",
        "NT AUTHORITY\\SYSTEM HKLM\\Software\\x BUILTIN\\Administrators \\d+\\w+ C:\\Windows\\System32",
        "// comment about and/or //example.com/x and ~/src ~admin/ file:///etc/hosts",
        "s3://my-bucket/x bucket policy, the bucket is full, --bucket <name>, бакет для логов",
        "account 123456789012, arn:aws:iam::aws:policy/ReadOnly, project id, folder-id=<id>",
        "https://storage.yandexcloud.net/yandexcloud-yc/install.sh storage.googleapis.com",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(Infrastructure(), text) == []
