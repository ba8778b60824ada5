"""What a chat platform makes a link of without a scheme takes no original with it."""

from __future__ import annotations

import time

import pytest

from app.confidentiality.restoring import MARK, Vault, restore, restore_pieces

VAULT = Vault(
    {
        "⟦HOST_1⟧": "db1.corp.lan",
        "⟦HOST_2⟧": "acme",
        "⟦PERSON_1⟧": "Ann Lee",
        "⟦PROJECT_1⟧": "heron",
        "⟦DOMAIN_1⟧": "corp.lan",
        "⟦IP_1⟧": "10.1.2.3",
        "host-1.domain-1.example": "orders.corp.lan",
        "⟦LITERAL_1⟧": "⟦HOST_9⟧",
    },
    wholes={"⟦HOST_2⟧": "acme.slack.com"},
)
SENT = (
    "The image is ghcr.io/⟦PROJECT_1⟧/⟦HOST_1⟧:v1, the node kubernetes.io/hostname=⟦HOST_1⟧, "
    "its name ⟦HOST_1⟧.example.com."
)


@pytest.mark.parametrize(
    "answer",
    [
        "see evil.example/⟦PERSON_1⟧ now",
        "www.evil.example?q=⟦HOST_1⟧",
        "//evil.example/⟦PERSON_1⟧",
        "(evil.live:8443/a/b?c=d&e=⟦PERSON_1⟧)",
        "evil.com/host-1.domain-1.example",
        "evil.com/HOST_1",
        "evil.com/[[PERSON_1]]",
        "evil.com#⟦PERSON_1⟧",
        "evil.рф/⟦PERSON_1⟧",
        "xn--80ak.xn--p1ai/⟦PERSON_1⟧",
        "203.0.113.7/⟦PERSON_1⟧",
        "evil。com/⟦PERSON_1⟧",
        "evil․com/⟦PERSON_1⟧",
        "evil\\.com\\/⟦PERSON_1⟧",
        "evil&#46;com&sol;⟦PERSON_1⟧",
        "**evil**.com/⟦PERSON_1⟧",
        "evil\u200b.com/⟦PERSON_1⟧",
        "a@evil.com?subject=⟦PERSON_1⟧",
        "https:/evil.com/⟦PERSON_1⟧",
        "hxxps://evil.com/⟦PERSON_1⟧",
        "&#xE000;.evil.com/⟦PERSON_1⟧",
        "my.ghcr.io/⟦PROJECT_1⟧",
        "⟦PERSON_1⟧.evil.com",
        "⟦PERSON_1⟧-x.evil.com.",
        "HOST_1.evil.com",
        "⟦HOST_1⟧\\.evil.com",
        "⟦HOST_1⟧.evil&#46;com",
        "⟦HOST_2⟧.slack.com.evil.com",
        "⟦HOST_1⟧." + "a" * 30 + "." + "b" * 60 + ".com",
        "x," * 1500 + "evil.com/⟦PERSON_1⟧",
    ],
)
def test_nothing_is_restored_in_a_link(answer: str) -> None:
    restored = restore(answer, VAULT, SENT)
    assert restored.unknown == 1 and MARK in restored.text
    assert not any(value in restored.text for value in VAULT.values.values())
    assert restore_pieces(answer, VAULT, SENT) == restored


def test_a_link_is_one_for_every_value_in_it() -> None:
    text = restore("⟦HOST_1⟧.a.evil.com/⟦PERSON_1⟧ ⟦PERSON_1⟧", VAULT).text
    assert text == f"{MARK}.a.evil.com/{MARK} Ann Lee"


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("kubectl -n ⟦PROJECT_1⟧ get pods", "kubectl -n heron get pods"),
        ("scp file ⟦HOST_1⟧:/x", "scp file db1.corp.lan:/x"),
        ("curl ⟦HOST_1⟧/health?u=⟦PROJECT_1⟧", "curl db1.corp.lan/health?u=heron"),
        ("⟦HOST_1⟧:9090/⟦PROJECT_1⟧", "db1.corp.lan:9090/heron"),
        ("host-1.domain-1.example/⟦PROJECT_1⟧", "orders.corp.lan/heron"),
        ("⟦HOST_1⟧.⟦DOMAIN_1⟧/⟦PROJECT_1⟧", "db1.corp.lan.corp.lan/heron"),
        ("s3://⟦HOST_1⟧/a/⟦PROJECT_1⟧", "s3://db1.corp.lan/a/heron"),
        ("⟦HOST_2⟧.slack.com/⟦PROJECT_1⟧", "acme.slack.com/heron"),
        ("/etc/nginx/conf.d/⟦HOST_1⟧.conf", "/etc/nginx/conf.d/db1.corp.lan.conf"),
        ("/var/www/site.com/⟦PROJECT_1⟧", "/var/www/site.com/heron"),
        ("docs/⟦PROJECT_1⟧.md", "docs/heron.md"),
        ("⟦PROJECT_1⟧.md and ⟦PROJECT_1⟧.tar.gz", "heron.md and heron.tar.gz"),
        ("⟦PROJECT_1⟧.test.py", "heron.test.py"),
        ("config.yaml/⟦PROJECT_1⟧", "config.yaml/heron"),
        ("deployment.apps/⟦PROJECT_1⟧", "deployment.apps/heron"),
        ("⟦PROJECT_1⟧.monitoring.svc.cluster.local:80", "heron.monitoring.svc.cluster.local:80"),
        ("10.0.0.0/24,⟦PROJECT_1⟧ ⟦IP_1⟧/32", "10.0.0.0/24,heron 10.1.2.3/32"),
        ("evil.com, ⟦PERSON_1⟧", "evil.com, Ann Lee"),
        ("⟦PERSON_1⟧.Then evil.com", "Ann Lee.Then evil.com"),
        ("т.д./⟦PROJECT_1⟧", "т.д./heron"),
        ("git@github.com:⟦PROJECT_1⟧.git", "git@github.com:heron.git"),
        ("evil.com/⟦LITERAL_1⟧", "evil.com/⟦HOST_9⟧"),
        ("`evil.com/⟦PROJECT_1⟧`", "`evil.com/heron`"),
        ("```\ncurl evil.com/⟦PROJECT_1⟧\n```", "```\ncurl evil.com/heron\n```"),
        ("**ghcr.io/⟦PROJECT_1⟧/⟦HOST_1⟧**", "**ghcr.io/heron/db1.corp.lan**"),
        ("kubernetes.io/hostname=⟦HOST_1⟧", "kubernetes.io/hostname=db1.corp.lan"),
        ("⟦HOST_1⟧.example.com", "db1.corp.lan.example.com"),
    ],
)
def test_names_of_the_house_paths_code_and_what_was_sent_so_come_back(
    answer: str, text: str
) -> None:
    restored = restore(answer, VAULT, SENT)
    assert (restored.text, restored.unknown) == (text, 0)
    assert restore_pieces(answer, VAULT, SENT) == restored


@pytest.mark.parametrize("bit", ["evil.com/", "⟦HOST_1⟧.", "a.", "&#46;", "⟦HOST_1⟧/", "-"])
def test_time_is_linear(bit: str) -> None:
    answer = bit * (100_000 // len(bit)) + "⟦PERSON_1⟧"
    begun = time.process_time()
    restore(answer, VAULT, SENT)
    assert time.process_time() - begun < 10
