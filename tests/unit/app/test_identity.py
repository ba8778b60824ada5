"""Who a request comes from: keys, sessions, CSRF, links, bots that act for somebody."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from app.errors import SettingsInvalid
from app.identity.access import AccessTable
from app.identity.access_toml import parse_access_toml
from app.identity.cookies import SESSION, Sealed, session_key
from app.identity.finding import digest_of
from app.identity.identity import Doors, make_doors
from app.identity.links import SECONDS, LoginLinks
from app.identity.page import SignedIn
from app.identity.refusal import (
    ELSEWHERE,
    NO_CSRF,
    NO_ISSUER,
    NOBODY,
    NOT_FOR_OTHERS,
    NOT_KNOWN,
    TOO_MANY,
    Refusal,
)
from app.identity.sessions import IDLE, LONGEST, RECHECK, Sessions
from app.identity.tries import Tries
from app.principals import Chat, Principal, Scope
from app.settings import OidcSettings
from index.chunk import EVERYONE
from index.sentence import Rejected

ANN = Principal("key:1", "ann", frozenset({"sre", "staff"}))
BOT = Principal("key:2", "bot", frozenset({"sre", "ops"}), frozenset({Scope.ASK, Scope.ACT}))
BIG_BOT = Principal("key:3", "big", None, frozenset({Scope.ASK, Scope.ACT, Scope.ADMIN}))
KEYS = {"hush_ann": ANN, "hush_bot": BOT, "hush_big": BIG_BOT}
TABLE = parse_access_toml(
    """
[users."slack:U1"]
groups = ["sre", "board"]
[users."telegram:42"]
groups = ["ops"]
[channels."slack:T1:C1"]
groups = ["ops", "board"]
[chats."telegram:-1001"]
groups = ["sre"]
"""
)
WHOLE = parse_access_toml(
    """
