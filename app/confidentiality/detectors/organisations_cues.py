"""Places in a sentence where an organisation stands: what leads to its name and what follows it.

Each pattern is a table entry: `CUES` gives it with the group `name`, and whether public software is
an employer there. Invariant: bounded patterns, so the time is linear. Deliberately elsewhere: which
words are no name in such a place (`organisations_context`).
"""

from __future__ import annotations

import re

from app.confidentiality.detectors.cues import Led

_WORD = (
    r"(?:[A-Z]{2}&[A-Z](?!\w)|[A-ZÀ-ÖØ-ÞĀ-Ž](?:&[A-Z]{1,2}(?!\w)|[\w’\-]{1,24}(?:['’]s"
    r"(?=[ ][A-Z])|['’](?=[A-Z])[A-Z]\w{1,20})?)"
    r"|[A-Z]|\d{1,4}[A-Za-z][\w\-]{1,20}|\d-\d{3}-[A-Z]\w{1,20}|[a-z]{1,6}[A-Z][A-Za-z]{1,20})"
)
NAME = (
    rf"(?P<name>(?:\d{{1,3}}[ ])?{_WORD}(?:[ ](?:(?:&|and|of|for|the|du|de|am|del|e|et|y|und|och"
    rf"|og|en)[ ]){{0,2}}{_WORD}"
    rf"|,[ ]{_WORD}(?=[ ](?:and|&)[ ])){{0,5}}"
    r"(?:,?[ ](?:Inc|LLC|Ltd|Corp|PLC|[A-Zd]\.(?:[a-z]\.[ ]?){0,2}[A-Za-z]\.(?:[A-Za-z]\.)?)"
    r"(?!\w)\.?)?)"
)
_THE = r"(?:[Tt]he[ ])?"
_KIN = (
    r"(?:client|customer|supplier|vendor|competitor|landlord|insurer|employer|partner|bank|sponsor|"
    r"contractor|subcontractor|carrier|tenant|prospect|agency|publisher|airline|broker|reseller"
    r"|distributor|lender|"
    r"manufacturer|wholesaler|franchise|startup|start-up|firm|company|charity|nonprofit|investor"
    r"|auditor|retailer)"
)
_PIECE = (
    r"(?:invoice|bill|quote|quotation|letter|e-?mail|package|parcel|ticket|complaint|payment"
    r"|refund|wire|transfer|charge|"
    r"delivery|offer|contract|estimate|proposal|purchase[ ]order|shipment|folks|people|guys|team"
    r"|someone|somebody|anyone|friends?|"
    r"technician|driver|recruiter|courier|colleagues?|partners?|rep|salesman|auditors?|lawyers?"
    r"|loan|order|appointment|interview|meeting|lunch|call|demo|sync|"
    r"workshop|deal|subscription|membership|policy|dispute|lawsuit|claim|flight|project|report"
    r"|internship|shift|desk|job|audit|acquisition|takeover|"
    r"purchase|bankruptcy|headquarters|offices?|board|stocks?|shares|ownership|directors?|"
    r"(?:co-?)?founders?|headhunters?|vendors?)"
)

