"""Words that no manual of software uses: what is left are names people give, and passwords.

`manuals.txt` holds the words that stand in manual pages and descriptions of at least three families
of free programs, and those of packages' names that are in no dictionary of English. A noun that a
dictionary has and no manual (`walrus`, `basil`, `kettle`) is hardly spoken of where machines are, so
behind `on` or `password` it is a name or a value. Invariant: the judgement depends on the word alone
and is kept. Deliberately elsewhere: what stands around the word (`called`, `secret_plain`).
"""

from __future__ import annotations

import functools
import pkgutil
import re

from app.confidentiality.detectors.called_words import ENGLISH
from app.confidentiality.detectors.products import PRODUCTS as SOLD
from app.confidentiality.detectors.products import VENDORS
from app.confidentiality.detectors.secret_words import FUNCTION, TALK
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.technical import PRODUCTS as KNOWN
from app.confidentiality.detectors.trade_words import (
    DIGITED,
    GENERIC,
    PLAIN,
    PODS,
    PRODUCTS,
    ROLES,
    STAGES,
)
from app.confidentiality.detectors.unfamiliar import in_vocabulary

_EVERYDAY = words(
    """
    noon midnight dawn dusk night nights evening afternoon morning mornings weekday weekend weekends
    holiday holidays vacation vacations lunch lunchtime dinner breakfast brunch supper coffee tea
    break christmas easter halloween monday tuesday wednesday thursday friday saturday sunday january
    february march april may june july august september october november december spring summer
    autumn fall winter today tomorrow yesterday tonight fortnight
    home work school college university church hospital airport station street road corner floor
    ceiling kitchen desk desks chair table couch sofa bathroom basement attic garage garden hallway
    lobby lounge office offices building elevator lift stairs door doors window outside inside abroad
    upstairs downstairs overseas seaside town city village country state continent planet earth
    london paris berlin moscow europe asia africa america
    foot feet hand hands head heart eye eyes ear ears nose mouth arm arms leg legs knee finger fingers
    thumb shoulder back skin bone blood brain body
    man men woman women boy boys girl girls guy guys lady baby kid kids child children mother father
    mom dad brother sister wife husband son daughter uncle aunt cousin grandma grandpa friend friends
    colleague colleagues coworker boss manager managers intern interns engineer engineers developer
    developers analyst analysts contractor contractors vendor vendors supplier suppliers partner
    customer customers client clients employee employees staff colleague teammate teammates teammate
    ceo cto cfo ciso hr legal finance marketing sales accounting payroll procurement recruiter lawyer
    accountant auditor auditors consultant director secretary receptionist guard janitor nurse doctor
    patient patients student teacher citizen tenant tenants landlord
    paper pen pencil notebook whiteboard sticker stickers poster envelope folder drawer shelf cabinet
    fridge microwave mug cup badge badges lanyard keychain wallet purse bag backpack suitcase car
    cars bus train plane taxi truck bike bicycle
    scratch purpose behalf demand average hold call oncall fire paper track schedule budget loan
    leave parental sick strike duty guard watch board trial request arrival approval invoice launch
    rest risk stake standby sight scale top bottom average balance camera record holiday tape tour
    air water gas oil electricity power heat cold rain snow fog weather sunlight smoke flood
    earthquake hurricane lightning thunderstorm
    reddit twitter facebook linkedin youtube instagram tiktok wikipedia stackoverflow telegram
    whatsapp skype zoom teams meet webex outlook gmail excel word powerpoint sharepoint notion miro
    figma trello asana monday basecamp hipchat mattermost
    mistake accident coincidence chance luck fun joy fear anger trust doubt hope love hate shame pain
    hell heaven god peace war truth lie joke prank rumor rumour gossip opinion belief faith dream
    nightmare mood attitude habit hobby skill talent career salary bonus raise promotion hire
    interview resume
    lots loads tons dozens hundreds thousands millions billions dozen half quarter third plenty couple
    bunch handful
    ransomware malware phishing spam outage outages dashboard dashboards rollout rollouts postmortem
    retro standup sprint backlog roadmap milestone stakeholder stakeholders onboarding offboarding
    compliance audit audits gdpr hipaa sox pci iso soc downtime uptime throughput bandwidth latency
    workaround hotfix bugfix checkout signup paywall storefront basket shopping
    flaky sluggish wonky grumpy kaput borked busted toast happy sad angry tired hungry sorry crazy
    insane ugly pretty tidy messy noisy quiet loud cheap expensive pricey huge tiny giant enormous
    fancy shiny rusty dusty sticky tricky risky shaky lazy picky nasty weird odd strange funny fine
    gonna wanna gotta kinda sorta dunno yeah yep nope okay thanks thx pls please lol btw imho afaik
    iirc fyi asap tldr eod eow cob wfh ooo pto
    """
)
"""What people speak of beside their machines, in letters, in chats and on the phone."""
_OPERATED = words(
    """
    panel config configs dialog deck fleet mid lag bloat charon knife executor overdue preprod nonprod
    runbook runbooks scrape
    renewal vacuum datafile conffile basebackup masterauth etcdserver jsonnet elect ingest streamline
    tribal blacklist whitelist allowlist denylist balancer subnet subnets keygen copier federation
    sa yc tenancy autoscaler scaler uplink downlink trunk hypervisor firmware chassis backplane psu
    bios uefi dongle oncall pager escalation escalate triage mitigate mitigation remediate
    remediation incident incidents quorum leaderless failback standby ansible inventory playbook
    sidecar sidecars webhook webhooks crawler scraper exporter ingestion lakehouse warehouse
    """
)
"""Words of operations that no manual page has."""
_ABSTRACT = (
    "ing", "ings", "ed", "ly", "tion", "tions", "sion", "ness", "ment", "ments", "ity", "ities",
    "ism", "ance", "ence", "ances", "ences", "able", "ible", "ous", "ful", "less", "ive", "ology",
    "ship", "hood", "ize", "ise", "ify", "ized", "ised", "ability", "ality", "ical", "ional",
    "ier", "iest", "ward", "wards", "wise", "some", "ists", "ers", "ors",
)  # fmt: skip
"""Endings of qualities, deeds and groups of people."""
_COMMAND = re.compile(
    r"[a-z](?:admin|ctl|adm|conf|info|stat|config|dump|tool|utils?|mgr|cfg|sync)$"
)
"""How the names of commands end (`lpadmin`), which hardly a surname does."""
_BENT = ("s", "es", "er", "r", "d", "ers", "rs", "al", "y", "ic", "n't", "th", "st")
_TRADE = (
    _EVERYDAY | _OPERATED | FUNCTION | TALK | PLAIN | PRODUCTS | KNOWN | SOLD | VENDORS | ROLES | STAGES
    | GENERIC | PODS | DIGITED
)  # fmt: skip


