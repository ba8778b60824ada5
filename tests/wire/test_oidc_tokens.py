"""Bearer tokens of an issuer on a real socket: what is believed, and a table of attacks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from joserfc.jwk import KeySet, OctKey

from app.identity import fetching
from app.identity.issuer import FRESH, PAUSE, Issuer
from app.identity.people import principal_of
from app.identity.tokens import LONGEST, Tokens
from app.principals import Scope
from app.settings import OidcSettings
from tests.wire.fake_oidc import CLIENT, FakeOidc, b64, ec, fake_oidc, plain, rsa, signed


class Ticks:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def fake() -> Iterator[FakeOidc]:
    with fake_oidc() as running:
        yield running


def tokens_of(fake: FakeOidc, ticks: Ticks | None = None, **settings: Any) -> Tokens:
    chosen = OidcSettings(issuer=fake.url, client_id=CLIENT, **settings)
    return Tokens(Issuer(chosen, ticks or Ticks()))


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA"])
async def test_a_true_token_is_believed(fake: FakeOidc, algorithm: str) -> None:
    claims = await tokens_of(fake).bearer(fake.token(algorithm))
    assert claims is not None
    principal = principal_of(claims, OidcSettings(issuer=fake.url, client_id=CLIENT))
    digest = hashlib.sha256(f"{fake.url}\nperson-1".encode()).hexdigest()
    assert principal.id == f"oidc:{digest[:32]}"
    assert principal.groups == frozenset({"sre", "staff"}) and principal.name == "ann"
    assert principal.scopes == {Scope.ASK}


NOW = int(time.time())
WRONG_CLAIMS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "issuer with a slash more": {"iss": "http://127.0.0.1/"},
    "no issuer": {"iss": ...},
    "issuer as a list": {"iss": ["http://127.0.0.1"]},
    "another audience": {"aud": "other"},
    "audience begins alike": {"aud": CLIENT + "-2"},
    "no audience": {"aud": ...},
    "audience of wrong type": {"aud": {CLIENT: True}},
    "audience list with a number": {"aud": [CLIENT, 7]},
    "over": {"exp": NOW - 31},
    "over for long": {"exp": 1},
    "no end": {"exp": ...},
    "end as a text": {"exp": "9999999999"},
    "end true": {"exp": True},
    "end not a number": {"exp": float("nan")},
    "end never": {"exp": float("inf")},
    "not yet": {"nbf": NOW + 86400},
    "not yet, as a text": {"nbf": "1"},
    "made tomorrow": {"iat": NOW + 86400},
    "nobody": {"sub": ...},
    "empty subject": {"sub": ""},
    "subject as a number": {"sub": 1},
    "huge subject": {"sub": "x" * 256},
    "a logout token": {"events": {"http://schemas.openid.net/event/backchannel-logout": {}}},
}


@pytest.mark.parametrize("name", sorted(WRONG_CLAIMS))
async def test_wrong_claims_are_not_believed(fake: FakeOidc, name: str) -> None:
    tokens = tokens_of(fake)
    assert await tokens.bearer(fake.token()) is not None
    assert await tokens.bearer(fake.token(**WRONG_CLAIMS[name])) is None


def _mac(fake: FakeOidc, secret: bytes) -> str:
    """What a library that lets the token choose would check with the public key as a secret."""
    text = plain({"alg": "HS256", "kid": "rsa-1"}, fake.base_claims()).rpartition(".")[0]
    return f"{text}.{b64(hmac.digest(secret, text.encode(), 'sha256'))}"


def _tampered(fake: FakeOidc) -> str:
    head, body, signature = fake.token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    return f"{head}.{b64(json.dumps({**claims, 'sub': 'boss'}).encode())}.{signature}"


def _own_key(fake: FakeOidc, **header: Any) -> str:
    """Signed by the attacker's key, which the header points to."""
    key = rsa("attacker")
    return signed({"alg": "RS256", **header}, fake.base_claims(), key)