_EMPLOYED = re.compile(
    r"\b(?:(?:work|intern|consult|volunteer|freelanc|teach)(?:s|e|es|ed|ing)?|employed|hired"
    r"|job|position|internship|role|career|stint|(?:year|month|summer|decade|week)s?|manager"
    r"|engineer"
    r"|director|analyst|accountant|designer|developer|lawyer|nurse|teacher|consultant|recruiter"
    r"|assistant|adviser"
    r"|advisor|intern|partner|representative|agent|professor|student|trainee|apprentice|clerk"
    r"|cashier|technician|editor"
    rf")[ ](?:at|for|with|by)[ ]{_THE}{NAME}"
)
_FROM = re.compile(
    r"(?:(?<=[ ])|^)(?P<who>[^\W\d_][\w'’\-]{1,30})[ ](?:is|was|am|calls|called|writes"
    rf"|here|calling|speaking)[ ](?:from|of|at|with)[ ]{_THE}{NAME}",
    re.MULTILINE,
)
_THIS_IS = re.compile(
    r"(?i:\b(?:this[ ]is|it['’]s|it[ ]is|i['’]?[ ]?a?m|my[ ]name[ ]is))[ ][^\W\d_][\w'’\-]{1,30}"
    r"(?:[ ][^\W\d_][\w'’\-]{1,30})?"
    rf"(?:[ ]here)?,?[ ](?:from|of|at|with)[ ]{_THE}{NAME}"
)
_OFFICE = re.compile(
    rf"(?:^|(?<=[ (\"“\n]))(?:[Tt]he|[Oo]ur|[Yy]our|[Tt]heir|[Aa]t|[Mm]y)[ ]{NAME}[ ](?:offices?"
    rf"|headquarters|HQ|branch(?:es)?|campus|showroom|warehouse|store|stores|shop|clinic"
    rf"|factory)\b(?=[ ](?:is|was|are|has|in"
    r"|at|on|near|moved|opened|closed|called)\b|[.,;!?]|$)",
    re.MULTILINE,
)
_THEIRS = re.compile(
    rf"(?:^|(?<=[ (\"“\n]))(?:[Tt]he|[Oo]ur|[Yy]our|[Tt]heir|[Mm]y|[Tt]hat|[Tt]his|[Hh]is|[Hh]er"
    rf"|an?)[ ]{NAME}[ ]"
    r"(?:deal|invoice|renewal|merger|acquisition|takeover|lawsuit|contract|membership|bankruptcy"
    r"|shareholders|employees|people|folks|guys|"
    r"proposal|tender|salesman|reps?|technician|headquarters|CEO|CFO|CTO|management|loan|mortgage"
    r"|credit[ ]card|gift[ ]card|flight|negotiations?)\b",
    re.MULTILINE,
)
_DONE_TO = re.compile(
    r"\b(?:later[ ]became|(?:renamed|rebranded)(?:[ ]itself)?(?:[ ](?:to|as))?|(?:acquired|bought"
    r"|owned|"
    r"taken[ ]over|run|sold|charged|billed|hired|fired|shipped|insured|published|sponsored"
    r"|manufactured|financed|audited|represented|declined|sued|purchased"
    r")(?:[ ](?:twice|again|yesterday|today|out|away|right|straight))?[ ](?:by|at|from|to)|merg"
    r"(?:ed|er|ing|e)[ ](?:with|into|of)|subsidiary[ ]of"
    r"|shares[ ](?:of|in)|invest(?:ed|s|ing)?(?:[ ]heavily)?[ ]in|"
    r"(?:CEO|CFO|CTO|COO|CIO|CMO|VP|[Ff]ounders?|[Cc]o-?founders?|[Oo]wners?|[Cc]hair(?:man"
    r"|woman)?|[Ee]mployees?"
    r"|[Ss]hareholders|[Cc]ustomers|[Ss]pokes(?:man|woman|person)|[Bb]ehalf|[Hh]ead)[ ](?:of|at"
    r"|for)|(?:account|contract|mortgage|insured|bank|banks|banking"
    r"|lawsuit|case|complaint|flown|fly|flew|insurance)[ ](?:with|against)|competes?[ ]with|"
    r"on[ ]behalf[ ]of|I[ ]represent|for[ ](?:choosing|contacting|shopping[ ]at|banking[ ]with"
    r"|flying[ ]with|staying[ ]at|visiting)|"
    r"(?:[Aa]cc|acc)ording[ ]to|mortgage[ ](?:with|from)|(?:resign|resigned|retired|fired"
    r"|graduated|dropped[ ]out|degree|diploma)[ ](?:from|of)|"
    r"(?:studied|studies|enrolled|interned|shop|shopped|shopping)[ ](?:at|with))"
    rf"[ ]{_THE}{NAME}"
)
_FOUNDED = re.compile(rf"\b(?:co-?)?founded[ ]by[ ]{NAME}")
_DOES = re.compile(
    rf"(?:^|(?<=[.!?\"“(>\n][ ])|(?<=[\"“(>\n]))(?:The[ ])?{NAME}(?:'s)?,?[ ](?:has[ ]|have[ ]"
    rf"|was[ ]|is[ ]|will[ ])?(?:announced|acquired|sued|shipped|"
    r"invested|pioneered|founded|headquartered|hiring|employs|laid[ ]off|partnered[ ]with"
    r"|filed[ ]for|merged[ ]with|acquires|raised[ ](?:its|their|prices|\$|money)|reported[ ]a"
    r"|opened[ ]a|based[ ]in|owned[ ]by|"
    r"sells|declined[ ]to|signed[ ]a|(?:be[ ])?(?:merging|merge)[ ]with|"
    r"(?:the|a)[ ](?:brainchild|subsidiary|maker|owner|publisher|start-?up|supplier|customer"
    r"|client|vendor|competitor|division|provider)"
    r"|our[ ](?:biggest|largest|best|main|new|oldest)?[ ]?(?:customer|client|supplier|vendor"
    r"|competitor|partner|landlord)"
    r"|shareholders|employees|CEO|CFO|CTO|founders?|chairman)\b",
    re.MULTILINE,
)
_PLACED = re.compile(
    rf"\b(?:at|to|from|near|visit|outside)[ ]{NAME}(?=,[ ](?:\d{{1,5}}[ ]|the[ ]corner[ ]of))"
)
_KIND = re.compile(
    rf"(?i:\b(?:our|my|the|another|your|their|his|her|a|an|this)[ ](?:\w{{2,12}}[ ])?"
    rf"(?:insurance[ ]company|{_KIN}),?)[ ]{NAME}"
    rf"|(?:^|(?<=[.!?:>][ ]))(?i:{_KIN})(?:[ ][-–—])?[ ]{NAME.replace('<name>', '<other>')}",
    re.MULTILINE,
)
_PIECES = Led(
    "invoice|bill|quot|letter|email|e-mail|package|parcel|ticket|complaint|payment|refund|wire|transfer"
    "|charge|delivery|offer|contract|estimate|proposal|purchase|shipment|folks|people|guys|team"
    "|someone|somebody|anyone|friend|technician|driver|recruiter|courier|colleague|partner|rep"
    "|salesman|auditor|lawyer|loan|order|appointment|interview|meeting|lunch|call|demo|sync|workshop"
    "|deal|subscription|membership|policy|dispute|lawsuit|claim|flight|project|internship|shift|desk"
    "|job|audit|acquisition|takeover|bankruptcy|headquarters|office|board|stock|share|ownership"
    "|director|founder|co-founder|cofounder|headhunter|vendor",
    rf"(?i:\b{_PIECE}[ ](?:from|at|with|by|to|of|in|against))[ ]{_THE}{NAME}",
)
_BETWEEN = re.compile(
    rf"(?i:\b(?:merger|deal|contract|lawsuit|agreement|dispute|partnership|talks"
    rf"|case)[ ]between)[ ]{_THE}{NAME}"
)
_BOTH = re.compile(
    rf"(?:^|(?<=[.!?\"“(>\n][ ]))(?:The[ ])?{NAME}[ ](?=(?:have[ ]|had[ ]|will[ ])?(?:both[ ])?"
    rf"(?:signed|merged?|are[ ]merging|are[ ]rivals|compete|agreed|settled|partnered"
    rf"|went[ ]to[ ]court)\b)",
    re.MULTILINE,
)
_JOINED = re.compile(
    rf"\b(?:joined|joining|left|leaving|quit|quitting|joins|leaves|sued|suing|owns|runs|founded"
    rf"|chairs|leads|founding)[ ]{_THE}{NAME}"
    r"(?=[ ](?:in|as|after|last|to|for|with|when|because|over|next|this|and|before|until)\b"
    r"|[.,;!?]|$)",
    re.MULTILINE,
)
_TEAM = re.compile(
    rf"(?:^|(?<=\n))(?:Dear|Hello|Hi|Hey)[ ]{NAME}[ ](?:team|support|people|folks)\b"
)

