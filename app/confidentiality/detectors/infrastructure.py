"""The house's machines, networks and places: IP, MAC, HOST, URL, BUCKET, ACCOUNT, REPOSITORY, SHARE,
PATH, HANDLE.

A URL of a host that is not known to everybody is masked whole, because its path names things too;
a host elsewhere is a HOST. Reserved, documentation and loopback addresses stay (`addresses`), and
so do names that everybody knows (`domains`).
"""

from __future__ import annotations

from collections.abc import Iterator

from app.confidentiality.detectors.address_places import spread
from app.confidentiality.detectors.addresses import numeric
from app.confidentiality.detectors.cloud import at_suppliers
from app.confidentiality.detectors.folder_names import folder_names
from app.confidentiality.detectors.hosts import named
from app.confidentiality.detectors.paths import paths
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding


class Infrastructure:
    """Finds machines, networks and places at suppliers."""

    name = "infrastructure"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each name or address; what is a supplier's is no machine."""
        view = View.of(text)
        found: dict[tuple[int, int], str] = {}
        for source in (numeric, spread, named, at_suppliers, paths, folder_names):
            for kind, span in source(view.text):
                if found.get(span, "HOST") == "HOST":
                    found[span] = kind
        for span, kind in found.items():
            yield view.finding(kind, Action.MASK, span, self.name)