[users."Anna@example.com"]
groups = ["sre"]
admin = true
[users."@example.com"]
groups = ["staff"]
[channels."slack:T1:C1"]
groups = ["ops"]
on_call = "slack:S7"
[channels."slack:T1:C2"]
groups = ["staff"]
shared = true
[channels."slack:T1:C3"]
groups = []
[owners."payments-team"]
accounts = ["slack:U1", "slack:T9:U9", "slack:S5", "telegram:42"]
"""
)
ADDRESS = "192.0.2.1"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Keys:
    """Keys that can be revoked."""

    def __init__(self) -> None:
        self.by_id = {principal.id: principal for principal in KEYS.values()}
        self.asked = 0

    def find(self, secret: str) -> Principal | None:
        found = KEYS.get(secret)
        return self.by_id.get(found.id) if found else None

    def still(self, principal_id: str, digest: str) -> Principal | None:
        assert digest in {digest_of(secret) for secret in KEYS}
        self.asked += 1
        return self.by_id.get(principal_id)


@pytest.fixture
def keys() -> Keys:
    return Keys()


@pytest.fixture
def doors(home: Path, keys: Keys) -> Doors:
    return make_doors(home, TABLE, OidcSettings(), "", keys.find, keys.still)


async def signed_in(doors: Doors, key: str = "hush_ann", old: str = "") -> str:
    arrived = await doors.page.by_key(key, {}, {SESSION: old}, ADDRESS)
    assert isinstance(arrived, SignedIn)
    return arrived.cookies[0].value


async def ask(doors: Doors, method: str = "GET", cookie: str = "", **headers: str) -> object:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await doors.identity.of_request(named, {SESSION: cookie} if cookie else {}, method)


# bearer keys


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER "])
async def test_a_key(doors: Doors, scheme: str) -> None:
    assert await ask(doors, authorization=f"{scheme} hush_ann") == ANN


@pytest.mark.parametrize(
    "shown",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic aHVzaF9hbm46",
        "hush_ann",
        "Bearer hush_nobody",
        "Bearer hush_ann hush_bot",
        "Bearer hush_" + "x" * 300,
        "Bearer eyJhbGciOiJub25lIn0.e30.",
        "Bearer hush_änn",
    ],
)
async def test_not_a_key(doors: Doors, shown: str) -> None:
    cookie = await signed_in(doors)
    assert await ask(doors, authorization=shown) == NOT_KNOWN
    assert await ask(doors, cookie=cookie, authorization=shown) == NOT_KNOWN, "no way back to it"


async def test_a_bearer_key_needs_no_csrf_token(doors: Doors) -> None:
    assert await ask(doors, "POST", authorization="Bearer hush_ann") == ANN


async def test_nothing_shown(doors: Doors) -> None:
    assert await ask(doors) == NOBODY


# bots that act for somebody


@pytest.mark.parametrize(
    ("key", "user", "place", "groups"),
    [
        ("hush_bot", "slack:U1", None, {"sre"}),
        ("hush_big", "slack:U1", None, {"sre", "board"}),
        ("hush_big", "telegram:42", None, {"ops"}),
        ("hush_big", "slack:U9", None, set()),
        ("hush_bot", "slack:U1", "slack:T1:C1", {"sre"}),
        ("hush_big", "slack:U1", "slack:T1:C1", {"sre", "board"}),
        ("hush_big", "slack:T1:U1", "slack:T1:C9", {"sre", "board"}),
        ("hush_big", "telegram:42", "telegram:-1001", {"ops"}),
    ],
)
async def test_acting(
    doors: Doors, key: str, user: str, place: str | None, groups: set[str]
) -> None:
    headers = {"hush_for": user, **({"hush_in": place} if place else {})}
    found = await ask(doors, "POST", authorization=f"Bearer {key}", **headers)
    assert isinstance(found, Principal)
    assert found.groups == frozenset(groups)
    assert found.id == f"{KEYS[key].id}/for:{user}"
    assert found.scopes == {Scope.ASK}, "never more than asking"
    known = TABLE.groups_of_channel(place) if place else frozenset()
    assert found.every == (known or frozenset({EVERYONE} if place else ()))
    assert (found.platform, found.place) == (user.partition(":")[0], place or "")
    assert found.talks == (f"{KEYS[key].id}/in:{place}" if place else found.id)


@pytest.mark.parametrize(
    ("key", "audience", "readable"),
    [
        ("hush_big", {"ops", "board"}, True),
        ("hush_big", {"ops", "board", "sre"}, True),
        ("hush_big", {"everyone"}, True),
        ("hush_big", {"ops"}, False),
        ("hush_big", {"board"}, False),
        ("hush_big", {"sre"}, False),
        ("hush_bot", {"ops", "board"}, False),
        ("hush_bot", {"ops", "board", "sre"}, True),
        ("hush_bot", {"everyone"}, True),
    ],
)
async def test_in_a_channel_a_document_is_for_all_of_it_and_for_the_asker(
    doors: Doors, key: str, audience: set[str], readable: bool
) -> None:
    """The channel is read by `ops` and by `board`; the asker is of `sre` and `board`, and the smaller
    bot's key is not for `board`."""
    headers = {"hush_for": "slack:U1", "hush_in": "slack:T1:C1"}
    found = await ask(doors, "POST", authorization=f"Bearer {key}", **headers)
    assert isinstance(found, Principal)
    assert found.access.may_read(frozenset(audience)) is readable


@pytest.mark.parametrize(
    "headers",
    [
        {"authorization": "Bearer hush_ann", "hush_for": "slack:U1"},
        {"authorization": "Bearer hush_ann", "hush_in": "slack:T1:C1"},
        {"authorization": "Bearer hush_big", "hush_mail": "anna@example.com"},
        {"authorization": "Bearer hush_big", "hush_shared": "1"},
        {"authorization": "Bearer hush_big", "hush_for": "slack:U1", "hush_shared": "yes"},
        {"authorization": "Bearer hush_big", "hush_for": "slack:U1", "hush_in": "telegram:-1001"},
        {"authorization": "Bearer hush_big", "hush_for": ""},
        {"authorization": "Bearer hush_big", "hush_for": "owner"},
        {"authorization": "Bearer hush_big", "hush_for": "slack:U1/for:slack:U2"},
        {"authorization": "Bearer hush_big", "hush_for": "slack:U1\n"},
        {"authorization": "Bearer hush_big", "hush_for": "slack:U1", "hush_in": ""},
        {"authorization": "Bearer hush_big", "hush_for": "slack:U1", "hush_in": "slack:C1"},
        {"authorization": "Bearer hush_big", "hush_for": "telegram:٤٢"},
    ],
)
async def test_not_acting(doors: Doors, headers: dict[str, str]) -> None:
    assert await ask(doors, "POST", **headers) == NOT_FOR_OTHERS


