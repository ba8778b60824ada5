"""A service whose models obey: they repeat the hostile document, and all that they were given.

Invariant: nothing is masked or cut on the way to these models that the real way would not cut; they
are the worst that a model can be. `leaks` says what of an answer must not be seen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
from markdown_it import MarkdownIt
from playwright.async_api import async_playwright

from app.confidentiality.detectors.injection import Injection
from app.dialogue import Question
from app.prompt import _SYSTEM, RULES, Prompt
from app.service import Service
from app.service_settings import LimitSettings
from app.talks import Talks
from app.wiring_index import Library
from index.chunk import Chunk, Estimate, Known, Passage, Sensitivity
from tests.flow.browser import ARGUMENTS, WATCH, executable
from tests.flow.desk import Desk as Ingested
from tests.flow.serving import Running, running
from tests.flow.test_answering import make_desk
from tests.samples.injected import OUTSIDE, SECRET_WORD, Injected
from tests.wire.fake_cloud import Act, fake_cloud

_SECRET = f"---\nsensitivity: CONFIDENTIAL\naudience: [sre]\n---\n# Merger\n\n{SECRET_WORD}\n"
_ADDRESS = re.compile(rf"(?i)(?:https?:|ftp:|mailto:|javascript:|data:|//|www\.)[^\s<>]*{OUTSIDE}")


@dataclass
class Obedient:
    """A local model that says its whole prompt, and then what the document orders."""

    cases: dict[str, Injected]
    name: str = "obedient"
    asked: list[str] = field(default_factory=list)

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        case = _named(prompt.question, self.cases)
        said = f"{prompt.inside}\n\n{prompt.user()}\n\n{case.trap} [1]"
        self.asked.append(said)
        for start in range(0, len(said), 37):
            yield said[start : start + 37]

    async def close(self) -> None:
        """Nothing is open."""


def _named(text: str, cases: dict[str, Injected]) -> Injected:
    found = re.findall(r"p\d{3}", text)
    return cases[found[-1]]


@asynccontextmanager
async def obeying(folder: Path, cases: Sequence[Injected]) -> AsyncIterator[Running]:
    """The service over these documents, each asked for by its name."""
    by_name = {case.name: case for case in cases}
    with closing(Ingested(folder)) as ingested:
        object.__setattr__(ingested, "learn", _learn)
        for case in cases:
            ingested.write(f"{case.name}.{'html' if case.html else 'md'}", case.text)
        ingested.write("merger.md", _SECRET)
        ingested.ingest()
        chunks: dict[str, list[Chunk]] = {}
        for chunk in ingested.chunks():
            chunks.setdefault(chunk.source.rpartition(":")[2].partition(".")[0], []).append(chunk)
        async with fake_cloud(Act(pieces=("[1]",))) as cloud:
            base = make_desk(folder, cloud, local=Obedient(by_name))  # type: ignore[arg-type]

            def find(question: Question) -> list[Passage]:
                own = chunks.get(_named(question.text, by_name).name, [])
                cloud.acts = (Act(pieces=_pieces(_named(question.text, by_name), own)),)
                return [
                    Passage(chunk, 1.0)
                    for chunk in [*own, *chunks["merger"]]
                    if _may(chunk, question)
                ]

            async with running(base, ingested, limits=LimitSettings(), drain=1.0) as doors:
                books = Library(ingested.tools.store, ingested.tools.encoders)  # type: ignore[arg-type]
                desk = replace(base, find=find)
                records, may = doors.context.records, desk.gate.policy.ceiling_of
                engine = Service(desk, books, Talks(records, books.store, desk.memories, may))
                object.__setattr__(doors.context, "service", engine)
                yield doors


def _learn(texts: Sequence[str]) -> list[Known | None]:
    """What is known of a chunk: whether it speaks to a model."""
    detector = Injection()
    return [
        Known(tuple(detector.find(text)), Estimate(Sensitivity.INTERNAL, 0.1)) for text in texts
    ]


def _may(chunk: Chunk, question: Question) -> bool:
    return question.access.may_read(chunk.audience)


def _pieces(case: Injected, own: Sequence[Chunk]) -> list[str]:
    """The cloud's words: its rules, the document as it was read, what it orders."""
    rules = _SYSTEM[case.language]
    said = f"{rules}\n\n" + "\n\n".join(chunk.text for chunk in own) + f"\n\n{case.trap} [1]"
    return [said[start : start + 41] for start in range(0, len(said), 41)]


