"""Errors in one shape, with the request's id and without content.

Invariant: what went wrong is said in our own words; neither the body that was sent nor an
exception's text is repeated. Under `/v1` the shape is OpenAI's, everywhere else `contract.Failed`.
"""

from __future__ import annotations

import http
import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.contract import Failed, Problem
from app.errors import AnswerTimeout, HushError, TooManyAtOnce
from app.wording import say, sentence
from index.errors import IndexFailure
from index.sentence import Explained

_LOG = logging.getLogger("hush.service")

_CODES = {
    400: "invalid",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "invalid",
    429: "too_many",
    503: "unavailable",
}
_OPENAI_TYPES = {
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    429: "rate_limit_error",
}
DOCUMENTED: dict[int | str, dict[str, object]] = {
    status: {"model": Failed, "description": http.HTTPStatus(status).phrase}
    for status in (400, 401, 403, 404, 405, 413, 422, 429, 500, 503)
}
"""For OpenAPI: what any address may answer besides its own."""


class Refused(Exception):
    """A request that is not done: `status`, a code, and what to say of it.

    `where` names the field that is wrong, by its place and never by its value; `said` are numbers
    and names of ours for the sentence.
    """

    def __init__(
        self,
        status: int,
        code: str = "",
        where: str = "",
        headers: dict[str, str] | None = None,
        said: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code or _CODES.get(status, "failed")
        self.where = where
        self.headers = headers or {}
        self.said = dict(said or {})


def install(app: FastAPI) -> None:
    """Answer every kind of error in the one shape."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HushError, _explained)
    app.add_exception_handler(IndexFailure, _explained)
    app.add_exception_handler(Exception, _unexpected)


def request_id(request: Request) -> str:
    """The id of this request, which stands in its log line and in its errors."""
    return str(request.scope.get("hush.request_id", ""))


def language_of(request: Request) -> str:
    """ "ru" where the client asks for Russian first."""
    wanted = request.headers.get("accept-language", "").strip().lower()
    return "ru" if wanted.startswith("ru") else "en"


def failed(request: Request, code: str, message: str) -> Failed:
    """The error of an answer, or of an event in a stream."""
    return Failed(error=Problem(id=request_id(request), code=code, message=message))


def message_of(error: Exception, spoken: str) -> str:
    """What is said of an error that arose while an answer was made."""
    if isinstance(error, Explained):
        return sentence(error, spoken) or say("problem_failed", spoken)
    return say("problem_failed", spoken)


def problem_of(request: Request, error: HushError | IndexFailure) -> Failed:
    """What is said of one of our own errors, with its code."""
    said = message_of(error, language_of(request))
    if isinstance(error, TooManyAtOnce):
        code, seconds = "too_many", error.retry_after
        return Failed(
            error=Problem(id=request_id(request), code=code, message=said, retry_after=seconds)
        )
    return failed(request, "timeout" if isinstance(error, AnswerTimeout) else "unavailable", said)


def note(request: Request, error: Exception) -> None:
    """An error that nobody foresaw: its type and place go to the log, nothing of its text."""
    trace, place = error.__traceback__, "nowhere"
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    _LOG.error(
        "unexpected error",
        extra={"request": request_id(request), "error": type(error).__name__, "place": place},
    )


def _answer(
    request: Request,
    status: int,
    code: str,
    message: str,
    headers: dict[str, str] | None = None,
    where: str = "",
) -> JSONResponse:
    if request.url.path.startswith("/v1/"):
        kind = _OPENAI_TYPES.get(
            status, "server_error" if status >= 500 else "invalid_request_error"
        )
        body: dict[str, object] = {
            "error": {
                "message": message,
                "type": kind,
                "param": where or None,
                "code": code,
                "id": request_id(request),
            }
        }
    else:
        body = failed(request, code, message).model_dump()
    return JSONResponse(body, status, headers=headers)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refused)
    said = say(f"problem_{error.code}", language_of(request), where=error.where, **error.said)
    return _answer(request, error.status, error.code, said, error.headers, error.where)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "failed")
    said = say(f"problem_{code}", language_of(request), where="")
    return _answer(request, error.status_code, code, said, dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    parts = [str(part) for part in first["loc"][1:]] if first["type"] != "json_invalid" else []
    known = {"json_invalid": "JSON", "missing": ".".join(parts)}
    where = known.get(first["type"]) or ".".join(parts)[:100] or "body"
    said = say("problem_invalid", language_of(request), where=where)
    status = 400 if request.url.path.startswith("/v1/") else 422
    return _answer(request, status, "invalid", said, where=where)


async def _explained(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HushError | IndexFailure)
    problem = problem_of(request, error).error
    if problem.retry_after is not None:
        headers = {"Retry-After": str(problem.retry_after)}
        return _answer(request, 429, problem.code, problem.message, headers)
    return _answer(request, 503, problem.code, problem.message)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    note(request, error)
    return _answer(request, 500, "failed", say("problem_failed", language_of(request), where=""))
