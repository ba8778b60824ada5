"""Mutants of who asks in chats: groups, channels, threads, e-mails, pairing."""

from __future__ import annotations

from tests.mutants import Mutant

_CHAT = "tests/flow/test_chat_people.py"
_IDENTITY = "tests/unit/app/test_identity.py"
_PAIRING = "tests/unit/app/records/test_pairing.py"
_TRIPLES = f"{_CHAT}::test_law_12_nobody_is_shown_what_they_or_the_channel_may_not_read"

CHAT_PEOPLE = (
    Mutant(
        "whoever was paired under an e-mail owns nothing of it",
        "-",
        "app/identity/acting.py",
        "mail=named.mail or mail_of(paired.name if paired is not None else None),",
        "mail=named.mail,",
        (
            "tests/unit/app/test_identity.py"
            "::test_whoever_was_paired_under_an_e_mail_owns_what_is_of_it",
        ),
    ),
    Mutant(
        "a channel without groups demands nothing",
        "12",
        "app/identity/acting.py",
        "else frozenset({EVERYONE})), known",
        "else frozenset()), known",
        (_TRIPLES,),
    ),
    Mutant(
        "people of another company read along",
        "12",
        "app/identity/acting.py",
        "known = bool(place.groups) and (place.shared or not named.shared)",
        "known = bool(place.groups)",
        (_TRIPLES,),
    ),
    Mutant(
        "a code that others have seen still works",
        "12",
        "app/api/chat_people.py",
        "await asyncio.to_thread(made.records.pairing.void, body.code)",
        "await asyncio.sleep(0)",
        (f"{_CHAT}::test_a_code_that_others_have_seen_is_void",),
    ),
    Mutant(
        "an e-mail counts whoever says it",
        "12",
        "app/identity/acting.py",
        ' or not user.startswith("slack:")',
        "",
        (f"{_IDENTITY}::test_who_counts_as_what",),
    ),
    Mutant(
        "a domain counts wherever it stands in an e-mail",
        "12",
        "app/identity/access.py",
        'mail[mail.index("@") :])',
        '*(key for key in self.users if key[0] == "@" and key in mail))',
        (f"{_IDENTITY}::test_a_mail_and_its_domain",),
    ),
    Mutant(
        "a channel's conversation is its asker's",
        "7",
        "app/principals.py",
        'return f"{whose(self.id)[0]}{_IN}{self.place}" if self.place else self.id',
        "return self.id",
        (f"{_CHAT}::test_a_thread_is_the_channels_conversation",),
    ),
    Mutant(
        "a turn forgets what went along with it",
        "7",
        "app/talks.py",
        "replace(one, before=True) for one in question.before if",
        "one for one in () if",
        (f"{_CHAT}::test_law_7_what_one_asker_was_answered_is_not_given_to_the_next",),
    ),
    Mutant(
        "one asker's history is the next one's",
        "12",
        "app/talks.py",
        "[one for one in exchanges if stand(one.sources, now)]",
        "list(exchanges)",
        (f"{_CHAT}::test_law_12_nor_by_an_answer_or_a_follow_up_in_a_thread",),
    ),
    Mutant(
        "anybody names a thread",
        "7",
        "app/api/asking.py",
        "not asker.platform or ",
        "",
        (f"{_CHAT}::test_who_may_name_a_thread",),
    ),
    Mutant(
        "more is told of what the channel may read",
        "12",
        "app/service.py",
        "if not here.may_read(one.chunk.audience)]",
        "]",
        (f"{_CHAT}::test_whether_there_is_more_for_the_asker",),
    ),
    Mutant(
        "a code works twice",
        "12",
        "app/records/pairing.py",
        "            connection.execute(PAIRING_CODES.delete().where(this))\n",
        "",
        (f"{_PAIRING}::test_a_code_works_once",),
    ),
    Mutant(
        "a code has no end",
        "12",
        "app/records/pairing.py",
        " or found.ends <= now",
        "",
        (f"{_PAIRING}::test_a_code_ends",),
    ),
    Mutant(
        "a code is kept as it is",
        "8",
        "app/records/pairing.py",
        'return hashlib.sha256(signs.encode("utf-8", "surrogatepass")).hexdigest()',
        'return signs.encode("utf-8", "replace").decode()',
        (f"{_PAIRING}::test_no_code_is_at_rest",),
    ),
    Mutant(
        "codes are tried without an end",
        "12",
        "app/api/chat_people.py",
        "    if linked is None:\n        made.codes.failed(account)\n",
        "    if linked is None:\n",
        (f"{_CHAT}::test_codes_that_do_not_work_are_answered_alike_and_counted",),
    ),
    Mutant(
        "pairing gives more than the bot has",
        "12",
        "app/identity/acting.py",
        "_capped(bot, groups), every, chat)",
        "_capped(bot, groups) | (paired or frozenset()), every, chat)",
        (f"{_CHAT}::test_pairing_holds_at_once_and_is_gone_at_once",),
    ),
)
