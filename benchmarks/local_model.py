"""A real language model on this machine: a tiny one of random weights, served by llama-cpp-python, asked through a project.

    python benchmarks/local_model.py [--server-python PYTHON]

PYTHON is an interpreter that has `llama-cpp-python[server]` and `gguf` (default: this one). The model knows nothing, so nothing right can
come of it: what is looked at is that the whole path runs, that output which a schema constrains keeps to it, and that nothing is shown that
does not stand in the files. What the model says is printed as found.
"""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

from _measure import record
from untuned.models.chat.claims import AnswerOutput, schema
from untuned.models.chat.probe import findings, probe
from untuned.project import Project
from untuned.types.settings import ModelSettings

FILES = {
    "plans.txt": "The Pro plan keeps version history for 90 days. The Free plan keeps it for 30 days.\n",
    "тарифы.txt": "Тариф «Про» хранит историю версий 90 дней. Бесплатный тариф хранит её 30 дней.\n",
}
QUESTIONS = (
    "How many days does the Pro plan keep version history?",
    "How many days does the Free plan keep version history?",
    "Сколько дней хранит историю версий тариф «Про»?",
    "Сколько дней хранит историю версий бесплатный тариф?",
)
CONSTRAINED = 20
OUTPUT = 1_500
MODEL = "openai:random"
START_S = 120


@contextmanager
def served(python: str, folder: Path) -> Iterator[str]:
    """The model on a port of this machine; its address."""
    file = folder / "random.gguf"
    subprocess.run([python, Path(__file__).with_name("_tiny_gguf.py"), file], check=True, capture_output=True)
    with socket.socket() as probe_socket:
        probe_socket.bind(("127.0.0.1", 0))
        port = probe_socket.getsockname()[1]
    options = [
        "--model",
        str(file),
        "--model_alias",
        MODEL.partition(":")[2],
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--n_ctx",
        "16384",
    ]
    command = [python, "-m", "llama_cpp.server", *options, "--n_threads", "1", "--verbose", "false"]
    with (folder / "server.log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as running:
        try:
            wait(f"http://127.0.0.1:{port}/v1", running, folder / "server.log")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            running.terminate()


def wait(url: str, running: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and running.poll() is None:
        try:
            if httpx2.get(f"{url}/models").status_code == 200:
                return
        except httpx2.HTTPError:
            time.sleep(0.5)
    sys.exit(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2_000:]}")


def said(url: str, *, seed: int, constrained: bool) -> tuple[str, str]:
    """(text, why it ended) of one request, with the schema or without."""
    body = {
        "model": MODEL.partition(":")[2],
        "messages": [{"role": "user", "content": "Answer as JSON."}],
        "max_tokens": OUTPUT,
        "temperature": 1.0,
        "seed": seed,
    }
    if constrained:
        body["response_format"] = {"type": "json_object", "schema": schema(passages=2)}
    choice = httpx2.post(f"{url}/chat/completions", json=body, timeout=300).raise_for_status().json()["choices"][0]
    return choice["message"]["content"] or "", choice["finish_reason"]


def keeps_shape(text: str) -> bool:
    """True for JSON of the schema's shape; which passages it names is not looked at here, since no schema limits that."""
    try:
        data = json.loads(text, strict=False)
        claims = data["claims"]
        shaped = all(
            isinstance(claim["text"], str) and all(isinstance(quote["passage"], int) for quote in claim["quotes"]) for claim in claims
        )
        return shaped and set(data) <= set(AnswerOutput.model_fields)
    except (ValueError, KeyError, TypeError):
        return False


def outputs(url: str, *, constrained: bool) -> dict:
    """How many outputs ended by themselves, and how many of them keep to the schema."""
    found = [said(url, seed=seed, constrained=constrained) for seed in range(CONSTRAINED)]
    ended = [text for text, finish in found if finish == "stop"]
    print(f"{'with' if constrained else 'without'} the schema it says: {[text[:80] for text, _ in found[:3]]}", file=sys.stderr)
    return {
        "what": f"output {'with' if constrained else 'without'} the schema",
        "tried": len(found),
        "ended": len(ended),
        "valid": sum(keeps_shape(text) for text in ended),
        "notes": f"the others were cut at {OUTPUT} tokens",
    }


def asked(url: str, folder: Path, *, output: str) -> dict:
    """The whole path: what is shown for the questions."""
    settings = f'[sources]\nlanguages = ["en", "ru"]\n[model]\nname = "{MODEL}"\nbase_url = "{url}"\noutput = "{output}"\n'
    limits = f"max_output_tokens = {OUTPUT}\nvalidation_retries = 1\nhttp_retries = 0\ndeadline_ms = 300_000\ntemperature = 1.0\n"
    (folder / "untuned.toml").write_text(settings + limits, encoding="utf-8")
    with Project.open(folder) as project:
        project.sync()
        answers = [project.ask_sync(question) for question in QUESTIONS]
    for answer in answers:
        print(
            f"{output}: {answer.question} -> {answer.state} by {answer.model}: {answer.text!r} {answer.notes} {answer.usage}",
            file=sys.stderr,
        )
    text = "\n".join(FILES.values())
    by_model = sum(answer.model == MODEL for answer in answers)
    requests = sum(answer.usage.requests for answer in answers if answer.usage is not None)
    return {
        "what": f"asked, output '{output}'",
        "tried": len(answers),
        "ended": sum(answer.state in ("answered", "partial") for answer in answers),
        "valid": sum(all(citation.quote in text for citation in answer.citations) for answer in answers),
        "notes": f"by the model: {by_model}; requests: {requests}",
    }


def main() -> int:
    """Run, print, record; 1 when a criterion is missed."""
    python = sys.argv[sys.argv.index("--server-python") + 1] if "--server-python" in sys.argv else sys.executable
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        with served(python, folder) as url:
            limits = ModelSettings(name=MODEL, base_url=url, max_output_tokens=OUTPUT, http_retries=0, deadline_ms=300_000)
            for line in findings(asyncio.run(probe(limits, environ={}))):
                print(f"doctor: {line.name}: {line.state}: {line.detail} {line.remedy}", file=sys.stderr)
            rows = [outputs(url, constrained=True), outputs(url, constrained=False)]
            rows += [asked(url, folder, output=output) for output in ("tool", "native", "prompted", "auto")]
    constrained, paths = rows[0], rows[2:]
    criteria = [
        {
            "what": "constrained output that ended is valid",
            "wanted": "all, and at least one",
            "measured": f"{constrained['valid']} of {constrained['ended']}",
            "met": constrained["valid"] == constrained["ended"] > 0,
        },
        {
            "what": "the whole path runs, and only quotes of the files are shown",
            "wanted": "all",
            "measured": f"{sum(row['valid'] for row in paths)} of {sum(row['tried'] for row in paths)}",
            "met": all(row["valid"] == row["tried"] for row in paths),
        },
    ]
    record("local_model", rows, criteria=criteria)
    return 0 if all(row["met"] for row in criteria) else 1


if __name__ == "__main__":
    sys.exit(main())
