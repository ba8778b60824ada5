"""Sentences put together from parts, so that every place of a sentence has held every kind of name.

A subject, what it does, to whom or what, where and when, now and then within another sentence.
Slots are those of the templates; the same text comes out of the same seed.
"""

from __future__ import annotations

import random

_DOES = (
    "said|told|asked|wrote|called|answered|joined|left|married|met|knows|likes|loves|hates|misses|thanked|helped|hired|fired|visited|"
    "trusts|paid|invited|warned|blamed|followed|heard|saw|found|forgot|believes|wants|needs|took|gave|sent|showed|brought|sold|bought|"
    "designed|painted|recorded|sang|played|wrote to|argued with|lives with|works with|shouted at|waited for|looked at|talked about|"
    "disagreed with|apologised to|laughed at|beat|lost to|replaced|promoted|trained|interviewed|praised|criticised|sued|voted for"
).split("|")
_ALONE = (
    "will be [late|talking|there|speaking at the {noun}|in the office]|is [late|sick|away|on leave|very kind|a good {noun}|right|wrong|"
    "responsible for the {noun}|out today|our new {job}|the {job}|a {job}|{n2} years old|on call]|was [born in {city}|here|happy|promoted|"
    "injured|the best {noun}|never found|a {job}]|has [a {noun}|left|two {noun}s|just arrived|the flu|resigned]|had a {noun}|just has to "
    "[wait|sleep|win|go]|[lives|grew up|works|stayed] in {city}|[smiled|cried|slept|agreed|refused|resigned|ran away|came back|won|died in {year}|"
    "moved to {city}|fell asleep]|can't [come|swim|decide|find the {noun}]|doesn't [know|care|eat {noun}]|[sings|dances|cooks|drives|codes] well|"
    "[did|does|may|might|should|could] not [help|attend|reply]|[explained|added|noted] that the {noun} was [late|broken|fine]|takes the {noun}"
)
_RUNS = (
    "announced|acquired|bought|sold|launched|opened|closed|hired|sued|makes|sells|rents|insures|delivers|publishes|sponsors|invested in|"
    "invested heavily in|merged with|paid for|works for|competes with|moved to|is known for|is famous for|was fined over|raised money for|"
    "cut|raised|lost|won|denied|built|supports|offers|recalled|cancelled|outsourced|is from|became"
).split("|")
_THINGS = "the {noun}|a {noun}|the {noun} {noun}|this {noun}|our {noun}|my {noun}|new {noun}s|{n2} {noun}s|the {noun} of the {noun}|every {noun}|{country}|{city}|{Tech}|the {Tech} {noun}|{Noun}|it|they|he|she|we|I|you"
_HAPPENS = (
    "failed|broke|grew|fell|stopped|is late|is down|was lost|was stolen|is too expensive|arrived at {city}|arrived this morning|comes from {country}|is in {city}|"
    "has a {noun}|needs a {noun}|became the first {noun}|sold well|looks like a {noun}|means {noun}|is full of {noun}|uses {Tech}|was awarded a {noun}|"
    "is the {noun} of {country}|does not start|costs {n} dollars|ends on {day}|began in {month}|will change the {noun}|was founded in {year}|takes {n2} minutes"
).split("|")
_TO = ("about the {noun}|for the {noun}|from {city}|in {city}|with {g}|with {p}|to {p}|to {g}|by {p}|for {o}|at {o}|from {o}|near {city}|in {country}|on {day}|in {month}|last year|this morning|"
       "yesterday|at {t}|in {year}|because of the {noun}|without {g}|before {s}|after {s}|like {p}|than {s}|instead of {o}|via {o}|against {s}|of {country}|until {month}|with {o}|by {o}").split("|")  # fmt: skip
