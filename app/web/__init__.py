"""The page: its static files, and the headers under which they are served.

Invariant: the bundle runs under `CSP` as it stands: no inline script or style, no other host, no
frame. Deliberately elsewhere: the routes that serve it (`app.api`), what it asks (`app.contract`).
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Value of `Content-Security-Policy` for every answer of the service that a browser may show."""

SECURITY_HEADERS: dict[str, str] = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "microphone=(), payment=(), usb=(), clipboard-write=(self)"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers of the page, its files and the API; `CSP` is among them."""


def static_folder() -> Traversable:
    """The folder that is served below `/static/`; `index.html` is `/`, `login.html` is `/login`."""
    return files(__name__) / "static"