@functools.lru_cache(maxsize=20_000)
def is_plain(word: str) -> bool:
    """Whether a word of English in small letters is a noun that nobody in operations uses."""
    if word in ENGLISH and word not in SOLD:
        return True
    if not 3 <= len(word) <= 16 or word in _TRADE or not in_vocabulary(word):
        return False
    if word.endswith(_ABSTRACT) or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
        return False
    return not is_technical(word)


_PARTS = words(
    """
    client clients request manager managers record state table top back head body standby developer
    developers tenant tenants vendor vendors record scale schedule track third average power watch
    balance folder audit billions word work rest call resume signup checkout dashboard dashboards
    """
)
"""Everyday words of which identifiers of software are made, too (`client-request-id`)."""


@functools.lru_cache(maxsize=20_000)
def is_made(name: str) -> bool:
    """Whether a name in pieces (`robin-red`, `nas-basement`) has one that no manual has."""
    pieces = name.split("-")
    return all(len(piece) > 1 for piece in pieces) and any(
        piece in _EVERYDAY - _PARTS if piece in _TRADE else not is_technical(piece)
        for piece in pieces
    )


@functools.lru_cache(maxsize=20_000)
def is_technical(word: str) -> bool:
    """Whether a word in small letters, or what it is bent from, stands in manuals."""
    known = _manuals()
    if word in known or word in _TRADE or _COMMAND.search(word):
        return True
    for ending in _BENT:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and (stem in known or stem in _TRADE):
            return True
        if ending == "es" and word.endswith("ies") and word[:-3] + "y" in known:
            return True
    return any(
        word.startswith(prefix) and len(word) - len(prefix) > 3 and word[len(prefix) :] in known
        for prefix in ("un", "re", "non", "over", "sub", "pre", "mis", "dis")
    )


@functools.cache
def _manuals() -> frozenset[str]:
    table = pkgutil.get_data(__name__, "manuals.txt")
    assert table is not None
    return words(table.decode("ascii"))
