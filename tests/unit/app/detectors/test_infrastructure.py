"""Machines and addresses of the house, and what everybody knows."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.infrastructure import Infrastructure
from tests.unit.app.detectors.cases import found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("ping 10.0.3.7 now", "IP", "10.0.3.7"),
        ("route 10.20.0.0/16", "IP", "10.20.0.0/16"),
        ("addr=10.0.3.7", "IP", "10.0.3.7"),
        ('host="10.0.3.7"', "IP", "10.0.3.7"),
        ("ssh root@10.0.3.7", "IP", "10.0.3.7"),
        ("release 10.0.3.7", "IP", "10.0.3.7"),
        ("listen [fd12:3456::7]:53", "IP", "fd12:3456::7"),
        ("ether 02:42:ac:11:00:02", "MAC", "02:42:ac:11:00:02"),
        ("open grafana.acme.internal today", "HOST", "grafana.acme.internal"),
        ("redis.payments.svc.cluster.local", "HOST", "redis.payments.svc.cluster.local"),
        ("сайт портал.рф лежит", "HOST", "портал.рф"),
        ("db-prod-03 is down", "HOST", "db-prod-03"),
        ("node k8s-node-17 drained", "HOST", "k8s-node-17"),
        ("redis-01-db-gprd", "HOST", "redis-01-db-gprd"),
        ("ssh deploy@bastion-7", "HOST", "bastion-7"),
        ("connect to prod-kafka-3:9092 first", "HOST", "prod-kafka-3"),
        ("host=db01 port=5432 dbname=app", "HOST", "db01"),
        ("psql -h pg-2 -U app", "HOST", "pg-2"),
        ("banned 10[.]0[.]3[.]7 today", "IP", "10[.]0[.]3[.]7"),
        ("MSK-SRV-DB01", "HOST", "MSK-SRV-DB01"),
        ("see https://wiki.acme.ru/x?y=1.", "URL", "https://wiki.acme.ru/x?y=1"),
        ("[d](http://10.2.3.4:8080/a)", "URL", "http://10.2.3.4:8080/a"),
        ("https://acme.slack.com/archives/C1", "URL", "https://acme.slack.com/archives/C1"),
        ("s3://acme-backups/db", "BUCKET", "s3://acme-backups/db"),
        ("arn:aws:iam::987654321098:role/x", "ACCOUNT", "arn:aws:iam::987654321098:role/x"),
        ("https://github.com/acme/infra", "REPOSITORY", "acme/infra"),
        ("git@git.acme.ru:team/app.git", "REPOSITORY", "git@git.acme.ru:team/app.git"),
        (r"\\fs01\share\docs", "SHARE", r"\\fs01\share\docs"),
    ],
)
def test_found(text: str, kind: str, value: str) -> None:
    assert (kind, value) in found(Infrastructure(), text)
    assert len(found(Infrastructure(), text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1, 0.0.0.0, ::1, 255.255.255.0, 192.0.2.1, 2001:db8::1, 8.8.8.8, 10.0.0.0/8",
        "version 1.2.3.4, v2.0.1.5, nginx==1.2.3.4",
        "at 12:34:56 std::vector a::b",
        "host=localhost -h postgres server: nginx redis-7:6379 postgres-14:5432 -h 2",
        "localhost, db.example.com, api.test, kubernetes.default.svc",
        "https://kubernetes.io/docs and https://github.com/kubernetes/kubernetes",
        "apiVersion: networking.k8s.io/v1, app.kubernetes.io/name: x",
        "values.yaml main.py setup.sh README.md e.g. i.e. т.е. metadata.name os.path.join",
        "postgres-14:latest node-18 utf-8 us-east-1 gpt-4 step-1 worker-0",
        "http://localhost:8080 http://<host>/x http://HOSTNAME:9090/ https://$HOST/",
        "com.acme.payments.Service self.app.name spec.template.metadata",
        "max.poll.interval.ms log.retention.ms",
        "\u27e6HOST_1\u27e7 https://\u27e6HOST_2\u27e7/x \u27e6IP_3\u27e7",
    ],
)
def test_left_alone(text: str) -> None:
    assert found(Infrastructure(), text) == []
