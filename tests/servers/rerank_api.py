"""A real HTTP server on 127.0.0.1 that speaks Cohere's API of reranking, and misbehaves on request. It scores by shared words."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler
from typing import Literal

from servers.threaded import ThreadedServer

Fault = Literal[
    "", "stalls", "drips", "busy", "broken", "garbage", "no_json", "too_few", "twice", "beyond", "no_number", "cut", "moved", "404"
]


class RerankServer(ThreadedServer):
    """The server; a context manager. `url` is what `reranker_url` is set to."""

    under = "/v2"

    def __init__(self, *, key: str = "") -> None:
        super().__init__(_Handler)
        self.key = key
        self.faults: list[Fault] = []
        """What goes wrong with the next requests, one after another; the last of them with all that follow."""
        self.seen: list[dict] = []

    def fault(self) -> Fault:
        return self.faults.pop(0) if len(self.faults) > 1 else next(iter(self.faults), "")


def scores(query: str, documents: list[str]) -> list[float]:
    asked = set(re.findall(r"\w+", query.lower()))
    return [len(asked & set(re.findall(r"\w+", document.lower()))) / (len(asked) or 1) for document in documents]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    api: RerankServer

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.api.seen.append(body)
        given = self.headers.get("authorization", "")
        if self.path != "/v2/rerank":
            self._say(404, {"message": "no such path"})
        elif self.api.key and given != f"Bearer {self.api.key}":
            self._say(401, {"message": f"invalid api token: {given}"})
        else:
            self._answer(body, self.api.fault())

    def _answer(self, body: dict, fault: Fault) -> None:
        found = [{"index": at, "relevance_score": score} for at, score in enumerate(scores(body["query"], body["documents"]))]
        found.sort(key=lambda one: -one["relevance_score"])
        changed = {
            "too_few": found[1:],
            "twice": [*found[:1], *found[:-1]],
            "beyond": [{**found[0], "index": 99}, *found[1:]],
            "no_number": [{**found[0], "relevance_score": "high"}, *found[1:]],
        }
        if fault == "stalls":
            self.api.closing.wait()
            self.close_connection = True
        elif fault in ("busy", "broken", "404"):
            status = {"busy": 429, "broken": 500, "404": 404}[fault]
            self._say(status, {"message": f"{fault}: {self.headers.get('authorization')}"}, {"Retry-After": "0"})
        elif fault == "moved":
            self._say(307, {}, {"Location": self.api.url + "/rerank"})
        elif fault == "garbage":
            self._say(200, {"result": "what?"})
        elif fault == "no_json":
            self._say(200, None)
        else:
            self._say(200, {"id": "1", "results": changed.get(fault, found), "meta": {}}, cut=fault == "cut", drips=fault == "drips")

    def _say(self, status: int, data: dict | None, headers: dict | None = None, *, cut: bool = False, drips: bool = False) -> None:
        payload = b"<html>" if data is None else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if drips:
            for byte in payload:
                if self.api.closing.wait(0.1):
                    break
                try:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                except OSError:
                    break
            self.close_connection = True
            return
        self.wfile.write(payload[: len(payload) // 2] if cut else payload)
        if cut:
            self.close_connection = True
