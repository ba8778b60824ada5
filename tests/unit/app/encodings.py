"""Ways to write a credential down: of a token that anybody knows by its shape, of a password that is
one by what stands near it. Invariant: every value here is made up.
Deliberately elsewhere: who reads which of them (`test_encodings`)."""

from __future__ import annotations

import base64
import codecs
import gzip
import html
import json
import urllib.parse
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

Writing = Callable[[str], str]

TOKENS = (
    "AKIA" + "QYLPMN5HFIQR7XYA",
    "ghp_" + "aB3dE5fG7hJ9" * 3,
    "glpat-" + "Zk3n9QpLr8sT2vWx4yAb",
    "xoxb-" + "123456789012-aB3dE5fG7hJ9kL",
)
"""Whose key they are is told by their beginning."""

PASSWORDS = ("hunter2secret", "Winter2024!", "Tundra-6650-Cello-Kiosk")
"""What people choose: no shape of their own."""


def _cut(text: str, count: int) -> list[str]:
    size = len(text) // count
    return [
        *(text[n * size : (n + 1) * size] for n in range(count - 1)),
        text[(count - 1) * size :],
    ]


def _in(template: str) -> Writing:
    """A template with as many pieces as it has places."""
    return lambda text: template.format(*_cut(text, template.count("{}")))


def _each(form: str, between: str = "") -> Writing:
    """Every byte as a number."""
    return lambda text: between.join(form % byte for byte in text.encode())


def _between(filling: str) -> Writing:
    return filling.join


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _drawn(upper: int, lower: int, digit: int = 0) -> Writing:
    """In one of the alphabets of mathematics or circles."""

    def written(text: str) -> str:
        return "".join(
            chr(upper + ord(c) - 65) if "A" <= c <= "Z"
            else chr(lower + ord(c) - 97) if "a" <= c <= "z"
            else chr(digit + ord(c) - 48) if digit and c.isdigit()
            else c
            for c in text
        )  # fmt: skip

    return written


