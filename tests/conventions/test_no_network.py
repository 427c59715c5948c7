"""No telemetry: nothing in the core opens a socket that was not asked for, whatever command runs."""

import json
import os
import subprocess
import sys

from classifying import needs
from embedding import tiny_embedder, tiny_ranker

WATCHED = """
import json, sys
seen = []

def watch(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.gethostname"):
        seen.append([event, repr(arguments[1:])])
    if event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"):
        seen.append([event, repr(arguments[:2])])

sys.addaudithook(watch)
from untuned.cli.app import run
for command in json.loads(sys.argv[1]):
    status = run(command)
    if status:
        sys.exit(f"{command} ended with {status}")
print(json.dumps(seen), file=sys.stderr)
"""

COMMANDS = [
    ["--help"],
    ["version"],
    ["demo", "demo", "--quiet"],
    ["--project", "demo", "sync", "--full"],
    ["--project", "demo", "sync", "--dry-run"],
    ["--project", "demo", "status"],
    ["--project", "demo", "doctor"],
    ["--project", "demo", "ask", "What does the Pro plan cost?"],
    ["--project", "demo", "search", "E-1042"],
    ["--project", "demo", "show", "a1"],
    ["--project", "demo", "history", "policies/returns.md", "--diff"],
    ["--project", "demo", "backup", "copy"],
    ["--project", "demo", "restore", "copy", "--yes"],
    ["--project", "demo", "reindex"],
    ["--project", "demo", "purge", "me/facts.md", "--yes"],
    ["--project", "demo", "audit"],
]


def watched(folder, program: str, *arguments: str) -> list[list[str]]:
    """What a program did with the network and with other programs."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        encoding="utf-8",
    )
    return json.loads(ended.stderr.strip().splitlines()[-1])


def test_no_command_opens_a_connection_or_starts_a_program(tmp_path):
    assert watched(tmp_path, WATCHED, json.dumps(COMMANDS)) == []


@needs("onnxruntime", "tokenizers", "onnx")
def test_local_models_open_no_connection_and_start_no_program(tmp_path):
    tiny_embedder(tmp_path / "demo" / "models" / "tiny", languages=["en"])
    tiny_ranker(tmp_path / "demo" / "models" / "ranker")
    (tmp_path / "demo" / "prices.md").write_text("# Prices\n\nThe Pro plan costs 12 euros a month.\n", encoding="utf-8")
    (tmp_path / "demo" / "untuned.toml").write_text('[meaning]\nembedder = "tiny"\nreranker = "ranker"\n', encoding="utf-8")
    commands = [["sync"], ["doctor"], ["ask", "What does the Pro plan cost?"], ["search", "Pro"]]
    assert watched(tmp_path, WATCHED, json.dumps([["--project", "demo", *command] for command in commands])) == []


def test_the_watch_sees_a_connection(tmp_path):
    asking = "import socket; socket.socket().connect_ex(('127.0.0.1', 9)); import sys; from untuned.cli.app import run"
    program = WATCHED.replace("from untuned.cli.app import run", asking)
    assert watched(tmp_path, program, "[]") == [["socket.connect", "(('127.0.0.1', 9),)"]]
