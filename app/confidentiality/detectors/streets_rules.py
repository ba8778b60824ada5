"""Street addresses by their build: English, Russian, the usual forms of Europe, post boxes.

The tagger finds more (`streets`); what stands here is found without it. Invariant: every pattern is
bounded, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Led

Span = tuple[int, int]

_C = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]{0,24}\.?"
_EN_TYPE = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Place|Pl|"
    r"Terrace|Square|Sq|Crescent"
    r"|Highway|Hwy|Parkway|Pkwy|Circle|Cir|Row|Mews|Grove|Gardens|Broadway|Quay|Alley|"
    r"Way|Close|Walk|Hill)"
)
_UNIT = (
    r"(?:[,;]?\s{0,3}(?:(?:Apartment|Apt|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|Building|"
    r"Bldg|Office|Block|Door)\.?[ ]?#?\d{0,5}"
    r"[A-Za-z]?(?!\w)|#[ ]?\d{1,5}[A-Z]?|\d{1,2}(?:st|nd|rd|th)[ ]floor))"
)
_STATE = (
    r"(?:A[BKLRZ]|BC|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ABDEINOST]|N[BCDEHJLMSTVY]|"
    r"O[HKNR]|P[ARE]|QC|RI|S[CDK]|T[NX]"
    r"|UT|V[AT]|W[AIVY]|NSW|VIC|QLD)"
)
_CODE = (
    r"(?:\d{5}(?:-\d{4})?|\d{4}[ ]?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|"
    r"[A-Z]\d[A-Z][ ]?\d[A-Z]\d|\d{2}-\d{3}|\d{3}[ ]\d{2}|\d{4}|\d{6})"
)
_TOWN = rf"(?:{_C}(?:[ \-](?:{_C}|de|la|del|am|an|der|upon|sur|on)){{0,3}})"
_REGION = (
    rf"(?:[,;]?\s{{0,4}}(?:{_TOWN}(?:,?[ ]{_STATE})?,?\s{{1,3}}{_CODE}(?![\w])|{_CODE}[ "
    rf"]{_TOWN}|{_TOWN},[ ]{_STATE}\b))"
    rf"(?:,?\s{{1,3}}(?:United Kingdom|UK|USA|U\.S\.A\.|United States|Germany|France|"
    rf"Spain|Italy|Netherlands|Canada|Australia|Ireland|Deutschland))?"
)
_NUMBER = r"\d{1,6}[A-Za-z]?(?:[\-/]\d{1,4}[A-Za-z]?)?"
_ENGLISH = re.compile(
    rf"(?<![\w.#:/\-]){_NUMBER},?[ ](?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?[ ])?"
    rf"(?:(?:{_C}|\d{{1,3}}(?:st|nd|rd|th)|of|the)[ ]){{1,4}}{_EN_TYPE}\b\.?(?:[ ](?:NE|"
    rf"NW|SE|SW|N|S|E|W)\b)?{_UNIT}{{0,2}}(?:{_REGION})?"
)
_LOWER = re.compile(
    r"(?<![\w.#:/\-])\d{1,5}[a-z]?[ ](?:(?:n|s|e|w|north|south|east|west)[ "
    r"])?(?:[a-z]{2,20}[ ]|\d{1,3}(?:st|nd|rd|th)[ ]){1,3}"
    r"(?:street|avenue|ave|road|lane|drive|boulevard|blvd|court|terrace|"
    r"crescent)\b(?:,?[ ](?:apt|apartment|suite|unit|flat)\.?[ ]?#?\d{1,5}[a-z]?)?"
    r"(?:,[ ][a-z]{3,20}(?:[ ][a-z]{3,20})?(?:,?[ ][a-z]{2})?(?:[ ]\d{5})?)?(?!\w)"
)
_GLUED = (
    r"(?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|damm|ufer|ring|straat|laan|plein|"
    r"gracht|kade|dreef|steenweg|gatan|vägen|gata"
    r"|vej|veien|vegen|gade|katu|tie)"
)
_EUROPE = re.compile(
    rf"(?<![\w/\-])(?:(?:{_C}[ \-]){{0,2}}[A-ZÀ-ÞĀ-Ž][\w\-]{{1,24}}(?:{_GLUED}|[ "
    rf"\-](?:Stra(?:ß|ss)e|Allee|Platz|Ring|Weg))"
    rf"|(?:[Rr]ue|[Aa]venue|[Bb]oulevard|[Cc]hemin|[Qq]uai|[Cc]alle|[Aa]venida|"
    rf"[Aa]vda\.?|[Cc]arrera|[Pp]aseo|[Rr]ua|[Tt]ravessa|[Vv]ia|[Vv]iale|[Pp]iazza"
    rf"|[Cc]orso|[Uu]l\.|[Uu]lica|[Ss]trada|[Uu]litsa|[Pp]rospekt|[Pp]ereulok)(?:[ "
    rf"](?:de|du|des|la|las|los|del|della|da|dos|l')){{0,2}}[ ']{{0,1}}{_C}(?:[ "
    rf"]{_C}){{0,2}}"
    rf"|{_C}(?:[ ]{_C})?[ ](?:utca|út|tér|körút|[Cc]addesi|[Ss]okak)),?[ ](?:n[°ºo]?\.?[ "
    rf"]?)?\d{{1,4}}[a-zA-Z]?(?:[/\-]\d{{1,4}}[a-z]?)?\.?(?!\w)"
    rf"{_UNIT}{{0,2}}(?:{_REGION})?"
)
_FRENCH = re.compile(
    rf"(?<![\w./\-])\d{{1,4}}(?:[ ]?(?:bis|ter))?,?[ ](?:rue|avenue|av\.|boulevard|bd|"
    rf"chemin|place|quai|impasse|cours|allée|Rue|Avenue|Boulevard|Place|Quai)"
    rf"(?:[ ](?:de|du|des|la|le|les|d'|l')){{0,3}}[ ']{{0,1}}{_C}(?:[ "
    rf"\-]{_C}){{0,3}}{_UNIT}{{0,1}}(?:{_REGION})?"
)
_BOX = Led(
    "p.o|po|p._o|p_o|casilla|apartado|а/я|абонентский_ящик|psc|unit|cmr|us",
    r"(?<!\w)(?:(?:P\.?[ ]?O\.?[ ]?|[Pp]ost(?:al)?[ ])[Bb]ox|Postfach|Casilla|Apartado|"
    r"а/я|А/Я|абонентский ящик)[ ]?(?:#|№|No\.?)?[ ]?\d{1,6}"
    rf"(?:{_REGION})?|(?<!\w)(?:PSC|Unit|CMR)[ ]\d{{1,5}},?[ ]Box[ "
    rf"]\d{{1,5}}(?:,?\s{{1,3}}[AFD]PO,?[ ]A[AEP][ ]\d{{5}}(?:-\d{{4}})?)?"
    rf"|(?<!\w)US(?:S|NS|NV|AV|N|CGC)[ ]{_C}(?:[ ]{_C})?,?\s{{1,3}}[AFD]PO,?[ ]A[AEP][ ]\d{{5}}"
    r"|(?<!\w)us(?:s|ns|nv|av|n|cgc)[ ][a-z'’\-]{2,24}(?:[ ][a-z'’\-]{2,24})?"
    r",?\s{1,3}[afd]po,?[ ]a[aep][ ]\d{5}",
)
_RU_C = r"[А-ЯЁа-яё][А-ЯЁа-яё\-]{1,24}\.?"
_RU_NAME = (
    rf"(?:(?:\d{{1,3}}[\-‑]?(?:й|я|го|ая|ый)[ ])?(?:{_RU_C}[ ]){{0,2}}{_RU_C}|\d{{1,3}}[ "
    rf"](?:лет|[Мм]ая|[Мм]арта|[Яя]нваря|[Фф]евраля|[Аа]преля"
    rf"|[Ии]ю[нл]я|[Аа]вгуста|[Сс]ентября|[Оо]ктября|[Нн]оября"
    rf"|[Дд]екабря|года)[ ]?[А-ЯЁа-яё]{{0,16}}[ "
    rf"]?[А-ЯЁа-яё]{{0,16}})"
)
_RU_TYPE = (
    r"(?:ул(?:\.|ица|ице|ицы|ицу)|пр-к?т\.?|просп(?:\.|ект|екте|екта)|пр\.|пер(?:\.|"
    r"еулок|еулке|еулка)|наб(?:\.|ережная|ережной)|б-р\.?|бульвар(?:е|а)?"
    r"|ш(?:\.|оссе)|пл(?:\.|ощадь|ощади)|проезд(?:е|а)?|тупик|аллея|аллее|мкр(?:н)?\.?|"
    r"микрорайон|кв-л|линия)"
)
_RU_HOUSE = (
    r"(?:д(?:\.|ом)?|влд?\.?|владение)[ ]?№?[ ]?\d{1,4}[А-Яа-я]?(?:/\d{1,4}[а-я]?)?|"
    r"\d{1,4}(?:[А-Яа-я]\d{0,2})?(?:[/\-]\d{1,4}[а-я]?){0,2}(?![\w:]|\.\w)"
)
_RU_REST = (
    r"(?:,?\s{0,3}(?:(?:к(?:орп)?(?:\.|орпус)?|стр(?:\.|оение)?|лит(?:\.|ера)?|под(?:\.|"
    r"ъезд)|эт(?:\.|аж)|кв(?:\.|артира)|оф(?:\.|ис)|ком(?:\.|ната)"
    r"|пом(?:\.|ещение)|б/ц|БЦ)[ ]?№?[ ]?\d{1,5}[А-Яа-я]?)){0,5}"
)
_RU_TOWN = (
    rf"(?:(?:г(?:\.|ород|ор\.)?|пос(?:\.|[её]лок)|с(?:\.|ело)|дер(?:\.|евня)|пгт\.?|р-н|"
    rf"обл(?:\.|асть)|респ(?:\.|ублика)|край)[ ]?{_RU_C}(?:[ ]{_RU_C})?"
    rf"|{_RU_C}[ ](?:обл(?:\.|асть|асти)|край|края|район|района|р-н)|"
    rf"[А-ЯЁ][а-яё\-]{{2,24}}(?:[ ][А-ЯЁ][а-яё\-]{{2,24}})?)"
)
_RUSSIAN = re.compile(
    rf"(?<![\w.])(?:(?<!\d)\d{{6}},?\s{{1,3}})?(?:Росси[яи],?\s{{1,3}}|"
    rf"РФ,?\s{{1,3}})?(?:{_RU_TOWN},\s{{1,3}}){{0,3}}"
    rf"(?:{_RU_TYPE}[ ]?{_RU_NAME}|{_RU_NAME}[ ]{_RU_TYPE}),?[ "
    rf"]{{1,2}}(?:{_RU_HOUSE}){_RU_REST}(?:,\s{{1,2}}\d{{6}}(?!\d))?"
)
_RU_FLAT = re.compile(
    rf"(?<![\w.])(?:(?<!\d)\d{{6}},?\s{{1,3}})?г\.[ "
    rf"]?{_RU_C}(?:,\s{{1,3}}{_RU_TOWN}){{0,2}},\s{{1,3}}{_RU_NAME},?\s{{1,3}}(?:д\.[ "
    rf"]?)?\d{{1,4}}[а-я]?{_RU_REST}"
)
_CUED = Led(
    "home|street|postal|mailing|billing|shipping|delivery|residential|registered|address|live|resid"
    "|адрес|прожива|прописан|зарегистрирован",
    r"(?i:\b(?:(?:home|street|postal|mailing|billing|shipping|delivery|residential|"
    r"registered)[ _]?address|address[ ]?line[ ]?[12]?|lives?[ ]at|resid(?:es|ing)[ ]at"
    r"|адрес(?:[ ](?:регистрации|проживания|доставки|прописки|фактический|юридический))?|"
    r"прожива(?:ет|ю|ющ\w{2,4})(?:[ ]по[ ]адресу)?|прописан[а]?|зарегистрирован[а]?[ "
    r"]по[ ]адресу)\b)"
    r"[\"']{0,1}[ \t]{0,3}(?:[:=\-|]|is\b|—)?[ \t]{0,3}[\"']{0,1}(?P<value>[^\n|"
    r"\"';]{0,40}?\d{1,6}[^\n|\"';]{0,100})",
)
_ZIP = Led(
    "zip|post|индекс|почтовый",
    r"(?i:\b(?:zip|postal|post)[ \-]?codes?|\bpostcode|\bzip\b|"
    r"(?<!\w)(?:почтовый\s)?индекс)[\"']{0,1}(?:[ ](?:is|of))?[ ]?[:=#\-]?[ "
    r"]{0,2}[\"']?(?P<value>\d{4,6}(?:-\d{3,4})?|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|"
    r"[A-Z]\d[A-Z][ ]?\d[A-Z]\d)(?![\w\-])",
)
_STREETLESS = re.compile(rf"(?<![\w,]){_TOWN},[ ]{_STATE}[ ]\d{{5}}(?:-\d{{4}})?(?![\w\-])")
_RU_BARE = re.compile(
    r"(?<![\w.])(?i:на|по|с|до|от|у|в|живёт|живет|живу|адрес[а-яё]{0,2}|улиц[а-яё]{1,2}):?[ ]"
    r"(?P<value>(?:[А-ЯЁ][а-яё\-]{2,24}[ ]){0,2}[А-ЯЁ][а-яё\-]{2,24}(?:а|я|ы|и|ой|ая|го|ов|ва|ина),?[ ]"
    r"\d{1,3}[а-я]?[\-/]\d{1,4}(?:[\-/]\d{1,4})?)(?![\w:\-]|\.\w"
    r"|[ ](?:%|шт|кг|руб|ед\.|чел|метр|раз|час|дн|мин"
    r"|год|лет|сент|окт|нояб|дек|янв|фев|мар|апр|ма[йя]|июн|июл|авг))"
)
"""A street without the word for it, its house and flat: the number after the dash is the flat."""
_CYRILLIC = re.compile(r"[а-яё]")
_PATTERNS = (_ENGLISH, _EUROPE, _FRENCH, _BOX, _LOWER, _STREETLESS)


def built(text: str) -> Iterator[Span]:
    """Spans that are built like an address; they may overlap."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.span()
    if _CYRILLIC.search(text):
        for pattern in (_RUSSIAN, _RU_FLAT):
            for match in pattern.finditer(text):
                yield match.span()
        for match in _RU_BARE.finditer(text):
            yield match.span("value")
    yield from _cued(text)
    for match in _ZIP.finditer(text):
        yield match.span("value")


