"""Every connection that a running Hush opens, seen by an audit hook in a child process (law 6).

The hook sees what Python opens and looks up, in every thread; native libraries (torch, Qdrant Edge,
llama.cpp) open sockets unseen by it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from app.audit.verifying import verify
from tests.wire.fake_cloud import FakeCloud, fake_cloud

CHILD = """
import json, sys
seen = []
def hook(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        seen.append([event, list(map(str, args[1])) if isinstance(args[1], tuple) else str(args[1])])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        seen.append([event, [str(args[0]), ""]])
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        seen.append([event, [str(args[0]), ""]])
sys.addaudithook(hook)
from app.cli import app
for line in json.loads(sys.argv[1]):
    before = len(seen)
    try:
        app(line, standalone_mode=False)
    except SystemExit:
        pass
    print("SEEN" + json.dumps([line[0], seen[before:]]), file=sys.stderr)
"""


async def run(
    cloud: FakeCloud, home: Path, commands: list[list[str]]
) -> tuple[dict[str, list[list[object]]], str]:
    """What each command opened, by its first word, and everything that was printed."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", CHILD, json.dumps(commands)),
        env={
            **os.environ,
            "HUSH_HOME": str(home),
            "HUSH_CLOUD__BASE_URL": cloud.base_url,
            "HUSH_CLOUD__API_KEY": "sk-wire-0123456789-never-real",
            "HUSH_CLOUD__MODEL": "model-x",
            "LANGSMITH_TRACING": "true",
            "LANGCHAIN_TRACING_V2": "true",
            "OMP_NUM_THREADS": "1",
        },
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(child.communicate(), 240)
    seen = [json.loads(line[4:]) for line in err.decode().splitlines() if line.startswith("SEEN")]
    assert len(seen) == len(commands), err.decode()[-2000:]
    return dict(seen), out.decode()


async def test_the_whole_of_hush_connects_where_the_settings_say(tmp_path: Path) -> None:
    docs, home = tmp_path / "docs", tmp_path / "home"
    docs.mkdir()
    (docs / "labels.toml").write_text('["*.md"]\nsensitivity = "INTERNAL"\nowner = "sre"\n')
    (docs / "drain.md").write_text(
        "# Drain a node\n\nTo drain a node run:\n\n```bash\nkubectl drain node-7\n```\n"
    )
    question = "How do I drain a node?"
    commands = [
        ["ingest", str(docs), "--json"],
        ["search", question, "--json"],
        ["scan", str(docs / "drain.md"), "--json"],
        ["explain", question, "--json"],
        ["doctor", "--json"],
        ["audit", "verify", "--json"],
        ["ask", question, "--json"],
    ]
    async with fake_cloud() as cloud:
        seen, out = await run(cloud, home, commands)
        assert cloud.connections == 1
        port = str(cloud.port)
    assert json.loads(out.splitlines()[-1])["lane"] == "cloud"
    asked = seen.pop("ask")
    connected = [place for event, place in asked if event == "socket.connect"]
    assert connected == [["127.0.0.1", port]]
    lookups = [place for event, place in asked if event != "socket.connect"]
    assert {str(place[0]) for place in lookups if isinstance(place, list)} <= {
        "127.0.0.1",
        "uname",  # Python's own `platform`, asked by the SDK
    }
    assert {command: found for command, found in seen.items() if found} == {}
    lines = (home / "audit.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["event"] for line in lines].count("egress") == len(connected)
    assert verify(home / "audit.jsonl").broken is None


async def test_the_hook_would_see_another_connection(tmp_path: Path) -> None:
    async with fake_cloud() as cloud:
        commands = [["canary", "list"]]
        spying = CHILD.replace(
            "from app.cli import app",
            f"import socket\nsocket.create_connection(('127.0.0.1', {cloud.port})).close()\n"
            "print(json.dumps(seen))\nfrom app.cli import app",
        )
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", spying, json.dumps(commands)),
            env={**os.environ, "HUSH_HOME": str(tmp_path)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        out, _ = await asyncio.wait_for(child.communicate(), 60)
    found = json.loads(out.decode().splitlines()[0])
    assert ["socket.connect", ["127.0.0.1", str(cloud.port)]] in found
