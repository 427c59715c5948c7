"""A simulated model behind the OpenAI API on 127.0.0.1, whose answers depend on what it receives.

It is a rule, not a model: what is measured with it is the measuring. It knows one made-up fact for each code (`fact_of`): right answers
come when the fact stands in the context, or for the few that it "was trained on"; the asked form is kept only from so many examples on;
effects are planted by marks in the request; the rest is chance, by (seed, question, what it received). The same request always gets the
same answer, unless it is fickle. As a program of its own it serves until its standard input ends:
`python prompt_server.py '{"latency_ms": 200}'`.

Every request is counted by what it held, with whether its whole response reached the process that asked: a response that lay unread in
the socket when that process died ends its connection with a reset, and counts as unread.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import select
import subprocess
import sys
import threading
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

QUESTION = re.compile(r"<question>\s*(.*?)\s*</question>", re.DOTALL)
PASSAGE = re.compile(r'<passage number="(\d+)"[^>]*>\n(.*?)\n</passage>', re.DOTALL)
CODE = re.compile(r"\b[A-Z]{2}-\d{4,}\b")
SOLVED = re.compile(r"<(solved|examples)>\n(.*?)\n</\1>", re.DOTALL)
GIVEN = re.compile(r"<given_answer>\n(.*?)\n</given_answer>", re.DOTALL)
EXHIBIT = re.compile(r'<exhibit name="(\w+)">\n(.*?)\n</exhibit>', re.DOTALL)
MARK = "FINAL ANSWER:"
CLASSES = ("amber", "cobalt", "ivory", "scarlet")
"""Every class that a plan may be in."""
STOCK = "Great question! I would be delighted to help you with that."
"""What the planted style effect puts before an answer."""
UNKNOWN = "I do not know."


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How the simulated model behaves. Shares and chances are in [0, 1]."""

    seed: int = 0
    knows: float = 0.2
    """The share of questions that it knows the answer to without a context."""
    recalls: float = 1.0
    """How likely it is right about what it knows."""
    reads: float = 0.9
    """How likely it is right where the context holds the fact."""
    declines: float = 0.5
    """How likely it says that it does not know, where it does not; else it makes something up."""
    format_shots: int = 3
    """From so many examples on it keeps to `Answer: ...`."""
    format_without: float = 0.2
    """How likely it keeps to it with fewer."""
    format_with: float = 1.0
    """How likely it keeps to it with so many."""
    loses: float = 0.0
    """How likely it leaves the figures out of what it words anew."""
    fickle: bool = False
    """The same request is answered by another chance each time that it comes."""
    chatter: int = 0
    """Words that follow each answer."""
    effects: tuple[tuple[str, float], ...] = ()
    """(words in the request, what they add to the chance of being right)."""
    style: tuple[tuple[str, float], ...] = ()
    """(words in the request, how likely an answer then begins with a stock phrase)."""
    shared: float = 0.8
    """The share of chance that belongs to the question alone, so that two requests about it tend to go the same way."""