ATTACKS: dict[str, Callable[[FakeOidc], str]] = {
    "none": lambda f: plain({"alg": "none", "kid": "rsa-1"}, f.base_claims()),
    "none with a signature": lambda f: plain({"alg": "none"}, f.base_claims(), b"x"),
    "None": lambda f: plain({"alg": "None", "kid": "rsa-1"}, f.base_claims(), b"x"),
    "no algorithm": lambda f: plain({"kid": "rsa-1"}, f.base_claims(), b"x"),
    "algorithm as a list": lambda f: plain({"alg": ["RS256"]}, f.base_claims(), b"x"),
    "HS256 with the public key": lambda f: _mac(f, rsa().as_pem(private=False)),
    "HS256 with the public key's modulus": lambda f: _mac(
        f, str(rsa().as_dict(private=False)["n"]).encode()
    ),
    "HS256 with the client's secret": lambda f: _mac(f, f.secret.encode()),
    "an RSA token with the EC key's name": lambda f: signed(
        {"alg": "RS256", "kid": "ec-1"}, f.base_claims(), rsa()
    ),
    "an EC token with the RSA key's name": lambda f: signed(
        {"alg": "ES256", "kid": "rsa-1"}, f.base_claims(), ec()
    ),
    "ES384": lambda f: signed(
        {"alg": "ES384", "kid": "ec-1"}, f.base_claims(), ec("ec-1", "P-384")
    ),
    "RS512": lambda f: signed({"alg": "RS512", "kid": "rsa-1"}, f.base_claims(), rsa()),
    "another's key under our name": lambda f: _own_key(f, kid="rsa-1"),
    "unknown key": lambda f: _own_key(f, kid="attacker"),
    "key as a path": lambda f: _own_key(f, kid="../../dev/null"),
    "kid as a number": lambda f: plain({"alg": "RS256", "kid": 1}, f.base_claims(), b"x"),
    "huge kid": lambda f: _own_key(f, kid="k" * 300),
    "no kid, several keys": lambda f: signed({"alg": "RS256"}, f.base_claims(), rsa("attacker")),
    "jku": lambda f: _own_key(f, kid="attacker", jku=f.url + "/evil"),
    "x5u": lambda f: _own_key(f, kid="attacker", x5u=f.url + "/evil"),
    "jwk": lambda f: _own_key(f, jwk=rsa("attacker").as_dict(private=False)),
    "crit": lambda f: plain({"alg": "RS256", "kid": "rsa-1", "crit": ["x"], "x": 1}, {}, b"x"),
    "b64": lambda f: plain({"alg": "RS256", "kid": "rsa-1", "b64": False}, {}, b"x"),
    "a logout token's type": lambda f: signed(
        {"alg": "RS256", "kid": "rsa-1", "typ": "logout+jwt"}, f.base_claims(), rsa()
    ),
    "claims changed": _tampered,
    "no signature": lambda f: f.token().rsplit(".", 1)[0] + ".",
    "two parts": lambda f: f.token().rsplit(".", 1)[0],
    "five parts": lambda f: f.token() + ".a.b",
    "huge": lambda f: f.token(more="x" * LONGEST),
    "deep header": lambda f: b64(b'{"a":' + b"[" * 2900) + ".e30.eA",
    "deep claims": lambda f: plain({"alg": "RS256", "kid": "rsa-1"}, {}, b"x").replace(
        "e30", b64(b"[" * 9000)
    ),
    "not a token": lambda f: "hello",
    "not ASCII": lambda f: "é.é.é",
    "empty": lambda f: "",
}


@pytest.mark.parametrize("name", sorted(ATTACKS))
async def test_attacks(fake: FakeOidc, name: str, caplog: pytest.LogCaptureFixture) -> None:
    fake.answers["/evil"] = (
        200,
        {},
        json.dumps(KeySet([rsa("attacker")]).as_dict(private=False)).encode(),
    )
    tokens = tokens_of(fake)
    token = ATTACKS[name](fake)
    assert await tokens.bearer(token) is None
    assert fake.count("/evil") == 0
    assert not caplog.records
    assert await tokens.bearer(fake.token()) is not None, "the issuer is still of use"


async def test_a_shared_secret_in_the_key_set_checks_nothing(fake: FakeOidc) -> None:
    secret = OctKey.generate_key(256, {"kid": "shared"})
    keys = [*KeySet(fake.keys).as_dict(private=False)["keys"], secret.as_dict(private=True)]
    fake.answers["/keys"] = (200, {}, json.dumps({"keys": keys}).encode())
    tokens = tokens_of(fake)
    forged = signed({"alg": "HS256", "kid": "shared"}, fake.base_claims(), secret)
    assert await tokens.bearer(forged) is None
    assert await tokens.bearer(fake.token()) is not None


@pytest.mark.parametrize(
    "change",
    [
        {"use": "enc"},
        {"alg": "RS512"},
        {"alg": "PS256"},
        {"kty": "oct", "k": "AAAA"},
        {"n": 5},
        {"n": "AQAB"},
        {"e": ""},
    ],
)
async def test_keys_for_something_else_are_left_out(
    fake: FakeOidc, change: dict[str, object]
) -> None:
    keys: list[object] = [{**rsa().as_dict(private=False), **change}, None, 7, {}, ec().as_dict()]
    fake.answers["/keys"] = (200, {}, json.dumps({"keys": keys}).encode())
    tokens = tokens_of(fake)
    assert await tokens.bearer(fake.token()) is None
    assert await tokens.bearer(fake.token("ES256")) is not None