async def test_a_session_never_acts(doors: Doors) -> None:
    cookie = await signed_in(doors, "hush_big")
    found = await ask(doors, cookie=cookie)
    assert isinstance(found, Principal) and found.scopes == {Scope.ASK, Scope.ADMIN}
    assert await ask(doors, cookie=cookie, hush_for="slack:U1") == NOT_FOR_OTHERS


# sessions


async def test_a_session(doors: Doors) -> None:
    cookie = await signed_in(doors)
    assert await ask(doors, cookie=cookie) == ANN
    csrf = await doors.identity.csrf({SESSION: cookie})
    assert len(csrf) == 43
    assert await ask(doors, "POST", cookie, x_csrf_token=csrf) == ANN
    gone = doors.page.leave({SESSION: cookie})
    assert gone.value == "" and gone.max_age == 0
    assert await ask(doors, cookie=cookie) == NOT_KNOWN


@pytest.mark.parametrize("method", ["POST", "post", "DELETE", "PUT", "PATCH", "QUERY"])
async def test_csrf(doors: Doors, method: str) -> None:
    cookie, other = await signed_in(doors), await signed_in(doors)
    foreign = await doors.identity.csrf({SESSION: other})
    own = await doors.identity.csrf({SESSION: cookie})
    assert await ask(doors, method, cookie) == NO_CSRF
    for wrong in ("", "x", foreign, own[:-1], own + "x", own.upper(), "é"):
        assert await ask(doors, method, cookie, x_csrf_token=wrong) == NO_CSRF
    assert await ask(doors, method, cookie, x_csrf_token=own) == ANN


@pytest.mark.parametrize("site", ["cross-site", "Cross-Site", "same-site"])
async def test_another_site(doors: Doors, site: str) -> None:
    cookie = await signed_in(doors)
    csrf = await doors.identity.csrf({SESSION: cookie})
    headers = {"x_csrf_token": csrf, "sec_fetch_site": site}
    assert await ask(doors, "POST", cookie, **headers) == ELSEWHERE
    assert await ask(doors, "GET", cookie, **headers) == ANN, "a link to the page"
    sent = await doors.page.by_key("hush_ann", {"sec-fetch-site": site}, {}, ADDRESS)
    assert sent == ELSEWHERE


@pytest.mark.parametrize("site", ["same-origin", "none"])
async def test_this_site(doors: Doors, site: str) -> None:
    cookie = await signed_in(doors)
    csrf = await doors.identity.csrf({SESSION: cookie})
    assert await ask(doors, "POST", cookie, x_csrf_token=csrf, sec_fetch_site=site) == ANN


def _flipped(text: str, at: int) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]


CHANGES: dict[str, Callable[[str], str]] = {
    "first letter": lambda cookie: _flipped(cookie, 0),
    "the time": lambda cookie: _flipped(cookie, cookie.rindex(".") - 1),
    "the signature": lambda cookie: _flipped(cookie, cookie.rindex(".") + 1),
    "no signature": lambda cookie: cookie.rpartition(".")[0],
    "cut": lambda cookie: cookie[:-1],
    "empty parts": lambda cookie: "..",
    "packed": lambda cookie: "." + cookie,
    "huge": lambda cookie: cookie + "A" * 5000,
    "not ASCII": lambda cookie: cookie + "é",
    "another key": lambda cookie: Sealed(b"x" * 32, "session", 600, Clock()).seal(["a"]),
}


@pytest.mark.parametrize("name", sorted(CHANGES))
async def test_a_changed_cookie(doors: Doors, name: str) -> None:
    cookie = await signed_in(doors)
    assert await ask(doors, cookie=CHANGES[name](cookie)) == NOT_KNOWN
    assert await ask(doors, cookie=cookie) == ANN


