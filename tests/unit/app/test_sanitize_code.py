"""What is masked in code still is code: every fence that parsed before parses after."""

from __future__ import annotations

import ast
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from app.confidentiality.detectors import Term, build
from app.confidentiality.sanitize import Sanitized, restore, sanitize
from app.confidentiality.syntax import Grammar, Place
from app.confidentiality.verdict import Detector, Part, assess
from app.prompt import Prompt
from index.chunk import Sensitivity
from tests.samples.fences import ALL
from tests.unit.app.gate_parts import passage, prompt_of

CASES = [(language, code) for language, fences in ALL.items() for code in fences]
PRIVATE = re.compile(
    r"Петров|Anna|anna\.|10\.24\.|corp[.-]|db-prod|7707083893|5204|912345|345-67|fd12|52:54|112-233"
    r"|orion|1980-05-17",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def detectors() -> tuple[Detector, ...]:
    return build((Term("Orion", "PROJECT"),))


def _bash(code: str) -> object:
    done = subprocess.run(["bash", "-n"], input=code.encode(), capture_output=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr)
    return [shlex.split(line, comments=True) for line in code.splitlines() if "<<" not in line]


PARSERS: dict[str, Callable[[str], object]] = {
    "yaml": yaml.safe_load,
    "json": json.loads,
    "toml": tomllib.loads,
    "bash": _bash,
    "python": ast.parse,
}


def _sanitized(text: str, detectors: tuple[Detector, ...]) -> Sanitized:
    prompt = prompt_of("what is this", passage(text))
    made = sanitize(prompt, assess(prompt.parts("-"), detectors), detectors)
    assert isinstance(made, Sanitized), made
    return made


@pytest.mark.parametrize(("language", "code"), CASES)
@pytest.mark.parametrize("info", [True, False])
def test_a_fence_parses_as_before(
    language: str, code: str, info: bool, detectors: tuple[Detector, ...]
) -> None:
    PARSERS[language](code)
    text = f"Before.\n\n```{language if info else ''}\n{code.rstrip()}\n```\n\nAfter 10.24.3.17."
    made = _sanitized(text, detectors)
    assert restore(made.texts[0], made.vault).text == text
    if not info and language == "python":
        return  # nothing tells that it is code of a strict grammar
    inside = made.texts[0].split("```")[1].partition("\n")[2]
    parsed = PARSERS[language](inside)
    assert type(parsed) is type(PARSERS[language](code))
    masked = {finding.kind for finding in assess(_parts(text), detectors).findings}
    if masked - {"PROJECT"}:
        assert inside.strip() != code.strip()


def _parts(text: str) -> tuple[Part, ...]:
    return Prompt.of_text(text, Sensitivity.PUBLIC).parts("-")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(CASES), min_size=2, max_size=4))
def test_many_fences_in_one_text(chosen: list[tuple[str, str]]) -> None:
    detectors = build((Term("Orion", "PROJECT"),))
    text = "\n\n".join(f"```{language}\n{code.rstrip()}\n```" for language, code in chosen)
    made = _sanitized(text, detectors)
    assert restore(made.texts[0], made.vault).text == text
    for (language, _), inside in zip(chosen, made.texts[0].split("```")[1::2], strict=True):
        PARSERS[language](inside.partition("\n")[2])


def test_addresses_in_data_are_of_reserved_space(detectors: tuple[Detector, ...]) -> None:
    text = "```yaml\nhost: db-prod-03.corp.internal\nip: 10.24.3.17\nv6: fd12:3456:789a:1::17\n```"
    read = yaml.safe_load(_sanitized(text, detectors).texts[0].strip("`").removeprefix("yaml"))
    assert read["host"].endswith(".example")
    assert read["ip"].startswith("192.0.2.")
    assert read["v6"].startswith("2001:db8:")


@pytest.mark.parametrize(
    ("text", "at", "place"),
    [
        ("plain words\nand more", "and", Place.PLAIN),
        ("```bash\nssh db1\n```", "db1", Place.PLAIN),
        ("```mermaid\na --> b\n```", "a -", Place.PLAIN),
        ("```yaml\na: b\n```", "b", Place.DATA),
        ("```YAML\na: b\n```", "b", Place.DATA),
        ("~~~ini\na = b\n~~~", "b", Place.DATA),
        ('```json\n{"a": "b", "c": 1}\n```', "b", Place.DATA),
        ('```json\n{"a": "b", "c": 1}\n```', "1", Place.BARE),
        ('```\n{"a": 1}\n```', "1", Place.BARE),
        ("```\n[x]\na = 1\n```", "1", Place.BARE),
        ("```toml\na = 1 # one\n```", "one", Place.DATA),
        ("```go\nx := y // z\n```", "z", Place.DATA),
        ("```sql\nselect a -- z\n```", "z", Place.DATA),
        ("a:\n  b: 1\n  c: word\n", "word", Place.DATA),
        ("2026-01-02T03:04:05Z up\n", "up", Place.DATA),
        ("Note: this is\nprose: really\nHint: yes", "really", Place.PLAIN),
        ('{"a": 1, "b": [2]}', "2", Place.BARE),
        ("```json\nnever closed 1", "1", Place.BARE),
    ],
)
def test_places(text: str, at: str, place: Place) -> None:
    assert Grammar.of(text).place(text.rindex(at)) is place