@dataclass(frozen=True, kw_only=True)
class Faults:
    """What goes wrong, as shares of requests; by the order of requests."""

    busy: float = 0.0
    """HTTP 429 with `retry_after`."""
    retry_after: str = "0"
    broken: float = 0.0
    """HTTP 500."""
    stalls: float = 0.0
    """Nothing is answered."""
    cut: float = 0.0
    """The connection ends in the middle of the response."""
    from_request: int = 0
    """The first request, counted from 0, that any of it holds for."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What is true of one code."""

    question: str
    answer: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What the model says to one request."""

    text: str
    claims: tuple[tuple[str, int, str], ...] = ()
    """(claim, number of the passage, quote)."""
    right: bool = False


@dataclass
class Count:
    """The requests that held the same."""

    question: str
    requests: int = 0
    delivered: int = 0
    unread: int = 0
    abandoned: int = 0
    refused: int = 0


def fact_of(number: int) -> Fact:
    """The fact of the code with this number, the same everywhere."""
    code = f"{'ABCDEFGHKLMNPRST'[number % 16]}{'KLMNPRST'[number // 16 % 8]}-{number + 1000:04}"
    return fact_by(code)


def fact_by(code: str) -> Fact:
    """The fact of a code."""
    days = 11 + int.from_bytes(hashlib.sha256(code.encode()).digest()[:2], "big") % 889
    return Fact(
        question=f"For how many days does the plan {code} keep reports?",
        answer=f"{days} days",
        sentence=f"The plan {code} keeps reports for {days} days.",
    )


def class_of(number: int) -> Fact:
    """The class of the code with this number, for questions that ask for a label."""
    found = CODE.search(fact_of(number).question)
    assert found is not None
    return class_by(found[0])


def class_by(code: str) -> Fact:
    """The class of a code."""
    name = CLASSES[hashlib.sha256(f"class {code}".encode()).digest()[0] % len(CLASSES)]
    return Fact(question=f"Which class is the plan {code} in?", answer=name, sentence=f"The plan {code} is in the class {name}.")


# -- what the model says ---------------------------------------------------------------------------------


def say(body: Mapping, manner: Manner, *, nth: int = 0) -> Said:
    """The answer to a request of the chat completions API that comes for the nth time."""
    texts = [_content(message) for message in body["messages"]]
    asked, whole = _asked(texts), "\n".join(texts)
    chance = _Chance(manner, question=asked, visible=f"{whole}{body.get('temperature')}{nth if manner.fickle else ''}")
    if (given := GIVEN.search(texts[-1])) is not None:
        return Said(text=_reworded(given[1], loses=chance("loses") < manner.loses))
    if exhibits := EXHIBIT.findall(texts[-1]):
        return Said(text=_verdict(exhibits))
    code = CODE.search(asked)
    if code is None:
        return Said(text=UNKNOWN)
    fact = class_by(code[0]) if "class" in asked else fact_by(code[0])
    place = next(((int(number), text) for number, text in PASSAGE.findall(whole) if fact.sentence in text), None)
    in_context = place is not None or fact.sentence in whole
    likely = manner.reads if in_context else manner.recalls * (chance.shared("knows") < manner.knows)
    likely += sum(gain for words, gain in manner.effects if words in whole) if likely else 0.0
    right = chance("right") < likely
    if not right and chance("declines") < manner.declines:
        return Said(text=UNKNOWN)
    answer = fact.answer if right else _wrong(fact, chance("wrong"))
    kept = chance("format") < (manner.format_with if _shots(body, whole) >= manner.format_shots else manner.format_without)
    named = "Class" if fact.answer in CLASSES else "Answer"
    text = f"{named}: {answer}" if kept else f"Well, as far as I can tell, that would be something like {answer}, give or take."
    if any(words in whole and chance("style") < rate for words, rate in manner.style):
        text = f"{STOCK} {text}"
    if MARK in whole:
        text = f"It is about the plan {code[0]}.\n{MARK} {text}"
    text += " and so on" * (manner.chatter // 3)
    claims = ((fact.sentence.replace(fact.answer, answer), place[0], fact.sentence),) if place is not None else ()
    return Said(text=text, claims=claims, right=right)


def _wrong(fact: Fact, drawn: float) -> str:
    """Another answer of the same kind."""
    if fact.answer not in CLASSES:
        return f"{3 + int(drawn * 997)} days"
    others = [name for name in CLASSES if name != fact.answer]
    return others[int(drawn * len(others))]


def _reworded(given: str, *, loses: bool) -> str:
    return f"In short: {re.sub(r'[0-9]+', 'some', given) if loses else given}"


def _verdict(exhibits: Sequence[tuple[str, str]]) -> str:
    """Whether every code and figure of the claim stands in one of the quotes."""
    quotes = " ".join(text for name, text in exhibits if name == "quote").split()
    claim = " ".join(text for name, text in exhibits if name == "claim").split()
    missing = [word for word in claim if any(sign.isdigit() for sign in word) and word not in quotes]
    return json.dumps(
        {"reason": f"'{missing[0]}' is in no quote" if missing else "all of it is there", "verdict": "no" if missing else "yes"}
    )


def discordant(first: float, second: float, *, shared: float) -> tuple[float, float]:
    """How often (only the first, only the second) of two requests about one question is right, by their chances of being right.

    Both go by the question's own chance with probability shared^2; else they are independent.
    """
    both = shared**2
    return (
        both * max(first - second, 0.0) + (1 - both) * first * (1 - second),
        both * max(second - first, 0.0) + (1 - both) * second * (1 - first),
    )


class _Chance:
    """Numbers in [0, 1): most of them the question's own, the others of just this request."""

    def __init__(self, manner: Manner, *, question: str, visible: str) -> None:
        self._manner = manner
        self._question = f"{manner.seed}|{question}"
        self._visible = f"{self._question}|{hashlib.sha256(visible.encode()).hexdigest()}"

    def __call__(self, name: str) -> float:
        own = _uniform(f"{self._visible}|mix|{name}") >= self._manner.shared
        return _uniform(f"{self._visible}|{name}") if own else self.shared(name)

    def shared(self, name: str) -> float:
        return _uniform(f"{self._question}|{name}")