async def test_fixation(doors: Doors) -> None:
    planted = await signed_in(doors, "hush_bot")
    cookie = await signed_in(doors, "hush_ann", old=planted)
    assert cookie != planted and len(doors.sessions) == 1
    assert await ask(doors, cookie=planted) == NOT_KNOWN
    assert await ask(doors, cookie=cookie) == ANN


def sessions_of(keys: Keys, clock: Clock, **limits: Any) -> Sessions:
    return Sessions(
        b"k" * 32, lambda principal, proof: keys.still(principal.id, proof), clock=clock, **limits
    )


async def test_idle_and_old(keys: Keys) -> None:
    clock = Clock()
    sessions = sessions_of(keys, clock)
    proof = digest_of("hush_ann")
    idle, used = (sessions.start(ANN, proof=proof).value for _ in range(2))
    for _ in range(LONGEST // IDLE * 2 - 1):
        clock.now += IDLE / 2
        assert await sessions.find(used) is not None
    assert await sessions.find(idle) is None
    clock.now += IDLE / 2
    assert await sessions.find(used) is None, "seven days are the end of it"
    assert len(sessions) == 0


async def test_a_revoked_key_ends_its_sessions_within_a_minute(keys: Keys) -> None:
    clock = Clock()
    sessions = sessions_of(keys, clock)
    cookie = sessions.start(ANN, proof=digest_of("hush_ann")).value
    for _ in range(10):
        clock.now += RECHECK / 10 - 0.1
        assert await sessions.find(cookie) is not None
    assert keys.asked == 0
    keys.by_id[ANN.id] = Principal(ANN.id, "ann", frozenset({"staff"}))
    clock.now += 1
    found = await sessions.find(cookie)
    assert found is not None and found.principal.groups == frozenset({"staff"}) and keys.asked == 1
    del keys.by_id[ANN.id]
    clock.now += RECHECK
    assert await sessions.find(cookie) is None
    keys.by_id[ANN.id] = ANN
    assert await sessions.find(cookie) is None, "it does not come back"


async def test_never_more_than_so_many(keys: Keys) -> None:
    sessions = sessions_of(keys, Clock(), most=10, most_each=3)
    mine = [sessions.start(ANN).value for _ in range(5)]
    assert len(sessions) == 3
    assert [await sessions.find(cookie) is not None for cookie in mine] == [False] * 2 + [True] * 3
    others = [sessions.start(Principal(f"oidc:{n}", "", frozenset())).value for n in range(9)]
    assert len(sessions) == 10
    assert await sessions.find(mine[-1]) is not None, "the longest unused went"
    assert await sessions.find(others[-1]) is not None


async def test_sign_out_everywhere(keys: Keys) -> None:
    sessions = sessions_of(keys, Clock())
    mine, other = sessions.start(ANN).value, sessions.start(BOT).value
    sessions.end_all_of(ANN.id)
    assert await sessions.find(mine) is None and await sessions.find(other) is not None


def test_nothing_of_a_session_is_shown(doors: Doors) -> None:
    cookie = doors.sessions.start(ANN)
    assert cookie.value not in repr(cookie)
    assert "csrf" not in repr(list(doors.sessions._all.values()))


async def test_a_failing_database_is_no_open_door(keys: Keys) -> None:
    clock = Clock()

    def broken(_: Principal, __: str) -> Principal | None:
        raise OSError("gone")

    sessions = Sessions(b"k" * 32, broken, clock=clock)
    cookie = sessions.start(ANN).value
    clock.now += RECHECK
    for _ in range(2):
        with pytest.raises(OSError, match="gone"):
            await sessions.find(cookie)


async def test_the_key_that_was_pasted_is_asked_for_again(doors: Doors, keys: Keys) -> None:
    cookie = await signed_in(doors)
    session = await doors.sessions.find(cookie)
    assert session is not None and "hush_ann" not in (repr(session), session.proof)
    session.checked -= RECHECK
    assert await ask(doors, cookie=cookie) == ANN and keys.asked == 1


# ways in


async def test_a_wrong_key_is_counted(doors: Doors) -> None:
    for _ in range(20):
        assert await doors.page.by_key("hush_wrong", {}, {}, ADDRESS) == NOT_KNOWN
    assert await doors.page.by_key("hush_ann", {}, {}, ADDRESS) == TOO_MANY
    assert doors.page.by_link("x", {}, ADDRESS) == TOO_MANY
    assert isinstance(await doors.page.by_key(" hush_ann\n", {}, {}, "192.0.2.2"), SignedIn)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("", "testclient", True),
    ],
)
def test_addresses(one: str, other: str, same: bool) -> None:
    tries = Tries()
    for _ in range(20):
        tries.failed(one)
    assert tries.may(other) is not same


