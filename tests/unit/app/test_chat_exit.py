"""What of a text a chat platform may show, judged by small real detectors (law 13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest

from app.chat_exit import Chat, ChatExit
from app.confidentiality.credential_lines import rings
from app.confidentiality.policy import Policy
from app.confidentiality.verdict import Detector, Examine, Judge, in_turn
from index.chunk import Action, Estimate, Finding, Sensitivity
from index.filters import Access
from index.store import Store
from tests.unit.app.gate_parts import DETECTORS, Failing, Pattern

PAGE = "https://hush.example.com"
OPEN, SECRET = "docs:open.md", "docs:secret.md"
SLACK, TELEGRAM = Chat("slack"), Chat("telegram")
MARKER = Pattern("MARKER", "strictly confidential", Action.LOCAL)
TOKEN = "ghp_" + "aB3dE5fG7hJ9" * 3


@dataclass(frozen=True)
class Levels:
    """A store that knows of levels."""

    known: Mapping[str, Sensitivity]

    def levels(self, sources: Iterable[str], access: Access) -> Mapping[str, Sensitivity]:
        assert access == Access.owner()
        return {name: self.known[name] for name in sources if name in self.known}


@dataclass(frozen=True)
class Says:
    """A classifier that says this of every text, and remembers how it was asked."""

    estimate_of: Callable[[str], Estimate]
    name: str = "says"

    def estimate(
        self,
        texts: Sequence[str],
        findings: Callable[[], Sequence[Sequence[Finding]]],
        declared: bool = False,
    ) -> list[Estimate]:
        return [self.estimate_of(text) for text in texts]

    def whole(self, parts: Sequence[Estimate]) -> Estimate:
        return max(parts, key=lambda one: (one.level, one.unsure))


@dataclass(frozen=True)
class Kept:
    """What judges."""

    detectors: tuple[Detector, ...] = (*DETECTORS, MARKER)
    judge: Judge | None = None
    policy: Policy = field(default_factory=Policy)
    remembered: Examine = in_turn


def exit_of(kept: Kept | None = None, page: str = PAGE) -> ChatExit:
    levels = Levels({OPEN: Sensitivity.INTERNAL, SECRET: Sensitivity.CONFIDENTIAL})
    return ChatExit(kept or Kept(), cast(Store, levels), page)


def test_a_text_within_the_ceiling_is_shown_as_it_is() -> None:
    said = exit_of().judge("Restart it on db-1.corp.lan [1].\n", [OPEN], TELEGRAM)
    assert (said.text, said.withheld, said.page) == ("Restart it on db-1.corp.lan [1].\n", "", "")


@pytest.mark.parametrize("spoken", ["en", "ru"])
def test_law_13_sources_above_the_ceiling_withhold_the_whole(spoken: str) -> None:
    chat = Chat("telegram", spoken, "Who buys whom?")
    said = exit_of().judge("The zebra merger [1].", [OPEN, SECRET], chat)
    assert said.withheld == "level" and "zebra" not in said.text
    assert said.page == "https://hush.example.com/#ask=Who%20buys%20whom%3F"
    assert f"]({said.page})" in said.text
    assert ("Показать это здесь нельзя" in said.text) == (spoken == "ru")
    assert exit_of().judge("The zebra merger [1].", [OPEN, SECRET], SLACK).withheld == ""


def test_law_13_a_source_that_is_not_there_is_too_strict() -> None:
    assert exit_of().judge("Words.", [OPEN, "docs:gone.md"], SLACK).withheld == "level"


def test_law_13_the_words_count_as_well_as_the_sources() -> None:
    text = "This is strictly confidential."
    assert exit_of().judge(text, [OPEN], TELEGRAM).withheld == "level"
    assert exit_of().judge(text, [OPEN], SLACK).withheld == ""


def test_law_13_policy_lowers_the_ceiling() -> None:
    kept = Kept(policy=Policy(ceilings={"slack": Sensitivity.PUBLIC}))
    assert exit_of(kept).judge("Words.", [OPEN], SLACK).withheld == "level"
    assert exit_of(kept).judge("Words.", [OPEN], TELEGRAM).withheld == ""
    assert exit_of().judge("Words.", [OPEN], Chat("carrier-pigeon")).withheld == "level"


@pytest.mark.parametrize("text", ["The classifier's affair.", "Other words."])
def test_law_13_an_unsure_classifier_counts_as_above_internal(text: str) -> None:
    judge = Says(lambda said: Estimate(Sensitivity.INTERNAL, 0.4, "classifier" in said))
    exit_ = exit_of(Kept(judge=judge))
    wanted = "level" if "classifier" in text else ""
    assert exit_.judge(text, [OPEN], TELEGRAM).withheld == wanted
    assert exit_.judge(text, [OPEN], SLACK).withheld == ""


def test_law_13_a_classifier_that_breaks_counts_as_above_internal() -> None:
    def breaks(text: str) -> Estimate:
        raise RuntimeError(text)

    exit_ = exit_of(Kept(judge=Says(breaks)))
    assert exit_.judge("Words.", [OPEN], TELEGRAM).withheld == "level"


def test_law_13_a_detector_that_breaks_withholds_the_whole_everywhere() -> None:
    exit_ = exit_of(Kept(detectors=(Failing(),)))
    assert exit_.judge("Words.", [], SLACK).withheld == "level"


def test_law_13_whatever_breaks_withholds_the_whole() -> None:
    def breaks(texts: Sequence[str], detectors: Sequence[Detector]) -> object:
        raise RuntimeError(texts)

    exit_ = exit_of(Kept(remembered=cast(Examine, breaks)))
    assert exit_.judge("Words.", [OPEN], SLACK).withheld == "level"


LINES = "Log in first.\n\n- user `root`\n- password: `{}`\n\nThen restart it [1].\n"


@pytest.mark.parametrize("secret", ["hunter2", "Tundra-6650-Cello-Kiosk"])
@pytest.mark.parametrize("chat", [SLACK, TELEGRAM])
def test_law_13_lines_with_a_credential_are_cut(secret: str, chat: Chat) -> None:
    """The detector finds the first one, the guard's alarm the second."""
    said = exit_of().judge(LINES.format(secret), [OPEN], chat)
    assert secret not in said.text and said.withheld == "credential"
    assert said.text.startswith("Log in first.\n\n- user `root`\n- (a line that holds a credential")
    assert f"`{OPEN}`" in said.text and said.text.endswith("Then restart it [1].\n")
    assert said.page == "https://hush.example.com/"


