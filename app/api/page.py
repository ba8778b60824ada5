"""The page's files: `/` and `/static/…`. They hold nothing of anybody; what they show comes from the
API. Deliberately elsewhere: the files and their headers (`web`)."""

from __future__ import annotations

from importlib.resources import as_file

from fastapi import APIRouter
from fastapi.responses import FileResponse
from starlette.staticfiles import StaticFiles

from app.web import static_folder

router = APIRouter(include_in_schema=False)


def static_file(name: str, status: int = 200) -> FileResponse:
    """One of the page's files."""
    with as_file(static_folder()) as folder:
        return FileResponse(folder / name, status, headers={"Cache-Control": "no-cache"})


def static_files() -> StaticFiles:
    """All of them, below `/static`."""
    with as_file(static_folder()) as folder:
        return StaticFiles(directory=folder)


@router.get("/")
async def index() -> FileResponse:
    """The page."""
    return static_file("index.html")