def test_a_link_opens_once(doors: Doors) -> None:
    token = doors.links.make()
    arrived = doors.page.by_link(token, {}, ADDRESS)
    assert isinstance(arrived, SignedIn) and arrived.principal == Principal.owner()
    assert doors.page.by_link(token, {}, ADDRESS) == NOT_KNOWN
    for wrong in ("", "x", token[:-1], "\ud800"):
        assert doors.page.by_link(wrong, {}, ADDRESS) == NOT_KNOWN


def test_a_link_is_over_after_ten_minutes() -> None:
    clock = Clock()
    links = LoginLinks(clock)
    one, two = links.make(), links.make()
    clock.now += SECONDS - 1
    assert links.redeem(one) is not None
    clock.now += 1
    assert links.redeem(two) is None
    assert len(one) == 43 and one not in repr(vars(links))


def test_links_are_bounded() -> None:
    links = LoginLinks()
    first = links.make()
    last = [links.make() for _ in range(100)][-1]
    assert links.redeem(first) is None and links.redeem(last) is not None


async def test_the_owner_stays(home: Path, keys: Keys) -> None:
    doors = make_doors(home, TABLE, OidcSettings(), "", keys.find, keys.still)
    arrived = doors.page.by_link(doors.links.make(), {}, ADDRESS)
    assert isinstance(arrived, SignedIn)
    session = await doors.sessions.find(arrived.cookies[0].value)
    assert session is not None
    session.checked -= RECHECK
    assert await ask(doors, cookie=arrived.cookies[0].value) == replace(
        Principal.owner(), scopes=frozenset({Scope.ASK, Scope.ADMIN})
    )
    assert keys.asked == 0


async def test_without_an_issuer(doors: Doors) -> None:
    assert not doors.page.has_issuer and doors.issuer is None
    assert await doors.page.begin() == NO_ISSUER
    assert isinstance(await doors.page.finish({}, {}, ADDRESS), Refusal)


# the key of cookies


def test_the_session_key_is_private_and_stays(home: Path) -> None:
    key = session_key(home)
    assert len(key) == 32 and session_key(home) == key
    path = home / "session.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in home.iterdir()] == ["session.key"]
    path.chmod(0o644)
    session_key(home)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_damaged_session_key(home: Path, tmp_path: Path) -> None:
    home.mkdir()
    path = home / "session.key"
    path.write_bytes(b"short")
    with pytest.raises(SettingsInvalid, match="is damaged"):
        session_key(home)
    path.unlink()
    (tmp_path / "elsewhere").write_bytes(os.urandom(32))
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        session_key(home)


# access.toml


def test_the_table() -> None:
    assert TABLE.groups_of_user("slack:U1") == {"sre", "board"}
    assert TABLE.groups_of_user("slack:T1:U1") == {"sre", "board"}, "in any team"
    assert TABLE.groups_of_user("slack:U2") == frozenset()
    assert TABLE.groups_of_channel("slack:T1:C1") == {"ops", "board"}
    assert TABLE.groups_of_channel("telegram:-1001") == {"sre"}
    assert TABLE.groups_of_user("slack:T1:C1") == frozenset()
    assert AccessTable().groups_of_user("slack:U1") == frozenset()
    assert parse_access_toml("") == AccessTable()


def test_owners_and_who_is_on_call() -> None:
    assert WHOLE.owner_of("slack:T1:U1") == {"payments-team"}
    assert WHOLE.owner_of("slack:T2:U9") == frozenset(), "another team's"
    assert WHOLE.accounts_of("payments-team", "slack:T1:C1") == ["slack:T1:S5", "slack:T1:U1"]
    assert WHOLE.accounts_of("payments-team", "slack:T9:C1") == [
        "slack:T9:S5",
        "slack:T9:U1",
        "slack:T9:U9",
    ]
    assert WHOLE.accounts_of("payments-team", "telegram:-100") == ["telegram:42"]
    assert WHOLE.accounts_of("nobody", "slack:T1:C1") == []
    assert WHOLE.on_call("slack:T1:C1") == "slack:T1:S7" and WHOLE.on_call("slack:T1:C2") == ""


