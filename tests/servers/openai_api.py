"""A real HTTP server that speaks the OpenAI API on 127.0.0.1 and misbehaves on request, by a seed.

It answers as a simple model would: it reads the numbered passages and the question from the prompt and quotes the sentence that
shares most words with the question. So nothing is made up but what a fault makes up.
"""

from __future__ import annotations

import json
import random
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from typing import Literal

from servers.threaded import ThreadedServer

Lie = Literal["", "invented", "changed_number", "changed_quote", "other_document", "obeys"]

PASSAGE = re.compile(r'<passage number="(\d+)"[^>]*>\n(.*?)\n</passage>', re.DOTALL)
QUESTION = re.compile(r"<question>\n(.*?)\n</question>", re.DOTALL)
SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?=\s|$)|(?=\n)|$)")
ORDER = re.compile(r"(?:say|answer|write|tell \w+|скажи|ответь)(?: that|, что)? ([^.\n]+\.)", re.IGNORECASE)
BREAKS = (
    "cut",
    "single_quotes",
    "bare_quote",
    "bare_newline",
    "missing_field",
    "wrong_type",
    "trailing_comma",
    "no_such_passage",
    "fenced",
    "prose",
)


@dataclass(frozen=True, kw_only=True)
class Faults:
    """What goes wrong, as shares of requests in [0, 1] where it is a number."""

    malformed: float = 0.0
    """The output's JSON is broken or of the wrong shape, in one of the ways of `BREAKS`."""
    ways: tuple[str, ...] = BREAKS
    busy: float = 0.0
    """HTTP 429 or 503 with `retry_after`."""
    retry_after: str = "0"
    broken: float = 0.0
    """HTTP 500."""
    stalls: float = 0.0
    """Nothing is answered until the server closes."""
    cut: float = 0.0
    """The response ends in its middle."""
    final_chunk: bool = False
    """A cut stream still says that it stopped."""
    garbage: float = 0.0
    """HTTP 200 with a body that is not the API's."""
    misshaped: object = None
    """HTTP 200 with this JSON, if set, as the body or as the second event of a stream."""
    lie: Lie = ""
    refuses: frozenset[str] = frozenset()
    """Of `tools`, `json_schema`, `json_object` and `schema` (one beside `json_object`): answered with HTTP 400."""
    breaks_on: frozenset[str] = frozenset()
    """The same with HTTP 500."""
    ignores: frozenset[str] = frozenset()
    """The same, answered in plain prose."""
    usage: bool = True
    key: str = ""
    """Asked for, if set; HTTP 401 repeats the wrong one."""
    claims: int = 1
    rewrites: str | None = None
    """How a follow-up is worded anew; None: as it was asked; "": never, the request stalls."""
    endless: bool = False
    """The output has no greatest length, whatever is asked for."""
    context_length: int | None = None
    too_long: str = ""
    """Said with HTTP 400 to every request, if set."""


@dataclass
class Seen:
    """A request that came."""

    body: dict
    headers: dict
    answered: str = ""
    """`ok`, or the fault."""
    tokens: tuple[int, int] = (0, 0)
    """In and out, as the response reports them; none where it does not."""


@dataclass
class Reply:
    """What a model says."""

    claims: list[dict] = field(default_factory=list)

    @property
    def json(self) -> str:
        return json.dumps({"claims": self.claims, "declined": not self.claims}, ensure_ascii=False)


