"""What stands before a name in a runbook and is none of it: orders, and words that begin a sentence.

Deliberately elsewhere: where a name begins (`people`), words for persons (`people_en`).
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

ORDERS = words(
    """
    ask tell call notify page email mail message contact chase escalate thank thanks warn tag cc bcc
    invite assign remind join meet follow find give send wake ping poke nudge loop involve text phone
    ring dial alert summon engage consult inform advise brief update copy forward fetch bring get let
    have make pull add remove keep include exclude consider consult confirm check verify involve
    approach reach request require await wait expect blame credit praise greet welcome help assist
    support cover replace relieve handover swap rotate promote demote onboard offboard hire fire
    interview introduce mention quote cite trust believe watch monitor see visit write dm pm slack
    whatsapp skype telegram hand pass pair sync talk speak discuss review approve grant revoke
    enable disable delegate transfer route redirect refer report submit raise open close reassign
    unassign subscribe unsubscribe mute unmute block unblock ban kick buzz beep bug pester bother
    prod hassle urge press push convince persuade beg order instruct direct task schedule book
    track locate grab catch interrupt pause stop start restart run use try please kindly then also
    first next finally now otherwise meanwhile alternatively additionally maybe perhaps always never
    if when once before after until unless because since while although though whether and or but
    so for from with without via by to at on in of as per about regarding re fwd fw attn via except
    instead only just even still yet again both either neither not do does did is are was were
    has had will would can could should may might must shall today tomorrow yesterday tonight
    ensure remember note see apparently unfortunately fortunately obviously clearly hopefully
    """
)
"""Verbs in the imperative and words that begin a sentence, in small letters."""
