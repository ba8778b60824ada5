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
        ("10.0.0.1-9 only", "IP", "10.0.0.1-9"),
        ("pods in 10.0.\n   3.7 fail", "IP", "10.0.\n   3.7"),
        ("app/185.12.3.44:5432", "IP", "185.12.3.44"),
        ("regex 10\\.0\\.3\\.7", "IP", "10\\.0\\.3\\.7"),
        ("0xA.0x0.0x3.0x7", "IP", "0xA.0x0.0x3.0x7"),
        ("ip 167772935", "IP", "167772935"),
        ("fd12:3456::7: timeout", "IP", "fd12:3456::7"),
        ("IP 10.0.3.7.50211 > x", "IP", "10.0.3.7"),
        ("AC:E1:7D:DE:8A:68: no", "MAC", "AC:E1:7D:DE:8A:68"),
        ("7.3.0.10.in-addr.arpa", "IP", "7.3.0.10.in-addr.arpa"),
        ("via fe80::1%eth0", "IP", "fe80::1%eth0"),
        ("aabb.ccdd.ee01", "MAC", "aabb.ccdd.ee01"),
        ("mac aabbccddee01", "MAC", "aabbccddee01"),
        ("listen [fd12:3456::7]:53", "IP", "fd12:3456::7"),
        ("ether 02:42:ac:11:00:02", "MAC", "02:42:ac:11:00:02"),
        ("open grafana.acme.internal today", "HOST", "grafana.acme.internal"),
        ("redis.payments.svc.cluster.local", "HOST", "redis.payments.svc.cluster.local"),
        ("сайт портал.рф лежит", "HOST", "портал.рф"),
        ("db-7.corp.acme.example is down", "HOST", "db-7.corp.acme.example"),
        ("переключаем на wq4nas071", "HOST", "wq4nas071"),
        ("it moved to hx2db14 yesterday", "HOST", "hx2db14"),
        ("db-prod-03 is down", "HOST", "db-prod-03"),
        ("node k8s-node-17 drained", "HOST", "k8s-node-17"),
        ("redis-01-db-gprd", "HOST", "redis-01-db-gprd"),
        ("ssh deploy@bastion-7", "HOST", "bastion-7"),
        ("connect to prod-kafka-3:9092 first", "HOST", "prod-kafka-3"),
        ("host=db01 port=5432 dbname=app", "HOST", "db01"),
        ("psql -h pg-2 -U app", "HOST", "pg-2"),
        ("banned 10[.]0[.]3[.]7 today", "IP", "10[.]0[.]3[.]7"),
        ("MSK-SRV-DB01", "HOST", "MSK-SRV-DB01"),
        ("at Db01.CORP.local now", "HOST", "Db01.CORP.local"),
        ("CN=Pay-Db.Romashka.Ru", "HOST", "Pay-Db.Romashka.Ru"),
        ("db1.acme down", "HOST", "db1.acme"),
        ("host kafka9.hel", "HOST", "kafka9.hel"),
        ("pay-api.core.svc.cluster.local", "HOST", "pay-api.core.svc.cluster.local"),
        ("see grafana.acme.\n  internal", "HOST", "grafana.acme.\n  internal"),
        ("open grafana.acme.ru/d/abc?x=1, ok", "URL", "grafana.acme.ru/d/abc?x=1"),
        ("image: registry.acme.ru/pay/api:1.2", "URL", "registry.acme.ru/pay/api:1.2"),
        ("http://cache-prod/x", "URL", "http://cache-prod/x"),
        ('"url":"http:\\/\\/10.2.3.4\\/a"', "URL", "http:\\/\\/10.2.3.4\\/a"),
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
        "version 1.2.3.4, v2.0.1.5, nginx==1.2.3.4, Chrome/96.0.4664.110, пункт 1.2.3.4",
        "1.\n2.\n3.\n4. next; 12:34:56 10:20:30:40; 5.15.0.1-rc2",
        "foo.default.svc.cluster.local my-svc.my-namespace.svc rc.local",
        "System.Web.Http Microsoft.Extensions.Host app.kubernetes.io t2.micro",
        "at 12:34:56 std::vector a::b",
        "host=localhost -h postgres server: nginx postgres:5432 image: redis-7 -h 2",
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