async def test_a_short_rsa_key_is_left_out(fake: FakeOidc) -> None:
    fake.keys = [rsa("rsa-1", 1024), ec()]
    assert await tokens_of(fake).bearer(fake.token()) is None


async def test_without_a_kid_only_where_there_is_no_choice(fake: FakeOidc) -> None:
    token = signed({"alg": "RS256"}, fake.base_claims(), rsa())
    assert await tokens_of(fake).bearer(token) is not None
    fake.keys.append(rsa("rsa-2"))
    assert await tokens_of(fake).bearer(token) is None


async def test_new_keys_are_asked_for_at_most_once_in_thirty_seconds(fake: FakeOidc) -> None:
    ticks = Ticks()
    tokens = tokens_of(fake, ticks)
    assert await tokens.bearer(fake.token()) is not None
    fake.keys = [rsa("rsa-new"), ec()]
    assert await tokens.bearer(fake.token()) is None, "too early to ask again"
    for _ in range(20):
        await tokens.bearer(_own_key(fake, kid="attacker"))
    assert fake.count("/keys") == 1
    ticks.now += PAUSE
    assert await tokens.bearer(fake.token()) is not None
    assert fake.count("/keys") == 2
    gone = signed({"alg": "RS256", "kid": "rsa-1"}, fake.base_claims(), rsa())
    assert await tokens.bearer(gone) is None, "a key that was taken away checks nothing any more"


async def test_keys_are_kept_and_asked_for_again_when_old(fake: FakeOidc) -> None:
    ticks = Ticks()
    tokens = tokens_of(fake, ticks)
    for _ in range(5):
        assert await tokens.bearer(fake.token()) is not None
    assert fake.count("/keys") == 1
    ticks.now += FRESH
    fake.answers["/keys"] = (500, {}, b"{}")
    assert await tokens.bearer(fake.token()) is not None, "the issuer may be away for a while"
    ticks.now += 6 * 3600
    assert await tokens.bearer(fake.token()) is None


async def test_several_ask_once(fake: FakeOidc) -> None:
    import asyncio

    fake.delay = 0.1
    tokens = tokens_of(fake)
    found = await asyncio.gather(*(tokens.bearer(fake.token()) for _ in range(10)))
    assert all(found) and fake.count("/keys") == 1