def _cued(text: str) -> Iterator[Span]:
    """What a word for an address leads to; not the sentence around it, and no address of a
    machine (`не тот адрес от dhcp-02, как закрепить`)."""
    for match in _CUED.finditer(text):
        start = match.start("value")
        led = _LEADING.match(text, start, match.end("value"))
        if led and led["verb"] is None:
            continue
        start = led.end() if led else start
        value = _QUESTION.split(text[start : match.end("value")])[0].rstrip(" .,)")
        if (
            sum(map(str.isalpha, value)) >= 5
            and _HOUSED.search(value)
            and not _NO_STREET.search(value)
        ):
            yield start, start + len(value)


_LEADING = re.compile(
    r"(?:от|как|не|с|со|для|из|у|при|через|был|была|это|и|или|по|но|а|сервер[а-яё]*|хост[а-яё]*|узл[а-яё]*"
    r"|which|that|from|for|of|was|were|not|and|or|but|via|does|has|in|on|to|given|assigned|by)"
    r"(?<!по адресу)[ ](?:[^\n\d]{0,60}?\b(?P<verb>is|are|:|—)[ ]{1,2}(?=[\dA-ZА-ЯЁ]))?"
)
_QUESTION = re.compile(
    r",? (?:как|почему|что|где|когда|how|why|what|where|when|please|can|could)\b|\. [A-ZА-ЯЁ]"
    r"(?=[a-zа-яё]{1,20} [a-zа-яё])"
)
"""Where a sentence goes on, or the next one begins."""
_HOUSED = re.compile(r"(?<![\w.\-/])(?:[dд]\.)?\d{1,6}")
_NO_STREET = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}|[@{}<>=`]|://|\*\*|\]\(")