class OpenAiServer(ThreadedServer):
    """The server; a context manager. `url` is what `base_url` is set to."""

    def __init__(self, faults: Faults | None = None, *, seed: int = 0) -> None:
        super().__init__(_Handler)
        self.faults = faults or Faults()
        self.rng = random.Random(seed)
        self.seen: list[Seen] = []
        self.outputs: Callable[[dict, str], str] | None = None
        """What is said in place of claims to a request, spoilt in the way that is named; "" for as it should be."""
        self._lock = threading.Lock()

    def behave(self, **faults: object) -> None:
        """From now on, with these faults and no others."""
        self.faults = Faults(**faults)

    def change(self, **faults: object) -> None:
        self.faults = replace(self.faults, **faults)

    def plan(self, body: dict) -> tuple[str, str]:
        """(fault or "ok", the way the JSON is broken) of the next request; drawn in the order of requests."""
        with self._lock:
            faults, rng = self.faults, self.rng
            asked = form_of(body) | ({"schema"} & set(body.get("response_format") or {}))
            draws = {name: rng.random() for name in ("stalls", "busy", "broken", "garbage", "malformed", "cut")}
            status, way = rng.choice((429, 503)), rng.choice(faults.ways)
        if faults.misshaped is not None or faults.too_long or asked & faults.refuses:
            return "refused" if faults.misshaped is None else "misshaped", ""
        if asked & faults.breaks_on:
            return "broken", ""
        for name in ("stalls", "broken", "garbage"):
            if draws[name] < getattr(faults, name):
                return name, ""
        if draws["busy"] < faults.busy:
            return str(status), ""
        if draws["malformed"] < faults.malformed:
            return "malformed", way
        return ("cut", "") if draws["cut"] < faults.cut else ("ok", "")


def form_of(body: dict) -> set[str]:
    """How the output is asked for."""
    asked = {"tools"} if body.get("tools") else set()
    form = (body.get("response_format") or {}).get("type")
    return asked | ({form} if form in ("json_schema", "json_object") else set())


# -- what the model says -------------------------------------------------------------------------------


def reply_to(messages: list[dict], *, lie: Lie = "", most: int = 1, rng: random.Random) -> Reply:
    """The claims of a model that reads the prompt."""
    text = "\n".join(message["content"] for message in messages if message["role"] == "user" and isinstance(message["content"], str))
    passages = [(int(found[1]), found[2]) for found in PASSAGE.finditer(text)]
    question = QUESTION.search(text)
    best = _best(question[1] if question else "", passages)[:most]
    if lie == "obeys":
        orders = [(int(whole[1]), found) for whole in PASSAGE.finditer(text) for found in ORDER.finditer(whole[0])]
        if orders:
            number, found = rng.choice(orders)
            return Reply([_claim(found[1][0].upper() + found[1][1:], best[0] if best else (number, found[0]))])
    return Reply([_lied(claim, lie, passages, rng) for claim in best])


def rewrite_of(messages: list[dict], worded: str | None) -> str | None:
    """What the model says where a question is to be worded anew, "" to stall; None for any other request."""
    text = "\n".join(message["content"] for message in messages if isinstance(message["content"], str))
    question = QUESTION.search(text)
    if "Word the question so that it stands alone" not in text or question is None:
        return None
    return "" if worded == "" else json.dumps({"question": question[1] if worded is None else worded}, ensure_ascii=False)


def _best(question: str, passages: list[tuple[int, str]]) -> list[tuple[int, str]]:
    asked = _words(question)
    sentences = [
        (number, found[0].strip())
        for number, passage in passages
        for found in SENTENCE.finditer(passage)
        if len(found[0].strip()) > 20 and not found[0].strip().startswith("#")
    ]
    scored = [(len(asked & _words(sentence)) / (4 + len(_words(sentence))) ** 0.3, number, sentence) for number, sentence in sentences]
    return [(number, sentence) for score, number, sentence in sorted(scored, key=lambda item: -item[0]) if score > 0]


