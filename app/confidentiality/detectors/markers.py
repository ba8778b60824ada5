"""Words by which people mark a text as not for others: MARKER and MARKER_RESTRICTED, action `local`.

Invariant: a marker is a mark put on a text ("коммерческая тайна", "internal use only"), not talk of
confidentiality ("политика конфиденциальности", "do not use ConfigMaps for confidential data"). Words
that a sentence may use ("confidential", "do not share") count only where they stand as a mark: at the
beginning of a line, in brackets, in a subject, and with nothing of a sentence after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.confidentiality.detectors.cues import Cues, before
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding, Sensitivity

Span = tuple[int, int]

_S = r"[\s_\-/]{1,4}"
_CALLED = (
    rf"(?:(?:classification|sensitivity|confidentiality)(?:{_S}(?:level|label|class|marking))?"
    rf"|классификация(?:{_S}(?:документа|данных|информации))?|гриф|пометка"
    rf"|гриф{_S}(?:секретности|конфиденциальности|документа|доступа)|(?:уровень|степень){_S}"
    rf"(?:доступа|секретности|конфиденциальности)|конфиденциальность|секретность)"
    r"(?!\w)[\"'*_`~)]{0,4}\s?(?:[:=|]|[—–]|\s-\s)[\s\"'*_`|:=\[(«]{0,8}"
)
"""The name of a classification and what divides it from its value, in prose, tables and settings."""
_NAMES = (
    "classification|sensitivity|confidentiality|гриф|классификация|уровень|степень|пометка"
    "|конфиденциальность|секретность"
)
_OF_SECRECY = r"(?:коммерческ|служебн|банковск|врачебн|государственн)"
_SAID = (
    # (first words, pattern, whether it counts only as a mark)
    (
        "для|только|исключительно",
        rf"(?:(?:только|исключительно){_S})?для{_S}(?:служебного|внутреннего"
        rf"|внутрикорпоративного){_S}(?:пользования|использования)"
        rf"|только{_S}для{_S}сотрудников(?={_S}(?:компании|банка|группы|отдела)|\W*$)",
        False,
    ),
    (
        "коммерческ|служебн|банковск|врачебн",
        rf"{_OF_SECRECY}ая{_S}тайна(?!\w|\s[—\-]\s(?:это|информация)|\s(?:это|является|охраняется"
        rf"|регулируется))",
        False,
    ),
    (
        "содерж|составля|относ|явля|охраня|режим|гриф|пометк|под_грифом",
        rf"(?<!не )(?:содерж|составля|относ|явля|охраня|режим|гриф"
        rf"|пометк)[а-я]{{0,8}}[\s:«\"]{{1,3}}(?:[а-я]{{1,12}}\s){{0,3}}"
        rf"{_OF_SECRECY}[а-я]{{2}}{_S}тайн[а-я]{{1,2}}",
        False,
    ),
    ("строго", rf"строго{_S}конфиденциальн(?:о|ая|ый|ое)(?!\w)", False),
    ("конфиденциально", r"конфиденциально(?!\w)", True),
    (
        "не_для|не_подлежит|не_распространять|не_пересылать|не_передавать|не_выносить",
        rf"не{_S}(?:для{_S}(?:распространения|печати|публикации|передачи|пересылки|посторонних"
        rf"|внешнего{_S}(?:использования|распространения))"
        rf"|подлежит{_S}(?:разглашению|распространению|передаче{_S}третьим)|(?:пересылать"
        rf"|передавать){_S}(?:третьим{_S}лицам|за{_S}пределы|наружу|вовне)"
        rf"|выносить{_S}за{_S}пределы{_S}(?:компании|организации|отдела|группы))",
        False,
    ),
    ("не_распространять|не_пересылать", rf"не{_S}(?:распространять|пересылать)(?!\w)", True),
    (
        "информация_ограниченного|ограниченного|документ",
        rf"(?:для{_S}|документ{_S}"
        rf"|информация{_S})ограниченного{_S}(?:доступа|распространения|пользования)",
        False,
    ),
    ("внутренний_документ", rf"внутренний{_S}документ(?:{_S}(?:компании|банка))?", True),
    ("nda", r"nda(?!\w)", None),
    ("nda", rf"nda{_S}(?:protected|required|material|applies)(?!\w)", False),
    (
        "company|strictly|highly|commercial|most",
        rf"(?:company|strictly|highly|commercial(?:ly)?){_S}(?:in{_S})?(?:confidential|secret)"
        rf"(?:{_S}information)?(?!\w|{_S}(?:data|values|fields|workloads))"
        rf"|company{_S}(?:internal|proprietary)(?!\w)",
        False,
    ),
    (
        "proprietary|privileged|confidential|private",
        rf"(?:proprietary|privileged|private){_S}(?:and|&){_S}confidential|confidential{_S}"
        rf"(?:and|&){_S}(?:proprietary|privileged)",
        False,
    ),
    (
        "confidential",
        rf"confidential(?:ity{_S}notice|\s?[:,.;|/\-]{{1,3}}\s?(?:do{_S}not|not{_S}for|internal"
        rf"|property)|{_S}(?:do{_S}not|not{_S}for|property{_S}of))",
        False,
    ),
    (
        "confidential|non-public",
        r"confidential(?:\sdocument|\sinformation|\smaterial|\smemo"
        r"|\sdraft)?(?!\w)",
        True,
    ),
    (
        "do_not|don't|please_do|not_to_be",
        rf"(?:(?:please{_S})?do(?:{_S}not|n[’']t)|not{_S}to{_S}be){_S}(?:distributed?|shared?"
        rf"|forward(?:ed)?|circulated?|redistributed?|disclosed?|copy|copied)"
        rf"(?:{_S}(?:this|it|these)(?:{_S}(?:document|page|message|mail|e-?mail|thread|file"
        rf"|slides?|deck|numbers))?)?"
        rf"{_S}(?:outside|externally|beyond|further|publicly|with{_S}(?:anyone{_S}(?:outside"
        rf"|else)|third{_S}parties|customers|external)|to{_S}(?:third{_S}parties"
        rf"|anyone{_S}outside)|without{_S}(?:prior|written|permission|approval))",
        False,
    ),
    (
        "do_not|don't|please",
        rf"(?:please{_S})?do(?:{_S}not|n[’']t){_S}(?:distribute|share|forward|circulate"
        rf"|redistribute|disclose)(?:{_S}this(?:{_S}(?:document|page|message|mail|e-?mail"
        rf"|thread|file|slides?|deck))?)?(?!\w)",
        True,
    ),
    (
        "not_for",
        rf"not{_S}for{_S}(?:external|public|further|general|wider){_S}(?:use|distribution"
        rf"|release|sharing|circulation|disclosure)|not{_S}for{_S}(?:distribution|circulation"
        rf"|redistribution)",
        False,
    ),
    (
        "for_internal|for_official|internal_use|official_use|restricted_use",
        rf"(?:for{_S})?(?:internal|official|restricted){_S}use{_S}only|for{_S}internal{_S}"
        rf"(?:eyes|distribution|circulation){_S}only",
        False,
    ),
    ("internal", r"internal(?: eyes)?[ _]only(?!\w)|internal-only(?=[^\w\n]{0,12}(?:\n|$))", True),
    (
        "employees|staff|eyes|need-to-know|need_to_know",
        rf"(?:employees?|staff){_S}(?:eyes{_S})?only(?!\w)|eyes{_S}only(?!\w)|"
        rf"(?:on{_S}a{_S})?need{_S}to{_S}know{_S}(?:basis|only)",
        False,
    ),
    (
        "attorney|solicitor|legal",
        rf"(?:attorney|solicitor|lawyer){_S}client{_S}(?:privileged?"
        rf"|communication)|legal(?:ly)?{_S}privileged",
        False,
    ),
    ("trade_secret", r"trade secrets?(?!\w)", None),
    (
        "this_e|this_m|this_document|this_page|the_information|настоящее|данное",
        r"(?:this (?:e-?mail|message|document|page|memo)(?: \(?(?:and"
        r"|including) any attachments\)?,?)? (?:is|are|contains?) (?:\w+ ){0,2}(?:confidential"
        r"|privileged)"
        r"|(?:настоящее|данное) (?:сообщение|письмо) (?:\w+ ){0,4}конфиденциальн\w{2,4})",
        False,
    ),
    ("tlp", r"tlp[\s:\-]{0,3}amber(?:\+strict)?(?!\w)", False),
    (
        "privileged",
        rf"privileged{_S}(?:and|&|/){_S}(?:attorney|solicitor|lawyer|legal)",
        False,
    ),
    (
        "keep",
        rf"keep{_S}(?:this|it|that){_S}(?:strictly{_S}|just{_S})?(?:between{_S}us"
        rf"|under{_S}wraps|to{_S}yourself|off{_S}the{_S}record|quiet(?={_S}(?:for|until|till)|\W))",
        False,
    ),
    (
        "do_not_tell|don't_tell|don’t_tell|tell_no",
        rf"(?:do{_S}not|don[’']t){_S}tell{_S}(?:anyone|anybody)(?!\w|{_S}(?:your|the|what))"
        rf"|tell{_S}no(?:{_S}one|body)(?!\w|{_S}(?:your|the|what))",
        False,
    ),
    ("between_us|strictly_between", r"(?:strictly |just )?between us(?! and)(?!\w)", True),
    ("do_not_publish|don't_publish", rf"do(?:{_S}not|n[’']t){_S}publish(?!\w)", True),
    ("embargoed|under_embargo", rf"embargoed{_S}(?:until|till)|under{_S}embargo(?!\w)", False),
    ("строго_между|между_нами", rf"(?:строго{_S})?между{_S}нами(?!\w)", True),
    (
        "никому",
        rf"никому{_S}(?:пока{_S})?не{_S}(?:показыва|рассказыва|пересыла|говор)[а-я]{{1,5}}"
        rf"(?!\w|{_S}(?:сво|ваш|парол|код|ключ|токен|пин|о{_S}))",
        False,
    ),
    ("не_разглашать", rf"не{_S}разглашать(?!\w)", True),
    ("kommercheskaya|kommercheskaja", rf"kommerchesk(?:aya|aja|aia){_S}ta[yji]na(?!\w)", False),
    (
        _NAMES,
        _CALLED
        + r"(?:strictly\s|company\s|строго\s)?(?:confidential|internal|конфиденциальн\w{1,2}"
        r"|дсп|кт|для\sслужебного|для\sвнутреннего|коммерческая\sтайна|служебная\sтайна)\b",
        False,
    ),
)
_RESTRICTED = (
    ("top", rf"top{_S}secret(?!\w)", False),
    ("tlp", r"tlp[\s:\-]{0,3}red(?!\w)", False),
    ("совершенно|строго|сов", rf"(?:совершенно|строго|сов\.?){_S}секретно(?!\w)", False),
    ("секретно", r"секретно(?!\w)", True),
    ("особой", rf"особой{_S}важности(?!\w)", True),
    (
        _NAMES,
        _CALLED + r"(?:highly\s|top\s|строго\s|совершенно\s)?(?:restricted|secret|секретно|сс|ов"
        r"|особой\sважности|ограниченн\w{2,3}\s(?:доступ|распростран)\w{0,4})\b",
        False,
    ),
)
_TABLE = _SAID + _RESTRICTED
_CUES = Cues([(beginnings, pattern) for beginnings, pattern, _ in _TABLE], within=False)
_CAPITALS = re.compile(
    r"(?=[ДК])(?<!\w)(?:ДСП|КОНФИДЕНЦИАЛЬНО)(?!\w)"
    r"|^[ \t>#*_\[(\-=|]{0,8}(?:STRICTLY )?(?:CONFIDENTIAL|RESTRICTED|NDA)[ \t*_\])!.=|\-]{0,6}$",
    re.MULTILINE,
)
_LETTER, _GAP = (
    r"[^\W_]",
    r"[ .*_\-]",
)  # nothing is both: a line of underscores would be read for ever
_SPACED = re.compile(
    rf"(?={_LETTER}{_GAP}{_LETTER}{_GAP})(?<!{_LETTER}){_LETTER}{_GAP}"
    rf"(?:{_LETTER}{_GAP}{{1,2}}){{1,40}}{_LETTER}(?!{_LETTER})"
)
_SPACED_MARKS = words(
    """
    дсп конфиденциально строгоконфиденциально коммерческаятайна секретно совершенносекретно confidential
    strictlyconfidential topsecret internalonly internaluseonly restricted forinternaluseonly
    дляслужебногопользования служебнаятайна donotdistribute donotshare nda
    """
)
_TIED = re.compile(
    rf"(?:под|по|в{_S}рамках|согласно|защищ[её]н[оаы]?|подписан[оаы]?|подпадает{_S}под|under"
    rf"|covered{_S}by|subject{_S}to"
    rf"|protected{_S}by|signed|contains?|our)"
    rf"(?:{_S}(?:an?|the|our|mutual|same|нашего|нашим|наш|действующего|some|company))?{_S}\Z",
    re.IGNORECASE,
)
"""What stands before words that are a mark only when the text is tied to them."""
_BEFORE = re.compile(
    r"(?:^|\n|[:|—–\[(«\"“!;]|\.|\s-{1,2}|\*\*|re:|fwd?:)[ \t>#*_\[(\-=|\"'«“~/!]{0,12}$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[ \t*_\])!.=|\-\"'»”:;,/—–~]{0,12}(?:$|\n)|[ \t]{0,2}[\])»”!|:;—–/]|\."
    r"(?:\s|$)|\*\*|,?\s(?:acme|©)|\s[-|/]\s",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"(?:\bnot|\bnon|\bно не|\bне|\bno longer|\bnever)[\s\-]{1,2}(?:is\s"
    r"|marked\s)?[\"'«]?\Z",
    re.IGNORECASE,
)


class Markers:
    """Finds confidentiality marks."""

    name = "markers"

    @property
    def raises(self) -> Mapping[str, Sensitivity]:
        """Marks of secrecy raise to RESTRICTED, the others to CONFIDENTIAL."""
        return MappingProxyType({"MARKER_RESTRICTED": Sensitivity.RESTRICTED})

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each mark."""
        view = View.of(text)
        for kind, span in _marks(view.text):
            yield view.finding(kind, Action.LOCAL, span, self.name)


