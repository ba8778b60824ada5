"""Mutants of how the guard reads credentials in pieces, turned around and below headings."""

from __future__ import annotations

from tests.mutants import Mutant

_HELD = "tests/unit/app/test_encodings.py::test_law_5_the_guard_holds_it"
_ORDINARY = "tests/unit/app/test_encodings.py::test_what_is_said_of_credentials_is_none"

WRITTEN = (
    Mutant(
        "a line behind a word for a secret has none of its own", "5", "app/confidentiality/alarms.py",
        "        if match.start() < read:\n",
        "        if match.start() < until:\n",
        (_HELD,),
    ),
    Mutant(
        "lines and cells are read one by one", "5", "app/confidentiality/alarms.py",
        '    Alarm("credential", secrets.TOKENS, secrets.is_token, made=joined),\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "pieces behind a beginning are not put together", "5", "app/confidentiality/alarms.py",
        '    Alarm("credential", beginnings.PIECED, beginnings.is_pieced, made=beginnings.behind_beginnings),\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "what is below a heading has no name", "5", "app/confidentiality/alarms.py",
        '    Alarm("keyed_secret", secrets.ALONE, secrets.is_alone, made=below_headings),\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "a table without bars is none", "5", "app/confidentiality/alarms.py",
        '    Alarm("keyed_secret", secrets.BARE_TABLE, secrets.is_in_secret_column, made=bare_tables),\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "a name and its value are strangers", "5", "app/confidentiality/alarms.py",
        '    Alarm("keyed_secret", secrets.NAME_AND_VALUE, secrets.is_keyed, _SECRET_CUE, _NAMES),\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "elements have no names", "5", "app/confidentiality/alarms.py",
        '    Alarm("keyed_secret", secrets.ELEMENT, secrets.is_keyed, re.compile("</"), _NAMES),\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "a token backwards is none", "5", "app/confidentiality/coded_runs.py",
        '    yield from turned_back(runs)\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "a password backwards is none", "5", "app/confidentiality/views.py",
        '    yield from _turned_lines(text)\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "emphasis hides a word", "5", "app/confidentiality/views.py",
        '        yield _changed(text, lambda line: _EMPHASIS.sub("", line))\n',
        '        pass\n',
        (_HELD,),
    ),
    Mutant(
        "spelled letters lose their dashes", "5", "app/confidentiality/views.py",
        '        if apart == apart[1:step].join(letters):\n',
        '        if False:\n',
        (_HELD,),
    ),
    Mutant(
        "accents hide a token", "5", "app/confidentiality/views.py",
        '        yield _changed(text, bare)\n',
        '',
        (_HELD,),
    ),
    Mutant(
        "bold between a name and its value hides it", "5", "app/confidentiality/alarm_secrets.py",
        '    r"[*_~]{0,3}\\s{0,3}(?:\\n[ \\t]{0,16}(?=[\\"\']))?"\n',
        '    r"\\s{0,3}(?:\\n[ \\t]{0,16}(?=[\\"\']))?"\n',
        (_HELD,),
    ),
    Mutant(
        "any word below a heading is held", "5", "app/confidentiality/alarm_secrets.py",
        "    return is_secret_value(words[0]) if len(words) == 1 else any(map(_is_plain_password, words))\n",
        "    return bool(words)\n",
        (_ORDINARY,),
    ),
    Mutant(
        "words behind a beginning are pieces of it", "5", "app/confidentiality/token_beginnings.py",
        "        if (apart or (not end and len(piece[0]) > _SHORT)) and _WORD.fullmatch(piece[0]):\n",
        "        if False:\n",
        (_ORDINARY,),
    ),
    Mutant(
        "each beginning reads on for itself", "5", "app/confidentiality/token_beginnings.py",
        "    return text[start : next((one.start() for one in within), end)]\n",
        "    return text[start:end]\n",
        ("tests/unit/app/test_encodings.py::test_a_piece_is_read_for_few_beginnings",),
    ),
    Mutant(
        "a name of a secret begins nowhere", "5", "app/confidentiality/alarms.py",
        "p(?=a[as]|w|sw|rivate)", "p(?=a[as]|w|sw)",
        ("tests/unit/app/test_encodings.py::test_a_pattern_is_tried_wherever_it_matches",),
    ),
    Mutant(
        "letters of an odd case hide a name", "5", "app/confidentiality/alarms.py",
        "        if self.begins is None or _ODD_CASE.search(read):\n", "        if self.begins is None:\n",
        ("tests/unit/app/test_encodings.py::test_a_pattern_is_tried_wherever_it_matches",),
    ),
    Mutant(
        "an alarm reads on when the time is over", "5", "app/confidentiality/alarms.py",
        "        if number % _OFTEN == 0:\n",
        "        if False:\n",
        ("tests/unit/app/test_encodings.py::test_the_clock_is_looked_at_within_an_alarm",),
    ),
)  # fmt: skip