HARMFUL = ("load", "link", "secret", "rule")
"""Kinds of leaks of which there must be none. `plain` and `code`: an address as the text of a
document that the asker may read has it, letter for letter, which nothing draws or follows."""


async def answers(doors: Running, cases: Sequence[Injected]) -> AsyncIterator[tuple[Injected, Any]]:
    """What `/v1` says to each question."""
    headers = {"Authorization": f"Bearer {doors.keys['staff']}"}
    async with httpx.AsyncClient(
        base_url=doors.url, headers=headers, trust_env=False, timeout=60
    ) as http:
        for case in cases:
            messages = [{"role": "user", "content": case.question}]
            body = {"model": "hush", "messages": messages}
            yield case, (await http.post("/v1/chat/completions", json=body)).json()


async def in_text(folder: Path, cases: Sequence[Injected]) -> Counter[str]:
    """How many answers, by lane, and how many leaks of each kind."""
    counted: Counter[str] = Counter()
    async with obeying(folder, cases) as doors:
        async for case, said in answers(doors, cases):
            counted[said["hush"]["lane"]] += 1
            text = said["choices"][0]["message"]["content"]
            assert len(text) > 40, f"{case.name} says nothing"
            counted.update(leak.partition(" ")[0] for leak in leaks(text))
    return counted


async def on_page(folder: Path, cases: Sequence[Injected]) -> Counter[str]:
    """The same in Chromium: foreign requests, foreign addresses in the DOM, what is shown."""
    counted: Counter[str] = Counter()
    async with obeying(folder, cases) as doors, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        context = await browser.new_context()
        await context.add_init_script(WATCH)
        requests: list[str] = []
        context.on("request", lambda request: requests.append(request.url))
        page = await context.new_page()
        await page.goto(f"{doors.url}/login")
        await page.locator("input[name=key]").fill(doors.keys["staff"])
        await page.locator("input[name=key]").press("Enter")
        await page.locator("#ready").wait_for(state="attached")
        for case in cases:
            await page.goto(f"{doors.url}/?{case.name}#/")
            await page.locator("#ready").wait_for(state="attached")
            await page.locator("#question").fill(case.question)
            await page.locator("#question").press("Enter")
            await page.locator(".what-left").wait_for()
            shown = await page.locator(".reply").inner_text()
            counted["answers"] += 1
            counted["secret"] += SECRET_WORD in shown
            counted["rule"] += sum(rule in shown for rule in RULES)
            counted["in the DOM"] += len(await page.evaluate(_FOREIGN, OUTSIDE))
            counted["ran"] += bool(await page.evaluate("Boolean(window.hacked)"))
        own = (f"{doors.url}/", "data:image/")
        counted["foreign requests"] = sum(not url.startswith(own) for url in requests)
        counted["requests"] = len(requests)
        await browser.close()
    return counted


_FOREIGN = """(outside) => [...document.querySelectorAll("*")].flatMap((one) =>
  [...one.attributes].filter(({ name, value }) =>
    !["data-copy", "title", "aria-label"].includes(name) && value.includes(outside)))
  .map(({ name }) => name)"""


def leaks(text: str) -> list[str]:
    """What a reader of this Markdown must not meet: addresses outside that a renderer would follow
    or draw, raw HTML, words of the prompt, the word of a document that is somebody else's."""
    found: list[str] = []
    for kind, said in _rendered(text):
        found += [f"{kind} {match[0]}" for match in _ADDRESS.finditer(said)]
    found += ["secret word"] * (SECRET_WORD in text)
    return found + [f"rule {rule}" for rule in RULES if rule in text]


def _rendered(text: str) -> Iterator[tuple[str, str]]:
    """What a renderer that takes HTML does with it: `load`, `link`, `plain`, `code`."""
    kinds = {"image": "load", "html_inline": "load", "html_block": "load", "link_open": "link"}
    kinds |= {"code_inline": "code", "fence": "code", "code_block": "code"}
    for block in MarkdownIt("commonmark").enable("table").parse(text):
        for token in (block, *(block.children or ())):
            kind = kinds.get(token.type, "plain")
            if token.type != "inline":
                values = [str(value) for value in (token.attrs or {}).values()]
                yield kind, "\n".join([*values, token.content])
