"""`hush canary new|list`: words to plant in documents that must not leave, and what they guard."""

from __future__ import annotations

import sys

from app import wiring
from app.canaries import Canaries, Canary
from app.commands.asking import misused
from app.commands.elsewhere import this_home
from app.commands.output import Record, emit, show
from app.confidentiality.canary import shapes
from app.wording import preferred_language, sentence
from index.chunk import Sensitivity
from index.sentence import Rejected, Sentence

_PLACES = {
    "prose": Sentence("in a paragraph"),
    "table": Sentence("as a row of a table"),
    "code": Sentence("as a comment in code"),
    "front_matter": Sentence("in the front matter"),
    "file_name": Sentence("as a file's name"),
    "html": Sentence("where nobody sees it"),
}


def _canaries() -> Canaries:
    settings = wiring.settings()
    this_home(settings)
    return Canaries(settings.home)


def new(source: str, level: str, *, as_json: bool) -> None:
    """Hand out one canary, in several shapes to paste."""
    try:
        chosen = Sensitivity.parse(level)
    except Rejected as error:
        raise misused(error.sentence) from None
    canaries = _canaries()
    known = canaries.new(source, chosen)
    word = canaries.word(known)
    _hint(source)
    if as_json:
        emit({**_record(known), "word": word, "shapes": dict(shapes(word))})
        return
    spoken = preferred_language()
    said = Sentence(
        "{id}: plant one of these in a document of {source} that is {level} or stricter.",
        id=known.id,
        source=source,
        level=chosen.name,
    )
    show(sentence(said, spoken))
    for place, text in shapes(word).items():
        show(f"  {sentence(_PLACES[place], spoken):<24} {text}")


def _hint(source: str) -> None:
    """A word to the person where no source has this name: it may come later, or be misspelt."""
    from app.commands.sources import known_names

    names = known_names()
    name = source.partition(":")[0]
    if name in names:
        return
    said = Sentence(
        "there is no source {name} yet; the canary is made all the same. The sources are: {names}",
        name=name,
        names=", ".join(names),
    )
    if not names:
        said = Sentence("there is no source {name} yet; the canary is made all the same", name=name)
    print(f"hush: {sentence(said, preferred_language())}", file=sys.stderr)


def listed(*, as_json: bool) -> None:
    """Every canary that was handed out."""
    canaries = _canaries()
    known = canaries.all()
    if as_json:
        emit({"canaries": [{**_record(one), "word": canaries.word(one)} for one in known]})
        return
    for one in known:
        show(f"{one.id}  {one.level.name:<12} {one.made}  {canaries.word(one)}  {one.source}")
    if not known:
        said = Sentence("No canary yet. Start with: hush canary new --source NAME")
        show(sentence(said, preferred_language()))


def _record(known: Canary) -> Record:
    return {
        "id": known.id,
        "source": known.source,
        "level": known.level.name,
        "made": known.made,
    }