_PLAIN: Mapping[str, Writing] = {
    "plain": str,
    "in a sentence": "Then use {} for it.".format,
    "code": "`{}`".format,
    "fence": "```\n{}\n```".format,
    "bold": "**{}**".format,
    "italic": "*{}*".format,
    "low lines around": "__{}__".format,
    "struck": "~~{}~~".format,
    "spoiler": "||{}||".format,
    "marked": "=={}==".format,
    "single quotes": "'{}'".format,
    "double quotes": '"{}"'.format,
    "angle quotes": "«{}»".format,
    "round quotes": "\u201c{}\u201d".format,
    "brackets": "({})".format,
    "autolink": "<{}>".format,
    "link text": "[{}](https://x.example)".format,
    "link target": "[here](https://x.example/{})".format,
    "query": "https://x.example/?a=1&t={}&b=2".format,
    "image": "![{}](a.png)".format,
    "comment": "<!-- {} -->".format,
    "attribute": '<a title="{}">x</a>'.format,
    "quoted line": "> {}".format,
    "removed line": "-{}".format,
    "list": "- {}".format,
    "table": "| a | b |\n|---|---|\n| x | {} |".format,
    "row of CSV": "a,{},b".format,
    "JSON": lambda t: json.dumps({"a": t}),
    "YAML block": "a: |\n  {}\n".format,
    "heading": "## {}".format,
    "footnote": "[^1]: {}".format,
}
_SPLIT: Mapping[str, Writing] = {
    "two lines": _in("{}\n{}"),
    "two lines, indented": _in("    {}\n    {}"),
    "sentence over two lines": _in("The key is {}\n{} as said."),
    "four lines": _in("{}\n{}\n{}\n{}"),
    "two quoted lines": _in("> {}\n> {}"),
    "two paragraphs": _in("{}\n\n{}"),
    "items": _in("- {}\n- {}"),
    "items with stars": _in("* {}\n* {}\n* {}"),
    "numbered items": _in("1. {}\n2. {}"),
    "items, cut within its beginning": lambda t: f"- {t[:2]}\n- {t[2:]}",
    "cells, cut within its beginning": lambda t: f"| {t[:3]} | {t[3:]} |",
    "items in code": _in("- `{}`\n- `{}`"),
    "cells of a row": _in("| a | b |\n|---|---|\n| {} | {} |"),
    "cells in code": _in("| a | b |\n|---|---|\n| `{}` | `{}` |"),
    "cells of a column": _in("| a |\n|---|\n| {} |\n| {} |"),
    "cells of a numbered column": _in("| n | part |\n|---|---|\n| 1 | {} |\n| 2 | {} |"),
    "bare cells": _in("a | b\n--- | ---\n{} | {}"),
    "columns of CSV": _in("a,b\n{},{}"),
    "labelled lines": _in("part 1: {}\npart 2: {}"),
    "words of a sentence": _in("first {}, then {} and that is all"),
    "numbered sentences": _in("The first half is {}.\nThe second half is {}."),
    "hyphen at the end": _in("{}-\n{}"),
    "backslash at the end": _in("{}\\\n{}"),
    "backslash and indent": _in("{}\\\n    {}"),
    "backtick at the end": _in("{}`\n{}"),
    "caret at the end": _in("{}^\n{}"),
    "added": _in('"{}" + "{}"'),
    "added over lines": _in('"{}" +\n    "{}"'),
    "next to each other": _in('"{}" "{}"'),
    "next to each other in brackets": _in('("{}"\n "{}")'),
    "dots of PHP": _in("'{}' . '{}'"),
    "dots of Lua": _in('"{}" .. "{}"'),
    "ampersands": _in('"{}" & "{}"'),
    "of a shell": _in('{}""{}'),
    "elements": _in('["{}", "{}"]'),
    "variables": _in('A="{}"\nB="{}"\nC="$A$B"'),
    "bold within": _in("{}**{}**"),
    "bold around a letter": _in("{}**{}**{}"),
    "italic within": _in("{}*{}*{}"),
    "struck within": _in("{}~~{}~~{}"),
    "code within": _in("{}`{}`{}"),
    "tags within": _in("{}<b>{}</b>"),
    "break within": _in("{}<br>{}"),
    "soft break within": _in("{}<wbr>{}"),
    "comment within": _in("{}<!-- x -->{}"),
    "soft hyphen as entity": _in("{}&shy;{}"),
    "zero width as entity": _in("{}&#8203;{}"),
    "zero width as escape": _in("{}\\u200b{}"),
    "lines of a chat": _in("10:01 bob: {}\n10:02 bob: {}"),
    "removed lines": _in("-{}\n-{}"),
    "YAML folded": _in("a: >-\n  {}\n  {}"),
}
_CODED: Mapping[str, Writing] = {
    "JSON codes": _each("\\u%04x"),
    "hex escapes": _each("\\x%02x"),
    "octal escapes": _each("\\%03o"),
    "braced codes": _each("\\u{%x}"),
    "escaped marks": lambda t: t.replace("_", "\\_").replace("-", "\\-"),
    "JSON in JSON": lambda t: json.dumps(json.dumps({"a": f'"{t}"'})),
    "entities": _each("&#%d;"),
    "hex entities": _each("&#x%x;"),
    "entities without their end": _each("&#%d"),
    "entities twice": lambda t: html.escape(_each("&#%d;")(t)),
    "percent": _each("%%%02X"),
    "percent twice": lambda t: urllib.parse.quote(_each("%%%02X")(t)),
    "percent of one": lambda t: f"{t[:3]}%{ord(t[3]):02x}{t[4:]}",
    "quoted printable": _each("=%02X"),
    "soft break": _in("{}=\n{}"),
    "base64": _base64,
    "base64 for addresses": lambda t: base64.urlsafe_b64encode(t.encode()).decode(),
    "base64 without its end": lambda t: _base64(t).rstrip("="),
    "base64 twice": lambda t: _base64(_base64(t)),
    "base64 in lines": lambda t: "\n".join(_cut(_base64(f"here it is: {t}"), 4)),
    "base64 in a sentence": lambda t: f"decode {_base64(t)} first",
    "base64 backwards": lambda t: _base64(t)[::-1],
    "base64 of what is backwards": lambda t: _base64(t[::-1]),
    "base64 of UTF-16": lambda t: base64.b64encode(t.encode("utf-16-le")).decode(),
    "base64, compressed": lambda t: base64.b64encode(gzip.compress(t.encode())).decode(),
    "base64, deflated": lambda t: base64.b64encode(zlib.compress(t.encode())).decode(),
    "data in an address": lambda t: f"data:text/plain;base64,{_base64(t)}",
    "base32": lambda t: base64.b32encode(t.encode()).decode(),
    "base85": lambda t: base64.b85encode(t.encode()).decode(),
    "ascii85": lambda t: base64.a85encode(t.encode()).decode(),
    "hex": lambda t: t.encode().hex(),
    "hex in capitals": lambda t: t.encode().hex().upper(),
    "hex with blanks": lambda t: t.encode().hex(" "),
    "hex with colons": lambda t: t.encode().hex(":"),
    "hex with its mark": lambda t: "0x" + t.encode().hex(),
    "hex with commas": _each("0x%02x", ", "),
    "decimal": _each("%d", " "),
    "octal": _each("%03o", " "),
    "binary": lambda t: " ".join(f"{byte:08b}" for byte in t.encode()),
    "backwards": lambda t: t[::-1],
    "backwards in code": lambda t: f"`{t[::-1]}`",
    "rot13": lambda t: codecs.encode(t, "rot13"),
    "rot13 in code": lambda t: f"`{codecs.encode(t, 'rot13')}`",
}
_DRAWN: Mapping[str, Writing] = {
    "blanks between letters": _between(" "),
    "two blanks between letters": _between("  "),
    "dashes between letters": _between("-"),
    "dots between letters": _between("."),
    "middle dots between letters": _between("\u00b7"),
    "commas between letters": _between(", "),
    "slashes between letters": _between("/"),
    "bars between letters": _between("|"),
    "stars between letters": _between("*"),
    "low lines between letters": _between("_"),
    "plus signs between letters": _between(" + "),
    "tabs between letters": _between("\t"),
    "a letter a line": _between("\n"),
    "a letter an item": lambda t: "\n".join(f"- {c}" for c in t),
    "letters in quotes": lambda t: ", ".join(f"'{c}'" for c in t),
    "letters in code": lambda t: " ".join(f"`{c}`" for c in t),
    "in fours": lambda t: " ".join(t[n : n + 4] for n in range(0, len(t), 4)),
    "in fours with dashes": lambda t: "-".join(t[n : n + 4] for n in range(0, len(t), 4)),
    "in fives": lambda t: " ".join(t[n : n + 5] for n in range(0, len(t), 5)),
    "zero width": _between("\u200b"),
    "zero width joiners": _between("\u200d"),
    "word joiners": _between("\u2060"),
    "soft hyphens": _between("\u00ad"),
    "byte order marks": _between("\ufeff"),
    "variation selectors": _between("\ufe0f"),
    "direction marks": lambda t: f"\u202e{t}\u202c",
    "combining marks": _between("\u0335"),
    "accents": _between("\u0301"),
    "no-break blanks": _between("\u00a0"),
    "thin blanks": _between("\u2009"),
    "full width": _full_width,
    "mathematical bold": _drawn(0x1D400, 0x1D41A, 0x1D7CE),
    "mathematical monospace": _drawn(0x1D670, 0x1D68A, 0x1D7F6),
    "circles": _drawn(0x24B6, 0x24D0),
    "squares": _drawn(0x1F130, 0x24D0),
    "tags nobody sees": lambda t: "".join(chr(0xE0000 + ord(c)) for c in t),
    "Cyrillic look-alikes": lambda t: t.translate(str.maketrans("AKaeopcxHT", "АКаеорсхНТ")),
    "a Greek letter": lambda t: t.replace("A", "Α").replace("o", "ο"),
    "foreign digits": lambda t: "".join(chr(0x660 + int(c)) if c.isdigit() else c for c in t),
    "other dashes": lambda t: t.replace("-", "\u2011").replace("_", "\uff3f"),
    "capitals for small letters": str.upper,
}  # fmt: skip
ENCODINGS: Mapping[str, Writing] = MappingProxyType({**_PLAIN, **_SPLIT, **_CODED, **_DRAWN})

