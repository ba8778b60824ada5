"""Errors in one shape, with the request's id and without content.

Invariant: what went wrong is said in our own words; neither the body that was sent nor an
exception's text is repeated. Under `/v1` the shape is OpenAI's, everywhere else `contract.Failed`.
"""

from __future__ import annotations

import http
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from app.api.openai_wire import OpenAIFailed, OpenAIProblem
from app.contract import Failed, Problem
from app.errors import (
    AnswerTimeout,
    AuditUnwritable,
    ClassifierUnusable,
    HushError,
    RecordsUnusable,
    SettingsInvalid,
    TooManyAtOnce,
)
from app.wording import say, sentence
from index.errors import IndexFailure
from index.sentence import Explained

_LOG = logging.getLogger("hush.service")

_KINDS = frozenset({"str", "int", "constrained-str", "constrained-int"})
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
_MAY = (400, 401, 403, 404, 405, 413, 422, 429, 500, 503)


def _documented(shape: type[BaseModel]) -> dict[int | str, dict[str, object]]:
    return {
        status: {"model": shape, "description": http.HTTPStatus(status).phrase} for status in _MAY
    }


DOCUMENTED = _documented(Failed)
"""For OpenAPI: what any address may answer besides its own."""
BUSY: dict[int | str, dict[str, object]] = {
    409: {"model": Failed, "description": http.HTTPStatus(409).phrase}
}
"""Besides, where one thing is done at a time."""
OPENAI_DOCUMENTED = _documented(OpenAIFailed)
"""The same for the addresses under `/v1`."""


_INSIDE = (
    IndexFailure,
    RecordsUnusable,
    AuditUnwritable,
    SettingsInvalid,
    ClassifierUnusable,
    OSError,
)
"""What only the operator can mend: its words name files and hosts of the house."""


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
        self.code = code or code_of(status)
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
    app.add_exception_handler(OSError, _unreadable)
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


def code_of(status: int) -> str:
    """What an error of this status is called where nothing more is known."""
    return _CODES.get(status, "failed")


def openai_type(status: int) -> str:
    """What OpenAI calls an error of this status."""
    return _OPENAI_TYPES.get(status, "server_error" if status >= 500 else "invalid_request_error")


def openai_error(
    request: Request, status: int, code: str, message: str, where: str = ""
) -> OpenAIFailed:
    """The same in OpenAI's shape."""
    kind = openai_type(status)
    return OpenAIFailed(
        error=OpenAIProblem(
            message=message, type=kind, param=where or None, code=code, id=request_id(request)
        )
    )


def message_of(error: Exception, spoken: str) -> str:
    """What is said of an error that arose while an answer was made."""
    if isinstance(error, _INSIDE):
        return say("problem_inside", spoken)
    if isinstance(error, Explained):
        return sentence(error, spoken) or say("problem_failed", spoken)
    return say("problem_failed", spoken)


def problem_of(request: Request, error: HushError | IndexFailure) -> Failed:
    """What is said of one of our own errors, with its code."""
    said = message_of(error, language_of(request))
    if isinstance(error, _INSIDE):
        note(request, error, "trouble")
    if isinstance(error, TooManyAtOnce):
        code, seconds = "too_many", error.retry_after
        return Failed(
            error=Problem(id=request_id(request), code=code, message=said, retry_after=seconds)
        )
    return failed(request, "timeout" if isinstance(error, AnswerTimeout) else "unavailable", said)


def note(request: Request, error: Exception, event: str = "unexpected error") -> None:
    """An error that an asker is told nothing of: type and place go to the log, none of its text."""
    trace, place = error.__traceback__, "nowhere"
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    _LOG.error(
        event,
        extra={"request": request_id(request), "error": type(error).__name__, "place": place},
    )


def answer_of(
    request: Request,
    status: int,
    code: str,
    message: str,
    headers: dict[str, str] | None = None,
    where: str = "",
) -> JSONResponse:
    """The answer that says what went wrong, in the shape of its address."""
    said: OpenAIFailed | Failed = (
        openai_error(request, status, code, message, where)
        if request.url.path.startswith("/v1/")
        else failed(request, code, message)
    )
    return JSONResponse(said.model_dump(), status, headers=headers)


async def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refused)
    said = say(f"problem_{error.code}", language_of(request), where=error.where, **error.said)
    return answer_of(request, error.status, error.code, said, error.headers, error.where)


async def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = code_of(error.status_code)
    said = say(f"problem_{code}", language_of(request), where="body")
    return answer_of(request, error.status_code, code, said, dict(error.headers or {}))


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = _plainest(error.errors())
    parts = _named(first["loc"][1:]) if first["type"] != "json_invalid" else []
    known = {"json_invalid": "JSON", "missing": ".".join(parts)}
    where = known.get(first["type"]) or ".".join(parts)[:100] or "body"
    why = (
        "problem_not_json"
        if first["loc"][0] == "body" and _not_json(request)
        else "problem_invalid"
    )
    said = say(why, language_of(request), where=where)
    status = 400 if request.url.path.startswith("/v1/") else 422
    return answer_of(request, status, "invalid", said, where=where)


def _not_json(request: Request) -> bool:
    """Whether a body was sent under another name than JSON's: it is not read then."""
    headers = request.headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    sent = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    return sent and not (kind == "application/json" or kind.endswith("+json"))


def _plainest(errors: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Of the errors of the first field that is wrong, the one that says best where. A field that
    takes several kinds has errors of each; those of a kind are of what was not meant."""

    def plain(error: dict[str, Any]) -> tuple[bool, int]:
        return not error["type"].endswith(("_type", "_parsing")), len(_named(error["loc"]))

    field = errors[0]["loc"][:2]
    return max((error for error in errors if error["loc"][:2] == field), key=plain)


def _named(places: Sequence[object]) -> list[str]:
    """The fields on the way to what is wrong; the kinds that were tried there are no fields."""
    named = [str(place) for place in places]
    return [name for name in named if name not in _KINDS and "[" not in name]


async def _explained(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HushError | IndexFailure)
    problem = problem_of(request, error).error
    if problem.retry_after is not None:
        headers = {"Retry-After": str(problem.retry_after)}
        return answer_of(request, 429, problem.code, problem.message, headers)
    return answer_of(request, 503, problem.code, problem.message)


async def _unreadable(request: Request, error: Exception) -> JSONResponse:
    """A file of the house, such as the audit's, cannot be read."""
    note(request, error, "trouble")
    return answer_of(request, 503, "unavailable", message_of(error, language_of(request)))


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    note(request, error)
    return answer_of(request, 500, "failed", say("problem_failed", language_of(request), where=""))
