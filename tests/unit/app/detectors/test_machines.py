"""Bare names of machines: how they are built, and the places where any word is one."""

from __future__ import annotations

import pytest

from app.confidentiality.detectors.infrastructure import Infrastructure
from app.confidentiality.detectors.machines import Shape, shape_of
from tests.unit.app.detectors.cases import values
from tests.unit.app.detectors.timing import superlinear

TELLING = """
dc1-app07 msk-kafka-3 prod-eu-billing srv_fin01 1c-app-02 sap-p01 WS-BUH-17 DESKTOP-4F7K2AB ora-prod
web-12 k8s-w3 db-prod-03 k8s-node-17 redis-01-db-gprd MSK-SRV-DB01 app07 vm01 web12 esx-03 fra1-lb2
hv12 nsk-dc02 dwh-etl-1 kube-master-2 vpn-gw1 stage-api-02 LAPTOP-9AB3KQ2 pay-gw-3 nordwind-worker-23
titan05 loki06 balalaika07
dc1nginx12 backup-srv uat-kzn-etcd payments-api-7d9f8b6c5-x2x4z gitlab-runner-04 prod-pg-master worker3
"""
NOT_TELLING = """
us-east-1 eu-west-1a ru-central1-a b1-nano n1-standard-16 m2-2xlarge utf-8 UTF-8 sha-256 2018-10-31T22
3-node 64-bit kube-dns-5c446b66bd-64fcj oauth2-proxy python3-pip Content-MD5 base64-encoded my-inst3
x86-64 centos-7 ubuntu-1604-lts AWS4-HMAC-SHA256 standard-v2 step-1 phase-2 12-Sep-19 file_key_1
primary_v4_address_spec table_01 E5-2660 python37 column2 gpt-4 node-exporter kube-system web-app
api-server load-balancer prometheus-k8s-0 kafka-0 worker-0 redis-7 postgres-14 node18 build-stage
f81d4fae-7dec-11d0-a765-00a0c91e6bf6 v1-beta1 http-2 user1 subnet-1 issue-206 deadbeef01
"""


@pytest.mark.parametrize("name", TELLING.split())
def test_names_built_like_a_machine_tell_by_themselves(name: str) -> None:
    assert shape_of(name) is Shape.TELLING
    for text in (
        f"the {name} is slow",
        f"STATUS\n{name}\tok",
        f"опять {name}, смотрите",
        f"x={name};",
        f"({name})",
    ):
        assert values(Infrastructure(), text) == [name]


@pytest.mark.parametrize("name", NOT_TELLING.split())
def test_vocabulary_versions_and_ids_do_not(name: str) -> None:
    assert shape_of(name) is not Shape.TELLING
    assert values(Infrastructure(), f"the {name} is slow") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("root@pgmaster:~# df -h", "pgmaster"),
        ("[deploy@zeus ~]$ uptime", "zeus"),
        ("Nov 12 03:04:05 borealis sshd[311]: Failed", "borealis"),
        ("2024-05-01T10:11:12.345Z worf cron[7]: ran", "worf"),
        ('up{instance="hydra:9100"} == 0', "hydra"),
        ("host: pay-db\nport: 5432", "pay-db"),
        ("DB_HOST=pgmaster", "pgmaster"),
        ("на хосте pgmaster кончилось место", "pgmaster"),
        ("on server pgmaster we ran out", "pgmaster"),
        ("node `k8s-blue` NotReady", "k8s-blue"),
        ("  10.1.2.3\tpgmaster pgm", "pgmaster"),
        ("zeus ansible_host=192.0.2.7", "zeus"),
        ("Host zeus\n  User deploy", "zeus"),
        ("kubectl drain pool-a1", "pool-a1"),
        ("kubectl config use-context acme-blue", "acme-blue"),
        ("$ ssh -i key.pem deploy@zeus", "zeus"),
        ("ping redis-1", "redis-1"),
        ("java.net.UnknownHostException: pgmaster", "pgmaster"),
        ('could not translate host name "pgmaster" to address', "pgmaster"),
        ("pgmaster:5432 refused", "pgmaster"),
        ('Is the server running on host "pgsql-fin"?', "pgsql-fin"),
        ("NAME STATUS\nworker-eu-7 Ready", "worker-eu-7"),
        ("scp a.txt web-0:/tmp/", "web-0"),
        ("hosts:\n  - hydra\n  - zeus\n", "hydra"),
        ("--bootstrap-server kfk-a:9092,kfk-b:9092", "kfk-a"),
        ("sw-hall(config)# show run", "sw-hall"),
        ("snmp: sysName wombat, sysContact x", "wombat"),
        ("SNMPv2-MIB::sysName.0 = STRING: hall-b", "hall-b"),
        ("* db35: течёт память", "db35"),
        ("перед запуском на search3 спросите", "search3"),
        ("our side is build92", "build92"),
        ("took walrus-dev out of rotation", "walrus-dev"),
        ("рабочее место: VIECACHE21", "VIECACHE21"),
        ("system titan4 is read-only", "titan4"),
    ],
)
def test_any_word_is_a_name_where_names_of_machines_stand(text: str, name: str) -> None:
    found = values(Infrastructure(), text, ["HOST"])
    assert name in found


@pytest.mark.parametrize(
    "text",
    [
        "The host network is used; the server is down; node pool; ping time; ssh keys",
        "host: localhost server: nginx node: true instance: t2.micro target: production",
        "сервер nginx, на сервере PostgreSQL, узел кластера, хост Linux, на DNS-сервере",
        "Server: nginx/1.18.0 listen: 80 ratio 16:9 image: redis:7 nginx:1.25 at 12:30:01",
        "user@example.com actions/checkout@v3 npm i left-pad@1.3.0 git@github.com",
        "kubectl get nodes, kubectl describe node <node-name>, drain node",
        "connection to database, lookup table, resolve host name",
        "https://kubernetes.io/docs/db-prod-03 see [x](https://github.com/helm/web-12)",
        "::db35 of the form a:db35:b, smoke-test, file system ext4, build 92",
        "${web-01} $db01 --web-12 #step-01 foo(web-12(",
    ],
)
def test_sentences_about_machines_name_none(text: str) -> None:
    assert values(Infrastructure(), text) == []


HOSTILE = (
    "a-", "a.", "web-", "@", "@a", ":", ":22 ", "a:22", "host ", "host=", "host=a,", "на ", "dc1",
    "db1.", "//", "://", "a://", "\\", "\\\\a", "1.", "0x", "aa:", "aa ", "s3://a", "bucket ", "- a\n",
    "hosts:\n - a\n", "10.0.0.1 ", "ssh -a ", "node/", "x/y ", "~a/", "/home/", "[.]", "msk", "\n",
)  # fmt: skip


def test_a_long_line_is_read_in_linear_time() -> None:
    assert superlinear(Infrastructure(), HOSTILE) == []