SMALL = re.compile(
    r"(?m)^[^A-ZÀ-ÖØ-Þ\n]{0,300}?\b(?:(?:work|intern)(?:s|ed|ing)?[ ](?:at|for)|employed[ ]by"
    r"|hired[ ]by"
    r"|partner[ ](?:at|with)|(?:is|am|was)[ ]from|(?:year|job|interview|internship|position)[ ]at"
    r"|here[ ]from"
    rf"|(?:our|my|the)[ ]{_KIN}),?[ ](?P<name>[a-zß-öø-ÿā-ž][\w'’\-]{{2,24}})(?![\w@./\-])"
)
"""A name of one word in a line without a capital letter."""

PAIRS = (_BETWEEN, _BOTH, _FOUNDED)
"""Cues of which a name with one `and` is two names."""

CUES = (
    (_EMPLOYED, True),
    (_FROM, True),
    (_THIS_IS, True),
    (_OFFICE, True),
    (_PLACED, True),
    (_DONE_TO, False),
    (_DOES, False),
    (_KIND, False),
    (_PIECES, False),
    (_THEIRS, False),
    (_BETWEEN, False),
    (_BOTH, False),
    (_JOINED, False),
    (_TEAM, False),
    (_FOUNDED, False),
)
"""Each with whether the name of public software is an employer there."""
