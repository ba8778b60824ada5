"""`/healthz`, `/readyz`, `/metrics`: for whoever watches the service. They say nothing of content."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from app.api.context import context
from app.api.problems import DOCUMENTED, Refused

router = APIRouter(tags=["operations"], responses=DOCUMENTED)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """It can answer: the store is open and it is not about to stop. Of each lane that is on: whether
    its model answers or rests; the service is ready either way, without a model it quotes.
    Trouble with the issuer is told and does not make it unready either: keys and sessions go on."""
    made = context(request)
    if made.stopping.is_set() or not await asyncio.to_thread(made.service.ready):
        raise Refused(503)
    lanes = {one.lane: "rests" if one.resting else "ok" for one in made.service.breakers}
    issuer = made.doors.issuer
    known = {} if issuer is None else {"issuer": issuer.trouble or "ok"}
    return {"status": "ready", **lanes, **known}


@router.get("/metrics", response_class=PlainTextResponse)
async def measurements(request: Request) -> Response:
    """Prometheus' text format."""
    metrics = context(request).metrics
    metrics.tasks.set(len(asyncio.all_tasks()))
    return Response(metrics.text(), media_type=CONTENT_TYPE_LATEST)
