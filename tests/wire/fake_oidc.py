"""A strict OpenID Connect issuer on a real loopback socket, with real RSA, EC and Ed25519 keys.

It takes a code once, only with the redirect address, the client's proof and the PKCE verifier that
belong to it, and keeps every request. A test turns it hostile by `answers` (path -> status, headers,
body), `claims` and `header`, or by rotating its keys.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, OKPKey, RSAKey

CLIENT, SECRET = "hush-client", "s3cret: with / signs"
BACK = "https://hush.example/login/callback"
AnyKey = RSAKey | ECKey | OKPKey | OctKey


@lru_cache
def rsa(kid: str = "rsa-1", bits: int = 2048) -> RSAKey:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a short key
        return RSAKey.generate_key(bits, {"kid": kid, "use": "sig"})


@lru_cache
def ec(kid: str = "ec-1", curve: Any = "P-256") -> ECKey:
    return ECKey.generate_key(curve, {"kid": kid})


@lru_cache
def ed(kid: str = "ed-1") -> OKPKey:
    return OKPKey.generate_key("Ed25519", {"kid": kid})


def signed(header: dict[str, Any], claims: dict[str, Any], key: AnyKey) -> str:
    """A token of exactly these; the library's own checks of headers are off."""
    from joserfc.jws import JWSRegistry

    registry = JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return jwt.encode(header, claims, key, registry=registry)


def plain(header: object, claims: object, signature: bytes = b"") -> str:
    """A token put together by hand."""
    return (
        ".".join(b64(json.dumps(part).encode()) for part in (header, claims)) + "." + b64(signature)
    )


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(slots=True)
class FakeOidc:
    """What it says and what it saw."""

    port: int = 0
    keys: list[Any] = field(default_factory=lambda: [rsa(), ec(), ed()])
    secret: str = SECRET
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    delay: float = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def count(self, path: str) -> int:
        return self.seen.count(path)

    def base_claims(self, **changed: Any) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.url,
            "sub": "person-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "preferred_username": "ann",
            "groups": ["sre", "staff"],
            **changed,
        }
        return {name: value for name, value in claims.items() if value is not ...}

    def key(self, algorithm: str) -> AnyKey:
        kind = {"RS256": "RSA", "PS256": "RSA", "ES256": "EC", "EdDSA": "OKP"}[algorithm]
        return next(key for key in self.keys if key.key_type == kind)  # type: ignore[no-any-return]

    def token(self, algorithm: str = "RS256", **changed: Any) -> str:
        key = self.key(algorithm)
        return signed({"alg": algorithm, "kid": key.kid}, self.base_claims(**changed), key)

    def browse(self, url: str) -> dict[str, str]:
        """The person signs in at the authorization endpoint; the query that comes back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["redirect_uri"] == BACK, "redirect_uri is not registered"
        assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43
        assert "openid" in asked["scope"].split() and asked["nonce"] and asked["state"]
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.url}

    def redeem(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        problem = (
            "code"
            if asked is None
            else "client"
            if not self._is_client(form, authorization)
            else "grant"
            if form.get("grant_type") != "authorization_code"
            else "redirect_uri"
            if form.get("redirect_uri") != asked["redirect_uri"]
            else "verifier"
            if b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
            != asked["code_challenge"]
            else ""
        )
        if asked is None or problem:
            self.rejected.append(problem)
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        hashed = hashlib.sha512 if self.algorithm == "EdDSA" else hashlib.sha256
        digest = hashed(access.encode()).digest()
        half = b64(digest[: len(digest) // 2])
        key = self.key(self.algorithm)
        claims = self.base_claims(**{"nonce": asked["nonce"], "at_hash": half, **self.claims})
        header = {"alg": self.algorithm, "kid": key.kid, **self.header}
        answer = {
            "token_type": "Bearer",
            "access_token": access,
            "id_token": signed(header, claims, key),
        }
        return 200, {name: value for name, value in answer.items() if name not in self.without}

    def _is_client(self, form: dict[str, str], authorization: str) -> bool:
        if not self.secret:
            return form.get("client_id") == CLIENT and not authorization
        if "client_secret_post" in self.discovery.get("token_endpoint_auth_methods_supported", []):
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, self.secret)
        scheme, _, value = authorization.partition(" ")
        name, _, secret = base64.b64decode(value).decode().partition(":")
        return scheme == "Basic" and (unquote(name), unquote(secret)) == (CLIENT, self.secret)

    def document(self, path: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.url,
                "authorization_endpoint": self.url + "/authorize?tenant=1",
                "token_endpoint": self.url + "/token",
                "jwks_uri": self.url + "/keys",
                **self.discovery,
            }
        if path == "/keys":
            return {"keys": list(KeySet(self.keys).as_dict(private=False)["keys"])}
        return None


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeOidc

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())

    def _answer(self, body: str | None) -> None:
        path = urlsplit(self.path).path
        self.fake.seen.append(path)
        time.sleep(self.fake.delay)
        if path in self.fake.answers:
            self._send(*self.fake.answers[path])
        elif path == "/token" and body is not None:
            form = {name: values[0] for name, values in parse_qs(body).items()}
            status, said = self.fake.redeem(form, self.headers.get("Authorization", ""))
            self._send(status, {}, json.dumps(said).encode())
        else:
            document = self.fake.document(path)
            self._send(404 if document is None else 200, {}, json.dumps(document).encode())

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tests are quiet."""


@contextmanager
def fake_oidc() -> Iterator[FakeOidc]:
    """A running issuer."""
    fake = FakeOidc()
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