_AROUND = (
    "%.|%.|%.|%.|%|%!|%?|I think %.|I heard that %.|[Yesterday|Today|Last week|In {year}|On {day}|In {month}], %.|When %, [we left|the {noun} stopped|call {g}].|"
    '%, [but|and|so|because] %.|If %, [tell {g}|ask {p}|see {o}].|[He|She|{g}|{p}] says %.|"%," [said|says|added|joked|wrote] {p}.|"%," [says|said] {s}.|\\"%,\\" says {s}.|'
    "[Did you know that|Is it true that] %?|- %|* %|> %|%; %.|%: %.|({p}) %|%. %.|%. %. %.|As you know, %.|Although %, %.|[FYI|Note|Update|PS]: %.|[hi|hey|hello] {g}, %.|%, {g}.|Sorry {g}, %.|"
    '[{t}] {g}: %|{p}: %|{g}: "%"|{h}: %'
)
_PHRASES = (
    "{p}'s {noun}|the {noun} of {p}|a {noun} by {p}|the {p} [version|{noun}|edition|award|interview]|the {noun} from {p}'s {Noun} {Noun}|[early|late|young|old|poor|dear|classic|another] {s}|"
    "my [friend|boss|doctor|teacher|partner|neighbour|cousin|lawyer] {p}|[producer|singer|director|manager|author|coach|engineer|analyst|senator|actor|professor] {p}|the {noun} recorded for {o}|"
    "the [company|firm|startup|bank|agency|vendor|employer|publisher] {o}|a {noun} from {o}|an account [with|at] {o}|the {o} [app|{noun}|logo|store]|{p} of {o}|{p} ({o})|{p}, {job} at {o},|"
    "our [{n2} |]founders[:| -] {s}, {s} and {s}|[someone|somebody|a man|a woman|a person] called {p}|{p} [PhD|MD|Jr.|Sr.|II|III]|{p}, [PhD|MD|Jr.|Esq.],"
)


def put_together(rng: random.Random) -> str:
    """A template of the kind that `people_templates` holds."""
    around = rng.choice(_AROUNDS)
    while "%" in around:
        around = around.replace("%", _clause(rng), 1)
    return around[0].upper() + around[1:] if rng.random() < 0.85 else around


def _clause(rng: random.Random) -> str:
    dice = rng.random()
    if dice < 0.3:
        clause = f"{_person(rng)} {rng.choice(_DOES)} {_object(rng)}"
    elif dice < 0.5:
        clause = f"{_person(rng)} {rng.choice(_ALONES)}"
    elif dice < 0.68:
        clause = f"{rng.choice(_FIRM)} {rng.choice(_RUNS)} {_object(rng)}"
    elif dice < 0.9:
        clause = f"{rng.choice(_THINGS.split('|'))} {rng.choice(_HAPPENS)}"
    else:
        clause = f"{rng.choice(_THINGS.split('|'))} {rng.choice(_DOES)} {_object(rng)}"
    return f"{clause} {rng.choice(_TO)}" if rng.random() < 0.45 else clause


def _alternatives(text: str) -> tuple[str, ...]:
    """Split at bars that are in no brackets."""
    parts, depth, part = [], 0, ""
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        if sign == "|" and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += sign
    return (*parts, part)


_ALONES = _alternatives(_ALONE)
_PEOPLES = _alternatives(
    "{p}|{p}|{g}|{g}|{g}|{s}|{g} and {g}|{s} and {s}|{p} and {p}|{g}, {g} and {g}|[Mr.|Mrs.|Ms.|Dr.|Prof.|Mr|Ms|Dr] {s}|[Mr.|Mrs.|Ms.|Dr.] {p}|{p} and {g}"
)
_FIRM = _alternatives(
    "{o}|{o}|{o}|{o}|The {o} [office|team|store|website|report|factory]|{o} and {o}|{o}'s [board|website|{noun}|staff]"
)
_PHRASED = _alternatives(_PHRASES)
_AROUNDS = _alternatives(_AROUND)


def _person(rng: random.Random) -> str:
    return rng.choice(_PHRASED) if rng.random() < 0.15 else rng.choice(_PEOPLES)


def _object(rng: random.Random) -> str:
    dice = rng.random()
    if dice < 0.33:
        return rng.choice(_PEOPLES[:9])
    if dice < 0.5:
        return "{o}"
    if dice < 0.62:
        return rng.choice(_PHRASED)
    return rng.choice(_THINGS.split("|")[:15])