def _marks(text: str) -> Iterator[tuple[str, Span]]:
    for number, match in _CUES.matches(text):
        start, end = match.span()
        if (
            text[start - 1 : start].isalnum()
            or _is_path(text, start, match[0])
            or _NEGATED.search(text, max(0, start - 16), start)
        ):
            continue
        alone = _TABLE[number][2]
        if alone and not _is_mark(text, start, end):
            continue
        if alone is None and not before(text, start, _TIED, 40):
            continue
        yield ("MARKER" if number < len(_SAID) else "MARKER_RESTRICTED"), (start, end)
    for match in _CAPITALS.finditer(text):
        yield ("MARKER_RESTRICTED" if "RESTRICTED" in match[0] else "MARKER"), match.span()
    for match in _SPACED.finditer(text):
        letters = re.sub(r"[\W_]", "", match[0]).casefold()
        if letters in _SPACED_MARKS:
            secret = "секретно" in letters or "secret" in letters
            yield ("MARKER_RESTRICTED" if secret else "MARKER"), match.span()


def _is_path(text: str, start: int, words_: str) -> bool:
    """A piece of a path or an identifier (`gitlab/top-secret`), not words."""
    return text[start - 1 : start] in ("/", "\\", "_", "-", ".") and not re.search(r"\s", words_)


def _is_mark(text: str, start: int, end: int) -> bool:
    """Whether the words stand by themselves, as a stamp does, and not within a sentence."""
    return bool(_BEFORE.search(text, max(0, start - 24), start) and _AFTER.match(text, end))
