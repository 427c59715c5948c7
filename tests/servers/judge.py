"""A judge behind the OpenAI API on 127.0.0.1, which goes by figures alone.

Two answers agree when they say the same figures; texts back a claim when they have all of its figures; of two answers the better one is
the one with more figures. It is a rule, not a model: what is tested with it is the judging.
"""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler

from servers.threaded import ThreadedServer

EXHIBIT = re.compile(r'<exhibit name="(\w+)">\n(.*?)\n</exhibit>', re.DOTALL)
FIGURE = re.compile(r"\d+")


class JudgeServer(ThreadedServer):
    """The server; a context manager. `url` is what `base_url` is set to, `requests` how often it was asked."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.down = False
        self.requests = 0
        self._came = threading.Condition()

    def came(self) -> None:
        """A request is there."""
        with self._came:
            self.requests += 1
            self._came.notify_all()

    def wait_for(self, requests: int) -> None:
        """Until so many came in all."""
        with self._came:
            assert self._came.wait_for(lambda: self.requests >= requests, timeout=60)


def verdict(exhibits: list[tuple[str, str]]) -> str:
    """What it says of what it is shown."""
    found: dict[str, list[set[str]]] = {}
    for name, text in exhibits:
        found.setdefault(name, []).append(set(FIGURE.findall(text)))
    if "first" in found:
        first, second = len(found["first"][0]), len(found["second"][0])
        return "tie" if first == second else "first" if first > second else "second"
    if "claim" in found:
        return "yes" if found["claim"][0] <= set().union(*found["text"]) else "no"
    one, other = found["answer"]
    return "yes" if one <= other or other <= one else "no"


class _Handler(BaseHTTPRequestHandler):
    api: JudgeServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.api.came()
        shown = EXHIBIT.findall(body["messages"][-1]["content"])
        said = json.dumps({"reason": "by its figures", "verdict": verdict(shown)}) if shown else "I only judge."
        message = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
        usage = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}
        whole = {"id": "1", "object": "chat.completion", "created": 1, "model": body["model"], "choices": [message], "usage": usage}
        data = json.dumps({"error": {"message": "down"}} if self.api.down else whole).encode()
        self.send_response(500 if self.api.down else 200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
