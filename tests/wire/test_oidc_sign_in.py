"""Signing in on the page by an issuer on a real socket, and what attackers try there."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr

from app.identity.access import AccessTable
from app.identity.code_flow import Start, way_back
from app.identity.cookies import SESSION, SIGN_IN
from app.identity.identity import Doors, make_doors
from app.identity.page import SignedIn
from app.identity.refusal import NO_ISSUER, NOT_KNOWN, TOO_MANY, Refusal
from app.principals import Principal
from app.settings import OidcSettings
from tests.wire.fake_oidc import CLIENT, SECRET, FakeOidc, fake_oidc

PUBLIC = "https://hush.example"
ADDRESS = "192.0.2.7"


@pytest.fixture
def fake() -> Iterator[FakeOidc]:
    with fake_oidc() as running:
        yield running


def nobody(*_: str) -> Principal | None:
    return None


def doors_of(fake: FakeOidc, home: Path, **settings: Any) -> Doors:
    chosen = {"client_secret": SecretStr(SECRET), **settings}
    oidc = OidcSettings(issuer=fake.url, client_id=CLIENT, **chosen)
    return make_doors(home, AccessTable(), oidc, PUBLIC, nobody, nobody)


async def begun(doors: Doors, path: str = "/") -> Start:
    start = await doors.page.begin(path)
    assert isinstance(start, Start)
    return start


async def finished(
    doors: Doors, query: dict[str, str], cookie: str, session: str = ""
) -> SignedIn | Refusal:
    return await doors.page.finish(query, {SIGN_IN: cookie, SESSION: session}, ADDRESS)


async def whole(fake: FakeOidc, doors: Doors, path: str = "/") -> SignedIn | Refusal:
    start = await begun(doors, path)
    return await finished(doors, fake.browse(start.url), start.cookie.value)


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES256", "EdDSA"])
async def test_somebody_signs_in(fake: FakeOidc, home: Path, algorithm: str) -> None:
    fake.algorithm = algorithm
    doors = doors_of(fake, home)
    arrived = await whole(fake, doors, "/?q=1#top")
    assert isinstance(arrived, SignedIn) and fake.rejected == []
    assert arrived.path == "/?q=1#top"
    session, forget = arrived.cookies
    assert forget.name == SIGN_IN and forget.value == "" and forget.max_age == 0
    assert session.arguments["httponly"] and session.arguments["secure"]
    assert session.arguments["samesite"] == "lax" and session.max_age == 12 * 3600
    known = await doors.identity.of_request({}, {SESSION: session.value}, "GET")
    assert known == arrived.principal and arrived.principal.groups == frozenset({"sre", "staff"})


@pytest.mark.parametrize("kind", ["public", "post"])
async def test_other_proofs_of_the_client(fake: FakeOidc, home: Path, kind: str) -> None:
    if kind == "public":
        fake.secret = ""
        doors = doors_of(fake, home, client_secret=SecretStr(""))
    else:
        fake.discovery = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        doors = doors_of(fake, home)
    assert isinstance(await whole(fake, doors), SignedIn) and fake.rejected == []


async def test_what_the_browser_is_told(fake: FakeOidc, home: Path) -> None:
    doors = doors_of(fake, home)
    one, two = await begun(doors), await begun(doors)
    asked, again = (parse_qs(urlsplit(start.url).query) for start in (one, two))
    assert asked["tenant"] == ["1"], "the endpoint's own query is kept"
    for name in ("state", "nonce", "code_challenge"):
        assert asked[name] != again[name] and len(asked[name][0]) == 43
    assert len({asked[name][0] for name in ("state", "nonce", "code_challenge")}) == 3
    assert one.cookie.max_age == 600 and one.cookie.secure
    readable = base64.urlsafe_b64decode(one.cookie.value.split(".")[0] + "==").decode()
    assert asked["state"][0] not in readable and asked["nonce"][0] not in readable


async def test_an_answer_counts_once(fake: FakeOidc, home: Path) -> None:
    doors = doors_of(fake, home)
    start = await begun(doors)
    query = fake.browse(start.url)
    assert isinstance(await finished(doors, query, start.cookie.value), SignedIn)
    before = fake.count("/token")
    assert await finished(doors, query, start.cookie.value) == NOT_KNOWN
    again = {**fake.browse(start.url), "state": query["state"]}
    assert await finished(doors, again, start.cookie.value) == NOT_KNOWN, "a new code, an old state"
    assert fake.count("/token") == before


async def test_a_code_of_before(fake: FakeOidc, home: Path) -> None:
    doors = doors_of(fake, home)
    start = await begun(doors)
    query = fake.browse(start.url)
    await finished(doors, query, start.cookie.value)
    later = await begun(doors)
    replayed = {**fake.browse(later.url), "code": query["code"]}
    assert await finished(doors, replayed, later.cookie.value) == NOT_KNOWN
    assert fake.rejected == ["code"]


async def test_anothers_code_fits_no_verifier_of_ours(fake: FakeOidc, home: Path) -> None:
    """Somebody who caught a code brings it into a sign-in of their own."""
    doors = doors_of(fake, home)
    caught = fake.browse((await begun(doors)).url)
    own = await begun(doors)
    mixed = {**fake.browse(own.url), "code": caught["code"]}
    assert await finished(doors, mixed, own.cookie.value) == NOT_KNOWN
    assert fake.rejected == ["verifier"]


async def test_another_browser(fake: FakeOidc, home: Path) -> None:
    """An attacker's answer in somebody's browser would sign them in as the attacker."""
    doors = doors_of(fake, home)
    attacker, victim = await begun(doors), await begun(doors)
    query = fake.browse(attacker.url)
    for cookie in (victim.cookie.value, "", "x", attacker.cookie.value[:-2] + "AA"):
        assert await finished(doors, query, cookie) == NOT_KNOWN
    assert fake.count("/token") == 0


async def test_another_services_cookie(fake: FakeOidc, home: Path, tmp_path: Path) -> None:
    other, doors = doors_of(fake, tmp_path / "other"), doors_of(fake, home)
    start = await begun(other)
    assert await finished(doors, fake.browse(start.url), start.cookie.value) == NOT_KNOWN
    session = await whole(fake, doors)
    assert isinstance(session, SignedIn)
    as_sign_in = session.cookies[0].value
    assert await finished(doors, fake.browse(start.url), as_sign_in) == NOT_KNOWN


async def test_too_late(fake: FakeOidc, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.identity.code_flow import CodeFlow
    from app.identity.issuer import Issuer
    from app.identity.tokens import Tokens

    now = [time.time() - 601]
    issuer = Issuer(OidcSettings(issuer=fake.url, client_id=CLIENT))
    flow = CodeFlow(issuer, Tokens(issuer), b"k" * 32, PUBLIC, lambda: now[0])
    start = await flow.begin()
    assert isinstance(start, Start)
    now[0] += 601
    assert await flow.finish(fake.browse(start.url), start.cookie.value) == NOT_KNOWN
    assert fake.count("/token") == 0


QUERIES: dict[str, dict[str, str | None]] = {
    "no state": {"state": None},
    "another state": {"state": "x" * 43},
    "no code": {"code": None},
    "huge code": {"code": "x" * 5000},
    "an error": {"error": "access_denied"},
    "another issuer": {"iss": "https://evil.example"},
}


@pytest.mark.parametrize("name", sorted(QUERIES))
async def test_queries_that_sign_nobody_in(fake: FakeOidc, home: Path, name: str) -> None:
    doors = doors_of(fake, home)
    start = await begun(doors)
    changed = {**fake.browse(start.url), **QUERIES[name]}
    query = {key: value for key, value in changed.items() if value is not None}
    assert await finished(doors, query, start.cookie.value) == NOT_KNOWN
    assert fake.count("/token") == 0


async def test_an_issuer_that_names_itself_must(fake: FakeOidc, home: Path) -> None:
    doors = doors_of(fake, home)
    start = await begun(doors)
    query = fake.browse(start.url)
    del query["iss"]
    assert isinstance(await finished(doors, query, start.cookie.value), SignedIn)
    fake.discovery = {"authorization_response_iss_parameter_supported": True}
    strict = doors_of(fake, home)
    start = await begun(strict)
    query = fake.browse(start.url)
    del query["iss"]
    assert await finished(strict, query, start.cookie.value) == NOT_KNOWN


ID_TOKENS: dict[str, dict[str, Any]] = {
    "no nonce": {"nonce": ...},
    "another nonce": {"nonce": "x"},
    "nonce of wrong type": {"nonce": ["x"]},
    "another at_hash": {"at_hash": "x" * 22},
    "at_hash of wrong type": {"at_hash": 5},
    "another audience": {"aud": "other"},
    "two audiences without azp": {"aud": [CLIENT, "other"]},
    "another azp": {"azp": "other"},
    "no azp": {"azp": None},
    "over": {"exp": int(time.time()) - 40},
    "no iat": {"iat": ...},
    "another issuer": {"iss": "https://evil.example"},
}


@pytest.mark.parametrize("name", sorted(ID_TOKENS))
async def test_id_tokens_that_sign_nobody_in(fake: FakeOidc, home: Path, name: str) -> None:
    fake.claims = ID_TOKENS[name]
    assert await whole(fake, doors_of(fake, home)) == NOT_KNOWN
    assert fake.count("/token") == 1 and fake.rejected == []


@pytest.mark.parametrize(
    "claims",
    [{"at_hash": ...}, {"aud": [CLIENT, "other"], "azp": CLIENT}, {"aud": [CLIENT]}],
)
async def test_id_tokens_that_do(fake: FakeOidc, home: Path, claims: dict[str, Any]) -> None:
    fake.claims = claims
    assert isinstance(await whole(fake, doors_of(fake, home)), SignedIn)


@pytest.mark.parametrize("without", [{"id_token"}, {"access_token"}])
async def test_half_an_answer(fake: FakeOidc, home: Path, without: set[str]) -> None:
    fake.without = without
    assert await whole(fake, doors_of(fake, home)) == NOT_KNOWN


@pytest.mark.parametrize(
    "answer",
    [
        (302, {"Location": "/elsewhere"}, b""),
        (200, {}, b'{"id_token": 5}'),
        (200, {}, json.dumps({"id_token": "a.b.c"}).encode()),
        (200, {}, b"no"),
    ],
)
async def test_token_endpoint_in_trouble(
    fake: FakeOidc, home: Path, answer: tuple[int, dict[str, str], bytes]
) -> None:
    fake.answers["/token"] = answer
    assert await whole(fake, doors_of(fake, home)) == NOT_KNOWN
    assert fake.count("/elsewhere") == 0


async def test_an_issuer_that_is_away(fake: FakeOidc, home: Path) -> None:
    fake.answers["/.well-known/openid-configuration"] = (500, {}, b"")
    doors = doors_of(fake, home)
    assert await doors.page.begin() == NO_ISSUER
    assert doors.issuer is not None and doors.issuer.trouble == "status"


async def test_every_sign_in_begins_another_session(fake: FakeOidc, home: Path) -> None:
    """Fixation: a session that was planted before does not become the person's."""
    doors = doors_of(fake, home)
    planted = await whole(fake, doors)
    assert isinstance(planted, SignedIn)
    old = planted.cookies[0].value
    start = await begun(doors)
    arrived = await finished(doors, fake.browse(start.url), start.cookie.value, old)
    assert isinstance(arrived, SignedIn) and arrived.cookies[0].value != old
    assert await doors.identity.of_request({}, {SESSION: old}, "GET") == NOT_KNOWN
    assert len(doors.sessions) == 1


