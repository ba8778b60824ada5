"""Words by which people mark a text as not for others: MARKER, action `local`.

Invariant: a marker is a mark put on a text ("коммерческая тайна", "internal use only"), not talk of
confidentiality ("политика конфиденциальности", "confidential data must be encrypted").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

_S = r"[\s_\-]{1,4}"
_PHRASES = (
    rf"для{_S}служебного{_S}пользования|для{_S}внутреннего{_S}(?:пользования|использования)",
    rf"только{_S}для{_S}(?:сотрудников|внутреннего\s\w+|служебного\s\w+)",
    rf"(?:коммерческая|служебная|банковская|врачебная|государственная){_S}тайна",
    rf"(?<!не )(?:содерж|составля|относ|явля|охраня|режим)[а-я]{{0,8}}\s(?:[а-я]{{1,12}}\s){{0,3}}"
    rf"(?:коммерческ|служебн|банковск|государственн)[а-я]{{2}}{_S}тайн[а-я]{{1,2}}",
    rf"(?:строго{_S})?конфиденциально(?!\w)|(?:совершенно|строго){_S}секретно",
    rf"не{_S}для{_S}(?:распространения|печати|публикации|передачи)|не{_S}подлежит{_S}разглашению",
    rf"(?:под|по|подпадает{_S}под|в{_S}рамках|согласно|защищено){_S}NDA\b",
    rf"(?:company|strictly|highly|commercial(?:ly)?){_S}(?:in{_S})?confidential(?:{_S}information)?(?=\W|$)",
    rf"(?:proprietary{_S}(?:and|&){_S}confidential|confidential{_S}(?:and|&){_S}proprietary)",
    rf"confidential(?:\s?[:,.;|/-]{{1,3}}\s?|{_S})(?:do{_S}not|not{_S}for|internal|property)",
    rf"do{_S}not{_S}(?:distribute|share{_S}(?:outside|externally)|forward{_S}outside|disclose)",
    rf"not{_S}for{_S}(?:external|public){_S}(?:use|distribution|release|sharing)|not{_S}for{_S}distribution",
    rf"(?:for{_S})?internal(?:{_S}use{_S}|\s)only|(?:for{_S})?(?:official|restricted){_S}use{_S}only",
    rf"(?:employees|staff){_S}(?:eyes{_S})?only|eyes{_S}only|need{_S}to{_S}know{_S}(?:basis|only)",
    rf"(?:under|covered{_S}by|subject{_S}to|protected{_S}by|signed){_S}(?:an?{_S}|the{_S}|our{_S})?NDA\b|NDA{_S}(?:protected|only|required|material)",
    rf"attorney{_S}client{_S}privilege[d]?|(?:contains?|our){_S}trade{_S}secrets?|top\ssecret|TLP:\s?(?:RED|AMBER)",
    rf"(?:classification|sensitivity|confidentiality|гриф|классификация|уровень{_S}доступа)\s?[:=]\s?[\"'*]{{0,2}}"
    r"(?:strictly\s)?(?:confidential|restricted|secret|internal|конфиденциально|секретно|дсп)\b",
)
_MARK = re.compile(r"(?<!\w)(?:" + "|".join(_PHRASES) + ")", re.IGNORECASE)
_CAPITALS = re.compile(
    r"(?<!\w)(?:ДСП|КОНФИДЕНЦИАЛЬНО|СЕКРЕТНО)(?!\w)"
    r"|^[ \t>#*_\[(\-]{0,8}(?:STRICTLY )?(?:CONFIDENTIAL|SECRET|RESTRICTED|NDA)[ \t*_\])!.]{0,6}$",
    re.MULTILINE,
)


class Markers:
    """Finds confidentiality marks."""

    name = "markers"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each mark."""
        view = View.of(text)
        for pattern in (_MARK, _CAPITALS):
            for match in pattern.finditer(view.text):
                yield view.finding("MARKER", Action.LOCAL, match.span(), self.name)
