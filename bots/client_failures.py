"""How a request to the service fails: every way is one `Refused`.

Invariant: a code and the request's number are kept, no text of a server or library, which may hold
an address or a document. Deliberately elsewhere: the requests (`client`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from app.contract import Failed
from app.contract.reaching import AddressRefused
from bots.asking import Refused

_NOT_ACTING = frozenset({"unauthorized", "acting", "not_known", "sign_in"})


def problem(content: bytes, status: int, after: str | None) -> Refused:
    """The service's own code and number; a proxy in front of it has none."""
    wait = int(after) if after and after.isascii() and after.isdigit() else None
    try:
        said = Failed.model_validate_json(content).error
    except ValidationError:
        known = {401: "refused_key", 403: "forbidden", 404: "not_found", 429: "too_many_requests"}
        code = known.get(status, "unreachable" if status in (502, 503, 504) else "failed")
        return Refused(code, retry_after=wait)
    code = "refused_key" if said.code in _NOT_ACTING else said.code
    return Refused(code, said.id, wait if said.retry_after is None else said.retry_after)


@contextlib.contextmanager
def whole() -> Iterator[None]:
    """What is no answer of the service is a failure without a word of it."""
    try:
        yield
        return
    except ValueError:  # pydantic's is one
        pass
    raise Refused("failed")


@dataclass(slots=True)
class Heard:
    """Whether the service has begun to answer a request."""

    yes: bool = False


@contextlib.contextmanager
def failures() -> Iterator[Heard]:
    """Every way to fail is one of ours; the library's text, which may hold an address, is dropped. What
    takes long is "late"; where nothing was `Heard` at all it is "silent"."""
    import httpx2

    code, heard = "", Heard()
    try:
        yield heard
        return
    except AddressRefused:
        code = "address"
    except (TimeoutError, httpx2.TimeoutException):
        code = "late" if heard.yes else "silent"
    except (httpx2.HTTPError, OSError):
        code = "unreachable"
    except ValueError:
        code = "failed"
    raise Refused(code)