def test_a_mail_and_its_domain() -> None:
    anna = WHOLE.member("slack:T1:U7", "anna@example.com")
    assert anna is not None and anna.groups == {"sre", "staff"} and anna.admin
    other = WHOLE.member("slack:T1:U7", "ben@example.com")
    assert other is not None and other.groups == {"staff"} and not other.admin
    others = ("example.org", "sub.example.com", "notexample.com", "example.com.evil.org")
    for mail in (*(f"anna@{domain}" for domain in others), ""):
        assert WHOLE.member("slack:T1:U7", mail) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[user]", "user is not known here"),
        ("users = 5", "users is a table"),
        ("owners = 5", "owners is a table"),
        ('[users]\n"slack:U1" = ["a"]', 'users."slack:U1" has groups'),
        ('[users."slack:U1"]', 'users."slack:U1" has groups'),
        ('[users."slack:U1"]\nadmin = true', 'users."slack:U1" has groups'),
        ('[users."slack:U1"]\ngroups = ["a"]\nadmin = 1', "admin is true or false"),
        ('[users."slack:U1"]\ngroups = ["a"]\nshared = true', "nothing else"),
        ('[users."slack:U1"]\ngroups = "a"', "is a list of names"),
        ('[users."slack:U1"]\ngroups = ["a", 1]', "is a list of names"),
        ('[users."slack:U1"]\ngroups = ["a,b"]', "is a list of names"),
        ('[users."slack:U1"]\ngroups = [" a"]', "is a list of names"),
        ('[users."slack:U1"]\ngroups = [""]', "is a list of names"),
        ('[users."U1"]\ngroups = []', 'users."U1" cannot be'),
        ('[users."Slack:U1"]\ngroups = []', "cannot be"),
        ('[users."slack:u1"]\ngroups = []', "cannot be"),
        ('[users."telegram:-42"]\ngroups = []', "cannot be"),
        ('[users."@"]\ngroups = []', "cannot be"),
        ('[users."@com"]\ngroups = []', "cannot be"),
        ('[users."anna@*.com"]\ngroups = []', "cannot be"),
        ('[users."*@example.com"]\ngroups = []', "cannot be"),
        ('[users."a@b.com"]\ngroups = []\n[users."A@b.com"]\ngroups = []', "stands twice"),
        ('[channels."telegram:42"]\ngroups = []', "cannot be"),
        ('[channels."slack:C1"]\ngroups = []', "cannot be"),
        ('[channels."slack:T1:C1"]\ngroups = []\nadmin = true', "nothing else"),
        ('[channels."slack:T1:C1"]\nshared = true', "nothing else"),
        ('[channels."slack:T1:C1"]\ngroups = []\nshared = "true"', "shared is true or false"),
        ('[channels."slack:T1:C1"]\ngroups = []\non_call = "telegram:42"', "same platform"),
        ('[channels."slack:T1:C1"]\ngroups = []\non_call = ["slack:U1"]', "same platform"),
        ('[chats."telegram:-100"]\ngroups = []\non_call = "@anna"', "same platform"),
        ('[chats."slack:T1:C1"]\ngroups = []', "cannot be"),
        ('[owners."payments"]\ngroups = []', "has accounts"),
        ('[owners."payments"]\naccounts = ["anna@example.com"]', "accounts is a list of"),
        ('[owners."payments"]\naccounts = "slack:U1"', "accounts is a list of"),
        ('[owners." "]\naccounts = ["slack:U1"]', "cannot be"),
        ('[users."slack:U1"]\ngroups = []\n[users."slack:U1"]', "no key stands twice"),
        ("[users", "not valid TOML"),
    ],
)
def test_a_slip_in_the_table(text: str, said: str) -> None:
    with pytest.raises(Rejected, match=said):
        parse_access_toml(text)


# what counts in chats