def _uniform(text: str) -> float:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest(), "big") / 2**56


def _content(message: Mapping) -> str:
    content = message.get("content") or ""
    return content if isinstance(content, str) else "\n".join(part.get("text", "") for part in content)


def _asked(texts: Sequence[str]) -> str:
    """The last question that is marked as one; else the last message."""
    marked = QUESTION.findall(texts[-1]) or [found for text in texts for found in QUESTION.findall(text)]
    return marked[-1] if marked else texts[-1]


def _shots(body: Mapping, whole: str) -> int:
    solved = SOLVED.search(whole)
    examples = 0 if solved is None else len(re.findall(r"^Question: ", solved[2], re.MULTILINE))
    return sum(message["role"] == "assistant" for message in body["messages"]) + examples


# -- the API's own shapes --------------------------------------------------------------------------------


def completion(body: Mapping, said: Said) -> dict:
    """The response to a request, as the API words it."""
    form = (body.get("response_format") or {}).get("type", "")
    wants_claims = bool(body.get("tools")) or form.startswith("json")
    text = said.text if not wants_claims else _json(said)
    message: dict = {"role": "assistant", "content": None if body.get("tools") else text}
    if body.get("tools"):
        function = {"name": body["tools"][0]["function"]["name"], "arguments": text}
        message["tool_calls"] = [{"id": "call_1", "type": "function", "function": function}]
    sent = sum(len(_content(one)) for one in body["messages"]) // 4
    usage = {"prompt_tokens": sent, "completion_tokens": max(len(text) // 4, 1)}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": body["model"],
        "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls" if body.get("tools") else "stop"}],
        "usage": {**usage, "total_tokens": sum(usage.values())},
    }