TROUBLE: dict[str, tuple[str, str, tuple[int, dict[str, str], bytes]]] = {
    "redirect": ("/keys", "status", (302, {"Location": "/elsewhere"}, b"")),
    "moved discovery": (
        "/.well-known/openid-configuration",
        "status",
        (307, {"Location": "/elsewhere"}, b""),
    ),
    "too large": ("/keys", "too_large", (200, {}, b" " * (fetching.LARGEST + 1))),
    "no JSON": ("/keys", "not_json", (200, {}, b"<html>")),
    "deep JSON": ("/keys", "not_json", (200, {}, b"[" * 100_000)),
    "packed": ("/keys", "not_json", (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b")),
    "a list": ("/keys", "not_json", (200, {}, b"[]")),
    "no keys": ("/keys", "no_keys", (200, {}, b'{"keys": "none"}')),
    "error": ("/keys", "status", (503, {}, b"")),
    "cut": ("/keys", "unreachable", (200, {"Content-Length": "100", "Connection": "close"}, b"{")),
}


@pytest.mark.parametrize("name", sorted(TROUBLE))
async def test_an_issuer_in_trouble(fake: FakeOidc, name: str) -> None:
    path, trouble, answer = TROUBLE[name]
    fake.answers[path] = answer
    issuer = Issuer(OidcSettings(issuer=fake.url, client_id=CLIENT), Ticks())
    assert await Tokens(issuer).bearer(fake.token()) is None
    assert issuer.trouble == trouble
    assert fake.count("/elsewhere") == 0


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"jwks_uri": "http://localhost.evil.example/keys"},
        {"jwks_uri": "https://evil.example/keys"},
        {"jwks_uri": "file:///etc/passwd"},
        {"jwks_uri": "http://127.0.0.1@evil.example/keys"},
        {"jwks_uri": "http://127.0.0.1\\@evil.example/keys"},
        {"jwks_uri": 7},
        {"token_endpoint": "https://evil.example/token"},
        {"token_endpoint": "http://127.0.0.1:1/token"},
        {"authorization_endpoint": "https://evil.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
async def test_other_hosts_are_not_asked(fake: FakeOidc, document: dict[str, Any]) -> None:
    fake.discovery = document
    issuer = Issuer(OidcSettings(issuer=fake.url, client_id=CLIENT), Ticks())
    assert await issuer.endpoints() is None
    assert await Tokens(issuer).bearer(fake.token()) is None
    assert fake.count("/keys") == 0
    assert issuer.trouble in ("another_issuer", "foreign_host")


async def test_hosts_that_settings_name(fake: FakeOidc) -> None:
    fake.discovery = {
        "authorization_endpoint": "https://login.example/authorize",
        "token_endpoint": "https://tokens.example:8443/token",
    }
    allowed = "login.example, tokens.example:8443"
    settings = OidcSettings(issuer=fake.url, client_id=CLIENT, hosts=allowed)
    assert await Issuer(settings, Ticks()).endpoints() is not None
    fewer = OidcSettings(issuer=fake.url, client_id=CLIENT, hosts="login.example")
    assert await Issuer(fewer, Ticks()).endpoints() is None


async def test_no_such_issuer() -> None:
    issuer = Issuer(OidcSettings(issuer="http://127.0.0.1:9", client_id=CLIENT), Ticks())
    assert await issuer.endpoints() is None and issuer.trouble == "unreachable"


@pytest.mark.parametrize("host", ["169.254.169.254", "[fd00:ec2::254]", "0.0.0.0", "[fe80::1]"])
async def test_metadata_services_are_no_issuers(host: str) -> None:
    """Nothing is sent there: a connection beyond loopback would fail the test."""
    issuer = Issuer(OidcSettings(issuer=f"https://{host}", client_id=CLIENT), Ticks())
    assert await issuer.endpoints() is None and issuer.trouble == "unreachable"


@pytest.mark.parametrize(
    "issuer",
    [
        "http://issuer.example",
        "ftp://issuer.example",
        "https://user@issuer.example",
        "https://issuer.example?x=1",
        "https://issuer.example#x",
        "https://",
        "https://issuer.example:99999",
        "https://issuer .example",
        "http://localhost.evil.example",
        "http://127.0.0.1.evil.example",
        "issuer.example",
    ],
)
def test_issuers_that_cannot_be(issuer: str) -> None:
    with pytest.raises(ValueError, match="https://"):
        OidcSettings(issuer=issuer, client_id=CLIENT)


def test_half_a_configuration() -> None:
    with pytest.raises(ValueError, match="together"):
        OidcSettings(issuer="https://issuer.example")
    with pytest.raises(ValueError, match="together"):
        OidcSettings(client_id=CLIENT)
    with pytest.raises(ValueError, match="name=value"):
        OidcSettings(issuer="https://issuer.example", client_id=CLIENT, require="hd")


async def test_a_proxy_of_the_environment_is_not_used(
    fake: FakeOidc, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert await tokens_of(fake).bearer(fake.token()) is not None


async def test_audience_and_required_claims(fake: FakeOidc) -> None:
    tokens = tokens_of(fake, audience="api://hush", require="hd=example.com, email_verified=true")
    good: dict[str, Any] = {"aud": ["api://hush", "x"], "hd": "example.com", "email_verified": True}
    assert await tokens.bearer(fake.token(**good)) is not None
    changes: tuple[dict[str, Any], ...] = (
        {"aud": CLIENT},
        {"hd": "evil.example"},
        {"hd": ...},
        {"email_verified": False},
    )
    for change in changes:
        assert await tokens.bearer(fake.token(**{**good, **change})) is None


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        (["a", "b"], {"a", "b"}),
        ("admins", set()),
        ({"admins": True}, set()),
        (None, set()),
        (7, set()),
        (["a", 1, None, ["admins"], {"b": 1}, "", " c", "d,e", "f\n", "g" * 101], {"a"}),
        ([f"g{n}" for n in range(10_000)], {f"g{n}" for n in range(500)}),
    ],
)
def test_groups_are_names_in_a_list(said: object, groups: set[str]) -> None:
    settings = OidcSettings(issuer="https://i.example", client_id="c", admin_group="admins")
    principal = principal_of({"iss": "i", "sub": "s", "groups": said}, settings)
    assert principal.groups == frozenset(groups) and principal.scopes == {Scope.ASK}


def test_admins_and_members() -> None:
    settings = OidcSettings(
        issuer="https://i.example", client_id="c", admin_group="ops", members="staff, ops"
    )
    plain_member = principal_of({"iss": "i", "sub": "s"}, settings)
    assert plain_member.groups == frozenset({"staff", "ops"})
    assert not plain_member.may(Scope.ADMIN), "only the issuer makes admins"
    assert principal_of({"iss": "i", "sub": "s", "groups": ["ops"]}, settings).may(Scope.ADMIN)


def test_two_people_have_two_ids() -> None:
    settings = OidcSettings(issuer="https://i.example", client_id="c")
    ids = {
        principal_of({"iss": iss, "sub": sub, "preferred_username": "\u202eann\n"}, settings)
        for iss in ("a", "b")
        for sub in ("1", "2")
    }
    assert len({one.id for one in ids}) == 4 and {one.name for one in ids} == {"ann"}
