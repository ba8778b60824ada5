"""Addresses known by what stands around the street: its code and town, another street, a post box.

`Lindqvistallén 4, 123 45 Ekby` needs no word for a street, `Calder Ridge` is one beside another street.
Invariant: every pattern is bounded, so the time is linear. Deliberately elsewhere: streets that say
that they are streets (`streets_rules`), which pieces are one address (`streets`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Led

Span = tuple[int, int]

_C = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.\-]{0,24}|[ldLD]['’][\w\-]{2,24})"
_LINK = (
    r"(?:de|du|des|la|las|los|del|della|di|da|do|dos|den|der|am|an|im|in|zum|"
    r"zur|van|von|y|i|à|le|les|nad|na|pod)"
)
_T = r"(?:St\.|Ste\.|[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]{0,24}|[ldLD]['’][ ]?[\w\-]{2,24})"
_TOWN = rf"{_T}(?:[ \-/](?:{_LINK}[ \-](?:{_LINK}[ ])?)?{_T}){{0,4}}"
_NUMBER = r"\d{1,5}(?:[ ]?[A-Za-z](?![\w]))?(?:[/\-–][ ]?\d{1,4}[a-zA-Z]?)?"
_UNIT = (
    r"(?:,?[ \n]{1,2}(?:(?i:apt|apartment|suite|ste|unit|flat|floor|room|appartement|appt|wohnung"
    r"|lgh|piso|interno|esc)\.?[ ]?#?\w{1,5}"
    r"|\d{1,2}(?:st|nd|rd|th|er|º|°)?[ ](?i:floor|étage|piso|stock|og|tv|th)"
    r"|\d{1,2}[.º°][ ]?\w{1,2}))?"
)
_CODE = (
    r"(?:(?:[A-Z]{1,2}-)?(?:\d{4}[ ]?[A-Z]{2}(?![\w])|\d{5}-\d{3}|\d{4}-\d{3}|\d{3}[ ]\d{2}"
    r"|\d{2}-\d{3}|\d{4,5}))"
)
_CONTINENT = re.compile(
    rf"(?<![\w./#\-])(?:{_C}(?:[ \-](?:{_LINK}[ ]){{0,2}}{_C}|[ ][a-zß-öø-ÿā-ž]{{3,24}}){{0,4}}|"
    rf"(?:{_C}[ ])?{_LINK}(?:[ ]{_LINK})?[ ]{_C}),?[ ]"
    rf"{_NUMBER}{_UNIT}(?:,[ ]?|[ ]?\n[ ]?){_CODE},?[ ]{_TOWN}(?:[ ]\([A-Z]{{2}}\)"
    rf"|[ ]/[ ][A-Z]{{2}})?"
)
_HOUSE_FIRST = re.compile(
    rf"(?<![\w./#\-])\d{{1,5}}[A-Za-z]?,?[ ](?:[a-zß-öø-ÿ]{{2,10}}[ ]){{0,3}}{_C}(?:[ \-]"
    rf"(?:{_LINK}[ ]){{0,2}}{_C}){{0,3}}(?:[ ]{_NUMBER})?"
    rf"{_UNIT}(?:,[ ]?|[ ]?\n[ ]?){_CODE},?[ ]{_TOWN}(?:[ ]\([A-Z]{{2}}\))?"
)
_STATE = (
    r"(?:A[BCKLRSZ]|BC|C[AOT]|D[CE]|FL|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ABDEHINOPST]|N[BCDEHJLMSTUVY]"
    r"|O[HKNR]|P[AERW]|QC|RI|S[CDK]|T[NX]|UT|V[AIT]|W[AIVY]|YT|NSW|VIC|QLD|TAS|ACT)"
)
_ANGLO_CODE = (
    r"(?:\d{5}(?:-\d{4})?|\d{4}|[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[A-Z]{2}|[A-Z]\d[A-Z][ \-]?\d[A-Z]\d)"
)
_ANGLO = re.compile(
    rf"(?<![\w./#\-])\d{{1,6}}[A-Za-z]?(?:[/\-]\d{{1,4}})?,?[ \n](?:(?i:rue|chemin|avenue"
    rf"|place)[ ])?{_C}(?:[ ](?:{_LINK}[ ])?{_C}){{0,4}}{_UNIT}"
    rf"(?:,[ ]?|[ ]?\n[ ]?){_TOWN}(?:,[ ]{_TOWN})?(?:,[ ]?|[ ]?\n[ ]?|[ ])"
    rf"(?:{_STATE},?[ ])?{_ANGLO_CODE}(?![\w\-])"
)
_KIND = (
    r"(?i:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|terrace"
    r"|square|sq|crescent|highway|hwy|"
    r"parkway|way|row|hill|close|walk|alley|broadway)(?!\w)\.?"
)
_RARE = (
    r"(?:Bends?|Bluffs?|Branch|Bridge|Brooks?|Bypass|Camp|Canyon|Causeway|Centers?|Centre"
    r"|Circles?|Cliffs?|Commons?|Corners?|Course|Courts|Coves?|Creek|"
    r"Crossing|Dale|Dam|Divide|Drives|Estates?|Expressway|Extensions?|Falls|Ferry|Fields?|Flats?"
    r"|Fords?|Forges?|Forks?|Freeway|Gardens?|Gateway|"
    r"Glens?|Greens?|Groves?|Harbors?|Haven|Heights|Hills|Hollow|Inlet|Intersection|Islands?|Isle"
    r"|Junctions?|Keys?|Knolls?|Lakes?|Landing|Lights?|"
    r"Locks?|Lodge|Loop|Mall|Manors?|Meadows?|Mews|Mills?|Mission|Motorway|Mount|Mountains?|Neck"
    r"|Orchard|Oval|Overpass|Parks?|Parkways|Passage|Path|"
    r"Pike|Pines?|Plains?|Plaza|Points?|Ports?|Prairie|Radial|Ramp|Ranch|Rapids?|Rest|Ridges?"
    r"|River|Roads|Route|Run|Shoals?|Shores?|Skyway|Springs?|"
    r"Spurs?|Squares|Station|Stravenue|Stream|Streets|Summit|Throughway|Trace|Track|Trail"
    r"|Trafficway|Tunnel|Turnpike|Underpass|Unions?|Valleys?|Via|"
    r"Viaduct|Views?|Villages?|Ville|Vista|Walks|Walls?|Ways|Wells?|Grove|Quay|Wharf|Rise|Gate"
    r"|Parade|Esplanade)"
)
_ROAD = (
    rf"(?:(?:[NSEW]\.?[ ])?(?:\d{{1,3}}(?:st|nd|rd|th)|{_C})(?:[ ]{_C}){{0,2}}(?:[ ]\d{{1,4}})?)"
)
_CORNER = Led(
    "the_corner_of|corner_of|intersection_of|crossing_of|junction_of|crossroads_of",
    rf"(?i)(?P<corner>(?:the[ ])?corner[ ]of[ ])(?P<a>{_ROAD})[ ](?:and|&)[ ]{_ROAD}"
    rf"|(?:intersection|crossing|junction|crossroads)[ ]of[ ](?P<b>{_ROAD}[ ](?:and|&)[ ]{_ROAD})",
)
_STREET = rf"(?:(?:[NSEW]\.?[ ])?(?:\d{{1,3}}(?:st|nd|rd|th)|{_C})(?:[ ]{_C})?[ ]{_KIND})"
_PLAIN = (
    rf"(?:(?:[A-ZÀ-Ž][\w'’\-]{{1,24}}|\d{{1,3}}(?:st|nd|rd|th))(?:[ ](?:{_RARE}|{_KIND}))?(?!\w))"
)
_CROSSING = re.compile(
    rf"(?<![\w\-])(?:(?<=at )|(?<=of )|(?<=near )|(?<=between )|(?<=on )|(?<=to ))(?:{_STREET}[ ]"
    rf"(?:and|&)[ ]{_PLAIN}|{_PLAIN}[ ](?:and|&)[ ]{_STREET}"
    rf"|[A-ZÀ-Ž][\w'’\-]{{1,24}}[ ]{_RARE}[ ](?:and|&)[ ][A-ZÀ-Ž][\w'’\-]{{1,24}}[ ]{_RARE})"
)
_BOX = Led(
    "g.p|gp|p.o|po|p._o|p_o|private|locked|apartado|casella|caixa|boîte|skrytka|b.p|bp",
    r"(?<![\w\-])(?i:(?:G\.?P\.?O\.?|P\.?[ ]?O\.?|post(?:[ ]office)?)[ ]?box|(?:private"
    r"|locked)[ ](?:mail[ ])?bag|postbus|postboks|postfach|"
    r"apartado(?:[ ]de[ ]correos)?|casella[ ]postale|caixa[ ]postal|boîte[ ]postale"
    r"|skrytka[ ]pocztowa|postiosoite)[ ]?(?:#|no\.?|n°)?[ ]?"
    rf"\d{{1,6}}(?:,[ ]?|[ ]?\n[ ]?)(?:{_CODE}[ ]{_TOWN}|{_TOWN}(?:,?[ ](?:{_STATE},?[ ])?"
    rf"(?:{_ANGLO_CODE}|{_CODE})(?![\w\-]))?|(?:{_CODE})(?![\w\-]))"
    rf"|(?<![\w\-])(?i:(?:private|locked)[ ](?:mail[ ])?bag|postbus|postboks|casella[ ]postale"
    rf"|caixa[ ]postal|boîte[ ]postale|GPO[ ]box|P\.O\.Box)[ ]\d{{1,6}}"
    rf"|(?<![\w\-])B\.?P\.?[ ]\d{{2,6}}(?:,[ ]?|[ ]?\n[ ]?)(?:{_CODE}[ ])?{_TOWN}(?:,?[ ]"
    rf"(?:{_ANGLO_CODE}|{_CODE})(?![\w\-]))?",
)
_SMALL_CORNER = Led(
    "the_corner_of|corner_of",
    r"(?<!\w)(?:the[ ])?corner[ ]of[ ](?:\w[\w'’.\-]{1,24}[ ]){1,4}(?:and|&)[ ]"
    r"(?:\w[\w'’.\-]{1,24}[ ]){0,2}?"
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|way|square"
    r"|row|hill)(?!\w)",
)


def coded(text: str) -> Iterator[Span]:
    """Spans of addresses with a code and a town, of crossings and of post boxes; they may overlap."""
    for pattern in (_CONTINENT, _HOUSE_FIRST, _ANGLO, _CROSSING, _BOX, _SMALL_CORNER):
        for match in pattern.finditer(text):
            yield match.span()
    for match in _CORNER.finditer(text):
        yield match.span("b") if match["b"] else match.span()
