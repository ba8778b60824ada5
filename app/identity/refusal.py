"""`Refusal`: somebody was not let in. One value, with no word of what they showed.

Deliberately elsewhere: the sentence that a person reads (`app.words`, by the code).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """`status` is HTTP's; `code` goes into `Problem.code`."""

    status: int
    code: str


NOBODY = Refusal(401, "sign_in")
"""Nothing was shown that says who asks."""
NOT_KNOWN = Refusal(401, "not_known")
"""What was shown is not, or no more, worth anything: key, token, cookie, link, sign-in."""
ELSEWHERE = Refusal(403, "cross_site")
"""The request was begun by another site."""
NO_CSRF = Refusal(403, "csrf")
"""A cookie alone changes nothing: `X-CSRF-Token` is missing or wrong."""
NOT_FOR_OTHERS = Refusal(403, "acting")
"""`Hush-For` or `Hush-In` with a key that may not, or with a value that cannot be, as that of
`Hush-Shared`."""
TOO_MANY = Refusal(429, "too_many_tries")
"""Too many failed sign-ins from this address."""
NO_ISSUER = Refusal(503, "issuer_unreachable")
"""The issuer could not be asked; only at sign-in on the page."""