def test_law_13_what_only_the_guards_alarm_hears_is_cut_as_well() -> None:
    secret = "postgres://bob:Tundra6650@db.example/x"
    said = exit_of().judge(f"Connect:\n\n`{secret}`\n\nGood.", [OPEN], SLACK)
    assert "Tundra" not in said.text and said.text.endswith("Good.")


def test_law_13_what_only_a_detector_finds_is_cut_as_well() -> None:
    assert not rings("Say hunter2 aloud.")
    said = exit_of().judge("Say hunter2 aloud.\n\nGood.", [OPEN], SLACK)
    assert "hunter2" not in said.text and said.text.endswith("\n\nGood.")


def test_law_13_a_credential_in_a_fence_leaves_the_fence_whole() -> None:
    text = f"Do:\n\n```bash\nexport TOKEN={TOKEN}\nkubectl get pods\n```\n\nDone."
    said = exit_of().judge(text, [], SLACK)
    assert TOKEN not in said.text and "kubectl get pods\n```\n\nDone." in said.text
    assert "```bash\n# (a line that holds a credential is left out here)\n" in said.text


def test_law_13_name_and_value_on_two_lines() -> None:
    said = exit_of().judge("The password is\nTundra-6650-Cello-Kiosk\n\nGood.", [OPEN], SLACK)
    assert "Tundra" not in said.text and said.text.endswith("Good.")


def test_law_13_a_credential_in_a_table_takes_its_row() -> None:
    table = "| Host | Secret |\n|---|---|\n| `a` | `Tundra-6650-Cello-Kiosk` |\n| b | - |\n"
    said = exit_of().judge(table, [OPEN], SLACK)
    assert "Tundra" not in said.text and "| b | - |" in said.text


def test_law_13_what_is_still_there_after_the_cut_withholds_the_whole() -> None:
    """A detector that finds a credential in whatever stands in a line's place."""
    stubborn = Pattern("CREDENTIAL", "hunter2|credential", Action.LOCAL)
    said = exit_of(Kept(detectors=(stubborn,))).judge("It is hunter2.", [OPEN], SLACK)
    assert said.withheld == "credential" and "hunter2" not in said.text
    assert "a credential stands in it" in said.text


@pytest.mark.parametrize(
    "text",
    [
        "Parts:\n- {0}\n- {1}\n- {2}\n- {3}",
        "The key is {0}\n{1}\n{2}\n{3}\nand that is all.",
        "> {0}\n> {1}\n> {2}\n> {3}",
        "| a | b | c | d |\n|---|---|---|---|\n| {0} | `{1}` | {2} | {3} |",
        "1. {0}\n2. {1}\n3. {2}\n4. {3}",
    ],
)
def test_law_13_a_credential_in_pieces_is_not_shown(text: str) -> None:
    size = len(TOKEN) // 4
    pieces = [TOKEN[start : start + size] for start in range(0, len(TOKEN), size)]
    pieces = [*pieces[:3], "".join(pieces[3:])]
    said = exit_of().judge(text.format(*pieces), [OPEN], SLACK)
    assert said.withheld == "credential"
    assert not any(piece in said.text for piece in pieces)


@pytest.mark.parametrize(
    "text",
    [
        "# Access\n\n## Password\n\n`hunter2secret`\n",
        "## Пароль от базы\n\nWinter2024!",
        "**Password:** hunter2secret",
        "Token\n- hunter2secret",
    ],
)
def test_law_13_a_heading_says_that_it_is_a_password(text: str) -> None:
    said = exit_of().judge(text, [OPEN], SLACK)
    assert said.withheld == "credential"
    assert "hunter2secret" not in said.text and "Winter2024" not in said.text


def test_what_is_said_of_passwords_is_no_password() -> None:
    text = "## Password policy\n\nRotation90days\n\n## Tokens\n\nThey live for 90 days.\n"
    assert exit_of().judge(text, [OPEN], SLACK).text == text


def test_without_an_address_of_the_page_the_sentence_says_so() -> None:
    said = exit_of(page="").judge("Words.", [SECRET], TELEGRAM)
    assert "HUSH_SERVE__PUBLIC_URL" in said.text and said.page == ""


def test_a_link_to_the_page_carries_no_secret() -> None:
    exit_ = exit_of()
    asked = Chat("slack", "en", f"Why does {TOKEN} not work?")
    assert exit_.page_for(asked) == "https://hush.example.com/"
    assert exit_.page_for(Chat("slack", "en", "why " * 200)) == "https://hush.example.com/"


def test_names_are_plain_or_not() -> None:
    names = ["Runbook > Rollback", "hunter2", f"https://x.example/?token={TOKEN}", ""]
    assert exit_of().plain(names, "telegram") == [True, False, False, True]


def test_alarms_ring_in_every_reading() -> None:
    assert rings("p%61ssword: Tundra-6650-Cello-Kiosk") and not rings("kubectl get secret payments")
