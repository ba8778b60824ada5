"""Organisations in Latin script: what the tagger hears, and names with a legal form by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.called_words import EMBLEMS
from app.confidentiality.detectors.cues import Led
from app.confidentiality.detectors.lexicon import fold
from app.confidentiality.detectors.organisations_context import apart, by_context
from app.confidentiality.detectors.plain_words import is_plain
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.tagged_names import organisations
from app.confidentiality.detectors.technical import HEADINGS, PRODUCTS

Span = tuple[int, int]

_C = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]{0,24}|[A-Z]\.|&|and|of|und|et|y|e|en|és|och|og|i)"
_LEGAL = re.compile(
    rf"(?<![\w/.\-@])[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-.]{{0,24}}(?:,?[ ]{_C}){{0,5}},?[ ]"
    r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|PLC|plc|LLP|LP|Corp|Corporation|Incorporated|"
    r"(?:g?GmbH|[Mm][Bb]H)(?:[ ]&[ ]Co\.?(?:[ ](?:KG(?:aA)?|OHG))?)?|AG|KG(?:aA)?|OHG|e\.[VK]|"
    r"S\.?A\.?S\.?U?|S\.A(?:\.[DBU])?|S\.?A\.?R\.?L|S\.?[rR]\.?[lL]|S\.?p\.?A|[sS]\.?[nN]\.?[cC]"
    r"|S\.L(?:\.[ULPN])?|S\.Coop|B\.?V|"
    r"N\.?V|V\.?O\.?F|BVBA|VZW|CommV|SCRL|Oyj?|Ky|AB|HB|A/S|ApS|ASA|ANS|Kft|Zrt|Bt|s\.r\.o|a\.s"
    r"|v\.o\.s"
    r"|(?:[Ss]p\.|[Ss]półka)[ ](?:z[ ]o\.?[ ]?o|j|k|p)|j?\.?d\.o\.o|d\.d|d\.n\.o|Ltda|Lda|"
    r"e[ ]Filhos|e[ ]figli|et[ ]Fils|&[ ]Fils|Frères|Söhne|[yY][ ][Aa]sociados|e[ ]Hijos"
    r"|[&][ ]Sons|and[ ]Sons|"
    r"Pty(?:[ ]Ltd)?|Pte(?:[ ]Ltd)?|Holdings?|OOO|OAO|ZAO|PAO|AO)(?![\w/\-])\.?"
)
_SMALL_LEGAL = re.compile(
    r"(?<![\w/.\-@$#])[a-zß-öø-ÿā-ž][\w'’\-]{1,24}(?:,[ ][a-zß-öø-ÿā-ž][\w\-]{1,24})?(?:[ ](?:and"
    r"|&)[ ][a-zß-öø-ÿā-ž][\w\-]{1,24})?"
    r"[ ](?:inc|ltd|llc|plc|gmbh|corp|and[ ]sons|&[ ]sons)\b(?![\w/\-(=])\.?"
)
_RUSSIAN = Led(
    "ooo|oao|zao|pao|llc|jsc|pjsc|cjsc",
    r"(?<![\w/.\-@])(?:OOO|OAO|ZAO|PAO|LLC|JSC|PJSC|CJSC)[ "
    r"][\"«“'][^\"»”'\n]{2,40}[\"»”']|(?<![\w/.\-@])(?:JSC|PJSC|CJSC)[ "
    r"][A-Z][\w\-]{1,24}",
)
_TRADE = re.compile(
    r"(?<![\w/.\-@$&])(?P<v>(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\-]{1,24}[ ](?:&[ ])?){1,3}"
    r"(?:Bank|Bancorp|Savings|Insurance|Reinsurance|Assurance|Logistics|Freight|Shipping|Airlines|Airways"
    r"|Aviation|Aerospace|Railways|Ferries|Motors|Pharma|Pharmaceuticals|Pharmacy|Biotech|Telecom|Telecoms"
    r"|Retail|Mutual|Mining|Minerals|Metals|Steel|Cement|Chemicals|Petroleum|Textiles|Apparel|Foods|Bakery"
    r"|Dairy|Brewery|Winery|Seafood|Farms|Robotics|Capital|Ventures|Hotels|Resorts|Realty|Estates"
    r"|Properties|Construction|Furniture|Ceramics|Solicitors|Clinic|Hospital|Hospitals|University"
    r"|College|Credit[ ]Union|Water[ ]Authority|Housing[ ]Association|Council|Consulting|Supermarkets"
    r"|Stores|Publishing|Brothers|Bros\.?|Enterprises|Industries|Manufacturing|Electronics"
    r"|Semiconductors|Automotive|Healthcare|Dental|Trust)(?:[ ](?:Group|Company|Partners|International)"
    r")?)(?![\w\-/(]|[ ][A-Z])"
)
_NAMED = Led(
    "customer|client|tenant|merchant|bucket|partner|account|o=|o:|o_=|o_:|org=|org:|org_=|org_:|dc=|dc:"
    "|dc_=|dc_:|cn=|cn_=",
    r"(?<![\w.\-])(?:(?i:customer|client|tenant|merchant|bucket|partner|account[_ ]name)[\"']?["
    r" ]?[:=][ ]?"
    r"[\"'](?P<v>[A-ZÀ-ÖØ-ÞĀ-Ž][^\"'\n{}$<>]{1,40})(?=[\"'])"
    r"|(?i:customer|client|tenant|merchant)[ ]?[:=][ ](?P<y>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’&\-]{2,24})(?=[),;\n]|$)"
    r"|(?:O|ORG|DC)[ ]?[:=][ ]?(?P<w>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.&\- ]{1,40}?)(?=[ ]?(?:[,/;\n+]|$)))"
    r"|(?<![\w.\-])CN[ ]?=[ ]?(?P<x>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.&\- ]{1,40}?)"
    r"(?=[ ](?:Root|Internal|Issuing|Intermediate|Private|Corporate|Enterprise|Sub)?[ ]?CA\b)",
)
_DOES = re.compile(
    r"(?:^|(?<=[.!?:>] )|(?<=[a-z,] ))(?P<v>[A-ZÀ-ÖØ-ÞĀ-Ž][a-zß-öø-ÿā-ž]{3,20})(?=(?:['’]s"
    r" (?:tenant|account|contract"
    r"|data|webhooks?|invoices?|orders?|users|admins?|export|import|instance|namespace|shard|traffic|quota"
    r"|integration|sso|environment)|,? (?:reports?|reported|complains?|complained|confirms?"
    r"|confirmed|pays?|paid"
    r"|called|calls|wants|asks|asked|insists|agrees|agreed|cannot|can't|sees (?:\d|slow|time"
    r"|err)|saw \d"
    r"|gets? (?:\d{3}|err|time)|is (?:still |again )?(?:down|angry|unhappy|furious|over quota|read-only"
    r"|waiting|affected|blocked)|are (?:angry|unhappy|waiting)|hits|migrates|upgrades|renews"
    r"|churned))\b)",
    re.MULTILINE,
)
_FIELD = re.compile(
    r"(?i:(?<![^\W_])(?:company(?:[ _]name)?|employer|organi[sz]ation|vendor|supplier|"
    r"counterparty|legal[ _]entity|client[ _]name|bill[ ]to|sold[ ]to))[\"']?[ "
    r"\t]{0,2}[:=|][ \t]{0,3}[\"']?"
    r"(?P<value>[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’&.\-]{1,24}(?:,?[ ][\w'’&.\-]{1,24}){0,5})"
)


_NEXT = re.compile(r"&\w{1,24}(?:=|$)")
"""The next field of a query."""


def english(text: str) -> Iterator[Span]:
    """Spans of names of organisations; they may overlap."""
    told = [*by_context(text)]
    ends = {start for start, _ in told}
    for span in (*told, *_heard(text)):
        begins = _beginning(text, span)
        cuts = sorted(at for at in ends if begins < at < span[1] and text[:at].endswith(" and "))
        for start, end in zip((begins, *cuts), (*(at - 5 for at in cuts), span[1]), strict=True):
            if start < end:
                yield start, end


def _heard(text: str) -> Iterator[Span]:
    """What the tagger hears, names with a legal form, and fields."""
    for span in organisations(text):
        yield from apart(text, span)
    for match in _TRADE.finditer(text):
        words_left = [word for word in map(fold, match["v"].split()) if word not in _LEADING]
        if len(words_left) > 1 and words_left[0] not in PRODUCTS | _COMMON:
            yield match.span("v")
    for match in _DOES.finditer(text):
        low = match["v"].casefold()
        if (is_plain(low) or low in EMBLEMS) and low not in PRODUCTS and low not in _COMMON:
            yield match.span("v")
    for match in _NAMED.finditer(text):
        group = match.lastgroup or "v"
        if not all(fold(word) in PRODUCTS | HEADINGS for word in match[group].split()):
            yield match.span(group)
    for pattern in (_LEGAL, _RUSSIAN, _SMALL_LEGAL):
        for match in pattern.finditer(text):
            yield from apart(text, match.span())
    for match in _FIELD.finditer(text):
        if fold(match["value"].split()[0]) not in PRODUCTS:
            value = _NEXT.split(match["value"])[0].rstrip(" .,")
            yield match.start("value"), match.start("value") + len(value)


def _beginning(text: str, span: Span) -> int:
    """Where the name begins once the words that lead to it are taken off."""
    start, end = span
    while (lead := _LEAD.match(text, start, end)) and fold(lead["word"]) in _LEADING:
        if lead.end() >= end:
            return start
        start = lead.end()
    return start


_LEAD = re.compile(
    r"(?:[Tt]he[ ](?=(?i:ceo|cfo|cto|coo|founder|owner|client|customer)[ ]))?"
    r"(?P<word>[^\W\d_][\w'’]{0,20})(?:,|[ ][-–—]|:)?[ ](?!(?:and|for|&)[ ])"
)
_LEADING = words(
    """
    at in for from by with to and our your my his her their of on dear is contact ask tell call email
    mail visit try join thank thanks hi hello hey client customer supplier vendor competitor partner
    landlord insurer employer prospect tenant contractor subcontractor carrier agency publisher
    airline broker distributor lender manufacturer reseller ceo cfo cto coo founder owner did does
    do has have had can will was were are about re fwd fw subject deal ticket invoice attn only
    please whitelist add pay bill because that if when
    """
)
"""What stands before a name and is none of it."""

_COMMON = words(
    """
    zero root data system application app key value object java memory time new state local national
    public private central city general first high web cloud network social health car life home
    online mobile digital street river blood food venture human working web page chain domain device
    user group full free cross process text crypto bit coin mutual joint no any one two three some
    community security media
    """
)
"""First words of what is only a kind of firm (`Private Bank`, `Zero Trust`)."""