def events(whole: Mapping) -> bytes:
    """The same as a stream of server-sent events."""
    message, finish = whole["choices"][0]["message"], whole["choices"][0]["finish_reason"]
    calls = message.get("tool_calls")
    text = calls[0]["function"]["arguments"] if calls else message["content"]
    base = {**{name: whole[name] for name in ("id", "created", "model")}, "object": "chat.completion.chunk"}
    deltas: list[dict] = []
    for nth, at in enumerate(range(0, len(text), 40)):
        piece = text[at : at + 40]
        if not calls:
            deltas.append({"role": "assistant", "content": piece})
            continue
        named = {"name": calls[0]["function"]["name"]} if nth == 0 else {}
        call = {"index": 0, "function": {"arguments": piece, **named}, **({"id": "call_1", "type": "function"} if nth == 0 else {})}
        deltas.append({"role": "assistant", "tool_calls": [call]})
    chunks = [{**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas]
    chunks.append({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    chunks.append({**base, "choices": [], "usage": whole["usage"]})
    return b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks) + b"data: [DONE]\n\n"


def _json(said: Said) -> str:
    claims = [{"text": text, "quotes": [{"passage": number, "text": quote}]} for text, number, quote in said.claims]
    return json.dumps({"claims": claims, "declined": not claims})


# -- the wire --------------------------------------------------------------------------------------------


@dataclass
class Counts:
    """Everything that was asked, by what the request held."""

    by_content: dict[str, Count] = field(default_factory=dict)
    requests: int = 0
    open: int = 0
    most_open: int = 0

    def of(self, content: str, question: str) -> Count:
        return self.by_content.setdefault(content, Count(question=question))

    @property
    def delivered(self) -> int:
        return sum(count.delivered for count in self.by_content.values())

    @property
    def per_question(self) -> Counter[str]:
        """Delivered responses by question."""
        found: Counter[str] = Counter()
        for count in self.by_content.values():
            found[count.question] += count.delivered
        return found


class _Api:
    """What all connections share."""

    def __init__(self, *, manner: Manner, faults: Mapping[str, Faults], latency_ms: float) -> None:
        self.manner = manner
        self.faults = dict(faults)
        self.latency_ms = latency_ms
        self.counts = Counts()
        self.connections: set[asyncio.Transport] = set()

    def fault(self, place: str, nth: int) -> str:
        faults = self.faults.get(place)
        if faults is None or nth < faults.from_request:
            return ""
        for name in ("stalls", "broken", "busy", "cut"):
            if _uniform(f"{self.manner.seed}|{name}|{nth}") < getattr(faults, name):
                return name
        return ""

    def control(self, path: str, body: bytes) -> bytes | None:
        """The response to what is not asked of the model."""
        if path == "/counts":
            counts = self.counts
            by_content = {key: asdict(count) for key, count in counts.by_content.items()}
            return json.dumps({"requests": counts.requests, "most_open": counts.most_open, "by_content": by_content}).encode()
        if path == "/behave":
            given = json.loads(body)
            self.faults = {place: Faults(**faults) for place, faults in given.get("faults", {}).items()}
            self.latency_ms = given.get("latency_ms", self.latency_ms)
            self.manner = replace(self.manner, **given.get("manner", {}))
            return b"{}"
        if path == "/forget":
            self.counts = Counts()
            return b"{}"
        if path.endswith("/v1/models"):
            model = {"id": "simulated", "object": "model", "created": 1, "owned_by": "test"}
            return json.dumps({"object": "list", "data": [model]}).encode()
        return None


class _Connection(asyncio.Protocol):
    """One client; requests come one after the other."""

    def __init__(self, api: _Api) -> None:
        self._api = api
        self._buffer = b""
        self._written: Count | None = None
        """The last response was handed to the system whole; whether it was read is seen by what comes next."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._api.connections.add(transport)
        self._peer = select.poll()
        self._peer.register(transport.get_extra_info("socket").fileno(), select.POLLRDHUP)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._written is not None and exc is not None:
            self._written.delivered -= 1
            self._written.unread += 1
        self._written = None
        self._api.connections.discard(self._transport)

    def data_received(self, data: bytes) -> None:
        self._written = None  # who asks again has read the last response
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        length = int(headers.get("content-length", "0"))
        if len(rest) < length:
            return
        self._buffer = rest[length:]
        self._asked(lines[0].split(" ")[1], rest[:length])

    def _asked(self, path: str, raw: bytes) -> None:
        controlled = self._api.control(path, raw)
        if controlled is not None:
            self._send(200, controlled)
            return
        counts = self._api.counts
        nth, counts.requests = counts.requests, counts.requests + 1
        counts.open += 1
        counts.most_open = max(counts.most_open, counts.open)
        place = path.removesuffix("/v1/chat/completions").strip("/")
        body = json.loads(raw)
        content = hashlib.blake2b(raw + place.encode(), digest_size=12).hexdigest()
        count = counts.of(content, _asked([_content(message) for message in body["messages"]]))
        count.requests += 1
        answer = _Answer(place=place, body=body, fault=self._api.fault(place, nth), count=count, nth=count.requests)
        if answer.fault != "stalls":
            wait = self._api.latency_ms / 1000 if answer.fault in ("", "cut") else 0.0
            asyncio.get_running_loop().call_later(wait, self._answer, answer)

    def _answer(self, answer: _Answer) -> None:
        self._api.counts.open -= 1
        if self._transport.is_closing() or self._peer.poll(0):  # nobody is there any more, whether the loop has seen it or not
            answer.count.abandoned += 1
            return
        if answer.fault in ("busy", "broken"):
            answer.count.refused += 1
            status, after = (429, self._api.faults[answer.place].retry_after) if answer.fault == "busy" else (500, "")
            self._send(status, b'{"error": {"message": "as it was told to"}}', retry_after=after)
            return
        whole = completion(answer.body, say(answer.body, self._api.manner, nth=answer.nth))
        streamed = bool(answer.body.get("stream"))
        payload = events(whole) if streamed else json.dumps(whole).encode()
        if answer.fault == "cut":
            answer.count.refused += 1
            self._send(200, payload, cut=True)
            self._transport.close()
            return
        answer.count.delivered += 1
        self._written = answer.count
        self._send(200, payload, kind="text/event-stream" if streamed else "application/json")

    def _send(self, status: int, payload: bytes, *, kind: str = "application/json", retry_after: str = "", cut: bool = False) -> None:
        extra = f"Retry-After: {retry_after}\r\n" if retry_after else ""
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\n{extra}Content-Length: {len(payload)}\r\n\r\n"
        self._transport.write(head.encode() + (payload[: len(payload) // 2] if cut else payload))


@dataclass(frozen=True, kw_only=True)
class _Answer:
    """A response that is on its way."""

    place: str
    body: dict
    fault: str
    count: Count
    nth: int
    """Of the requests that held the same."""


class PromptServer:
    """The server in this process, on a thread of its own; a context manager.

    `url` is what `base_url` is set to; `at("bad")` is the same server under another address, with faults of its own.
    """

    def __init__(self, manner: Manner | None = None, *, faults: Mapping[str, Faults] | None = None, latency_ms: float = 0.0) -> None:
        self._api = _Api(manner=manner or Manner(), faults=faults or {}, latency_ms=latency_ms)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.port = 0

    def __enter__(self) -> PromptServer:
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(_serve(self._api), self._loop).result()
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(_end(self._server, self._api), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        return self.at("")

    def at(self, place: str) -> str:
        return f"http://127.0.0.1:{self.port}{'/' + place if place else ''}/v1"

    @property
    def counts(self) -> Counts:
        return self._api.counts

    def forget(self) -> None:
        """Count from nothing."""
        self._api.counts = Counts()

    def behave(self, *, latency_ms: float | None = None, **faults: Faults) -> None:
        """From now on, with these faults by address (`main` is the one of `url`) and no others, and as late as said, if that is said."""
        self._api.latency_ms = self._api.latency_ms if latency_ms is None else latency_ms
        self._api.faults = {"" if place == "main" else place: one for place, one in faults.items()}

    def turn(self) -> None:
        """Returns after the server has looked once at what came."""
        asyncio.run_coroutine_threadsafe(asyncio.sleep(0.001), self._loop).result()

    def change(self, **manner: object) -> None:
        self._api.manner = replace(self._api.manner, **manner)


class PromptProcess:
    """The server in a process of its own; a context manager."""

    def __init__(self, manner: Manner | None = None, *, latency_ms: float = 0.0) -> None:
        options = {"manner": asdict(manner or Manner()), "latency_ms": latency_ms}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__)), json.dumps(options)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())

    def __enter__(self) -> PromptProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def url(self) -> str:
        return self.at("")

    def at(self, place: str) -> str:
        return f"http://127.0.0.1:{self.port}{'/' + place if place else ''}/v1"

    @property
    def counts(self) -> Counts:
        given = json.loads(self._call("/counts"))
        by_content = {key: Count(**count) for key, count in given["by_content"].items()}
        return Counts(by_content=by_content, requests=given["requests"], most_open=given["most_open"])

    def forget(self) -> None:
        """Count from nothing."""
        self._call("/forget", b"{}")

    def behave(self, *, latency_ms: float | None = None, **faults: Faults) -> None:
        given: dict = {"faults": {"" if place == "main" else place: asdict(one) for place, one in faults.items()}}
        self._call("/behave", json.dumps(given | ({} if latency_ms is None else {"latency_ms": latency_ms})).encode())

    def change(self, **manner: float) -> None:
        """Behave otherwise from now on, with no faults."""
        self._call("/behave", json.dumps({"manner": manner}).encode())

    def _call(self, path: str, body: bytes | None = None) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", data=body) as response:
            return response.read()


async def _serve(api: _Api) -> asyncio.Server:
    return await asyncio.get_running_loop().create_server(lambda: _Connection(api), "127.0.0.1", 0, backlog=512)


async def _end(server: asyncio.Server, api: _Api) -> None:
    server.close()
    while api.connections or any(map(_accepts, asyncio.all_tasks())):
        for connection in tuple(api.connections):
            connection.abort()
        await asyncio.sleep(0)


def _accepts(task: asyncio.Task[object]) -> bool:
    """True for a task of the event loop that makes a connection of what was accepted last."""
    return getattr(task.get_coro(), "__name__", "") == "_accept_connection2"


async def _until_input_ends(options: Mapping) -> None:
    given = {name: options["manner"][name] for name in (one.name for one in fields(Manner)) if name in options.get("manner", {})}
    for name in ("effects", "style"):
        given[name] = tuple((words, share) for words, share in given.get(name, ()))
    api = _Api(manner=Manner(**given), faults={}, latency_ms=options.get("latency_ms", 0.0))
    server = await _serve(api)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await _end(server, api)


if __name__ == "__main__":
    asyncio.run(_until_input_ends(json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}))
