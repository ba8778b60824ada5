"""Answers as models write them: placeholders distorted in every way that was seen, with what a
person should read in the end. Seeded; used by the tests and by the benchmark of restoring.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.confidentiality.vault import Vault
from tests.samples.distortions_fresh import FRESH

OPEN, CLOSE = "\u27e6", "\u27e7"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it came, what it should become, and how its placeholders were distorted."""

    text: str
    wanted: str
    ways: tuple[str, ...]


VAULT = Vault(
    {
        "\u27e6HOST_1\u27e7": "db-prod-03.corp.lan",
        "\u27e6HOST_12\u27e7": "cache-07.corp.lan",
        "\u27e6IP_2\u27e7": "10.24.3.17",
        "\u27e6INTERNAL_NAME_3\u27e7": "orion",
        "\u27e6EMAIL_4\u27e7": "ops@corp-mail.ru",
        "\u27e6PHONE_1\u27e7": "+7 912 345-67-89",
        "\u27e6PERSON_1\u27e7": "Anna Lee",
        "\u27e6CUSTOMER_9\u27e7": "Globex",
        "198.51.100.23": "10.24.3.99",
        "host-5.domain-2.example": "db5.corp.lan",
        "203.0.113.0/24": "10.24.3.0/24",
    }
)
"""What was issued before these answers were written."""

Way = Callable[[str, int], str]

WAYS: dict[str, Way] = {
    **FRESH,
    "exact": lambda label, n: f"{OPEN}{label}_{n}{CLOSE}",
    "lower case": lambda label, n: f"{OPEN}{label.lower()}_{n}{CLOSE}",
    "title case": lambda label, n: f"{OPEN}{label.title()}_{n}{CLOSE}",
    "blanks": lambda label, n: f"{OPEN} {label}_{n} {CLOSE}",
    "no-break blanks": lambda label, n: f"{OPEN}\u00a0{label}_{n}\u00a0{CLOSE}",
    "double square": lambda label, n: f"[[{label}_{n}]]",
    "square": lambda label, n: f"[{label}_{n}]",
    "round": lambda label, n: f"({label}_{n})",
    "angle": lambda label, n: f"<{label}_{n}>",
    "curly": lambda label, n: f"{{{label}_{n}}}",
    "double curly": lambda label, n: f"{{{{{label}_{n}}}}}",
    "guillemets": lambda label, n: f"\u00ab{label}_{n}\u00bb",
    "lenticular": lambda label, n: f"\u3010{label}_{n}\u3011",
    "white square": lambda label, n: f"\u301a{label}_{n}\u301b",
    "bare": lambda label, n: f"{label}_{n}",
    "opening lost": lambda label, n: f"{label}_{n}{CLOSE}",
    "closing lost": lambda label, n: f"{OPEN}{label}_{n}",
    "escaped underscore": lambda label, n: f"{OPEN}{label}\\_{n}{CLOSE}",
    "all underscores escaped": lambda label, n: (
        f"{OPEN}{label.replace('_', chr(92) + '_')}\\_{n}{CLOSE}"
    ),
    "bare and escaped": lambda label, n: f"{label}\\_{n}",
    "space for underscore": lambda label, n: f"{OPEN}{label} {n}{CLOSE}",
    "dash for underscore": lambda label, n: f"{OPEN}{label}-{n}{CLOSE}",
    "no underscore": lambda label, n: f"{OPEN}{label}{n}{CLOSE}",
    "bare with a space": lambda label, n: f"{label} {n}",
    "bare with a dash": lambda label, n: f"{label}-{n}",
    "bare without underscore": lambda label, n: f"{label}{n}",
    "bold inside": lambda label, n: f"{OPEN}**{label}_{n}**{CLOSE}",
    "bold half": lambda label, n: f"**{label}**_{n}",
    "italics inside": lambda label, n: f"{OPEN}*{label}_{n}*{CLOSE}",
    "backticks inside": lambda label, n: f"{OPEN}`{label}_{n}`{CLOSE}",
    "html": lambda label, n: f"&#10214;{label}_{n}&#10215;",
    "html, hexadecimal": lambda label, n: f"&#x27E6;{label}_{n}&#x27E7;",
    "html angle": lambda label, n: f"&lt;{label}_{n}&gt;",
    "json": lambda label, n: f"\\u27e6{label}_{n}\\u27e7",
}

_AROUND = (
    ("", ""),
    ("**", "**"),
    ("- `", "`"),
    ("1. Check ", " first."),
    ("Restart ", ", then wait."),
    ("the host is ", ""),
    ("| ", " | up |"),
    ("(see ", ")"),
    ("", ":5432 is open"),
    ('Then ask "', '".'),
    (
        "\u041f\u0440\u043e\u0432\u0435\u0440\u044c\u0442\u0435 ",
        " \u0438 \u0436\u0434\u0438\u0442\u0435.",
    ),
    ("", "'s logs"),
)
_WORDS = (
    "Restart the service and look at the log. ",
    "If it fails, roll back.\n",
    "```bash\nkubectl get pods -n web\n```\n",
    "Use [the page](https://docs.example/x) [1].\n\n",
    "HOST_77 and TERM 5 are nobody's. ",
    "Version 1.2.3, port 443, 5 GB; a_b_c, x-1. ",
    "Сначала проверьте диск. ",
    "",
)


def answers(seed: int, count: int) -> Iterator[Answer]:
    """`count` answers, each of several placeholders, distorted at random."""
    chance = random.Random(seed)
    issued = [name for name in VAULT.values if name.startswith(OPEN)]
    for _ in range(count):
        text = wanted = ""
        ways: list[str] = []
        for _ in range(chance.randint(1, 5)):
            words, around = chance.choice(_WORDS), chance.choice(_AROUND)
            way = chance.choice(list(WAYS))
            name = chance.choice(issued)
            if chance.random() < 0.1:
                name = chance.choice([n for n in VAULT.values if not n.startswith(OPEN)])
                written, way = name, "surrogate"
            else:
                label, _, number = name[1:-1].rpartition("_")
                written = WAYS[way](label, int(number))
            text += f"{words}{around[0]}{written}{around[1]} "
            wanted += f"{words}{around[0]}{VAULT.values[name]}{around[1]} "
            ways.append(way)
        yield Answer(text, wanted, tuple(ways))


def every_way() -> Iterator[Answer]:
    """Each placeholder in each distortion in each surrounding, once."""
    for way, write in WAYS.items():
        for name, value in VAULT.values.items():
            if not name.startswith(OPEN):
                continue
            label, _, number = name[1:-1].rpartition("_")
            for before, after in _AROUND:
                written = write(label, int(number))
                yield Answer(f"{before}{written}{after}", f"{before}{value}{after}", (way,))


def cuts(answer: str, seed: int, count: int) -> Iterator[list[str]]:
    """The answer in pieces: every single cut, one character at a time, and `count` random ones."""
    for at in range(len(answer) + 1):
        yield [answer[:at], answer[at:]]
    yield list(answer)
    chance = random.Random(seed)
    for _ in range(count):
        edges = sorted(chance.randint(0, len(answer)) for _ in range(chance.randint(2, 9)))
        yield [answer[a:b] for a, b in zip([0, *edges], [*edges, len(answer)], strict=True)]