async def test_failures_are_counted(fake: FakeOidc, home: Path) -> None:
    doors = doors_of(fake, home)
    for _ in range(20):
        assert await finished(doors, {}, "") == NOT_KNOWN
    assert await finished(doors, {}, "") == TOO_MANY


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: x=1",
        " //evil.example",
        "evil",
        "",
        "/é",
        "/" + "a" * 600,
    ],
)
def test_no_open_redirect(path: str) -> None:
    assert way_back(path) == "/"


@pytest.mark.parametrize("path", ["/", "/?c=12", "/static/a.css", "/#/c/1", "/a//b"])
def test_ways_back(path: str) -> None:
    assert way_back(path) == path


async def test_a_bad_way_back_is_not_in_the_cookie(fake: FakeOidc, home: Path) -> None:
    arrived = await whole(fake, doors_of(fake, home), "//evil.example")
    assert isinstance(arrived, SignedIn) and arrived.path == "/"


async def test_a_bearer_token_in_a_request(fake: FakeOidc, home: Path) -> None:
    doors = doors_of(fake, home, admin_group="sre")
    headers = {"authorization": f"Bearer {fake.token()}"}
    known = await doors.identity.of_request(headers, {}, "POST")
    assert isinstance(known, Principal) and known.id.startswith("oidc:")
    acting = {**headers, "hush-for": "slack:U1"}
    assert isinstance(await doors.identity.of_request(acting, {}, "POST"), Refusal)
    wrong = {"authorization": f"Bearer {fake.token(aud='x')}"}
    assert await doors.identity.of_request(wrong, {}, "POST") == NOT_KNOWN
