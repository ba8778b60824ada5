"""Signing in on the page and out again: `/login`, `/logout`, `/api/signin`, `/api/me`.

Invariant: what somebody shows is judged by `identity` and stands in no answer; a success is a cookie
and a redirect within the service. Deliberately elsewhere: sessions, the issuer, links (`identity`).
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.api.access import Asker
from app.api.chat_exit import wordless
from app.api.context import context
from app.api.page import static_file
from app.api.problems import DOCUMENTED, Refused
from app.contract import Me
from app.identity.page import SignedIn
from app.identity.refusal import TOO_MANY, Refusal
from app.identity.tries import SECONDS

router = APIRouter(tags=["sign in"], responses=DOCUMENTED)
_ENTERED: dict[int | str, dict[str, object]] = {303: {"description": "On to the page"}}


@router.get("/login", response_class=HTMLResponse, responses=_ENTERED)
async def form(request: Request, token: str | None = None) -> Response:
    """The form; with a one-time token, the way in."""
    if token is None:
        return static_file("login.html")
    doors = context(request).doors
    came = doors.page.by_link(token, request.cookies, _address(request))
    if isinstance(came, Refusal) and await doors.identity.csrf(request.cookies):
        return RedirectResponse("/", 303)  # the same browser once more: it is in already
    return _followed(came, request)


@router.post("/login", response_class=RedirectResponse, status_code=303)
async def by_key(key: Annotated[str, Form(max_length=300)], request: Request) -> Response:
    """With a key that was pasted."""
    page = context(request).doors.page
    came = await page.by_key(key, request.headers, request.cookies, _address(request))
    return _entered(came, request)


@router.get("/login/oidc", response_class=RedirectResponse, status_code=303)
async def by_issuer(request: Request) -> Response:
    """On to the issuer."""
    page = context(request).doors.page
    if not page.has_issuer:
        raise Refused(404)
    begun = await page.begin()
    if isinstance(begun, Refusal):
        raise Refused(begun.status, begun.code)
    answer = RedirectResponse(begun.url, 303)
    answer.set_cookie(**begun.cookie.arguments)
    return answer


@router.get("/login/callback", response_class=RedirectResponse, status_code=303)
async def back(request: Request) -> Response:
    """Back from the issuer."""
    page = context(request).doors.page
    query = dict(request.query_params)
    return _followed(await page.finish(query, request.cookies, _address(request)), request)


@router.post("/logout", status_code=204)
async def leave(_: Asker, request: Request) -> Response:
    """End this browser's session."""
    answer = Response(status_code=204)
    answer.set_cookie(**context(request).doors.page.leave(request.cookies).arguments)
    return answer


@router.get("/api/signin")
async def ways(request: Request) -> dict[str, bool]:
    """Whether the page offers the issuer's sign-in."""
    return {"oidc": context(request).doors.page.has_issuer}


@router.get("/api/me")
@wordless
async def me(asker: Asker, request: Request) -> Me:
    """Who asks."""
    return Me(
        name=asker.name,
        groups=None if asker.groups is None else sorted(asker.groups),
        scopes=sorted(scope.value for scope in asker.scopes),
        csrf=await context(request).doors.identity.csrf(request.cookies),
    )


def _followed(outcome: SignedIn | Refusal, request: Request) -> Response:
    """After a link that a person followed: who is refused sees the form, which says why."""
    looks = "text/html" in request.headers.get("accept", "")
    if looks and isinstance(outcome, Refusal) and outcome != TOO_MANY:
        return static_file("login.html", outcome.status)
    return _entered(outcome, request)


def _entered(outcome: SignedIn | Refusal, request: Request) -> Response:
    if outcome == TOO_MANY:
        context(request).metrics.limited("sign_in", "address")
        raise Refused(429, TOO_MANY.code, headers={"Retry-After": str(SECONDS)})
    if isinstance(outcome, Refusal):
        raise Refused(outcome.status, outcome.code)
    answer = RedirectResponse(outcome.path, 303)
    for cookie in outcome.cookies:
        answer.set_cookie(**cookie.arguments)
    return answer


def _address(request: Request) -> str:
    return request.client.host if request.client else ""