@pytest.mark.parametrize(
    ("headers", "groups", "every", "known"),
    [
        ({"hush_for": "slack:T1:U7"}, set(), set(), False),
        (
            {"hush_for": "slack:T1:U7", "hush_mail": " Anna@Example.COM "},
            {"sre", "staff"},
            set(),
            True,
        ),
        ({"hush_for": "slack:T1:U7", "hush_mail": "anna@example.com,b@c.de"}, set(), set(), False),
        ({"hush_for": "telegram:7", "hush_mail": "anna@example.com"}, set(), set(), False),
        ({"hush_for": "telegram:77"}, {"ops"}, set(), True),
        ({"hush_in": "slack:T1:C1"}, {"ops"}, {"ops"}, False),
        ({"hush_in": "slack:T1:C1", "hush_shared": "1"}, {"everyone"}, {"everyone"}, False),
        ({"hush_in": "slack:T1:C2", "hush_shared": "1"}, {"staff"}, {"staff"}, False),
        ({"hush_in": "slack:T1:C3", "hush_shared": "0"}, {"everyone"}, {"everyone"}, False),
        ({"hush_in": "slack:T1:C1", "hush_mail": "anna@example.com"}, {"ops"}, {"ops"}, False),
    ],
)
async def test_who_counts_as_what(
    home: Path, keys: Keys, headers: dict[str, str], groups: set[str], every: set[str], known: bool
) -> None:
    paired = {"telegram:77": Paired(frozenset({"ops"}))}
    doors = make_doors(home, WHOLE, OidcSettings(), "", keys.find, keys.still, paired.get)
    found = await ask(doors, "POST", authorization="Bearer hush_big", **headers)
    assert isinstance(found, Principal) and found.chat is not None
    assert set(found.groups or ()) == groups and found.every == every
    assert found.chat.known is known
    assert "example" not in repr(found), "an address is personal"


async def test_a_channel_that_asks_by_itself(doors: Doors) -> None:
    found = await ask(doors, "POST", authorization="Bearer hush_big", hush_in="slack:T1:C1")
    assert isinstance(found, Principal)
    assert found.id == found.talks == "key:3/in:slack:T1:C1" and found.scopes == {Scope.ASK}
    assert not found.access.may_read(frozenset({"ops"}))
    assert found.access.may_read(frozenset({"ops", "board"}))


async def test_the_owner_acts_for_others_with_their_groups(doors: Doors) -> None:
    headers = {"hush-for": "slack:U1", "hush-in": "telegram:-1001"}
    assert await doors.identity.for_whom(Principal.owner(), headers) == NOT_FOR_OTHERS
    headers["hush-in"] = "slack:T1:C1"
    found = await doors.identity.for_whom(Principal.owner(), headers)
    assert isinstance(found, Principal) and found.scopes == {Scope.ASK}
    assert found.id == "owner/for:slack:U1" and found.groups == frozenset({"sre", "board"})
    assert await doors.identity.for_whom(Principal.owner(), {}) == Principal.owner()


@dataclass(frozen=True, slots=True)
class Paired:
    """What an account has by pairing."""

    groups: frozenset[str]
    name: str = ""


@pytest.mark.parametrize(("name", "owns"), [(" Anna@example.com", True), ("Anna", False)])
async def test_whoever_was_paired_under_an_e_mail_owns_what_is_of_it(
    home: Path, keys: Keys, name: str, owns: bool
) -> None:
    paired = {"telegram:77": Paired(frozenset({"ops"}), name)}
    doors = make_doors(home, WHOLE, OidcSettings(), "", keys.find, keys.still, paired.get)
    found = await ask(doors, "POST", authorization="Bearer hush_big", hush_for="telegram:77")
    assert isinstance(found, Principal) and found.chat is not None
    assert found.chat.owns("anna@example.com") is owns
    assert not found.chat.owns(name.strip() if not owns else "ben@example.com")


def test_whose_documents_are_whose() -> None:
    chat = Chat("slack:T1:U1", owner_of=frozenset({"payments-team"}), mail="anna@example.com")
    assert chat.owns("payments-team") and chat.owns("Anna@example.com")
    assert not any(map(chat.owns, ("", None, "billing", "ben@example.com")))
    assert not Chat("slack:T1:U1").owns("")
