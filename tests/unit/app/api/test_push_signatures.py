"""Signatures of GitHub and GitLab, checked on the senders' own published examples where there are."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from app.api.hooks import Seen
from app.api.push_signatures import FRESH, Proof

NOW = 1_800_000_000.0
BODY = b'{"ref":"refs/heads/main"}'
KEY = bytes(range(32))
TOKEN = "whsec_" + base64.b64encode(KEY).decode()


def holds(headers: dict[str, str], body: bytes = BODY, secret: str = TOKEN) -> bool:
    proof = Proof(headers, secret, NOW)
    for start in range(0, len(body), 7):
        proof.feed(body[start : start + 7])
    return proof.holds()


def signed(identity: str = "msg_1", stamp: str = str(int(NOW)), body: bytes = BODY) -> str:
    mac = hmac.new(KEY, f"{identity}.{stamp}.".encode() + body, hashlib.sha256)
    return "v1," + base64.b64encode(mac.digest()).decode()


def gitlab(**changed: str) -> dict[str, str]:
    said = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(NOW)),
        "webhook-signature": signed(),
    }
    return said | {name.replace("_", "-"): value for name, value in changed.items()}


def test_github_by_the_example_in_its_documentation() -> None:
    digest = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
    headers = {"x-hub-signature-256": f"sha256={digest}"}
    secret = "It's a Secret to Everybody"
    assert holds(headers, b"Hello, World!", secret)
    assert not holds(headers, b"Hello, World?", secret)
    assert not holds(headers, b"Hello, World!", secret + "!")
    for wrong in (digest, "sha256=", "", f"sha1={digest}", f"sha256={digest.upper()}", "\u0444"):
        assert not holds({"x-hub-signature-256": wrong}, b"Hello, World!", secret)


def test_gitlab_with_a_signing_token() -> None:
    assert holds(gitlab())
    assert holds(gitlab(webhook_signature=f"v1,AAAA {signed()}"))
    assert holds(gitlab(x_gitlab_token="whatever")), "a signature goes before a token"
    assert not holds(gitlab(), BODY + b" ")
    assert not holds(gitlab(webhook_id="msg_2"))
    assert not holds(gitlab(webhook_signature=signed().replace("v1", "v2")))
    assert not holds(gitlab(webhook_signature="", x_gitlab_token=TOKEN))
    assert not holds(gitlab(), secret="plain-secret-of-a-source")
    assert not holds(gitlab(), secret="whsec_!!!not base64!!!")


@pytest.mark.parametrize(("age", "good"), [(0, True), (FRESH, True), (FRESH + 1, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_signed_push_is_fresh(age: int, sign: int, good: bool) -> None:
    stamp = str(int(NOW) + sign * age)
    said = gitlab(webhook_timestamp=stamp, webhook_signature=signed(stamp=stamp))
    assert holds(said) is good


@pytest.mark.parametrize("stamp", ["", "x", "-1", "1" * 30, "\u0661"])
def test_a_time_that_is_none(stamp: str) -> None:
    said = gitlab(webhook_timestamp=stamp, webhook_signature=signed(stamp=stamp))
    assert not holds(said)


def test_gitlab_with_a_secret_token() -> None:
    assert holds({"x-gitlab-token": TOKEN})
    assert not holds({"x-gitlab-token": TOKEN[:-1]})
    assert not holds({"x-gitlab-token": ""}) and not holds({})


def test_the_event_and_its_id() -> None:
    def said(**headers: str) -> tuple[str, bool]:
        found = Proof({k.replace("_", "-"): v for k, v in headers.items()}, "", NOW).delivery
        return found.id, found.is_push

    assert said(x_github_event="push", x_github_delivery="a-1") == ("a-1", True)
    assert said(x_github_event="ping", x_github_delivery="a-1") == ("a-1", False)
    assert said(x_gitlab_event="Push Hook", idempotency_key="b") == ("b", True)
    assert said(x_gitlab_event="Issue Hook", x_gitlab_event_uuid="c") == ("c", False)
    assert said(x_github_event="push", x_github_delivery="\n" * 9) == ("", True)


def test_pushes_are_remembered_in_bounded_memory() -> None:
    seen = Seen()
    assert not seen.again("docs", ("1", "body"))
    assert seen.again("docs", ("1", "other")) and seen.again("docs", ("2", "body"))
    assert not seen.again("more", ("1", "body")) and not seen.again("docs", ("", ""))
    assert not seen.again("docs", ("", ""))
    for n in range(10_000):
        assert not seen.again("docs", (f"n{n}",))
    assert len(seen._seen) <= 4096
