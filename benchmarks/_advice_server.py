"""A rule in a model's place, behind the OpenAI API on 127.0.0.1: it answers from the passages in the prompt, and fails as it is told.

How it fails goes by the name of the model that is asked: `Manner` says which share of the questions has an answer of the wrong form, or
a wrong one, and what mends that. Which questions these are is told by the order of a hash of their words, so that the share is exact and
each request gets the same answer always.
It knows nothing but what the passages say, and that two names mean the same thing where `ALIAS` says so.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PASSAGE = re.compile(r'<passage number="(\d+)"[^>]*>\n(.*?)\n</passage>', re.DOTALL)
QUESTION = re.compile(r"<question>\s*(.*?)\s*</question>", re.DOTALL)
EXAMPLES = re.compile(r"<examples>\n(.*?)\n</examples>", re.DOTALL)
ASKED = re.compile(r"(?:messages about|for a month of) ([\w ]+?)(?: belong to| cost)?\?")
MARK = "FINAL ANSWER:"
UNKNOWN = "I don't know based on the documents."
ALIAS = "wirl of "
"""`wirl of tsol segdab` means the lost badges, as this model knows and no document says."""


@dataclass(frozen=True, kw_only=True)
class Manner:
    """Shares of questions, in [0, 1]."""

    form: float = 0.0
    """Answers of the wrong form."""
    form_shots: int = 99
    """From so many examples on, none."""
    form_prompt: str = ""
    """Words of a prompt that mend it."""
    reasoning: float = 0.0
    """Wrong answers, with the right sentence read; none where it thinks first."""
    refusing: float = 0.0
    """It says that it does not know, with the right sentence read."""


class Server:
    """The server; a context manager. Manners, and the things that are asked about, by the name of the model."""

    def __init__(self, manners: Mapping[str, Manner], topics: Mapping[str, Sequence[str]]) -> None:
        self.manners = dict(manners)
        self.ranks = {name: {kind: _ranks(held, kind) for kind in ("form", "reasoning", "refusing")} for name, held in topics.items()}
        self.requests = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"api": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def reply(messages: list[dict], manner: Manner, ranks: Mapping[str, Mapping[str, float]]) -> tuple[str, list[dict]]:
    """(plain text, claims) of a request."""
    texts = [message["content"] for message in messages if isinstance(message.get("content"), str)]
    whole = "\n".join(texts)
    found = QUESTION.findall(texts[-1]) or QUESTION.findall(whole)
    asked = ASKED.search(found[-1]) if found else None
    if asked is None:
        return UNKNOWN, []
    topic = asked[1].strip()
    if topic.startswith(ALIAS):
        topic = " ".join(word[::-1] for word in topic.removeprefix(ALIAS).split())
    place = _place(topic, whole)
    if place is None or ranks["refusing"].get(topic, 1.0) < manner.refusing:
        return UNKNOWN, []
    number, sentence, value = place
    thinks = MARK in whole or "write your reasoning" in whole
    if not thinks and ranks["reasoning"].get(topic, 1.0) < manner.reasoning:
        value = f"un{value}"
    mended = _shots(whole) >= manner.form_shots or (manner.form_prompt and manner.form_prompt in whole)
    text = (
        f"Well, I would say that it is probably {value}, all in all."
        if not mended and ranks["form"].get(topic, 1.0) < manner.form
        else value
    )
    claims = [{"text": text, "quotes": [{"passage": number, "text": sentence}]}]
    return (f"The passage says so.\n{MARK} {text}" if MARK in whole else text), claims


def _place(topic: str, whole: str) -> tuple[int, str, str] | None:
    """(number of the passage, sentence, value) that says something of a topic."""
    said = re.compile(rf"(?:Messages about|A month of) {re.escape(topic)} (?:belong to the folder|costs) (\$?[\w-]+)\.")
    for number, text in PASSAGE.findall(whole):
        sentence = said.search(text)
        if sentence is not None:
            return int(number), sentence[0], sentence[1]
    return None


def _shots(whole: str) -> int:
    found = EXAMPLES.search(whole)
    return 0 if found is None else len(re.findall(r"^Question: ", found[1], re.MULTILINE))


def _ranks(topics: Sequence[str], kind: str) -> dict[str, float]:
    """Each topic's place in an order of its own for each kind of failure, in [0, 1)."""
    order = sorted(topics, key=lambda topic: hashlib.blake2b(f"{topic}|{kind}".encode(), digest_size=8).digest())
    return {topic: nth / len(order) for nth, topic in enumerate(order)}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    api: Server

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        self._json(
            {"object": "list", "data": [{"id": name, "object": "model", "created": 1, "owned_by": "x"} for name in self.api.manners]}
        )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.api.requests += 1
        text, claims = reply(body["messages"], self.api.manners[body["model"]], self.api.ranks[body["model"]])
        tools = body.get("tools")
        if tools or (body.get("response_format") or {}).get("type", "").startswith("json"):
            given = {"claims": claims, "declined": not claims}
            schema = (tools[0]["function"]["parameters"] if tools else {}).get("properties", {})
            text = json.dumps({"reasoning": "It says so.", **given} if "reasoning" in schema else given)
        message: dict = {"role": "assistant", "content": None if tools else text}
        if tools:
            function = {"name": tools[0]["function"]["name"], "arguments": text}
            message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
        sent = sum(len(str(one.get("content") or "")) for one in body["messages"]) // 4
        usage = {"prompt_tokens": sent, "completion_tokens": max(len(text) // 4, 1)}
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls" if tools else "stop"}
        head = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1_700_000_000, "model": body["model"]}
        self._json({**head, "choices": [choice], "usage": {**usage, "total_tokens": sum(usage.values())}})

    def _json(self, data: dict) -> None:
        payload = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)