def _words(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def _claim(text: str, quote: tuple[int, str]) -> dict:
    return {"text": text, "quotes": [{"passage": quote[0], "text": quote[1]}]}


def _lied(best: tuple[int, str], lie: Lie, passages: list[tuple[int, str]], rng: random.Random) -> dict:
    number, sentence = best
    if lie == "invented":
        made_up = f"As stated in section {rng.randint(2, 99)}, this always applies within {rng.randint(2, 99)} working days."
        return _claim(made_up, (number, made_up))
    if lie in ("changed_number", "changed_quote"):
        wrong = _other_number(sentence, rng)
        return _claim(wrong, (number, wrong if lie == "changed_quote" else sentence))
    if lie == "other_document" and len(passages) > 1:
        others = [other for other, text in passages if other != number and sentence not in text]
        return _claim(sentence, (rng.choice(others) if others else number, sentence))
    return _claim(sentence, best)


def _other_number(sentence: str, rng: random.Random) -> str:
    """The sentence with a number that is not its own."""
    found = re.search(r"\d+", sentence)
    if found is None:
        return f"{sentence.rstrip('.!?')}, in {rng.randint(11, 999)} days."
    return sentence[: found.start()] + str(int(found[0]) + rng.randint(1, 9)) + sentence[found.end() :]


def broken(text: str, way: str) -> str:
    """Output that is not what was asked for."""
    rewritten = {
        "cut": text[: len(text) * 2 // 3],
        "single_quotes": text.replace('"', "'"),
        "bare_newline": text.replace('"text": "', '"text": "\n', 1),
        "bare_quote": text.replace('"text": "', '"text": ""', 1),
        "trailing_comma": text[:-1] + ",}",
        "fenced": f"```json\n{text}\n```",
        "prose": f"Sure, here it is: {text}",
    }
    data = json.loads(text)
    if way in rewritten or not data["claims"]:
        return rewritten.get(way, rewritten["cut"])
    first = data["claims"][0]
    if way == "missing_field":
        del first["quotes"]
    elif way == "wrong_type":
        first["quotes"] = "none"
    else:
        first["quotes"][0]["passage"] = 999
    return json.dumps(data, ensure_ascii=False)


# -- the wire ------------------------------------------------------------------------------------------


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    api: OpenAiServer

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_GET(self) -> None:
        if self.path != "/v1/models":
            self._json(404, {"error": {"message": "no such path"}})
            return
        model = {"id": "test-model", "object": "model", "created": 1, "owned_by": "test"}
        if self.api.faults.context_length is not None:
            model["context_length"] = self.api.faults.context_length
        self._json(200, {"object": "list", "data": [model]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        seen = Seen(body=body, headers={name.lower(): value for name, value in self.headers.items()})
        self.api.seen.append(seen)
        if self.path != "/v1/chat/completions" or body["model"] == "unknown-model":
            seen.answered = "404"
            self._json(404, {"error": {"message": f"The model {body['model']} does not exist", "code": "model_not_found"}})
            return
        given = self.headers.get("authorization", "")
        if self.api.faults.key and given != f"Bearer {self.api.faults.key}":
            seen.answered = "401"
            self._json(401, {"error": {"message": f"Incorrect API key provided: {given.removeprefix('Bearer ')}"}})
            return
        seen.answered, way = self.api.plan(body)
        self._answer(seen, way)

    def _answer(self, seen: Seen, way: str) -> None:
        body, fault = seen.body, seen.answered
        worded = rewrite_of(body["messages"], self.api.faults.rewrites)
        if fault == "stalls" or worded == "":
            self.api.closing.wait()
            self.close_connection = True
        elif fault in ("429", "503"):
            self._json(int(fault), {"error": {"message": "busy"}}, {"Retry-After": self.api.faults.retry_after})
        elif fault == "broken":
            self._json(500, {"error": {"message": "internal error"}})
        elif fault == "refused":
            self._json(400, {"error": {"message": self.api.faults.too_long or "this form of output is not supported"}})
        elif fault == "garbage":
            self._json(200, {"result": "what?"})
        elif fault == "misshaped":
            self._misshapen(body)
        elif self.api.outputs is not None:
            self._say(seen, self.api.outputs(body, way if fault == "malformed" else ""), cut=fault == "cut", call=False)
        elif worded is not None:
            self._say(seen, worded, cut=fault == "cut", call=False)
        else:
            reply = reply_to(body["messages"], lie=self.api.faults.lie, most=self.api.faults.claims, rng=self.api.rng)
            text = reply.json if fault != "malformed" else broken(reply.json, way)
            ignored = bool(form_of(body) & self.api.faults.ignores)
            if ignored:
                text = " ".join(claim["text"] for claim in reply.claims) or "I do not know."
            self._say(seen, text, cut=fault == "cut", call=bool(body.get("tools")) and not ignored)

    def _misshapen(self, body: dict) -> None:
        if not body.get("stream"):
            self._json(200, self.api.faults.misshaped)
            return
        self._begin_stream()
        self._event(_envelope(body, "chat.completion.chunk", [_delta("{", 0, call=bool(body.get("tools")), body=body)]))
        self._event(self.api.faults.misshaped)
        self.wfile.write(b"data: [DONE]\n\n")

    def _say(self, seen: Seen, text: str, *, cut: bool, call: bool) -> None:
        body = seen.body
        usage = {"prompt_tokens": len(json.dumps(body["messages"])) // 4, "completion_tokens": max(len(text) // 4, 1)}
        usage["total_tokens"] = sum(usage.values())
        if self.api.faults.usage and (not cut or (body.get("stream") and self.api.faults.final_chunk)):
            seen.tokens = (usage["prompt_tokens"], usage["completion_tokens"])
        if body.get("stream"):
            self._stream(body, text, usage, cut=cut, call=call)
            return
        limit = (0 if self.api.faults.endless else body.get("max_tokens") or body.get("max_completion_tokens")) or 10**9
        finish = "length" if len(text) // 4 > limit else ("tool_calls" if call else "stop")
        text = text if finish != "length" else text[: limit * 4]
        message: dict = {"role": "assistant", "content": None if call else text}
        if call:
            function = {"name": body["tools"][0]["function"]["name"], "arguments": text}
            message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
        whole = _envelope(body, "chat.completion", [{"index": 0, "message": message, "finish_reason": finish}])
        if self.api.faults.usage:
            whole["usage"] = usage
        self._json(200, whole, cut=cut)

    def _stream(self, body: dict, text: str, usage: dict, *, cut: bool, call: bool) -> None:
        self._begin_stream()
        pieces = [text[at : at + 17] for at in range(0, len(text), 17)]
        for nth, piece in enumerate(pieces[: len(pieces) // 2] if cut else pieces):
            self._event(_envelope(body, "chat.completion.chunk", [_delta(piece, nth, call=call, body=body)]))
        if cut and not self.api.faults.final_chunk:
            return
        finish = {"index": 0, "delta": {}, "finish_reason": "tool_calls" if call else "stop"}
        self._event(_envelope(body, "chat.completion.chunk", [finish]))
        if self.api.faults.usage and (body.get("stream_options") or {}).get("include_usage"):
            self._event({**_envelope(body, "chat.completion.chunk", []), "usage": usage})
        self.wfile.write(b"data: [DONE]\n\n")

    def _begin_stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def _event(self, data: object) -> None:
        self.wfile.write(b"data: " + json.dumps(data).encode() + b"\n\n")
        self.wfile.flush()

    def _json(self, status: int, data: object, headers: dict | None = None, *, cut: bool = False) -> None:
        payload = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload[: len(payload) // 2] if cut else payload)
        if cut:
            self.close_connection = True


def _envelope(body: dict, kind: str, choices: list[dict]) -> dict:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_700_000_000, "model": body["model"], "choices": choices}


def _delta(piece: str, nth: int, *, call: bool, body: dict) -> dict:
    if not call:
        return {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
    function: dict = {"arguments": piece}
    tool: dict = {"index": 0, "function": function}
    if nth == 0:
        function["name"] = body["tools"][0]["function"]["name"]
        tool |= {"id": "call_1", "type": "function"}
    return {"index": 0, "delta": {"role": "assistant", "tool_calls": [tool]}, "finish_reason": None}