NAMED: Mapping[str, Writing] = MappingProxyType(
    {
        "password: X": "password: {}".format,
        "password=X": "password={}".format,
        "password = X": "password = '{}'".format,
        "password X": "password {}".format,
        "password is X": "The password is {}.".format,
        "password -> X": "password -> {}".format,
        "password (temporary)": "password (temporary): {}".format,
        "пароль": "Пароль: {}".format,
        "пароль от базы": "Пароль от базы - {}".format,
        "pw": "pw: {}".format,
        "in code": "password: `{}`".format,
        "both in code": "`password`: `{}`".format,
        "name in code": "`password` is `{}`".format,
        "bold name": "**Password:** {}".format,
        "bold name, colon outside": "**Password**: {}".format,
        "bold both": "**Password:** **{}**".format,
        "bold line": "**Password: {}**".format,
        "bold value": "Password: **{}**".format,
        "bold between": "The password **is** {}".format,
        "bold phrase": "The **password for the portal** is **{}**".format,
        "bold within the name": "**Pass**word: {}".format,
        "italic name": "*Password:* {}".format,
        "italic within the name": "*pass*word: {}".format,
        "bold and italic": "***Password:*** {}".format,
        "low lines": "__Password:__ {}".format,
        "one low line": "_Password:_ {}".format,
        "struck value": "password: ~~{}~~".format,
        "struck name": "~~password:~~ {}".format,
        "spoiler": "password: ||{}||".format,
        "marked": "password: =={}==".format,
        "bold item": "- **Password:** {}".format,
        "item with stars": "* **Пароль:** {}".format,
        "bold in code": "**Password:** `{}`".format,
        "tags": "<b>Password:</b> {}".format,
        "tags for code": "<b>Password:</b> <code>{}</code>".format,
        "definition": "<dt>Password</dt><dd>{}</dd>".format,
        "definition of Markdown": "Password\n: {}".format,
        "elements": "<password>{}</password>".format,
        "attribute": '<add key="password" value="{}"/>'.format,
        "quotes": "password: «{}»".format,
        "round quotes": "password: \u201c{}\u201d".format,
        "brackets": "password ({})".format,
        "square brackets": "password: [{}]".format,
        "JSON": '{{"password": "{}"}}'.format,
        "JSON in a string": '"{{\\"password\\": \\"{}\\"}}"'.format,
        "JSON over lines": '{{\n  "password":\n    "{}"\n}}'.format,
        "YAML of a pod": "- name: DB_PASSWORD\n  value: {}".format,
        "YAML of a pod, quoted": '- name: DB_PASSWORD\n  value: "{}"'.format,
        "JSON of a pod": '{{"name": "DB_PASSWORD", "value": "{}"}}'.format,
        "YAML block": "password: |\n  {}".format,
        "export": "export DB_PASSWORD={}".format,
        "set": "SET PASSWORD '{}'".format,
        "header": "X-Auth-Token: {}".format,
        "flag": "tool --password {} run".format,
        "flag of curl": "curl -u root:{} https://x.example".format,
        "query": "https://x.example/?password={}".format,
        "userinfo": "postgres://root:{}@db.example/x".format,
        "netrc": "machine x.example login root password {}".format,
        "pair": "login: root / {}".format,
        "two lines": "Password\n{}".format,
        "two lines, colon": "Password:\n{}".format,
        "two lines, is": "The password is\n{}".format,
        "two lines, below a word for one": "the password of\nthe token for grafana is\n{}".format,
        "blank line": "Password:\n\n{}".format,
        "blank line in code": "Password:\n\n`{}`".format,
        "item below": "Token\n- {}".format,
        "item below in code": "Password:\n\n- `{}`".format,
        "numbered item below": "Password:\n\n1. {}".format,
        "star below": "Пароль:\n* {}".format,
        "fence below": "Password:\n\n```\n{}\n```".format,
        "fence below, no blank": "Password\n```text\n{}\n```".format,
        "heading": "## Password\n{}".format,
        "heading, blank": "## Password\n\n{}".format,
        "heading, code": "# Access\n\n## Password\n\n`{}`\n".format,
        "heading, bold": "### Password\n\n**{}**".format,
        "heading, fence": "## Password\n\n```\n{}\n```\n".format,
        "heading of more": "## Пароль от базы\n\n{}".format,
        "heading, closed": "## Password ##\n\n{}".format,
        "heading with a line below": "Password\n--------\n\n{}".format,
        "heading with two lines below": "Password\n========\n{}".format,
        "bold heading": "**Password**\n\n{}".format,
        "bold heading, code": "**Пароль**\n\n`{}`".format,
        "heading of tags": "<h2>Password</h2>\n\n{}".format,
        "quoted heading": "> Password\n>\n> {}".format,
        "heading in a quote": "> ## Password\n> `{}`".format,
        "two headings down": "## Password\n\n### Production\n\n{}".format,
        "heading and words": "## Password\n\nIt is {} for now.".format,
        "table below": "| Host | Password |\n|---|---|\n| a | {} |".format,
        "table, code": "| Host | Secret |\n|---|---|\n| `a` | `{}` |".format,
        "table, bold head": "| **Host** | **Password** |\n|---|---|\n| a | {} |".format,
        "table of names": "| Name | Value |\n|---|---|\n| password | {} |".format,
        "table of bold names": "| Name | Value |\n|---|---|\n| **password** | {} |".format,
        "table without bars": "Host | Password\n--- | ---\na | {}".format,
        "table of tags": "<tr><th>Password</th><td>{}</td></tr>".format,
        "CSV": "host,password\na,{}".format,
        "tabs": "host\tpassword\na\t{}".format,
        "quoted": "> password: {}".format,
        "comment": "# password: {}".format,
        "checkbox": "- [ ] password: {}".format,
        "backslash": "password: \\\n  {}".format,
        "spelled name": "p a s s w o r d: {}".format,
        "name with zero width": "pass\u200bword: {}".format,
        "name in full width": lambda t: f"{_full_width('password:')} {t}",
        "name in percent": "p%61ssword: {}".format,
        "name in entities": "p&#97;ssword: {}".format,
        "value in percent": lambda t: f"password: {_each('%%%02X')(t)}",
        "value in entities": lambda t: f"password: {_each('&#%d;')(t)}",
        "value in codes": lambda t: f'"password": "{_each(chr(92) + "u%04x")(t)}"',
        "value in base64": lambda t: f"password: {_base64(t)}",
        "value in base64, called so": lambda t: f"password (base64): {_base64(t)}",
        "value in hex": lambda t: f"password: {t.encode().hex()}",
        "all in base64": lambda t: _base64(f"password: {t}"),
        "all in base64, bold": lambda t: _base64(f"**Password:** {t}"),
        "all in base64, heading": lambda t: _base64(f"## Password\n\n{t}\n"),
        "all in hex": lambda t: f"password: {t}".encode().hex(),
        "all in percent": lambda t: urllib.parse.quote(f"password: {t}", safe=""),
        "all in JSON": lambda t: json.dumps({"a": f"## Password\n\n{t}\n"}),
        "all in entities": lambda t: _each("&#%d;")(f"password: {t}"),
        "value in full width": lambda t: f"password: {_full_width(t)}",
        "value with zero width": lambda t: "password: " + "\u200b".join(t),
        "value with look-alikes": lambda t: (
            "password: " + t.translate(str.maketrans("aeoc", "аеос"))
        ),
        "value spelled": lambda t: f"password: {' '.join(t)}",
        "value spelled with dashes": lambda t: f"password: {'-'.join(t)}",
        "value over two lines": lambda t: "password: {}\n{}".format(*_cut(t, 2)),
        "value with bold": lambda t: "password: {}**{}**".format(*_cut(t, 2)),
        "value with tags": lambda t: "password: {}<b>{}</b>".format(*_cut(t, 2)),
        "value added": lambda t: 'password = "{}" + "{}"'.format(*_cut(t, 2)),
        "value backwards": lambda t: f"password: {t[::-1]}",
        "value in rot13": lambda t: f"password: {codecs.encode(t, 'rot13')}",
        "all backwards": lambda t: f"password: {t}"[::-1],
        "all in rot13": lambda t: codecs.encode(f"password: {t}", "rot13"),
        "all spelled": lambda t: " ".join(f"password: {t}"),
    }
)
