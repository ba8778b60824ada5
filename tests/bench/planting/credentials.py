"""Secrets of many makers and forms. A text that holds one must not leave at all.

Nothing here is real; shapes with a public prefix are put together from two pieces.
"""

from __future__ import annotations

import base64
import string

from tests.bench.planting.values import Draw, Generator, Value

_ALNUM = string.ascii_letters + string.digits
_HEX = "0123456789abcdef"
_WORDS = (
    "winter", "falcon", "Marmalade", "river", "Tugboat", "sunset", "cactus", "Lantern", "pepper",
    "Ostrich", "velvet", "Gravel", "monsoon", "Saffron", "badger", "Quartz",
)  # fmt: skip
_WORDS_RU = ("Zima", "Vesna", "parol", "Medved", "snegir", "Kolobok", "ryabina", "Moroz", "tayga")


def password(draw: Draw, form: str) -> Value:
    """A password as people choose or generate it."""
    word, other = draw.of(_WORDS), draw.any(_WORDS_RU)
    number = draw.number(10, 9999)
    text = draw.any(
        (
            f"{word}{number}!", f"{word.capitalize()}-{other}-{number}", f"{other}{number}",
            f"{other}_{number}$", draw.letters(12, _ALNUM) + "7", f"{word}@{number}", f"{other}#{number}Qw",
            draw.letters(8, string.ascii_lowercase) + draw.digits(3), f"P{draw.letters(9, _ALNUM)}%{number}",
            f"{word}.{other}.{number}",
        )
    )  # fmt: skip
    return Value.whole("password", text)


def token(draw: Draw, form: str) -> Value:
    """A token with its maker's shape."""
    a = draw.letters
    upper = string.ascii_uppercase
    makers = (
        "gh" + "p_" + a(36, _ALNUM), "gl" + "pat-" + a(20, _ALNUM), "AK" + "IA" + a(16, upper + "234567"),
        "xox" + "b-" + draw.digits(12) + "-" + draw.digits(12) + "-" + a(24, _ALNUM),
        "sk_" + "live_" + a(24, _ALNUM), "hv" + "s." + a(24, _ALNUM), "SG" + "." + a(22, _ALNUM) + "." + a(43, _ALNUM),
        "np" + "m_" + a(36, _ALNUM), "dop_" + "v1_" + a(64, _HEX), "AIza" + "Sy" + a(33, _ALNUM),
        "gls" + "a_" + a(32, _ALNUM) + "_" + a(8, _HEX), "dckr_" + "pat_" + a(27, _ALNUM),
        draw.digits(10, "1234567") + ":AA" + a(33, _ALNUM), "shp" + "at_" + a(32, _HEX), "sq0" + "atp-" + a(22, _ALNUM),
        "key-" + a(32, _HEX), "pypi-AgEIcHlwaS5vcmc" + a(60, _ALNUM), "y0_" + "AgAA" + a(50, _ALNUM),
        "AQVN" + a(36, _ALNUM), "ATATT3x" + a(60, _ALNUM), "NRAK-" + a(27, upper), "tfp_" + a(44, _ALNUM),
        "PMAK-" + a(24, _HEX) + "-" + a(34, _HEX), "rubygems_" + a(48, _HEX), "lin_api_" + a(40, _ALNUM),
        "EAACEdEose0cBA" + a(60, _ALNUM),
    )  # fmt: skip
    return Value.whole("token", draw.any(makers))


def jwt(draw: Draw, form: str) -> Value:
    """A signed token."""
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
    body = base64.urlsafe_b64encode(
        f'{{"sub":"{draw.digits(8)}","iss":"sso","exp":19{draw.digits(8)}}}'.encode()
    )
    return Value.whole("jwt", f"{head}.{body.decode().rstrip('=')}.{draw.letters(43, _ALNUM)}")


def key(draw: Draw, form: str) -> Value:
    """A private key."""
    lines = "\n".join(draw.letters(64, _ALNUM + "+/") for _ in range(4))
    kind = draw.any(("OPENSSH PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"))
    return Value(
        "private_key",
        f"-----BEGIN {kind}-----\n{lines}\n-----END {kind}-----",
        tuple(lines.splitlines()[:1]),
    )


def dsn(draw: Draw, form: str) -> Value:
    """A connection string with its password."""
    secret = password(draw, "").text.replace("@", "x").replace("#", "y").replace("%", "z")
    scheme = draw.any(
        ("postgresql", "mysql", "mongodb+srv", "redis", "amqp", "https", "clickhouse")
    )
    return Value("dsn", f"{scheme}://svc_app:{secret}@db.invalid:5432/main", (secret,))


def encoded(draw: Draw, form: str) -> Value:
    """A password as a Kubernetes Secret holds it."""
    secret = password(draw, "").text
    text = base64.b64encode(secret.encode()).decode()
    return Value("encoded", text, (text, secret))


def hashed(draw: Draw, form: str) -> Value:
    """A password's hash, as .htpasswd and /etc/shadow have it."""
    salt, rest = draw.letters(8, _ALNUM), draw.letters(22, _ALNUM)
    text = draw.any(
        (
            f"$apr1${salt}${rest}",
            f"$6${salt}${draw.letters(86, _ALNUM)}",
            f"$2y$10${draw.letters(53, _ALNUM)}",
        )
    )
    return Value.whole("hash", text)


def hexkey(draw: Draw, form: str) -> Value:
    """A key of hexadecimal digits; the shell says what it is."""
    return Value.whole("hexkey", draw.letters(draw.any((32, 40, 64)), _HEX))


CREDENTIALS: dict[str, Generator] = {
    "password": password,
    "token": token,
    "jwt": jwt,
    "key": key,
    "dsn": dsn,
    "encoded": encoded,
    "hashed": hashed,
    "hexkey": hexkey,
}
